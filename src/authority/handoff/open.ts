/**
 * How an account arrives: `AcceptHandoff` promises one opening, `OpenAccount` opens the account
 * with it, or records who owns it now. In: the state, the handoff certificate, and receipts of
 * those who promised. Out: the receipt; or the account as its next epoch begins; or every guard
 * that failed. Clauses HO-5, HO-19 to HO-22 and HO-30 to HO-33.
 * @module
 */
import type { AccountOpening } from "../../protocol/account-opening.ts";
import { failed } from "../../protocol/guards.ts";
import type { HandoffCertificate } from "../../protocol/handoff.ts";
import { handoffFailures } from "../../protocol/handoff-judge.ts";
import { nextOpening } from "../../protocol/next-opening.ts";
import { isPromiseOf, type OpeningReceipt } from "../../protocol/opening-receipt.ts";
import { sameClaim, type Claim } from "../../protocol/order.ts";
import { proofsAbout } from "../../protocol/ownership.ts";
import { isQuorumOf } from "../../protocol/quorum.ts";
import type { Read } from "../../protocol/shape.ts";
import { answer, refuse, refuseMalformed, type Config } from "../answer.ts";
import { credit, debit } from "../certificate.ts";
import { NO_PAYMENTS, paymentsIn, paymentsOf, type Payment } from "../payments.ts";
import type { Shard } from "../shards.ts";
import { withShard } from "../state.ts";
import type { HandoffOutgoing, HandoffStep } from "./answer.ts";
import { isMemberOf } from "./release.ts";
import { hear, isHeard } from "./settlement.ts";
import { openingOf, withCore, withOpening, withPromise } from "./state.ts";
import type { HandoffState, OpeningAt } from "./state.ts";

export function acceptHandoff(
  config: Config,
  state: HandoffState,
  read: Read<HandoffCertificate>,
): HandoffStep {
  // TH-17: a malformed handoff certificate has no reason of its own.
  if (!read.ok) return refuseMalformed(state, "RequestMalformed", read.reason);
  const failures = judged(config, state, read.value);
  if (failures.length > 0) return refuse(state, failures);
  const { opening, digest } = nextOpening(config, read.value);
  const { account, epoch, committee } = opening;
  const promise: OpeningAt = { account, epoch, opening: digest };
  const told: HandoffOutgoing = {
    type: "OpeningReceipt",
    body: { opening: digest, authority: config.authority },
  };
  const given = state.accepted.filter((one) => one.account === account && one.epoch === epoch);
  // HO-30: asked again for the same opening, even when it is open here, the same receipt comes
  // back.
  const isGiven = given.some((one) => one.opening === digest);
  if (isGiven || openingOf(state, account) === digest) return answer(state, "again", told);
  const all = failed(
    {
      // HO-5: this authority is a member of the committee that is to own the account.
      NotOfThatCommittee: isMemberOf(config, committee),
      // HO-19: no other opening of this account and epoch has been promised here.
      AcceptedOther: given.length === 0,
      // HO-20: no owner of the account in this epoch or a later one is proven here.
      EpochNotNew: isNew(config, state, opening),
    },
    config.off,
  );
  if (all.length > 0) return refuse(state, all);
  // HO-30: the promise is durable before the `OpeningReceipt` leaves.
  return answer(withPromise(state, promise), "accepted", told);
}

export function openAccount(
  config: Config,
  state: HandoffState,
  read: Read<HandoffCertificate>,
  receipts: Read<readonly OpeningReceipt[]>,
): HandoffStep {
  if (!read.ok) return refuseMalformed(state, "RequestMalformed", read.reason);
  // TH-17: nor has a malformed list of opening receipts.
  if (!receipts.ok) return refuseMalformed(state, "OpeningReceiptInvalid", receipts.reason);
  const failures = judged(config, state, read.value);
  if (failures.length > 0) return refuse(state, failures);
  const { opening, digest } = nextOpening(config, read.value);
  const { account, epoch, committee: name } = opening;
  const proof = { account, epoch, committee: name };
  const committee = config.committees.get(name);
  const all = failed(
    {
      EpochNotNew: isHeard(state, proof) || isNew(config, state, opening),
      // HO-21: every opening receipt is for this opening, signed by a member of the new committee.
      OpeningReceiptInvalid:
        committee !== undefined &&
        receipts.value.every((receipt) => isPromiseOf(config, committee, digest, receipt)),
      // HO-22: the opening receipts have quorum weight in the new committee.
      OpeningReceiptsNoQuorum:
        committee !== undefined &&
        isQuorumOf(
          committee,
          receipts.value.map(({ authority }) => authority),
        ),
    },
    config.off,
  );
  if (all.length > 0) return refuse(state, all);
  if (isHeard(state, proof)) return answer(state, "again");

  const before = state.core.shards.get(account);
  if (isMemberOf(config, name)) {
    const core = withShard(state.core, account, resumed(before, opening));
    const next = withOpening(withCore(state, core), { account, epoch, opening: digest });
    return hear(config, next, "opened", proof);
  }
  // HO-33: anyone else records who owns the account in the new epoch; one that owned it freezes it
  // for good.
  if (before === undefined) return hear(config, state, "recorded", proof);
  const core = withShard(state.core, account, { ...before, frozen: true });
  return hear(config, withCore(state, core), "recorded", proof);
}

function judged(config: Config, state: HandoffState, handoff: HandoffCertificate) {
  const proofs = { genesis: config.world.ownership, heard: state.core.ownership };
  return handoffFailures(config, proofs, handoff);
}

function isNew(config: Config, state: HandoffState, opening: AccountOpening): boolean {
  return [config.world.ownership, state.core.ownership]
    .flatMap((proofs) => proofsAbout(proofs, opening.account))
    .every(({ epoch }) => epoch < opening.epoch);
}

// HO-31: the account is opened with exactly this opening, without locks, evidence or freeze. HO-32:
// what this member has settled before and the opening lacks is settled again, at once: credits, and
// debits from the escrow that holds their claim.
function resumed(before: Shard | undefined, opening: AccountOpening): Shard {
  const debits = paymentsIn(before?.applied ?? NO_PAYMENTS).filter((payment) =>
    opening.escrow.some(({ claims }) => isIn(claims, payment)),
  );
  const credits = paymentsIn(before?.credited ?? NO_PAYMENTS).filter(
    (payment) => !isIn(opening.credited, payment),
  );
  return credits.reduce(credit, debits.reduce(debit, shardFrom(opening)));
}

function isIn(claims: readonly Claim[], { claim }: Payment): boolean {
  return claims.some((one) => sameClaim(one, claim));
}

export function shardFrom(opening: AccountOpening): Shard {
  const told = { certificate: null, debited: false, credited: false };
  return {
    epoch: opening.epoch,
    committee: opening.committee,
    balance: BigInt(opening.balance),
    next_nonce: opening.next_nonce,
    frozen: false,
    locks: [],
    escrow: opening.escrow,
    applied: paymentsOf(opening.applied.map((claim) => ({ ...told, claim, debited: true }))),
    credited: paymentsOf(opening.credited.map((claim) => ({ ...told, claim, credited: true }))),
    evidence: null,
  };
}
