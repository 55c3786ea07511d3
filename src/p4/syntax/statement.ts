/**
 * Statements as written. (P4_16 1.2.5, section 12.)
 * @module
 */
import type { Place } from "../program.ts";
import type { Cursor } from "./cursor.ts";
import type { BinaryOperator, Expression, Statement, SwitchLabel } from "./tree.ts";

const ASSIGNMENTS: Readonly<Record<string, BinaryOperator | null>> = {
  "=": null,
  "+=": "+",
  "-=": "-",
  "*=": "*",
  "/=": "/",
  "%=": "%",
  "|+|=": "|+|",
  "|-|=": "|-|",
  "&=": "&",
  "|=": "|",
  "^=": "^",
  "<<=": "<<",
};

/** Annotations may stand before it; none that is known says anything about a block. */
export function block(cursor: Cursor): readonly Statement[] {
  cursor.grammar.annotations(cursor);
  cursor.expect("{");
  return cursor.inScope(() => {
    const body: Statement[] = [];
    while (!cursor.is("}")) {
      if (cursor.token.kind === "end") cursor.fail("This block does not end.", "Add }.");
      body.push(statement(cursor));
    }
    cursor.next();
    return body;
  });
}

export function statement(cursor: Cursor): Statement {
  return cursor.deeper(() => {
    const annotations = cursor.grammar.annotations(cursor);
    const found = bare(cursor);
    return annotations.length === 0 ? found : { ...found, annotations };
  });
}

function bare(cursor: Cursor): Statement {
  const { place } = cursor;
  if (cursor.takes(";")) return { kind: "empty", place };
  if (cursor.is("{")) return { kind: "block", place, body: block(cursor) };
  if (cursor.takes("if")) return ifStatement(cursor, place);
  if (cursor.takes("switch")) return switchStatement(cursor, place);
  if (cursor.takes("return")) {
    const value = cursor.is(";") ? null : cursor.grammar.expression(cursor);
    return ended(cursor, { kind: "return", place, value });
  }
  if (cursor.takes("exit")) return ended(cursor, { kind: "exit", place });
  for (const kind of ["break", "continue"] as const) {
    if (!cursor.is(kind) || !cursor.is(";", 1)) continue;
    cursor.next();
    return ended(cursor, { kind, place });
  }
  if (cursor.is("for") && cursor.is("(", 1)) return forStatement(cursor, place);
  return beginsDeclaration(cursor) ? declared(cursor, place) : ended(cursor, simple(cursor));
}

function ended(cursor: Cursor, found: Statement): Statement {
  cursor.expect(";");
  return found;
}

/** An assignment or a call, without its semicolon. */
function simple(cursor: Cursor): Statement {
  const { place } = cursor;
  const target = cursor.grammar.expression(cursor);
  if (cursor.is(">") && cursor.is(">=", 1) && cursor.peek(1).close) {
    cursor.next();
    cursor.next();
    return assign(cursor, place, target, ">>");
  }
  const operator = cursor.token.kind === "symbol" ? ASSIGNMENTS[cursor.token.text] : undefined;
  if (operator !== undefined) {
    cursor.next();
    return assign(cursor, place, target, operator);
  }
  if (target.kind !== "call") cursor.fail("This does nothing.", "Assign it, or call something.");
  return { kind: "call", place, call: target };
}

function assign(
  cursor: Cursor,
  place: Place,
  target: Expression,
  operator: BinaryOperator | null,
): Statement {
  return { kind: "assign", place, target, operator, value: cursor.grammar.expression(cursor) };
}

function ifStatement(cursor: Cursor, place: Place): Statement {
  cursor.expect("(");
  const condition = cursor.grammar.expression(cursor);
  cursor.expect(")");
  const then = statement(cursor);
  const otherwise = cursor.takes("else") ? statement(cursor) : null;
  return { kind: "if", place, condition, then, otherwise };
}

function switchStatement(cursor: Cursor, place: Place): Statement {
  cursor.expect("(");
  const on = cursor.grammar.expression(cursor);
  cursor.expect(")");
  cursor.expect("{");
  const cases: { label: SwitchLabel; body: Statement | null; place: Place }[] = [];
  while (!cursor.takes("}")) {
    const here = cursor.place;
    const label: SwitchLabel =
      cursor.takes("default") || cursor.takes("_") ? "default" : cursor.grammar.expression(cursor);
    cursor.expect(":");
    const body: Statement | null =
      cursor.is("{") || cursor.is("@")
        ? { kind: "block", place: cursor.place, body: block(cursor) }
        : null;
    cases.push({ label, body, place: here });
  }
  return { kind: "switch", place, on, cases };
}

function forStatement(cursor: Cursor, place: Place): Statement {
  cursor.next();
  cursor.expect("(");
  return cursor.inScope(() => {
    const ranged = cursor.attempt(() => {
      const type = cursor.is("in", 1) ? null : cursor.grammar.type(cursor);
      const name = cursor.name();
      cursor.expect("in");
      return { type, variable: name };
    });
    if (ranged !== undefined) {
      const low = cursor.grammar.expression(cursor);
      const high = cursor.takes("..") ? cursor.grammar.expression(cursor) : null;
      cursor.expect(")");
      return { kind: "forIn", place, ...ranged, low, high, body: statement(cursor) };
    }
    const init = several(cursor, ";", true);
    cursor.expect(";");
    const condition = cursor.grammar.expression(cursor);
    cursor.expect(";");
    const update = several(cursor, ")", false);
    cursor.expect(")");
    return { kind: "for", place, init, condition, update, body: statement(cursor) };
  });
}

function several(cursor: Cursor, close: string, mayDeclare: boolean): readonly Statement[] {
  const found: Statement[] = [];
  while (!cursor.is(close)) {
    found.push(mayDeclare && beginsDeclaration(cursor) ? variable(cursor) : simple(cursor));
    if (!cursor.takes(",")) break;
  }
  return found;
}

/** `T x = e` in the head of a `for`, where no semicolon belongs to it. */
function variable(cursor: Cursor): Statement {
  const { place } = cursor;
  const type = cursor.grammar.type(cursor);
  const name = cursor.name();
  cursor.declare(name.text, false);
  const value = cursor.takes("=") ? cursor.grammar.expression(cursor) : null;
  const declaration = { kind: "variable", annotations: [], name, place, type, value } as const;
  return { kind: "declare", place, declaration };
}

const TYPE_WORDS = ["bit", "int", "varbit", "bool", "error", "tuple", "string", "const"];

/** A type, then something that is no operand: `bit<8> x`, `T x`, `T<U> x`, `T(…) x`, `T[2] x`. */
function beginsDeclaration(cursor: Cursor): boolean {
  if (cursor.is("error") && cursor.is(".", 1)) return false;
  if (TYPE_WORDS.some((word) => cursor.is(word))) return true;
  const at = cursor.is(".") ? 1 : 0;
  if (!cursor.isName(at) || !cursor.isType(cursor.peek(at).text)) return false;
  return !cursor.is(".", behindArguments(cursor, at + 1));
}

/** Where type arguments that begin there end; there, if none do. */
function behindArguments(cursor: Cursor, from: number): number {
  if (!cursor.is("<", from)) return from;
  let depth = 0;
  for (let at = from; cursor.peek(at).kind !== "end" && !cursor.is(";", at); at += 1) {
    if (cursor.is("<", at)) depth += 1;
    if (cursor.is(">", at)) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return from;
}

function declared(cursor: Cursor, place: Place): Statement {
  const found = cursor.grammar.declaration(cursor);
  if (found.kind === "variable" || found.kind === "constant" || found.kind === "instance") {
    return { kind: "declare", place, declaration: found };
  }
  return cursor.fail("Only variables, constants and instances are declared among statements.");
}
