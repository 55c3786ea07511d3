/**
 * The priorities of a table's entries, so that the larger one wins
 * (P4_16 1.2.5, section 14.2.1.4).
 * @module
 */
import type { Place } from "../program.ts";
import { wrong } from "./refuse.ts";

export type Ranked = { readonly priority: bigint | null; readonly place: Place };
export type Ranking = {
  readonly largestWins: boolean;
  readonly delta: bigint;
  /** `const entries`: the first in the source wins, and none says a priority. */
  readonly constant: boolean;
};

export function priorities(entries: readonly Ranked[], ranking: Ranking): readonly number[] {
  const { constant, largestWins, delta } = ranking;
  if (constant) return entries.map((_, at) => entries.length - at);
  const step = largestWins ? -delta : delta;
  const opening = largestWins ? 1n + BigInt(entries.length - 1) * delta : 1n;
  const numbers: bigint[] = [];
  for (const { priority, place } of entries) {
    const last = numbers.at(-1);
    const number = priority ?? (last === undefined ? opening : last + step);
    if (number < 0n || number > BigInt(Number.MAX_SAFE_INTEGER)) {
      wrong(
        place,
        `the priority ${number} is out of range`,
        "give this entry a priority of its own",
      );
    }
    numbers.push(number);
  }
  if (largestWins) return numbers.map(Number);
  const largest = numbers.reduce((most, one) => (one > most ? one : most), 0n);
  return numbers.map((number) => Number(largest - number + 1n));
}
