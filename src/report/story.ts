/**
 * A counterexample as a numbered story. In: a behaviour of the model. Out: per step a title in the
 * model's words and what changed, as data for a file and as lines for people.
 * @module
 */
import type { Behaviour, Step } from "../graph/behaviour.ts";
import type { Change } from "../value/diff.ts";
import { diff } from "../value/diff.ts";
import { parse } from "../value/parse.ts";
import { print } from "../value/print.ts";
import type { Field, Value } from "../value/value.ts";
import { changeInWords, deed, phrase } from "./phrase.ts";

export type StoryStep = {
  /** From 1, as the checker counts. */
  readonly number: number;
  readonly title: string;
  readonly changes: readonly Change[];
  /** All variables, as TLA+ text. */
  readonly state: { readonly [variable: string]: string };
};

export type Story = {
  readonly steps: readonly StoryStep[];
  /** Number of the step that the behaviour returns to for ever; null for a finite one. */
  readonly loop: number | null;
};

/** Variables by which a model says what it just did; they name the step and are no change. */
const LABELS = ["act", "did"];

export function storyOf(behaviour: Behaviour): Story {
  const steps = behaviour.steps.map((step, at) => tell(step, behaviour.steps[at - 1], at + 1));
  return { steps, loop: behaviour.loop === undefined ? null : behaviour.loop + 1 };
}

function tell(step: Step, before: Step | undefined, number: number): StoryStep {
  const old = new Map(before?.variables ?? []);
  const changes = step.variables.flatMap(([name, value]) => {
    const was = old.get(name);
    return was === undefined || LABELS.includes(name) ? [] : diff(was, value, name);
  });
  const state = Object.fromEntries(step.variables.map(([name, value]) => [name, print(value)]));
  return { number, title: titleOf(step, before, changes), changes, state };
}

function titleOf(step: Step, before: Step | undefined, changes: readonly Change[]): string {
  if (before === undefined) return "the start";
  const label = step.variables.find(([name]) => LABELS.includes(name));
  return (label && inWords(label)) ?? deed(changes) ?? step.action ?? "a step";
}

/** `[type |-> "SignVote", by |-> "a"]` is told as `SignVote, by a`. */
function inWords([, value]: Field): string | undefined {
  if (value.kind === "string") return value.value;
  if (value.kind === "model") return undefined;
  if (value.kind !== "record") return print(value);
  const title = value.fields.find(([field, of]) => isTitle(field, of));
  if (title === undefined) return print(value);
  const rest = value.fields.filter((field) => field !== title);
  return [plain(title[1]), ...rest.map(([field, of]) => `${field} ${plain(of)}`)].join(", ");
}

function isTitle(field: string, value: Value): boolean {
  return ["type", "name", "act", "did", "kind"].includes(field) && value.kind === "string";
}

function plain(value: Value): string {
  return value.kind === "string" ? value.value : print(value);
}

/** The story as lines, each at most `width` wide unless one word is longer. */
export function storyLines(story: Story, width: number): readonly string[] {
  const lines: string[] = [];
  for (const step of story.steps) {
    const loops = story.loop === step.number && story.loop !== story.steps.length;
    const mark = loops ? "  (the loop begins here)" : "";
    lines.push(
      ...wrapped(`${String(step.number).padStart(3)}. ${step.title}${mark}`, "     ", width),
    );
    if (step.number === 1) {
      for (const [name, value] of Object.entries(step.state)) {
        lines.push(...wrapped(`       ${name} = ${phrase(parse(value))}`, "         ", width));
      }
      continue;
    }
    for (const change of step.changes) {
      lines.push(...wrapped(`       ${changeInWords(change)}`, "         ", width));
    }
    if (step.changes.length === 0) lines.push("       nothing changes");
  }
  if (story.loop === story.steps.length) lines.push("     and there it stays for ever");
  else if (story.loop !== null) lines.push(`     and back to ${story.loop}, for ever`);
  return lines;
}

/** Broken at spaces; what follows a break begins with the indent. */
export function wrapped(line: string, indent: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const space = rest.lastIndexOf(" ", width);
    // A word longer than the line is not broken; the indent itself is no place to cut.
    const cut =
      space > indent.length ? space : rest.indexOf(" ", Math.max(width, indent.length + 1));
    if (cut === -1) break;
    lines.push(rest.slice(0, cut));
    rest = indent + rest.slice(cut + 1);
  }
  return [...lines, rest];
}

/** A change as plain data for a file. */
export function changeAsData(change: Change): { readonly [key: string]: string } {
  switch (change.kind) {
    case "becomes":
      return { path: change.path, from: print(change.from), to: print(change.to) };
    case "gains":
      return { path: change.path, gains: print(change.part) };
    case "loses":
      return { path: change.path, loses: print(change.part) };
    case "maps":
      return { path: change.path, key: print(change.key), to: print(change.to) };
    case "forgets":
      return { path: change.path, forgets: print(change.key) };
  }
}
