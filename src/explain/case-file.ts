/**
 * A case in a file of its own (spec/formats/case.md): everything that is needed to give it again,
 * without the corpus that it was found in. In: a case and its divergence. Out: the file's text.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { canonical } from "../base/canonical.ts";
import type { Case } from "../replay/case.ts";
import type { Failure } from "../replay/result.ts";
import { at } from "../trace/flow.ts";
import { print } from "../value/print.ts";
import type { JsonObject } from "../vector/json.ts";
import type { NamedKey, Profile, TraceLines } from "../vector/lines.ts";
import { termReader } from "../vector/terms.ts";

export const CASE_FORMAT = "flashmesh-case/1";

/** A message with what the model says it is, as TLA+ text. */
export type KeptMessage = { readonly type: string; readonly body: Json; readonly value: string };

export type KeptStep = {
  readonly n: number;
  readonly name: string;
  readonly input: string;
  readonly clauses: readonly string[];
  /** The body is `plain` with each of `messages` put in under its name. */
  readonly plain: JsonObject;
  readonly messages: { readonly [name: string]: KeptMessage };
  readonly answer: {
    readonly outcome: string;
    readonly reasons: readonly string[];
    readonly emitted: readonly KeptMessage[];
    readonly clauses: readonly string[];
  };
  readonly observed: JsonObject;
};

export type Provenance = {
  /** The trace that it was found on, and how many inputs that had given. */
  readonly trace: string;
  readonly steps: number;
  readonly subject: { readonly name: string; readonly version: string };
  readonly seed: number;
};

export type CaseFile = {
  readonly format: typeof CASE_FORMAT;
  readonly id: string;
  /** What the case means, byte for byte, as in spec/formats/vector.md. */
  readonly digest: string;
  readonly title: string;
  readonly model: string;
  readonly profile: Profile;
  readonly suite_version: string;
  readonly corpus_sha256: string;
  readonly spec_sha256: string;
  readonly config_sha256: string;
  readonly jar_sha256: string;
  readonly scope: string;
  readonly world: string;
  readonly amount_unit: string;
  readonly network: string;
  /** What the seeds of the keys are derived from. */
  readonly derivation: string;
  readonly keys: readonly NamedKey[];
  readonly opening: string;
  readonly self: string;
  readonly genesis: JsonObject;
  /** What is observed in the opening. */
  readonly observed: JsonObject;
  readonly steps: readonly KeptStep[];
  readonly found: Pick<Failure, "step" | "input" | "what" | "key"> & {
    readonly clause: string;
    readonly expected: Json;
    readonly actual: Json;
  };
  readonly from: Provenance;
};

export function caseFile(
  { corpus, trace: { trace, lines } }: Case,
  found: CaseFile["found"],
  from: Provenance,
  corpusSha256: string,
): CaseFile {
  const { file } = corpus;
  const { header } = file;
  const setup = file.setups.find(({ opening }) => opening === trace.opening);
  const read = termReader(file.terms);
  const message = (id: number): KeptMessage => {
    const { type, body, value } = at(file.messages, id - 1);
    return { type, body, value: value === "" ? "" : print(read(value)) };
  };
  return {
    format: CASE_FORMAT,
    id: trace.id,
    digest: trace.digest,
    title: trace.title,
    model: header.model,
    profile: header.profile,
    suite_version: header.suite_version,
    corpus_sha256: corpusSha256,
    spec_sha256: header.spec_sha256,
    config_sha256: header.config_sha256,
    jar_sha256: header.jar_sha256,
    scope: header.scope,
    world: header.world,
    amount_unit: header.amount_unit,
    network: header.network,
    derivation: header.seed,
    keys: header.keys,
    opening: trace.opening,
    self: setup?.self ?? "",
    genesis: setup?.genesis ?? {},
    observed: at(file.states, trace.root - 1).observed,
    steps: stepsOf(lines).map((line): KeptStep => {
      const { name, input, clauses, plain, messages } = at(file.inputs, line.input - 1);
      const answer = at(file.answers, line.answer - 1);
      const given = Object.entries(messages).map(([key, id]) => [key, message(id)] as const);
      return {
        n: line.n,
        name,
        input,
        clauses,
        plain,
        messages: Object.fromEntries(given),
        answer: {
          outcome: answer.outcome,
          reasons: answer.reasons,
          emitted: answer.emits.map(message),
          clauses: answer.clauses,
        },
        observed: at(file.states, line.state - 1).observed,
      };
    }),
    found,
    from,
  };
}

function stepsOf(lines: TraceLines["lines"]) {
  return lines.flatMap((line) => (line.kind === "step" ? [line] : []));
}

/** RFC 8785 text would be one line; this is read by people, too. */
export function caseText(file: CaseFile): string {
  // Only what is canonical JSON is written: whoever reads it must be able to digest it.
  return `${JSON.stringify(JSON.parse(canonical(file)), undefined, 1)}\n`;
}
