/**
 * What runs here, and what BMv2's JSON cannot say: whole bytes in headers and advances, the state
 * reject, several lpm keys, several applies of one table. In: a checked program. Out: warnings.
 * @module
 */
import type { Call, Control, Expression, Place, Program, State, Table, Type } from "./program.ts";
import { REJECT } from "./program.ts";
import type { Diagnostic } from "./source/diagnostic.ts";
import { bitsOf } from "./switch/bits.ts";

export function targetWarnings(program: Program): readonly Diagnostic[] {
  const nodes = nodesOf(program);
  const calls = nodes.filter(isCall);
  return [
    ...oddHeaders(calls),
    ...calls.flatMap(oddAdvance),
    ...nodes.filter(isState).flatMap(rejecting),
    ...program.tables.flatMap(manyPrefixes),
    ...repeatedApplies(nodes),
  ].toSorted((one, other) => order(one.place, other.place));
}

function order(one: Place, other: Place): number {
  return one.line - other.line || one.column - other.column;
}

function warning(place: Place, message: string, cure: string): Diagnostic {
  return { kind: "target", place, length: 1, message, cure };
}

/** Everything that something consists of, each once, what is written first before the rest. */
function nodesOf(root: Program | Control): readonly object[] {
  const seen = new Set<object>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null || seen.has(node)) return;
    seen.add(node);
    for (const part of Object.values(node)) visit(part);
  };
  visit(root);
  return [...seen];
}

type CallNode = Expression & Call;
function isCall(node: object): node is CallNode {
  return "kind" in node && node.kind === "call" && "callee" in node;
}

function isState(node: object): node is State {
  return "transition" in node && "body" in node;
}

// ---------------------------------------------------------------------------- whole bytes
function oddHeaders(calls: readonly CallNode[]): readonly Diagnostic[] {
  const told = new Set<string>();
  return calls.flatMap(({ callee, args, place }) => {
    if (callee.kind !== "packet" || !["extract", "emit"].includes(callee.name)) return [];
    const type = args[0]?.value?.type ?? callee.types[0];
    return (type === undefined ? [] : headersIn(type)).flatMap(({ name, bits }) => {
      if (bits % 8 === 0 || told.has(name)) return [];
      told.add(name);
      const message = `the header ${name} has ${bits} bits, and BMv2 takes whole bytes`;
      return warning(place, message, "fill it up with a field of padding");
    });
  });
}

/** Each header of a type with its bits, those of a varbit left out. */
function headersIn(type: Type): readonly { readonly name: string; readonly bits: number }[] {
  if (type.kind === "stack") return headersIn(type.element);
  if (type.kind === "struct" || type.kind === "union") {
    return type.fields.flatMap((field) => headersIn(field.type));
  }
  if (type.kind !== "header") return [];
  const fixed = type.fields.filter((field) => field.type.kind !== "varbit");
  return [{ name: type.name, bits: fixed.reduce((sum, field) => sum + bitsOf(field.type), 0) }];
}

function oddAdvance({ callee, args, place }: CallNode): readonly Diagnostic[] {
  const count = args[0]?.value;
  if (callee.kind !== "packet" || callee.name !== "advance" || !count) return [];
  if (isWhole(count)) return [];
  return [
    warning(place, "BMv2 advances by whole bytes, and this may be none", "multiply bytes by 8"),
  ];
}

/** Whether the number is divisible by 8, as far as its form shows. */
function isWhole(number: Expression): boolean {
  if (number.kind === "constant") return BigInt(number.value) % 8n === 0n;
  if (number.kind === "cast") return isWhole(number.of);
  if (number.kind === "choice") return isWhole(number.then) && isWhole(number.otherwise);
  if (number.kind !== "binary") return false;
  const { operator, left, right } = number;
  if (operator === "*" || operator === "&") return isWhole(left) || isWhole(right);
  if (operator === "+" || operator === "-") return isWhole(left) && isWhole(right);
  // Three zeros at the end, however they come there.
  if (operator === "++") return bitsOf(right.type) >= 3 && isWhole(right);
  return operator === "<<" && right.kind === "constant" && BigInt(right.value) >= 3n;
}

// --------------------------------------------------------------------------------- parsers
function rejecting({ name, transition, place }: State): readonly Diagnostic[] {
  const next = transition.kind === "direct" ? [transition] : transition.cases;
  if (!next.some((one) => one.next === REJECT)) return [];
  const message = `the state ${name} rejects, which BMv2 has no word for`;
  return [warning(place, message, "write verify(false, error.…) and go to accept")];
}

// ---------------------------------------------------------------------------------- tables
function manyPrefixes({ name, keys, place }: Table): readonly Diagnostic[] {
  if (keys.filter(({ match }) => match === "lpm").length < 2) return [];
  const message = `the table ${name} has two lpm keys, and BMv2 takes one`;
  return [warning(place, message, "match the others as ternary")];
}

/** A table, or a control with tables, that is applied at a second place. */
function repeatedApplies(nodes: readonly object[]): readonly Diagnostic[] {
  const seen = new Set<object>();
  return nodes.flatMap((node) => {
    const applied = appliedBy(node);
    if (applied === null) return [];
    const isSecond = seen.has(applied.what);
    seen.add(applied.what);
    const message = `${applied.what.name} is applied at a second place, and BMv2 takes one`;
    const cure = "declare another one with the same rows";
    return isSecond ? [warning(applied.place, message, cure)] : [];
  });
}

/** `t.apply()` as a statement, in an expression, or in a `switch`. */
type TableApply = { readonly table: Table; readonly place: Place };
function isTableApply(node: object): node is TableApply {
  return "table" in node && "place" in node && "kind" in node;
}

function appliedBy(node: object): { readonly what: Table | Control; readonly place: Place } | null {
  if (isTableApply(node)) return { what: node.table, place: node.place };
  if (!isCall(node) || node.callee.kind !== "control") return null;
  const { control } = node.callee;
  return nodesOf(control).some(isTableApply) ? { what: control, place: node.place } : null;
}
