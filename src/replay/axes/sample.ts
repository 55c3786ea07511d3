/**
 * Which faults are put, where not all of them are. In: a seed and how many. Out: yes or no for each
 * axis, trace and step. The choice depends on these three and the seed alone, so the shards of a
 * run together put exactly the faults of the whole run.
 * @module
 */
import { assert } from "../../base/assert.ts";
import { sha256Hex } from "../../base/bytes.ts";
import type { TraceLines } from "../../vector/lines.ts";
import type { Axis } from "./axis.ts";

export type Budget = {
  readonly seed: number;
  /** Of all faults. */
  readonly percent: number;
  /** In one suite, planned crashes alone; each of them is a process to start. */
  readonly crashesMax?: number;
};

export class Sample {
  readonly #budget: Budget;
  /** What is drawn for a crash must be below this. */
  readonly #crashesBelow: number;

  /** `traces`: all of the suite, whichever of them are run. */
  constructor(budget: Budget, axes: readonly Axis[], traces: readonly TraceLines[]) {
    assert(budget.percent > 0 && budget.percent <= 100, "a percentage is asked of the faults");
    this.#budget = budget;
    this.#crashesBelow = this.#boundOf(axes, traces);
  }

  takes(axis: Axis, trace: string, n: number): boolean {
    const { percent } = this.#budget;
    // PERF: nothing is drawn where everything is taken.
    if (percent === 100 && !(axis.crashes && this.#crashesBelow < 1)) return true;
    const drawn = this.#draw(axis, trace, n);
    return drawn < percent / 100 && !(axis.crashes && drawn >= this.#crashesBelow);
  }

  #boundOf(axes: readonly Axis[], traces: readonly TraceLines[]): number {
    const { crashesMax } = this.#budget;
    if (crashesMax === undefined) return 1;
    const drawn = axes
      .filter(({ crashes }) => crashes)
      .flatMap((axis) => traces.flatMap(({ trace }) => this.#drawAll(axis, trace)))
      .toSorted((left, right) => left - right);
    return drawn[crashesMax] ?? 1;
  }

  #drawAll(axis: Axis, { id, steps }: TraceLines["trace"]): readonly number[] {
    return Array.from({ length: steps }, (_, index) => this.#draw(axis, id, index + 1));
  }

  /** From 0 to below 1. */
  #draw({ name }: Axis, trace: string, n: number): number {
    const digest = sha256Hex(`${this.#budget.seed} ${name} ${trace} ${n}`);
    return Number.parseInt(digest.slice(0, 12), 16) / 2 ** 48;
  }
}
