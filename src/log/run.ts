/**
 * Asks TLC whether a log is a behaviour of the model. In: the module of the log. Out: accepted, or
 * the first line that no step of the model fits, with every state that was possible there and what
 * the model answers to each input that the line may be. Exit codes alone decide nothing: what is
 * neither verdict in every sign is a fault.
 * @module
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "../base/fault.ts";
import type { Engine } from "../graph/jar.ts";
import { diskFault } from "../graph/jar.ts";
import type { Judgement } from "../graph/judge.ts";
import { judge } from "../graph/judge.ts";
import type { Model } from "../graph/manifest.ts";
import type { Task, TlcRun } from "../graph/tlc.ts";
import { finishTlc } from "../graph/tlc.ts";
import { parse } from "../value/parse.ts";
import { print } from "../value/print.ts";
import type { Value } from "../value/value.ts";
import { elements, items, text, whole } from "../vector/names.ts";
import type { TraceModule } from "./module.ts";
import { VERDICTS } from "./module.ts";

/** What the model answers to one input that the line may be, and where the line says otherwise. */
export type Candidate = {
  readonly kind: string;
  /** Clauses as the model spells them. */
  readonly why: readonly string[];
  /** Message type -> bodies. */
  readonly emitted: Value;
  /** What would be observed afterwards. */
  readonly shown: Value;
  /** `outcome`, `reason`, `emitted`, `state`. */
  readonly differs: readonly string[];
};

export type Stuck = {
  /** What is to be observed before the line. */
  readonly shown: Value;
  /** One for each input that the line may be, in order. */
  readonly candidates: readonly Candidate[];
};

export type Answer =
  | { readonly kind: "accepted"; readonly states: number; readonly seconds: number }
  | {
      readonly kind: "rejected";
      /** Index of the event. */
      readonly event: number;
      readonly stuck: readonly Stuck[];
      readonly seconds: number;
    };

export type Asked = {
  readonly engine: Engine;
  /** The folder of the model. */
  readonly root: string;
  readonly heapMb: number;
  readonly deadlineSeconds: number;
  readonly signal?: AbortSignal;
};

export async function askTlc(asked: Asked, module: TraceModule): Promise<Answer> {
  const place = tmpdir();
  let folder: string | undefined;
  try {
    folder = await mkdtemp(join(place, "flashmesh-log-"));
    const file = join(folder, `${module.name}.tla`);
    await writeFile(file, module.text);
    const task: Task = {
      name: module.name,
      root: asked.root,
      module: file,
      config: module.config,
      // The furthest line is kept in a register of the one worker.
      workers: 1,
      heapMb: asked.heapMb,
      brief: module.facts.length < BRIEF_EVENTS,
      deadlineSeconds: asked.deadlineSeconds,
    };
    return verdictOf(module, await finishTlc(asked.engine, task, asked.signal));
  } catch (cause) {
    throw diskFault(cause, folder ?? place);
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** Longer logs gain from the optimising compiler. */
const BRIEF_EVENTS = 500;

function verdictOf(module: TraceModule, run: TlcRun): Answer {
  const judgement = judge(modelOf(module), run);
  const { outcome, counts } = judgement;
  // To show a behaviour TLC goes through it once more, and prints once more.
  const told = [...new Set(run.printed)].map(stuckOf);
  const length = module.facts.length;
  const { seconds } = run;
  const furthest = Math.max(0, ...told.map(({ event }) => event + 1)) - 1;
  const stuck = told.filter(({ event }) => event === furthest);
  const rejected: Answer = { kind: "rejected", event: furthest, stuck, seconds };
  const broken = outcome.result === "violated" ? outcome.property : "";
  if (module.mode === "full") {
    // One state before each line, and one after the last.
    if (outcome.result === "holds" && counts.distinct === length + 1 && told.length === 0) {
      return { kind: "accepted", states: length + 1, seconds };
    }
    if (broken === "Agrees" && told.length === 1 && furthest < length) return rejected;
  } else {
    if (broken === "NotAccepted")
      return { kind: "accepted", states: counts.distinct ?? 0, seconds };
    if (outcome.result === "holds" && stuck.length > 0 && furthest < length) return rejected;
  }
  throw unjudged(judgement, run);
}

function unjudged({ outcome, counts, warnings }: Judgement, run: TlcRun): Fault {
  return new Fault("LogNotJudged", {
    exit: run.exit,
    said: outcome.result === "error" ? outcome.said : outcome.result,
    states: counts.distinct ?? 0,
    warnings: [...warnings],
  });
}

/** `B|<<l, shown, answers>>` of Follow.tla. */
function stuckOf(line: string): Stuck & { readonly event: number } {
  if (!line.startsWith("B|")) throw new Fault("PrintedUnreadable", { model: "", line });
  const [at, shown, answers] = items(parse(line.slice(2)));
  if (at === undefined || shown === undefined || answers === undefined) {
    throw new Fault("PrintedUnreadable", { model: "", line: line.slice(0, 120) });
  }
  // A set of tuples that begin with their numbers: in order once it is sorted.
  const candidates = elements(answers).map(candidateOf);
  return { event: whole(at) - 1, shown, candidates };
}

function candidateOf(value: Value): Candidate {
  const [, kind, why, emitted, shown, differs] = items(value);
  if (
    kind === undefined ||
    why === undefined ||
    emitted === undefined ||
    shown === undefined ||
    differs === undefined
  ) {
    throw new Fault("PrintedUnreadable", { model: "", line: print(value).slice(0, 120) });
  }
  return {
    kind: text(kind),
    why: elements(why).map(text),
    emitted,
    shown,
    differs: elements(differs).map(text),
  };
}

function modelOf(module: TraceModule): Model {
  return {
    name: module.name,
    module: module.name,
    config: "model.cfg",
    suite: "small",
    mode: "safety",
    about: "A log.",
    set: {},
    invariants: [VERDICTS[module.mode]],
    properties: [],
    replaces: [],
    expect: { result: "holds" },
    correctExit: undefined,
    counts: undefined,
    warnings: [],
    kills: undefined,
    breaks: undefined,
    seconds: undefined,
  };
}
