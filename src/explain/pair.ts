/**
 * A message as it travels beside the message as the model has it. In: JSON and a value. Out: every
 * object with the record that it was made from. The model has sets where the wire has lists, so
 * items are matched by what they say; where two of them say the same but for a signature, nobody
 * can tell from outside which is which, and neither is paired.
 * @module
 */
import type { Value } from "../value/value.ts";
import { field } from "../value/value.ts";
import type { Json, JsonObject } from "../vector/json.ts";
import { isList, isObject } from "../vector/json.ts";

export type Pair = readonly [body: JsonObject, value: Value];

/** What a key or a digest is called. */
type NameOf = (hex: string) => string | undefined;

export function pairsIn(body: Json, value: Value, nameOf: NameOf): readonly Pair[] {
  if (isList(body)) {
    return body.flatMap((item, index) => {
      const told = partOf(item, index, value, nameOf);
      return told === undefined ? [] : pairsIn(item, told, nameOf);
    });
  }
  if (!isObject(body) || value.kind !== "record") return [];
  const parts = Object.entries(body).flatMap(([key, part]) => {
    const told = field(value, key);
    return told === undefined ? [] : pairsIn(part, told, nameOf);
  });
  return [[body, value], ...parts];
}

function partOf(item: Json, index: number, value: Value, nameOf: NameOf): Value | undefined {
  if (value.kind === "tuple") return value.items[index];
  if (value.kind !== "set") return undefined;
  const [fitting, ...others] = value.elements.filter((each) => fits(item, each, nameOf));
  return others.length === 0 ? fitting : undefined;
}

/** Whether an item may have been made from a value: whatever can be read says the same. */
function fits(item: Json, value: Value, nameOf: NameOf): boolean {
  if (typeof item === "string" && value.kind === "string") {
    return (nameOf(item) ?? value.value) === value.value;
  }
  if (isList(item) && value.kind === "set") {
    const { elements } = value;
    const hasPlace = (each: Json): boolean => elements.some((one) => fits(each, one, nameOf));
    return item.length === elements.length && item.every(hasPlace);
  }
  if (!isObject(item) || value.kind !== "record") return true;
  return Object.entries(item).every(([key, part]) => {
    const told = field(value, key);
    // A signature is not read: it has no name, so it fits whoever made it.
    if (told === undefined) return true;
    if (key === "epoch" || key === "nonce") return told.kind === "int" && told.value === part;
    return fits(part, told, nameOf);
  });
}
