import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readResult } from "../replay/stream.ts";
import { inText, markdownText } from "./markdown.ts";

const golden = new URL("golden/every-word.ndjson", import.meta.url);
const result = readResult(readFileSync(golden, "utf8"), "every-word");
const norm = { sentences: new Map<string, string>(), cores: new Map<string, string[]>() };

test("the verdict stands first, then a row for each profile and each case not green", () => {
  const lines = markdownText(result, norm).split("\n");
  expect(lines[0]).toBe("## subject 1: not conformant");
  expect(lines).toContain("| wallet | conforms | 1 | 1 pass | 2 | 9 |");
  expect(lines.filter((line) => line.startsWith("| T-"))).toHaveLength(9);
});

test("text of others can end no cell, open no mark-up and give no command", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(inText(text)).not.toMatch(/[|`*_<>[\]\n\r:@\\]/);
    }),
  );
  expect(inText("\n::error::x | `y`\n")).toBe(
    "&#92;u000a&#58;&#58;error&#58;&#58;x &#124; &#96;y&#96;&#92;u000a",
  );
});

test("a hostile subject changes no row of the table", () => {
  const hostile = "a | b\n::set-output name=x::y\n| T-evil |";
  const cases = result.cases.map((each) =>
    each.failure === undefined
      ? each
      : { ...each, failure: { ...each.failure, key: hostile, sentence: hostile } },
  );
  const rows = (of: typeof result): number[] =>
    markdownText(of, norm)
      .split("\n")
      .map((line) => line.split("|").length);
  expect(rows({ ...result, cases })).toEqual(rows(result));
});
