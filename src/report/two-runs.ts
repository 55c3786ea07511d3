/**
 * Two runs held against each other. In: an older and a newer result. Out: what changed: cases whose
 * word is another, cases that only one of them has, and whether anything got worse.
 * @module
 */
import type { CaseLine, CaseWord, Result } from "../replay/result.ts";
import { grouped } from "./check.ts";
import type { Standing } from "./tally.ts";
import {
  STANDINGS,
  isGreen,
  nameOf,
  profileTallies,
  standingInWords,
  standingOfRun,
} from "./tally.ts";
import { visible } from "./visible.ts";

export type Change = {
  readonly name: string;
  readonly profile: string;
  /** Absent where only one run has the case. */
  readonly before?: CaseWord;
  readonly now?: CaseWord;
  /** The clauses that its failures name, before and now. */
  readonly clauses: readonly string[];
  readonly worse: boolean;
};

export type TwoRuns = {
  readonly changes: readonly Change[];
  /** Profiles, and the run as a whole, that stand otherwise. */
  readonly standings: readonly {
    readonly of: string;
    readonly before: Standing;
    readonly now: Standing;
    readonly worse: boolean;
  }[];
  readonly worse: boolean;
};

/** Best first: what may be said of the subject after it. */
const RANKS: readonly (readonly CaseWord[])[] = [
  ["pass"],
  ["not-applicable"],
  ["known-fail"],
  ["flaky", "crashed", "hung", "untestable", "inconclusive", "kit-error"],
  ["fail", "stale"],
];

export function compareRuns(before: Result, now: Result): TwoRuns {
  const old = byPlace(before.cases);
  const fresh = byPlace(now.cases);
  const places = new Set([...fresh.keys(), ...old.keys()]);
  const changes = [...places].flatMap((place) => changeOf(old.get(place), fresh.get(place)));
  const standings = standingsOf(before, now);
  return {
    changes,
    standings,
    worse: changes.some(({ worse }) => worse) || standings.some(({ worse }) => worse),
  };
}

/** Fresh networks have another name in each run: the case is the same. */
function byPlace(cases: readonly CaseLine[]): ReadonlyMap<string, CaseLine> {
  return new Map(
    cases.map((each) => {
      const bound = each.binding === "corpus" ? "corpus" : "fresh";
      return [`${each.suite} ${each.id} ${bound} ${each.axis ?? ""}`, each];
    }),
  );
}

function changeOf(before: CaseLine | undefined, now: CaseLine | undefined): readonly Change[] {
  const each = now ?? before;
  if (each === undefined) return [];
  const clauses = [before?.failure?.clause, now?.failure?.clause].filter(
    (clause) => clause !== undefined,
  );
  // The same word for another reason is a change, too.
  const same = before?.word === now?.word && clauses[0] === clauses[1];
  if (same && (clauses.length !== 1 || before === undefined || now === undefined)) return [];
  return [
    {
      name: nameOf(each),
      profile: each.profile,
      ...(before === undefined ? {} : { before: before.word }),
      ...(now === undefined ? {} : { now: now.word }),
      clauses: [...new Set(clauses)],
      worse: isWorse(before, now),
    },
  ];
}

/** A case that is gone is no longer a pass; a new one that is not green was not there to be. */
function isWorse(before: CaseLine | undefined, now: CaseLine | undefined): boolean {
  if (now === undefined) return before?.word === "pass";
  if (before === undefined) return !isGreen(now);
  return rank(now.word) > rank(before.word);
}

function rank(word: CaseWord): number {
  return RANKS.findIndex((words) => words.includes(word));
}

function standingsOf(before: Result, now: Result): TwoRuns["standings"] {
  const old = new Map(profileTallies(before).map(({ profile, standing }) => [profile, standing]));
  const rows = profileTallies(now).flatMap(({ profile, standing }) => {
    const was = old.get(profile);
    return was === undefined ? [] : [{ of: profile, before: was, now: standing }];
  });
  const runs = { of: "the run", before: standingOfRun(before), now: standingOfRun(now) };
  return [...rows, runs]
    .filter((row) => row.before !== row.now)
    .map((row) => ({
      ...row,
      worse: STANDINGS.indexOf(row.now) > STANDINGS.indexOf(row.before),
    }));
}

export function twoRunsLines({ changes, standings, worse }: TwoRuns): readonly string[] {
  const rows = changes.map((change) => {
    const mark = change.worse ? "WORSE" : "     ";
    const clauses = change.clauses.length === 0 ? "" : `  ${change.clauses.join(", ")}`;
    return `${mark}  ${change.profile}  ${visible(change.name)}  ${move(change)}${clauses}`;
  });
  const stand = standings.map(
    ({ of, before, now, worse: down }) =>
      `${down ? "WORSE" : "     "}  ${of}: ${standingInWords(before)}, now ${standingInWords(now)}`,
  );
  const count = `${grouped(changes.length)} of the cases changed`;
  const last = worse ? "something got worse" : "nothing got worse";
  return [...rows, ...stand, `${count}; ${last}`];
}

function move({ before, now }: Change): string {
  if (before === undefined) return `new: ${now ?? ""}`;
  if (now === undefined) return `gone: was ${before}`;
  return before === now ? `${now}, for another clause` : `${before} -> ${now}`;
}
