import { expect, test } from "vitest";
import { nodeSignatures } from "../protocol/ed25519.ts";
import { alice, ascending, carol, certificate, claimDigestOf } from "../protocol/village.ts";
import { genesis, kiosk, order, receipt, seedOf } from "../protocol/village.ts";
import type { OrderJson, Plain } from "../protocol/village.ts";
import { memoryStore } from "../store/memory.ts";
import { createAuthority, type Authority } from "./authority.ts";

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

function receiptOf(name: string, signed: OrderJson, deviation: Plain) {
  return [{ type: "TransferReceipt", body: receipt(name, signed, deviation) }];
}

// Hugo owns carol alone: alice's market is proven to him only when he is told.
const toCarol = order({ recipient: carol });
const credit = certificate(toCarol);
const proof = { account: alice, epoch: 1, committee: genesis().ownership[1]?.committee };

test("the owner of the recipient alone credits at once where the sender's owner is proven", () => {
  const hugo = member("hugo");
  hugo.apply("RecordOwnershipProof", { proof });
  expect(put(hugo, credit)).toEqual({
    kind: "applied",
    failed: [],
    emitted: receiptOf("hugo", toCarol, { debited: false, credited: true }),
  });
  expect(hugo.observe().accounts[carol]?.balance).toBe("14");
  expect(put(hugo, credit).kind).toBe("again");
});

test("else it queues, without a receipt, and credits once when the proof comes", () => {
  const hugo = member("hugo");
  expect(put(hugo, credit)).toEqual({ kind: "queued", failed: [], emitted: [] });
  const queued = hugo.bytes();
  expect(put(hugo, credit)).toEqual({ kind: "queued", failed: [], emitted: [] });
  expect(hugo.bytes()).toEqual(queued);
  expect(hugo.observe().accounts[carol]).toMatchObject({ balance: "10", credited: [] });
  expect(hugo.apply("RecordOwnershipProof", { proof })).toEqual({
    kind: "recorded",
    failed: [],
    emitted: receiptOf("hugo", toCarol, { debited: false, credited: true }),
  });
  expect(hugo.observe().accounts[carol]).toMatchObject({ balance: "14", queued: [] });
  expect(hugo.apply("RecordOwnershipProof", { proof }).kind).toBe("again");
});

test("a full queue refuses what must be queued, and nothing else", () => {
  const hugo = member("hugo");
  for (const nonce of [0, 1]) put(hugo, certificate(order({ recipient: carol, nonce })));
  const third = certificate(order({ recipient: carol, nonce: 2 }));
  expect(put(hugo, third).failed).toEqual(["QueueFull"]);
  expect(put(hugo, certificate(order({ recipient: carol, nonce: 1 }))).kind).toBe("queued");
  hugo.apply("RecordOwnershipProof", { proof });
  expect(put(hugo, third).kind).toBe("applied");
});

test("another claim queued under the same committee is evidence of a broken quorum", () => {
  const hugo = member("hugo");
  put(hugo, credit);
  const other = certificate(order({ recipient: carol, amount: "5" }));
  const answer = put(hugo, other);
  expect(answer.failed).toEqual(["NonceSpent"]);
  expect(answer.emitted).toMatchObject([{ type: "BrokenQuorum" }]);
});

test("a claim queued under a false committee keeps no true one out, and is dropped", () => {
  const hugo = member("hugo");
  const forged = certificate(order({ recipient: carol, amount: "9" }), ["kiki"], {
    committee: kiosk,
  });
  expect(put(hugo, forged).kind).toBe("queued");
  expect(put(hugo, credit).kind).toBe("queued");
  expect(hugo.apply("RecordOwnershipProof", { proof }).emitted).toEqual(
    receiptOf("hugo", toCarol, { debited: false, credited: true }),
  );
  expect(hugo.observe().accounts[carol]).toMatchObject({ balance: "14", queued: [] });
});

test("where the proof bears out nobody who waited, nothing is credited", () => {
  const hugo = member("hugo");
  put(hugo, certificate(toCarol, ["kiki"], { committee: kiosk }));
  const answer = hugo.apply("RecordOwnershipProof", { proof });
  expect(answer).toEqual({ kind: "recorded", failed: [], emitted: [] });
  expect(hugo.observe().accounts[carol]).toMatchObject({ balance: "10", queued: [] });
});

test("a claim queued for an epoch its committee never had keeps its true epoch not out", () => {
  const hugo = member("hugo");
  const [older, newer] = [0, 1].map((epoch) =>
    certificate(order({ recipient: carol, epoch }), ["kiki"], { committee: kiosk }),
  );
  put(hugo, newer);
  expect(put(hugo, older).kind).toBe("queued");
  const kiosks = { account: alice, epoch: 0, committee: kiosk };
  hugo.apply("RecordOwnershipProof", { proof: kiosks });
  expect(hugo.observe().accounts[carol]?.balance).toBe("14");
});

test("one claim of two epochs is credited once, whichever proof comes first", () => {
  const hugo = member("hugo");
  const older = certificate(order({ recipient: carol, epoch: 0 }), ["kiki"], { committee: kiosk });
  put(hugo, credit);
  expect(put(hugo, older).kind).toBe("queued");
  expect(hugo.observe().accounts[carol]?.queued).toHaveLength(1);
  hugo.apply("RecordOwnershipProof", { proof });
  const kiosks = { account: alice, epoch: 0, committee: kiosk };
  const answer = hugo.apply("RecordOwnershipProof", { proof: kiosks });
  expect(answer.emitted).toEqual(receiptOf("hugo", toCarol, { debited: false, credited: true }));
  expect(hugo.observe().accounts[carol]).toMatchObject({ balance: "14", queued: [] });
});

test("two claims of two epochs at one nonce are evidence when the second is proven", () => {
  const hugo = member("hugo");
  const older = certificate(order({ recipient: carol, epoch: 0, amount: "9" }), ["kiki"], {
    committee: kiosk,
  });
  put(hugo, credit);
  put(hugo, older);
  hugo.apply("RecordOwnershipProof", { proof });
  const kiosks = { account: alice, epoch: 0, committee: kiosk };
  const answer = hugo.apply("RecordOwnershipProof", { proof: kiosks });
  const body = ascending(credit, older, ({ order: signed }) => claimDigestOf(signed));
  expect(answer).toEqual({
    kind: "recorded",
    failed: [],
    emitted: [{ type: "BrokenQuorum", body }],
  });
  expect(hugo.observe().accounts[carol]?.balance).toBe("14");
});

test("an unproven certificate must come from a committee that exists", () => {
  const nobody = certificate(toCarol, ["anna", "bela", "cleo"], { committee: "ab".repeat(32) });
  expect(put(member("hugo"), nobody).failed).toEqual(["WrongCommittee"]);
  // Without votes no committee is named at all.
  const none = { order: toCarol, votes: [] };
  expect(put(member("hugo"), none).failed).toEqual(["WrongCommittee"]);
});

test("a frozen recipient's credit has moved", () => {
  const frozen = genesis();
  const openings = frozen.openings.map((opening) => ({ ...opening, frozen: true }));
  const hugo = createAuthority({
    genesis: { ...frozen, openings },
    seed: seedOf("hugo"),
    signatures: nodeSignatures(),
    store: memoryStore(),
  });
  expect(put(hugo, credit).failed).toEqual(["Moved"]);
  hugo.apply("RecordOwnershipProof", { proof });
  expect(put(hugo, credit).failed).toEqual(["Moved"]);
});

test("the owner of neither does nothing", () => {
  expect(put(member("kiki"), certificate()).failed).toEqual(["NeitherOwned"]);
  expect(put(member("hugo"), certificate()).failed).toEqual(["NeitherOwned"]);
});
