/**
 * STF verdicts for people and as data. In: what each program and file came to. Out: a line each,
 * why it is so, and how many there are of each kind.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import type { Verdict } from "../p4/stf/judge.ts";
import type { Failure } from "../p4/stf/run.ts";
import { diagnosticAsData } from "./p4-diagnostic.ts";

/** A verdict, or no verdict: it took too long, or our engine broke on it. */
export type Examined = Verdict | { readonly kind: "hung" | "broken"; readonly why: string };
export type Row = { readonly name: string; readonly found: Examined };

const KINDS = ["passed", "failed", "unsupported", "malformed"] as const;
export type Outcome = (typeof KINDS)[number];

/** A program refused as wrong, or without an answer, has failed: the files are right programs. */
function outcomeOf({ kind }: Examined): Outcome {
  return kind === "refused" || kind === "hung" || kind === "broken" ? "failed" : kind;
}

export function countsOf(rows: readonly Row[]): Readonly<Record<Outcome, number>> {
  const count = (outcome: Outcome): number =>
    rows.filter(({ found }) => outcomeOf(found) === outcome).length;
  return {
    passed: count("passed"),
    failed: count("failed"),
    unsupported: count("unsupported"),
    malformed: count("malformed"),
  };
}

export function verdictLines({ name, found }: Row): readonly string[] {
  return [`${outcomeOf(found).padEnd(11)}  ${name}${headline(found)}`, ...details(found)];
}

function headline(found: Examined): string {
  switch (found.kind) {
    case "passed":
      return `  (${found.checks} ${found.checks === 1 ? "check" : "checks"})`;
    case "unsupported":
      return `  (${constructsOf(found).join(", ")})`;
    case "refused":
      return "  (said to be no right program)";
    case "failed":
    case "malformed":
      return "";
    case "hung":
    case "broken":
      return `  (${found.why})`;
  }
}

function constructsOf({ diagnostics }: Verdict & { kind: "unsupported" }): string[] {
  return [...new Set(diagnostics.map(({ construct, kind }) => construct ?? kind))];
}

function details(found: Examined): readonly string[] {
  switch (found.kind) {
    case "failed":
      return found.failures.map((failure) => `    ${failureLine(failure)}`);
    case "unsupported":
    case "refused":
      return found.diagnostics.map(({ place, message }) => {
        return `    ${place.file}:${place.line}:${place.column}: ${message}`;
      });
    case "malformed":
      return [`    line ${found.fault.line}: ${found.fault.why}`];
    case "passed":
    case "hung":
    case "broken":
      return [];
  }
}

function failureLine({ line, why }: Failure): string {
  return line === null ? why : `line ${line}: ${why}`;
}

export function countLines(rows: readonly Row[]): readonly string[] {
  const counts = countsOf(rows);
  const all = KINDS.map((kind) => `${counts[kind]} ${kind}`).join(", ");
  const constructs = rows.flatMap(({ found }) =>
    found.kind === "unsupported" ? constructsOf(found) : [],
  );
  const often = [...Map.groupBy(constructs, (each) => each)]
    .toSorted(([one, few], [other, many]) => many.length - few.length || (one < other ? -1 : 1))
    .map(([construct, each]) => `  ${String(each.length).padStart(4)}  ${construct}`);
  return [`${rows.length} files: ${all}`, ...often];
}

export function verdictAsData({ name, found }: Row): Json {
  const outcome = outcomeOf(found);
  switch (found.kind) {
    case "passed":
      return { name, outcome, checks: found.checks };
    case "failed":
      return { name, outcome, failures: found.failures.map(({ line, why }) => ({ line, why })) };
    case "unsupported":
    case "refused":
      return { name, outcome, diagnostics: found.diagnostics.map(diagnosticAsData) };
    case "malformed":
      return { name, outcome, line: found.fault.line, why: found.fault.why };
    case "hung":
    case "broken":
      return { name, outcome, why: found.why };
  }
}
