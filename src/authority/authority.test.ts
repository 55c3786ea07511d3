import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeSignatures } from "../protocol/ed25519.ts";
import { alice, carol, certificate, genesis, order, seedOf } from "../protocol/village.ts";
import type { Store } from "../store/store.ts";
import { documentOf } from "../store/durable.ts";
import { memoryStore } from "../store/memory.ts";
import { createAuthority } from "./authority.ts";

const signatures = nodeSignatures();

function over(store: Store, seed = seedOf("anna"), world: unknown = genesis()) {
  return createAuthority({ genesis: world, seed, signatures, store });
}

type Told = { readonly input: string; readonly body: unknown };

/** Incommits that change the state, with some that do not; in any order. */
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

test("the same incommits give the same answers and the same bytes", () => {
  fc.assert(
    fc.property(told, (incommits) => {
      const [one, other] = [over(memoryStore()), over(memoryStore())];
      for (const { input, body } of incommits) {
        expect(one.apply(input, body)).toEqual(other.apply(input, body));
      }
      expect(one.bytes()).toEqual(other.bytes());
    }),
  );
});

test("a restart after any input loses nothing: it reads the store's bytes alone", () => {
  fc.assert(
    fc.property(told, (incommits) => {
      const store = memoryStore();
      const steady = over(memoryStore());
      for (const { input, body } of incommits) {
        expect(over(store).apply(input, body)).toEqual(steady.apply(input, body));
        expect(over(store).observe()).toEqual(steady.observe());
        expect(documentOf(store.read())).toEqual(steady.bytes());
      }
      expect(over(store).apply("Restart", {}).kind).toBe("restarted");
    }),
  );
});

test("a refusal and an answer given again write nothing", () => {
  let commits = 0;
  const inner = memoryStore();
  const counting: Store = {
    read: inner.read,
    commit: (changes) => {
      commits += 1;
      inner.commit(changes);
    },
  };
  const anna = over(counting);
  expect(commits).toBe(1);
  anna.apply("SignVote", { order: order({ amount: "11" }), now: 100 });
  expect(commits).toBe(1);
  anna.apply("SignVote", { order: order(), now: 100 });
  anna.apply("SignVote", { order: order(), now: 100 });
  expect(commits).toBe(2);
});

test("nothing leaves before it is durable: where the store fails, no vote is given", () => {
  const inner = memoryStore();
  let broken = false;
  const failing: Store = {
    read: inner.read,
    commit: (changes) => {
      if (broken) throw new Error("disk full");
      inner.commit(changes);
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
    read: inner.read,
    commit: (changes) => {
      inner.commit(changes);
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

/** A store that holds these records, however they came there. */
function holding(records: Iterable<readonly [string, string]>): Store {
  const store = memoryStore();
  store.commit(new Map(records));
  return store;
}

test("a store that cannot be read, or is another's, is a fault and never a new beginning", () => {
  const store = memoryStore();
  over(store).apply("SignVote", { order: order(), now: 100 });
  const records = [...store.read()];
  expect(() => over(store, seedOf("bela"))).toThrow("StateOfAnother");
  const poorer = genesis({ balance: "9" });
  expect(() => over(store, seedOf("anna"), poorer)).toThrow("StateOfAnother");
  const changed = (at: number, to: (text: string) => string): Store =>
    holding(records.map(([place, text], index) => [place, index === at ? to(text) : text]));
  fc.assert(
    fc.property(fc.nat(records.length - 1), fc.nat(), fc.string(), (at, index, by) => {
      const torn = changed(at, (text) => {
        const from = index % text.length;
        return text.slice(0, from) + by + text.slice(from + 1);
      });
      let read: string;
      try {
        read = Buffer.from(over(torn).bytes()).toString();
      } catch (error) {
        read = String(error);
      }
      // A changed digit may be another state; but never the one before, and never half of one.
      const whole = Buffer.from(documentOf(torn.read())).toString();
      expect(read === whole || /StateUnreadable|StateOfAnother/.test(read)).toBe(true);
    }),
  );
  for (const [at, [place]] of records.entries()) {
    if (place === "owner") continue;
    expect(() => over(changed(at, (text) => `${text} `)), place).toThrow("StateUnreadable");
    expect(() => over(changed(at, () => "{}")), place).toThrow("StateUnreadable");
  }
  const without = (lost: string) => holding(records.filter(([place]) => place !== lost));
  expect(() => over(without("owner"))).toThrow("StateUnreadable");
  expect(() => over(without("queue"))).toThrow("StateUnreadable");
  expect(() => over(holding([...records, ["strange", "0"]]))).toThrow("StateUnreadable");
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
