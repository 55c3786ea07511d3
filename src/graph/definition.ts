/**
 * A definition as it stands in a module: its own text, the comment above it, and what would make it
 * false. In: the text of a module and a name. Out: text, never its meaning: that is the checker's.
 * @module
 */

export type Definition = {
  readonly name: string;
  /** File of the module. */
  readonly module: string;
  /** The sentence above it, if there is one, in one line. */
  readonly comment: string;
  /** From the name to the last line, as it is laid out. */
  readonly text: string;
};

/** The first module that defines the name; `modules`: file -> text. */
export function definitionOf(
  name: string,
  modules: ReadonlyMap<string, string>,
): Definition | undefined {
  for (const [module, text] of modules) {
    const lines = text.split("\n");
    const at = lines.findIndex((line) => headOf(line) === name);
    if (at === -1) continue;
    const after = lines.findIndex((line, index) => index > at && !/^\s+\S/.test(line));
    const own = lines.slice(at, after === -1 ? undefined : after);
    return { name, module, comment: commentAbove(lines, at), text: own.join("\n") };
  }
  return undefined;
}

/**
 * A claim that only applies an operator to the name of another, `Claim == Every(Rule)`, with what
 * `Every` stands for put in its place; any other claim as it is.
 */
export function written(claim: Definition, modules: ReadonlyMap<string, string>): string {
  const [, operator = "", rule = ""] = /==\s*(\w+)\((\w+)\)\s*$/.exec(claim.text) ?? [];
  const applied = operator === "" ? undefined : definitionOf(operator, modules);
  const head = /^\w+\((\w+)\([_,\s]*\)\)\s*==/.exec(applied?.text ?? "");
  if (applied === undefined || head === null) return claim.text;
  const [whole, parameter = ""] = head;
  const body = applied.text.slice(whole.length);
  return `${claim.name} ==${body.replaceAll(new RegExp(`\\b${parameter}\\(`, "g"), `${rule}(`)}`;
}

/** The names that a module defines or declares and that take no argument. */
export function namesWithoutArguments(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const plain = text.replaceAll(COMMENT, "");
  for (const [, name = ""] of plain.matchAll(/^(\w+)\s*==/gm)) names.add(name);
  const declared =
    /^(?:CONSTANTS?|VARIABLES?)\s+((?:\w+(?:\([^)]*\))?\s*,\s*)*\w+(?:\([^)]*\))?)/gm;
  for (const [, list = ""] of plain.matchAll(declared)) {
    const without = list.replaceAll(/\w+\([^)]*\)/g, "");
    for (const [name] of without.matchAll(/\w+/g)) names.add(name);
  }
  return names;
}

function headOf(line: string): string | undefined {
  return /^(\w+)(?:\((?:[^()]|\([^()]*\))*\))?\s*==/.exec(line)?.[1];
}

function isComment(line: string): boolean {
  return /^\(\*.*\*\)\s*$/.test(line);
}

/** The lines `(* .. *)` right above, or else at the head of its paragraph, in one line. */
function commentAbove(lines: readonly string[], at: number): string {
  const paragraph = lines.findLastIndex((line, index) => index < at && line.trim() === "") + 1;
  const above = lines.slice(paragraph, at);
  const right = above.slice(above.findLastIndex((line) => !isComment(line)) + 1);
  const end = above.findIndex((line) => !isComment(line));
  const head = end === -1 ? above : above.slice(0, end);
  return (right.length > 0 ? right : head)
    .map((line) => line.replace(/^\(\*\s*/, "").replace(/\s*\*\)\s*$/, ""))
    .filter((line) => !/-{5,}/.test(line))
    .join(" ")
    .trim();
}

/** One part of a claim that begins with `\A`: what is bound, over what, and what must be true. */
export type Quantified = {
  readonly bound: readonly { readonly name: string; readonly over: string }[];
  /** Laid out as in the module: junction lists are read by their columns. */
  readonly body: string;
};

/** `\A x \in S : P` and each item `/\ \A ..` of a list; what begins otherwise is left out. */
export function quantifiedIn(definition: string): readonly Quantified[] {
  return itemsOf(bodyOf(definition)).flatMap((item) => {
    const bound: { name: string; over: string }[] = [];
    const rest = peeled(item, bound);
    return bound.length === 0 ? [] : [{ bound, body: rest }];
  });
}

/** The two sides of a claim that only compares: `Amounts(S) <= Funds`. None for any other. */
export function sidesOf(definition: string): readonly string[] {
  const body = definition.replace(/^\w+\s*==/, "").replaceAll(COMMENT, " ");
  if (/\/\\|\\\/|=>|\\[AE]\s|\b(?:LET|IF|CASE)\b|~/.test(body)) return [];
  let depth = 0;
  for (let at = 0; at < body.length; at += 1) {
    const each = body[at] ?? "";
    if ("([{".includes(each)) depth += 1;
    if (")]}".includes(each)) depth -= 1;
    const relation = /^(?:<=|>=|=<|[=#<>]|\\subseteq|\\in)\s/.exec(body.slice(at))?.[0];
    if (depth > 0 || relation === undefined || !/\s/.test(body[at - 1] ?? "")) continue;
    return [body.slice(0, at).trim(), body.slice(at + relation.length).trim()];
  }
  return [];
}

/** The items of a list that bind nothing and stand in one line: each may be false by itself. */
export function plainItemsOf(definition: string): readonly string[] {
  const items = itemsOf(bodyOf(definition)).map((item) => item.replaceAll(COMMENT, " ").trim());
  if (items.length < 2) return [];
  return items.filter((item) => item !== "" && !item.includes("\n") && !item.startsWith("\\"));
}

/** The definition without its name, in the columns where it stood. */
function bodyOf(definition: string): string {
  const head = /^\w+\s*==/.exec(definition)?.[0] ?? "";
  return head.replaceAll(/[^\n]/g, " ") + definition.slice(head.length);
}

const COMMENT = /\\\*[^\n]*|\(\*[^]*?\*\)/g;

/** The items of a list of conjuncts, each in the columns where it stood; or the text itself. */
function itemsOf(text: string): readonly string[] {
  const first = /^\s*\/\\/.exec(text);
  if (first === null) return [text];
  const column = first[0].length - 2 - (text.lastIndexOf("\n", first[0].length - 1) + 1);
  const items: string[][] = [];
  for (const line of text.split("\n")) {
    if (line.slice(column, column + 2) === "/\\" && line.slice(0, column).trim() === "") {
      items.push([`${line.slice(0, column)}  ${line.slice(column + 2)}`]);
    } else items.at(-1)?.push(line);
  }
  return items.map((lines) => lines.join("\n"));
}

/** Takes the quantifiers off the front, one after another. */
function peeled(text: string, bound: { name: string; over: string }[]): string {
  const mark = /^\s*\\([AE])\s/.exec(text);
  if (mark === null) return text;
  const colon = colonIn(text, mark[0].length);
  if (colon === undefined) return text;
  const groups = groupsOf(text.slice(mark[0].length, colon));
  // `\E x \in {e} : P` gives e a name, and is the same as with `\A`.
  const names = groups.every(({ over }) => isSingle(over));
  if (groups.length === 0 || (mark[1] === "E" && !names)) return text;
  bound.push(...groups);
  const blank = text.slice(0, colon + 1).replaceAll(/[^\n]/g, " ");
  return peeled(blank + text.slice(colon + 1), bound);
}

/** The colon that ends the quantifier: outside of all brackets, and no part of `:>`. */
function colonIn(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const each = text[at] ?? "";
    if ("([{".includes(each)) depth += 1;
    if (")]}".includes(each)) depth -= 1;
    if (each === ":" && depth === 0 && !/[:>=]/.test(text[at + 1] ?? "")) return at;
  }
  return undefined;
}

/** `x, y \in S, z \in T` name by name; none if a group is no plain name. */
function groupsOf(text: string): readonly { readonly name: string; readonly over: string }[] {
  const found: { name: string; over: string }[] = [];
  let waiting: string[] = [];
  for (const part of split(text)) {
    const group = /^\s*(\w+)\s*(?:\\in\s([^]*))?$/.exec(part);
    if (group === null) return [];
    const [, name = "", over] = group;
    waiting.push(name);
    if (over === undefined) continue;
    found.push(...waiting.map((each) => ({ name: each, over: over.trim() })));
    waiting = [];
  }
  return waiting.length === 0 ? found : [];
}

/** At commas outside of all brackets. */
function split(text: string): readonly string[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const [at, each] of text.split("").entries()) {
    const angle = text.slice(at, at + 2);
    if ("([{".includes(each) || angle === "<<") depth += 1;
    if (")]}".includes(each) || angle === ">>") depth -= 1;
    if (each === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] = `${parts.at(-1) ?? ""}${each}`;
  }
  return parts;
}

/** `{e}`: a set of one, that only names it. */
export function isSingle(over: string): boolean {
  const inner = /^\{([^]*)\}$/.exec(over.trim())?.[1];
  if (inner === undefined) return false;
  return split(inner).length === 1 && colonIn(inner, 0) === undefined && !inner.includes("\\in ");
}

/** The module and what it extends, file by file: what its names can be used for. */
export function extendedFrom(
  file: string,
  modules: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const waiting = [file];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const text = modules.get(next);
    if (text === undefined || found.has(next)) continue;
    found.set(next, text);
    const names = /\bEXTENDS\s+(\w+(?:\s*,\s*\w+)*)/.exec(text)?.[1]?.split(",") ?? [];
    waiting.push(...names.map((name) => `${name.trim()}.tla`));
  }
  return found;
}
