/**
 * What a result says, counted afresh from its cases. In: a result, and which clauses there are.
 * Out: the standing of the run and of each profile, the matrix clause x word, the cases that are
 * not green. The footer is believed only where it says less than the cases do.
 * @module
 */
import type { CaseLine, CaseWord, ProfileWord, Result } from "../replay/result.ts";
import { CASE_WORDS } from "../replay/result.ts";

/** The norm as reports need it: the sentence of each clause, and the clauses of each profile. */
export type Norm = {
  readonly sentences: ReadonlyMap<string, string>;
  readonly cores: ReadonlyMap<string, readonly string[]>;
};

export type Counts = ReadonlyMap<CaseWord, number>;

/** From best to worst. Only the first is *conformant*. */
export const STANDINGS = ["conforms", "partial", "inconclusive", "known-fail", "diverges"] as const;
export type Standing = (typeof STANDINGS)[number];

const IN_WORDS: Readonly<Record<Standing, string>> = {
  conforms: "conforms",
  partial: "partial",
  inconclusive: "could not be judged",
  "known-fail": "not conformant: known failures",
  diverges: "not conformant",
};

export function standingInWords(standing: Standing): string {
  return IN_WORDS[standing];
}

/** Words that say that the subject did otherwise than demanded. */
const DIVERGING: readonly CaseWord[] = ["fail", "stale"];
const GREEN: readonly CaseWord[] = ["pass", "not-applicable"];

export function isGreen({ word }: CaseLine): boolean {
  return GREEN.includes(word);
}

export function countWords(cases: readonly CaseLine[]): Counts {
  const counts = Map.groupBy(cases, ({ word }) => word);
  return new Map(
    CASE_WORDS.flatMap((word): [CaseWord, number][] => {
      const own = counts.get(word);
      return own === undefined ? [] : [[word, own.length]];
    }),
  );
}

export type ProfileTally = {
  readonly profile: string;
  readonly standing: Standing;
  readonly cases: readonly CaseLine[];
  readonly counts: Counts;
  readonly steps: number;
  readonly compared: number;
};

export function profileTallies({ header, cases, footer }: Result): readonly ProfileTally[] {
  const profiles = new Set<string>([
    ...header.profiles,
    ...footer.profiles.map(({ profile }) => profile),
    ...cases.map(({ profile }) => profile),
  ]);
  return [...profiles].map((profile) => {
    const own = cases.filter((each) => each.profile === profile);
    const passing = own.filter(({ word }) => word === "pass");
    const told = footer.profiles.find((each) => each.profile === profile);
    // A profile that the footer leaves out was asked for and not finished.
    const says = told === undefined ? "inconclusive" : standingOf(told.word, told.partial);
    return {
      profile,
      standing: worst([says, standingOf(wordFrom(own), false)]),
      cases: own,
      counts: countWords(own),
      steps: passing.reduce((sum, { steps }) => sum + steps, 0),
      compared: passing.reduce((sum, { compared }) => sum + compared, 0),
    };
  });
}

/** The run as a whole: its worst profile, and never better than its exit code. */
export function standingOfRun(result: Result): Standing {
  const profiles = profileTallies(result).map(({ standing }) => standing);
  const { exit } = result.footer;
  const told: Standing = exit === 0 ? "conforms" : exit === 1 ? "diverges" : "inconclusive";
  return profiles.length === 0 ? worst(["inconclusive", told]) : worst([...profiles, told]);
}

function standingOf(word: ProfileWord, partial: boolean): Standing {
  return word === "conforms" && partial ? "partial" : word;
}

function wordFrom(cases: readonly CaseLine[]): ProfileWord {
  if (cases.some(({ word }) => DIVERGING.includes(word))) return "diverges";
  if (cases.some((each) => !isGreen(each) && each.word !== "known-fail")) return "inconclusive";
  if (cases.some(({ word }) => word === "known-fail")) return "known-fail";
  return cases.some(({ compared }) => compared > 0) ? "conforms" : "inconclusive";
}

function worst(standings: readonly Standing[]): Standing {
  const ranks = standings.map((standing) => STANDINGS.indexOf(standing));
  return STANDINGS[Math.max(...ranks)] ?? "inconclusive";
}

export type ClauseRow = {
  readonly clause: string;
  readonly sentence: string;
  /** Cases that pass and go through the clause. */
  readonly pass: number;
  /** Cases that are not green and name the clause, by word. */
  readonly against: Counts;
  /** Cases that go through it and ended for another reason: they say nothing of it. */
  readonly open: number;
};

/** The clauses that the profile lists or that its cases go through, as they stand in the norm. */
export function clauseRows({ profile, cases }: ProfileTally, norm: Norm): readonly ClauseRow[] {
  const named = new Set([
    ...(norm.cores.get(profile) ?? []),
    ...cases.flatMap(({ clauses, failure }) => [...clauses, failure?.clause ?? ""]),
  ]);
  const known = [...norm.sentences.keys()].filter((clause) => named.has(clause));
  const unknown = [...named].filter((clause) => clause !== "" && !norm.sentences.has(clause));
  return [...known, ...unknown.toSorted()].map((clause) => {
    const through = cases.filter(({ clauses }) => clauses.includes(clause));
    const blamed = cases.filter((each) => !isGreen(each) && each.failure?.clause === clause);
    return {
      clause,
      sentence: norm.sentences.get(clause) ?? "",
      pass: through.filter(({ word }) => word === "pass").length,
      against: countWords(blamed),
      open: through.filter((each) => !isGreen(each) && each.failure?.clause !== clause).length,
    };
  });
}

/** The name of the guard is for those who write one. */
export function withoutGuard(sentence: string): string {
  return sentence.replace(/ \(guard `\w+`\)$/, "");
}

export function notGreen(cases: readonly CaseLine[]): readonly CaseLine[] {
  return cases.filter((each) => !isGreen(each));
}

/** One case may stand in a result several times: as it is, under fresh keys, under faults. */
export function nameOf({ id, binding, axis }: CaseLine): string {
  const facts = [...(binding === "corpus" ? [] : [binding]), ...(axis === undefined ? [] : [axis])];
  return facts.length === 0 ? id : `${id} (${facts.join(", ")})`;
}

/** The command that shows the case again. */
export function againFor(
  { header }: Pick<Result, "header">,
  { id, binding, axis, failure }: CaseLine,
): string {
  if (failure?.explanation?.again !== undefined) return failure.explanation.again;
  const { seed, subject } = header;
  const network = binding === "corpus" ? "" : ` --network ${binding}`;
  const axes = axis === undefined ? "" : ` --axes ${axis} --axes-sample 100`;
  const who = subject.command ?? "-- COMMAND";
  return `flashmesh certify --filter ${id}${network}${axes} --seed ${seed} ${who}`;
}
