/**
 * A failure that explains itself, in words and always in this order: the requirement, the step,
 * what is allowed, what came, the state, the guard, what breaks if this goes on, who said what, and
 * the command that shows it again. In: a failure with its explanation. Out: lines no wider than
 * asked, unless one word is, or a command, which is copied.
 * @module
 */
import type { Explanation, Failure } from "../replay/result.ts";
import { visible } from "./visible.ts";

/** The case as it was found first. */
export type Failed = {
  readonly id: string;
  readonly profile: string;
  readonly failure: Failure;
};

type Row = readonly [left: string, right: string];

const LEFT = 12;
const INDENT = "  ";
/** The last messages; the whole is in the transcript that is kept, and in the report. */
const MESSAGES = 8;
const LONG = 2000;

export function explainedLines(failed: Failed, width: number): readonly string[] {
  const { failure } = failed;
  const explanation = failure.explanation ?? {};
  const { step = failure.input, allowed = "", came = failure.why ?? "" } = explanation;
  const rows: readonly Row[] = [
    [`${failure.clause ?? ""}  MUST`.trimStart(), failure.sentence ?? ""],
    ["step", step],
    ["allowed", allowed],
    ["came", came],
    ...stateRows(explanation, failure),
    ...guardRows(explanation),
    ...soWhatRows(explanation),
    ...transcriptRows(explanation),
  ];
  // A command is copied: it is not broken.
  const ends = [
    ["again", explanation.again ?? ""] as const,
    ["kept", explanation.kept ?? ""] as const,
  ];
  return [
    headOf(failed, explanation),
    ...rows.flatMap(([left, right]) => (right === "" ? [] : rowLines(left, right, width))),
    ...ends.flatMap(([left, right]) => (right === "" ? [] : rowLines(left, right, Infinity))),
  ];
}

function headOf({ id, profile, failure }: Failed, { shrunk }: Explanation): string {
  const head = `FAIL  ${profile}`;
  if (shrunk === undefined) return `${head}  ${id}  step ${failure.step}`;
  const { from_steps, to_steps } = shrunk;
  const from = from_steps === 1 ? "1 input" : `${from_steps} inputs`;
  const found = id === shrunk.id ? "as found" : `as found: ${id}`;
  const told = to_steps === from_steps ? found : `shrunk from ${from}: ${id}`;
  const stopped = shrunk.stopped === true ? `, stopped after ${shrunk.tried} replays` : "";
  return `${head}  ${shrunk.id}  step ${to_steps} of ${to_steps}  (${told}${stopped})`;
}

/** Columns that stand below each other. */
function stateRows({ state = [] }: Explanation, { what, key }: Failure): readonly Row[] {
  if (state.length === 0) return what.startsWith("observed") ? [["state", key]] : [];
  const wide = (of: (row: (typeof state)[number]) => string): number =>
    Math.min(30, Math.max(...state.map((row) => of(row).length)));
  const [keys, before, now] = [
    wide((row) => row.key),
    wide((row) => row.before),
    wide((row) => row.now),
  ];
  return state.map((row, at): Row => {
    const cells = [
      row.key.padEnd(keys),
      `before ${row.before.padEnd(before)}`,
      `now ${row.now.padEnd(now)}`,
      `must be ${row.demanded}`,
    ];
    return [at === 0 ? "state" : "", cells.join("   ")];
  });
}

function guardRows({ guard }: Explanation): readonly Row[] {
  if (guard === undefined) return [];
  const head: Row = ["guard", `${guard.name}  (${guard.module})`];
  return guard.values.length === 0 ? [head] : [head, below(guard.values.join(", "))];
}

function soWhatRows({ so_what: what, in_model: model }: Explanation): readonly Row[] {
  const rows: Row[] = [];
  if (what !== undefined && what.invariant === "") {
    const within = `${what.bound ?? 0} further inputs`;
    rows.push(["so what", `no claim of the model is seen to break within ${within}`]);
  } else if (what !== undefined) {
    const { invariant, how, steps, module } = what;
    rows.push(["so what", `${later(steps)} ${invariant} breaks: ${how ?? ""}  (${module})`]);
    rows.push(...numbered(steps));
  }
  if (model !== undefined) {
    const { invariant, steps, model: name } = model;
    const head = `without this rule anywhere: ${later(steps)} ${invariant} breaks  (${name})`;
    rows.push(["in model", head], ...numbered(steps));
  }
  return rows;
}

function later(steps: readonly string[]): string {
  if (steps.length === 0) return "at once";
  return steps.length === 1 ? "1 step later" : `${steps.length} steps later`;
}

function numbered(steps: readonly string[]): readonly Row[] {
  return steps.map((step, at) => below(`${at + 1}. ${step}`));
}

function below(text: string): Row {
  return ["", text];
}

function transcriptRows({ transcript = [] }: Explanation): readonly Row[] {
  const last = transcript.slice(-MESSAGES);
  return last.map(({ n, from, to, label, note }, at): Row => {
    const said = note === undefined ? "" : `: ${note}`;
    return [at === 0 ? "transcript" : "", `${n}. ${from} > ${to}  ${label}${said}`];
  });
}

function rowLines(left: string, right: string, width: number): readonly string[] {
  const room = Math.max(20, width - LEFT - INDENT.length);
  return wrapped(visible(right, LONG), room).map((line, at) =>
    `${INDENT}${(at === 0 ? left : "").padEnd(LEFT)}${line}`.trimEnd(),
  );
}

/** Broken at spaces; what follows a break is set in a little. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  let indent = "";
  while (indent.length + rest.length > width) {
    const room = width - indent.length;
    const before = rest.lastIndexOf(" ", room);
    const cut = before > 0 ? before : rest.indexOf(" ", room);
    if (cut === -1) break;
    lines.push(`${indent}${rest.slice(0, cut).trimEnd()}`);
    rest = rest.slice(cut).trimStart();
    indent = "  ";
  }
  return [...lines, `${indent}${rest}`];
}
