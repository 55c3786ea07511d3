import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { CaseLine, CaseWord, Result } from "../replay/result.ts";
import { CASE_WORDS } from "../replay/result.ts";
import { readResult } from "../replay/stream.ts";
import { badgeText } from "./badge.ts";
import { againFor, clauseRows, profileTallies, standingOfRun } from "./tally.ts";

const golden = new URL("golden/every-word.ndjson", import.meta.url);
const result = readResult(readFileSync(golden, "utf8"), "every-word");
const norm = {
  sentences: new Map([
    ["VF-1", "The order is well formed. (guard `Malformed`)"],
    ["VF-2", "The signature is the sender's."],
    ["VF-9", "No lock is held on another core."],
  ]),
  cores: new Map([["authority", ["VF-1", "VF-2"]]]),
};

/** A wallet's run of these words; all that the footer says of it is good. */
function runOf(words: readonly CaseWord[], partial = false): Result {
  const of = result.cases.find(({ profile }) => profile === "wallet");
  const cases = of === undefined ? [] : words.map((word): CaseLine => ({ ...of, word }));
  const told = {
    profile: "wallet",
    word: "conforms",
    partial,
    cases: 1,
    steps: 1,
    compared: 1,
  } as const;
  const header = { ...result.header, profiles: ["wallet"] as const };
  return { ...result, header, cases, footer: { ...result.footer, profiles: [told], exit: 0 } };
}

test("no footer makes a case green that is not", () => {
  const stands = CASE_WORDS.map((word) => [word, standingOfRun(runOf(["pass", word]))]);
  expect(Object.fromEntries(stands)).toEqual({
    pass: "conforms",
    "not-applicable": "conforms",
    "known-fail": "known-fail",
    fail: "diverges",
    stale: "diverges",
    flaky: "inconclusive",
    crashed: "inconclusive",
    hung: "inconclusive",
    untestable: "inconclusive",
    inconclusive: "inconclusive",
    "kit-error": "inconclusive",
  });
});

test("a part, an exit code and a profile that is not told each keep a run from conforming", () => {
  const whole = runOf(["pass"]);
  expect(standingOfRun(runOf(["pass"], true))).toBe("partial");
  expect(standingOfRun({ ...whole, footer: { ...whole.footer, exit: 1 } })).toBe("diverges");
  expect(standingOfRun({ ...whole, footer: { ...whole.footer, exit: 2 } })).toBe("inconclusive");
  expect(standingOfRun({ ...whole, footer: { ...whole.footer, profiles: [] } })).toBe(
    "inconclusive",
  );
  expect(standingOfRun(runOf([]))).toBe("inconclusive");
});

test("a case counts against the one clause it breaks, and nowhere as a pass", () => {
  const [authority] = profileTallies(result);
  const rows = authority === undefined ? [] : clauseRows(authority, norm);
  expect(rows.map(({ clause, pass, open }) => [clause, pass, open])).toEqual([
    ["VF-1", 3, 9],
    ["VF-2", 0, 0],
    ["VF-9", 3, 6],
  ]);
  expect([...(rows[2]?.against ?? [])]).toEqual([
    ["fail", 1],
    ["known-fail", 1],
    ["flaky", 1],
  ]);
});

test("the command that shows a case again names case, seed and subject", () => {
  const [first] = result.cases;
  expect(first === undefined ? "" : againFor(result, first)).toBe(
    "flashmesh certify --filter T-0000000000000001 --seed 7 -- ./subject",
  );
});

test("only a run that conforms as a whole has a green badge", () => {
  expect(JSON.parse(badgeText(runOf(["pass"])))).toEqual({
    schemaVersion: 1,
    label: "flash-mesh wallet",
    message: "conforms",
    color: "brightgreen",
  });
  const others = CASE_WORDS.filter((word) => !["pass", "not-applicable"].includes(word));
  expect(others.filter((word) => color(runOf(["pass", word])) === "brightgreen")).toEqual([]);
  expect(color(runOf(["pass"], true))).toBe("yellow");
});

function color(of: Result): unknown {
  return JSON.parse(badgeText(of)).color;
}
