/**
 * What changed between two values, down to the smallest part that changed: a field of a record,
 * an entry of a function, an element of a set, the end of a sequence.
 * @module
 */
import { print } from "./print.ts";
import type { Value } from "./value.ts";
import { equal } from "./value.ts";

export type Change =
  | { readonly kind: "becomes"; readonly path: string; readonly from: Value; readonly to: Value }
  /** An element of a set, an entry of a function, or an item at the end of a sequence. */
  | { readonly kind: "gains"; readonly path: string; readonly part: Value }
  | { readonly kind: "loses"; readonly path: string; readonly part: Value }
  | { readonly kind: "maps"; readonly path: string; readonly key: Value; readonly to: Value }
  | { readonly kind: "forgets"; readonly path: string; readonly key: Value };

/** The changes in reading order; `path` begins with what the caller calls the value. */
export function diff(from: Value, to: Value, path: string): readonly Change[] {
  if (equal(from, to)) return [];
  if (from.kind === "set" && to.kind === "set") return diffSets(from.elements, to.elements, path);
  if (from.kind === "record" && to.kind === "record") {
    const before = new Map(from.fields);
    const same = before.size === to.fields.length && to.fields.every(([name]) => before.has(name));
    if (same) {
      return to.fields.flatMap(([name, value]) => {
        const old = before.get(name);
        return old === undefined ? [] : diff(old, value, `${path}.${name}`);
      });
    }
  }
  if (from.kind === "tuple" && to.kind === "tuple") return diffTuples(from, to, path);
  if (from.kind === "function" && to.kind === "function") return diffFunctions(from, to, path);
  return [{ kind: "becomes", path, from, to }];
}

function diffSets(from: readonly Value[], to: readonly Value[], path: string): readonly Change[] {
  const before = new Set(from.map(print));
  const after = new Set(to.map(print));
  const lost = from.filter((element) => !after.has(print(element)));
  const gained = to.filter((element) => !before.has(print(element)));
  return [
    ...lost.map((part): Change => ({ kind: "loses", path, part })),
    ...gained.map((part): Change => ({ kind: "gains", path, part })),
  ];
}

type Tuple = Extract<Value, { kind: "tuple" }>;

function diffTuples(from: Tuple, to: Tuple, path: string): readonly Change[] {
  const common = Math.min(from.items.length, to.items.length);
  const changed = to.items.slice(0, common).flatMap((item, at) => {
    const old = from.items[at];
    return old === undefined ? [] : diff(old, item, `${path}[${at + 1}]`);
  });
  // A sequence that lost its head has every item moved: better told as a whole.
  if (changed.length > 0 && from.items.length !== to.items.length) {
    return [{ kind: "becomes", path, from, to }];
  }
  return [
    ...changed,
    ...from.items.slice(common).map((part): Change => ({ kind: "loses", path, part })),
    ...to.items.slice(common).map((part): Change => ({ kind: "gains", path, part })),
  ];
}

type Mapping = Extract<Value, { kind: "function" }>;

function diffFunctions(from: Mapping, to: Mapping, path: string): readonly Change[] {
  const before = new Map(from.entries.map(([key, value]) => [print(key), value]));
  const after = new Set(to.entries.map(([key]) => print(key)));
  const lost = from.entries.filter(([key]) => !after.has(print(key)));
  return [
    ...lost.map(([key]): Change => ({ kind: "forgets", path, key })),
    ...to.entries.flatMap(([key, value]): readonly Change[] => {
      const old = before.get(print(key));
      if (old === undefined) return [{ kind: "maps", path, key, to: value }];
      return diff(old, value, `${path}[${print(key)}]`);
    }),
  ];
}
