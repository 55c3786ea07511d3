/**
 * `flashmesh certify --axes`: faults on top of the cases. In: which axes, and how many of their
 * faults. Out: heat lines for the result stream, and a case line for each trace and axis where not
 * all is as demanded.
 * @module
 */
import { Fault, InputFault } from "../base/fault.ts";
import { PROFILES, profileNamed } from "../base/profiles.ts";
import { namedCase } from "../explain/named.ts";
import type { Axis } from "../replay/axes/axis.ts";
import { AXES } from "../replay/axes/axis.ts";
import type { Heat, HeatRow } from "../replay/axes/heat.ts";
import { heatOf } from "../replay/axes/heat.ts";
import type { Budget } from "../replay/axes/sample.ts";
import type { Baseline } from "../replay/baseline.ts";
import type { Case } from "../replay/case.ts";
import type { Judged } from "../replay/crew.ts";
import type { CaseLine, HeatLine, NoteLine } from "../replay/result.ts";
import { CORPUS_BINDING } from "../replay/result.ts";
import type { Words } from "../replay/word.ts";
import { caseLine } from "../replay/word.ts";
import { amountLine, faultWords } from "../report/axes.ts";
import type { Arguments, Option } from "./args.ts";
import type { Candidate } from "./candidate.ts";
import type { World } from "./world.ts";

const NAMES = AXES.map(({ name }) => name).join(", ");

export const AXES_OPTIONS: readonly Option[] = [
  { name: "axes", value: "LIST", about: `also put faults on each case: all, or some of ${NAMES}` },
  {
    name: "axes-sample",
    value: "PERCENT",
    about: "so many of the faults, drawn by the seed (reference: 100; else 10, with few crashes)",
  },
];

/** A process is asked over a pipe, and each planned crash is a start of it. */
const SAMPLE_REMOTE = 10;
const CRASHES_REMOTE = 25;

export function axesOf(given: Arguments): readonly Axis[] {
  const list = given.text("axes");
  if (list === undefined) return [];
  if (list === "all") return AXES;
  const names = list.split(",");
  for (const name of names) {
    if (AXES.some((axis) => axis.name === name)) continue;
    const why = `--axes takes all, or some of ${NAMES}, not ${name}`;
    throw new InputFault("Usage", { command: "certify", why });
  }
  return AXES.filter(({ name }) => names.includes(name));
}

export type Axed = {
  /** Only where something is not as demanded, or is known not to be. */
  readonly cases: readonly CaseLine[];
  /** For each of them the walk with the fault, as a case of its own, and what was found. */
  readonly judged: readonly Judged[];
  readonly heat: readonly HeatLine[];
  readonly notes: readonly NoteLine[];
};

type Asked = {
  readonly seed: number;
  readonly given: Arguments;
  readonly world: World;
  readonly baseline: Baseline;
  readonly words: Words;
};

/** The axes that a profile has and that are not put. */
export function openAxes(cases: readonly Case[], given: Arguments): readonly NoteLine[] {
  const put = axesOf(given).map((axis): string => axis.name);
  const profiles = new Set(cases.map(({ corpus }) => corpus.file.header.profile));
  return [...profiles].flatMap((profile): readonly NoteLine[] => {
    const open = profileNamed(PROFILES, profile)?.axes?.filter((name) => !put.includes(name)) ?? [];
    if (open.length === 0) return [];
    const text = `${profile.padEnd(9)} without faults on top: --axes ${open.join(",")}`;
    return [{ kind: "note", code: "axes-open", text }];
  });
}

export async function putAxes(
  candidate: Candidate,
  cases: readonly Case[],
  asked: Asked,
): Promise<Axed> {
  const axes = axesOf(asked.given);
  if (axes.length === 0) return { cases: [], judged: [], heat: [], notes: [] };
  const { signal } = asked.world;
  const begun = asked.world.now();
  const budget = budgetOf(candidate, asked);
  const heats: Heat[] = [];
  // What is bound afresh is a sample of the same traces.
  const stored = cases.filter(({ binding }) => binding === CORPUS_BINDING);
  for (const [corpus, own] of Map.groupBy(stored, (each) => each.corpus)) {
    const work = { corpus, traces: own.map(({ trace }) => trace), axes, budget };
    heats.push(await heatOf(work, candidate.subjects, () => signal.aborted));
    if (signal.aborted) throw new Fault("Interrupted", { during: "certify" });
  }
  const rows = heats.flatMap((heat) => heat.rows);
  const seconds = (asked.world.now() - begun) / 1000;
  const told = rows.flatMap((row) => caseOf(row, asked));
  return {
    cases: told.map(({ line }) => line),
    judged: told.map(({ judged }) => judged),
    heat: rows.map(({ corpus, trace, axis, map }) => {
      const { model: suite } = corpus.file.header;
      return { kind: "heat", suite, axis: axis.name, id: trace.trace.id, map };
    }),
    notes: [{ kind: "note", code: "axes", text: amountLine(heats, { ...budget, seconds }) }],
  };
}

function budgetOf({ facts }: Candidate, { seed, given }: Asked): Budget {
  const bounds = { min: 1, max: 100 };
  if (facts.transport === "in-process" || given.text("axes-sample") !== undefined) {
    return { seed, percent: given.count("axes-sample", bounds, 100) };
  }
  return { seed, percent: SAMPLE_REMOTE, crashesMax: CRASHES_REMOTE };
}

type Told = { readonly line: CaseLine; readonly judged: Judged };

function caseOf(row: HeatRow, { baseline, words }: Asked): readonly Told[] {
  const { corpus, trace, axis, map, compared, found } = row;
  const of: Case = { corpus, trace, binding: CORPUS_BINDING, axis: axis.name };
  const entry = baseline.of(of);
  if (found === undefined) {
    // What is known to fail and does not is stale; but only where every fault was put.
    if (entry === undefined || map.includes("?") || !map.includes(".")) return [];
    const judged: Judged = { of, verdict: { kind: "conforms", steps: map.length, compared } };
    return [{ line: { ...caseLine(judged, entry, words), steps: map.length }, judged }];
  }
  const { inputs, verdict } = found;
  const { model } = corpus.file.header;
  const walk = namedCase(`${model}:${trace.trace.opening}:${inputs.join()}`, [corpus]);
  const judged: Judged = { of: { ...walk, axis: axis.name }, verdict };
  const line = caseLine({ of, verdict }, entry, words);
  if (line.failure === undefined) return [{ line, judged }];
  const { why } = line.failure;
  const put = faultWords(row, found);
  const failure = { ...line.failure, why: why === undefined ? put : `${put}; ${why}` };
  return [{ line: { ...line, failure }, judged }];
}
