/**
 * The fault axes in words: a table of suites and axes, and below it the traces whose map is not
 * clean. In: a result. Out: lines.
 * @module
 */
import type { Found, Heat, HeatRow } from "../replay/axes/heat.ts";
import type { Budget } from "../replay/axes/sample.ts";
import type { CaseLine, HeatLine, Result } from "../replay/result.ts";

/** As many maps as anyone reads at once; the table counts the rest. */
const MAPS_TOLD = 3;

/** What was done to the trace, and which inputs that made. */
export function faultWords({ axis }: HeatRow, { n, inputs }: Found): string {
  return `step ${n} ${axis.about}: ${inputs.join(", ")}`;
}

/** How many faults were put, and how long it took. */
export function amountLine(
  heats: readonly Heat[],
  { percent, crashesMax, seconds }: Budget & { readonly seconds: number },
): string {
  const sum = (of: (heat: Heat) => number): number =>
    heats.reduce((total, heat) => total + of(heat), 0);
  const crashes = crashesMax === undefined ? "" : `, at most ${crashesMax} crashes in a suite`;
  const part = percent === 100 ? "all faults" : `${percent} % of the faults`;
  return (
    `axes      ${part}${crashes}: ${sum(({ walks }) => walks)} walks, ` +
    `${sum(({ steps }) => steps)} inputs, ${sum(({ compared }) => compared)} comparisons ` +
    `(${seconds.toFixed(1)} s)`
  );
}

export function axesLines({ heat, cases }: Pick<Result, "heat" | "cases">): readonly string[] {
  return heat.length === 0 ? [] : ["", ...table(heat), ...mapLines(heat, cases), ""];
}

function table(heat: readonly HeatLine[]): readonly string[] {
  const head = ["suite", "axis", "as demanded", "otherwise", "no such fault", "not judged"];
  const groups = Map.groupBy(heat, ({ suite, axis }) => `${suite} ${axis}`);
  const rows = [...groups].map(([name, own]) => {
    const marks = own.map(({ map }) => map).join("");
    const counts = [".", "x", "-", "?"].map((mark) => String(marks.split(mark).length - 1));
    return [...name.split(" "), ...counts];
  });
  const widths = head.map((text, column) =>
    Math.max(text.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows].map((row) => {
    const cells = row.map((cell, column) =>
      column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    return cells.join("  ").trimEnd();
  });
}

function mapLines(heat: readonly HeatLine[], cases: readonly CaseLine[]): readonly string[] {
  const maps = new Map(heat.map(({ id, axis, map }) => [`${id} ${axis}`, map]));
  const wrong = cases.filter(({ axis, failure }) => axis !== undefined && failure !== undefined);
  const told = wrong.slice(0, MAPS_TOLD).flatMap(({ id, suite, axis, word, failure }) => {
    if (axis === undefined || failure === undefined) return [];
    const { step, input, key, clause = word, why = "" } = failure;
    return [
      `${id}  ${suite}  ${axis}  ${maps.get(`${id} ${axis}`) ?? ""}`,
      `  ${why}`,
      `  ${clause}: ${key} is otherwise at input ${step}${input === "" ? "" : `, ${input}`}`,
    ];
  });
  const rest = wrong.length - MAPS_TOLD;
  return [...told, ...(rest > 0 ? [`and ${rest} more maps that are not clean`] : [])];
}
