/**
 * The lines of a vector file: NDJSON, each line RFC 8785 text, in the order header, setups, terms,
 * messages, inputs, answers, states, traces (each followed by its stays and steps), footer. Ids are
 * integers from 1 without a gap, local to the file; a trace's id never changes its meaning.
 * What a line's `value` says is the model's own, before names were bound to keys.
 * The format page is spec/formats/vector.md, the schema spec/schemas/vector.schema.json.
 * @module
 */
import type { Json, JsonObject } from "./json.ts";

export const FORMAT = "flashmesh-vectors/2";
/** The version of the conformance data; it rises when a conforming subject could turn red. */
export const SUITE_VERSION = "1.0.0";

/** A row of spec/profiles.json. */
export type Profile = string;

export type NamedKey = { readonly name: string; readonly key: string; readonly seed: string };

export const COUNT_KEYS = [
  "openings",
  "messages",
  "inputs",
  "answers",
  "states",
  "transitions",
  "traces",
  "steps",
] as const;

/** `transitions` are the labelled edges: an answer of every state to every input. */
export type Counts = { readonly [key in (typeof COUNT_KEYS)[number]]: number };

export type HeaderLine = {
  readonly kind: "header";
  readonly format: typeof FORMAT;
  readonly id: string;
  readonly profile: Profile;
  readonly suite_version: string;
  readonly model: string;
  /** SHA-256 of the model's modules, of its configuration, of the jar that explored it. */
  readonly spec_sha256: string;
  readonly config_sha256: string;
  readonly jar_sha256: string;
  readonly generator: string;
  readonly scope: string;
  /** The record of what is the same in all states, as TLA+ text. */
  readonly world: string;
  /** What one unit of the model's money is on the wire. */
  readonly amount_unit: string;
  readonly seed: string;
  readonly network: string;
  readonly keys: readonly NamedKey[];
  readonly clauses: readonly string[];
  readonly counts: Counts;
};

export type SetupLine = {
  readonly kind: "setup";
  readonly opening: string;
  /** The key of the authority, or of the wallet's account, that is judged. */
  readonly self: string;
  readonly genesis: JsonObject;
};

/** A record of the model that other values name as `t<id>`. */
export type TermLine = {
  readonly kind: "term";
  readonly id: number;
  readonly value: string;
};

export type MessageLine = {
  readonly kind: "message";
  readonly id: number;
  /** SHA-256 of the body's canonical text. */
  readonly digest: string;
  readonly type: string;
  readonly body: Json;
  readonly value: string;
};

/** The body of the input is `plain` with each of `messages` put in under its name. */
export type InputLine = {
  readonly kind: "input";
  readonly id: number;
  readonly input: string;
  readonly name: string;
  readonly clauses: readonly string[];
  readonly plain: JsonObject;
  readonly messages: { readonly [name: string]: number };
  readonly value: string;
};

/** An outcome with what must leave; told once, as most states answer most inputs alike. */
export type AnswerLine = {
  readonly kind: "answer";
  readonly id: number;
  /** `refused`, or what happens. */
  readonly outcome: string;
  /** Codes of reasons.json; a refusal may name any one of them. Empty unless refused. */
  readonly reasons: readonly string[];
  readonly emits: readonly number[];
  /** The most telling one first. */
  readonly clauses: readonly string[];
};

export type StateLine = {
  readonly kind: "state";
  readonly id: number;
  /** SHA-256 of the model's state; two states may look alike from outside. */
  readonly model: string;
  readonly observed: JsonObject;
  readonly value: string;
};

export type TraceLine = {
  readonly kind: "trace";
  readonly id: string;
  readonly digest: string;
  readonly opening: string;
  readonly root: number;
  readonly steps: number;
  readonly title: string;
};

export type StepLine = {
  readonly kind: "step";
  readonly n: number;
  readonly input: number;
  readonly answer: number;
  readonly state: number;
};

/**
 * What the inputs that leave a state as it is are answered. One number per input, by id: its
 * answer, or 0 where it leads to another state. Each state has one such line in the file.
 */
export type StayLine = {
  readonly kind: "stay";
  readonly n: number;
  readonly state: number;
  readonly answers: readonly number[];
};

export type FooterLine = {
  readonly kind: "footer";
  readonly lines: number;
  readonly sha256: string;
};

/** A trace with the lines that belong to it, in order. */
export type TraceLines = {
  readonly trace: TraceLine;
  readonly lines: readonly (StepLine | StayLine)[];
};

export type VectorFile = {
  readonly header: HeaderLine;
  readonly setups: readonly SetupLine[];
  readonly terms: readonly TermLine[];
  readonly messages: readonly MessageLine[];
  readonly inputs: readonly InputLine[];
  readonly answers: readonly AnswerLine[];
  readonly states: readonly StateLine[];
  readonly traces: readonly TraceLines[];
};
