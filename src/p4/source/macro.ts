/**
 * Macros over tokens. In: tokens and what is defined. Out: tokens with every macro expanded, each
 * at the place where it was called. A macro is never expanded inside itself, so this ends; and
 * there is a bound on what it may grow to.
 * @module
 */
import type { Budget } from "./budget.ts";
import type { Token } from "./token.ts";

export type Macro = {
  /** Undefined for one without parentheses. */
  readonly parameters: readonly string[] | undefined;
  readonly body: readonly Token[];
};
export type Macros = ReadonlyMap<string, Macro>;

/** Undefined where the tokens grow beyond all bounds. */
export function expand(
  tokens: readonly Token[],
  macros: Macros,
  budget: Budget,
): readonly Token[] | undefined {
  const out: Token[] = [];
  const todo = tokens.toReversed();
  for (let token = todo.pop(); token !== undefined; token = todo.pop()) {
    if (!budget.takes(1)) return undefined;
    const macro = token.kind === "name" ? macros.get(token.text) : undefined;
    if (macro === undefined || token.from.includes(token.text)) {
      out.push(token);
      continue;
    }
    const args = macro.parameters === undefined ? [] : takeArguments(todo, budget);
    if (args === undefined) {
      out.push(token);
      continue;
    }
    const body = replaced(macro, args, token, budget);
    if (body === undefined) return undefined;
    for (const each of body.toReversed()) todo.push(each);
  }
  return out;
}

/** What stands between the parentheses; undefined, and nothing taken, where there are none. */
function takeArguments(todo: Token[], budget: Budget): readonly (readonly Token[])[] | undefined {
  if (todo.at(-1)?.text !== "(") return undefined;
  const args: Token[][] = [[]];
  let depth = 0;
  for (let at = todo.length - 1; at >= 0; at -= 1) {
    const token = todo[at];
    if (token === undefined || !budget.takes(1)) break;
    const opens = token.kind === "symbol" && "([{".includes(token.text);
    const closes = token.kind === "symbol" && ")]}".includes(token.text);
    if (opens) depth += 1;
    if (closes) depth -= 1;
    if (depth === 0) {
      todo.length = at;
      return args;
    }
    if (
      depth === 1 &&
      opens &&
      args.length === 1 &&
      args[0]?.length === 0 &&
      at === todo.length - 1
    )
      continue;
    if (depth === 1 && token.text === "," && token.kind === "symbol") args.push([]);
    else args.at(-1)?.push(token);
  }
  return undefined;
}

function replaced(
  { parameters = [], body }: Macro,
  args: readonly (readonly Token[])[],
  call: Token,
  budget: Budget,
): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const from = [...call.from, call.text];
  for (const token of body) {
    const at = token.kind === "name" ? parameters.indexOf(token.text) : -1;
    const put = at < 0 ? [{ ...token, place: call.place, from }] : (args[at] ?? []);
    if (!budget.takes(put.length)) return undefined;
    for (const each of put) tokens.push(each);
  }
  return pasted(tokens);
}

/** `a ## b` is one name. */
function pasted(tokens: readonly Token[]): readonly Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    const next = tokens[at + 1];
    const before = out.at(-1);
    if (
      token?.text === "##" &&
      token.kind === "symbol" &&
      before !== undefined &&
      next !== undefined
    ) {
      out[out.length - 1] = { ...before, text: before.text + next.text };
      at += 1;
    } else if (token !== undefined) out.push(token);
  }
  return out;
}
