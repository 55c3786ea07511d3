import { expect, test } from "vitest";
import { nodeSignatures } from "../protocol/ed25519.ts";
import {
  alice,
  bob,
  carol,
  certificate,
  genesis,
  harbour,
  kiosk,
  order,
} from "../protocol/village.ts";
import { seedOf } from "../protocol/village.ts";
import { memoryStore } from "../store/memory.ts";
import type { Store } from "../store/store.ts";
import { createWallet, type Wallet } from "./wallet.ts";

function bobs(store: Store = memoryStore(), told = true): Wallet {
  const wallet = createWallet({
    genesis: genesis(),
    seed: seedOf("bob"),
    signatures: nodeSignatures(),
    store,
  });
  if (told) wallet.apply("RecordOwnershipProof", { proof: genesis().ownership[1] });
  return wallet;
}

function release(wallet: Wallet, cert: unknown, now = 150) {
  return wallet.apply("ReleaseGoods", { certificate: cert, now });
}

const good = certificate();

test("goods are released on a valid certificate, once, and that is never forgotten", () => {
  const store = memoryStore();
  const wallet = bobs(store);
  expect(release(wallet, good)).toEqual({ kind: "released", failed: [], emitted: [] });
  expect(wallet.observe().released).toEqual([{ sender: alice, nonce: 0 }]);
  expect(release(wallet, good).failed).toEqual(["GoodsReleased"]);
  expect(release(bobs(store, false), good).failed).toEqual(["GoodsReleased"]);
});

test("goods once, also on a renewed window, another quorum or another claim of that nonce", () => {
  const wallet = bobs();
  release(wallet, good);
  const renewed = certificate(order({ issued_at: 600, ttl: 500 }), ["bela", "cleo", "dina"]);
  expect(release(wallet, renewed, 700).failed).toEqual(["GoodsReleased"]);
  expect(release(wallet, certificate(order({ amount: "5" }))).failed).toEqual(["GoodsReleased"]);
  expect(release(wallet, certificate(order({ nonce: 1 }))).kind).toBe("released");
});

test("a late payment may still release goods in a renewed window", () => {
  const wallet = bobs();
  expect(release(wallet, good, 5000).failed).toEqual(["WindowClosed"]);
  const renewed = { ...good, order: order({ issued_at: 4900, ttl: 500 }) };
  expect(release(wallet, renewed, 5000).kind).toBe("released");
});

test.for<[string, unknown, number, string[]]>([
  ["no certificate", { order: order() }, 150, ["CertificateMalformed"]],
  ["an expired window", good, 200, ["WindowClosed"]],
  ["a window of the future", good, 89, ["WindowClosed"]],
  ["a payment to another", certificate(order({ recipient: carol })), 150, ["NotTheRecipient"]],
  ["too few votes", certificate(order(), ["anna", "bela"]), 150, ["NoQuorum"]],
  [
    "an unproven epoch of the sender, whatever committee it names",
    certificate(order({ epoch: 0 }), ["kiki"], { committee: kiosk }),
    150,
    ["SenderUnproven"],
  ],
  [
    "another committee than the proven one",
    certificate(order(), ["hugo", "ines", "jana"], { committee: harbour }),
    150,
    ["NotAMember", "WrongCommittee"],
  ],
  [
    "everything at once",
    certificate(order({ recipient: carol, epoch: 5 }), ["anna"]),
    999,
    ["NoQuorum", "SenderUnproven", "NotTheRecipient", "WindowClosed"],
  ],
])("no goods, and nothing changes: %s", ([, cert, now, failed]) => {
  const wallet = bobs();
  const before = wallet.bytes();
  expect(release(wallet, cert, now)).toMatchObject({ kind: "refused", failed, emitted: [] });
  expect(wallet.bytes()).toEqual(before);
});

test("goods do not leave before the release is durable", () => {
  const store = memoryStore();
  bobs(store);
  const crashing: Store = {
    read: store.read,
    commit: (changes) => {
      store.commit(changes);
      throw new Error("crash");
    },
  };
  expect(() => release(bobs(crashing, false), good)).toThrow("crash");
  expect(release(bobs(store, false), good).failed).toEqual(["GoodsReleased"]);
});

test("a wallet knows from the start who owned its own account, and learns the rest", () => {
  const wallet = bobs(memoryStore(), false);
  expect(wallet.observe().ownership.map(({ account }) => account)).toEqual([bob]);
  const proof = genesis().ownership[1];
  expect(wallet.apply("RecordOwnershipProof", { proof }).kind).toBe("recorded");
  expect(wallet.apply("RecordOwnershipProof", { proof }).kind).toBe("again");
  const untrue = { account: alice, epoch: 1, committee: kiosk };
  expect(wallet.apply("RecordOwnershipProof", { proof: untrue }).failed).toEqual([
    "OwnershipUnproven",
  ]);
});
