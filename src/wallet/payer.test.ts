import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeSignatures } from "../protocol/ed25519.ts";
import {
  alice,
  bob,
  byAuthority,
  carol,
  claimDigestOf,
  coreDigestOf,
} from "../protocol/village.ts";
import { genesis, harbour, keyOf, order, receipt, seedOf, vote } from "../protocol/village.ts";
import type { OrderJson, Plain } from "../protocol/village.ts";
import { documentOf } from "../store/durable.ts";
import { memoryStore } from "../store/memory.ts";
import type { Store } from "../store/store.ts";
import { createWallet, type Wallet } from "./wallet.ts";

function alices(store: Store = memoryStore(), world: unknown = genesis()): Wallet {
  return createWallet({
    genesis: world,
    seed: seedOf("alice"),
    signatures: nodeSignatures(),
    store,
  });
}

const payment = { recipient: bob, amount: "4", now: 100, ttl: 100 };
const first = order();

function lock(wallet: Wallet, deviation: Plain = {}) {
  return wallet.apply("Lock", { ...payment, ...deviation });
}

function collect(wallet: Wallet, one: unknown) {
  return wallet.apply("CollectVote", { vote: one });
}

/** Locks and certifies; the votes of three of four. */
function certify(wallet: Wallet, signed: OrderJson = first): void {
  const { recipient, amount, issued_at: now, ttl } = signed;
  wallet.apply("Lock", { recipient, amount, now, ttl });
  for (const name of ["anna", "bela", "cleo"]) collect(wallet, vote(name, signed));
}

function give(wallet: Wallet, one: unknown) {
  return wallet.apply("CollectReceipt", { receipt: one });
}

test("a wallet signs exactly the order that was asked for, at its next nonce and epoch", () => {
  const wallet = alices();
  expect(lock(wallet)).toEqual({
    kind: "locked",
    failed: [],
    emitted: [{ type: "Order", body: first }],
  });
  expect(wallet.observe()).toMatchObject({
    account: alice,
    epoch: 1,
    next_nonce: 0,
    outstanding: { nonce: 0, core_digest: coreDigestOf(first), votes: [] },
  });
});

test.for<[string, Plain, string[]]>([
  ["nothing", { amount: "0" }, ["Malformed"]],
  ["a ttl of 0", { ttl: 0 }, ["Malformed"]],
  ["a recipient that is no key", { recipient: `02${"00".repeat(31)}` }, ["Malformed"]],
  ["a payment to oneself", { recipient: alice }, ["SelfTransfer"]],
  ["a ttl over the maximum", { ttl: 1001 }, ["TtlTooLong"]],
  [
    "all of it",
    { recipient: alice, amount: "00", ttl: 1001 },
    ["Malformed", "SelfTransfer", "TtlTooLong"],
  ],
])("what no authority could accept is not signed: %s", ([, deviation, failed]) => {
  const wallet = alices();
  const before = wallet.bytes();
  expect(lock(wallet, deviation)).toMatchObject({ kind: "refused", failed, emitted: [] });
  expect(wallet.bytes()).toEqual(before);
});

test("a second core is not signed while the first has no certificate", () => {
  const wallet = alices();
  lock(wallet);
  expect(lock(wallet, { amount: "5" }).failed).toEqual(["OrderOutstanding"]);
  expect(lock(wallet).failed).toEqual(["OrderOutstanding"]);
  expect(lock(wallet, { amount: "0" }).failed).toEqual(["Malformed", "OrderOutstanding"]);
});

test("a wallet signs at most one core per nonce and epoch, whatever happens", () => {
  const inputs = fc.array(
    fc.oneof(
      fc.record({
        input: fc.constant("Lock"),
        body: fc.record({
          recipient: fc.constantFrom(bob, carol),
          amount: fc.constantFrom("1", "4"),
          now: fc.nat(500),
          ttl: fc.constantFrom(1, 100),
        }),
      }),
      fc.record({
        input: fc.constant("RenewWindow"),
        body: fc.record({ nonce: fc.nat(1), now: fc.nat(500), ttl: fc.constantFrom(1, 100) }),
      }),
      fc.record({
        input: fc.constant("CollectVote"),
        body: fc.record({
          vote: fc.constantFrom("anna", "bela", "cleo").map((n) => vote(n, first)),
        }),
      }),
      fc.constant({ input: "crash", body: {} }),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(inputs, (told) => {
      const store = memoryStore();
      let wallet = alices(store);
      const signed = new Map<number, string>();
      for (const { input, body } of told) {
        if (input === "crash") {
          wallet = alices(store);
          continue;
        }
        for (const { body: message } of wallet.apply(input, body).emitted) {
          const { nonce, digest } = signedIn(message);
          expect(signed.get(nonce) ?? digest).toBe(digest);
          signed.set(nonce, digest);
        }
        expect(documentOf(store.read())).toEqual(wallet.bytes());
      }
      expect(signed.size).toBeLessThanOrEqual(2);
    }),
  );
});

function signedIn(message: unknown): { readonly nonce: number; readonly digest: string } {
  const whole = message as { readonly order?: OrderJson };
  const one = whole.order ?? (message as OrderJson);
  return { nonce: one.nonce, digest: coreDigestOf(one) };
}

test("an order is durable before it is signed and sent", () => {
  const store = memoryStore();
  alices(store);
  const crashing: Store = {
    read: store.read,
    commit: (changes) => {
      store.commit(changes);
      throw new Error("crash");
    },
  };
  const wallet = alices(crashing);
  expect(() => lock(wallet)).toThrow("crash");
  const back = alices(store);
  expect(lock(back, { amount: "5" }).failed).toEqual(["OrderOutstanding"]);
  expect(back.apply("RenewWindow", { nonce: 0, now: 100, ttl: 100 }).emitted).toEqual([
    { type: "Order", body: first },
  ]);
});

test("votes of quorum weight make the certificate, and the nonce advances", () => {
  const wallet = alices();
  lock(wallet);
  const votes = ["cleo", "anna", "dina"].map((name) => vote(name, first));
  const kinds = votes.map((one) => collect(wallet, one));
  expect(kinds.map(({ kind }) => kind)).toEqual(["collected", "collected", "certified"]);
  expect(kinds[2]?.emitted).toEqual([
    { type: "TransferCertificate", body: { order: first, votes: byAuthority(votes) } },
  ]);
  expect(wallet.observe()).toMatchObject({
    next_nonce: 1,
    outstanding: null,
    certificates: [{ nonce: 0, claim_digest: claimDigestOf(first), debited: [], credited: [] }],
  });
  expect(collect(wallet, vote("bela", first)).failed).toEqual(["NoOrderOutstanding"]);
  expect(lock(wallet).emitted).toMatchObject([{ body: { nonce: 1 } }]);
});

test("a vote counts once, whichever ttl it names", () => {
  const wallet = alices();
  lock(wallet);
  collect(wallet, vote("anna", first));
  const before = wallet.bytes();
  expect(collect(wallet, vote("anna", first)).kind).toBe("again");
  expect(collect(wallet, vote("anna", first, { ttl: 7 })).kind).toBe("again");
  expect(wallet.bytes()).toEqual(before);
  expect(collect(wallet, vote("bela", first)).kind).toBe("collected");
});

test.for<[string, unknown, string[]]>([
  ["no vote", { authority: keyOf("anna") }, ["VoteSignatureInvalid"]],
  ["a stranger's", vote("hugo", first), ["NotAMember"]],
  ["one signed by another", vote("anna", first, {}, "bela"), ["VoteSignatureInvalid"]],
  ["one for another core", vote("anna", order({ amount: "5" })), ["VoteForOtherCore"]],
  ["one that states another nonce", vote("anna", first, { nonce: 1 }), ["VoteForOtherCore"]],
  ["one for another committee", vote("anna", first, { committee: harbour }), ["WrongCommittee"]],
  [
    "one that is wrong in every way",
    vote("hugo", first, { committee: harbour, epoch: 0 }, "eve"),
    ["NotAMember", "VoteSignatureInvalid", "VoteForOtherCore", "WrongCommittee"],
  ],
])("a vote that does not count is refused: %s", ([, one, failed]) => {
  const wallet = alices();
  expect(collect(wallet, one).failed).toEqual(["NoOrderOutstanding"]);
  lock(wallet);
  const before = wallet.bytes();
  expect(collect(wallet, one)).toMatchObject({ kind: "refused", failed, emitted: [] });
  expect(wallet.bytes()).toEqual(before);
});

test("the window of an outstanding order is renewed: same core, counted votes kept", () => {
  const wallet = alices();
  lock(wallet);
  collect(wallet, vote("anna", first));
  const answer = wallet.apply("RenewWindow", { nonce: 0, now: 500, ttl: 40 });
  const renewed = order({ issued_at: 500, ttl: 40 });
  expect(answer).toEqual({
    kind: "renewed",
    failed: [],
    emitted: [{ type: "Order", body: renewed }],
  });
  expect(wallet.observe().outstanding).toEqual({
    nonce: 0,
    core_digest: coreDigestOf(first),
    votes: [keyOf("anna")],
  });
});

test("the window of a kept certificate is renewed, and the certificate goes out with it", () => {
  const wallet = alices();
  certify(wallet);
  const renewed = order({ issued_at: 500, ttl: 40 });
  const votes = byAuthority(["anna", "bela", "cleo"].map((name) => vote(name, first)));
  const emitted = [{ type: "TransferCertificate", body: { order: renewed, votes } }];
  expect(wallet.apply("RenewWindow", { nonce: 0, now: 500, ttl: 40 }).emitted).toEqual(emitted);
  const missing = { account: alice, nonce: 0 };
  expect(wallet.apply("AnswerMissing", { missing })).toEqual({
    kind: "answered",
    failed: [],
    emitted,
  });
});

test("what is neither outstanding nor kept is not renewed, nor into a bad window", () => {
  const wallet = alices();
  const renew = (nonce: unknown, ttl: unknown) =>
    wallet.apply("RenewWindow", { nonce, now: 1, ttl }).failed;
  expect(renew(0, 100)).toEqual(["NothingToRenew"]);
  lock(wallet);
  expect(renew(1, 100)).toEqual(["NothingToRenew"]);
  expect(renew(0, 0)).toEqual(["Malformed"]);
  expect(renew(0, 1001)).toEqual(["TtlTooLong"]);
  expect(renew(1, 1001)).toEqual(["TtlTooLong", "NothingToRenew"]);
  expect(renew("0", 100)).toEqual(["Malformed", "NothingToRenew"]);
});

test("a certificate is kept until every debit and a quorum of credits is receipted", () => {
  const wallet = alices();
  wallet.apply("RecordOwnershipProof", { proof: genesis().ownership[2] });
  certify(wallet);
  const kinds = ["anna", "bela", "cleo"].map((name) => give(wallet, receipt(name, first)).kind);
  expect(kinds).toEqual(["collected", "collected", "collected"]);
  expect(give(wallet, receipt("cleo", first)).kind).toBe("again");
  const three = ["anna", "bela", "cleo"].map(keyOf).toSorted();
  expect(wallet.observe().certificates).toMatchObject([{ debited: three, credited: three }]);
  expect(give(wallet, receipt("dina", first)).kind).toBe("settled");
  expect(wallet.observe().certificates).toEqual([]);
  expect(give(wallet, receipt("dina", first)).failed).toEqual(["ReceiptForNothing"]);
});

test("a credit is the word of the recipient's committee, a debit that of the sender's", () => {
  const wallet = alices();
  const signed = order({ recipient: carol });
  certify(wallet, signed);
  const credit = (name: string) => receipt(name, signed, { debited: false });
  const debit = (name: string) => receipt(name, signed, { credited: false });
  // Carol's owner is not proven to alice yet.
  expect(give(wallet, credit("hugo")).failed).toEqual(["ReceiptNotAMember"]);
  for (const index of [3, 4]) {
    wallet.apply("RecordOwnershipProof", { proof: genesis().ownership[index] });
  }
  // Now it is: the harbour of epoch 3, and the market of epoch 2 no more.
  expect(give(wallet, credit("anna")).failed).toEqual(["ReceiptNotAMember"]);
  expect(give(wallet, debit("hugo")).failed).toEqual(["ReceiptNotAMember"]);
  expect(give(wallet, receipt("hugo", signed, { debited: false, credited: false })).failed).toEqual(
    ["ReceiptNotAMember"],
  );
  for (const name of ["anna", "bela", "cleo", "dina"]) {
    expect(give(wallet, receipt(name, signed)).kind).toBe("collected");
  }
  expect(wallet.observe().certificates).toMatchObject([{ credited: [] }]);
  // Weights 2 + 1 + 1 of 5 are a quorum, but karl may need the certificate still (LK-10).
  expect(give(wallet, receipt("hugo", signed)).kind).toBe("collected");
  expect(give(wallet, credit("ines")).kind).toBe("collected");
  expect(give(wallet, credit("jana")).kind).toBe("collected");
  expect(give(wallet, credit("karl")).kind).toBe("settled");
});

test("a receipt that does not count is refused", () => {
  const wallet = alices();
  expect(give(wallet, receipt("anna", first)).failed).toEqual(["ReceiptForNothing"]);
  certify(wallet);
  const before = wallet.bytes();
  const cases: [unknown, string[]][] = [
    [receipt("anna", order({ amount: "5" })), ["ReceiptForNothing"]],
    [{ authority: alice }, ["ReceiptForNothing"]],
    [receipt("anna", first, {}, "bela"), ["ReceiptSignatureInvalid"]],
    [receipt("eve", first), ["ReceiptNotAMember"]],
    [receipt("eve", first, {}, "anna"), ["ReceiptSignatureInvalid", "ReceiptNotAMember"]],
    [receipt("anna", first, { debited: false, credited: false }), ["ReceiptNotAMember"]],
  ];
  for (const [one, failed] of cases) expect(give(wallet, one).failed).toEqual(failed);
  expect(wallet.bytes()).toEqual(before);
});

test("a question for another's certificate, or for one that is not kept, is refused", () => {
  const wallet = alices();
  const answer = (missing: unknown) => wallet.apply("AnswerMissing", { missing }).failed;
  expect(answer({ account: alice, nonce: 0 })).toEqual(["NothingMissing"]);
  certify(wallet);
  expect(answer({ account: bob, nonce: 0 })).toEqual(["NothingMissing"]);
  expect(answer({ account: alice, nonce: 1 })).toEqual(["NothingMissing"]);
  expect(answer({ nonce: 0 })).toEqual(["NothingMissing"]);
  expect(answer({ account: alice, nonce: 0 })).toEqual([]);
});

test("a wallet without an opened account is a fault", () => {
  const world = genesis();
  const openings = world.openings.slice(1);
  expect(() => alices(memoryStore(), { ...world, openings })).toThrow("AccountNotOpened");
});
