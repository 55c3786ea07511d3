/**
 * Controls and parsers as written. (P4_16 1.2.5, sections 13 and 14.)
 * @module
 */
import type { Place } from "../program.ts";
import type { Cursor } from "./cursor.ts";
import { parameters, typeParameters } from "./parameter.ts";
import type { Annotation, BlockTypeDeclaration, Declaration, Expression } from "./tree.ts";
import type { Keyset, Name, Parameter, StateDeclaration, Statement } from "./tree.ts";

export function controlDeclaration(
  cursor: Cursor,
  annotations: readonly Annotation[],
  place: Place,
): Declaration {
  const name = nameOf(cursor);
  return cursor.inScope(() => {
    const head = { annotations, name, place, ...headOf(cursor) };
    if (cursor.takes(";")) return { kind: "controlType", ...head };
    const constructorParameters = constructorParametersOf(cursor);
    const locals: Declaration[] = [];
    while (!cursor.is("apply")) locals.push(cursor.grammar.declaration(cursor));
    cursor.expect("apply");
    const body: readonly Statement[] = cursor.grammar.block(cursor);
    cursor.expect("}");
    return { kind: "control", ...head, constructorParameters, locals, body };
  });
}

export function parserDeclaration(
  cursor: Cursor,
  annotations: readonly Annotation[],
  place: Place,
): Declaration {
  const name = nameOf(cursor);
  return cursor.inScope(() => {
    const head = { annotations, name, place, ...headOf(cursor) };
    if (cursor.takes(";")) return { kind: "parserType", ...head };
    const constructorParameters = constructorParametersOf(cursor);
    const locals: Declaration[] = [];
    while (!beginsState(cursor) && !cursor.is("}")) {
      locals.push(cursor.grammar.declaration(cursor));
    }
    const states: StateDeclaration[] = [];
    while (!cursor.takes("}")) states.push(state(cursor));
    return { kind: "parser", ...head, constructorParameters, locals, states };
  });
}

/** Behind the keyword; a block is a type from here on. */
function nameOf(cursor: Cursor): Name {
  cursor.next();
  const name = cursor.name();
  cursor.declare(name.text, true);
  return name;
}

function headOf(cursor: Cursor): Pick<BlockTypeDeclaration, "types" | "parameters"> {
  const types = typeParameters(cursor);
  return { types, parameters: parameters(cursor) };
}

/** With the brace behind them, which begins the body. */
function constructorParametersOf(cursor: Cursor): readonly Parameter[] {
  const found = cursor.is("(") ? parameters(cursor) : [];
  cursor.expect("{");
  return found;
}

/** `state name {`, behind any annotations. */
function beginsState(cursor: Cursor): boolean {
  if (cursor.is("state") && cursor.peek(1).kind === "name" && cursor.is("{", 2)) return true;
  if (!cursor.is("@")) return false;
  let at = 0;
  let depth = 0;
  while (cursor.is("@", at) || depth > 0 || cursor.is("(", at)) {
    if (cursor.is("@", at) && depth === 0) at += 1;
    if (cursor.is("(", at)) depth += 1;
    if (cursor.is(")", at)) depth -= 1;
    if (cursor.peek(at).kind === "end") return false;
    at += 1;
  }
  return cursor.is("state", at);
}

function state(cursor: Cursor): StateDeclaration {
  const annotations = cursor.grammar.annotations(cursor);
  const { place } = cursor.expect("state");
  const name = cursor.member();
  cursor.expect("{");
  return cursor.inScope(() => {
    const body: Statement[] = [];
    while (!cursor.is("transition") && !cursor.is("}")) body.push(cursor.grammar.statement(cursor));
    const transition = cursor.takes("transition") ? transitionOf(cursor) : null;
    cursor.expect("}");
    return { annotations, name, place, body, transition };
  });
}

function transitionOf(cursor: Cursor): StateDeclaration["transition"] {
  const { place } = cursor;
  if (!cursor.is("select") || !cursor.is("(", 1)) {
    const next = cursor.member();
    cursor.expect(";");
    return { kind: "direct", next };
  }
  cursor.next();
  cursor.next();
  const on: readonly Expression[] = cursor.list(")", () => cursor.grammar.expression(cursor));
  cursor.expect("{");
  const cases: { keyset: Keyset; next: Name; place: Place }[] = [];
  while (!cursor.takes("}")) {
    const here = cursor.place;
    const keyset = cursor.grammar.keyset(cursor);
    cursor.expect(":");
    cases.push({ keyset, next: cursor.member(), place: here });
    cursor.expect(";");
  }
  cursor.takes(";");
  return { kind: "select", on, cases, place };
}
