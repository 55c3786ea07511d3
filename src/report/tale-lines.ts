/**
 * A tale in a terminal: what the rule is, who is in it, the diagram, each step with what everybody
 * then knew, and where it goes wrong. In: a tale. Out: lines no wider than asked, unless one word
 * is, or a line of a module, which is shown as it stands.
 * @module
 */
import type { Change } from "../value/diff.ts";
import { print } from "../value/print.ts";
import type { Value } from "../value/value.ts";
import { field } from "../value/value.ts";
import { changeInWords, phrase } from "./phrase.ts";
import { sequenceLines } from "./sequence.ts";
import { wrapped } from "./story.ts";
import type { Breach, Tale, TaleStep } from "./tale.ts";
import { figureOf, peopleByRole, rowsOf } from "./tale-figure.ts";
import { visible } from "./visible.ts";

/** A part of a state that is longer is cut; the page and the data have it whole. */
const PART_MAX = 400;

export function taleLines(tale: Tale, width: number): readonly string[] {
  const { model, introduction, breach } = tale;
  return [
    ...told(visible(`${model.name}: ${introduction.title}`), "  ", width),
    ...introduction.text.flatMap((text) => ["", ...indented(text, "  ", width)]),
    "",
    ...peopleLines(tale, width),
    ...paymentLines(tale, width),
    ...sequenceLines(rowsOf(tale), width - 2, figureOf(tale)).map((line) => `  ${line}`.trimEnd()),
    ...loopLines(tale),
    ...(breach === undefined ? [] : [`  ${bandOf(breach, width - 2)}`]),
    "",
    "step by step",
    "  1. the start",
    ...startLines(tale, width),
    ...tale.steps.slice(1).flatMap((step) => stepLines(step, width)),
    ...(breach === undefined ? [] : ["", ...breachLines(breach, width)]),
  ];
}

function peopleLines(tale: Tale, width: number): readonly string[] {
  const rows = peopleByRole(tale);
  if (rows.length === 0) return [];
  const wide = Math.max(...rows.map(({ names }) => names.length));
  const lines = rows.flatMap(({ names, role }) =>
    told(`  ${names.padEnd(wide)}  ${role}`, " ".repeat(wide + 4), width),
  );
  return [...lines, ""];
}

function paymentLines({ nicknames }: Tale, width: number): readonly string[] {
  const lines = [...nicknames.values()].flatMap(({ name, claim }) =>
    told(`  ${name}: ${paymentInWords(claim)}`, "      ", width),
  );
  return lines.length === 0 ? [] : [...lines, ""];
}

export function paymentInWords(claim: Value): string {
  const [who, whom, much, nonce] = ["sender", "recipient", "amount", "nonce"].map((name) => {
    const value = field(claim, name);
    if (value === undefined) return "?";
    return value.kind === "string" ? value.value : print(value);
  });
  return visible(`${who ?? ""} pays ${whom ?? ""} ${much ?? ""} at nonce ${nonce ?? ""}`);
}

function loopLines({ loop, steps }: Tale): readonly string[] {
  const text = loopInWords(loop, steps.length);
  return text === undefined ? [] : [`  ${text}`];
}

export function loopInWords(loop: number | null, length: number): string | undefined {
  if (loop === null) return undefined;
  return loop === length ? "and there it stays for ever" : `and back to step ${loop}, for ever`;
}

/** `xxx NoDoubleSpend is false xxx`, below the lifelines. */
function bandOf(breach: Breach, width: number): string {
  const text = ` ${visible(brokenInWords(breach), 70)} `;
  const rest = Math.max(6, Math.min(width, 90) - text.length);
  return `${"x".repeat(Math.floor(rest / 2))}${text}${"x".repeat(Math.ceil(rest / 2))}`;
}

export function brokenInWords({ property, about }: Breach): string {
  if (property === "Deadlock") return "nothing more can happen";
  if (property === "Assert") return "an assertion of the model fails";
  switch (about) {
    case "states":
      return `${property} is false`;
    case "steps":
      return `${property} allows no such step`;
    case "for ever":
      return `${property} never comes true`;
  }
}

function stepLines({ number, rows, knowledge }: TaleStep, width: number): readonly string[] {
  const head = `${String(number).padStart(3)}. `;
  const acts = rows.flatMap(({ from, to, label, note }) => {
    const who = from === to ? from : `${from} -> ${to}`;
    const more = note === undefined ? "" : `  (${note})`;
    return told(visible(`${who}: ${label}${more}`), "         ", width - 5);
  });
  const known = knowledge.flatMap(({ who, changes }) =>
    changes.flatMap((each) => told(`       ${knownInWords(who, each)}`, "           ", width)),
  );
  return [...acts.map((line, at) => `${at === 0 ? head : "     "}${line}`), ...known];
}

/** `a1 a2: shards.alice.balance: 2 becomes 1`; a variable says its own name. */
export function knownInWords(who: readonly string[], change: Change): string {
  const [owner = ""] = who;
  const what = visible(changeInWords(change), PART_MAX);
  const says = who.length === 1 && change.path.split(".")[0] === owner;
  return says ? what : `${visible(who.join(" "), PART_MAX)}: ${what}`;
}

function startLines(tale: Tale, width: number): readonly string[] {
  return startOf(tale).flatMap(({ who, words }) =>
    told(`       ${who}: ${visible(words, PART_MAX)}`, "           ", width),
  );
}

/** What there is at the start; those who begin alike are told once. */
export function startOf({
  steps,
  people,
}: Tale): readonly { readonly who: string; readonly words: string }[] {
  const names = people.map(({ name }) => name);
  return (steps[0]?.state ?? []).flatMap(([variable, value]) => {
    const parts = partsOf(value);
    if (parts.length === 0 || !parts.every(([name]) => names.includes(name))) {
      return [{ who: variable, words: phrase(value) }];
    }
    const alike = Map.groupBy(parts, ([, of]) => phrase(of));
    return [...alike].map(([words, own]) => ({
      who: `${variable} of ${own.map(([name]) => name).join(" ")}`,
      words,
    }));
  });
}

function partsOf(value: Value): readonly (readonly [name: string, of: Value])[] {
  if (value.kind === "record") return value.fields;
  return value.kind === "function" ? value.entries.map(([key, of]) => [print(key), of]) : [];
}

function breachLines(breach: Breach, width: number): readonly string[] {
  const { definition, values, property } = breach;
  return [
    "where it goes wrong",
    ...indented(breachInWords(breach), "  ", width),
    ...values.flatMap(([name, value]) =>
      told(`    ${name} = ${visible(phrase(value), PART_MAX)}`, "        ", width),
    ),
    ...(definition === undefined
      ? []
      : [
          "",
          ...indented(
            definition.comment === "" ? `${property} of ${definition.module}:` : definition.comment,
            "  ",
            width,
          ),
          ...definition.text.split("\n").map((line) => `    ${visible(line)}`),
        ]),
  ];
}

export function breachInWords(breach: Breach): string {
  const { property, about, lastTrue, step, values, definition } = breach;
  const name = definition === undefined ? property : `${property} (tla/${definition.module})`;
  const end = values.length === 0 ? "." : ", for:";
  if (property === "Deadlock" || property === "Assert") {
    return `After step ${step} ${brokenInWords(breach)}.`;
  }
  const since = lastTrue === undefined ? "" : `, and true up to step ${lastTrue}`;
  switch (about) {
    case "states":
      return `After step ${step} ${name} is false${since}${end}`;
    case "steps":
      return `Step ${step} is one that ${name} does not allow${end}`;
    case "for ever":
      return `As it goes on like this for ever, ${name} never comes true${end}`;
  }
}

/** Whoever wrote it: nothing in it moves the cursor. */
function told(line: string, indent: string, width: number): readonly string[] {
  return wrapped(visible(line), indent, width);
}

function indented(text: string, indent: string, width: number): readonly string[] {
  return told(`${indent}${visible(text)}`, indent, width);
}
