/**
 * Signing texts and digests of facts (TH-3, TH-4), and whose signature is whose. In: facts. Out:
 * hex, or whether a signature is its author's. Votes, receipts and committees are of the network of
 * the log; an order is of the one that it names.
 * @module
 */
import type { JsonObject } from "../vector/json.ts";
import { sha256, signingText } from "../vector/json.ts";
import type { Claim, Order, Receipt, Vote } from "./facts.ts";
import { ASSUMED_CORRUPT, ASSUMED_VALID } from "./facts.ts";
import { isSignature } from "./signature.ts";

function claimJson({ network, sender, recipient, amount, nonce }: Claim): JsonObject {
  return { network, sender, recipient, amount: String(amount), nonce };
}

export function claimDigest(claim: Claim): string {
  return sha256(signingText("claim", claim.network, claimJson(claim)));
}

export function coreDigest(order: Claim & Pick<Order, "epoch">): string {
  return sha256(signingText("core", order.network, { ...claimJson(order), epoch: order.epoch }));
}

export function committeeDigest(network: string, committee: JsonObject): string {
  return sha256(signingText("committee", network, committee));
}

/** VF-2, CF-7. */
export function isSenders(order: Order): boolean {
  const { epoch, issued_at, ttl, sender, sender_sig } = order;
  const unsigned = { ...claimJson(order), epoch, issued_at, ttl };
  return holds(sender, () => signingText("order", order.network, unsigned), sender_sig);
}

/** CF-3. */
export function isVoters(network: string, vote: Vote): boolean {
  const { authority_sig, ...unsigned } = vote;
  return holds(vote.authority, () => signingText("vote", network, unsigned), authority_sig);
}

/** LK-8. */
export function isGivers(network: string, receipt: Receipt): boolean {
  const { authority_sig, ...unsigned } = receipt;
  return holds(receipt.authority, () => signingText("receipt", network, unsigned), authority_sig);
}

const verdicts = new Map<string, boolean>();

/** PERF: a message of a log comes again and again; each signature is judged once. */
function holds(key: string, text: () => string, signature: string): boolean {
  if (signature === ASSUMED_VALID || signature === ASSUMED_CORRUPT) {
    return signature === ASSUMED_VALID;
  }
  const message = text();
  const question = `${key} ${signature} ${message}`;
  const known = verdicts.get(question);
  if (known !== undefined) return known;
  const verdict = isSignature(key, message, signature);
  verdicts.set(question, verdict);
  return verdict;
}
