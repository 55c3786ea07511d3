/**
 * The matrix clause x result, a table for each profile. In: tallies and the norm. Out: markup. A
 * count of what is not green leads to its cases; a clause of which no case says anything is told.
 * @module
 */
import type { CaseWord } from "../../replay/result.ts";
import type { ClauseRow, Norm, ProfileTally } from "../tally.ts";
import { clauseRows } from "../tally.ts";
import { grouped } from "../check.ts";
import { groupAnchor } from "./failures.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import { table } from "./table.ts";
import { prose, standingWord, toneOf } from "./words.ts";

export function matrixSection(tallies: readonly ProfileTally[], norm: Norm): Markup {
  return markup`<section id="clauses">
    <h2>Clauses</h2>
    <p class="soft">What the protocol demands, and how many cases that go through a clause say so.
    A case counts against the one clause it breaks; of the others it goes through it says nothing,
    and counts there as <em>open</em>.</p>
    ${tallies.map((tally) => profileTable(tally, norm))}
    </section>`;
}

function profileTable(tally: ProfileTally, norm: Norm): Markup {
  const { profile, standing, counts } = tally;
  const rows = clauseRows(tally, norm);
  const words = [...counts.keys()].filter((word) => rows.some(({ against }) => against.has(word)));
  const open = rows.some((each) => each.open > 0);
  const unseen = rows.filter(isUnseen).length;
  const numbers = ["pass", ...words, ...(open ? ["open"] : [])].map((numeric) => ({ numeric }));
  const lines = rows.map((each) => clauseRow(each, { profile, words, open }));
  return markup`<h3 id="clauses-${profile}">${profile} ${standingWord(standing)}</h3>
    ${unseen > 0 ? unseenNote(unseen, rows.length) : ""}
    ${table(`Clauses of ${profile}`, ["clause", "requirement", ...numbers], lines)}`;
}

function isUnseen({ pass, against }: ClauseRow): boolean {
  return pass === 0 && against.size === 0;
}

function unseenNote(unseen: number, all: number): Markup {
  return markup`<p class="small warn">No case says anything of ${unseen} of these ${all}
    clauses.</p>`;
}

type Columns = {
  readonly profile: string;
  readonly words: readonly CaseWord[];
  readonly open: boolean;
};

function clauseRow(each: ClauseRow, { profile, words, open }: Columns): Markup {
  const { clause, sentence, pass, against } = each;
  const unseen = isUnseen(each) ? markup` class="unseen"` : "";
  const says = sentence === "" ? "(not a clause of this edition)" : prose(sentence);
  return markup`<tr${unseen}><th scope="row" class="nowrap">${clause}</th>
    <td class="sentence">${says}</td>
    ${number(pass === 0 ? "none" : grouped(pass), pass === 0)}
    ${words.map((word) => againstCell(word, against.get(word) ?? 0, { profile, clause }))}
    ${open ? number(grouped(each.open), true) : ""}</tr>`;
}

function number(text: string, faint: boolean): Markup {
  return markup`<td class="n${faint ? " zero" : ""}">${text}</td>`;
}

/** A count leads to what it counts. */
function againstCell(
  word: CaseWord,
  count: number,
  { profile, clause }: { readonly profile: string; readonly clause: string },
): Markup {
  if (count === 0) return number("0", true);
  return markup`<td class="n"><a class="count ${toneOf(word)}"
    href="#${groupAnchor(profile, clause)}"
    aria-label="${count} ${word}, ${clause}">${grouped(count)}</a></td>`;
}
