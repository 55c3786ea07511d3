/**
 * The sentences of spec/protocol.md, by clause. In: its text. Out: clause -> sentence, in one line,
 * as people are told it. Clauses are list items that begin with their id in bold.
 * @module
 */

export function clauseSentences(text: string): ReadonlyMap<string, string> {
  const sentences = new Map<string, string>();
  let open: string | undefined;
  for (const line of text.split("\n")) {
    const head = /^- \*\*([A-Z]{2}-[0-9]+)\*\* (.*)$/.exec(line);
    if (head !== null) {
      open = head[1] ?? "";
      sentences.set(open, head[2] ?? "");
    } else if (open !== undefined && /^ {2}\S/.test(line)) {
      sentences.set(open, `${sentences.get(open) ?? ""} ${line.trim()}`);
    } else {
      open = undefined;
    }
  }
  return sentences;
}
