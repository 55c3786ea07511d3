import { expect, test } from "vitest";
import { nodeSignatures } from "../protocol/ed25519.ts";
import {
  alice,
  ascending,
  carol,
  certificate,
  claimOf,
  coreDigestOf,
} from "../protocol/village.ts";
import { genesis, market, order, seedOf, vote } from "../protocol/village.ts";
import type { OrderJson, Plain } from "../protocol/village.ts";
import { memoryStore } from "../store/memory.ts";
import { createAuthority, type Authority } from "./authority.ts";

function anna(alices: Plain = {}): Authority {
  return createAuthority({
    genesis: genesis(alices),
    seed: seedOf("anna"),
    signatures: nodeSignatures(),
    store: memoryStore(),
  });
}

function proofOf(one: OrderJson, other: OrderJson) {
  return ascending(one, other, coreDigestOf);
}

function record(authority: Authority, proof: unknown) {
  return authority.apply("RecordEvidence", { proof });
}

const first = order();
const second = order({ recipient: carol });
const proof = proofOf(first, second);

test("two cores of one sender, nonce and epoch are recorded, and the first proof is kept", () => {
  const authority = anna();
  expect(record(authority, proof)).toEqual({ kind: "recorded", failed: [], emitted: [] });
  const shown = authority.observe().accounts[alice]?.evidence;
  expect(shown).toEqual([coreDigestOf(proof.first), coreDigestOf(proof.second)]);
  const before = authority.bytes();
  const another = proofOf(order({ nonce: 1 }), order({ nonce: 1, amount: "5" }));
  expect(record(authority, another)).toEqual({ kind: "again", failed: [], emitted: [] });
  expect(record(authority, proof).kind).toBe("again");
  expect(authority.bytes()).toEqual(before);
});

test.for<[string, unknown, string[]]>([
  ["no proof", { first }, ["EvidenceInvalid"]],
  ["a malformed order", { ...proof, first: { ...first, ttl: 0 } }, ["EvidenceInvalid"]],
  ["the orders descending", { first: proof.second, second: proof.first }, ["EvidenceInvalid"]],
  [
    "one order signed by another",
    proofOf(first, order({ recipient: carol }, "eve")),
    ["EvidenceInvalid"],
  ],
  [
    "another network",
    proofOf(order({ network: "town" }), order({ network: "town", amount: "5" })),
    ["EvidenceInvalid"],
  ],
  ["one order twice", { first, second: first }, ["EvidenceProvesNothing"]],
  ["a renewal", { first, second: order({ issued_at: 300 }) }, ["EvidenceProvesNothing"]],
  ["two nonces", proofOf(first, order({ nonce: 1 })), ["EvidenceProvesNothing"]],
  [
    "two epochs",
    proofOf(first, order({ epoch: 0 })),
    ["EvidenceProvesNothing", "EvidenceNotCurrent"],
  ],
  [
    "two senders",
    proofOf(first, order({ sender: carol, recipient: alice })),
    ["EvidenceProvesNothing", "EvidenceNotCurrent"],
  ],
  [
    "an old epoch",
    proofOf(order({ epoch: 0 }), order({ epoch: 0, amount: "5" })),
    ["EvidenceNotCurrent"],
  ],
  [
    "a sender not owned here",
    proofOf(order({ sender: carol, epoch: 3 }), order({ sender: carol, epoch: 3, amount: "5" })),
    ["EvidenceNotCurrent"],
  ],
  [
    "a descending renewal",
    { first: order({ issued_at: 300 }), second: first },
    ["EvidenceInvalid"],
  ],
])("refused, and nothing changes: %s", ([, one, failed]) => {
  const authority = anna();
  const before = authority.bytes();
  expect(record(authority, one)).toMatchObject({ kind: "refused", failed, emitted: [] });
  expect(authority.bytes()).toEqual(before);
});

test("evidence forbids new locks, completions included, and nothing else", () => {
  const reserved = order({ nonce: 0, amount: "2" });
  const authority = anna({
    next_nonce: 1,
    escrow: [{ nonce: 0, amount: "2", claims: [claimOf(reserved)] }],
  });
  const held = order({ nonce: 1 });
  authority.apply("SignVote", { order: held, now: 100 });
  record(authority, proof);
  const ask = (signed: OrderJson) => authority.apply("SignVote", { order: signed, now: 100 });
  expect(ask(reserved).failed).toEqual(["SenderEquivocated"]);
  expect(ask(held)).toMatchObject({
    kind: "again",
    emitted: [{ body: vote("anna", held) }],
  });
  const applied = authority.apply("ApplyCertificate", { certificate: certificate(held) });
  expect(applied.kind).toBe("applied");
  expect(ask(order({ nonce: 2 })).failed).toEqual(["SenderEquivocated"]);
});

test("an ownership proof that the genesis does not bear out is refused", () => {
  const authority = anna();
  const before = authority.bytes();
  const learn = (claimed: unknown) => authority.apply("RecordOwnershipProof", { proof: claimed });
  const carols = { account: carol, epoch: 3, committee: market };
  for (const claimed of [carols, { ...carols, epoch: 1 }, { account: carol }, null]) {
    expect(learn(claimed)).toMatchObject({ failed: ["OwnershipUnproven"], emitted: [] });
  }
  expect(authority.bytes()).toEqual(before);
  expect(learn({ ...carols, epoch: 2 }).kind).toBe("recorded");
  expect(learn({ ...carols, epoch: 2 }).kind).toBe("again");
});

test("an authority knows from the start who owned its accounts, in every epoch", () => {
  const { ownership } = anna().observe();
  expect(ownership.map(({ account, epoch }) => [account, epoch])).toEqual(
    [
      [alice, 0],
      [alice, 1],
      [order().recipient, 1],
    ].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
});
