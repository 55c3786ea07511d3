/**
 * A handoff certificate judged, by anyone. In: the certificate, and what the judge has heard about
 * who owned whom. Out: every guard that failed. One bad certificate or lock spoils the release
 * that shows it, and one bad release spoils the whole: nothing is filtered.
 * Clauses HO-1 to HO-4 and HO-10 to HO-18.
 * @module
 */
import { openingDigest } from "./account-opening.ts";
import { certificateFailures, type Judge, type TransferCertificate } from "./certificate.ts";
import { continues } from "./closing.ts";
import { failed, inTableOrder } from "./guards.ts";
import { isSignedByAccount, type Bound, type HandoffCertificate } from "./handoff.ts";
import { isSignedBySender, sameClaim, type Order } from "./order.ts";
import { isAmong, provenCommittee, type Proofs } from "./ownership.ts";
import { isMember, isQuorumOf } from "./quorum.ts";
import type { ReasonCode } from "./reasons.ts";
import { isSignedByReleaser, type HandoffRelease } from "./release.ts";
import { isSameMove, requestFailures } from "./request.ts";

/** What the judge takes as proven. */
export interface Known {
  /** What the genesis says: a certificate in a release could bring the proof of it along. */
  readonly genesis: Proofs;
  /** What the judge has heard. */
  readonly heard: Proofs;
}

/** The codes of all guards HO-2 to HO-4 that fail, or if none does, of HO-10 to HO-18. */
export function handoffFailures(
  judge: Judge,
  known: Known,
  handoff: HandoffCertificate,
): readonly ReasonCode[] {
  const failures = requestFailures(judge, handoff.request);
  if (failures.length > 0) return failures;
  // HO-17: the signature over the handoff certificate is the account's.
  const isSigned = isSignedByAccount(judge.network, handoff, judge.signatures);
  return inTableOrder(
    boundFailures(judge, known, handoff),
    failed({ HandoffSignatureInvalid: isSigned }, judge.off),
  );
}

/** The codes of all guards HO-10 to HO-16 and HO-18 that fail, whoever signs for it. */
export function boundFailures(judge: Judge, known: Known, bound: Bound): readonly ReasonCode[] {
  return failed(guards(judge, known, bound), judge.off);
}

function guards(judge: Judge, known: Known, bound: Bound) {
  const { request, opening, releases } = bound;
  const { account, epoch } = request;
  const digest = openingDigest(judge.network, opening);
  const committee = judge.committees.get(opening.committee);
  const voices = releases.map(({ authority }) => authority);
  const certificates = releases.flatMap((release) => release.certificates);
  return {
    // HO-10: the opening that the handoff certificate tells is of the request's account and epoch,
    // and its committee is the one that is proven to have owned the account then.
    OpeningUnproven:
      opening.account === account &&
      opening.epoch === epoch &&
      isAmong(known.heard, { account, epoch, committee: opening.committee }),
    // HO-11: every release is signed by its authority, a member of the old committee, and each
    // authority gives one.
    ReleaseNotAMembers:
      committee === undefined ||
      (new Set(voices).size === voices.length &&
        releases.every(
          (release) =>
            isMember(committee, release.authority) &&
            isSignedByReleaser(judge.network, release, judge.signatures),
        )),
    // HO-12: every release is for this account, epoch and committee, and names this opening.
    ReleasesDisagree: releases.every(
      (release) => isSameMove(release, request) && release.opening === digest,
    ),
    // HO-13: every certificate in a release is valid (CF-1 to CF-9) and pays or is paid by this
    // account.
    ReleasedCertificateInvalid: certificates.every(
      (one) =>
        (one.order.sender === account || one.order.recipient === account) &&
        certificateFailures(judge, ownerOf(known, one), one).length === 0,
    ),
    // HO-14: the ownership of the sender of every certificate in a release is proven.
    ReleasedCertificateUnproven: certificates.every((one) => ownerOf(known, one) !== undefined),
    // HO-15: every lock in a release is a well-formed order of this account, epoch and network,
    // signed by it, and one release holds no two claims of one nonce.
    ReleasedLockInvalid: releases.every((release) => hasTrueLocks(judge, bound, release)),
    // HO-16: the releases have quorum weight in the old committee.
    ReleasesNoQuorum: committee === undefined || isQuorumOf(committee, voices),
    // HO-18: the certified debits that the releases add are one claim a nonce, and continue the
    // opening from its `next_nonce` on without a gap, or are in an escrow of it.
    ReleasedNoncesBroken: continues(opening, releases),
  };
}

/** The committee that is proven to have owned the sender of the certificate then. */
function ownerOf({ genesis, heard }: Known, { order }: TransferCertificate) {
  const [sender, epoch] = [order.sender, order.epoch];
  return provenCommittee(genesis, sender, epoch) ?? provenCommittee(heard, sender, epoch);
}

function hasTrueLocks(judge: Judge, { request }: Bound, { locks }: HandoffRelease): boolean {
  const isTrue = (lock: Order): boolean =>
    lock.sender === request.account &&
    lock.epoch === request.epoch &&
    lock.network === judge.network &&
    isSignedBySender(lock, judge.signatures);
  // Two windows of one core are one claim; two claims of one nonce are a lie.
  const claims = new Map<number, Order>();
  for (const lock of locks) {
    const other = claims.get(lock.nonce) ?? lock;
    if (!sameClaim(lock, other)) return false;
    claims.set(lock.nonce, lock);
  }
  return locks.every(isTrue);
}
