/**
 * Reading a JSON value as a fact: a fresh, deep copy that has exactly the fields of its shape.
 * In: any value. Out: the fact, or the one place that is wrong, the clause it breaks and how.
 * Nothing is normalised: a value that needs mending is malformed (TH-12).
 * @module
 */
import { assert } from "../base/assert.ts";
import { no, ok, type Result } from "../base/result.ts";

export type Problem =
  | "NotAnObject"
  | "FieldMissing"
  | "FieldUnknown"
  | "NotAList"
  | "NotABoolean"
  | "NotAnInteger"
  | "OutOfRange"
  | "NotAString"
  | "NotHex"
  | "NotAKey"
  | "NotAnAmount"
  | "NotABalance"
  | "NotAName"
  | "NotAscending"
  | "NotUnique"
  | "Unknown"
  | "Inconsistent"
  | "TooMuch";

/** Why a value is not what it should be. `place` is a JSON pointer (RFC 6901) into the value. */
export interface Malformed {
  readonly place: string;
  readonly clause: string;
  readonly problem: Problem;
}

export type Reader<Fact> = ((value: unknown, place: string) => Result<Fact, Malformed>) & {
  /**
   * Whether a value reads as itself; only where every fact does. PERF: a record asks this of its
   * scalars first, and has no result made for each of them.
   */
  readonly is?: (value: unknown) => boolean;
};

export type Read<Fact> = Result<Fact, Malformed>;

type Readers<Fact> = { readonly [Field in keyof Fact]: Reader<Fact[Field]> };

/** A place is shown to people: a hostile field name may not fill their screen. */
const FIELD_SHOWN_MAX = 64;

function malformed(place: string, clause: string, problem: Problem): Read<never> {
  return no({ place, clause, problem });
}

/** PERF: places are spelled on the way back from what is wrong, and nowhere else. */
function below(place: string, reason: Malformed): Read<never> {
  return no({ ...reason, place: place + reason.place });
}

/** An object with exactly these fields. The clause is the one that lists them. */
export function record<Fact extends object>(clause: string, readers: Readers<Fact>): Reader<Fact> {
  const fields = Object.entries<Reader<unknown>>(readers);
  const known = new Set(fields.map(([field]) => field));
  assert(!fields.some(([field]) => field in Object.prototype), "no field is everybody's");
  // PERF: a fact has its fields in the order of its canonical text, for which they are not sorted;
  // a copy of one that is empty costs a third of adding field after field.
  const empty: Empty = Object.fromEntries([...known].toSorted().map((field) => [field, undefined]));
  const isWhole = (_: object, read: number): _ is Fact => read === fields.length;
  return (said, place) => {
    if (!isObject(said)) return malformed(place, clause, "NotAnObject");
    const value = ownFields(said);
    const fact: Empty = { ...empty };
    let count = 0;
    for (const [field, reader] of fields) {
      count += 1;
      const own = value[field];
      if (reader.is?.(own) === true) {
        fact[field] = own;
        continue;
      }
      if (!Object.hasOwn(value, field))
        return malformed(`${place}/${field}`, clause, "FieldMissing");
      const read = reader(own, "");
      if (!read.ok) return below(`${place}/${field}`, read.reason);
      fact[field] = read.value;
    }
    // TH-12: unknown fields make a message malformed.
    for (const field in value) {
      if (!known.has(field)) return malformed(`${place}/${step(field)}`, "TH-12", "FieldUnknown");
    }
    assert(isWhole(fact, count), "every field was read");
    return ok(fact);
  };
}

/**
 * The same fields and none that are inherited. PERF: what JSON made has only fields of its own, and
 * need not be asked for each of them whether it is.
 */
function ownFields(value: Fields): Fields {
  return Object.getPrototypeOf(value) === Object.prototype ? value : { ...value };
}

type Fields = { readonly [field: string]: unknown };

/** A fact before its fields are read. */
type Empty = { [field: string]: unknown };

export function list<Item>(clause: string, item: Reader<Item>): Reader<readonly Item[]> {
  return (value, place) => {
    if (!Array.isArray(value)) return malformed(place, clause, "NotAList");
    const items: Item[] = [];
    for (const [index, entry] of value.entries()) {
      const read = item(entry, "");
      if (!read.ok) return below(`${place}/${index}`, read.reason);
      items.push(read.value);
    }
    return ok(items);
  };
}

/** A fact, or null. */
export function nullable<Fact>(reader: Reader<Fact>): Reader<Fact | null> {
  return (value, place) => (value === null ? ok(null) : reader(value, place));
}

export function boolean(clause: string): Reader<boolean> {
  return scalar(isBoolean, (place) => malformed(place, clause, "NotABoolean"));
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}

/** An integer as JSON has it: no fraction, no -0, within both bounds. */
export function integer(clause: string, least: number, most: number): Reader<number> {
  const is = (value: unknown): value is number =>
    isInteger(value) && value >= least && value <= most;
  return scalar(is, (place, value) =>
    malformed(place, clause, isInteger(value) ? "OutOfRange" : "NotAnInteger"),
  );
}

function isInteger(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && !Object.is(value, -0);
}

export type Spelling<Fact extends string> = (value: string) => value is Fact;

/** A string of this spelling bears its brand from here on. */
export function spelled<Fact extends string>(
  pattern: RegExp,
  holds: (value: string) => boolean = () => true,
): Spelling<Fact> {
  return (value): value is Fact => pattern.test(value) && holds(value);
}

export function text<Fact extends string>(
  clause: string,
  is: Spelling<Fact>,
  problem: Problem,
): Reader<Fact> {
  return scalar(
    (value): value is Fact => typeof value === "string" && is(value),
    (place, value) => malformed(place, clause, typeof value === "string" ? problem : "NotAString"),
  );
}

/** Read as it is, or not at all. */
function scalar<Fact>(
  is: (value: unknown) => value is Fact,
  why: (place: string, value: unknown) => Read<never>,
): Reader<Fact> {
  const reader: Reader<Fact> = (value, place) => (is(value) ? ok(value) : why(place, value));
  return Object.assign(reader, { is });
}

/** The reader, and then a check of what only the whole fact shows. */
export function checked<Fact>(
  reader: Reader<Fact>,
  check: (fact: Fact, place: string) => Malformed | undefined,
): Reader<Fact> {
  return (value, place) => {
    const read = reader(value, place);
    if (!read.ok) return read;
    const wrong = check(read.value, place);
    return wrong === undefined ? read : no(wrong);
  };
}

/** A list whose items ascend strictly by this key, so that it has one spelling. */
export function ascendingList<Item>(
  clause: string,
  item: Reader<Item>,
  keyOf: (item: Item) => string | number,
): Reader<readonly Item[]> {
  return checked(list(clause, item), (items, place) => {
    const index = firstNotAscending(items, keyOf);
    if (index === undefined) return undefined;
    return { place: `${place}/${index}`, clause, problem: "NotAscending" };
  });
}

/** The first place whose key does not come strictly after the one before it. */
export function firstNotAscending<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | number,
): number | undefined {
  for (let index = 1; index < items.length; index += 1) {
    const [before, item] = [items[index - 1], items[index]];
    if (before === undefined || item === undefined || keyOf(before) >= keyOf(item)) return index;
  }
  return undefined;
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// RFC 6901 4: `~` and `/` are escaped in a pointer.
function step(field: string): string {
  return field.slice(0, FIELD_SHOWN_MAX).toWellFormed().replaceAll("~", "~0").replaceAll("/", "~1");
}
