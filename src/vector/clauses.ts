/**
 * Which clauses an answer is about. In: what the component says of its answers; input, outcome
 * kind, what leaves. Out: clause ids, the most telling one first. For a refusal they are the guards
 * that failed; for the rest the rules that say what an accepted input does. An answer that the
 * table does not know is a fault, so no step is without a clause.
 * @module
 */
import { Fault } from "../base/fault.ts";
import { byClause } from "./names.ts";

export type Clauses = {
  /** `SignVote voted` -> the rules. */
  readonly rules: { readonly [answer: string]: readonly string[] };
  /** What a refusal is about besides the guards that failed. */
  readonly refused?: (input: string, failed: readonly string[]) => readonly string[];
  /** What a refusal sends besides: message -> input -> the rules. */
  readonly sent: { readonly [message: string]: { readonly [input: string]: readonly string[] } };
};

export function answerClauses({ rules }: Clauses, input: string, kind: string): readonly string[] {
  const clauses = rules[`${input} ${kind}`];
  if (clauses === undefined) throw new Fault("AnswerWithoutClause", { input, kind });
  return clauses;
}

export function refusalClauses(
  { refused }: Clauses,
  input: string,
  failed: readonly string[],
): readonly string[] {
  return [...failed, ...(refused?.(input, failed) ?? [])];
}

export function sentClauses(
  { sent }: Clauses,
  input: string,
  types: readonly string[],
): readonly string[] {
  return types.flatMap((type) => sent[type]?.[input] ?? []);
}

export function sortedClauses(clauses: Iterable<string>): readonly string[] {
  return [...new Set(clauses)].toSorted(byClause);
}
