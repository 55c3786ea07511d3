/**
 * Source text without comments: each character of a comment is a space, so that every place stays.
 * @module
 */

/** Undefined where a comment does not end. */
export function withoutComments(text: string): string | undefined {
  let out = "";
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? "";
    const two = text.slice(at, at + 2);
    if (char === '"') {
      const end = endOfString(text, at);
      out += text.slice(at, end);
      at = end;
    } else if (two === "//") {
      const end = text.indexOf("\n", at);
      const stop = end < 0 ? text.length : end;
      out += " ".repeat(stop - at);
      at = stop;
    } else if (two === "/*") {
      const end = text.indexOf("*/", at + 2);
      if (end < 0) return undefined;
      out += text.slice(at, end + 2).replaceAll(/[^\n]/g, " ");
      at = end + 2;
    } else {
      out += char;
      at += 1;
    }
  }
  return out;
}

/** Behind the closing quote; at the end of the line where there is none. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === "\\") at += 1;
    else if (char === '"') return at + 1;
    else if (char === "\n") return at;
  }
  return text.length;
}
