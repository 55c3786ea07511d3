/**
 * Arguments against parameters: type arguments are inferred, values converted, l-values asked
 * for where the parameter is `out` or `inout` (P4_16 1.2.5, sections 6.8 and 8.20).
 * @module
 */
import type { Expression, Place } from "../program.ts";
import { convert } from "./convert.ts";
import type { Operand, Parameter, Signature } from "./entity.ts";
import type { Given, Placing } from "./choose.ts";
import { unassignable } from "./member.ts";
import type { Lower } from "./operand.ts";
import { describe } from "./operand.ts";
import { wrong } from "./refuse.ts";
import { bits, isOpen, known, resolved, show, type Shape } from "./type.ts";
import { unify } from "./unify.ts";

/** One argument, in the order of evaluation. */
export type Bound = { readonly parameter: number; readonly value: Expression | null };
export type Binding = {
  readonly types: readonly Shape[];
  readonly parameters: readonly Parameter[];
  readonly returns: Shape;
};

/** Type arguments: as given, or as far as the arguments tell. */
export function infer(
  signature: Signature,
  typeArgs: readonly Shape[],
  given: readonly Given[],
  placing: Placing,
): Binding {
  const holes = signature.typeParameters.map((name, at): Shape => {
    const one = typeArgs[at];
    return one ?? { kind: "unknown", name, solved: null };
  });
  const { parameters, returns } = signature.bind(holes);
  for (const [at, parameter] of parameters.entries()) {
    const operand = operandFor(parameter, placing[at] ?? null, given);
    if (operand !== null) learn(operand, parameter.type);
  }
  return { types: holes, parameters, returns };
}

function operandFor(
  parameter: Parameter,
  at: number | null,
  given: readonly Given[],
): Operand | null {
  if (at !== null) return given[at]?.operand ?? null;
  return parameter.default === null ? null : parameter.default();
}

/** What the argument tells about the parameter's type; a mismatch is told later, by conversion. */
function learn(operand: Operand, type: Shape): void {
  if (!isOpen(type)) return;
  if (operand.kind === "value") unify(type, operand.type);
  if (operand.kind === "reference" && operand.entity.kind === "instance") {
    unify(type, operand.entity.type);
  }
  const target = known(type);
  if (operand.kind !== "list" || operand.names !== null || target.kind !== "tuple") return;
  for (const [at, item] of operand.items.entries()) {
    const part = target.items[at];
    if (part !== undefined) learn(item, part);
  }
}

/**
 * A number without width for a type parameter that nothing else decides: `hash(…, 0, …, 16)`.
 * The value is what counts there, so 64 bits hold it as well as any width would.
 */
export function settleIntegers(binding: Binding, given: readonly Given[], placing: Placing): void {
  for (const [at, parameter] of binding.parameters.entries()) {
    const type = known(parameter.type);
    const operand = operandFor(parameter, placing[at] ?? null, given);
    if (type.kind !== "unknown" || operand?.kind !== "integer") continue;
    const width = Math.max(64, operand.value.toString(2).length);
    type.solved = operand.value < 0n ? { kind: "int", width: width + 1 } : bits(width);
  }
}

/** The arguments of a call at run time, in the order in which they are written. */
export function bindValues(
  lower: Lower,
  binding: Binding,
  given: readonly Given[],
  placing: Placing,
): readonly Bound[] {
  const { parameters } = binding;
  const order = given.map((_, at) => placing.indexOf(at));
  const leftOut = parameters.flatMap((_, at) => ((placing[at] ?? null) === null ? [at] : []));
  return [...order, ...leftOut].map((at): Bound => {
    const parameter = parameters[at];
    if (parameter === undefined) return { parameter: at, value: null };
    const operand = operandFor(parameter, placing[at] ?? null, given);
    if (operand === null) return { parameter: at, value: null };
    return { parameter: at, value: bindValue(lower, parameter, operand) };
  });
}

export function bindValue(lower: Lower, parameter: Parameter, operand: Operand): Expression | null {
  const { direction, name, type } = parameter;
  if (operand.kind === "dontCare") {
    if (direction === "out") return null;
    return wrong(operand.place, `\`_\` gives no value for ${name}`, "`_` is for out parameters");
  }
  if (direction !== "out" && direction !== "inout") return convert(lower, operand, type);
  if (operand.kind !== "value") {
    return wrong(
      operand.place,
      `${name} is ${direction}: ${describe(operand)} cannot be stored to`,
      "give a variable",
    );
  }
  const why = unassignable(operand.ir);
  if (why !== null) {
    wrong(operand.place, `${name} is ${direction}, but ${why}`, "give a variable");
  }
  if (!unify(type, operand.type)) {
    wrong(
      operand.place,
      `${name} is ${direction} ${show(type)}, the argument is ${show(operand.type)}`,
      `store to a variable of type ${show(type)} first`,
    );
  }
  return operand.ir;
}

/** The type arguments, all known; or which one is not. */
export function settled(
  signature: Signature,
  binding: Binding,
  place: Place,
): { readonly types: readonly Shape[]; readonly returns: Shape } {
  const open = binding.types.findIndex(isOpen);
  if (open !== -1) {
    const name = signature.typeParameters[open] ?? "";
    wrong(
      place,
      `nothing tells the type ${name} of ${signature.name}`,
      `write it: ${signature.name}<…>(…)`,
    );
  }
  return { types: binding.types.map(resolved), returns: resolved(binding.returns) };
}
