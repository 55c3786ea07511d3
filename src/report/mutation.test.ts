import { expect, test } from "vitest";
import { CLOCK } from "../graph/clock.ts";
import type { Level } from "../graph/mutants.ts";
import type { MutantResult } from "../replay/mutants.ts";
import type { Guard, ModelKill } from "./mutation.ts";
import {
  consequencesTable,
  countKills,
  mutationPage,
  mutationTable,
  rowLines,
  rowsOf,
  stale,
  unexplained,
} from "./mutation.ts";

const GUARDS: readonly Guard[] = [
  { clause: "VF-1", reason: "Malformed", module: "Authority" },
  { clause: "CF-8", reason: "CertificateWrongNetwork", module: "Messages" },
];

function kill(clause: string, level: Level, name: string): ModelKill {
  const model = { ...CLOCK, name, module: "GenDebit" };
  const mutant = { clause, drops: "guard", level, part: "authority", model } as const;
  return { mutant, invariant: "BooksBalance", states: 3, steps: ["one", "two"] };
}

const subject = (): never => {
  throw new Error("nobody judges here");
};

function faulty(clause: string, trace: string | undefined): MutantResult {
  const mutant = {
    name: `Without${clause}`,
    clause,
    about: "",
    part: "authority",
    subject,
  } as const;
  const where = { corpus: "c", step: 0, input: "i", what: "outcome", clause };
  return { mutant, kill: trace === undefined ? undefined : { ...where, trace } };
}

const KILLS = [
  kill("VF-1", "component", "C1"),
  kill("VF-1", "system", "S1"),
  kill("CF-8", "component", "C8"),
  kill("VT-10", "system", "S10"),
  kill("VT-2", "system", "S2"),
];
const CAUGHT = [faulty("VF-1", "T-1"), faulty("CF-8", "T-8")];
const SURVIVOR = { clause: "CF-8", base: "Hostile", why: "Nobody votes for it." };
const rows = rowsOf(GUARDS, KILLS, CAUGHT);

test("guards stand in the order of their reasons, rules by family and number after them", () => {
  expect(rows.map(({ clause }) => clause)).toEqual(["VF-1", "CF-8", "VT-2", "VT-10"]);
});

test("what nothing needs is unexplained, unless it is explained", () => {
  expect(unexplained(rows, true, [SURVIVOR])).toEqual([]);
  expect(unexplained(rows, true, [])).toEqual([
    "CF-8: no system model needs it, and nothing explains why",
  ]);
  const [, ...fewer] = KILLS;
  expect(unexplained(rowsOf(GUARDS, fewer, CAUGHT), true, [SURVIVOR])).toEqual([
    "VF-1: no component model needs it",
  ]);
  expect(unexplained(rowsOf(GUARDS, KILLS, [faulty("CF-8", "T-8")]), true, [SURVIVOR])).toEqual([
    "VF-1: no reference is without it",
  ]);
});

test("a faulty reference that no trace catches is told, also in a part of a run", () => {
  const lucky = rowsOf(GUARDS, [], [faulty("VT-2", undefined)]);
  expect(unexplained(lucky, false, [])).toEqual([
    "WithoutVT-2 (VT-2): no trace tells it from the model",
  ]);
});

test("an explanation of what a system model needs after all is stale", () => {
  expect(stale(rows, [SURVIVOR])).toEqual([]);
  const killed = rowsOf(GUARDS, [...KILLS, kill("CF-8", "system", "S8")], CAUGHT);
  expect(stale(killed, [SURVIVOR])).toEqual(["CF-8 is explained as a survivor, but S8 needs it"]);
});

test("kills are counted per guard and level, and per model and reference", () => {
  const counts = { guards_component: 2, guards_system: 1, models: 5, reference: 2 };
  expect(countKills(rows)).toEqual(counts);
  expect(JSON.parse(mutationTable(rows, [SURVIVOR]))).toMatchObject({
    kills: counts,
    survivors: [SURVIVOR],
  });
});

test("a consequence has its steps, and what has no model has no consequence", () => {
  const told = JSON.parse(consequencesTable([...rows, ...rowsOf([], [], [faulty("EX-9", "T-9")])]));
  expect(Object.keys(told.clauses)).toEqual(["VF-1", "CF-8", "VT-2", "VT-10"]);
  expect(told.clauses["VF-1"].component).toEqual({
    part: "authority",
    model: "C1",
    module: "GenDebit",
    invariant: "BooksBalance",
    steps: ["one", "two"],
  });
  expect(told.clauses["CF-8"].system).toBe(null);
});

test("the page and the lines name a survivor as one", () => {
  expect(mutationPage(rows, [SURVIVOR])).toContain("| CF-8 | Hostile | Nobody votes for it. |");
  const [, line = ""] = rowLines(rows, [SURVIVOR]);
  expect(line).toMatch(/^CF-8 CertificateWrongNetwork +BooksBalance +\(explained\) +T-8$/);
});
