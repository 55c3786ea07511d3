import fc from "fast-check";
import { expect, test } from "vitest";
import { readGenesis } from "./genesis.ts";
import { claimOf, genesis, order } from "./village.ts";

const LARGEST = 2n ** 63n - 1n;
const village = genesis();

/** The village with these three balances. */
function withBalances(balances: readonly bigint[]): unknown {
  const openings = village.openings.map((opening, index) => ({
    ...opening,
    balance: String(balances[index]),
  }));
  return { ...village, openings };
}

function reasonOf(value: unknown): unknown {
  const read = readGenesis(value, "");
  return read.ok ? undefined : read.reason;
}

const tooMuch = { place: "/openings", clause: "TH-13", problem: "TooMuch" };

test.for<[string, bigint[], boolean]>([
  ["a debt after the largest sum", [LARGEST, 1n, -1n], true],
  ["a debt before the largest sum", [-1n, LARGEST, 1n], true],
  ["one too many, in the end", [1n, 0n, LARGEST], false],
  ["one too many after a debt", [-1n, LARGEST, 2n], false],
  ["one too many before a debt", [LARGEST, 2n, -1n], false],
])("only the sum of all balances counts: %s", ([, balances, isGood]) => {
  expect(reasonOf(withBalances(balances))).toEqual(isGood ? undefined : tooMuch);
});

test("the order of the accounts decides nothing about their sum", () => {
  const balance = fc.oneof(
    fc.bigInt(-LARGEST - 1n, LARGEST),
    fc.bigInt(-3n, 3n).map((near) => (near > 0n ? LARGEST - near : near)),
  );
  fc.assert(
    fc.property(fc.tuple(balance, balance, balance), ([one, two, three]) => {
      const isGood = one + two + three <= LARGEST;
      for (const balances of [
        [one, two, three],
        [three, one, two],
        [two, three, one],
      ]) {
        expect(reasonOf(withBalances(balances))).toEqual(isGood ? undefined : tooMuch);
      }
    }),
  );
  expect.hasAssertions();
});

test("what is held in escrow counts as issued", () => {
  const claim = claimOf(order({ amount: "5" }));
  const reserved = { next_nonce: 1, escrow: [{ nonce: 0, amount: "5", claims: [claim] }] };
  const world = (balance: bigint) => {
    const [first, ...others] = genesis(reserved).openings;
    const poor = others.map((opening) => ({ ...opening, balance: "0" }));
    return { ...village, openings: [{ ...first, balance: String(balance) }, ...poor] };
  };
  expect(reasonOf(world(LARGEST - 5n))).toBeUndefined();
  expect(reasonOf(world(LARGEST - 4n))).toEqual(tooMuch);
});

// TH-7: a nonce is an integer from 0 to 2^53-2, a `next_nonce` from 0 to 2^53-1.
test("an account may be opened behind its last nonce, and no later", () => {
  expect(reasonOf(genesis({ next_nonce: 2 ** 53 - 1 }))).toBeUndefined();
  expect(reasonOf(genesis({ next_nonce: 2 ** 53 }))).toEqual({
    place: "/openings/0/next_nonce",
    clause: "TH-7",
    problem: "OutOfRange",
  });
});

// OP-1
test("nobody is said to own an account in an epoch after its opening", () => {
  const [first] = village.ownership;
  const later = { ...first, epoch: 7 };
  const index = village.openings.findIndex(({ account }) => account === later.account);
  expect(reasonOf({ ...village, ownership: [...village.ownership, later] })).toEqual({
    place: `/openings/${index}/epoch`,
    clause: "OP-1",
    problem: "Inconsistent",
  });
});
