import fc from "fast-check";
import { expect, test } from "vitest";
import { committeeDigest, readCommittee, type Committee } from "./committee.ts";
import { isQuorum, isQuorumOf, totalWeight, weightOf } from "./quorum.ts";
import { committee, digestOf, keyOf } from "./village.ts";

const weights = fc.array(fc.integer({ min: 1, max: 0xffff_ffff }), { minLength: 1, maxLength: 8 });

test("a quorum is more than two thirds, to the unit, as big integers count it", () => {
  fc.assert(
    fc.property(fc.nat(2 ** 48 - 1), fc.nat(2 ** 48 - 1), (weight, total) => {
      expect(isQuorum(weight, total)).toBe(3n * BigInt(weight) > 2n * BigInt(total));
    }),
  );
  expect([2, 3].map((weight) => isQuorum(weight, 4))).toEqual([false, true]);
  expect([2, 3].map((weight) => isQuorum(weight, 3))).toEqual([false, true]);
  expect([0, 1].map((weight) => isQuorum(weight, 1))).toEqual([false, true]);
  expect([4, 5].map((weight) => isQuorum(weight, 6))).toEqual([false, true]);
});

test("any two quorums share more than a third of the weight", () => {
  fc.assert(
    fc.property(weights, fc.nat(255), fc.nat(255), (all, one, other) => {
      const weigh = (set: number) =>
        all.reduce((sum, weight, index) => ((set >> index) & 1 ? sum + weight : sum), 0);
      const total = weigh(255);
      fc.pre(isQuorum(weigh(one), total) && isQuorum(weigh(other), total));
      expect(3 * weigh(one & other)).toBeGreaterThan(total);
    }),
  );
});

function must(value: unknown): Committee {
  const read = readCommittee(value, "");
  if (!read.ok) throw new Error(read.reason.problem);
  return read.value;
}

test("a member weighs what the committee states, a stranger nothing", () => {
  const four = must(committee("four", { a: 2, b: 1, c: 1, d: 1 }));
  const weigh = (name: string) => weightOf(four, keyOf(name)) ?? 0;
  const are = (...names: string[]) =>
    isQuorum(
      names.reduce((sum, name) => sum + weigh(name), 0),
      totalWeight(four),
    );
  expect(totalWeight(four)).toBe(5);
  expect(are("a", "b", "c")).toBe(true);
  expect(are("a", "b", "eve", "bob")).toBe(false);
  expect(are("b", "c", "d")).toBe(false);
});

function place(value: unknown): string {
  const read = readCommittee(value, "");
  return read.ok ? "fine" : `${read.reason.clause} ${read.reason.place}`;
}

test("a committee is refused at the one place where it is wrong", () => {
  const good = committee("four", { a: 2, b: 1, c: 1, d: 1 });
  const [first, second] = good.members;
  expect(place(good)).toBe("fine");
  expect(place({ ...good, members: [] })).toBe("TH-5 /members");
  expect(place({ ...good, members: [second, first] })).toBe("TH-5 /members/1/key");
  expect(place({ ...good, members: [first, first] })).toBe("TH-5 /members/1/key");
  expect(place({ ...good, members: [first, { ...second, name: first?.name }] })).toBe(
    "TH-5 /members/1/name",
  );
  expect(place({ ...good, members: [{ ...first, weight: 0 }] })).toBe("TH-5 /members/0/weight");
  expect(place({ ...good, members: [{ ...first, weight: 2 ** 32 }] })).toBe(
    "TH-5 /members/0/weight",
  );
  expect(place({ ...good, members: [{ ...first, key: "00".repeat(32) }] })).toBe(
    "SG-1 /members/0/key",
  );
  expect(committeeDigest("n", must(good))).toBe(digestOf("committee", good, "n"));
});

test("of several voices each member's counts once, and a stranger's not at all", () => {
  const four = must(committee("four", { a: 2, b: 1, c: 1, d: 1 }));
  const isQuorumOfNames = (...names: readonly string[]) => isQuorumOf(four, names.map(keyOf));
  expect(isQuorumOfNames("a", "b", "c")).toBe(true);
  expect(isQuorumOfNames("a", "b")).toBe(false);
  expect(isQuorumOfNames("a", "a", "b", "b")).toBe(false);
  expect(isQuorumOfNames("a", "b", "eve", "mallory")).toBe(false);
  expect(isQuorumOfNames("b", "c", "d")).toBe(false);
  expect(isQuorumOfNames()).toBe(false);
});
