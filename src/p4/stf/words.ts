/**
 * The words of a line. In: text. Out: words and signs with where they begin, or why there is none.
 * @module
 */
export type Word = {
  /** "sign" is punctuation. A quoted word is a name whatever it holds. */
  readonly kind: "word" | "sign";
  readonly text: string;
};

/** `[3]`, `[15:8]`, and the parentheses of `h.isValid()`: those of an action are signs. */
const INSIDE = String.raw`\[[0-9$]+(?::[0-9]+)?\]|(?<=\.isValid)\(\)`;
const NAME = String.raw`[A-Za-z0-9_.$*&+-]+(?:(?:${INSIDE})[A-Za-z0-9_.$*]*)*`;
const SIGN = String.raw`==|!=|<=|>=|[:/(),=<>{}[\]$]`;
const WORD = new RegExp(`"([^"]*)"|(${NAME})|(${SIGN})`, "y");

/** Undefined where something is neither word nor sign. */
export function wordsOf(line: string): readonly Word[] | undefined {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line[at] ?? "")) {
      at += 1;
      continue;
    }
    WORD.lastIndex = at;
    const found = WORD.exec(line);
    if (found === null) return undefined;
    const [whole, quoted, word, sign] = found;
    words.push({ kind: sign === undefined ? "word" : "sign", text: quoted ?? word ?? sign ?? "" });
    at += whole.length;
  }
  return words;
}

/** Without what stands behind a `#` that no quotation mark encloses. */
export function withoutComment(line: string): string {
  const quoted = /^(?:[^#"]|"[^"]*")*/.exec(line);
  return quoted?.[0] ?? line;
}
