/**
 * What replay says about one trace and one subject. Only `conforms` is green, and it always says
 * how much was compared: nothing compared is never a pass.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import type { FaultData } from "../base/fault.ts";

export type Conforms = {
  readonly kind: "conforms";
  /** Inputs that were given. */
  readonly steps: number;
  /** Values that were compared: outcomes, messages, and each key of each observation. */
  readonly compared: number;
};

/** What is not as demanded, before it is known in which trace. */
export type Mismatch = {
  /** `outcome`, `reason`, `emitted`, or the path of a key of the observation. */
  readonly what: string;
  readonly expected: Json;
  readonly actual: Json;
};

export type Diverges = Mismatch & {
  readonly kind: "diverges";
  readonly trace: string;
  /** The number of the step, or of the step after which the state was asked; 0 is the opening. */
  readonly step: number;
  /** The name of the input that was answered otherwise; empty where the opening itself differs. */
  readonly input: string;
  readonly clause: string;
};

export type Inconclusive = {
  readonly kind: "inconclusive";
  readonly trace: string;
  readonly why: string;
  /** The fault that stood in the way, if it was one: its code and its facts. */
  readonly fault?: { readonly code: string; readonly data: FaultData };
  /** What kind of no judgement: one word of the table in spec/formats/verdict.md. */
  readonly word: InconclusiveWord;
  /** The step at which it ended, and its input; the opening is 0. */
  readonly step: number;
  readonly input: string;
  /** It ended so twice, at the same step, from a fresh start: that counts as a divergence. */
  readonly twice?: true;
};

export type InconclusiveWord =
  | "inconclusive"
  | "crashed"
  | "hung"
  | "untestable"
  | "flaky"
  | "kit-error";

export type Verdict = Conforms | Diverges | Inconclusive;
