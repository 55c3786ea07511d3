import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Read } from "./shape.ts";
import { committeeDigest, readCommittee } from "./committee.ts";
import { nobleSignatures, nodeSignatures, type Signatures } from "./ed25519.ts";
import { claimDigest, coreDigest, isSignedBySender, orderText, readOrder } from "./order.ts";
import { isSignedByGiver, readReceipt, receiptText } from "./receipt.ts";
import { isSignedByVoter, readVote, voteText } from "./vote.ts";

type Signed = { readonly authority_sig: string };

/** `conformance/cases/README.md` says what each field holds. */
type Known = {
  readonly seeds: { readonly [name: string]: string };
  readonly keys: { readonly [name: string]: string };
  readonly committees: readonly {
    readonly network: string;
    readonly committee: unknown;
    readonly committee_digest: string;
  }[];
  readonly orders: readonly {
    readonly order: { readonly sender_sig: string };
    readonly text: string;
    readonly core_digest: string;
    readonly claim_digest: string;
  }[];
  readonly votes: readonly {
    readonly network: string;
    readonly vote: Signed;
    readonly text: string;
  }[];
  readonly receipts: readonly {
    readonly network: string;
    readonly receipt: Signed;
    readonly text: string;
  }[];
};

const file = new URL("../../conformance/cases/digests.json", import.meta.url);
const known: Known = JSON.parse(readFileSync(file, "utf8"));

const backends: readonly (readonly [string, Signatures])[] = [
  ["node", nodeSignatures()],
  ["noble", nobleSignatures()],
];

function must<Fact>(read: Read<Fact>): Fact {
  if (!read.ok) throw new Error(`malformed at ${read.reason.place}`);
  return read.value;
}

function signerOf(signatures: Signatures, name: string) {
  return signatures.signer(new Uint8Array(Buffer.from(known.seeds[name] ?? "", "hex")));
}

test("committees have the digests that Python computed", () => {
  expect(known.committees.length).toBeGreaterThan(1);
  for (const { network, committee, committee_digest } of known.committees) {
    expect(committeeDigest(network, must(readCommittee(committee, "")))).toBe(committee_digest);
  }
});

test("orders have the texts and digests that Python computed", () => {
  expect(known.orders.length).toBeGreaterThan(2);
  for (const { order, text, core_digest, claim_digest } of known.orders) {
    const read = must(readOrder(order, ""));
    expect(orderText(read)).toBe(text);
    expect(coreDigest(read)).toBe(core_digest);
    expect(claimDigest(read)).toBe(claim_digest);
  }
});

test.for(backends)("%s signs and accepts what OpenSSL signed", ([, signatures]) => {
  for (const { order, text } of known.orders) {
    expect(isSignedBySender(must(readOrder(order, "")), signatures)).toBe(true);
    expect(signerOf(signatures, "payer").sign(text)).toBe(order.sender_sig);
  }
  for (const { network, vote, text } of known.votes) {
    const read = must(readVote(vote, ""));
    expect(voteText(network, read)).toBe(text);
    expect(isSignedByVoter(network, read, signatures)).toBe(true);
    expect(isSignedByVoter("another-network", read, signatures)).toBe(false);
    expect(signerOf(signatures, "one").sign(text)).toBe(vote.authority_sig);
  }
  for (const { network, receipt, text } of known.receipts) {
    const read = must(readReceipt(receipt, ""));
    expect(receiptText(network, read)).toBe(text);
    expect(isSignedByGiver(network, read, signatures)).toBe(true);
    expect(signerOf(signatures, "two").sign(text)).toBe(receipt.authority_sig);
  }
  expect(signerOf(signatures, "three").key).toBe(known.keys["three"]);
});
