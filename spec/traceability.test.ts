/**
 * No clause without a place in the model, a trace, code and a test; and the page says what is there.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { missing, render, target } from "./generate-traceability.ts";
import type { Chain } from "./traceability.ts";
import {
  clausesIn,
  excludedIn,
  namedInCode,
  namedInModel,
  namedInProgram,
  orphans,
} from "./traceability.ts";

const WHOLE: Chain = {
  clause: "VF-9",
  model: ["`VF9`"],
  claims: ["NoDoubleSpend"],
  traces: 3,
  inputs: 9,
  code: ["src/authority/order.ts shardGuards"],
  tests: ["src/authority/order.test.ts"],
};

test("every clause has its place in the model, a trace, code and a test, or a reason", () => {
  expect(missing()).toEqual([]);
});

test("the page is what its command writes, to the byte", () => {
  expect(readFileSync(target, "utf8")).toBe(render());
});

test("a clause that lacks a link is named, and so is a reason that is not needed", () => {
  const bare: Chain = { ...WHOLE, traces: 0, code: [] };
  expect(orphans([WHOLE], [])).toEqual([]);
  expect(orphans([bare], [])).toEqual(["VF-9 has no trace", "VF-9 has no code"]);
  expect(orphans([bare], [{ clause: "VF-9", links: ["trace", "code"] }])).toEqual([]);
  expect(orphans([WHOLE], [{ clause: "VF-9", links: ["test"] }])).toEqual([
    "VF-9 has a test, though ledger.md says it has none",
  ]);
  expect(orphans([], [{ clause: "VF-99", links: ["test"] }])).toEqual([
    "ledger.md excludes VF-99, which is no clause",
  ]);
  expect(orphans([{ ...WHOLE, tests: [] }], [])).toEqual(["VF-9 has no test"]);
  expect(orphans([{ ...WHOLE, model: [] }], [])).toEqual([]);
  expect(orphans([{ ...WHOLE, model: [], claims: [] }], [])).toEqual(["VF-9 has no model"]);
});

test("a range of clauses names every one of them", () => {
  expect(clausesIn("TH-8 to TH-10, TH-14..16, VT-5 and SHA-256")).toEqual([
    "TH-8",
    "TH-9",
    "TH-10",
    "TH-14",
    "TH-15",
    "TH-16",
    "VT-5",
  ]);
});

test("code is the declaration that a comment stands above or inside, never the file", () => {
  const text = [
    "/**",
    " * A file about VF-1.",
    " * @module",
    " */",
    "/** VF-2. */",
    "export function above(): void {",
    "  // VF-3 to VF-4: inside.",
    "}",
    "const VALUE = 1; // VF-5",
    'export const readVote = record("TH-8", 2);',
    'const prose = "see VF-6";',
  ].join("\n");
  expect(namedInCode(text).map(({ clause, name }) => `${clause} ${name}`)).toEqual([
    "VF-2 above",
    "VF-3 above",
    "VF-4 above",
    "VF-5 VALUE",
    "TH-8 readVote",
  ]);
});

test("in a program it is the action below the comment, or the one around it", () => {
  const text = [
    "// A file about VF-1, whose header names the first that is declared.",
    "#include <core.p4>",
    "// DP-1, and on",
    "// the next line DP-2.",
    "header bcb_t {",
    "    bit<16> magic; // DP-3",
    "}",
    "control Filter() {",
    "    // DP-4: an action.",
    "    action learn() {",
    "        // DP-5 to DP-6: inside.",
    "    }",
    "    apply {",
    "        if (true) { } // DP-7",
    "    }",
    "}",
  ].join("\n");
  expect(namedInProgram(text).map(({ clause, name }) => `${clause} ${name}`)).toEqual([
    "VF-1 bcb_t",
    "DP-1 bcb_t",
    "DP-2 bcb_t",
    "DP-3 bcb_t",
    "DP-4 learn",
    "DP-5 learn",
    "DP-6 learn",
    "DP-7 apply",
  ]);
});

test("in the model it is the definition, and the list of a module's clauses names none", () => {
  const text = [
    "---- MODULE M ----",
    "(* Clauses VF-1. *)",
    "EXTENDS World",
    "(* VT-1: a lock. *)",
    "Lock(s) ==",
    "  s.locks   \\* VT-2",
    "====",
  ].join("\n");
  expect(namedInModel(text).map(({ clause, name }) => `${clause} ${name}`)).toEqual([
    "VT-1 Lock",
    "VT-2 Lock",
  ]);
});

test("the ledger's reasons are read as they are written", () => {
  const page = "| VF-9 | corpus |\n## Links that are missing\n| TH-5 | model, trace | Because. |\n";
  expect(excludedIn(page)).toEqual([{ clause: "TH-5", links: ["model", "trace"] }]);
});
