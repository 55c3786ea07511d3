/**
 * How a wallet finishes: `CollectReceipt` and `AnswerMissing`. In: a receipt, or an authority's
 * question for a certificate. Out: the state that knows more, without the certificate once it is
 * settled everywhere; or the certificate asked for. Clauses LK-7 to LK-11.
 * @module
 */
import { failed, isOff } from "../protocol/guards.ts";
import type { Committee } from "../protocol/committee.ts";
import type { AuthorityKey } from "../protocol/ids.ts";
import type { MissingCertificate } from "../protocol/missing.ts";
import { claimDigest } from "../protocol/order.ts";
import { isMember } from "../protocol/quorum.ts";
import { isSignedByGiver, type TransferReceipt } from "../protocol/receipt.ts";
import type { Read } from "../protocol/shape.ts";
import { answer, refuse, type Config, type Step } from "./answer.ts";
import { ownCommittee, payeeCommittee, type Kept, type State } from "./state.ts";

export function collectReceipt(config: Config, state: State, read: Read<TransferReceipt>): Step {
  // LK-7: a receipt counts only for a kept certificate. Without one nothing else can be judged.
  const kept = read.ok
    ? state.kept.find(
        ({ certificate }) => claimDigest(certificate.order) === read.value.claim_digest,
      )
    : undefined;
  if (!read.ok || kept === undefined) {
    if (read.ok && isOff("ReceiptForNothing", config.off)) return answer(state, "again");
    // TH-17: nor has a malformed receipt a reason of its own.
    return refuse(state, ["ReceiptForNothing"], read.ok ? undefined : read.reason);
  }
  const receipt = read.value;
  const payee = payeeCommittee(config.committees, state, kept.certificate.order.recipient);
  const payer = config.committees.get(ownCommittee(state, config.account));
  // LK-9: each for its own side.
  const debit = receipt.debited && payer !== undefined && isMember(payer, receipt.authority);
  const credit = receipt.credited && payee !== undefined && isMember(payee, receipt.authority);
  const all = failed(
    {
      // LK-8: a receipt counts only if its signature is its authority's.
      ReceiptSignatureInvalid: isSignedByGiver(config.network, receipt, config.signatures),
      // LK-9: a receipt counts only from a member of the sender's or of the recipient's committee.
      ReceiptNotAMember: debit || credit,
    },
    config.off,
  );
  if (all.length > 0) return refuse(state, all);
  const debited = debit ? withKey(kept.debited, receipt.authority) : kept.debited;
  const credited = credit ? withKey(kept.credited, receipt.authority) : kept.credited;
  if (debited === kept.debited && credited === kept.credited) return answer(state, "again");
  // LK-10: a certificate is kept until every member of the sender's committee has given a receipt
  // that says `debited` and every member of the recipient's committee one that says `credited`.
  const everywhere = areAll(payer, debited) && areAll(payee, credited);
  if (everywhere) {
    const others = state.kept.filter((one) => one !== kept);
    return answer({ ...state, kept: others }, "settled");
  }
  const more: Kept = { ...kept, debited, credited };
  const next = { ...state, kept: state.kept.map((one) => (one === kept ? more : one)) };
  return answer(next, "collected");
}

export function answerMissing(config: Config, state: State, read: Read<MissingCertificate>): Step {
  const kept = state.kept.find(
    ({ certificate }) => read.ok && certificate.order.nonce === read.value.nonce,
  );
  // LK-11: a `MissingCertificate` of the own account is answered with the kept certificate of that
  // nonce.
  const own = read.ok && read.value.account === config.account;
  const all = failed({ NothingMissing: own && kept !== undefined }, config.off);
  if (all.length > 0) return refuse(state, all, read.ok ? undefined : read.reason);
  if (kept === undefined) return answer(state, "answered");
  return answer(state, "answered", { type: "TransferCertificate", body: kept.certificate });
}

function areAll(committee: Committee | undefined, keys: readonly AuthorityKey[]): boolean {
  return committee !== undefined && committee.members.every(({ key }) => keys.includes(key));
}

/** The same list if the key is in it. */
function withKey(keys: readonly AuthorityKey[], key: AuthorityKey): readonly AuthorityKey[] {
  return keys.includes(key) ? keys : [...keys, key].toSorted();
}
