/**
 * Tables as written. (P4_16 1.2.5, section 14.2.)
 * @module
 */
import type { Place } from "../program.ts";
import type { Cursor } from "./cursor.ts";
import type { Annotation, Declaration, Expression, TableActionRef, TableEntry } from "./tree.ts";
import type { TableKey, TableProperty } from "./tree.ts";

export function tableDeclaration(
  cursor: Cursor,
  annotations: readonly Annotation[],
  place: Place,
): Declaration {
  cursor.next();
  const name = cursor.name();
  cursor.declare(name.text, false);
  cursor.expect("{");
  const properties: TableProperty[] = [];
  while (!cursor.takes("}")) properties.push(property(cursor));
  return { kind: "table", annotations, name, place, properties };
}

function property(cursor: Cursor): TableProperty {
  const annotations = cursor.grammar.annotations(cursor);
  const { place } = cursor;
  const constant = cursor.takes("const");
  const name = cursor.member();
  cursor.expect("=");
  const head = { place, annotations };
  if (cursor.is("{") && name.text === "key") return { kind: "key", ...head, keys: keys(cursor) };
  if (cursor.is("{") && name.text === "actions") {
    return { kind: "actions", ...head, actions: actions(cursor) };
  }
  if (cursor.is("{") && name.text === "entries") {
    return { kind: "entries", ...head, constant, entries: entries(cursor) };
  }
  const value: Expression = cursor.grammar.expression(cursor);
  cursor.expect(";");
  return { kind: "property", ...head, constant, name, value };
}

function keys(cursor: Cursor): readonly TableKey[] {
  cursor.expect("{");
  const found: TableKey[] = [];
  while (!cursor.takes("}")) {
    const expression = cursor.grammar.expression(cursor);
    cursor.expect(":");
    const match = cursor.name();
    found.push({ expression, match, annotations: cursor.grammar.annotations(cursor) });
    cursor.expect(";");
  }
  cursor.takes(";");
  return found;
}

function actions(cursor: Cursor): readonly TableActionRef[] {
  cursor.expect("{");
  const found: TableActionRef[] = [];
  while (!cursor.takes("}")) {
    found.push(actionRef(cursor));
    cursor.expect(";");
  }
  cursor.takes(";");
  return found;
}

function actionRef(cursor: Cursor): TableActionRef {
  const annotations = cursor.grammar.annotations(cursor);
  const { place } = cursor;
  const absolute = cursor.takes(".");
  const name = { ...cursor.name(), absolute };
  const args = cursor.is("(") ? cursor.grammar.args(cursor) : [];
  return { annotations, name, args, place };
}

function entries(cursor: Cursor): readonly TableEntry[] {
  cursor.expect("{");
  const found: TableEntry[] = [];
  while (!cursor.takes("}")) {
    const { place } = cursor;
    const constant = cursor.takes("const");
    const priority = priorityOf(cursor);
    const keyset = cursor.grammar.keyset(cursor);
    cursor.expect(":");
    const action = actionRef(cursor);
    const annotations = cursor.grammar.annotations(cursor);
    cursor.expect(";");
    found.push({ annotations, constant, priority, keyset, action, place });
  }
  cursor.takes(";");
  return found;
}

/** `priority = 10 :`; the word is a name elsewhere. */
function priorityOf(cursor: Cursor): Expression | null {
  if (!cursor.is("priority") || !cursor.is("=", 1)) return null;
  cursor.next();
  cursor.next();
  const value = cursor.grammar.expression(cursor);
  cursor.expect(":");
  return value;
}
