import { expect, test } from "vitest";
import { nodeSignatures } from "../protocol/ed25519.ts";
import { alice, ascending, bob, byAuthority, carol, certificate } from "../protocol/village.ts";
import { claimDigestOf, claimOf, genesis, harbour, kiosk, order } from "../protocol/village.ts";
import { receipt, seedOf, vote, type OrderJson, type Plain } from "../protocol/village.ts";
import { memoryStore } from "../store/memory.ts";
import { createAuthority, type Authority } from "./authority.ts";

type Cert = ReturnType<typeof certificate>;

function member(name: string, alices: Plain = {}, bobs: Plain = {}): Authority {
  return createAuthority({
    genesis: genesis(alices, bobs),
    seed: seedOf(name),
    signatures: nodeSignatures(),
    store: memoryStore(),
  });
}

function put(authority: Authority, cert: unknown) {
  return authority.apply("ApplyCertificate", { certificate: cert });
}

const first = order();
const good = certificate(first);
const both = { debited: true, credited: true };

function receiptOf(name: string, signed: OrderJson, deviation: Plain) {
  return [{ type: "TransferReceipt", body: receipt(name, signed, deviation) }];
}

test("the owner of sender and recipient moves the money in one step, with one receipt", () => {
  const anna = member("anna");
  expect(put(anna, good)).toEqual({
    kind: "applied",
    failed: [],
    emitted: receiptOf("anna", first, both),
  });
  const { accounts } = anna.observe();
  expect(accounts[alice]).toMatchObject({ balance: "6", next_nonce: 1, locks: [] });
  expect(accounts[bob]).toMatchObject({ balance: "4", next_nonce: 0 });
  expect(accounts[alice]?.applied).toEqual([{ nonce: 0, claim_digest: claimDigestOf(first) }]);
});

test("the owner of the sender alone debits", () => {
  const signed = order({ recipient: carol });
  const anna = member("anna");
  const answer = put(anna, certificate(signed));
  expect(answer.emitted).toEqual(receiptOf("anna", signed, { debited: true, credited: false }));
  expect(anna.observe().accounts[alice]?.balance).toBe("6");
});

function without(thing: Plain, key: string): Plain {
  return Object.fromEntries(Object.entries(thing).filter(([field]) => field !== key));
}

const [one, two, three] = good.votes;

test.for<[string, Cert | Plain, string[]]>([
  [
    "votes that do not ascend",
    { ...good, votes: good.votes.toReversed() },
    ["CertificateMalformed"],
  ],
  ["a vote twice", { ...good, votes: [one, one, two, three] }, ["CertificateMalformed"]],
  ["a weight of its own", { ...good, weight: 4 }, ["CertificateMalformed"]],
  ["no votes field", without(good, "votes"), ["CertificateMalformed"]],
  ["a malformed order", { ...good, order: { ...first, amount: "0" } }, ["CertificateMalformed"]],
  ["a malformed vote", { ...good, votes: [{ ...one, ttl: 0 }] }, ["CertificateMalformed"]],
  ["no votes at all", { ...good, votes: [] }, ["NoQuorum"]],
  ["two of four", certificate(first, ["anna", "bela"]), ["NoQuorum"]],
  [
    "a stranger among enough members",
    certificate(first, ["anna", "bela", "cleo", "hugo"]),
    ["NotAMember"],
  ],
  ["a stranger among too few", certificate(first, ["anna", "bela", "hugo"]), ["NotAMember"]],
  [
    "a vote signed by another",
    {
      order: first,
      votes: byAuthority([
        vote("anna", first),
        vote("bela", first),
        vote("cleo", first, {}, "dina"),
      ]),
    },
    ["VoteSignatureInvalid"],
  ],
  [
    "one bad vote beside a quorum of good ones",
    {
      order: first,
      votes: byAuthority([...certificate(first).votes, vote("dina", first, {}, "eve")]),
    },
    ["VoteSignatureInvalid"],
  ],
  [
    "votes for another core",
    { order: first, votes: certificate(order({ amount: "5" })).votes },
    ["VoteForOtherCore"],
  ],
  [
    "a vote that states another nonce",
    certificate(first, ["anna", "bela", "cleo"], { nonce: 1 }),
    ["VoteForOtherCore"],
  ],
  [
    "a vote that states another epoch",
    certificate(first, ["anna", "bela", "cleo"], { epoch: 0 }),
    ["VoteForOtherCore"],
  ],
  [
    "votes for another committee",
    certificate(first, ["anna", "bela", "cleo"], { committee: harbour }),
    ["WrongCommittee"],
  ],
  [
    "another committee's quorum",
    certificate(first, ["hugo", "ines", "jana"], { committee: harbour }),
    ["NotAMember", "WrongCommittee"],
  ],
  [
    "a forged order with real votes",
    { order: order({}, "eve"), votes: good.votes },
    ["CertifiedOrderSignatureInvalid"],
  ],
  ["another network", certificate(order({ network: "town" })), ["CertificateWrongNetwork"]],
  ["a payment to oneself", certificate(order({ recipient: alice })), ["CertifiedSelfTransfer"]],
])("refused, and nothing changes: %s", ([, cert, failed]) => {
  const anna = member("anna");
  const before = anna.bytes();
  expect(put(anna, cert)).toMatchObject({ kind: "refused", failed, emitted: [] });
  expect(anna.bytes()).toEqual(before);
});

test("the ttl of votes is not compared, and no time is asked", () => {
  const mixed = {
    order: order({ issued_at: 1, ttl: 1 }),
    votes: byAuthority([
      vote("anna", first, { ttl: 7 }),
      vote("bela", first, { ttl: 8 }),
      vote("cleo", first),
    ]),
  };
  expect(put(member("anna"), mixed).kind).toBe("applied");
});

test("weights count as the committee states them: 2 + 1 + 1 of 5 is a quorum, 2 + 1 is not", () => {
  const carols = order({ sender: carol, epoch: 3 });
  const by = (...names: string[]) => certificate(carols, names, { committee: harbour });
  expect(put(member("hugo"), by("hugo", "ines")).failed).toEqual(["NoQuorum"]);
  expect(put(member("hugo"), by("ines", "jana", "karl")).failed).toEqual(["NoQuorum"]);
  expect(put(member("hugo"), by("hugo", "ines", "jana")).kind).toBe("applied");
});

test("the same claim again, by whatever certificate, gets the same receipt", () => {
  const anna = member("anna");
  const { emitted } = put(anna, good);
  const before = anna.bytes();
  const others = [
    good,
    certificate(first, ["bela", "cleo", "dina"]),
    certificate(order({ issued_at: 500, ttl: 9 }), ["anna", "bela", "cleo", "dina"]),
    // Of an earlier epoch and its committee: the claim is the same.
    certificate(order({ epoch: 0 }), ["kiki"], { committee: kiosk }),
  ];
  for (const again of others) {
    expect(put(anna, again)).toEqual({ kind: "again", failed: [], emitted });
  }
  expect(anna.bytes()).toEqual(before);
});

test("an invalid certificate for a settled claim is refused all the same", () => {
  const anna = member("anna");
  put(anna, good);
  expect(put(anna, certificate(first, ["anna", "bela"])).failed).toEqual(["NoQuorum"]);
});

test("another claim for a spent nonce is refused, and is evidence of a broken quorum", () => {
  const anna = member("anna");
  put(anna, good);
  const other = certificate(order({ recipient: carol }));
  const answer = put(anna, other);
  expect(answer.failed).toEqual(["NonceSpent"]);
  const body = ascending(good, other, ({ order: signed }) => claimDigestOf(signed));
  expect(answer.emitted).toEqual([{ type: "BrokenQuorum", body }]);
  // An invalid one is no evidence of anything.
  const invalid = certificate(order({ recipient: carol }), ["anna"]);
  expect(put(anna, invalid)).toMatchObject({ failed: ["NoQuorum", "NonceSpent"], emitted: [] });
});

test("certificates apply in nonce order; a gap is told which one is missing", () => {
  const anna = member("anna");
  const later = certificate(order({ nonce: 1 }));
  expect(put(anna, later)).toMatchObject({
    failed: ["CertificateGap"],
    emitted: [{ type: "MissingCertificate", body: { account: alice, nonce: 0 } }],
  });
  put(anna, good);
  expect(put(anna, later).kind).toBe("applied");
  expect(anna.observe().accounts[alice]).toMatchObject({ balance: "2", next_nonce: 2 });
});

test("an unproven certificate beyond the next nonce is told nothing", () => {
  const answer = put(member("anna"), certificate(order({ nonce: 1 }), ["anna"]));
  expect(answer).toMatchObject({ failed: ["NoQuorum", "CertificateGap"], emitted: [] });
});

test("a certificate proves its own funding, below zero too", () => {
  const anna = member("anna");
  expect(put(anna, certificate(order({ amount: "25" }))).kind).toBe("applied");
  expect(anna.observe().accounts[alice]?.balance).toBe("-15");
});

test("a certificate of an old epoch, or of a void nonce, is not current", () => {
  const old = certificate(order({ epoch: 0 }), ["kiki"], { committee: kiosk });
  expect(put(member("anna"), old).failed).toEqual(["CertificateNotCurrent"]);
  const anna = member("anna", { next_nonce: 5 });
  expect(put(anna, certificate(order({ nonce: 4 }))).failed).toEqual(["CertificateNotCurrent"]);
});

test("applying ends the lock at its nonce and no other", () => {
  const anna = member("anna", {
    next_nonce: 1,
    escrow: [{ nonce: 0, amount: "4", claims: [claimOf(first)] }],
  });
  anna.apply("SignVote", { order: first, now: 100 });
  const next = order({ nonce: 1, amount: "2" });
  anna.apply("SignVote", { order: next, now: 100 });
  put(anna, certificate(next));
  const after = anna.observe().accounts[alice];
  expect(after?.locks.map(({ nonce }) => nonce)).toEqual([0]);
  expect(after).toMatchObject({ next_nonce: 2, balance: "8" });
  expect(after?.escrow).toHaveLength(1);
});

test("the claim of an escrow is paid from it, and the rest returns", () => {
  const small = order({ amount: "3", epoch: 0 });
  const large = order({ amount: "7", recipient: carol, epoch: 0 });
  const anna = member("anna", {
    next_nonce: 1,
    escrow: [{ nonce: 0, amount: "7", claims: [claimOf(small), claimOf(large)] }],
  });
  const cert = certificate(small, ["kiki"], { committee: kiosk });
  expect(put(anna, cert).kind).toBe("applied");
  expect(anna.observe().accounts[alice]).toMatchObject({
    balance: "14",
    next_nonce: 1,
    escrow: [],
  });
  // The other one comes too late.
  const other = certificate(large, ["kiki"], { committee: kiosk });
  expect(put(anna, other).failed).toEqual(["NonceSpent"]);
  expect(put(anna, cert).kind).toBe("again");
});

test("a claim that no escrow holds is not current at a reserved nonce", () => {
  const anna = member("anna", {
    next_nonce: 1,
    escrow: [{ nonce: 0, amount: "4", claims: [claimOf(first)] }],
  });
  const other = certificate(order({ amount: "3" }));
  expect(put(anna, other).failed).toEqual(["CertificateNotCurrent"]);
});

test("a frozen sender's certificates still apply; a frozen recipient is not credited", () => {
  expect(put(member("anna", { frozen: true }), good).kind).toBe("applied");
  const anna = member("anna", {}, { frozen: true });
  const answer = put(anna, good);
  expect(answer.emitted).toEqual(receiptOf("anna", first, { debited: true, credited: false }));
  expect(anna.observe().accounts[bob]?.balance).toBe("0");
  expect(put(anna, good)).toEqual({ ...answer, kind: "again" });
});

test("VerifyCertificate answers as ApplyCertificate would, emits and changes nothing", () => {
  const anna = member("anna");
  const before = anna.bytes();
  const verify = (cert: unknown) => anna.apply("VerifyCertificate", { certificate: cert });
  expect(verify(good)).toEqual({ kind: "applied", failed: [], emitted: [] });
  expect(anna.bytes()).toEqual(before);
  put(anna, good);
  expect(verify(good)).toEqual({ kind: "again", failed: [], emitted: [] });
  expect(verify(certificate(order({ nonce: 5 })))).toEqual({
    kind: "refused",
    failed: ["CertificateGap"],
    emitted: [],
  });
});

test("a committee of one goes the same way as a committee of many", () => {
  const village = genesis({ epoch: 0, committee: kiosk });
  const ownership = village.ownership.filter(
    ({ account, epoch }) => account !== alice || epoch < 1,
  );
  const world = { ...village, ownership };
  const kiki = createAuthority({
    genesis: world,
    seed: seedOf("kiki"),
    signatures: nodeSignatures(),
    store: memoryStore(),
  });
  const signed = order({ epoch: 0 });
  const { emitted } = kiki.apply("SignVote", { order: signed, now: 100 });
  expect(emitted).toEqual([
    { type: "TransferVote", body: vote("kiki", signed, { committee: kiosk }) },
  ]);
  const answer = put(kiki, certificate(signed, ["kiki"], { committee: kiosk }));
  expect(answer.emitted).toEqual(receiptOf("kiki", signed, { debited: true, credited: false }));
});
