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

const NONE: readonly ReasonCode[] = [];

const places: ReadonlyMap<string, number> = new Map(
  REASONS.map(({ code, number }) => [code, number]),
);
const clauses: ReadonlyMap<ReasonCode, GuardClause> = new Map(
  REASONS.map(({ code, clause }) => [code, clause]),
);

export function failed(guards: Guards, off: Off): readonly ReasonCode[] {
  const given: { readonly [code: string]: boolean | undefined } = guards;
  const codes: ReasonCode[] = [];
  // PERF: nearly always all hold, and only those that do not are looked up and put in order.
  for (const code in given) {
    if (given[code] === false && isCode(code) && !isOff(code, off)) codes.push(code);
  }
  return codes.length < 2 ? codes : codes.toSorted(byPlace);
}

export function isOff(code: ReasonCode, off: Off): boolean {
  const clause = clauses.get(code);
  return clause !== undefined && off.has(clause);
}

function isCode(name: string): name is ReasonCode {
  return places.has(name);
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
  // PERF: nearly always nothing failed.
  if (codes.every((some) => some.length === 0)) return NONE;
  const all = codes.flat();
  return all.length < 2 ? all : [...new Set(all)].toSorted(byPlace);
}

function byPlace(one: ReasonCode, other: ReasonCode): number {
  return placeOfReason(one) - placeOfReason(other);
}
