/**
 * Comparing what was demanded with what came, key by key. In: two JSON values. Out: how many values
 * were compared, or the first place where they differ. A key that is missing differs, and so does a
 * key too many: the keys belong to the demand, never to what the answer happens to hold.
 * @module
 */
import type { Json } from "../base/canonical.ts";

export type Difference = {
  /** Keys and indices from the root, joined by dots. */
  readonly path: string;
  readonly expected: Json;
  /** null where there is nothing. */
  readonly actual: Json;
};

/** The first difference, in the order of the demand; undefined if there is none. */
export function difference(expected: Json, actual: unknown, path: string): Difference | undefined {
  if (expected === actual) return undefined;
  if (isList(expected)) {
    if (!Array.isArray(actual)) return { path, expected, actual: shown(actual) };
    const list: readonly unknown[] = actual;
    for (const [index, item] of expected.entries()) {
      const found = difference(item, list[index], `${path}.${index}`);
      if (found !== undefined) return found;
    }
    if (list.length === expected.length) return undefined;
    return { path, expected, actual: shown(list) };
  }
  if (!isObject(expected) || !isObject(actual)) return { path, expected, actual: shown(actual) };
  for (const key of Object.keys(expected)) {
    const found = difference(expected[key] ?? null, actual[key], `${path}.${key}`);
    if (found !== undefined) return found;
  }
  for (const key of Object.keys(actual)) {
    if (expected[key] !== undefined) continue;
    return { path: `${path}.${key}`, expected: null, actual: shown(actual[key]) };
  }
  return undefined;
}

/** How many values a demand holds: each scalar and each empty list or object is one. */
export function sizeOf(demand: Json): number {
  if (demand === null || typeof demand !== "object") return 1;
  const parts = isList(demand) ? demand : Object.values(demand);
  return Math.max(
    1,
    parts.reduce<number>((sum, part) => sum + sizeOf(part), 0),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: unknown): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What came may be anything at all; it is shown as the JSON it would be. */
function shown(actual: unknown): Json {
  if (actual === undefined) return null;
  const told: Json = JSON.parse(JSON.stringify(actual) ?? "null");
  return told;
}
