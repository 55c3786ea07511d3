/**
 * A request: the account asks for the committee that is to own it in the next epoch. In: JSON.
 * Out: the facts, the text that the account signs, and every guard that the request fails.
 * Clauses TH-19 and HO-2 to HO-4.
 * @module
 */
import type { Judge } from "./certificate.ts";
import { failed } from "./guards.ts";
import { accountId, committeeDigest, endingEpoch, network, signature } from "./ids.ts";
import type { AccountId, CommitteeDigest, Name, Signature } from "./ids.ts";
import type { ReasonCode } from "./reasons.ts";
import { record } from "./shape.ts";
import { signingText } from "./signing.ts";

/** What is asked for, by whatever message of the move. */
export type Move = {
  readonly account: AccountId;
  /** The epoch that ends. */
  readonly epoch: number;
  /** The committee that is to own the account in the next. */
  readonly to: CommitteeDigest;
};

export type UnsignedRequest = Move & { readonly network: Name };

export type HandoffRequest = UnsignedRequest & { readonly account_sig: Signature };

export const moveFields = { account: accountId, epoch: endingEpoch, to: committeeDigest };

export const readRequest = record<HandoffRequest>("TH-19", {
  network,
  ...moveFields,
  account_sig: signature,
});

export function requestText(request: UnsignedRequest): string {
  return signingText("request", request.network, {
    network: request.network,
    account: request.account,
    epoch: request.epoch,
    to: request.to,
  });
}

/** The codes of all guards HO-2 to HO-4 that fail. */
export function requestFailures(judge: Judge, request: HandoffRequest): readonly ReasonCode[] {
  const { account, account_sig } = request;
  return failed(
    {
      // HO-2: the request's signature is the account's.
      RequestSignatureInvalid: judge.signatures.verify(account, requestText(request), account_sig),
      // HO-3: the request names this network.
      RequestWrongNetwork: request.network === judge.network,
      // HO-4: the committee asked for is listed.
      CommitteeUnlisted: judge.committees.has(request.to),
    },
    judge.off,
  );
}

export function isSameMove(one: Move, other: Move): boolean {
  return one.account === other.account && one.epoch === other.epoch && one.to === other.to;
}
