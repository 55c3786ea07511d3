/**
 * What a subject said once, at the interface at which it is judged: the answer to one question, of
 * which the corpus knows the rest. Told as JSON, so that the same answer is written down once.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import type { Fact, Fault, FaultData } from "../base/fault.ts";
import type { Message, Reply } from "../subject/subject.ts";

/** Exactly one of these; which one belongs to the question. */
export type Said =
  /** To reset and crash. */
  | { readonly done: true }
  /** To an input. */
  | { readonly reply: Reply }
  /** To observe. */
  | { readonly observed: Json }
  /** To advance. */
  | { readonly left: readonly Message[] }
  /** To anything: nothing that could be compared. */
  | { readonly fault: SaidFault };

export type SaidFault = { readonly code: string; readonly data: FaultData };

/** Which question: the case, its keys, and the faults put on it. */
export type CaseName = {
  readonly id: string;
  /** `corpus`, or the fresh network name that it was bound to. */
  readonly binding: string;
  readonly axis?: string;
};

export function nameOf({ id, binding, axis }: CaseName): string {
  return [id, binding, ...(axis === undefined ? [] : [axis])].join(" ");
}

/** What a process wrote and was cut off need not be text; a measure need not be whole. */
export function saidFault({ code, data }: Fault): SaidFault {
  return { code, data: Object.fromEntries(membersOf(data)) };
}

function membersOf(data: FaultData): (readonly [string, Fact])[] {
  return Object.entries(data).map(([key, fact]) => [key.toWellFormed(), whole(fact)] as const);
}

function whole(fact: Fact): Fact {
  if (typeof fact === "string") return fact.toWellFormed();
  if (typeof fact === "number") return Number.isSafeInteger(fact) ? fact + 0 : String(fact);
  if (fact === null || typeof fact === "boolean") return fact;
  if (isList(fact)) return fact.map(whole);
  return Object.fromEntries(membersOf(fact));
}

function isList(fact: Fact): fact is readonly Fact[] {
  return Array.isArray(fact);
}
