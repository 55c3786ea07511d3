/**
 * How a state is laid out in records: what is small stands in one record, what grows has a record
 * for each of its entries, so that a step writes what it changes. In: the parts of a state. Out:
 * what to commit when one state follows another, found by what they share; and the state that
 * records say, each read as strictly as any message.
 * @module
 */
import { assert } from "../base/assert.ts";
import { canonical, type Json } from "../base/canonical.ts";
import { Trie } from "../base/trie.ts";
import type { Reader } from "../protocol/shape.ts";
import type { Layout } from "../store/durable.ts";
import type { Records } from "../store/store.ts";

/** A part of a state, wherever in the records it stands; undefined: it is not there. */
export interface Part<Value> {
  /** Tells what makes the records of `after` of those of `before`, both at this place. */
  readonly write: (
    place: string,
    before: Value | undefined,
    after: Value | undefined,
    tell: Tell,
  ) => void;
  /** Undefined for records that `write` never tells. */
  readonly read: (branch: Branch) => Value | undefined;
}

type Tell = (place: string, text: string | undefined) => void;

/** What stands at a place, and what stands below it: a place is its steps, joined by slashes. */
type Branch = { text?: string; readonly below: Map<string, Branch> };

type Parts<Value> = { readonly [Field in keyof Value]: Part<Value[Field]> };

/** The records of a whole state. */
export function layoutOf<State>(whole: Part<State>): Layout<State> {
  return {
    changes: (before, after) => {
      const changes = new Map<string, string | undefined>();
      whole.write("", before, after, (place, text) => changes.set(place, text));
      return changes;
    },
    read: (records) => whole.read(branchOf(records)),
  };
}

/** One record: the fact as it is. */
export function one<Fact extends Json>(reader: Reader<Fact>): Part<Fact> {
  return oneAs(
    reader,
    (fact) => fact,
    (fact) => fact,
  );
}

/** One record: the fact as a document of another shape. */
export function oneAs<Fact, Document extends Json>(
  reader: Reader<Document>,
  documentOf: (fact: Fact) => Document,
  factOf: (document: Document) => Fact,
): Part<Fact> {
  return oneText(reader, (fact) => canonical(documentOf(fact)), factOf);
}

/** One record: the fact in a canonical text of its own. */
export function oneText<Fact, Document>(
  reader: Reader<Document>,
  textOf: (fact: Fact) => string,
  factOf: (document: Document) => Fact,
): Part<Fact> {
  return {
    write: (place, before, after, tell) => {
      if (before === after) return;
      tell(place, after === undefined ? undefined : textOf(after));
    },
    read: ({ text }) => {
      const read = text === undefined ? undefined : reader(parsed(text), "");
      return read?.ok === true ? factOf(read.value) : undefined;
    },
  };
}

/** A record or more for each entry: `key` reads the step under which it stands. */
export function each<Key extends string, Value>(
  key: Reader<Key>,
  part: Part<Value>,
): Part<Trie<Key, Value>> {
  const none = Trie.of<Key, Value>();
  return {
    write: (place, before = none, after = none, tell) => {
      after.differences(before, (own, old, now) => part.write(`${place}/${own}`, old, now, tell));
    },
    read: ({ below }) => {
      const entries: [Key, Value][] = [];
      for (const [step, branch] of below) {
        const [own, value] = [key(step, ""), part.read(branch)];
        if (!own.ok || value === undefined) return undefined;
        entries.push([own.value, value]);
      }
      return Trie.of(entries);
    },
  };
}

/** Each field at a step of its own, by its name. */
export function fields<Value extends object>(parts: Parts<Value>): Part<Value> {
  const isField = (name: string): name is keyof Value & string => Object.hasOwn(parts, name);
  const names = Object.keys(parts).filter(isField);
  const isWhole = (value: Partial<Value>): value is Value => names.every((name) => name in value);
  return {
    write: (place, before, after, tell) => {
      for (const name of names) {
        const [old, now] = [before?.[name], after?.[name]];
        // PERF: most of a state is what it was, and its place need not even be spelled.
        if (old === now) continue;
        const at = place === "" ? name : `${place}/${name}`;
        parts[name].write(at, old, now, tell);
      }
    },
    read: ({ below }) => {
      const value: Partial<Value> = {};
      for (const name of names) {
        const found = parts[name].read(below.get(name) ?? NOTHING);
        if (found === undefined) return undefined;
        value[name] = found;
      }
      assert(isWhole(value), "every field was read");
      return value;
    },
  };
}

/** The head in a record at the place itself, and the fields that grow below it. */
export function headed<Head extends object, Rest extends object>(
  head: Part<Head>,
  rest: Parts<Rest>,
): Part<Head & Rest> {
  const below = fields<Rest>(rest);
  return {
    write: (place, before, after, tell) => {
      head.write(place, before, after, tell);
      below.write(place, before, after, tell);
    },
    read: (branch) => {
      const [own, others] = [head.read(branch), below.read(branch)];
      return own === undefined || others === undefined ? undefined : { ...own, ...others };
    },
  };
}

/** A part that is held in another shape than it is stored in. */
export function heldAs<Held, Stored>(
  part: Part<Stored>,
  storedOf: (held: Held) => Stored,
  heldOf: (stored: Stored) => Held,
): Part<Held> {
  const stored = (held: Held | undefined): Stored | undefined =>
    held === undefined ? undefined : storedOf(held);
  return {
    write: (place, before, after, tell) => part.write(place, stored(before), stored(after), tell),
    read: (branch) => {
      const found = part.read(branch);
      return found === undefined ? undefined : heldOf(found);
    },
  };
}

const NOTHING: Branch = { below: new Map() };

function branchOf(records: Records): Branch {
  const root: Branch = { below: new Map() };
  for (const [place, text] of records) {
    let branch = root;
    for (const step of place.split("/")) {
      const next = branch.below.get(step) ?? { below: new Map() };
      branch.below.set(step, next);
      branch = next;
    }
    branch.text = text;
  }
  return root;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
