/**
 * Types as written. (P4_16 1.2.5, section 7.)
 * @module
 */
import { CHAIN_MAX, type Cursor } from "./cursor.ts";
import { numberOf } from "./number.ts";
import type { Expression, Name, TypeRef } from "./tree.ts";

const ONE = { kind: "number", value: 1n, width: null, signed: false } as const;
const PLAIN = ["bool", "error", "string", "void", "match_kind"] as const;

export function type(cursor: Cursor): TypeRef {
  let found = cursor.deeper(() => base(cursor));
  for (let links = 0; cursor.is("["); links += 1) {
    if (links > CHAIN_MAX) cursor.fail("This type is too long.", "Use a typedef for a part.");
    const { place } = cursor.next();
    const size = cursor.grammar.expression(cursor);
    cursor.expect("]");
    found = { kind: "stack", place, element: found, size };
  }
  return found;
}

function base(cursor: Cursor): TypeRef {
  const place = cursor.place;
  for (const word of PLAIN) {
    if (cursor.takes(word)) return { kind: word === "match_kind" ? "matchKind" : word, place };
  }
  if (cursor.takes("bit")) return sized(cursor, "bit", place);
  if (cursor.is("int")) {
    cursor.next();
    return cursor.is("<") ? sized(cursor, "int", place) : { kind: "integer", place };
  }
  if (cursor.takes("varbit")) return sized(cursor, "varbit", place);
  if (cursor.takes("tuple")) return { kind: "tuple", place, items: typeArguments(cursor) };
  if (cursor.is("list") && cursor.is("<", 1)) {
    cursor.next();
    const [item, ...others] = typeArguments(cursor);
    if (item === undefined || others.length > 0) cursor.fail("A list has one type of item.");
    return { kind: "list", place, item };
  }
  if (cursor.takes("_")) return { kind: "any", place };
  const name = typeName(cursor);
  return { kind: "named", place, name, args: cursor.is("<") ? typeArguments(cursor) : [] };
}

/** `Name` or `.Name`. */
function typeName(cursor: Cursor): Name {
  const absolute = cursor.takes(".");
  return { ...cursor.name(), absolute };
}

export function typeArguments(cursor: Cursor): readonly TypeRef[] {
  cursor.expect("<");
  return cursor.list(">", () => type(cursor));
}

/** `<8>`, `<(W + 1)>`; without it one bit. */
function sized(cursor: Cursor, kind: "bit" | "int" | "varbit", place: TypeRef["place"]): TypeRef {
  if (!cursor.takes("<")) return { kind, place, width: { ...ONE, place } };
  // No `>` may be taken for an operator here: more than a name or a number stands in parentheses.
  const width = widthExpression(cursor);
  cursor.expect(">");
  return { kind, place, width };
}

function widthExpression(cursor: Cursor): Expression {
  const { kind, text, place } = cursor.token;
  if (kind === "number") {
    const written = numberOf(text) ?? cursor.fail("This number has no digits.");
    cursor.next();
    return { kind: "number", place, ...written };
  }
  if (cursor.is("(")) {
    cursor.next();
    const inner = cursor.grammar.expression(cursor);
    cursor.expect(")");
    return inner;
  }
  const absolute = cursor.takes(".");
  return { kind: "name", place, name: { ...cursor.name(), absolute } };
}
