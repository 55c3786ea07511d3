/**
 * A tale as data, for tools: `flashmesh explain NAME --json` (spec/formats/tale.md). In: a tale.
 * Out: JSON; values of the model stand as TLA+ text, whole.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { print } from "../value/print.ts";
import { changeAsData } from "./story.ts";
import type { Breach, Tale } from "./tale.ts";

export function taleAsData(tale: Tale): Json {
  const { model, introduction, people, nicknames, steps, loop, breach } = tale;
  return {
    model: model.name,
    suite: model.suite,
    title: introduction.title,
    introduction: introduction.text,
    people: people.map(({ name, role, lies }) => ({ name, role, lies })),
    payments: [...nicknames.values()].map(({ name, claim }) => ({ name, claim: print(claim) })),
    steps: steps.map(({ number, rows, knowledge, state }) => ({
      number,
      messages: rows.map(({ from, to, label, note }) => ({
        from,
        to,
        label,
        ...(note === undefined ? {} : { note }),
      })),
      knowledge: knowledge.map(({ who, changes }) => ({ who, changes: changes.map(changeAsData) })),
      state: Object.fromEntries(state.map(([variable, value]) => [variable, print(value)])),
    })),
    loop,
    breach: breach === undefined ? null : breachAsData(breach),
  };
}

function breachAsData({ property, about, step, lastTrue, definition, values }: Breach): Json {
  return {
    property,
    about,
    step,
    last_true: lastTrue ?? null,
    values: values.map(([name, value]) => ({ name, value: print(value) })),
    ...(definition === undefined ? {} : { definition }),
  };
}
