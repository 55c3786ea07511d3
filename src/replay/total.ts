/**
 * The sums of a run. In: its case lines, and how many cases each profile has. Out: counts per word,
 * a result per profile, and the exit code. Nothing compared is no pass, whatever else was seen.
 * @module
 */
import type { Profile } from "../vector/lines.ts";
import type { Case } from "./case.ts";
import type { CaseLine, CaseWord, ProfileResult, ProfileWord, ResultFooter } from "./result.ts";
import { CASE_WORDS, CORPUS_BINDING } from "./result.ts";

export type WordCounts = ResultFooter["words"];

export function countWords(cases: readonly CaseLine[]): WordCounts {
  const counts: { [word in CaseWord]?: number } = {};
  for (const word of CASE_WORDS) {
    const count = cases.filter((each) => each.word === word).length;
    if (count > 0) counts[word] = count;
  }
  return counts;
}

/** `whole` has the number of cases of each profile. One of which nothing was run has no result. */
export function profileResults(
  cases: readonly CaseLine[],
  whole: ReadonlyMap<Profile, number>,
): readonly ProfileResult[] {
  return [...whole].flatMap(([profile, all]) => {
    const own = cases.filter((each) => each.profile === profile);
    if (own.length === 0) return [];
    const passed = own.filter(({ word }) => word === "pass");
    const without = own.filter(({ axis }) => axis === undefined);
    const plain = without.filter(({ binding }) => binding === CORPUS_BINDING);
    const sum = (of: (line: CaseLine) => number): number =>
      passed.reduce((total, line) => total + of(line), 0);
    return [
      {
        profile,
        word: profileWord(own),
        // Answers to the stored cases alone may be recorded ones: that is no more than a part.
        partial: plain.length < all || plain.length === without.length,
        cases: own.length,
        steps: sum(({ steps }) => steps),
        compared: sum(({ compared }) => compared),
      },
    ];
  });
}

/** How many of the cases each profile has. */
export function sizesOf(
  cases: readonly Case[],
  profiles: readonly Profile[],
): ReadonlyMap<Profile, number> {
  const count = (profile: Profile): number =>
    cases.filter(({ corpus }) => corpus.file.header.profile === profile).length;
  return new Map(profiles.map((profile) => [profile, count(profile)]));
}

function profileWord(cases: readonly CaseLine[]): ProfileWord {
  const exit = exitOf(cases);
  if (exit === 1) return "diverges";
  if (exit !== 0) return "inconclusive";
  return cases.some(({ word }) => word === "known-fail") ? "known-fail" : "conforms";
}

/** 4 if we are wrong; else 1 if something diverges; else 2 if something was not judged; else 0. */
export function exitOf(cases: readonly CaseLine[]): 0 | 1 | 2 | 4 {
  const exits = cases.map(({ word }) => EXITS[word]);
  if (exits.includes(4)) return 4;
  if (exits.includes(1)) return 1;
  const judged = cases.some(({ word }) => word === "pass" || word === "known-fail");
  return exits.includes(2) || !judged ? 2 : 0;
}

const EXITS: { readonly [word in CaseWord]: 0 | 1 | 2 | 4 } = {
  pass: 0,
  "known-fail": 0,
  "not-applicable": 0,
  fail: 1,
  stale: 1,
  flaky: 2,
  crashed: 2,
  hung: 2,
  untestable: 2,
  inconclusive: 2,
  "kit-error": 4,
};
