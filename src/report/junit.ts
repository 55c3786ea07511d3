/**
 * A run as JUnit XML, which every CI service reads. In: a result. Out: XML 1.0. A suite for each
 * model, a case for each case; the mapping stands in spec/formats/result.md. Nothing that is not
 * green is a bare test case, and every counter is the count of its children.
 * @module
 */
import type { CaseLine, CaseWord, Result } from "../replay/result.ts";
import { escapeMarkup } from "./html/markup.ts";
import { differenceText, jsonDifference } from "./json-difference.ts";
import { againFor, nameOf, standingInWords, standingOfRun } from "./tally.ts";
import { visible, visibleLines } from "./visible.ts";

/** What stands in the test case; a known failure must not fail the build, and is never a pass. */
const CHILDREN: Readonly<Record<CaseWord, "none" | Child>> = {
  pass: "none",
  "not-applicable": "skipped",
  "known-fail": "skipped",
  fail: "failure",
  stale: "failure",
  flaky: "error",
  crashed: "error",
  hung: "error",
  untestable: "error",
  inconclusive: "error",
  "kit-error": "error",
};

type Child = "failure" | "error" | "skipped";

/** Services that show a whole log refuse a longer one. */
const BODY_MAX = 20_000;

type Test = {
  readonly name: string;
  readonly child: "none" | Child;
  readonly type: string;
  readonly message: string;
  readonly body: string;
};

type Suite = { readonly name: string; readonly tests: readonly Test[] };

export function junitText(result: Result): string {
  const named = uniqueNames();
  const byModel = Map.groupBy(result.cases, ({ profile, suite }) => `${profile}.${suite}`);
  const suites = [...byModel].map(([name, cases]): Suite => {
    return { name, tests: cases.map((each) => testOf(result, each, named(name, nameOf(each)))) };
  });
  const all = [...suites, ...runSuite(result, suites)];
  const lines = all.flatMap(({ name, tests }) => [
    `  <testsuite name="${quoted(name)}" ${counters(tests)}>`,
    ...tests.flatMap((test) => testLines(name, test)),
    "  </testsuite>",
  ]);
  const { name, version } = result.header.subject;
  const head = `name="${quoted(`flashmesh ${name} ${version}`)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${head} ${counters(all.flatMap(({ tests }) => tests))}>`,
    ...lines,
    "</testsuites>",
    "",
  ].join("\n");
}

/** A service that sees one name twice keeps one of the two. */
function uniqueNames(): (suite: string, name: string) => string {
  const taken = new Set<string>();
  return (suite, name) => {
    let free = name;
    for (let n = 2; taken.has(`${suite} ${free}`); n += 1) free = `${name} #${n}`;
    taken.add(`${suite} ${free}`);
    return free;
  };
}

function testOf(result: Result, each: CaseLine, name: string): Test {
  const { word, failure, baseline } = each;
  const what = failure === undefined ? "" : `, step ${failure.step}: ${failure.key}`;
  const reason = baseline === undefined ? "" : ` (${baseline.reason})`;
  return {
    name,
    child: CHILDREN[word],
    type: failure?.clause ?? word,
    message: `${word}${what}${reason}`,
    body: bodyOf(result, each),
  };
}

function bodyOf(result: Result, each: CaseLine): string {
  const { failure, baseline } = each;
  const rows = [
    failure?.sentence === undefined ? undefined : `${failure.clause ?? ""} ${failure.sentence}`,
    failure?.input === undefined ? undefined : `input: ${failure.input}`,
    failure?.why,
    failure?.fault === undefined
      ? undefined
      : `${failure.fault.code} ${JSON.stringify(failure.fault.data)}`,
    ...(failure === undefined
      ? []
      : differenceText(jsonDifference(failure.expected, failure.actual))),
    baseline?.issue,
    `again: ${againFor(result, each)}`,
  ];
  return rows.filter((row) => row !== undefined && row !== "").join("\n");
}

/** What is wrong with the run and with none of its cases must not be lost. */
function runSuite(result: Result, suites: readonly Suite[]): readonly Suite[] {
  const { exit } = result.footer;
  const standing = standingOfRun(result);
  const told = suites.some(({ tests }) =>
    tests.some(({ child }) => child === "failure" || child === "error"),
  );
  const fine = exit === 0 && standing !== "inconclusive" && standing !== "diverges";
  if (told || fine) return [];
  const message = `${standingInWords(standing)} (exit code ${exit}), whatever its cases say`;
  const child = standing === "diverges" ? "failure" : "error";
  const body = result.notes.map(({ code, text }) => `${code}: ${text}`).join("\n");
  return [{ name: "run", tests: [{ name: "the run itself", child, type: "run", message, body }] }];
}

function counters(tests: readonly Test[]): string {
  const count = (child: Child): number => tests.filter((test) => test.child === child).length;
  return (
    `tests="${tests.length}" failures="${count("failure")}" ` +
    `errors="${count("error")}" skipped="${count("skipped")}"`
  );
}

function testLines(suite: string, { name, child, type, message, body }: Test): readonly string[] {
  const head = `    <testcase classname="${quoted(`flashmesh.${suite}`)}" name="${quoted(name)}"`;
  if (child === "none") return [`${head}/>`];
  // The schema in use knows no type of a skip.
  const kind = child === "skipped" ? "" : ` type="${quoted(type)}"`;
  const text = escapeMarkup(visibleLines(body, BODY_MAX));
  return [
    `${head}>`,
    `      <${child} message="${quoted(message)}"${kind}>${text}</${child}>`,
    "    </testcase>",
  ];
}

function quoted(text: string): string {
  return escapeMarkup(visible(text));
}
