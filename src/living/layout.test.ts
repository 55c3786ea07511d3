import fc from "fast-check";
import { expect, test } from "vitest";
import { Trie } from "../base/trie.ts";
import { integer, list, nullable, spelled, text } from "../protocol/shape.ts";
import { change, type Records } from "../store/store.ts";
import { each, fields, headed, heldAs, layoutOf, one, oneAs } from "./layout.ts";

/** A state with every kind of part: what is small, what grows, and what grows below what grows. */
type Account = { readonly balance: bigint; readonly paid: Trie<string, readonly number[]> };
type State = {
  readonly accounts: Trie<string, Account>;
  readonly last: number | null;
  readonly names: ReadonlySet<number>;
};

function ascending(less: number, more: number): number {
  return less - more;
}

const key = text("", spelled(/^[0-9a-f]{4}$/), "NotHex");
const count = integer("", 0, 99);

const layout = layoutOf(
  fields<State>({
    accounts: each(
      key,
      headed<Pick<Account, "balance">, Pick<Account, "paid">>(
        oneAs(
          integer("", -999, 999),
          ({ balance }: Pick<Account, "balance">) => Number(balance),
          (balance) => ({ balance: BigInt(balance) }),
        ),
        { paid: each(key, one(list("", count))) },
      ),
    ),
    last: one(nullable(count)),
    names: heldAs(
      one(list("", count)),
      (names: ReadonlySet<number>) => [...names].toSorted(ascending),
      (names): ReadonlySet<number> => new Set(names),
    ),
  }),
);

const hex = fc.nat(4).map((at) => at.toString(16).padStart(4, "0"));
const paid = fc.array(fc.tuple(hex, fc.array(fc.nat(9), { maxLength: 2 })), { maxLength: 4 });
const account = fc.record({ balance: fc.bigInt(-9n, 9n), paid: paid.map((all) => Trie.of(all)) });
const state: fc.Arbitrary<State> = fc.record({
  accounts: fc.array(fc.tuple(hex, account), { maxLength: 4 }).map((all) => Trie.of(all)),
  last: fc.option(fc.nat(9)),
  names: fc.uniqueArray(fc.nat(9), { maxLength: 3 }).map((all) => new Set(all)),
});

function recordsOf(whole: State): Records {
  const records = new Map<string, string>();
  change(records, layout.changes(undefined, whole));
  return records;
}

/** A state as plain data: maps as their entries. */
function plain({ accounts, last, names }: State) {
  const all = [...accounts].map(([at, { balance, paid: some }]) => [at, balance, [...some]]);
  return { accounts: all, last, names: [...names].toSorted(ascending) };
}

test("records say the state that they were made of", () => {
  fc.assert(
    fc.property(state, (whole) => {
      const read = layout.read(recordsOf(whole));
      expect(read === undefined ? undefined : plain(read)).toEqual(plain(whole));
    }),
  );
});

test("the changes make the records of one state of those of any other", () => {
  fc.assert(
    fc.property(state, state, (before, after) => {
      const records = new Map(recordsOf(before));
      change(records, layout.changes(before, after));
      expect(records).toEqual(recordsOf(after));
    }),
  );
});

test("what both states have is not written again", () => {
  fc.assert(
    fc.property(state, hex, account, (before, at, now) => {
      const after = { ...before, accounts: before.accounts.with(at, now) };
      const places = [...layout.changes(before, after).keys()];
      expect(places.filter((place) => !place.startsWith(`accounts/${at}`))).toEqual([]);
      expect(layout.changes(after, { ...after }).size).toBe(0);
    }),
  );
});

test("a record that is missing, no JSON, or of another shape says no state", () => {
  fc.assert(
    fc.property(state, fc.nat(), fc.constantFrom("", "{", '"x"', "-1000"), (whole, at, wrong) => {
      const records = recordsOf(whole);
      const places = [...records.keys()];
      const place = places[at % places.length] ?? "last";
      expect(layout.read(new Map(records).set(place, wrong))).toBeUndefined();
      const bare = /^(?:last|names|accounts\/....)$/;
      const less = new Map(records);
      less.delete(places.find((other) => bare.test(other) && hasBelow(other, places)) ?? "last");
      expect(layout.read(less)).toBeUndefined();
    }),
  );
  expect(layout.read(new Map([...recordsOf(EMPTY), ["accounts/xyz1", "1"]]))).toBeUndefined();
});

const EMPTY: State = { accounts: Trie.of(), last: null, names: new Set() };

/** Whether something stands below the place: an account is not there if nothing of it is. */
function hasBelow(place: string, places: readonly string[]): boolean {
  return places.some((other) => other.startsWith(`${place}/`));
}
