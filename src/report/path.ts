/**
 * The path of a change, word by word, and patterns of paths. `auth[a1].shards.alice.locks` and
 * `auth.a1.shards.alice.locks` are the same place: a function over strings is a record.
 * @module
 */

export function pathWords(path: string): readonly string[] {
  const words: string[] = [""];
  let depth = 0;
  for (const each of path.split("")) {
    // A key may be a whole record, with brackets and dots of its own.
    const ends = depth === 0 ? each === "." || each === "[" : each === "]" && depth === 1;
    if (each === "[") depth += 1;
    if (each === "]") depth -= 1;
    if (ends) words.push("");
    else if (each !== '"') words[words.length - 1] = `${words.at(-1) ?? ""}${each}`;
  }
  return words.filter((word) => word !== "");
}

/** A key that is none, a whole claim say, is nobody. */
export function isName(key: string): boolean {
  return /^[\w-]+$/.test(key);
}

/** What stands at each `*` of the pattern; undefined where the path is of another form. */
export function keysAt(pattern: string, words: readonly string[]): readonly string[] | undefined {
  const parts = pattern.split(".");
  if (parts.length !== words.length) return undefined;
  if (parts.some((part, at) => part !== "*" && part !== words[at])) return undefined;
  return words.filter((_, at) => parts[at] === "*");
}
