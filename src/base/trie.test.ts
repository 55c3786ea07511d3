import fc from "fast-check";
import { expect, test } from "vitest";
import { callsOf } from "./calls.ts";
import { Trie } from "./trie.ts";

/** Keys that share much or little: what decides the shape is where they part. */
const key = fc
  .tuple(fc.constantFrom("0000", "00f0", "abcd"), fc.nat(20))
  .map(([head, tail]) => head + tail.toString(16).padStart(4, "0"));
const edit = fc.tuple(key, fc.option(fc.nat(3), { nil: undefined }));
const edits = fc.array(edit, { maxLength: 60 });

function edited(
  trie: Trie<string, number>,
  all: readonly (readonly [string, number | undefined])[],
): Trie<string, number> {
  return all.reduce(
    (one, [at, value]) => (value === undefined ? one.without(at) : one.with(at, value)),
    trie,
  );
}

/** What a plain map says after the same edits, ascending. */
function model(all: readonly (readonly [string, number | undefined])[]): Map<string, number> {
  const map = new Map<string, number>();
  for (const [at, value] of all) {
    if (value === undefined) map.delete(at);
    else map.set(at, value);
  }
  return new Map([...map].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

test("it says what a map says after the same edits, in ascending order", () => {
  fc.assert(
    fc.property(edits, key, (all, sought) => {
      const [trie, map] = [edited(Trie.of(), all), model(all)];
      expect([...trie]).toEqual([...map]);
      expect(trie.size).toBe(map.size);
      expect([trie.get(sought), trie.has(sought)]).toEqual([map.get(sought), map.has(sought)]);
    }),
  );
});

test("a map that was edited is still what it was", () => {
  fc.assert(
    fc.property(edits, edits, (all, more) => {
      const before = edited(Trie.of(), all);
      const told = [...before];
      edited(before, more);
      expect([...before]).toEqual(told);
    }),
  );
});

test("what is read from a key on, or under a prefix, is what a filter would leave", () => {
  fc.assert(
    fc.property(edits, key, fc.nat(8), (all, from, length) => {
      const [trie, entries] = [edited(Trie.of(), all), [...model(all)]];
      const prefix = from.slice(0, length);
      expect([...trie.from(from)]).toEqual(entries.filter(([one]) => one >= from));
      expect([...trie.from(prefix)]).toEqual(entries.filter(([one]) => one >= prefix));
      expect([...trie.under(prefix)]).toEqual(entries.filter(([one]) => one.startsWith(prefix)));
    }),
  );
});

test("the differences make one map of the other, and name no key on which they agree", () => {
  fc.assert(
    fc.property(edits, edits, edits, (common, one, other) => {
      const shared = edited(Trie.of<string, number>(), common);
      const [before, after] = [edited(shared, one), edited(shared, other)];
      let made = before;
      after.differences(before, (at, old, now) => {
        expect([old, now]).toEqual([before.get(at), after.get(at)]);
        expect(old).not.toBe(now);
        made = now === undefined ? made.without(at) : made.with(at, now);
      });
      expect([...made]).toEqual([...after]);
    }),
  );
});

test("what is said again or was never there gives the same map", () => {
  fc.assert(
    fc.property(edits, edit, (all, [at]) => {
      const trie = edited(Trie.of(), all);
      const value = trie.get(at);
      expect(value === undefined ? trie.without(at) : trie.with(at, value)).toBe(trie);
    }),
  );
});

/** The calls of two edits, and of asking what they changed, where there are so many keys. */
function workOfAnEdit(size: number): number {
  const keys = Array.from({ length: size }, (_, at) => at.toString(16).padStart(8, "0"));
  const before = Trie.of(keys.map((one): readonly [string, number] => [one, 0]));
  let told = 0;
  const calls = callsOf(() => {
    const after = before.with("00000017", 1).with("f0000000", 1);
    after.differences(before, () => {
      told += 1;
    });
  });
  expect(told).toBe(2);
  return calls;
}

test("an edit costs a path: with 256 times the keys, twice as much", () => {
  expect(workOfAnEdit(256)).toBeGreaterThan(0);
  expect(workOfAnEdit(65_536)).toBeLessThanOrEqual(2 * workOfAnEdit(256));
});

test("what was taken out leaves nothing to pass through", () => {
  fc.assert(
    fc.property(edits, key, (all, kept) => {
      const alone = Trie.of([[kept, 1]]);
      let trie = edited(Trie.of<string, number>(), all).with(kept, 1);
      for (const [at] of all) if (at !== kept) trie = trie.without(at);
      const work = (one: Trie<string, number>): number => callsOf(() => void one.get(kept));
      expect(work(trie)).toBe(work(alone));
    }),
    { numRuns: 20 },
  );
});
