/**
 * The end of an account (TH-7): its last nonce is 2^53-2. Spending it leaves a `next_nonce` that
 * can still be written and read again, and that no order fits.
 * @module
 */
import { expect, test } from "vitest";
import { createAuthority } from "../authority/authority.ts";
import { createHandoff } from "../authority/handoff/handoff.ts";
import { nodeSignatures } from "../protocol/ed25519.ts";
import { alice, bob, certificate, claimOf, genesis, harbour } from "../protocol/village.ts";
import { market, order, seedOf, vote } from "../protocol/village.ts";
import { handoff, opening, openingDigestOf, release, request } from "../protocol/village-moves.ts";
import { memoryStore } from "../store/memory.ts";
import { createWallet } from "../wallet/wallet.ts";

const LAST = 2 ** 53 - 2;
const last = order({ nonce: LAST });
const signatures = nodeSignatures();

function optionsOf(name: string) {
  const world = genesis({ next_nonce: LAST });
  return { genesis: world, seed: seedOf(name), signatures, store: memoryStore() };
}

test("an authority votes for the last nonce and applies it, and nothing comes after it", () => {
  const options = optionsOf("anna");
  const anna = createAuthority(options);
  expect(anna.apply("SignVote", { order: last, now: 100 }).kind).toBe("voted");
  expect(anna.apply("ApplyCertificate", { certificate: certificate(last) }).kind).toBe("applied");
  anna.apply("Restart", {});
  expect(anna.observe().accounts[alice]).toMatchObject({ next_nonce: LAST + 1, balance: "6" });
  expect(createAuthority(options).bytes()).toEqual(anna.bytes());
  const beyond = order({ nonce: LAST + 1 });
  expect(anna.apply("SignVote", { order: beyond, now: 100 })).toMatchObject({
    kind: "refused",
    failed: ["Malformed"],
    malformed: { place: "/order/nonce", clause: "TH-7", problem: "OutOfRange" },
  });
  expect(anna.apply("ApplyCertificate", { certificate: certificate(beyond) })).toMatchObject({
    kind: "refused",
    failed: ["CertificateMalformed"],
  });
});

test("an account whose nonces are spent moves on, and one in its last epoch stays", () => {
  const asked = request();
  const names = ["anna", "bela", "cleo"];
  const spent = opening({ next_nonce: LAST });
  const said = names.map((name) => {
    const known = { certificates: [certificate(last)] };
    return release(name, asked, known, { opening: openingDigestOf(spent) });
  });
  const hugo = createHandoff(optionsOf("hugo"));
  const proof = { account: alice, epoch: 1, committee: market };
  hugo.apply("RecordOwnershipProof", { proof });
  const bound = handoff(asked, said, { opening: spent });
  const next = opening({
    epoch: 2,
    committee: harbour,
    balance: "6",
    next_nonce: LAST + 1,
    applied: [claimOf(last)],
  });
  const answer = hugo.apply("AcceptHandoff", { handoff: bound });
  expect(answer).toMatchObject({ emitted: [{ body: { opening: openingDigestOf(next) } }] });
  // TH-19: the epoch that ends has one after it.
  const final = request({ epoch: 2 ** 32 - 1 });
  expect(hugo.apply("Invite", { request: final })).toMatchObject({
    failed: ["RequestMalformed"],
    malformed: { place: "/request/epoch", clause: "TH-19", problem: "OutOfRange" },
  });
  const before = request({ epoch: 2 ** 32 - 2 });
  expect(hugo.apply("Invite", { request: before }).kind).toBe("invited");
});

// LK-12: a nonce that no authority could accept is not signed.
test("a wallet certifies its last nonce, and signs nothing after it", () => {
  const options = optionsOf("alice");
  const wallet = createWallet(options);
  const payment = { recipient: bob, amount: "4", now: 100, ttl: 100 };
  expect(wallet.apply("Lock", payment)).toMatchObject({ emitted: [{ body: last }] });
  for (const name of ["anna", "bela", "cleo"]) {
    wallet.apply("CollectVote", { vote: vote(name, last) });
  }
  wallet.apply("Restart", {});
  const before = wallet.bytes();
  expect(wallet.observe()).toMatchObject({ next_nonce: LAST + 1, outstanding: null });
  expect(wallet.apply("Lock", payment)).toMatchObject({
    kind: "refused",
    failed: ["Malformed"],
    emitted: [],
    malformed: { place: "/nonce", clause: "TH-7", problem: "OutOfRange" },
  });
  expect(wallet.bytes()).toEqual(before);
  expect(createWallet(options).bytes()).toEqual(before);
});
