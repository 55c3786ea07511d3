/**
 * Parameters and type parameters as written. (P4_16 1.2.5, section 6.8.)
 * @module
 */
import type { Cursor } from "./cursor.ts";
import type { Direction, Parameter, TypeParameter } from "./tree.ts";

export function typeParameters(cursor: Cursor): readonly TypeParameter[] {
  if (!cursor.takes("<")) return [];
  return cursor.list(">", () => {
    const name = cursor.name();
    cursor.declare(name.text, true);
    return name;
  });
}

const DIRECTIONS: readonly Direction[] = ["inout", "in", "out"];

export function parameters(cursor: Cursor): readonly Parameter[] {
  cursor.expect("(");
  return cursor.list(")", () => {
    const annotations = cursor.grammar.annotations(cursor);
    const { place } = cursor;
    const direction = DIRECTIONS.find((each) => cursor.takes(each)) ?? "none";
    const type = cursor.grammar.type(cursor);
    const name = cursor.name();
    cursor.declare(name.text, false);
    const value = cursor.takes("=") ? cursor.grammar.expression(cursor) : null;
    return { annotations, direction, type, name, default: value, place };
  });
}
