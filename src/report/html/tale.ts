/**
 * A tale as one page: the rule, who is in it, the diagram, each step with what everybody then knew,
 * and where it goes wrong. In: a tale. Out: HTML without a script, the same for the same tale.
 * @module
 */
import { print } from "../../value/print.ts";
import { phrase } from "../phrase.ts";
import type { Breach, Tale, TaleStep } from "../tale.ts";
import { figureOf, peopleByRole, rowsOf } from "../tale-figure.ts";
import {
  breachInWords,
  brokenInWords,
  knownInWords,
  loopInWords,
  paymentInWords,
  startOf,
} from "../tale-lines.ts";
import { documentText } from "./document.ts";
import type { Markup } from "./markup.ts";
import { NOTHING, markup } from "./markup.ts";
import { sequenceFigure } from "./sequence.ts";
import { row, table } from "./table.ts";
import { prose } from "./words.ts";

export function talePage(tale: Tale): string {
  const { introduction, model, breach, loop, steps } = tale;
  const loops = loopInWords(loop, steps.length);
  const end = breach === undefined ? undefined : brokenInWords(breach);
  const content = markup`<main>
    <header><p class="over">A run of the model ${model.name}, as TLC found it</p>
    <h1>${introduction.title}</h1>
    ${breach === undefined ? "" : verdict(tale, breach)}
    ${introduction.text.map((text) => markup`<p>${prose(text)}</p>`)}</header>
    <section><h2>What happens</h2>
    ${peopleList(tale)}
    ${sequenceFigure(rowsOf(tale), figureOf(tale), end)}
    ${loops === undefined ? "" : markup`<p>${loops}</p>`}</section>
    <section><h2>Step by step, and what everybody then knew</h2>
    <ol class="told">${startItem(tale)}
    ${steps.slice(1).map((step) => stepItem(step, breach))}</ol></section>
    ${breach === undefined ? "" : breachSection(breach)}
    ${factSection(tale)}
    </main>
    <footer>Made by <code>flashmesh explain ${model.name}</code>. The steps and the values are those
    that the checker printed; nothing here was written by hand but the introduction.</footer>`;
  return documentText(`${model.name}: ${introduction.title}`, content);
}

function verdict({ steps }: Tale, breach: Breach): Markup {
  return markup`<div class="verdict diverges"><strong>${brokenInWords(breach)}</strong>
    ${steps.length - 1} ${steps.length === 2 ? "step" : "steps"} from the start.</div>`;
}

function peopleList(tale: Tale): Markup {
  const people = peopleByRole(tale).map(
    ({ names, role }) => markup`<dt>${names}</dt><dd>${role}</dd>`,
  );
  const payments = [...tale.nicknames.values()].map(
    ({ name, claim }) => markup`<dt>${name}</dt><dd>${paymentInWords(claim)}</dd>`,
  );
  return people.length + payments.length === 0
    ? NOTHING
    : markup`<dl class="facts">${people}${payments}</dl>`;
}

function startItem(tale: Tale): Markup {
  const items = startOf(tale).map(({ who, words }) => markup`<li>${who}: ${words}</li>`);
  return markup`<li><span class="count">1</span><div><p>The start</p><ul>${items}</ul></div></li>`;
}

function stepItem(
  { number, rows, knowledge, state }: TaleStep,
  breach: Breach | undefined,
): Markup {
  const wrong = breach?.about !== "for ever" && breach?.step === number ? "wrong" : "";
  const acts = rows.map(({ from, to, label, note }) => {
    const who = from === to ? from : `${from} → ${to}`;
    const more = note === undefined ? "" : markup` <span class="soft">(${note})</span>`;
    return markup`<p><strong>${who}</strong> ${label}${more}</p>`;
  });
  const known = knowledge.flatMap(({ who, changes }) =>
    changes.map((each) => markup`<li>${knownInWords(who, each)}</li>`),
  );
  return markup`<li class="${wrong}"><span class="count">${number}</span>
    <div>${acts}<ul>${known}</ul>${wholeState(state)}</div></li>`;
}

/** Everything that is true after the step, for who does not believe the difference. */
function wholeState(state: TaleStep["state"]): Markup {
  const rows = state.map(([variable, value]) =>
    row(variable, [markup`<code>${print(value)}</code>`]),
  );
  return markup`<details><summary class="small soft">the whole state</summary>
    ${table("State", ["variable", "value"], rows)}</details>`;
}

function breachSection(breach: Breach): Markup {
  const { definition, values } = breach;
  const rows = values.map(([name, value]) =>
    row(name, [phrase(value), markup`<code>${print(value)}</code>`]),
  );
  const text =
    definition === undefined
      ? NOTHING
      : markup`<h3>What the module says</h3>
        ${definition.comment === "" ? "" : markup`<p>${definition.comment}</p>`}
        <pre>${definition.text}</pre>`;
  return markup`<section id="wrong"><h2>Where it goes wrong</h2>
    <p>${breachInWords(breach)}</p>
    ${rows.length === 0 ? "" : table("Values", ["name", "what it is", "in TLA+"], rows)}
    ${text}</section>`;
}

function factSection({ model }: Tale): Markup {
  const set = Object.entries(model.set).map(([name, value]) =>
    value.startsWith("<-") ? `${name} ${value}` : `${name} = ${value}`,
  );
  const facts = [
    ["suite", model.suite],
    ["module", model.module],
    ["configuration", model.config],
    ["with", set.join(", ")],
    ["about", model.about],
  ] as const;
  const told = facts.filter(([, text]) => text !== "");
  return markup`<section><h2>The model</h2><dl class="facts">
    ${told.map(([term, text]) => markup`<dt>${term}</dt><dd>${text}</dd>`)}</dl></section>`;
}
