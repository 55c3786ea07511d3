/**
 * The lines of a result stream (spec/formats/result.md): what one run of `flashmesh certify` found,
 * and all that any report may say of it. Types alone; `stream.ts` writes and reads them.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import type { FaultData } from "../base/fault.ts";
import type { Profile } from "../vector/lines.ts";

export const RESULT_FORMAT = "flashmesh-result/1";

/** One of these is the word for a case. Only `pass` and `not-applicable` are green. */
export const CASE_WORDS = [
  "pass",
  "fail",
  "known-fail",
  "stale",
  "flaky",
  "not-applicable",
  "crashed",
  "hung",
  "untestable",
  "inconclusive",
  "kit-error",
] as const;
export type CaseWord = (typeof CASE_WORDS)[number];

/** The word for a profile. It is *conformant* if it conforms and no part of it was left out. */
export type ProfileWord = "conforms" | "known-fail" | "diverges" | "inconclusive";

export type SubjectFacts = {
  readonly name: string;
  readonly version: string;
  readonly language: string;
  /** Where to report what is wrong with it. */
  readonly issues: string;
  readonly artifact_sha256: string;
  readonly capabilities: readonly string[];
  readonly transport: "in-process" | "stdio" | "grpc";
  /** What `certify` is told last to judge it: `reference`, `-- CMD ARGS`, `--grpc HOST:PORT`. */
  readonly command?: string;
};

export type RunOptions = {
  readonly filter?: string;
  /** `i/n` */
  readonly shard?: string;
  readonly jobs: number;
  readonly window?: number;
  readonly deadline_ms?: number;
  readonly axes: readonly string[];
  readonly fresh_network?: string;
};

export type ResultHeader = {
  readonly kind: "header";
  readonly format: typeof RESULT_FORMAT;
  readonly suite_version: string;
  /** SHA-256 of the index of the corpus, which holds the digest of each of its files. */
  readonly corpus_sha256: string;
  readonly profiles: readonly Profile[];
  readonly subject: SubjectFacts;
  readonly seed: number;
  readonly options: RunOptions;
  readonly environment: {
    readonly node: string;
    readonly platform: string;
    readonly cpus: number;
  };
  /** RFC 3339 text. */
  readonly started?: string;
};

/** `corpus`, or the fresh network name that the case was bound to. */
export const CORPUS_BINDING = "corpus";

export type CaseLine = {
  readonly kind: "case";
  readonly id: string;
  /** What the case means, byte for byte (spec/formats/vector.md). */
  readonly digest: string;
  /** The model that the case is a path of. */
  readonly suite: string;
  readonly profile: Profile;
  readonly title: string;
  readonly binding: string;
  /** The faults that were put on it. */
  readonly axis?: string;
  readonly word: CaseWord;
  /** Inputs that the case gives. */
  readonly steps: number;
  /** Values that were compared and are as demanded; 0 unless all of them are. */
  readonly compared: number;
  /** The clauses that the case goes through, sorted. */
  readonly clauses: readonly string[];
  readonly failure?: Failure;
  /** The entry of the baseline that names this case. */
  readonly baseline?: BaselineNote;
};

export type BaselineNote = {
  readonly reason: string;
  readonly issue?: string;
  readonly until?: string;
};

/** Why a case is not `pass`. */
export type Failure = {
  /** The number of the step, or of the step after which the state was asked; 0 is the opening. */
  readonly step: number;
  /** The name of the input that was answered otherwise; empty in the opening. */
  readonly input: string;
  /**
   * `outcome`, `reason`, `emitted`, the path of a key of the observation, or, where nothing was
   * answered that can be compared, the word of the verdict: `crashed`.
   */
  readonly what: string;
  /** The same with keys by their names in the model: it stays, whatever keys a run is bound to. */
  readonly key: string;
  readonly clause?: string;
  /** The clause in words. */
  readonly sentence?: string;
  readonly expected?: Json;
  readonly actual?: Json;
  readonly why?: string;
  readonly fault?: { readonly code: string; readonly data: FaultData };
  /** It ended so again, at the same place, from a fresh start. */
  readonly twice?: true;
  readonly explanation?: Explanation;
};

export type Explanation = {
  /** The input that was answered otherwise, what is allowed, and what came, in words. */
  readonly step?: string;
  readonly allowed?: string;
  readonly came?: string;
  /** The guard of the model that was false. */
  readonly guard?: {
    readonly name: string;
    readonly module: string;
    readonly values: readonly string[];
  };
  /** What differs of the state: before the input, after it, and as the model demands it. */
  readonly state?: readonly {
    readonly key: string;
    readonly before: string;
    readonly now: string;
    readonly demanded: string;
  }[];
  /** The invariant that breaks if this goes on, and the way there. */
  readonly so_what?: {
    /** Empty where none was found within the bound. */
    readonly invariant: string;
    readonly module: string;
    /** In what way it breaks. */
    readonly how?: string;
    readonly steps: readonly string[];
    /** Within how many steps it was looked for. */
    readonly bound?: number;
  };
  /** The same in the model: what breaks where no member has the guard. */
  readonly in_model?: {
    readonly model: string;
    readonly module: string;
    readonly invariant: string;
    readonly steps: readonly string[];
  };
  readonly shrunk?: {
    /** The id of the shorter case. */
    readonly id: string;
    readonly from_steps: number;
    readonly to_steps: number;
    readonly inputs: readonly string[];
    /** How many shorter traces were tried. */
    readonly tried: number;
    /** The bound was reached: there may be a shorter one. */
    readonly stopped?: boolean;
  };
  /** What was said, as a sequence diagram shows it. */
  readonly transcript?: readonly TranscriptRow[];
  /** The command that shows exactly this again. */
  readonly again?: string;
  /** Where it is kept. */
  readonly kept?: string;
};

export type TranscriptRow = {
  readonly n: number;
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly note?: string;
};

/** One character a step: `.` as demanded, `x` otherwise, `-` not applicable, `?` not judged. */
export type HeatLine = {
  readonly kind: "heat";
  readonly suite: string;
  readonly axis: string;
  readonly id: string;
  readonly map: string;
};

/** What the cases that pass go through of the graph of one suite. */
export type CoverageLine = {
  readonly kind: "coverage";
  readonly suite: string;
  readonly profile: Profile;
  readonly states: number;
  readonly states_total: number;
  readonly transitions: number;
  readonly transitions_total: number;
  readonly answers: number;
  readonly answers_total: number;
};

/** Words for people. What differs from run to run, such as speed, stands nowhere else. */
export type NoteLine = { readonly kind: "note"; readonly code: string; readonly text: string };

export type ProfileResult = {
  readonly profile: Profile;
  readonly word: ProfileWord;
  /** A part of it was not run. */
  readonly partial: boolean;
  readonly cases: number;
  /** Inputs given and values compared in the cases that pass. */
  readonly steps: number;
  readonly compared: number;
};

export type ResultFooter = {
  readonly kind: "footer";
  /** How many cases have each word; a word that no case has is not there. */
  readonly words: { readonly [word in CaseWord]?: number };
  readonly profiles: readonly ProfileResult[];
  readonly exit: 0 | 1 | 2 | 3 | 4;
  /** Lines before this one. */
  readonly lines: number;
  /** SHA-256 of all bytes before this line, and of this line without this member. */
  readonly sha256: string;
  /** The last hash of the transcript, where one was kept. */
  readonly transcript_head?: string;
};

/** All lines but the last, in this order: header, cases, heat, coverage, notes. */
export type Result = {
  readonly header: ResultHeader;
  readonly cases: readonly CaseLine[];
  readonly heat: readonly HeatLine[];
  readonly coverage: readonly CoverageLine[];
  readonly notes: readonly NoteLine[];
  readonly footer: ResultFooter;
};
