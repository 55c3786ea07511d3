/**
 * The statement of a certificate (spec/formats/certificate.md): an in-toto Statement v1 whose
 * predicate extends test-result. In: what is declared (who, when, how), and what judging led to.
 * Out: the one statement that follows. Whoever verifies lets it follow again and compares.
 * @module
 */
import { sha256Hex } from "../base/bytes.ts";
import { canonical, type Json } from "../base/canonical.ts";
import { UNEXPLAINED, type Entry } from "../replay/baseline.ts";
import type { Corpus } from "../replay/corpus.ts";
import type { CaseLine, ResultHeader, RunOptions, SubjectFacts } from "../replay/result.ts";
import type { Profile } from "../vector/lines.ts";
import type { JsonObject } from "./chain.ts";
import type { Rejudged } from "./rejudge.ts";

const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
/** Under a host that does not exist, as the schemas: a name, and nothing to fetch. */
const PREDICATE_TYPE = "https://flashmesh.invalid/attestation/conformance/v1";

/** What nobody can derive: it is taken from whoever signs. */
export type Declared = {
  readonly subject: Omit<SubjectFacts, "command">;
  readonly profiles: readonly Profile[];
  readonly seed: number;
  readonly options: RunOptions;
  readonly environment: ResultHeader["environment"];
  readonly baseline: readonly Entry[];
  /** RFC 3339 in UTC, to the millisecond. */
  readonly issued: string;
  readonly expires: string;
  readonly signer: { readonly keyid: string; readonly key: string };
  /** SHA-256 of the result stream of the run. */
  readonly result_sha256: string;
};

/** The transcript as a file. */
export type Evidence = {
  readonly sha256: string;
  readonly head: string;
  readonly bytes: number;
};

/** Tables beside the corpus, each with the digest of its file. */
export type Tables = {
  /** profiles.json: profile -> the clauses it is judged by. */
  readonly clauses: Table<{ readonly [profile: string]: readonly string[] }>;
  /** mutants.json: faulty reference -> the traces that are known to tell it from the model. */
  readonly mutants: Table<{ readonly [name: string]: readonly string[] }>;
};
type Table<Rows> = { readonly sha256: string; readonly rows: Rows };

export type Ground = {
  readonly corpora: readonly Corpus[];
  readonly corpusSha256: string;
  readonly suiteVersion: string;
  readonly tables: Tables;
};

const PROVES_NOT = [
  "It does not prove that this binary spoke, only that this transcript leads to this verdict.",
  "Nothing beyond the bounds of the models was judged.",
  "The faulty references under `missed` are not known to be told from the model by its cases.",
  "Killing a process does not show whether its data reached the disk.",
  "Subject, seed, options, environment and times are as the signer declares them.",
  "What was found under fault axes is not in the transcript, and not part of the verdict.",
] as const;

/** Why there can be no certificate, or undefined. `exit` is that of the run. */
export function obstacle(
  judged: Rejudged,
  { baseline }: Declared,
  exit: number,
): string | undefined {
  const open = baseline.filter(({ reason }) => reason === UNEXPLAINED).length;
  if (open > 0) return `${open} entries of the baseline are ${UNEXPLAINED}`;
  if (judged.words["kit-error"] !== undefined) return "the kit itself was wrong in a case";
  if (judged.exit !== exit) {
    return `the run ended with ${exit} for a reason that is not in its transcript`;
  }
  return undefined;
}

/** Whether every profile that was asked for conforms, and no part of it was left out. */
function isConformant({ exit, profiles }: Rejudged, asked: readonly Profile[]): boolean {
  const whole = profiles.filter(({ word, partial }) => word === "conforms" && !partial);
  return exit === 0 && whole.length === profiles.length && whole.length === asked.length;
}

export function statementText(
  declared: Declared,
  judged: Rejudged,
  evidence: Evidence,
  ground: Ground,
): string {
  return canonical(statementOf(declared, judged, evidence, ground));
}

function statementOf(
  declared: Declared,
  judged: Rejudged,
  evidence: Evidence,
  ground: Ground,
): JsonObject {
  const { name, artifact_sha256: sha256 } = declared.subject;
  return {
    _type: STATEMENT_TYPE,
    subject: [{ name, digest: { sha256 } }],
    predicateType: PREDICATE_TYPE,
    predicate: {
      ...testResult(declared, judged, ground),
      conformant: isConformant(judged, declared.profiles),
      declared,
      judged: verdictOf(judged),
      suites: suitesOf(declared, judged, ground),
      clauses: clausesOf(declared, ground.tables),
      mutants: mutantsOf(judged, ground.tables),
      transcript: evidence,
      proves_not: PROVES_NOT,
    },
  };
}

/** The fields of https://in-toto.io/attestation/test-result/v0.1, a test being a profile. */
function testResult(declared: Declared, judged: Rejudged, ground: Ground): JsonObject {
  const conformant = isConformant(judged, declared.profiles);
  const named = (test: (profile: Rejudged["profiles"][number]) => boolean): readonly string[] =>
    judged.profiles.filter(test).map(({ profile }) => profile);
  return {
    result: conformant ? "PASSED" : judged.exit === 0 ? "WARNED" : "FAILED",
    configuration: [
      { name: "conformance/traces/index.json", digest: { sha256: ground.corpusSha256 } },
      { name: "conformance/mutants.json", digest: { sha256: ground.tables.mutants.sha256 } },
      { name: "spec/profiles.json", digest: { sha256: ground.tables.clauses.sha256 } },
    ],
    passedTests: named(({ word, partial }) => word === "conforms" && !partial),
    warnedTests: named(
      ({ word, partial }) => word === "known-fail" || (word === "conforms" && partial),
    ),
    failedTests: named(({ word }) => word === "diverges" || word === "inconclusive"),
  };
}

function verdictOf({ cases, words, profiles, exit }: Rejudged): JsonObject {
  const lines = cases.map((line) => `${canonical(coreOf(line))}\n`);
  return {
    exit,
    words,
    profiles,
    cases: cases.length,
    // Case by case, word by word: what no count can hide.
    cases_sha256: sha256Hex(lines.join("")),
    not_passed: cases
      .filter(({ word }) => word !== "pass")
      .map(({ id, binding, word }) => ({ id, binding, word })),
  };
}

/** What of a case line is judged; the rest is words for people. */
function coreOf({ id, digest, binding, word, steps, compared, failure }: CaseLine): Json {
  const core = { id, digest, binding, word, steps, compared };
  if (failure === undefined) return core;
  const { step, input, what, key, clause = null, expected = null, actual = null } = failure;
  const twice = failure.twice ?? false;
  return { ...core, failure: { step, input, what, key, clause, expected, actual, twice } };
}

function suitesOf(
  { profiles }: Declared,
  judged: Rejudged,
  { corpora, suiteVersion }: Ground,
): readonly Json[] {
  return corpora
    .filter(({ file }) => profiles.includes(file.header.profile))
    .map(({ file }) => {
      const { id, model, scope, spec_sha256, config_sha256, jar_sha256 } = file.header;
      const seen = judged.coverage.find(({ suite }) => suite === model);
      const { states, transitions, answers } = file.header.counts;
      return {
        id,
        suite_version: suiteVersion,
        spec_sha256,
        config_sha256,
        jar_sha256,
        bounds: { scope, world: file.header.world },
        covered: {
          states: [seen?.states ?? 0, states],
          transitions: [seen?.transitions ?? 0, transitions],
          answers: [seen?.answers ?? 0, answers],
        },
      };
    });
}

function clausesOf({ profiles }: Declared, { clauses }: Tables): JsonObject {
  const rows = profiles.map((profile) => [profile, clauses.rows[profile] ?? []] as const);
  return { sha256: clauses.sha256, profiles: Object.fromEntries(rows) };
}

/** A faulty reference is ruled out where a trace that is known to catch it was passed. */
function mutantsOf(judged: Rejudged, { mutants }: Tables): JsonObject {
  const passed = new Set(judged.cases.filter(({ word }) => word === "pass").map(({ id }) => id));
  const names = Object.keys(mutants.rows).toSorted();
  const isCaught = (name: string): boolean =>
    (mutants.rows[name] ?? []).some((trace) => passed.has(trace));
  return {
    sha256: mutants.sha256,
    caught: names.filter(isCaught),
    missed: names.filter((name) => !isCaught(name)),
  };
}
