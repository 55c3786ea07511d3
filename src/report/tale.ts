/**
 * A behaviour of the model told as a story: who did what to whom in each step, what each of them
 * then knew, and where the claim breaks. In: the behaviour, what the checker read of it, the words.
 * Out: plain data that is drawn, printed or written elsewhere.
 * @module
 */
import type { Behaviour } from "../graph/behaviour.ts";
import type { Definition } from "../graph/definition.ts";
import type { Model } from "../graph/manifest.ts";
import type { Readings } from "../graph/watch.ts";
import type { TranscriptRow } from "../replay/result.ts";
import type { Change } from "../value/diff.ts";
import { print } from "../value/print.ts";
import type { Value } from "../value/value.ts";
import type { Nicknames } from "./nickname.ts";
import { nicknamesOf } from "./nickname.ts";
import type { Person } from "./people.ts";
import { isName } from "./path.ts";
import { peopleOf, placeWords } from "./people.ts";
import { ALONE } from "./sayings.ts";
import { partOf, Speakers } from "./speaker.ts";
import { changeAsData, storyOf } from "./story.ts";

/** What a story is introduced with. */
export type Introduction = { readonly title: string; readonly text: readonly string[] };

export type Told = {
  readonly model: Model;
  readonly introduction: Introduction;
  /** What broke: an invariant or property; undefined for a run of a model that holds. */
  readonly property: string | undefined;
  readonly definition: Definition | undefined;
  readonly behaviour: Behaviour;
  readonly readings: Readings;
};

/** The same change may happen to several at once. */
export type Knowledge = { readonly who: readonly string[]; readonly changes: readonly Change[] };

export type TaleStep = {
  /** From 1; the first is the start, at which nobody acts. */
  readonly number: number;
  readonly rows: readonly TranscriptRow[];
  readonly knowledge: readonly Knowledge[];
  readonly state: readonly (readonly [variable: string, value: Value])[];
};

export type Breach = {
  readonly property: string;
  /** A claim about each state, about each step, or about what comes some time. */
  readonly about: "states" | "steps" | "for ever";
  /** The last step at which it was still true, where that was read. */
  readonly lastTrue: number | undefined;
  /** The step after which it is false. */
  readonly step: number;
  readonly definition: Definition | undefined;
  /** What makes it false. */
  readonly values: readonly (readonly [name: string, value: Value])[];
};

export type Tale = {
  readonly model: Model;
  readonly introduction: Introduction;
  readonly people: readonly Person[];
  readonly nicknames: Nicknames;
  readonly steps: readonly TaleStep[];
  /** Number of the step that it goes back to for ever. */
  readonly loop: number | null;
  readonly breach: Breach | undefined;
};

export function taleOf(told: Told): Tale {
  const { model, introduction, behaviour, readings } = told;
  const story = storyOf(behaviour);
  const people = peopleOf(readings);
  const nicknames = nicknamesOf([
    ...story.steps.flatMap(({ changes }) => changes.map(partOf)),
    ...readings.states.flatMap((state) => [...state.values()]),
  ]);
  const speakers = new Speakers(readings, people, nicknames);
  const steps = story.steps.map((step, at): TaleStep => {
    const { action, variables = [] } = behaviour.steps[at] ?? { action: undefined };
    const rows =
      at === 0 ? [] : speakers.rowsOf({ number: step.number, action, changes: step.changes });
    return {
      number: step.number,
      rows,
      knowledge: knowledgeOf(step.changes, people, readings),
      state: variables,
    };
  });
  return {
    model,
    introduction,
    people,
    nicknames,
    steps,
    loop: story.loop,
    breach: breachOf(told),
  };
}

function breachOf({ model, property, definition, behaviour, readings }: Told): Breach | undefined {
  if (property === undefined) return undefined;
  const lastTrue = readings.holds.lastIndexOf(true) + 1;
  const isState = model.invariants.includes(property);
  return {
    property,
    about: isState ? "states" : behaviour.loop === undefined ? "steps" : "for ever",
    lastTrue: lastTrue === 0 ? undefined : lastTrue,
    step: behaviour.steps.length,
    definition,
    values: [...readings.breaking, ...readings.terms.filter(saysMore)],
  };
}

/**
 * What changed, by whom it happened to: each change without his name, so that what happens to many
 * is told once. What is nobody's own is known by the name of its variable.
 */
function knowledgeOf(
  changes: readonly Change[],
  people: readonly Person[],
  readings: Readings,
): readonly Knowledge[] {
  const names = people.map(({ name }) => name);
  const owned = changes.map((change) => {
    const [variable = "", key, ...rest] = placeWords(change.path, readings);
    const isOwn =
      key !== undefined &&
      isName(key) &&
      (names.length === 0 || names.includes(key) || change.path.startsWith(`${ALONE.variable}.`));
    const path = (isOwn ? rest : [variable, ...(key === undefined ? [] : [key]), ...rest]).join(
      ".",
    );
    return {
      who: isOwn ? key : variable,
      change: { ...change, path: path === "" ? variable : path },
    };
  });
  const alike = Map.groupBy(owned, ({ change }) => JSON.stringify(changeAsData(change)));
  const shared = [...alike.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ who: group.map(({ who }) => who), change: first.change }];
  });
  return [...Map.groupBy(shared, ({ who }) => who.join(" ")).values()].map((group) => ({
    who: group[0]?.who ?? [],
    changes: group.map(({ change }) => change),
  }));
}

/** A part of the claim that is true does not tell why the whole is false, nor does `3 = 3`. */
function saysMore([name, value]: readonly [name: string, value: Value]): boolean {
  return !(value.kind === "bool" && value.value) && name !== print(value);
}
