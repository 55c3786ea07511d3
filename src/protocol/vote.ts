/**
 * A vote: an authority's promise for ever. In: JSON, or the order voted for. Out: the facts and
 * the text that the authority signs. Clauses TH-3, TH-8 and VT-3.
 * @module
 */
import type { Signatures } from "./ed25519.ts";
import { authorityKey, committeeDigest, coreDigest, epoch, nonce, signature, ttl } from "./ids.ts";
import type { AuthorityKey, CommitteeDigest, CoreDigest, Signature } from "./ids.ts";
import { madeCoreDigest, type UnsignedOrder } from "./order.ts";
import { record } from "./shape.ts";
import { signingText } from "./signing.ts";

export type UnsignedVote = {
  readonly core_digest: CoreDigest;
  readonly nonce: number;
  readonly epoch: number;
  readonly ttl: number;
  readonly authority: AuthorityKey;
  readonly committee: CommitteeDigest;
};

export type TransferVote = UnsignedVote & { readonly authority_sig: Signature };

export const readVote = record<TransferVote>("TH-8", {
  core_digest: coreDigest,
  nonce,
  epoch,
  ttl,
  authority: authorityKey,
  committee: committeeDigest,
  authority_sig: signature,
});

// VT-3: a vote signs the core's digest, with the `ttl` of the order under which the lock was made.
export function voteFor(
  order: UnsignedOrder,
  authority: AuthorityKey,
  committee: CommitteeDigest,
): UnsignedVote {
  return {
    core_digest: madeCoreDigest(order),
    nonce: order.nonce,
    epoch: order.epoch,
    ttl: order.ttl,
    authority,
    committee,
  };
}

// TH-8: `authority_sig` covers all other fields.
export function voteText(network: string, vote: UnsignedVote): string {
  return signingText("vote", network, {
    authority: vote.authority,
    committee: vote.committee,
    core_digest: vote.core_digest,
    epoch: vote.epoch,
    nonce: vote.nonce,
    ttl: vote.ttl,
  });
}

// CF-3: the vote's signature is its authority's.
export function isSignedByVoter(
  network: string,
  vote: TransferVote,
  signatures: Signatures,
): boolean {
  return signatures.verify(vote.authority, voteText(network, vote), vote.authority_sig);
}
