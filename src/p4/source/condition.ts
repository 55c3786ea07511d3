/**
 * The condition of an `#if`. In: its tokens, macros not yet expanded. Out: whether it holds, or
 * undefined if it is no condition. A name that is no macro is 0, as in C.
 * @module
 */
import type { Budget } from "./budget.ts";
import { expand, type Macros } from "./macro.ts";
import type { Token } from "./token.ts";

const LEVELS: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!="],
  ["<", "<=", ">", ">="],
  ["<<"],
  ["+", "-"],
  ["*", "/", "%"],
];

export function holds(
  tokens: readonly Token[],
  macros: Macros,
  budget: Budget,
): boolean | undefined {
  const plain = expand(withoutDefined(tokens, macros), macros, budget);
  if (plain === undefined || plain.length > 1000) return undefined;
  const rest = plain.toReversed();
  const value = level(rest, 0);
  return value === undefined || rest.length > 0 ? undefined : value !== 0n;
}

/** `defined X` and `defined(X)` as numbers, before X itself is expanded. */
function withoutDefined(tokens: readonly Token[], macros: Macros): readonly Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.text !== "defined") {
      out.push(token);
      continue;
    }
    const wrapped = tokens[at + 1]?.text === "(";
    const name = tokens[at + (wrapped ? 2 : 1)]?.text ?? "";
    out.push({ ...token, kind: "number", text: macros.has(name) ? "1" : "0" });
    at += wrapped ? 3 : 1;
  }
  return out;
}

function level(rest: Token[], at: number): bigint | undefined {
  const operators = LEVELS[at];
  if (operators === undefined) return primary(rest);
  let left = level(rest, at + 1);
  for (
    let next = rest.at(-1);
    next !== undefined && operators.includes(next.text);
    next = rest.at(-1)
  ) {
    rest.pop();
    const right = level(rest, at + 1);
    if (left === undefined || right === undefined) return undefined;
    left = apply(next.text, left, right);
  }
  return left;
}

function primary(rest: Token[]): bigint | undefined {
  const token = rest.pop();
  if (token === undefined) return undefined;
  if (token.text === "!") {
    const value = primary(rest);
    return value === undefined ? undefined : value === 0n ? 1n : 0n;
  }
  if (token.text === "-") {
    const value = primary(rest);
    return value === undefined ? undefined : -value;
  }
  if (token.text === "(") {
    const value = level(rest, 0);
    return rest.pop()?.text === ")" ? value : undefined;
  }
  if (token.kind === "name") return 0n;
  return token.kind === "number" ? wholeNumber(token.text) : undefined;
}

function wholeNumber(text: string): bigint | undefined {
  try {
    return BigInt(text.replaceAll("_", ""));
  } catch {
    return undefined; // It has a width, or is spelled as only P4 spells it.
  }
}

function apply(operator: string, left: bigint, right: bigint): bigint | undefined {
  switch (operator) {
    case "||":
      return yes(left !== 0n || right !== 0n);
    case "&&":
      return yes(left !== 0n && right !== 0n);
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "&":
      return left & right;
    case "==":
      return yes(left === right);
    case "!=":
      return yes(left !== right);
    case "<":
      return yes(left < right);
    case "<=":
      return yes(left <= right);
    case ">":
      return yes(left > right);
    case ">=":
      return yes(left >= right);
    case "<<":
      return right >= 0n && right < 64n ? left << right : undefined;
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0n ? undefined : left / right;
    case "%":
      return right === 0n ? undefined : left % right;
    default:
      return undefined;
  }
}

function yes(truth: boolean): bigint {
  return truth ? 1n : 0n;
}
