/**
 * The one word for a case. In: a verdict, and the entry of the baseline that names it, if any.
 * Out: the line of the result stream, with the failure where there is one.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { canonical } from "../base/canonical.ts";
import type { FaultData } from "../base/fault.ts";
import type { Entry } from "./baseline.ts";
import { isListed } from "./baseline.ts";
import type { Case } from "./case.ts";
import { clausesOf, stepsOf } from "./case.ts";
import { namesOf } from "./corpus.ts";
import type { Judged } from "./crew.ts";
import type { BaselineNote, CaseLine, CaseWord, Failure } from "./result.ts";
import type { Diverges, Inconclusive, Verdict } from "./verdict.ts";

/** What a failure is told with; both are words for people. */
export type Words = {
  readonly sentenceOf: (clause: string) => string | undefined;
  readonly faultInWords: (fault: { readonly code: string; readonly data: FaultData }) => string;
};

export function caseLine(
  { of, verdict }: Judged,
  entry: Entry | undefined,
  words: Words,
): CaseLine {
  const { id, digest, title } = of.trace.trace;
  const { model, profile } = of.corpus.file.header;
  const failure = verdict.kind === "conforms" ? undefined : failureOf(of, verdict, words);
  return {
    kind: "case",
    id,
    digest,
    suite: model,
    profile,
    title,
    binding: of.binding,
    ...(of.axis === undefined ? {} : { axis: of.axis }),
    word: wordOf(of, verdict, failure, entry),
    steps: stepsOf(of),
    compared: verdict.kind === "conforms" ? verdict.compared : 0,
    clauses: clausesOf(of),
    ...(failure === undefined ? {} : { failure }),
    ...(entry === undefined ? {} : { baseline: noteOf(entry) }),
  };
}

function noteOf({ reason, issue, until }: Entry): BaselineNote {
  return {
    reason,
    ...(issue === undefined ? {} : { issue }),
    ...(until === undefined ? {} : { until }),
  };
}

function wordOf(
  of: Case,
  verdict: Verdict,
  failure: Failure | undefined,
  entry: Entry | undefined,
): CaseWord {
  const word = plainWord(of, verdict);
  if (entry === undefined || (word !== "pass" && word !== "fail")) return word;
  return failure !== undefined && isListed(failure, entry) ? "known-fail" : "stale";
}

/** Faults of a subject that is not what it says in `hello`. */
const FALSE_CLAIMS = ["NotServed", "LimitTooSmall"];

function plainWord({ axis }: Case, verdict: Verdict): CaseWord {
  if (verdict.kind === "conforms") return "pass";
  if (verdict.kind === "diverges" || verdict.twice === true) return "fail";
  // What is declared and not served is no case that could not be judged.
  if (FALSE_CLAIMS.includes(verdict.fault?.code ?? "")) return "fail";
  // No profile demands an axis: what the subject cannot be asked there, it need not be able to.
  if (verdict.word === "untestable" && axis !== undefined) return "not-applicable";
  return verdict.word;
}

function failureOf(of: Case, verdict: Diverges | Inconclusive, words: Words): Failure {
  const { step, input } = verdict;
  if (verdict.kind === "inconclusive") {
    const { word, fault, twice, why } = verdict;
    return {
      step,
      input,
      what: word,
      key: word,
      why: (fault === undefined ? why : words.faultInWords(fault)).toWellFormed(),
      ...(fault === undefined ? {} : { fault: { code: fault.code, data: clean(fault.data) } }),
      ...(twice === undefined ? {} : { twice }),
    };
  }
  const { what, clause, expected, actual } = verdict;
  const sentence = words.sentenceOf(clause);
  return {
    step,
    input,
    what: what.toWellFormed(),
    key: namesOf(of.corpus)(what).toWellFormed(),
    clause,
    ...(sentence === undefined ? {} : { sentence }),
    expected: shortened(expected),
    actual: shortened(actual),
  };
}

/** As much of a value as anyone looks at. */
const TEXT_MAX = 20_000;

function shortened(value: Json): Json {
  const text = canonical(value);
  return text.length <= TEXT_MAX
    ? value
    : `${text.slice(0, TEXT_MAX).toWellFormed()}... (${text.length} characters)`;
}

/** What a process wrote, and was cut off somewhere, need not be text. */
function clean(data: FaultData): FaultData {
  return Object.fromEntries(
    Object.entries(data).map(([key, fact]) => [
      key,
      typeof fact === "string" ? fact.toWellFormed() : fact,
    ]),
  );
}
