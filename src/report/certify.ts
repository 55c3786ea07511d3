/**
 * `flashmesh certify` in words and as a summary: per profile what was replayed, compared and found,
 * then whether the graphs are equal, then what the faulty references show.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import type { CorpusResult, GraphResult, Word } from "../replay/certify.ts";
import { PROFILES, wordOf } from "../replay/certify.ts";
import type { MutantResult } from "../replay/mutants.ts";
import { divergenceLines, namesOf } from "./divergence.ts";
import { unjudgedLines } from "./unjudged.ts";

/** As many divergences as anyone reads at once; the count tells of the rest. */
const DIVERGENCES_TOLD = 5;

export type Timed<Result> = Result & { readonly seconds: number };

export type ProfileTotal = {
  readonly profile: string;
  readonly word: Word;
  readonly traces: number;
  readonly steps: number;
  readonly compared: number;
  readonly diverges: number;
  readonly inconclusive: number;
  /** The same by their words. */
  readonly words: { readonly [word: string]: number };
  readonly seconds: number;
};

export function profileTotals(results: readonly Timed<CorpusResult>[]): readonly ProfileTotal[] {
  return PROFILES.flatMap((profile) => {
    const own = results.filter(({ corpus }) => corpus.file.header.profile === profile);
    const sum = (of: (result: Timed<CorpusResult>) => number): number =>
      own.reduce((total, result) => total + of(result), 0);
    if (own.length === 0) return [];
    return [
      {
        profile,
        word: wordOf(own),
        traces: sum(({ traces }) => traces),
        steps: sum(({ steps }) => steps),
        compared: sum(({ compared }) => compared),
        diverges: sum(({ diverges }) => diverges.length),
        inconclusive: sum(({ inconclusive }) => inconclusive.length),
        words: countedWords(own),
        seconds: sum(({ seconds }) => seconds),
      },
    ];
  });
}

export function totalLines(totals: readonly ProfileTotal[]): readonly string[] {
  const rows = totals.map((total) => [
    total.profile,
    `${grouped(total.traces)} traces`,
    `${grouped(total.steps)} steps`,
    `${grouped(total.compared)} comparisons`,
    total.word === "conforms" ? "conforms" : `${total.word.toUpperCase()} ${faultsIn(total)}`,
    `${grouped(Math.round(total.steps / Math.max(total.seconds, 0.001)))} steps/s`,
  ]);
  const widths = [0, 1, 2, 3, 4, 5].map((column) =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) =>
      column === 0 || column === 4
        ? cell.padEnd(widths[column] ?? 0)
        : cell.padStart(widths[column] ?? 0),
    );
    return cells.join("  ").trimEnd();
  });
}

function faultsIn(total: ProfileTotal): string {
  const { diverges, inconclusive } = total;
  const parts = [
    ...(diverges > 0 ? [`${diverges} diverge`] : []),
    ...(inconclusive > 0 ? [inconclusiveInWords(total)] : []),
  ];
  return parts.length === 0 ? "(nothing was compared)" : `(${parts.join(", ")})`;
}

function countedWords(results: readonly CorpusResult[]): { readonly [word: string]: number } {
  const words = results.flatMap(({ inconclusive }) => inconclusive.map(({ word }) => word));
  return Object.fromEntries(
    words.map((word) => [word, words.filter((each) => each === word).length]),
  );
}

function inconclusiveInWords({ words }: ProfileTotal): string {
  return Object.entries(words)
    .map(([word, count]) => `${count} ${word}`)
    .join(", ");
}

export function findingLines(
  results: readonly CorpusResult[],
  sentences: ReadonlyMap<string, string>,
  again: (trace: string) => string,
): readonly string[] {
  const diverging = results.flatMap(({ corpus, diverges }) =>
    diverges.map((found) => ({ corpus, found })),
  );
  const told = diverging
    .slice(0, DIVERGENCES_TOLD)
    .flatMap(({ corpus, found }) => ["", ...divergenceLines(corpus, found, sentences, again)]);
  const rest = diverging.length - DIVERGENCES_TOLD;
  const unjudged = results.flatMap(({ inconclusive }) => inconclusive);
  const open = unjudgedLines(unjudged, DIVERGENCES_TOLD, again);
  return [...told, ...(rest > 0 ? ["", `and ${rest} more`] : []), ...open];
}

export function graphLines(results: readonly Timed<GraphResult>[]): readonly string[] {
  const equal = results.flatMap(({ verdict }) => (verdict.kind === "equal" ? [verdict] : []));
  const states = equal.reduce((sum, verdict) => sum + verdict.states, 0);
  const edges = equal.reduce((sum, verdict) => sum + verdict.edges, 0);
  const differing = results.flatMap(({ corpus, verdict }) => {
    if (verdict.kind === "equal") return [];
    const name = namesOf(corpus);
    const path = verdict.path.length === 0 ? "the opening" : verdict.path.join(", ");
    return [
      `GRAPH DIFFERS  ${corpus.file.header.id}  opening ${verdict.opening}, after ${path}`,
      `  input     ${verdict.input === "" ? "none: the state itself" : verdict.input}`,
      `  differs   ${name(verdict.what)}`,
      `  model     ${name(JSON.stringify(verdict.expected))}`,
      `  subject   ${name(JSON.stringify(verdict.actual))}`,
    ];
  });
  const word = differing.length === 0 ? "equal" : "NOT EQUAL";
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  return [
    `graphs    ${word}: ${grouped(states)} states, ${grouped(edges)} edges in ` +
      `${equal.length} of ${results.length} graphs, told apart by all their bytes ` +
      `(${seconds.toFixed(1)} s)`,
    ...differing,
  ];
}

export function mutantLines(results: readonly MutantResult[]): readonly string[] {
  const survivors = results.filter(({ kill }) => kill === undefined);
  const caught = `${results.length - survivors.length} of ${results.length}`;
  return [
    `faulty    ${caught} faulty references are caught`,
    ...survivors.map(
      ({ mutant }) => `  SURVIVES  ${mutant.name} (${mutant.clause}): ${mutant.about}`,
    ),
  ];
}

/** `mutants.json`: one row a line. */
export function mutantTable(results: readonly MutantResult[]): string {
  const rows = results.map(({ mutant: { name, clause, part, about }, kill }) =>
    JSON.stringify({ name, clause, part, about, kill: kill ?? null }),
  );
  const head = '"generated_by":"flashmesh certify reference --mutants --write"';
  return `{${head},"mutants":[\n${rows.join(",\n")}\n]}\n`;
}

/** `mutants.md`: the same for people. */
export function mutantPage(results: readonly MutantResult[]): string {
  const killed = results.filter(({ kill }) => kill !== undefined).length;
  const rows = results.map(({ mutant, kill }) => {
    const seen =
      kill === undefined
        ? ["**survives**", "", "", ""]
        : [
            kill.trace,
            `${kill.corpus}, step ${kill.step}`,
            `${kill.input}: ${kill.what}`,
            kill.clause,
          ];
    return `| ${[mutant.name, mutant.clause, mutant.about, ...seen].join(" | ")} |`;
  });
  return [
    "# Faulty references, and the trace that catches each",
    "",
    "Made by `flashmesh certify reference --mutants --write`. Each drops one rule; the trace named",
    "is the first that tells it from the model, and *reported* the clause it is reported under.",
    "",
    `${killed} of ${results.length} are caught.`,
    "",
    "| name | clause | what is wrong | trace | where | what differs | reported |",
    "|---|---|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

export function summaryOf(
  totals: readonly ProfileTotal[],
  results: readonly CorpusResult[],
  graphs: readonly GraphResult[],
  mutants: readonly MutantResult[],
): Json {
  return {
    profiles: totals.map((total) => {
      const { profile, word, traces, steps, compared, diverges, inconclusive, words } = total;
      return { profile, word, traces, steps, compared, diverges, inconclusive, words };
    }),
    diverges: results.flatMap(({ diverges }) => diverges),
    inconclusive: results.flatMap(({ inconclusive }) => inconclusive),
    graphs: graphs.map(({ corpus, verdict }) => ({ corpus: corpus.file.header.id, ...verdict })),
    mutants: mutants.map(({ mutant, kill }) => ({
      name: mutant.name,
      clause: mutant.clause,
      kill: kill ?? null,
    })),
  };
}

function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}
