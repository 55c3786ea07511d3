/**
 * The values of TLA+ that TLC computes with, as plain data in one canonical form: sets sorted and
 * without doubles, record fields sorted, functions over strings as records and functions over
 * 1..n as tuples (TLC holds them equal too). So two values are equal iff they have the same form.
 * The order is ours: TLC's own is the order in which it met the strings.
 * @module
 */
import { assert } from "../base/assert.ts";

/** An integer of TLC: 32 bits, signed. */
export type IntValue = { readonly kind: "int"; readonly value: number };
export type BoolValue = { readonly kind: "bool"; readonly value: boolean };
export type StringValue = { readonly kind: "string"; readonly value: string };
/** A constant that equals only itself: `None = None` in a cfg. */
export type ModelValue = { readonly kind: "model"; readonly name: string };
export type SetValue = { readonly kind: "set"; readonly elements: readonly Value[] };
export type TupleValue = { readonly kind: "tuple"; readonly items: readonly Value[] };
export type Field = readonly [name: string, value: Value];
export type RecordValue = { readonly kind: "record"; readonly fields: readonly Field[] };
export type Entry = readonly [key: Value, value: Value];
export type FunctionValue = { readonly kind: "function"; readonly entries: readonly Entry[] };

export type Value =
  | IntValue
  | BoolValue
  | StringValue
  | ModelValue
  | SetValue
  | TupleValue
  | RecordValue
  | FunctionValue;

export function int(value: number): IntValue {
  assert(value === Math.trunc(value), "an integer has no fraction");
  assert(value >= -(2 ** 31) && value < 2 ** 31, "an integer of TLC has 32 bits");
  return { kind: "int", value: value === 0 ? 0 : value };
}

export function bool(value: boolean): BoolValue {
  return { kind: "bool", value };
}

export function string(value: string): StringValue {
  return { kind: "string", value };
}

export function model(name: string): ModelValue {
  return { kind: "model", name };
}

export function tuple(items: readonly Value[]): TupleValue {
  return { kind: "tuple", items };
}

/** Sorts and drops doubles. */
export function set(elements: readonly Value[]): SetValue {
  const sorted = elements.toSorted(compare);
  const once = sorted.filter((element, at) => {
    const before = sorted[at - 1];
    return before === undefined || compare(before, element) !== 0;
  });
  return { kind: "set", elements: once };
}

/** Sorts the fields by code unit. One field at least, no name twice: `<<>>` is the empty one. */
export function record(fields: readonly Field[]): RecordValue {
  assert(fields.length > 0, "a record has a field");
  const sorted = fields.toSorted(([left], [right]) => compareText(left, right));
  for (const [at, [name]] of sorted.entries()) {
    assert(sorted[at - 1]?.[0] !== name, "a record has each field once");
  }
  return { kind: "record", fields: sorted };
}

/** A function in its one form: a tuple over 1..n, a record over strings, else sorted entries. */
export function mapping(entries: readonly Entry[]): TupleValue | RecordValue | FunctionValue {
  if (entries.length === 0) return tuple([]);
  const sorted = entries.toSorted(([left], [right]) => compare(left, right));
  for (const [at, [key]] of sorted.entries()) {
    const before = sorted[at - 1];
    assert(before === undefined || compare(before[0], key) !== 0, "a function has each key once");
  }
  const fields: Field[] = [];
  for (const [key, value] of sorted) if (key.kind === "string") fields.push([key.value, value]);
  if (fields.length === sorted.length) return record(fields);
  if (sorted.every(([key], at) => key.kind === "int" && key.value === at + 1)) {
    return tuple(sorted.map(([, value]) => value));
  }
  return { kind: "function", entries: sorted };
}

/** The field of that name, or undefined where the value is no record or lacks it. */
export function field(value: Value, name: string): Value | undefined {
  if (value.kind !== "record") return undefined;
  return value.fields.find(([known]) => known === name)?.[1];
}

export function equal(left: Value, right: Value): boolean {
  return compare(left, right) === 0;
}

const RANK = {
  bool: 0,
  int: 1,
  string: 2,
  model: 3,
  tuple: 4,
  set: 5,
  record: 6,
  function: 7,
} as const satisfies Record<Value["kind"], number>;

/** The canonical total order: by kind first, then by content. Negative, zero or positive. */
export function compare(left: Value, right: Value): number {
  if (left === right) return 0;
  switch (left.kind) {
    case "bool":
      return right.kind === "bool" ? Number(left.value) - Number(right.value) : byKind(left, right);
    case "int":
      return right.kind === "int" ? left.value - right.value : byKind(left, right);
    case "string":
      return right.kind === "string" ? compareText(left.value, right.value) : byKind(left, right);
    case "model":
      return right.kind === "model" ? compareText(left.name, right.name) : byKind(left, right);
    case "tuple":
      return right.kind === "tuple"
        ? compareLists(left.items, right.items, compare)
        : byKind(left, right);
    case "set":
      return right.kind === "set"
        ? compareLists(left.elements, right.elements, compare)
        : byKind(left, right);
    case "record":
      return right.kind === "record"
        ? compareLists(left.fields, right.fields, compareFields)
        : byKind(left, right);
    case "function":
      return right.kind === "function"
        ? compareLists(left.entries, right.entries, compareEntries)
        : byKind(left, right);
  }
}

function byKind(left: Value, right: Value): number {
  return RANK[left.kind] - RANK[right.kind];
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function compareFields(left: Field, right: Field): number {
  return compareText(left[0], right[0]) || compare(left[1], right[1]);
}

function compareEntries(left: Entry, right: Entry): number {
  return compare(left[0], right[0]) || compare(left[1], right[1]);
}

function compareLists<Item>(
  left: readonly Item[],
  right: readonly Item[],
  by: (left: Item, right: Item) => number,
): number {
  for (const [at, item] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    const order = by(item, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
