import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { casesOf } from "../replay/case.ts";
import { ready } from "../replay/corpus.ts";
import type { Judged } from "../replay/crew.ts";
import type { Mutant } from "../replay/mutants.ts";
import type { CaseLine, ResultHeader } from "../replay/result.ts";
import { countWords, exitOf, profileResults } from "../replay/total.ts";
import { caseLine } from "../replay/word.ts";
import type { Diverges, Verdict } from "../replay/verdict.ts";
import { read } from "../vector/read.ts";
import type { Told } from "./certify.ts";
import {
  findingLines,
  headLine,
  lastLines,
  mutantPage,
  mutantTable,
  totalLines,
} from "./certify.ts";

const url = new URL("../../conformance/traces/wallet/GenPayee.ndjson", import.meta.url);
const corpus = ready(read(readFileSync(url, "utf8"), "GenPayee"));
const cases = casesOf([corpus], ["wallet"]);
const sentences = new Map([["GD-4", "Goods of this (sender, nonce) have not been released."]]);
const telling = {
  sentences,
  again: ({ id }: CaseLine): string => `flashmesh certify --filter ${id} reference`,
  width: 100,
};
const example = new URL("../../spec/examples/valid/result/header.json", import.meta.url);
const header: ResultHeader = JSON.parse(readFileSync(example, "utf8"));
const conforms: Verdict = { kind: "conforms", steps: 4, compared: 1000 };

/** A case of the corpus for each verdict, in order. */
function judgedAs(verdicts: readonly Verdict[]): readonly Judged[] {
  return verdicts.map((verdict, at) => {
    const of = cases[at];
    if (of === undefined) throw new Error("the corpus has so many cases");
    return { of, verdict };
  });
}

function linesOf(judged: readonly Judged[]): readonly CaseLine[] {
  return judged.map((each) =>
    caseLine(each, undefined, {
      sentenceOf: (clause) => sentences.get(clause),
      faultInWords: ({ code }) => code,
    }),
  );
}

function told(lines: readonly CaseLine[], whole = lines.length): Told {
  const profiles = profileResults(lines, new Map([["wallet", whole]]));
  const footer = { profiles, words: countWords(lines), exit: exitOf(lines) };
  return { header, cases: lines, notes: [], footer };
}

function divergence(some: Partial<Diverges> = {}): Diverges {
  return {
    kind: "diverges",
    trace: cases[0]?.trace.trace.id ?? "",
    step: 0,
    input: "",
    what: "outcome",
    expected: "released",
    actual: "refused",
    clause: "GD-4",
    ...some,
  };
}

test("a run begins with who was judged and its seed", () => {
  expect(headLine(header)).toBe("my-authority 0.3 (Go), seed 7, shard 1/2");
});

test("a profile that conforms as a whole is one line with its counts, and conformant", () => {
  const lines = linesOf(judgedAs([conforms, conforms])).map((line, at) => {
    return { ...line, steps: 2426, binding: at === 0 ? "corpus" : "fresh-1" };
  });
  expect(totalLines(told(lines, 1))).toEqual([
    "wallet  2 traces  4,852 steps  2,000 comparisons  conforms",
  ]);
  expect(lastLines(told(lines, 1))).toEqual(["wallet: conformant"]);
  // Without a sample under fresh keys the answers may be recorded ones.
  expect(lastLines(told(lines.slice(0, 1), 1))[0]).toContain("a part is never conformant");
  expect(findingLines(lines, judgedAs([conforms, conforms]), telling)).toEqual([]);
});

test("a part of a profile is never called conformant", () => {
  const part = told(linesOf(judgedAs([conforms])), 2);
  expect(totalLines(part)[0]).toMatch(/ {2}conforms in part$/);
  expect(lastLines(part)).toEqual(["wallet: 1 cases were run; a part is never conformant"]);
  // Nor do cases under fresh keys stand for those that were left out.
  const [first, second] = linesOf(judgedAs([conforms, conforms]));
  if (first === undefined || second === undefined) throw new Error("there are two lines");
  const fresh = told([first, { ...second, binding: "fresh-1" }], 2);
  expect(lastLines(fresh)).toEqual(["wallet: 2 cases were run; a part is never conformant"]);
});

test("nothing that is not green, and no run that ends badly, is called conformant", () => {
  const plain = linesOf(judgedAs([conforms, divergence()]));
  for (const word of ["fail", "stale", "flaky", "crashed", "untestable", "kit-error"] as const) {
    const lines = plain.map((line, at) => (at === 0 ? line : { ...line, word }));
    expect(lastLines(told(lines))).toEqual(["wallet: not conformant"]);
    expect(totalLines(told(lines))[0]).toContain(`(1 ${word})`);
  }
  const [first, second] = linesOf(judgedAs([conforms, conforms]));
  if (first === undefined || second === undefined) throw new Error("there are two lines");
  const lingering = told([first, { ...second, binding: "fresh-1" }], 1);
  const footer = { ...lingering.footer, exit: 2 as const };
  expect(lastLines({ ...lingering, footer })).toEqual(["wallet: its cases conform"]);
});

test("known failures are counted, the unexplained ones apart, with reason and issue", () => {
  const plain = linesOf(judgedAs([conforms, divergence(), divergence()]));
  const reasons = [undefined, { reason: "unexplained" }, { reason: "slow clock", issue: "12" }];
  const lines = plain.map((line, at): CaseLine => {
    const baseline = reasons[at];
    return baseline === undefined ? line : { ...line, word: "known-fail", baseline };
  });
  expect(lastLines(told(lines))).toEqual([
    "wallet: not conformant: 2 known failures, 1 of them unexplained",
  ]);
  const found = findingLines(lines, judgedAs([conforms, divergence(), divergence()]), telling);
  expect(found).toEqual([
    `KNOWN     ${lines[1]?.id}  step 0, outcome: unexplained`,
    `KNOWN     ${lines[2]?.id}  step 0, outcome: slow clock, 12`,
  ]);
});

test("a divergence names clause, sentence, step, what was allowed, what came, the command", () => {
  const at = cases.findIndex(({ trace }) => trace.trace.steps > 2);
  const long = cases[at];
  const goods = corpus.inputs.find(({ input }) => input === "ReleaseGoods");
  if (long === undefined || goods === undefined) throw new Error("the corpus has such a case");
  const found = divergence({
    trace: long.trace.trace.id,
    step: 2,
    input: goods.name,
    expected: ["refused", "GoodsReleased"],
    actual: "released",
  });
  const judged: readonly Judged[] = [{ of: long, verdict: found }];
  const text = findingLines(linesOf(judged), judged, telling).join("\n");
  const { id, steps } = long.trace.trace;
  expect(text).toContain(`DIVERGES  wallet  GenPayee  ${id}  step 2 of ${steps}`);
  expect(text).toContain("GD-4      Goods of this (sender, nonce) have not been released.");
  expect(text).toContain("allowed   refused, any of GoodsReleased; the state unchanged");
  expect(text).toContain("came      released");
  expect(text).toContain(`again     flashmesh certify --filter ${id} reference`);
  expect(text).toMatch(/before {4}1\. \w+\.\w+\.\d+: \w+\n {12}2\. /);
});

test("keys are told by their names in the model, in words and in the stream", () => {
  const key = corpus.file.header.keys.find(({ name }) => name === "alice")?.key ?? "";
  const what = `observed.released.${key}`;
  const judged = judgedAs([divergence({ what, expected: null, actual: [key], clause: "GD-6" })]);
  const lines = linesOf(judged);
  const text = findingLines(lines, judged, telling).join("\n");
  expect(text).toContain("differs   observed.released.alice");
  expect(text).not.toContain(key);
  expect(lines[0]?.failure).toMatchObject({ what, key: "observed.released.alice" });
});

test("a case in which nothing was compared is not told as conforming", () => {
  const nothing: Verdict = {
    kind: "inconclusive",
    trace: "",
    why: "nothing was compared",
    word: "inconclusive",
    step: 0,
    input: "",
  };
  const [line] = totalLines(told(linesOf(judgedAs([nothing]))));
  expect(line).toContain("INCONCLUSIVE (1 inconclusive)");
});

test("a survivor stands in the table and on the page as one", () => {
  const mutant: Mutant = {
    name: "Harmless",
    clause: "VF-1",
    about: "nothing",
    part: "wallet",
    subject: () => {
      throw new Error("nobody is asked");
    },
  };
  const results = [{ mutant, kill: undefined }];
  expect(mutantTable(results)).toContain('"kill":null');
  expect(mutantPage(results)).toContain("**survives**");
  expect(mutantPage(results)).toContain("0 of 1 are caught.");
});
