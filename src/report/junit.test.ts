import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CASE_WORDS } from "../replay/result.ts";
import type { Result } from "../replay/result.ts";
import { readResult } from "../replay/stream.ts";
import { junitText } from "./junit.ts";

/** A case of each word, and one case as it is, under fresh keys and under a fault. */
const golden = new URL("golden/every-word.ndjson", import.meta.url);
const result = readResult(readFileSync(golden, "utf8"), "every-word");

/** What an independent parser sees: [[suite, its counters, [[name, child, message, type]]]]. */
const SCRIPT = `
import json, sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
def counters(of): return [int(of.get(each)) for each in ("tests", "failures", "errors", "skipped")]
def told(case):
    child = list(case)
    assert len(child) <= 1 and not (case.text or "").strip()
    if not child: return [case.get("classname"), case.get("name")]
    only = child[0]
    names = [case.get("classname"), case.get("name")]
    return [*names, only.tag, only.get("message"), only.get("type")]
suites = [[each.get("name"), counters(each), [told(case) for case in each]] for each in root]
print(json.dumps([root.tag, counters(root), suites]))
`;

type Seen = [
  root: string,
  counters: number[],
  suites: [name: string, counters: number[], cases: (string | null)[][]][],
];

function parsed(of: Result): Seen {
  const input = junitText(of);
  const { stdout, stderr, status } = spawnSync("python3", ["-c", SCRIPT], {
    input,
    encoding: "utf8",
  });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  return JSON.parse(stdout);
}

const A = "flashmesh.authority.GenDebit";
const id = (n: string): string => `T-${n.padStart(16, "0")}`;

/** By hand, from the table of spec/formats/result.md. */
const DEMANDED: Seen = [
  "testsuites",
  [14, 2, 6, 2],
  [
    [
      "authority.GenDebit",
      [13, 2, 6, 2],
      [
        [A, id("1")],
        [A, id("2"), "failure", "fail, step 1: outcome", "VF-9"],
        [A, id("3"), "skipped", "known-fail, step 1: outcome (mended in 2.0)", null],
        [A, id("4"), "failure", "stale (was broken)", "stale"],
        [A, id("5"), "error", "flaky, step 1: outcome", "VF-9"],
        [A, id("6"), "skipped", "not-applicable, step 2: resume", null],
        [A, id("7"), "error", "crashed, step 2: crashed", "crashed"],
        [A, id("8"), "error", "hung, step 2: hung", "hung"],
        [A, id("9"), "error", "untestable, step 2: untestable", "untestable"],
        [A, id("a"), "error", "inconclusive, step 2: inconclusive", "inconclusive"],
        [A, id("b"), "error", "kit-error, step 2: kit-error", "kit-error"],
        [A, `${id("1")} (fresh-1)`],
        [A, `${id("1")} (crash)`],
      ],
    ],
    ["wallet.GenPayee", [1, 0, 0, 0], [["flashmesh.wallet.GenPayee", id("1")]]],
  ],
];

test("the sample has a case of each word", () => {
  expect([...new Set(result.cases.map(({ word }) => word))].toSorted()).toEqual(
    [...CASE_WORDS].toSorted(),
  );
});

const python = spawnSync("python3", ["--version"]).status === 0;
if (!python) console.log("not run: JUnit read by another parser (needs `python3 --version`)");

if (python) {
  test("another parser finds every case, its child element, and counters that are true", () => {
    expect(parsed(result)).toEqual(DEMANDED);
  });

  test("a run that is wrong although its cases pass has a test case that says so", () => {
    const cases = result.cases.filter(({ word }) => word === "pass");
    const profiles = result.footer.profiles.map((each) => ({ ...each, word: "conforms" as const }));
    const run = { ...result, cases, footer: { ...result.footer, profiles, exit: 1 as const } };
    const [, counters, suites] = parsed(run);
    expect(counters).toEqual([5, 1, 0, 0]);
    expect(suites.at(-1)?.[2]).toEqual([
      [
        "flashmesh.run",
        "the run itself",
        "failure",
        "not conformant (exit code 1), whatever its cases say",
        "run",
      ],
    ]);
    const fine = { ...run, footer: { ...run.footer, exit: 0 as const } };
    expect(parsed(fine)[1]).toEqual([4, 0, 0, 0]);
  });

  test("a run without a case is no green one", () => {
    expect(parsed({ ...result, cases: [], footer: { ...result.footer, exit: 0 } })[1]).toEqual([
      1, 1, 0, 0,
    ]);
  });

  test("two cases of one name are told apart", () => {
    const [first] = result.cases;
    const twice = first === undefined ? [] : [first, first, first];
    const [, , suites] = parsed({ ...result, cases: twice });
    const names = suites.flatMap(([, , cases]) => cases.map(([, name]) => name));
    expect(names.slice(0, 3)).toEqual([id("1"), `${id("1")} #2`, `${id("1")} #3`]);
  });
}

test("nothing that is not a character of XML 1.0 is in it", () => {
  const xml = junitText(result);
  expect(xml).toMatch(/^[\n\u0020-\ud7ff\ue000-\ufffd]*$/);
  expect(xml).toContain("it said &quot;&lt;&amp;&gt;&quot; and \\u0000\\u001b[31m\\ufffe ended");
});
