import { expect, test } from "vitest";
import { documentOf, durable, type Layout } from "./durable.ts";
import { memoryStore } from "./memory.ts";
import type { Store } from "./store.ts";

/** A state of two numbers, each in a record of its own. */
type Pair = { readonly one: number; readonly other: number };

const layout: Layout<Pair> = {
  changes: (before, after) =>
    new Map(
      (["one", "other"] as const)
        .filter((name) => before?.[name] !== after[name])
        .map((name) => [name, String(after[name])]),
    ),
  read: (records) => {
    const [one, other] = [Number(records.get("one")), Number(records.get("other"))];
    return Number.isNaN(one + other) ? undefined : { one, other };
  },
};
const first: Pair = { one: 1, other: 2 };

function over(store: Store, owner = "anna") {
  return durable(store, layout, owner, () => first);
}

test("a beginning is durable before it is used, and taken up ever after", () => {
  const store = memoryStore();
  const held = over(store);
  expect(documentOf(store.read())).toEqual(held.bytes());
  held.keep({ one: 1, other: 3 });
  expect(over(store).state).toEqual({ one: 1, other: 3 });
});

test("a step writes what it changes, and nothing where nothing is changed", () => {
  const commits: unknown[] = [];
  const inner = memoryStore();
  const held = over({
    read: inner.read,
    commit: (changes) => {
      commits.push([...changes]);
      inner.commit(changes);
    },
  });
  held.keep(held.state);
  held.keep({ ...first });
  held.keep({ one: 1, other: 7 });
  expect(commits.slice(1)).toEqual([[["other", "7"]]]);
});

test("a restart forgets everything but the store's records", () => {
  const store = memoryStore();
  const held = over(store);
  store.commit(new Map([["one", "5"]]));
  held.restart();
  expect(held.state).toEqual({ one: 5, other: 2 });
  expect(held.bytes()).toEqual(documentOf(store.read()));
});

test("after a commit that failed the state is whatever the store says", () => {
  for (const isDone of [true, false]) {
    const inner = memoryStore();
    let fails = false;
    const held = over({
      read: inner.read,
      commit: (changes) => {
        if (!fails || isDone) inner.commit(changes);
        if (fails) throw new Error("the disk is gone");
      },
    });
    fails = true;
    expect(() => held.keep({ one: 8, other: 9 })).toThrow("the disk is gone");
    fails = false;
    expect(held.state).toEqual(isDone ? { one: 8, other: 9 } : first);
    // So the next step is written against what is really there.
    held.keep({ one: held.state.one, other: 4 });
    expect(documentOf(inner.read())).toEqual(held.bytes());
  }
});

test("bytes give back the state that they were made of, durably, and no other bytes do", () => {
  const store = memoryStore();
  const held = over(store);
  const before = held.bytes();
  held.keep({ one: 3, other: 4 });
  held.restore(before);
  expect(held.state).toEqual(first);
  expect(documentOf(store.read())).toEqual(before);
  for (const text of ["", "{", "{}", '{"one":1,"other":2}', '{"one":1,"other":2,"owner":"bela"}']) {
    expect(() => held.restore(Buffer.from(text))).toThrow(/StateUnreadable|StateOfAnother/);
  }
});

/** Over a store in which somebody else has changed a record. */
function overWrong(place: string, text: string | undefined) {
  const store = memoryStore();
  over(store);
  store.commit(new Map([[place, text]]));
  return () => over(store);
}

test("records that are no state, or another's, are a fault and no new beginning", () => {
  expect(overWrong("one", undefined)).toThrow("StateUnreadable");
  expect(overWrong("one", "01")).toThrow("StateUnreadable");
  expect(overWrong("more", "1")).toThrow("StateUnreadable");
  expect(overWrong("owner", undefined)).toThrow("StateUnreadable");
  expect(overWrong("owner", '"bela"')).toThrow("StateOfAnother");
});
