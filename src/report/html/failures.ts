/**
 * Every case that is not green, by profile and by the clause that it breaks. In: tallies. Out:
 * markup: the requirement, what was demanded and what came, the state, the guard, what would break,
 * what was said, the command.
 * @module
 */
import type { CaseLine, Explanation, Failure, Result } from "../../replay/result.ts";
import { jsonDifference } from "../json-difference.ts";
import type { Norm, ProfileTally } from "../tally.ts";
import { againFor, nameOf, notGreen } from "../tally.ts";
import { grouped } from "../check.ts";
import { counted } from "../visible.ts";
import type { Markup } from "./markup.ts";
import { NOTHING, markup } from "./markup.ts";
import { sequenceFigure } from "./sequence.ts";
import { row, table } from "./table.ts";
import { caseWord, prose } from "./words.ts";

/** More than anyone opens of one clause; the count tells of the rest. */
const CASES_SHOWN = 25;
const NO_CLAUSE = "none";

/** Where the cases stand that break a clause. */
export function groupAnchor(profile: string, clause: string): string {
  return `against-${profile}-${clause}`;
}

export function failureSection(
  result: Result,
  tallies: readonly ProfileTally[],
  norm: Norm,
): Markup {
  const groups = tallies.flatMap(({ profile, cases }) => {
    const byClause = Map.groupBy(notGreen(cases), ({ failure }) => failure?.clause ?? NO_CLAUSE);
    const rows = [...byClause].map(([clause, own]) => ({ profile, clause, own: bestFirst(own) }));
    // What is said against a clause says more than what could not be judged.
    return rows.toSorted((left, right) => Number(isNone(left)) - Number(isNone(right)));
  });
  if (groups.length === 0) return NOTHING;
  return markup`<section id="cases">
    <h2>Cases that are not green</h2>
    ${groups.map((group, at) => groupOf(result, { ...group, first: at === 0 }, norm))}
    </section>`;
}

type Group = {
  readonly profile: string;
  readonly clause: string;
  readonly own: readonly CaseLine[];
  /** Its first case is open, to show what there is. */
  readonly first: boolean;
};

function groupOf(result: Result, { profile, clause, own, first }: Group, norm: Norm): Markup {
  const sentence = own[0]?.failure?.sentence ?? norm.sentences.get(clause) ?? "";
  const heading = clause === NO_CLAUSE ? "without a clause" : clause;
  const shown = own.slice(0, CASES_SHOWN);
  const more = own.length - shown.length;
  return markup`<div id="${groupAnchor(profile, clause)}">
    <h3>${profile}, ${heading} <span class="soft">${counted(own.length, "case")}</span></h3>
    ${sentence === "" ? "" : markup`<blockquote><p>${prose(sentence)}</p></blockquote>`}
    ${shown.map((each, at) => caseDetails(result, each, first && at === 0))}
    ${more > 0 ? moreNote(more) : ""}</div>`;
}

function moreNote(more: number): Markup {
  return markup`<p class="soft small">and ${grouped(more)} more; the result stream names them
    all</p>`;
}

function isNone({ clause }: { readonly clause: string }): boolean {
  return clause === NO_CLAUSE;
}

/** What explains itself stands first; else the order of the corpus stays. */
function bestFirst(cases: readonly CaseLine[]): readonly CaseLine[] {
  const telling = cases.filter(({ failure }) => failure?.explanation !== undefined);
  return [...telling, ...cases.filter((each) => !telling.includes(each))];
}

function caseDetails(result: Result, each: CaseLine, open: boolean): Markup {
  const { failure, word, suite, steps, title, baseline } = each;
  const where = failure === undefined ? "" : `, step ${failure.step} of ${steps}: ${failure.key}`;
  const kept = failure?.explanation?.kept;
  return markup`<details${open ? markup` open` : ""}>
    <summary><span class="id">${nameOf(each)}</span>${caseWord(word)}
    <span class="soft small">${suite}${where}</span></summary>
    <div><p class="soft small">${title}</p>
    ${baseline === undefined ? "" : markup`<p>In the baseline: ${baseline.reason}</p>`}
    ${failure === undefined ? "" : failureParts(failure)}
    <h4>Again</h4>
    <div class="command"><pre>${againFor(result, each)}</pre>
    <button type="button">Copy</button></div>
    ${kept === undefined ? "" : markup`<p class="soft small">Kept in <code>${kept}</code></p>`}
    </div></details>`;
}

function failureParts(failure: Failure): Markup {
  const { input, step, key, why, twice, fault, explanation } = failure;
  const place = input === "" ? "The opening itself" : `Step ${step}, input ${input}`;
  const again = twice === true ? ", twice, from a fresh start" : "";
  const facts = fault === undefined ? "" : `${fault.code} ${JSON.stringify(fault.data)}`;
  return markup`<p>${place}: <code>${key}</code>${again}.</p>
    ${why === undefined ? "" : markup`<p>${why}</p>`}
    ${facts === "" ? "" : markup`<pre>${facts}</pre>`}
    ${explanation === undefined ? "" : inWords(explanation)}
    ${difference(failure)}
    ${explanation === undefined ? "" : explained(explanation)}`;
}

function inWords({ step, allowed, came }: Explanation): Markup {
  const rows = [
    ["step", step],
    ["allowed", allowed],
    ["came", came],
  ] as const;
  return markup`<dl class="facts">${rows.map(([term, text]) =>
    text === undefined ? "" : markup`<dt>${term}</dt><dd>${text}</dd>`,
  )}</dl>`;
}

const MARKS = { same: " ", demanded: "−", came: "+" } as const;

function difference({ expected, actual }: Failure): Markup {
  const lines = jsonDifference(expected, actual);
  if (lines.length === 0) return NOTHING;
  return markup`<h4>Demanded <span class="good">−</span> and came <span class="bad">+</span></h4>
    <pre class="difference">${lines.map(
      ({ mark, depth, text }) =>
        markup`<span class="${mark}">${MARKS[mark]} ${"  ".repeat(depth)}${text}</span>`,
    )}</pre>`;
}

function explained(explanation: Explanation): Markup {
  const { guard, state = [], so_what: soWhat, shrunk, transcript = [] } = explanation;
  const model = explanation.in_model;
  return markup`${state.length === 0 ? "" : stateTable(state)}
    ${guard === undefined ? "" : guardPart(guard)}
    ${soWhat === undefined ? "" : consequence(brokenClaim(soWhat), soWhat.steps)}
    ${model === undefined ? "" : consequence(brokenModel(model), model.steps)}
    ${shrunk === undefined ? "" : shrunkPart(shrunk)}
    ${transcript.length === 0 ? "" : markup`<h4>What was said</h4>${sequenceFigure(transcript)}`}`;
}

function guardPart({ name, module, values }: NonNullable<Explanation["guard"]>): Markup {
  return markup`<h4>Guard</h4><p>${code(name)} of ${code(module)} is false.</p>
    ${values.length === 0 ? "" : markup`<pre>${values.join("\n")}</pre>`}`;
}

function shrunkPart(shrunk: NonNullable<Explanation["shrunk"]>): Markup {
  const { id, from_steps: from, to_steps: to, inputs, tried, stopped } = shrunk;
  const end = stopped === true ? "; the search was stopped, there may be a shorter one" : "";
  return markup`<h4>Shortest trace found</h4>
    <p>${code(id)}: ${grouped(to)} of ${counted(from, "step")};
    ${counted(tried, "replay")} tried${end}.</p>
    <ol class="steps">${inputs.map((name) => markup`<li>${code(name)}</li>`)}</ol>`;
}

function stateTable(state: NonNullable<Explanation["state"]>): Markup {
  const rows = state.map(({ key, before, now, demanded }) =>
    row(key, [code(before), code(now), code(demanded)]),
  );
  return markup`<h4>State</h4>${table("State", ["key", "before", "now", "must be"], rows)}`;
}

function consequence(says: Markup, steps: readonly string[]): Markup {
  const list = markup`<ol class="steps">${steps.map((step) => markup`<li>${step}</li>`)}</ol>`;
  return markup`<h4>So what</h4><p>${says}</p>${steps.length === 0 ? "" : list}`;
}

function brokenModel({ model, invariant }: NonNullable<Explanation["in_model"]>): Markup {
  return markup`Where no member has this guard (model ${code(model)}), ${code(invariant)} breaks:`;
}

function brokenClaim(soWhat: NonNullable<Explanation["so_what"]>): Markup {
  const { invariant, module, how = "", bound } = soWhat;
  if (invariant === "") {
    const within = bound === undefined ? "" : ` within ${counted(bound, "further input")}`;
    return markup`No claim of the model is seen to break${within}.`;
  }
  const claim = markup`${code(invariant)} of ${code(module)} breaks${how === "" ? "" : `: ${how}`}`;
  return markup`If this goes on, ${claim}`;
}

function code(text: string): Markup {
  return markup`<code>${text}</code>`;
}
