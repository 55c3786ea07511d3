/**
 * What a run means, and whether it is what the manifest pins. Exit 0 is not a pass: a pass is exit
 * 0 and the success message and no message of severity 1 and only listed warnings and nothing left
 * in the queue and the pinned counts and negligible odds of a fingerprint collision.
 * @module
 */
import { Fault } from "../base/fault.ts";
import type { Behaviour } from "./behaviour.ts";
import { behaviourOf } from "./behaviour.ts";
import type { Frame } from "./frames.ts";
import { CODE, collisionsOf, numbersOf, unreadable } from "./frames.ts";
import type { Counts, Model } from "./manifest.ts";
import type { TlcRun } from "./tlc.ts";

/** What the checker found, whatever was expected. */
export type Outcome =
  | { readonly result: "holds" }
  | {
      readonly result: "violated";
      readonly property: string;
      readonly exit: number;
      readonly behaviour: Behaviour | undefined;
    }
  | {
      readonly result: "error";
      readonly exit: number;
      /** The first error message; 0 where there was none. */
      readonly code: number;
      readonly said: string;
    };

/** One thing that differs from the manifest. */
export type Mismatch = {
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
};

export type Judgement = {
  readonly outcome: Outcome;
  /** As far as the checker told them: a run that fails early tells no depth. */
  readonly counts: Partial<Counts> & { readonly queue?: number };
  readonly warnings: readonly number[];
  readonly mismatches: readonly Mismatch[];
};

/** A larger estimate that two states shared a fingerprint is not a result. */
const COLLISION_MAX = 1e-6;

const SEVERITY_ERROR = 1;
const SEVERITY_WARNING = 3;

/** `properties` are those of the effective cfg; a temporal violation does not tell its name. */
export function judge(model: Model, run: TlcRun): Judgement {
  const outcome = outcomeOf(run, model.properties);
  const counts = countsOf(run.frames);
  const warnings = [
    ...new Set(
      run.frames.filter(({ severity }) => severity === SEVERITY_WARNING).map(({ code }) => code),
    ),
  ];
  const mismatches = [
    ...compareOutcome(model, outcome),
    // The size of another verdict's search says nothing.
    ...(outcome.result === model.expect.result ? compareCounts(model, counts) : []),
    ...warnings
      .filter((code) => !model.warnings.includes(code))
      .map((code) => mismatch("warning", "none", String(code))),
  ];
  return { outcome, counts, warnings, mismatches };
}

function outcomeOf(run: TlcRun, properties: readonly string[]): Outcome {
  const errors = run.frames.filter(({ severity }) => severity === SEVERITY_ERROR);
  const success = run.frames.filter(({ code }) => code === CODE.success);
  if (run.exit === 0 && errors.length === 0 && success.length === 1) return holds(run, success);
  for (const frame of errors) {
    const property = violatedBy(frame, properties);
    if (property === undefined || run.exit !== EXIT_OF.get(frame.code)) continue;
    const behaviour = behaviourOf(run.frames);
    return { result: "violated", property, exit: run.exit, behaviour };
  }
  return failed(run, errors);
}

function holds(run: TlcRun, success: readonly Frame[]): Outcome {
  const { queue, distinct } = countsOf(run.frames);
  // No counts at all: only assumptions were evaluated, and the manifest must say so.
  if (distinct !== undefined && queue !== 0) {
    return { result: "error", exit: 0, code: CODE.counts, said: `${String(queue)} states left` };
  }
  if (distinct === 0) return { result: "error", exit: 0, code: CODE.counts, said: "no state" };
  for (const odds of success.flatMap((frame) => collisionsOf(frame))) {
    if (!(odds <= COLLISION_MAX)) {
      return { result: "error", exit: 0, code: CODE.success, said: `collision odds ${odds}` };
    }
  }
  return { result: "holds" };
}

function failed(run: TlcRun, errors: readonly Frame[]): Outcome {
  const [first] = errors;
  const said = [
    first?.text ?? "",
    ...run.loose.filter((line) => !/^(Parsing file|Semantic)/.test(line)),
  ];
  return {
    result: "error",
    exit: run.exit,
    code: first?.code ?? 0,
    said: said.join("\n").trim().slice(0, 2000),
  };
}

const EXIT_OF = new Map<number, number>([
  [CODE.assumptionFalse, 10],
  [CODE.deadlock, 11],
  [CODE.invariantInitial, 12],
  [CODE.invariant, 12],
  [CODE.propertyInitial, 13],
  [CODE.actionProperty, 13],
  [CODE.temporal, 13],
  [CODE.assertion, 14],
]);

/** The name of what the message says is violated; undefined for any other message. */
function violatedBy(frame: Frame, properties: readonly string[]): string | undefined {
  switch (frame.code) {
    case CODE.assumptionFalse:
      return "ASSUME";
    case CODE.deadlock:
      return "Deadlock";
    case CODE.assertion:
      return "Assert";
    case CODE.invariant:
    case CODE.invariantInitial:
      return named(frame, /^Invariant (.+?) is violated/, []);
    case CODE.actionProperty:
      return named(frame, /^Action property (.+?) is violated/, properties);
    case CODE.propertyInitial:
      return named(frame, /^Property (.+?) is violated/, properties);
    case CODE.temporal:
      // The checker does not say which one, so there may be only one.
      return properties.length === 1 ? properties[0] : undefined;
    default:
      return undefined;
  }
}

function named(frame: Frame, form: RegExp, properties: readonly string[]): string {
  const name = form.exec(frame.text)?.[1];
  if (name === undefined) throw unreadable(frame);
  // A part of a property is told by its place in the module; with one property it is that one.
  const [only, ...others] = properties;
  if (!/^\w+$/.test(name) && only !== undefined && others.length === 0) return only;
  return name;
}

/** Reads the numbers of the last messages that tell them. */
function countsOf(frames: readonly Frame[]): Judgement["counts"] {
  const last = (...codes: readonly number[]): readonly number[] => {
    const frame = frames.findLast(({ code }) => codes.includes(code));
    return frame === undefined ? [] : numbersOf(frame);
  };
  const [generated, distinct, queue] = last(CODE.counts);
  const [depth] = last(CODE.depth);
  // `1 distinct state generated` and `4 states generated, with 2 of them distinct`.
  const [initialOne] = last(CODE.initialOne);
  const [, initialMany] = last(CODE.initialMany);
  const initial = initialMany ?? initialOne;
  return {
    ...(initial === undefined ? {} : { initial }),
    ...(generated === undefined ? {} : { generated }),
    ...(distinct === undefined ? {} : { distinct }),
    ...(queue === undefined ? {} : { queue }),
    ...(depth === undefined ? {} : { depth }),
  };
}

function compareOutcome(model: Model, outcome: Outcome): readonly Mismatch[] {
  const { expect } = model;
  const found = [differs("result", expect.result, outcome.result)];
  if (expect.result === "violated" && outcome.result === "violated") {
    found.push(differs("property", expect.property, outcome.property));
    found.push(differs("exit", String(expect.exit), String(outcome.exit)));
  }
  if (expect.result === "error" && outcome.result === "error") {
    found.push(differs("code", String(expect.code), String(outcome.code)));
    found.push(differs("exit", String(expect.exit), String(outcome.exit)));
  }
  return found.filter((one) => one !== undefined);
}

function compareCounts(model: Model, counts: Judgement["counts"]): readonly Mismatch[] {
  const { counts: pinned } = model;
  if (pinned === undefined) return [];
  return (["initial", "generated", "distinct", "depth"] as const)
    .map((what) => differs(what, String(pinned[what]), String(counts[what] ?? "not told")))
    .filter((one) => one !== undefined);
}

function differs(what: string, expected: string, actual: string): Mismatch | undefined {
  return expected === actual ? undefined : mismatch(what, expected, actual);
}

function mismatch(what: string, expected: string, actual: string): Mismatch {
  return { what, expected, actual };
}

/** The counts of a run that ended well; a fault where the checker did not tell them all. */
export function allCounts(name: string, judgement: Judgement): Counts {
  const { initial, generated, distinct, depth } = judgement.counts;
  if (
    initial === undefined ||
    generated === undefined ||
    distinct === undefined ||
    depth === undefined
  ) {
    throw new Fault("CountsMissing", { model: name });
  }
  return { initial, generated, distinct, depth };
}
