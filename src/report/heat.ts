/**
 * Heat lines summed up. In: one character a step, for each trace and fault. Out: for each fault a
 * row of cells, each a step or a few of them, with how many traces did as demanded there.
 * @module
 */
import type { HeatLine } from "../replay/result.ts";

export type HeatCell = {
  /** The steps that the cell stands for, from 1. */
  readonly first: number;
  readonly last: number;
  readonly good: number;
  readonly wrong: number;
  /** Not judged. */
  readonly open: number;
};

export type HeatRow = {
  readonly axis: string;
  readonly cells: readonly HeatCell[];
  readonly judged: number;
  readonly wrong: number;
};

/** As many cells as fit beside each other on a page. */
const CELLS_MAX = 60;

/** A row for each axis, all equally long, in the order in which the axes first stand. */
export function heatRows(lines: readonly HeatLine[]): readonly HeatRow[] {
  const steps = Math.max(0, ...lines.map(({ map }) => map.length));
  const each = Math.max(1, Math.ceil(steps / CELLS_MAX));
  return [...Map.groupBy(lines, ({ axis }) => axis)].map(([axis, own]) => {
    const cells = Array.from({ length: Math.ceil(steps / each) }, (_, at) => {
      const [first, last] = [at * each + 1, Math.min(steps, (at + 1) * each)];
      const marks = own.map(({ map }) => map.slice(first - 1, last)).join("");
      const count = (mark: string): number => marks.split(mark).length - 1;
      return { first, last, good: count("."), wrong: count("x"), open: count("?") };
    });
    const wrong = cells.reduce((sum, cell) => sum + cell.wrong, 0);
    const judged = cells.reduce((sum, { good }) => sum + good, wrong);
    return { axis, cells, judged, wrong };
  });
}
