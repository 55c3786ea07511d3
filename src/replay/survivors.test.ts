/** What green does not rule out: exact for whole profiles, no more than is known for a part. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { CaseLine } from "./result.ts";
import type { KnownFaulty } from "./survivors.ts";
import { survivorsOf } from "./survivors.ts";

const faulty = (name: string, part: string, ...traces: readonly string[]): KnownFaulty => {
  return { name, clause: "VF-1", about: "-", part, kills: traces.map((trace) => ({ trace })) };
};

const passed = (id: string): CaseLine => ({
  kind: "case",
  id,
  digest: "",
  suite: "",
  profile: "authority",
  title: "",
  binding: "corpus",
  word: "pass",
  steps: 1,
  compared: 1,
  clauses: [],
});

const TABLE = [
  faulty("Here", "authority", "T-1"),
  faulty("Both", "authority", "T-2", "T-1"),
  faulty("Elsewhere", "authority", "T-2"),
  faulty("Nowhere", "authority"),
  faulty("Purse", "wallet", "T-1"),
];
const names = (...cases: readonly CaseLine[]): readonly string[] =>
  survivorsOf(TABLE, ["authority"], cases).survive.map(({ name }) => name);

test("a faulty one survives unless a case that catches it was passed", () => {
  expect(names(passed("T-1"))).toEqual(["Elsewhere", "Nowhere"]);
  expect(names(passed("T-2"))).toEqual(["Here", "Nowhere"]);
  expect(names(passed("T-1"), passed("T-2"))).toEqual(["Nowhere"]);
  expect(names()).toEqual(["Here", "Both", "Elsewhere", "Nowhere"]);
});

test("a case that is known to fail, or was judged under a fault, rules nothing out", () => {
  expect(names({ ...passed("T-1"), word: "known-fail" })).toContain("Here");
  expect(names({ ...passed("T-1"), axis: "crash" })).toContain("Here");
});

test("only the parts that were judged are counted, and every profile has one", () => {
  expect(survivorsOf(TABLE, ["authority", "committee"], []).all).toBe(4);
  expect(survivorsOf(TABLE, ["wallet"], []).all).toBe(1);
  expect(survivorsOf(TABLE, ["authority", "wallet"], []).all).toBe(5);
});

test("each kill of the stored table is of another profile, and the first is the kill told", () => {
  const text = readFileSync(new URL("../../conformance/mutants.json", import.meta.url), "utf8");
  const table: {
    readonly mutants: readonly {
      readonly kill: object | null;
      readonly kills: readonly { readonly corpus: string }[];
    }[];
  } = JSON.parse(text);
  expect(table.mutants.length).toBeGreaterThan(100);
  for (const { kill, kills } of table.mutants) {
    expect(kills[0] ?? null).toEqual(kill);
    const profiles = kills.map(({ corpus }) => corpus.split("/")[0]);
    expect(new Set(profiles).size).toBe(profiles.length);
  }
  // A committee of one cannot show who is counted how often, and the wallet shows other things.
  const lone = table.mutants.filter(({ kills }) => kills.length === 1);
  expect(lone.length).toBeGreaterThan(0);
});
