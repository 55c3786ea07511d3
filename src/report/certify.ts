/**
 * `flashmesh certify` in words and as a summary. In: a result stream, and for what it does not hold
 * the verdicts behind it. Out: lines: per profile what was replayed, compared and found; each
 * failure; whether the graphs are equal; what the faulty references show; the last word.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { UNEXPLAINED } from "../replay/baseline.ts";
import type { GraphResult } from "../replay/certify.ts";
import { namesOf } from "../replay/corpus.ts";
import type { Judged } from "../replay/crew.ts";
import type { MutantResult } from "../replay/mutants.ts";
import type { CaseLine, ProfileResult, Result } from "../replay/result.ts";
import type { WordCounts } from "../replay/total.ts";
import { countWords } from "../replay/total.ts";
import { byText } from "../vector/names.ts";
import { divergenceLines } from "./divergence.ts";
import { explainedLines } from "./explained.ts";
import { grouped } from "./check.ts";
import { unjudgedLines } from "./unjudged.ts";

/** As many failures as anyone reads at once; the count tells of the rest. */
const FAILURES_TOLD = 5;

export type Told = Pick<Result, "header" | "cases" | "notes"> & {
  readonly footer: Pick<Result["footer"], "profiles" | "words" | "exit">;
};

export function headLine({ subject, seed, options }: Result["header"]): string {
  const { name, version, language } = subject;
  const shard = options.shard === undefined ? "" : `, shard ${options.shard}`;
  const { fresh_network: network } = options;
  const fresh = network === undefined ? "" : `, network ${network}`;
  return `${name} ${version} (${language}), seed ${seed}${fresh}${shard}`;
}

export function totalLines({ cases, footer }: Told): readonly string[] {
  const rows = footer.profiles.map((total) => [
    total.profile,
    `${grouped(total.cases)} traces`,
    `${grouped(total.steps)} steps`,
    `${grouped(total.compared)} comparisons`,
    wordsFor(total, countWords(cases.filter(({ profile }) => profile === total.profile))),
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) =>
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

function wordsFor({ word, partial }: ProfileResult, counts: WordCounts): string {
  const others = Object.entries(counts)
    .filter(([each]) => each !== "pass")
    .map(([each, count]) => `${count} ${each}`);
  const said = others.length === 0 ? "" : ` (${others.join(", ")})`;
  if (word === "conforms") return `conforms${partial ? " in part" : ""}${said}`;
  if (said === "") return `${word.toUpperCase()} (nothing was compared)`;
  return `${word === "known-fail" ? "KNOWN FAILURES" : word.toUpperCase()}${said}`;
}

/** What failures are told with. */
export type Telling = {
  readonly sentences: ReadonlyMap<string, string>;
  readonly again: (line: CaseLine) => string;
  /** Columns there are. */
  readonly width: number;
};

/** What is not as it should be: a few failures in full, and every entry of the baseline. */
export function findingLines(
  cases: readonly CaseLine[],
  judged: readonly Judged[],
  { sentences, again, width }: Telling,
): readonly string[] {
  const unjudged = judged.flatMap(({ verdict }, index) => {
    const line = cases[index];
    if (line === undefined || !NEWS.includes(line.word) || verdict.kind !== "inconclusive")
      return [];
    return [{ verdict, again: again(line) }];
  });
  const diverging = judged.flatMap(({ of, verdict }, index) => {
    const line = cases[index];
    if (line === undefined || !NEWS.includes(line.word) || verdict.kind !== "diverges") return [];
    return [{ of, verdict, line }];
  });
  // Where some are explained, the others say nothing that these do not.
  const whole = diverging.filter(({ line }) => line.failure?.explanation !== undefined);
  const shown = (whole.length > 0 ? whole : diverging).slice(0, FAILURES_TOLD);
  const told = shown.flatMap(({ of: { corpus }, verdict, line }) => {
    const { failure } = line;
    if (failure?.explanation !== undefined) {
      return ["", ...explainedLines({ ...line, failure }, width)];
    }
    return ["", ...divergenceLines(corpus, verdict, sentences, again(line))];
  });
  const rest = diverging.length - shown.length;
  const open = unjudgedLines(unjudged, FAILURES_TOLD);
  return [...told, ...(rest > 0 ? ["", `and ${rest} more`] : []), ...open, ...baselineLines(cases)];
}

/** Words that are told in full. */
const NEWS: readonly string[] = [
  "fail",
  "stale",
  "flaky",
  "crashed",
  "hung",
  "untestable",
  "inconclusive",
  "kit-error",
];

/** Reasons and issues stand in every report. */
function baselineLines(cases: readonly CaseLine[]): readonly string[] {
  return cases.flatMap(({ word, id, failure, baseline }) => {
    if (baseline === undefined) return [];
    const { reason, issue, until } = baseline;
    const where = failure === undefined ? "it conforms" : `step ${failure.step}, ${failure.key}`;
    const more = [issue, until === undefined ? undefined : `until ${until}`];
    const why = [reason, ...more.filter((each) => each !== undefined)].join(", ");
    if (word === "known-fail") return [`KNOWN     ${id}  ${where}: ${why}`];
    return word === "stale"
      ? [`STALE     ${id}  ${where}, and the baseline says otherwise: ${why}`]
      : [];
  });
}

/** The last word on each profile. Only what was run as a whole and is all green is conformant. */
export function lastLines({ cases, footer: { profiles, exit } }: Told): readonly string[] {
  return profiles.flatMap(({ profile, word, partial, cases: count }) => {
    const own = cases.filter((each) => each.profile === profile && each.word === "known-fail");
    const open = own.filter(({ baseline }) => baseline?.reason === UNEXPLAINED);
    if (word === "known-fail") {
      const known = `${own.length} known failures, ${open.length} of them unexplained`;
      return [`${profile}: not conformant: ${known}`];
    }
    if (word !== "conforms") return [`${profile}: not conformant`];
    if (partial) return [`${profile}: ${count} cases were run; a part is never conformant`];
    return exit === 0 ? [`${profile}: conformant`] : [`${profile}: its cases conform`];
  });
}

export function graphLines(results: readonly GraphResult[]): readonly string[] {
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
  return [
    `graphs    ${word}: ${grouped(states)} states, ${grouped(edges)} edges in ` +
      `${equal.length} of ${results.length} graphs, told apart by all their bytes`,
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
  const rows = results.map(({ mutant: { name, clause, part, about }, kill, kills = [] }) =>
    JSON.stringify({ name, clause, part, about, kill: kill ?? null, kills }),
  );
  const head = '"generated_by":"flashmesh certify reference --mutants --write"';
  return `{${head},"mutants":[\n${rows.join(",\n")}\n]}\n`;
}

/** `mutants.md`: the same for people. */
export function mutantPage(results: readonly MutantResult[]): string {
  const killed = results.filter(({ kill }) => kill !== undefined).length;
  const rows = results.map(({ mutant, kill, kills = [] }) => {
    const profiles = kills.map(({ corpus }) => corpus.slice(0, corpus.indexOf("/")));
    const seen =
      kill === undefined
        ? ["**survives**", "", "", "", ""]
        : [
            kill.trace,
            `${kill.corpus}, step ${kill.step}`,
            `${kill.input}: ${kill.what}`,
            kill.clause,
            profiles.toSorted(byText).join(", "),
          ];
    return `| ${[mutant.name, mutant.clause, mutant.about, ...seen].join(" | ")} |`;
  });
  return [
    "# Faulty references, and the trace that catches each",
    "",
    "Made by `flashmesh certify reference --mutants --write`. Each drops one rule; the trace named",
    "is the first that tells it from the model, and *reported* the clause it is reported under.",
    "*Profiles* are those whose own cases catch it: green in another one does not rule it out.",
    "",
    `${killed} of ${results.length} are caught.`,
    "",
    "| name | clause | what is wrong | trace | where | what differs | reported | profiles |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

export function summaryOf(
  { header, footer, cases }: Told,
  judged: readonly Judged[],
  graphs: readonly GraphResult[],
  mutants: readonly MutantResult[],
): Json {
  const verdicts = judged.map(({ verdict }) => verdict);
  const diverges = verdicts.filter(({ kind }) => kind === "diverges");
  const inconclusive = verdicts.filter(({ kind }) => kind === "inconclusive");
  return {
    seed: header.seed,
    exit: footer.exit,
    words: { ...footer.words },
    profiles: footer.profiles.map(({ profile, word, partial, cases: traces, steps, compared }) => {
      const own = cases.filter((each) => each.profile === profile);
      const words = countWords(own);
      const failed = own.filter(({ failure }) => failure !== undefined);
      return {
        profile,
        word,
        partial,
        traces,
        steps,
        compared,
        diverges: failed.filter(({ failure }) => failure?.expected !== undefined).length,
        inconclusive: failed.filter(({ failure }) => failure?.expected === undefined).length,
        words: { ...words },
      };
    }),
    diverges,
    inconclusive,
    graphs: graphs.map(({ corpus, verdict }) => ({ corpus: corpus.file.header.id, ...verdict })),
    mutants: mutants.map(({ mutant, kill }) => ({
      name: mutant.name,
      clause: mutant.clause,
      kill: kill ?? null,
    })),
  };
}
