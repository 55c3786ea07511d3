/**
 * Which of several declarations a call means, and which argument goes to which parameter:
 * decided by the number and the names of the arguments alone
 * (P4_16 1.2.5, sections 6.8.2 and 7.2.10.2).
 * @module
 */
import type { Place } from "../program.ts";
import type { Operand, Signature } from "./entity.ts";
import { wrong } from "./refuse.ts";

/** An argument as written. */
export type Given = { readonly name: string | null; readonly operand: Operand };
/** For each parameter the position of its argument; null if it is left out. */
export type Placing = readonly (number | null)[];

export function choose<Declared extends Signature>(
  overloads: readonly Declared[],
  given: readonly Given[],
  typeCount: number,
  place: Place,
): { readonly declared: Declared; readonly placing: Placing } {
  const fitting = overloads.flatMap((declared) => {
    if (typeCount !== 0 && typeCount !== declared.typeParameters.length) return [];
    const placing = placed(declared, given);
    return typeof placing === "string" ? [] : [{ declared, placing }];
  });
  const [first, second] = fitting;
  const name = overloads[0]?.name ?? "this";
  if (first === undefined) return refuseAll(overloads, given, typeCount, place);
  if (second !== undefined && exact(second.declared, given) && !exact(first.declared, given)) {
    return second;
  }
  if (second !== undefined && !exact(first.declared, given)) {
    wrong(place, `this call of ${name} fits two declarations`, "name the arguments");
  }
  return first;
}

/** Nothing is left out. */
function exact(declared: Signature, given: readonly Given[]): boolean {
  return declared.parameters.length === given.length;
}

/** Where each argument goes, or why they do not fit. */
function placed(declared: Signature, given: readonly Given[]): Placing | string {
  const { parameters } = declared;
  if (given.length > parameters.length) {
    return `${declared.name} takes ${parameters.length} arguments, not ${given.length}`;
  }
  const placing: (number | null)[] = parameters.map(() => null);
  for (const [at, { name }] of given.entries()) {
    const to = name === null ? at : parameters.findIndex((parameter) => parameter.name === name);
    if (to === -1) return `${declared.name} has no parameter ${name ?? ""}`;
    if (placing[to] !== null) return `the parameter ${name ?? ""} is given twice`;
    placing[to] = at;
  }
  const missing = parameters.find((parameter, at) => placing[at] === null && !parameter.optional);
  return missing === undefined ? placing : `the argument for ${missing.name} is missing`;
}

function refuseAll(
  overloads: readonly Signature[],
  given: readonly Given[],
  typeCount: number,
  place: Place,
): never {
  const [only, another] = overloads;
  if (only === undefined) return wrong(place, "this cannot be called", "call a function");
  if (another !== undefined) {
    const counts = overloads.map(({ parameters }) => parameters.map(({ name }) => name).join(", "));
    const have = counts.map((names) => `${only.name}(${names})`).join(" or ");
    return wrong(place, `no ${only.name} takes these arguments`, `there is ${have}`);
  }
  const { typeParameters } = only;
  if (typeCount !== 0 && typeCount !== typeParameters.length) {
    return wrong(
      place,
      `${only.name} takes ${typeParameters.length} type arguments, not ${typeCount}`,
      "give as many as it has, or none",
    );
  }
  const why = placed(only, given);
  const names = only.parameters.map(({ name }) => name).join(", ");
  return wrong(
    place,
    typeof why === "string" ? why : "the arguments do not fit",
    `its parameters are (${names})`,
  );
}
