/**
 * Guards: what must hold for an input to be accepted. In: which of them hold. Out: the codes of
 * all that do not, in the order of the table; the first is the one that the reference answers.
 * @module
 */
import { REASONS, type GuardClause, type ReasonCode } from "./reasons.ts";

/** Guards by their code. A guard that is not named has no premise here, and holds. */
export type Guards = { readonly [Code in ReasonCode]?: boolean };

/**
 * Guards that are switched off, by clause: how a faulty reference is made, and how it is shown
 * that each guard carries weight. Empty in every real run. It is the `Off` of the model.
 */
export type Off = ReadonlySet<GuardClause>;

export const NOTHING_OFF: Off = new Set();

const places: ReadonlyMap<ReasonCode, number> = new Map(
  REASONS.map(({ code, number }) => [code, number]),
);
const clauses: ReadonlyMap<ReasonCode, GuardClause> = new Map(
  REASONS.map(({ code, clause }) => [code, clause]),
);

export function failed(guards: Guards, off: Off): readonly ReasonCode[] {
  const codes: ReasonCode[] = [];
  for (const { code } of REASONS) {
    if (guards[code] === false && !isOff(code, off)) codes.push(code);
  }
  return codes;
}

export function isOff(code: ReasonCode, off: Off): boolean {
  const clause = clauses.get(code);
  return clause !== undefined && off.has(clause);
}

/** Where the reason stands in the table. */
export function placeOfReason(code: ReasonCode): number {
  return places.get(code) ?? 0;
}

/** Whether a guard is of this family of clauses: `CF`. */
export function isOfFamily(code: ReasonCode, family: string): boolean {
  return clauses.get(code)?.startsWith(`${family}-`) === true;
}

/** The union, in the order of the table. */
export function inTableOrder(...codes: readonly (readonly ReasonCode[])[]): readonly ReasonCode[] {
  return [...new Set(codes.flat())].toSorted(
    (one, other) => placeOfReason(one) - placeOfReason(other),
  );
}
