/** Which cases a run takes: by filter and shard, always in the order of the corpus. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { WHOLE } from "../base/shard.ts";
import { read } from "../vector/read.ts";
import { casesOf, clausesOf, select, stepsOf } from "./case.ts";
import { ready } from "./corpus.ts";
import { CORPUS_BINDING } from "./result.ts";
import { coverageOf } from "./visited.ts";

const corpora = ["wallet/GenPayee", "wallet/GenReceipts"].map((name) => {
  const url = new URL(`../../conformance/traces/${name}.ndjson`, import.meta.url);
  return ready(read(readFileSync(url, "utf8"), name));
});
const all = casesOf(corpora, ["wallet"]);
const ids = (cases: typeof all): readonly string[] => cases.map(({ trace }) => trace.trace.id);

test("all cases of a profile are those of its files, in their order, as they are stored", () => {
  const stored = corpora.flatMap(({ file }) => file.traces.map(({ trace }) => trace.id));
  expect(ids(all)).toEqual(stored);
  expect(new Set(all.map(({ binding }) => binding))).toEqual(new Set([CORPUS_BINDING]));
  expect(casesOf(corpora, ["authority"])).toEqual([]);
});

test("the shards of any number are disjoint, and together the whole", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: all.length + 3 }), (of) => {
      const shards = Array.from({ length: of }, (_, at) =>
        select(all, { filter: "", shard: { index: at + 1, of } }),
      );
      const sizes = shards.map(({ length }) => length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      const merged = Array.from(
        { length: all.length },
        (_, at) => shards[at % of]?.[Math.floor(at / of)],
      );
      expect(merged).toEqual([...all]);
    }),
    { numRuns: 30 },
  );
});

test("a filter is the beginning of an id, of a model's name, or a clause", () => {
  const by = (filter: string): readonly string[] => ids(select(all, { filter, shard: WHOLE }));
  const [first = ""] = ids(all);
  expect(by(first)).toEqual([first]);
  expect(by("GenP")).toEqual(ids(all.filter(({ corpus }) => corpus === corpora[0])));
  expect(by("Nobody")).toEqual([]);
  const goods = by("GD-4");
  expect(goods.length).toBeGreaterThan(0);
  expect(goods).toEqual(ids(all.filter((each) => clausesOf(each).includes("GD-4"))));
  expect(by("GD-49")).toEqual([]);
  expect(by("CF-1").length).toBeGreaterThan(0);
});

test("clauses stand once each, by number within their group", () => {
  for (const each of all.slice(0, 20)) {
    const clauses = clausesOf(each);
    expect(new Set(clauses).size).toBe(clauses.length);
    const keys = clauses.map((clause) =>
      clause.replace(/-(\d+)$/, (_, n: string) => n.padStart(3, "0")),
    );
    expect(keys).toEqual(keys.toSorted());
  }
});

test("the whole corpus visits every state, transition and answer; a part does less", () => {
  for (const line of coverageOf(corpora, all)) {
    const header = corpora.find(({ file }) => file.header.model === line.suite)?.file.header;
    expect(line.transitions_total).toBe(header?.counts.transitions);
    expect(line.states_total).toBe(header?.counts.states);
    expect([line.states, line.transitions, line.answers]).toEqual([
      line.states_total,
      line.transitions_total,
      line.answers_total,
    ]);
  }
  const [one] = all.toSorted((left, right) => stepsOf(left) - stepsOf(right));
  if (one === undefined) throw new Error("there is a case");
  const [payee, receipts] = coverageOf(corpora, [one]);
  const own = one.corpus === corpora[0] ? payee : receipts;
  // It visits no more states than it has steps and its root, and no more edges than inputs.
  expect(own?.states).toBeLessThanOrEqual(one.trace.trace.steps + 1);
  expect(own?.transitions).toBeLessThanOrEqual(stepsOf(one));
  expect(own?.transitions).toBeGreaterThan(0);
  expect(coverageOf(corpora, []).every(({ states, answers }) => states + answers === 0)).toBe(true);
});
