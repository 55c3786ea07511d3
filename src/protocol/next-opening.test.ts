import fc from "fast-check";
import { expect, test } from "vitest";
import { readAccountOpening, type AccountOpening } from "./account-opening.ts";
import { closingOf, continues } from "./closing.ts";
import { readCommittee, type Committee } from "./committee.ts";
import { readHandoff, type HandoffCertificate } from "./handoff.ts";
import { nextOpening } from "./next-opening.ts";
import type { Read } from "./shape.ts";
import { alice, bob, carol, claimDigestOf, claimOf, committee, eve, keyOf } from "./village.ts";
import { harbour, order, type OrderJson, type Plain } from "./village.ts";
import { byText, opening, type OpeningJson } from "./village-moves.ts";

// Nothing here looks at a signature: any 64 bytes will do.
const NO_SIGNATURE = "00".repeat(64);
const PLAIN: OrderJson = { ...order(), sender_sig: NO_SIGNATURE };
const MEMBERS = ["anna", "bela", "cleo", "dina"];

function must<Fact>(read: Read<Fact>): Fact {
  if (!read.ok) throw new Error(`${read.reason.place} ${read.reason.problem}`);
  return read.value;
}

type Said = { readonly paid: readonly OrderJson[]; readonly locks: readonly OrderJson[] };

function once<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function handoffOf(
  opened: OpeningJson,
  said: readonly Said[],
  members: readonly string[] = MEMBERS,
): HandoffCertificate {
  const asked = { account: alice, epoch: 1, to: harbour };
  const releases = said.map(({ paid, locks }, index) => ({
    ...asked,
    opening: "ab".repeat(32),
    certificates: byText(once(paid).map((one) => ({ order: one, votes: [] }))),
    locks: byText(once(locks)),
    authority: keyOf(members[index] ?? ""),
    authority_sig: NO_SIGNATURE,
  }));
  const request = { network: "village", ...asked, account_sig: NO_SIGNATURE };
  const body = { request, opening: opened, releases: byText(releases), account_sig: NO_SIGNATURE };
  return must(readHandoff(body, ""));
}

function worldOf(weights: { readonly [member: string]: number }) {
  const old: Committee = must(readCommittee(committee("market", weights), ""));
  const name = must(readAccountOpening(opening(), "")).committee;
  return { network: "village", committees: new Map([[name, old]]) };
}

const MARKET_OF_FOUR = worldOf({ anna: 1, bela: 1, cleo: 1, dina: 1 });

function pays(nonce: number, amount: number, deviation: Plain = {}): OrderJson {
  return { ...PLAIN, nonce, amount: String(amount), ...deviation };
}

function getsFrom(sender: string, nonce: number, amount: number): OrderJson {
  return pays(nonce, amount, { sender, recipient: alice });
}

function digestsOf(orders: readonly OrderJson[]): readonly string[] {
  return orders.map(claimDigestOf).toSorted();
}

const small = fc.integer({ min: 1, max: 9 });
const to = fc.constantFrom(bob, carol);

/** An account with up to three nonces behind it, the last perhaps reserved for two claims. */
const opened = fc
  .record({ balance: fc.integer({ min: -5, max: 40 }), next: fc.nat(3) })
  .chain(({ balance, next }) =>
    fc.tuple(fc.boolean(), small, small).map(([reserves, one, other]) => {
      const claims = [pays(next - 1, one), pays(next - 1, other, { recipient: carol })];
      const escrow = {
        nonce: next - 1,
        amount: String(Math.max(one, other)),
        claims: claims.map(claimOf).toSorted((a, b) => (digest(a) < digest(b) ? -1 : 1)),
      };
      const held = reserves && next > 0 ? [escrow] : [];
      const facts = { balance: String(balance), next_nonce: next, escrow: held };
      return { facts: opening(facts), reserved: held.length === 0 ? [] : claims };
    }),
  );

function digest(claim: Plain): string {
  return claimDigestOf({ ...PLAIN, ...claim });
}

/** What was paid to and by alice since, in nonce order, and perhaps from the reserve. */
const history = opened
  .chain(({ facts, reserved }) =>
    fc.record({
      facts: fc.constant(facts),
      reserve: reserved.length === 0 ? fc.constant([]) : fc.subarray(reserved, { maxLength: 1 }),
      out: fc
        .array(fc.tuple(small, to), { maxLength: 3 })
        .map((payments) =>
          payments.map(([amount, recipient], index) =>
            pays(facts.next_nonce + index, amount, { recipient }),
          ),
        ),
      in: fc.uniqueArray(fc.tuple(fc.constantFrom(carol, eve), fc.nat(2), small), {
        selector: ([sender, nonce]) => `${sender} ${nonce}`,
        maxLength: 4,
      }),
    }),
  )
  .map(({ facts, reserve, out, in: got }) => ({
    facts,
    out: [...reserve, ...out],
    got: got.map(([sender, nonce, amount]) => getsFrom(sender, nonce, amount)),
  }));

/** Who shows which of these; each is shown by somebody, perhaps in two windows. */
function shown(orders: readonly OrderJson[]): fc.Arbitrary<readonly Said[]> {
  const holders = fc.array(fc.nat(2 ** 6 - 1), {
    minLength: orders.length,
    maxLength: orders.length,
  });
  return holders.map((masks) =>
    [0, 1, 2].map((member) => ({
      locks: [],
      paid: orders.flatMap((one, index) => {
        const mask = (masks[index] ?? 0) | (index % 3 === member ? 1 << member : 0);
        const again = { ...one, issued_at: one.issued_at + 50 };
        return [
          ...((mask >> member) & 1 ? [one] : []),
          ...((mask >> (member + 3)) & 1 ? [again] : []),
        ];
      }),
    })),
  );
}

function worth({ balance, escrow }: AccountOpening): bigint {
  return escrow.reduce((sum, { amount }) => sum + BigInt(amount), BigInt(balance));
}

function amounts(orders: readonly OrderJson[]): bigint {
  return orders.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
}

// HO-26, HO-29
test("money is neither made nor lost: the next opening is worth the last and the payments", () => {
  const cases = history.chain((past) =>
    fc.tuple(fc.constant(past), shown([...past.out, ...past.got])),
  );
  fc.assert(
    fc.property(cases, ([{ facts, out, got }, said]) => {
      const handoff = handoffOf(facts, said);
      const next = nextOpening(MARKET_OF_FOUR, handoff).opening;
      const before = worth(must(readAccountOpening(facts, "")));
      expect(worth(next)).toBe(before + amounts(got) - amounts(out));
      expect(continues(handoff.opening, handoff.releases)).toBe(true);
      const next_nonce = out.filter(({ nonce }) => nonce >= facts.next_nonce).length;
      expect(next).toMatchObject({ epoch: 2, next_nonce: facts.next_nonce + next_nonce });
      expect(next.applied.map(digest)).toEqual(digestsOf(out));
      expect(next.credited.map(digest)).toEqual(digestsOf(got));
      // An escrow goes when it is paid, and not otherwise.
      const isPaid = out.some(({ nonce }) => nonce < facts.next_nonce);
      expect(next.escrow).toHaveLength(isPaid ? 0 : facts.escrow.length);
    }),
  );
});

test("it is the same whoever shows what, in whatever window and however often", () => {
  const cases = history.chain((past) => {
    const all = [...past.out, ...past.got];
    return fc.tuple(fc.constant(past.facts), shown(all), shown(all));
  });
  fc.assert(
    fc.property(cases, ([facts, one, other]) => {
      const [left, right] = [handoffOf(facts, one), handoffOf(facts, other)];
      expect(nextOpening(MARKET_OF_FOUR, left)).toEqual(nextOpening(MARKET_OF_FOUR, right));
      const turned = { ...left, releases: left.releases.toReversed() };
      expect(nextOpening(MARKET_OF_FOUR, turned)).toEqual(nextOpening(MARKET_OF_FOUR, left));
    }),
  );
});

test("what an epoch has counted, the next does not count again", () => {
  const cases = history.chain((past) =>
    fc.tuple(fc.constant(past.facts), shown([...past.out, ...past.got])),
  );
  fc.assert(
    fc.property(cases, ([facts, said]) => {
      const handoff = handoffOf(facts, said);
      const first = nextOpening(MARKET_OF_FOUR, handoff).opening;
      const again = closingOf(first, handoff.releases);
      expect(again.balance).toBe(BigInt(first.balance));
      expect(again).toMatchObject({
        next_nonce: first.next_nonce,
        escrow: first.escrow,
        applied: first.applied,
        credited: first.credited,
      });
    }),
  );
});

/** Whether these claims continue an opening whose nonce 0 is spent. */
function after(...paid: readonly OrderJson[]): boolean {
  const { opening: facts, releases } = handoffOf(opening({ next_nonce: 1 }), [{ paid, locks: [] }]);
  return continues(facts, releases);
}

test("claims do not continue an opening with a gap, two at a nonce, or one unreserved", () => {
  expect(after(pays(1, 2), pays(2, 2))).toBe(true);
  expect(after(pays(2, 2))).toBe(false);
  expect(after(pays(1, 2), pays(3, 2))).toBe(false);
  expect(after(pays(1, 2), pays(1, 3))).toBe(false);
  expect(after(pays(0, 2))).toBe(false);
  expect(after(getsFrom(carol, 7, 2))).toBe(true);
});

const SUBSETS = [...Array(16).keys()].map((mask) =>
  MEMBERS.filter((_, index) => (mask >> index) & 1),
);

/**
 * Whether somebody may hold a certificate of a core: as many members as can be liars without being
 * a third, those who have not released, and those whose release shows the lock, are a quorum.
 */
function mayBeCertified(
  weights: { readonly [member: string]: number },
  released: readonly string[],
  holders: readonly string[],
): boolean {
  const weigh = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + (weights[name] ?? 0), 0);
  const total = weigh(MEMBERS);
  return SUBSETS.filter((liars) => 3 * weigh(liars) < total).some((liars) => {
    const voters = MEMBERS.filter(
      (name) => liars.includes(name) || holders.includes(name) || !released.includes(name),
    );
    return 3 * weigh(voters) > 2 * total;
  });
}

const weighted = fc.record({
  anna: small,
  bela: small,
  cleo: small,
  dina: small,
});
const locked = fc.record({
  /** Per member: which of three orders it holds, or none. */
  holds: fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
  released: fc.constantFrom(...SUBSETS),
  balance: fc.integer({ min: 0, max: 12 }),
});
const RIVALS = [pays(0, 4), pays(0, 7, { recipient: carol }), pays(0, 10, { recipient: eve })];

function reservedFor(
  weights: { readonly [member: string]: number },
  { holds, released, balance }: { holds: number[]; released: readonly string[]; balance: number },
) {
  const held = MEMBERS.map((_, index) => RIVALS[holds[index] ?? 3]);
  const said = MEMBERS.flatMap((name, index) => {
    const lock = held[index];
    return released.includes(name) ? [{ paid: [], locks: lock === undefined ? [] : [lock] }] : [];
  });
  const handoff = handoffOf(opening({ balance: String(balance) }), said, released);
  const next = nextOpening(worldOf(weights), handoff).opening;
  const reserved = next.escrow.flatMap(({ claims }) => claims.map(digest));
  return {
    next,
    reserved,
    holdersOf: (one: OrderJson) => released.filter((name) => held[MEMBERS.indexOf(name)] === one),
  };
}

// HO-27
test("in every committee an order that may have a certificate nobody showed is reserved", () => {
  fc.assert(
    fc.property(weighted, locked, (weights, scene) => {
      const { reserved, holdersOf } = reservedFor(weights, scene);
      for (const rival of RIVALS) {
        const holders = holdersOf(rival);
        if (holders.length === 0 || Number(rival.amount) > scene.balance) continue;
        if (!mayBeCertified(weights, scene.released, holders)) continue;
        expect(reserved).toContain(claimDigestOf(rival));
      }
    }),
    { numRuns: 1000 },
  );
});

// HO-28
test("among four equals just those are reserved, with money for the largest and a nonce", () => {
  const equals = { anna: 1, bela: 1, cleo: 1, dina: 1 };
  let contested = 0;
  fc.assert(
    fc.property(locked, (scene) => {
      const { next, reserved, holdersOf } = reservedFor(equals, scene);
      const possible = RIVALS.filter((rival) => {
        const holders = holdersOf(rival);
        const isCovered = Number(rival.amount) <= scene.balance;
        return isCovered && holders.length > 0 && mayBeCertified(equals, scene.released, holders);
      });
      if (possible.length > 1) contested += 1;
      expect(reserved).toEqual(digestsOf(possible));
      const most = Math.max(0, ...possible.map(({ amount }) => Number(amount)));
      expect(next.balance).toBe(String(scene.balance - most));
      expect(next.next_nonce).toBe(possible.length === 0 ? 0 : 1);
      expect(next.escrow.map(({ amount }) => amount)).toEqual(most === 0 ? [] : [String(most)]);
    }),
    { numRuns: 1000 },
  );
  expect(contested).toBeGreaterThan(10);
});
