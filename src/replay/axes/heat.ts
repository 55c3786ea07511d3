/**
 * A suite x the fault axes. In: traces of one corpus, the axes, and the subjects that share the
 * traces out. Out: a row per trace and axis, one character a step: `.` as demanded, `x` otherwise,
 * `-` no such fault, `?` not judged; and the first thing in it that was not as demanded.
 *
 * Each fault is put alone, from a fresh start. Where two of them come to the same inputs from the
 * same opening, they are one walk and are judged once: a subject is asked the same both times, so
 * nothing is lost but a second look for what is not deterministic. Walks that only reach the same
 * state of the model stay apart, as what a subject hides in its own state is what is looked for.
 * @module
 */
import type { Subject } from "../../subject/subject.ts";
import type { TraceLines } from "../../vector/lines.ts";
import type { Corpus } from "../corpus.ts";
import { shareOut, twiceIfWrong } from "../crew.ts";
import type { Answers } from "../edges.ts";
import { answersOf, pathOf } from "../edges.ts";
import { judgePath } from "../replay.ts";
import type { Diverges, Inconclusive, Verdict } from "../verdict.ts";
import type { Axis, Inputs } from "./axis.ts";
import type { Budget } from "./sample.ts";
import { Sample } from "./sample.ts";
import { Timetable } from "./timetable.ts";

export type HeatRow = {
  readonly corpus: Corpus;
  readonly trace: TraceLines;
  readonly axis: Axis;
  readonly map: string;
  /** Values that were compared and are as demanded. */
  readonly compared: number;
  readonly found: Found | undefined;
};

export type Found = {
  /** The step with the fault. The step of the verdict counts along the walk. */
  readonly n: number;
  /** All inputs of the walk, by their names. */
  readonly inputs: readonly string[];
  readonly verdict: Diverges | Inconclusive;
};

export type Heat = {
  readonly corpus: Corpus;
  readonly rows: readonly HeatRow[];
  readonly walks: number;
  /** Inputs given and values compared in the walks that are as demanded. */
  readonly steps: number;
  readonly compared: number;
};

export type Work = {
  readonly corpus: Corpus;
  /** Those that are run, in the order of the corpus. */
  readonly traces: readonly TraceLines[];
  readonly axes: readonly Axis[];
  readonly budget: Budget;
};

export async function heatOf(
  work: Work,
  subjects: readonly Subject[],
  stopped: () => boolean,
): Promise<Heat> {
  const stove = new Stove(work);
  const rows = await shareOut(work.traces, subjects, stopped, (trace, subject) =>
    stove.rowsOf(trace, subject),
  );
  const { walks, steps, compared } = stove;
  return { corpus: work.corpus, rows: rows.flat(), walks, steps, compared };
}

class Stove {
  readonly #corpus: Corpus;
  readonly #axes: readonly Axis[];
  readonly #graph: readonly Answers[];
  readonly #times: Timetable;
  readonly #sample: Sample;
  /** By opening and inputs; a promise, as another subject may be at it. */
  readonly #known = new Map<string, Promise<Verdict>>();
  steps = 0;
  compared = 0;

  constructor({ corpus, axes, budget }: Work) {
    this.#corpus = corpus;
    this.#axes = axes;
    this.#graph = answersOf(corpus);
    this.#times = new Timetable(corpus);
    this.#sample = new Sample(budget, axes, corpus.file.traces);
  }

  get walks(): number {
    return this.#known.size;
  }

  async rowsOf(trace: TraceLines, subject: Subject): Promise<readonly HeatRow[]> {
    const rows: HeatRow[] = [];
    for (const axis of this.#axes) rows.push(await this.#row(trace, axis, subject));
    return rows;
  }

  async #row(trace: TraceLines, axis: Axis, subject: Subject): Promise<HeatRow> {
    const inputs = trace.lines.flatMap((line) => (line.kind === "step" ? [line.input] : []));
    let map = "";
    let compared = 0;
    let found: Found | undefined;
    for (const n of inputs.map((_, index) => index + 1)) {
      const walk = axis.put(inputs, n, this.#times);
      if (walk === undefined || (axis.crashes && subject.resumes === false)) {
        map += "-";
      } else if (!this.#sample.takes(axis, trace.trace.id, n)) {
        map += "?";
      } else {
        const verdict = await this.#judge(trace, walk, subject);
        compared += verdict.kind === "conforms" ? verdict.compared : 0;
        const own = verdict.kind === "conforms" || (await this.#holds(trace, inputs, subject));
        map += own ? CHARACTERS[verdictOf(verdict)] : "?";
        if (verdict.kind !== "conforms" && own)
          found = worse(found, { n, verdict }, this.#names(walk));
      }
    }
    return { corpus: this.#corpus, trace, axis, map, compared, found };
  }

  /** Whether the trace is as demanded without a fault; else nothing can be said of the fault. */
  async #holds(trace: TraceLines, inputs: Inputs, subject: Subject): Promise<boolean> {
    return (await this.#judge(trace, inputs, subject)).kind === "conforms";
  }

  #judge({ trace }: TraceLines, inputs: Inputs, subject: Subject): Promise<Verdict> {
    const name = `${trace.opening} ${inputs.join(" ")}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const asks = pathOf(this.#graph, trace.root, inputs);
    const judged = twiceIfWrong(() => judgePath(this.#corpus, trace, asks, subject));
    this.#known.set(name, judged);
    return judged.then((verdict) => {
      if (verdict.kind === "conforms") {
        this.steps += verdict.steps;
        this.compared += verdict.compared;
      }
      return verdict;
    });
  }

  #names(inputs: Inputs): readonly string[] {
    return inputs.map((input) => this.#corpus.inputs[input - 1]?.name ?? "");
  }
}

const CHARACTERS = { conforms: ".", wrong: "x", unjudged: "?" } as const;

function verdictOf(verdict: Verdict): keyof typeof CHARACTERS {
  if (verdict.kind === "conforms") return "conforms";
  return verdict.kind === "diverges" || verdict.twice === true ? "wrong" : "unjudged";
}

/** The first one; but what is wrong goes before what could not be judged. */
function worse(
  known: Found | undefined,
  { n, verdict }: Pick<Found, "n" | "verdict">,
  inputs: readonly string[],
): Found {
  const stays =
    known !== undefined && (verdictOf(known.verdict) === "wrong" || verdictOf(verdict) !== "wrong");
  return stays ? known : { n, verdict, inputs };
}
