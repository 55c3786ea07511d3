import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeSignatures } from "../protocol/ed25519.ts";
import { alice, carol, certificate, genesis, order, seedOf } from "../protocol/village.ts";
import type { Store } from "../store/store.ts";
import { memoryStore } from "../store/memory.ts";
import { createAuthority } from "./authority.ts";

const signatures = nodeSignatures();

function over(store: Store, seed = seedOf("anna"), world: unknown = genesis()) {
  return createAuthority({ genesis: world, seed, signatures, store });
}

type Told = { readonly input: string; readonly body: unknown };

/** Inputs that change the state, with some that do not; in any order. */
const told: fc.Arbitrary<readonly Told[]> = fc.array(
  fc.constantFrom<Told>(
    { input: "SignVote", body: { order: order(), now: 100 } },
    { input: "SignVote", body: { order: order({ recipient: carol }), now: 100 } },
    { input: "SignVote", body: { order: order({ nonce: 1 }), now: 100 } },
    { input: "ApplyCertificate", body: { certificate: certificate() } },
    { input: "ApplyCertificate", body: { certificate: certificate(order({ nonce: 1 })) } },
    { input: "ApplyCertificate", body: { certificate: certificate(order({ recipient: carol })) } },
    { input: "RecordOwnershipProof", body: { proof: genesis().ownership[3] } },
  ),
  { maxLength: 8 },
);

test("the same inputs give the same answers and the same bytes", () => {
  fc.assert(
    fc.property(told, (inputs) => {
      const [one, other] = [over(memoryStore()), over(memoryStore())];
      for (const { input, body } of inputs) {
        expect(one.apply(input, body)).toEqual(other.apply(input, body));
      }
      expect(one.bytes()).toEqual(other.bytes());
    }),
  );
});

test("a restart after any input loses nothing: it reads the store's bytes alone", () => {
  fc.assert(
    fc.property(told, (inputs) => {
      const store = memoryStore();
      const steady = over(memoryStore());
      for (const { input, body } of inputs) {
        expect(over(store).apply(input, body)).toEqual(steady.apply(input, body));
        expect(over(store).observe()).toEqual(steady.observe());
        expect(store.get()).toEqual(steady.bytes());
      }
      expect(over(store).apply("Restart", {}).kind).toBe("restarted");
    }),
  );
});

test("a refusal and an answer given again write nothing", () => {
  let puts = 0;
  const inner = memoryStore();
  const counting: Store = {
    get: inner.get,
    put: (blob) => {
      puts += 1;
      inner.put(blob);
    },
  };
  const anna = over(counting);
  expect(puts).toBe(1);
  anna.apply("SignVote", { order: order({ amount: "11" }), now: 100 });
  expect(puts).toBe(1);
  anna.apply("SignVote", { order: order(), now: 100 });
  anna.apply("SignVote", { order: order(), now: 100 });
  expect(puts).toBe(2);
});

test("nothing leaves before it is durable: where the store fails, no vote is given", () => {
  const inner = memoryStore();
  let broken = false;
  const failing: Store = {
    get: inner.get,
    put: (blob) => {
      if (broken) throw new Error("disk full");
      inner.put(blob);
    },
  };
  const anna = over(failing);
  const before = anna.bytes();
  broken = true;
  expect(() => anna.apply("SignVote", { order: order(), now: 100 })).toThrow("disk full");
  expect(anna.bytes()).toEqual(before);
  broken = false;
  // So another order may still be voted for: no promise had left.
  const other = order({ recipient: carol });
  expect(anna.apply("SignVote", { order: other, now: 100 }).kind).toBe("voted");
});

test("a crash between write and send keeps the promise: the vote comes when asked again", () => {
  const inner = memoryStore();
  const crashing: Store = {
    get: inner.get,
    put: (blob) => {
      inner.put(blob);
      throw new Error("crash");
    },
  };
  over(inner);
  expect(() => over(crashing).apply("SignVote", { order: order(), now: 100 })).toThrow("crash");
  const back = over(inner);
  const rival = order({ recipient: carol });
  expect(back.apply("SignVote", { order: rival, now: 100 }).failed).toEqual(["ConflictingOrder"]);
  expect(back.apply("SignVote", { order: order(), now: 9999 }).kind).toBe("again");
});

test("a store that cannot be read, or is another's, is a fault and never a new beginning", () => {
  const store = memoryStore();
  over(store).apply("SignVote", { order: order(), now: 100 });
  const bytes = store.get() ?? new Uint8Array();
  expect(() => over(store, seedOf("bela"))).toThrow("StateUnreadable");
  const poorer = genesis({ balance: "9" });
  expect(() => over(store, seedOf("anna"), poorer)).toThrow("StateUnreadable");
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (index, flip) => {
      const torn = memoryStore();
      torn.put(bytes.with(index, (bytes[index] ?? 0) ^ flip));
      let read: string;
      try {
        read = Buffer.from(over(torn).bytes()).toString();
      } catch (error) {
        read = String(error);
      }
      // A changed digit may be another state; but never the one before, and never half of one.
      expect(
        read === Buffer.from(torn.get() ?? []).toString() || /StateUnreadable/.test(read),
      ).toBe(true);
    }),
  );
  for (const text of ["", "{}", "null", `${Buffer.from(bytes).toString()} `]) {
    const torn = memoryStore();
    torn.put(Buffer.from(text));
    expect(() => over(torn)).toThrow("StateUnreadable");
  }
});

test("a genesis that is not whole is named by place and clause", () => {
  const world = genesis();
  const wrong = (deviation: object) => () =>
    over(memoryStore(), seedOf("anna"), { ...world, ...deviation });
  expect(wrong({ network: "Village" })).toThrow("place=/network");
  expect(wrong({ ownership: [] })).toThrow("place=/openings/0/committee, clause=OP-1");
  expect(wrong({ committees: [...world.committees, world.committees[0]] })).toThrow(
    "/committees/3",
  );
  const [first, second, third] = world.openings;
  expect(wrong({ openings: [first, second, third, first] })).toThrow("place=/openings/3/account");
  const rich = { ...second, balance: "9223372036854775807" };
  expect(wrong({ openings: [first, rich, third] })).toThrow("clause=TH-13");
  const escrow = [{ nonce: 0, amount: "4", claims: [] }];
  expect(wrong({ openings: [{ ...first, escrow }, second, third] })).toThrow("clause=EX-12");
  const unsorted = { ...world.committees[0], members: world.committees[0]?.members.toReversed() };
  expect(wrong({ committees: [unsorted] })).toThrow("/committees/0/members/1/key");
});

test("what the caller does to its input afterwards does not reach the state", () => {
  const anna = over(memoryStore());
  const mine: { [field: string]: unknown } = { ...order() };
  anna.apply("SignVote", { order: mine, now: 100 });
  const before = anna.bytes().slice();
  mine["amount"] = "10";
  anna.apply("RecordOwnershipProof", { proof: genesis().ownership[3] });
  anna.apply("Restart", {});
  expect(anna.observe().accounts[alice]?.locks).toHaveLength(1);
  expect(Buffer.from(anna.bytes()).includes('"amount":"10"')).toBe(false);
  expect(before.length).toBeGreaterThan(0);
});
