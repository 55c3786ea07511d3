import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeSignatures } from "../../protocol/ed25519.ts";
import { alice, ascending, bob, carol, coreDigestOf, genesis } from "../../protocol/village.ts";
import { harbour, market, order, seedOf, vote, type OrderJson } from "../../protocol/village.ts";
import { handoff, openingReceipt, openingDigestOf } from "../../protocol/village-moves.ts";
import { byText, request } from "../../protocol/village-moves.ts";
import { lapseNotice, pendingOrder } from "../../protocol/village-waiting.ts";
import { memoryStore } from "../../store/memory.ts";
import { INVITING, moved, saying } from "../handoff/scene.ts";
import { createPending } from "./pending.ts";

const signatures = nodeSignatures();

/** A member of the harbour, with whom orders may wait. */
function hugo() {
  return createPending({
    genesis: genesis(),
    seed: seedOf("hugo"),
    signatures,
    store: memoryStore(),
  });
}
type Member = ReturnType<typeof hugo>;

const first = order({ epoch: 2 });
const second = order({ epoch: 2, nonce: 1 });
const rival = order({ epoch: 2, recipient: carol });
const renewed = order({ epoch: 2, issued_at: 150, ttl: 100 });
const asked = request();
const bound = handoff(asked, saying(asked));
const receipts = byText(
  INVITING.map((name) => openingReceipt(name, openingDigestOf(moved({ balance: "10" })))),
);

function pend(who: Member, one: object, now = 100) {
  return who.apply("Pend", { order: one, now });
}

function activate(who: Member, now = 100) {
  return who.apply("Activate", { account: alice, now });
}

/** The proof of alice's move comes. */
function opens(who: Member) {
  who.apply("RecordOwnershipProof", { proof: { account: alice, epoch: 1, committee: market } });
  return who.apply("OpenAccount", { handoff: bound, receipts });
}

function waits(one: OrderJson) {
  return [{ type: "PendingOrder", body: pendingOrder("hugo", one) }];
}

function votes(one: OrderJson) {
  return { type: "TransferVote", body: vote("hugo", one, { committee: harbour }) };
}

// PD-13, PD-15, PD-20
test("an order that waits has a word with an end, no vote, and outlives a crash", () => {
  const who = hugo();
  const { pending: none, ...before } = who.observe();
  expect(none).toEqual([]);
  expect(pend(who, first)).toEqual({ kind: "pending", failed: [], emitted: waits(first) });
  const { pending, ...after } = who.observe();
  expect(after).toEqual(before);
  expect(pending).toEqual([
    { sender: alice, epoch: 2, nonce: 0, core_digest: coreDigestOf(first), until: 200 },
  ]);
  expect(who.apply("SignVote", { order: first, now: 100 }).failed).toEqual(["NotOwned"]);
  const bytes = who.bytes();
  who.apply("Restart", {});
  expect(who.bytes()).toEqual(bytes);
});

// PD-18, PD-20
test("when the account opens votes come in turn, and who is too early goes on waiting", () => {
  const who = hugo();
  pend(who, second);
  pend(who, first);
  expect(activate(who).failed).toEqual(["AccountNotOpenHere"]);
  expect(opens(who).kind).toBe("opened");
  expect(who.observe().pending.map(({ nonce }) => nonce)).toEqual([0, 1]);
  expect(activate(who)).toEqual({ kind: "activated", failed: [], emitted: [votes(first)] });
  expect(who.observe().pending.map(({ nonce }) => nonce)).toEqual([1]);
  expect(activate(who)).toEqual({ kind: "again", failed: [], emitted: [] });
  // The vote is a promise: its lock is held.
  const core = coreDigestOf(first);
  expect(who.observe().accounts[alice]?.locks).toEqual([{ nonce: 0, core_digest: core, ttl: 100 }]);
  expect(who.apply("SignVote", { order: first, now: 900 })).toMatchObject({ kind: "again" });
});

// PD-16
test("of two windows of one core the one that ends later is kept, whichever came first", () => {
  const [one, other] = [hugo(), hugo()];
  expect(pend(one, first, 150).kind).toBe("pending");
  expect(pend(one, renewed, 150)).toMatchObject({ kind: "pending", emitted: waits(renewed) });
  expect(pend(other, renewed, 150).kind).toBe("pending");
  expect(pend(other, first, 150)).toMatchObject({ kind: "again", emitted: waits(renewed) });
  expect(other.bytes()).toEqual(one.bytes());
});

// PD-17
test("the clock ends the waiting at the end of the window, and says so", () => {
  const who = hugo();
  pend(who, first);
  pend(who, order({ epoch: 2, nonce: 1, issued_at: 101 }));
  expect(who.apply("Lapse", { now: 199 })).toEqual({ kind: "again", failed: [], emitted: [] });
  const body = lapseNotice("hugo", first, "OrderExpired");
  expect(who.apply("Lapse", { now: 200 })).toEqual({
    kind: "lapsed",
    failed: [],
    emitted: [{ type: "LapseNotice", body }],
  });
  expect(who.observe().pending.map(({ nonce }) => nonce)).toEqual([1]);
});

// PD-14, PD-19
test("what is refused when its turn has come is told every guard that failed, in order", () => {
  const who = hugo();
  pend(who, rival);
  opens(who);
  expect(who.apply("SignVote", { order: first, now: 100 }).kind).toBe("voted");
  const answer = activate(who, 200);
  expect(answer.kind).toBe("activated");
  const proof = ascending(first, rival, coreDigestOf);
  const notice = lapseNotice("hugo", rival, "OrderExpired", "ConflictingOrder");
  expect(answer.emitted).toEqual([
    { type: "EquivocationProof", body: proof },
    { type: "LapseNotice", body: notice },
  ]);
  expect(who.observe().pending).toEqual([]);
});

// PD-18: the order of another epoch would be refused for the lock as well.
test("an order of an epoch that is over has its turn before those of this one", () => {
  const who = hugo();
  const old = order({ epoch: 1 });
  pend(who, first);
  pend(who, old);
  opens(who);
  expect(activate(who).emitted).toEqual([
    { type: "LapseNotice", body: lapseNotice("hugo", old, "WrongEpoch") },
    votes(first),
  ]);
});

// PD-10, PD-11
test("as many wait as the network says, for each sender, and one at a turn", () => {
  const who = hugo();
  expect(pend(who, first).kind).toBe("pending");
  expect(pend(who, second).kind).toBe("pending");
  expect(pend(who, order({ epoch: 2, nonce: 2 })).failed).toEqual(["PendingFull"]);
  expect(pend(who, rival).failed).toEqual(["OtherOrderPending"]);
  const of = { sender: bob, recipient: alice, epoch: 2 };
  expect(pend(who, order(of)).kind).toBe("pending");
});

// PD-9: carol's account is the harbour's in epoch 3.
test("who owns the account says wait for a later epoch only", () => {
  const paid = { sender: carol, recipient: alice };
  expect(pend(hugo(), order({ ...paid, epoch: 3 })).failed).toEqual(["EpochOpenHere"]);
  expect(pend(hugo(), order({ ...paid, epoch: 4 })).kind).toBe("pending");
});

// PD-13
test("an end that cannot be written is the last time there is", () => {
  const last = Number.MAX_SAFE_INTEGER;
  const late = order({ epoch: 2, issued_at: last, ttl: 1000 });
  const body = pendingOrder("hugo", late, { until: last });
  expect(pend(hugo(), late, last).emitted).toEqual([{ type: "PendingOrder", body }]);
});

test("what cannot be read is refused for that alone, and a time that is none is a fault", () => {
  const who = hugo();
  const before = who.bytes();
  expect(pend(who, { ...first, memo: "" }, 900).failed).toEqual(["PendingMalformed"]);
  const nobody = who.apply("Activate", { account: "00", now: 100 });
  expect(nobody).toMatchObject({
    failed: ["AccountNotOpenHere"],
    malformed: { place: "/account", problem: "NotAKey" },
  });
  expect(who.bytes()).toEqual(before);
  expect(() => who.apply("Lapse", { now: -1 })).toThrow("InputMalformed");
});

const orders = [first, renewed, rival, second, order({ epoch: 1 })];
const deeds = {
  pend: (who: Member, at: number, now: number) => pend(who, orders[at] ?? first, now),
  vote: (who: Member, at: number, now: number) =>
    who.apply("SignVote", { order: orders[at] ?? first, now }),
  activate: (who: Member, _: number, now: number) => activate(who, now),
  lapse: (who: Member, _: number, now: number) => who.apply("Lapse", { now }),
  open: opens,
  restart: (who: Member) => who.apply("Restart", {}),
} as const;
const deed = fc.record({
  name: fc.constantFrom("pend", "pend", "vote", "activate", "lapse", "open", "restart"),
  at: fc.nat(orders.length - 1),
  now: fc.constantFrom(100, 150, 199, 200, 250),
});

// PD-15 to PD-20: whoever was told to wait waits, or was told something else.
test("nobody who waits is forgotten, whatever happens in whatever order", () => {
  const law = fc.property(fc.array(deed, { maxLength: 14 }), (chosen) => {
    const who = hugo();
    const told = new Set<unknown>();
    for (const { name, at, now } of chosen) {
      for (const { type, body } of deeds[name](who, at, now).emitted) {
        const { core_digest: core } = Object(body);
        if (type === "PendingOrder") told.add(core);
        else told.delete(core);
      }
      const waiting = new Set<unknown>(who.observe().pending.map(({ core_digest: core }) => core));
      expect([...told].filter((core) => !waiting.has(core))).toEqual([]);
    }
  });
  fc.assert(law, { numRuns: 60 });
});
