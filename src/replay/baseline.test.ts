/** The baseline: what it may say, which entry names a case, and what is written of a run. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { read } from "../vector/read.ts";
import type { Entry } from "./baseline.ts";
import { Baseline, baselineText, entriesFor, UNEXPLAINED } from "./baseline.ts";
import { casesOf } from "./case.ts";
import { ready } from "./corpus.ts";
import type { CaseLine } from "./result.ts";

const url = new URL("../../conformance/traces/wallet/GenPayee.ndjson", import.meta.url);
const corpus = ready(read(readFileSync(url, "utf8"), "GenPayee"));
const all = casesOf([corpus], ["wallet"]);
const TODAY = "2026-11-24";

function entry(at: number, some: Partial<Entry> = {}): Entry {
  const { id = "", digest = "" } = all[at]?.trace.trace ?? {};
  return {
    id,
    digest,
    step: 2,
    input: "x",
    key: "outcome",
    kind: "fail",
    reason: "we know",
    ...some,
  };
}

function failing(at: number, some: Partial<CaseLine> = {}): CaseLine {
  const { id, digest } = entry(at);
  return {
    kind: "case",
    id,
    digest,
    suite: "GenPayee",
    profile: "wallet",
    title: "",
    binding: "corpus",
    word: "fail",
    steps: 1,
    compared: 0,
    clauses: [],
    failure: { step: 2, input: "x", what: "outcome", key: "outcome" },
    ...some,
  };
}

const wrong = (...entries: readonly Entry[]): readonly string[] =>
  new Baseline(entries, all, TODAY).wrong;

test("an entry that matches nothing, another digest, a day that is past: each is an error", () => {
  expect(wrong(entry(0), entry(1, { until: TODAY }))).toEqual([]);
  expect(wrong(entry(0, { id: "T-0" }))).toEqual(["T-0: no case of the corpus has this id"]);
  const { id } = entry(0);
  expect(wrong(entry(0, { digest: "00" }))).toEqual([`${id}: the case has another digest by now`]);
  expect(wrong(entry(0, { until: "2026-11-23" }))).toEqual([`${id}: it counted until 2026-11-23`]);
});

test("two entries for one case must name one check; the one that was explained counts", () => {
  const generated = entry(0, { reason: UNEXPLAINED });
  for (const entries of [
    [generated, entry(0)],
    [entry(0), generated],
  ]) {
    const baseline = new Baseline(entries, all, TODAY);
    expect(baseline.wrong).toEqual([]);
    expect(baseline.entries).toEqual([entry(0)]);
  }
  for (const other of [{ step: 3 }, { input: "y" }, { key: "reason" }, { kind: "hung" as const }]) {
    expect(wrong(entry(0), entry(0, other))[0]).toContain("another entry names another check");
  }
  expect(wrong(entry(0), entry(0, { axis: "crash", step: 3 }))).toEqual([]);
});

test("an entry names its case under any keys, and under no other fault", () => {
  const baseline = new Baseline([entry(0)], all, TODAY);
  const [first, second] = all;
  if (first === undefined || second === undefined) throw new Error("there are cases");
  expect(baseline.of(first)).toEqual(entry(0));
  expect(baseline.of({ ...first, binding: "fresh-1" })).toEqual(entry(0));
  expect(baseline.of({ ...first, axis: "crash" })).toBe(undefined);
  expect(baseline.of(second)).toBe(undefined);
});

test("what is written names every failure, and keeps the reasons that still hold", () => {
  const known = new Baseline([entry(0), entry(1), entry(2)], all, TODAY);
  const twice = { step: 1, input: "y", what: "hung", key: "hung", twice: true as const };
  const lines = [
    failing(0, { word: "known-fail" }),
    failing(1, { word: "pass" }),
    failing(3),
    failing(4, { failure: twice }),
    failing(5, { word: "flaky" }),
    failing(6, { binding: "fresh-1" }),
  ];
  const { failure: _, ...passed } = failing(1, { word: "stale" });
  const generated = { kind: "fail" as const, reason: UNEXPLAINED };
  const four = { step: 1, input: "y", key: "hung", kind: "hung" as const, reason: UNEXPLAINED };
  // The case of entry 2 was not run, so nobody knows better.
  expect(entriesFor(lines, known)).toEqual([
    entry(0),
    entry(3, generated),
    entry(4, four),
    entry(2),
  ]);
  expect(entriesFor([passed], known)).toEqual([entry(0), entry(2)]);
  const elsewhere = failing(0, { word: "stale" });
  expect(entriesFor([elsewhere], new Baseline([entry(0)], all, TODAY))).toEqual([
    entry(0, generated),
  ]);
});

test("the text has an entry a line, and is JSON", () => {
  const text = baselineText([entry(0), entry(1)], "1.0.0");
  expect(text.split("\n")).toHaveLength(5);
  expect(JSON.parse(text)).toMatchObject({ suite_version: "1.0.0", entries: [entry(0), entry(1)] });
  expect(JSON.parse(baselineText([], "1.0.0"))).toMatchObject({ entries: [] });
});
