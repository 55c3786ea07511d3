import { expect, test } from "vitest";
import { nodeSignatures } from "../protocol/ed25519.ts";
import type { Off } from "../protocol/guards.ts";
import { alice, ascending, bob, carol, certificate, claimDigestOf } from "../protocol/village.ts";
import { claimOf, coreDigestOf, eve, genesis, keyOf, market, order } from "../protocol/village.ts";
import { receipt, seedOf, vote, type OrderJson, type Plain } from "../protocol/village.ts";
import { memoryStore } from "../store/memory.ts";
import { createAuthority, type Authority } from "./authority.ts";

function anna(alices: Plain = {}, off: Off = new Set()): Authority {
  return createAuthority({
    genesis: genesis(alices),
    seed: seedOf("anna"),
    signatures: nodeSignatures(),
    store: memoryStore(),
    off,
  });
}

function ask(authority: Authority, signed: unknown, now = 100) {
  return authority.apply("SignVote", { order: signed, now });
}

function voteOf(signed: OrderJson) {
  return [{ type: "TransferVote", body: vote("anna", signed) }];
}

const first = order();

test("an authority votes for a good order, and the vote is exactly the one that was due", () => {
  const answer = ask(anna(), first);
  expect(answer).toEqual({ kind: "voted", failed: [], emitted: voteOf(first) });
});

test("the lock stands in the state before anything is said about it", () => {
  const authority = anna();
  ask(authority, first);
  expect(authority.observe().accounts[alice]?.locks).toEqual([
    { nonce: 0, core_digest: coreDigestOf(first), ttl: 100 },
  ]);
});

test.for<[string, OrderJson, number, string[]]>([
  ["a signature by another", order({}, "eve"), 100, ["OrderSignatureInvalid"]],
  ["another network", order({ network: "town" }), 100, ["WrongNetwork"]],
  ["a sender not owned here", order({ sender: carol, epoch: 3 }), 100, ["NotOwned"]],
  ["a sender unknown to all", order({ sender: eve }), 100, ["NotOwned"]],
  ["an older epoch", order({ epoch: 0 }), 100, ["WrongEpoch"]],
  ["a newer epoch", order({ epoch: 2 }), 100, ["WrongEpoch"]],
  ["payment to oneself", order({ recipient: alice }), 100, ["SelfTransfer"]],
  ["a ttl over the maximum", order({ ttl: 1001 }), 100, ["TtlTooLong"]],
  ["an expired window", first, 200, ["OrderExpired"]],
  ["a window of the future", first, 89, ["OrderFromFuture"]],
  ["a nonce beyond the next", order({ nonce: 1 }), 100, ["NonceNotOpen"]],
  ["more than the balance", order({ amount: "11" }), 100, ["InsufficientBalance"]],
  [
    "several faults at once, told in the order of the table",
    order({ nonce: 1, amount: "11", ttl: 1001, epoch: 2 }, "eve"),
    89,
    [
      "OrderSignatureInvalid",
      "WrongEpoch",
      "TtlTooLong",
      "OrderFromFuture",
      "NonceNotOpen",
      "InsufficientBalance",
    ],
  ],
  [
    "a stranger's order is judged without a shard",
    order({ sender: carol, nonce: 7, epoch: 9, amount: "900", ttl: 1001 }),
    5000,
    ["NotOwned", "TtlTooLong", "OrderExpired"],
  ],
])("refused, and nothing changes: %s", ([, signed, now, failed]) => {
  const authority = anna();
  const before = authority.bytes();
  const answer = ask(authority, signed, now);
  expect(answer).toMatchObject({ kind: "refused", failed });
  expect(authority.bytes()).toEqual(before);
});

test.for<[string, OrderJson, number]>([
  ["the whole balance", order({ amount: "10" }), 100],
  ["the longest ttl", order({ ttl: 1000 }), 100],
  ["the last millisecond of the window", first, 199],
  ["the first millisecond that the skew allows", first, 90],
])("accepted at the edge: %s", ([, signed, now]) => {
  expect(ask(anna(), signed, now).kind).toBe("voted");
});

test.for<[string, Plain | null | string]>([
  ["no object", "order"],
  ["null", null],
  ["amount 0", { ...first, amount: "0" }],
  ["amount 2^63", { ...first, amount: "9223372036854775808" }],
  ["an amount with a leading zero", { ...first, amount: "04" }],
  ["an amount as a number", { ...first, amount: 4 }],
  ["ttl 0", { ...first, ttl: 0 }],
  ["a fraction", { ...first, nonce: 0.5 }],
  ["minus zero", { ...first, nonce: -0 }],
  ["a nonce of 2^53", { ...first, nonce: 2 ** 53 }],
  ["an epoch of 2^32", { ...first, epoch: 2 ** 32 }],
  ["an upper-case key", { ...first, sender: alice.toUpperCase() }],
  ["a recipient off the curve", { ...first, recipient: `02${"00".repeat(31)}` }],
  ["a recipient of small order", { ...first, recipient: `01${"00".repeat(31)}` }],
  ["a short signature", { ...first, sender_sig: first.sender_sig.slice(2) }],
  ["an unknown field", { ...first, memo: "" }],
  ["a missing field", Object.fromEntries(Object.entries(first).slice(1))],
])("what is not well formed fails nothing else: %s", ([, signed]) => {
  const authority = anna();
  const answer = ask(authority, signed, 9999);
  expect(answer).toMatchObject({ kind: "refused", failed: ["Malformed"], emitted: [] });
  expect(answer.malformed?.place).toMatch(/^\/order/);
});

test("asked again in any window, even expired, the same vote comes back byte for byte", () => {
  const authority = anna();
  ask(authority, first);
  const before = authority.bytes();
  const renewed = order({ issued_at: 900, ttl: 1000 });
  const later = order({ issued_at: 100, ttl: 5000 });
  for (const [signed, now] of [
    [first, 5000],
    [renewed, 950],
    [renewed, 5],
    [later, 150],
  ] as const) {
    expect(ask(authority, signed, now)).toEqual({
      kind: "again",
      failed: [],
      emitted: voteOf(first),
    });
  }
  expect(authority.bytes()).toEqual(before);
});

test("a locked core with a bad signature gets no vote, though the vote is no secret", () => {
  const authority = anna();
  ask(authority, first);
  const answer = ask(authority, order({}, "eve"));
  expect(answer).toMatchObject({ failed: ["OrderSignatureInvalid"], emitted: [] });
});

test("a second core at a nonce is refused, and the refusal is the proof against the sender", () => {
  const authority = anna();
  ask(authority, first);
  const second = order({ recipient: carol });
  const answer = ask(authority, second);
  expect(answer.failed).toEqual(["ConflictingOrder"]);
  const proof = ascending(first, second, coreDigestOf);
  expect(answer.emitted).toEqual([{ type: "EquivocationProof", body: proof }]);
  expect(authority.apply("RecordEvidence", { proof }).kind).toBe("recorded");
});

test("a proof against the sender needs a valid signature and this network", () => {
  const authority = anna();
  ask(authority, first);
  expect(ask(authority, order({ recipient: carol }, "eve")).emitted).toEqual([]);
  expect(ask(authority, order({ recipient: carol, network: "town" })).emitted).toEqual([]);
});

test("another epoch's order at the nonce conflicts with the lock, and proves nothing", () => {
  const authority = anna();
  ask(authority, first);
  const answer = ask(authority, order({ epoch: 0, recipient: carol }));
  expect(answer).toMatchObject({ failed: ["WrongEpoch", "ConflictingOrder"], emitted: [] });
});

test("no time drops a lock", () => {
  const authority = anna();
  ask(authority, first);
  const second = order({ recipient: carol, issued_at: 10 ** 9 });
  expect(ask(authority, second, 10 ** 9).failed).toEqual(["ConflictingOrder"]);
});

test("an order whose claim is applied gets the receipt, in any window and epoch", () => {
  const authority = anna();
  authority.apply("ApplyCertificate", { certificate: certificate() });
  const emitted = [{ type: "TransferReceipt", body: receipt("anna", first) }];
  for (const signed of [first, order({ issued_at: 5, ttl: 1 }), order({ epoch: 0 })]) {
    expect(ask(authority, signed, 7000)).toEqual({ kind: "settled", failed: [], emitted });
  }
});

test("an order against an applied one is refused with the proof", () => {
  const authority = anna();
  authority.apply("ApplyCertificate", { certificate: certificate() });
  const second = order({ amount: "5" });
  const answer = ask(authority, second);
  expect(answer.failed).toEqual(["NonceNotOpen"]);
  const proof = ascending(first, second, coreDigestOf);
  expect(answer.emitted).toEqual([{ type: "EquivocationProof", body: proof }]);
});

test("an order beyond the next nonce is told which certificate is missing", () => {
  const missing = [{ type: "MissingCertificate", body: { account: alice, nonce: 0 } }];
  expect(ask(anna(), order({ nonce: 2 })).emitted).toEqual(missing);
  // Whatever else fails, but not if it is of another epoch, network or signer.
  expect(ask(anna(), order({ nonce: 2 }), 900).emitted).toEqual(missing);
  expect(ask(anna(), order({ nonce: 2, epoch: 2 })).emitted).toEqual([]);
  expect(ask(anna(), order({ nonce: 2 }, "eve")).emitted).toEqual([]);
  expect(ask(anna({ next_nonce: 3 }), order({ nonce: 2 })).emitted).toEqual([]);
});

test("a frozen account gets no new lock and keeps its old answers", () => {
  const authority = anna({ frozen: true });
  expect(ask(authority, first).failed).toEqual(["AccountFrozen"]);
  expect(authority.apply("ApplyCertificate", { certificate: certificate() }).kind).toBe("applied");
  expect(ask(authority, first).kind).toBe("settled");
});

const reserved = (claims: readonly OrderJson[], amount = "4") => ({
  next_nonce: 1,
  escrow: [{ nonce: 0, amount, claims: claims.map(claimOf) }],
});

test("an order may complete the single claim of an escrow, whatever the balance", () => {
  const authority = anna({ ...reserved([first]), balance: "-3" });
  expect(ask(authority, first)).toEqual({ kind: "voted", failed: [], emitted: voteOf(first) });
  // The escrow itself stays until the certificate comes.
  expect(authority.observe().accounts[alice]?.escrow).toEqual([
    { nonce: 0, amount: "4", claims: [claimDigestOf(first)] },
  ]);
});

test("another claim, or one of two, completes nothing", () => {
  const other = order({ recipient: carol });
  expect(ask(anna(reserved([first])), other).failed).toEqual(["NonceNotOpen"]);
  for (const one of [first, other]) {
    expect(ask(anna(reserved([first, other])), one).failed).toEqual(["NonceNotOpen"]);
  }
});

test("a completion and the next order are locked side by side", () => {
  const authority = anna(reserved([first]));
  ask(authority, first);
  expect(ask(authority, order({ nonce: 1 })).kind).toBe("voted");
  expect(authority.observe().accounts[alice]?.locks.map(({ nonce }) => nonce)).toEqual([0, 1]);
});

test("a balance below zero locks nothing", () => {
  const answer = ask(anna({ balance: "-1" }), order({ amount: "1" }));
  expect(answer.failed).toEqual(["InsufficientBalance"]);
});

test("VerifyTransfer answers as SignVote would, emits nothing and changes nothing", () => {
  const authority = anna();
  const before = authority.bytes();
  const verify = (signed: OrderJson) =>
    authority.apply("VerifyTransfer", { order: signed, now: 100 });
  expect(verify(first)).toEqual({ kind: "voted", failed: [], emitted: [] });
  expect(authority.bytes()).toEqual(before);
  ask(authority, first);
  expect(verify(first)).toEqual({ kind: "again", failed: [], emitted: [] });
  expect(verify(order({ recipient: carol }))).toMatchObject({
    failed: ["ConflictingOrder"],
    emitted: [],
  });
});

test("a guard that is switched off lets its order pass: each one carries weight", () => {
  const cases = [
    ["VF-2", order({}, "eve"), 100],
    ["VF-3", order({ network: "town" }), 100],
    ["VF-4", order({ epoch: 2 }), 100],
    ["VF-5", order({ sender: carol, epoch: 3 }), 100],
    ["VF-8", order({ nonce: 1 }), 100],
    ["VF-10", order({ amount: "11" }), 100],
    ["VF-11", order({ recipient: alice }), 100],
    ["VF-12", first, 200],
    ["VF-13", first, 89],
    ["VF-14", order({ ttl: 1001 }), 100],
  ] as const;
  for (const [clause, signed, now] of cases) {
    expect(ask(anna({}, new Set([clause])), signed, now).kind, clause).toBe("voted");
  }
  expect(ask(anna({ frozen: true }, new Set(["VF-6"])), first).kind).toBe("voted");
});

test("what is asked of an authority but is no input of it is a fault, not a refusal", () => {
  const authority = anna();
  expect(() => authority.apply("SignVotes", {})).toThrow("InputUnknown");
  expect(() => authority.apply("SignVote", { order: first })).toThrow("/now");
  expect(() => authority.apply("SignVote", { order: first, now: 1.5 })).toThrow("InputMalformed");
  expect(() => authority.apply("SignVote", { order: first, now: 1, later: 2 })).toThrow("/later");
  expect(() => authority.apply("SignVote", [])).toThrow("InputMalformed");
});

test("a member's vote names its key and its committee", () => {
  const [emitted] = ask(anna(), first).emitted;
  expect(emitted?.body).toMatchObject({ authority: keyOf("anna"), committee: market });
  expect(bob).not.toBe(alice);
});
