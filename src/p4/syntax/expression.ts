/**
 * Expressions as written, by precedence. (P4_16 1.2.5, section 8 and the grammar of appendix H.)
 * @module
 */
import type { Place } from "../program.ts";
import { CHAIN_MAX, type Cursor } from "./cursor.ts";
import { numberOf } from "./number.ts";
import type { Argument, BinaryOperator, Expression, Keyset, NamedValue, TypeRef } from "./tree.ts";
import { typeArguments } from "./type.ts";

// Loosest first, each line one precedence, all left-associative; `?:` is looser than all.
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["|"],
  ["^"],
  ["&"],
  ["<<", ">>"],
  ["++", "+", "-", "|+|", "|-|"],
  ["*", "/", "%"],
];

const TOO_LONG = "This expression is too long.";

export function expression(cursor: Cursor): Expression {
  return cursor.deeper(() => {
    const condition = binary(cursor, 0);
    const { place } = cursor;
    if (!cursor.takes("?")) return condition;
    const then = expression(cursor);
    cursor.expect(":");
    return { kind: "choice", place, condition, then, otherwise: expression(cursor) };
  });
}

function binary(cursor: Cursor, at: number): Expression {
  const operators = LEVELS[at];
  if (operators === undefined) return unary(cursor);
  let left = binary(cursor, at + 1);
  for (let links = 0; ; links += 1) {
    if (links > CHAIN_MAX) cursor.fail(TOO_LONG, "Use a name for a part.");
    const operator = operators.find((each) => isOperator(cursor, each));
    if (operator === undefined) return left;
    const { place } = cursor.next();
    if (operator === ">>") cursor.next();
    left = { kind: "binary", place, operator, left, right: binary(cursor, at + 1) };
  }
}

/** `>>` is two tokens that touch; `>` is one that no other `>` touches, nor the `>=` of `>>=`. */
function isOperator(cursor: Cursor, operator: BinaryOperator): boolean {
  if (operator !== ">" && operator !== ">>") return cursor.is(operator);
  if (!cursor.is(">")) return false;
  const touches = (cursor.is(">", 1) || cursor.is(">=", 1)) && cursor.peek(1).close;
  return operator === ">>" ? touches && cursor.is(">", 1) : !touches;
}

function unary(cursor: Cursor): Expression {
  const { place } = cursor;
  for (const operator of ["!", "~", "-", "+"] as const) {
    if (!cursor.takes(operator)) continue;
    return { kind: "unary", place, operator, of: cursor.deeper(() => unary(cursor)) };
  }
  return cast(cursor) ?? postfix(cursor, primary(cursor));
}

/** `(T) e`: the parentheses hold a type, and behind them an operand begins. */
function cast(cursor: Cursor): Expression | undefined {
  if (!cursor.is("(") || !beginsType(cursor)) return undefined;
  const { place } = cursor;
  const to = cursor.attempt(() => {
    cursor.next();
    const found = cursor.grammar.type(cursor);
    cursor.expect(")");
    return found;
  });
  if (to === undefined) return undefined;
  return { kind: "cast", place, type: to, of: cursor.deeper(() => unary(cursor)) };
}

const TYPE_WORDS = ["bit", "int", "varbit", "bool", "error", "tuple", "string", "void"];

function beginsType(cursor: Cursor): boolean {
  const at = cursor.is(".", 1) ? 2 : 1;
  if (TYPE_WORDS.some((word) => cursor.is(word, at))) {
    // `(error.NoMatch)` and `(bit) x`: a type with a member is a value.
    return !cursor.is(".", at + 1);
  }
  return cursor.isName(at) && cursor.isType(cursor.peek(at).text) && !cursor.is(".", at + 1);
}

function primary(cursor: Cursor): Expression {
  const { token, place } = cursor;
  if (token.kind === "number") {
    const written = numberOf(token.text) ?? cursor.fail("This number has no digits.");
    cursor.next();
    return { kind: "number", place, ...written };
  }
  if (token.kind === "string") {
    cursor.next();
    return { kind: "string", place, value: token.text };
  }
  if (cursor.takes("true")) return { kind: "boolean", place, value: true };
  if (cursor.takes("false")) return { kind: "boolean", place, value: false };
  if (cursor.takes("this")) return { kind: "this", place };
  if (cursor.takes("...")) return { kind: "default", place };
  if (cursor.is("{")) return braces(cursor);
  if (cursor.takes("(")) {
    const inner = expression(cursor);
    cursor.expect(")");
    return inner;
  }
  if (cursor.is("error") && cursor.is(".", 1)) {
    cursor.next();
    return { kind: "type", place, type: { kind: "error", place } };
  }
  const absolute = cursor.takes(".");
  if (!absolute && !cursor.isName()) {
    cursor.fail(`Here an expression is needed, not ${token.text}.`);
  }
  return { kind: "name", place, name: { ...cursor.name(), absolute } };
}

function braces(cursor: Cursor): Expression {
  const { place } = cursor.next();
  if (cursor.takes("#")) {
    cursor.expect("}");
    return { kind: "invalid", place };
  }
  const isRecord = cursor.peek(0).kind === "name" && cursor.is("=", 1);
  const fields: NamedValue[] = [];
  const items: Expression[] = [];
  let rest = false;
  while (!cursor.is("}")) {
    if (cursor.is("...") && (cursor.is("}", 1) || (cursor.is(",", 1) && cursor.is("}", 2)))) {
      cursor.next();
      rest = true;
    } else if (isRecord) {
      const name = cursor.member();
      cursor.expect("=");
      fields.push({ name, value: expression(cursor) });
    } else items.push(expression(cursor));
    if (!cursor.takes(",")) break;
  }
  cursor.expect("}");
  return isRecord ? { kind: "record", place, fields, rest } : { kind: "list", place, items, rest };
}

function postfix(cursor: Cursor, first: Expression): Expression {
  let of = first;
  for (let links = 0; ; links += 1) {
    if (links > CHAIN_MAX) cursor.fail(TOO_LONG, "Use a name for a part.");
    const { place } = cursor;
    if (cursor.takes(".")) of = { kind: "member", place, of, member: cursor.member() };
    else if (cursor.takes("[")) of = subscript(cursor, of, place);
    else if (cursor.is("("))
      of = { kind: "call", place, callee: of, types: [], args: args(cursor) };
    else if (cursor.is("<")) {
      const call = generic(cursor, of, place);
      if (call === undefined) return of;
      of = call;
    } else return of;
  }
}

function subscript(cursor: Cursor, of: Expression, place: Place): Expression {
  const high = expression(cursor);
  const low = cursor.takes(":") ? expression(cursor) : undefined;
  cursor.expect("]");
  return low === undefined
    ? { kind: "index", place, of, index: high }
    : { kind: "slice", place, of, high, low };
}

/** `f<T>(…)`, `C<T>(…)`, `C<T>.apply(…)`; a `<` that is a comparison is left alone. */
function generic(cursor: Cursor, callee: Expression, place: Place): Expression | undefined {
  if (callee.kind !== "name" && callee.kind !== "member") return undefined;
  return cursor.attempt(() => {
    const types: readonly TypeRef[] = typeArguments(cursor);
    const called = cursor.takes(".") ? applied(cursor, callee) : callee;
    if (!cursor.is("(")) cursor.fail("Here arguments are needed.");
    return { kind: "call", place, callee: called, types, args: args(cursor) } as const;
  });
}

/** The type arguments of a type that is applied are those of the call. */
function applied(cursor: Cursor, of: Expression): Expression {
  const { place } = cursor;
  if (!cursor.is("apply")) cursor.fail("Here apply is needed.");
  return { kind: "member", place, of, member: cursor.member() };
}

export function args(cursor: Cursor): readonly Argument[] {
  cursor.expect("(");
  return cursor.list(")", (): Argument => {
    const { place } = cursor;
    const named = cursor.peek(0).kind === "name" && cursor.is("=", 1);
    const name = named ? cursor.member() : null;
    if (named) cursor.expect("=");
    const left = cursor.is("_") && !cursor.isType("_");
    if (left) cursor.next();
    return { name, value: left ? null : expression(cursor), place };
  });
}

/** One condition; `(a, b)` holds one for each key. */
export function keyset(cursor: Cursor): Keyset {
  const { place } = cursor;
  if (cursor.is("(")) {
    const items = cursor.attempt((): Keyset => {
      cursor.next();
      const found = cursor.list(")", () => simpleKeyset(cursor));
      if (!cursor.is(":")) cursor.fail("Here : is needed.");
      return { kind: "tuple", place, items: found };
    });
    if (items !== undefined) return items;
  }
  return simpleKeyset(cursor);
}

function simpleKeyset(cursor: Cursor): Keyset {
  const { place } = cursor;
  for (const word of ["default", "_"] as const) {
    if (cursor.takes(word)) return { kind: "any", place, word };
  }
  const value = expression(cursor);
  if (cursor.takes("&&&")) return { kind: "mask", place, value, mask: expression(cursor) };
  if (cursor.takes("..")) return { kind: "range", place, low: value, high: expression(cursor) };
  return { kind: "value", place, value };
}
