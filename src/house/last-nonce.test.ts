/**
 * The end of an account (TH-7): its last nonce is 2^53-2. Spending it leaves a `next_nonce` that
 * can still be written and read again, and that no order fits.
 * @module
 */
import { expect, test } from "vitest";
import { createAuthority } from "../authority/authority.ts";
import { nodeSignatures } from "../protocol/ed25519.ts";
import { alice, bob, certificate, genesis, order, seedOf, vote } from "../protocol/village.ts";
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
