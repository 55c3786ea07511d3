/**
 * Who is in a model. In: its constants, as the checker evaluated them. Out: each by name, with what
 * he is, in the order in which they stand in a diagram.
 * @module
 */
import type { Readings } from "../graph/watch.ts";
import type { Value } from "../value/value.ts";
import { pathWords } from "./path.ts";
import { ALONE, ROLES } from "./sayings.ts";

export type Person = { readonly name: string; readonly role: string; readonly lies: boolean };

export function peopleOf({ constants }: Readings): readonly Person[] {
  const found = new Map<string, Person>();
  for (const { constant, role, lies = false } of ROLES) {
    for (const name of namesIn(constants.get(constant))) {
      if (!found.has(name)) found.set(name, { name, role, lies });
    }
  }
  return [...found.values()];
}

/** The words of a path; a component that stands alone has its name there, as one of many has. */
export function placeWords(path: string, { constants }: Readings): readonly string[] {
  const words = pathWords(path);
  if (words[0] !== ALONE.variable) return words;
  const [self = "it"] = nameOf(constants.get(ALONE.constant) ?? { kind: "set", elements: [] });
  return [ALONE.stands, self, ...words.slice(1)];
}

/** The elements of a set, or the keys of a function, that are names; or the one name. */
export function namesIn(value: Value | undefined): readonly string[] {
  if (value?.kind === "set") return value.elements.flatMap(nameOf);
  if (value?.kind === "record") return value.fields.map(([name]) => name);
  if (value?.kind === "string" || value?.kind === "model") return nameOf(value);
  return value?.kind === "function" ? value.entries.flatMap(([key]) => nameOf(key)) : [];
}

function nameOf(value: Value): readonly string[] {
  if (value.kind === "string") return [value.value];
  return value.kind === "model" ? [value.name] : [];
}
