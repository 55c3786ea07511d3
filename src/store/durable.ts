/**
 * A state that is durable before anybody hears of it. In: what a step made of the state. Out:
 * nothing, once the store has what is new in it; the caller may then sign and send. A restart knows
 * only the store's records (VT-1, EX-13, LK-1, GD-6).
 * @module
 */
import { canonical, type Json } from "../base/canonical.ts";
import { Fault } from "../base/fault.ts";
import { fromUtf8, utf8 } from "../base/bytes.ts";
import { change, type Changes, type Records, type Store } from "./store.ts";

export interface Durable<State> {
  readonly state: State;
  /** All records of this state: one canonical JSON document, made when it is asked for. */
  bytes(): Uint8Array;
  /** Returns when the state is durable. The same object is the same state: nothing is written. */
  keep(state: State): void;
  /** Forgets everything and reads the store. */
  restart(): void;
  /** Goes on from the state that these bytes say. Throws a Fault if they say none. */
  restore(bytes: Uint8Array): void;
}

/** How a state is laid out in records, whose texts are canonical JSON. */
export interface Layout<State> {
  /** What is to be committed where the records say `before`; undefined: where there are none. */
  readonly changes: (before: State | undefined, after: State) => Changes;
  /** Undefined for records that say no state. */
  readonly read: (records: Records) => State | undefined;
}

/** The record that says whose the others are. */
const OWNER = "owner";

/** Takes up what the store holds for `owner`, or begins and makes the beginning durable. */
export function durable<State>(
  store: Store,
  layout: Layout<State>,
  owner: Json,
  begin: () => State,
): Durable<State> {
  const name = canonical(owner);
  const recordsOf = (state: State): Records => {
    const records = new Map([[OWNER, name]]);
    change(records, layout.changes(undefined, state));
    return records;
  };

  const read = (): State => {
    const records = store.read();
    if (records.size > 0) return stateIn(records);
    const first = begin();
    store.commit(recordsOf(first));
    return first;
  };

  // A promise may stand in what is another's or cannot be read: to begin anew would be to break it.
  const stateIn = (records: Records): State => {
    const whose = records.get(OWNER);
    if (whose !== undefined && whose !== name) throw new Fault("StateOfAnother");
    const state = whose === undefined ? undefined : layout.read(records);
    if (state === undefined || !areSame(recordsOf(state), records)) {
      throw new Fault("StateUnreadable", { records: records.size });
    }
    return state;
  };

  /** Undefined: it is what the store says. */
  let state: State | undefined = read();
  const now = (): State => (state ??= read());
  const replace = (before: State, next: State): void => {
    const changes = layout.changes(before, next);
    // Where a commit fails the store alone knows how far it came.
    state = undefined;
    if (changes.size > 0) store.commit(changes);
    state = next;
  };
  return {
    get state() {
      return now();
    },
    bytes: () => documentOf(recordsOf(now())),
    keep: (next) => {
      const before = now();
      if (next !== before) replace(before, next);
    },
    restart: () => {
      state = read();
    },
    restore: (bytes) => replace(now(), stateIn(recordsIn(bytes))),
  };
}

/** Records as one canonical JSON document: place -> what its text says. */
export function documentOf(records: Records): Uint8Array {
  const places = [...records.keys()].toSorted();
  return utf8(`{${places.map((place) => `"${place}":${records.get(place)}`).join(",")}}`);
}

/** None in bytes that are no document. */
function recordsIn(bytes: Uint8Array): Records {
  const document = parsed(fromUtf8(bytes) ?? "");
  return new Map(Object.entries(document).map(([place, said]) => [place, canonical(said)]));
}

function parsed(text: string): { readonly [place: string]: Json } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

// Another spelling of the same state (order, duplicates, white space) was not written here.
function areSame(own: Records, others: Records): boolean {
  return own.size === others.size && [...own].every(([at, text]) => others.get(at) === text);
}
