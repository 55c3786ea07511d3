import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { CorpusResult } from "../replay/certify.ts";
import { ready } from "../replay/corpus.ts";
import type { Mutant } from "../replay/mutants.ts";
import type { Diverges } from "../replay/verdict.ts";
import { read } from "../vector/read.ts";
import { findingLines, mutantPage, mutantTable, profileTotals, totalLines } from "./certify.ts";

const url = new URL("../../conformance/traces/wallet/GenPayee.ndjson", import.meta.url);
const corpus = ready(read(readFileSync(url, "utf8"), "GenPayee"));
const again = (trace: string): string => `flashmesh certify reference --filter ${trace}`;
const sentences = new Map([["GD-4", "Goods of this (sender, nonce) have not been released."]]);
const nothing: CorpusResult = {
  corpus,
  traces: 0,
  steps: 0,
  compared: 0,
  diverges: [],
  inconclusive: [],
};

test("a conforming run is one line a profile, with its counts", () => {
  const result = { ...nothing, traces: 102, steps: 4852, compared: 85770, seconds: 2 };
  expect(totalLines(profileTotals([result]))).toEqual([
    "wallet  102 traces  4,852 steps  85,770 comparisons  conforms  2,426 steps/s",
  ]);
  expect(findingLines([result], sentences, again)).toEqual([]);
});

test("a divergence names clause, sentence, step, what was allowed, what came, the command", () => {
  const long = corpus.file.traces.find(({ trace }) => trace.steps > 2)?.trace;
  const goods = corpus.inputs.find(({ input }) => input === "ReleaseGoods");
  const found: Diverges = {
    kind: "diverges",
    trace: long?.id ?? "",
    step: 2,
    input: goods?.name ?? "",
    what: "outcome",
    expected: ["refused", "GoodsReleased"],
    actual: "released",
    clause: "GD-4",
  };
  const result = { ...nothing, traces: 1, diverges: [found] };
  const text = findingLines([result], sentences, again).join("\n");
  expect(text).toContain(`DIVERGES  wallet  GenPayee  ${found.trace}  step 2 of ${long?.steps}`);
  expect(text).toContain("GD-4      Goods of this (sender, nonce) have not been released.");
  expect(text).toContain("allowed   refused, any of GoodsReleased; the state unchanged");
  expect(text).toContain("came      released");
  expect(text).toContain(`again     flashmesh certify reference --filter ${found.trace}`);
  expect(text).toMatch(/before {4}1\. \w+\.\w+\.\d+: \w+\n {12}2\. /);
});

test("keys are told by their names in the model", () => {
  const key = corpus.file.header.keys.find(({ name }) => name === "alice")?.key ?? "";
  const found: Diverges = {
    kind: "diverges",
    trace: "T-0",
    step: 0,
    input: "",
    what: `observed.released.${key}`,
    expected: null,
    actual: [key],
    clause: "GD-6",
  };
  const text = findingLines([{ ...nothing, diverges: [found] }], sentences, again).join("\n");
  expect(text).toContain("differs   observed.released.alice");
  expect(text).not.toContain(key);
});

test("a profile in which nothing was compared is not told as conforming", () => {
  const [line] = totalLines(profileTotals([{ ...nothing, seconds: 1 }]));
  expect(line).toContain("INCONCLUSIVE (nothing was compared)");
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
