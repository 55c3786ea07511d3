/**
 * What an authority does when it learns who owned an account: `RecordOwnershipProof`. In: the
 * state and the proof. Out: the state that knows it, with the credits that waited for it, and
 * their receipts. Clauses OP-1 and OP-2.
 * @module
 */
import { namedCommittee, type TransferCertificate } from "../protocol/certificate.ts";
import { brokenQuorum } from "../protocol/evidence.ts";
import { failed } from "../protocol/guards.ts";
import { sameClaim } from "../protocol/order.ts";
import { provenCommittee, withProof, type OwnershipProof } from "../protocol/ownership.ts";
import type { Read } from "../protocol/shape.ts";
import { answer, refuse, refuseMalformed } from "./answer.ts";
import type { Config, Outgoing, Step } from "./answer.ts";
import { settle } from "./certificate.ts";
import { receipt } from "./order.ts";
import { settledAt, type State } from "./state.ts";

export function recordOwnershipProof(
  config: Config,
  state: State,
  read: Read<OwnershipProof>,
): Step {
  // TH-17: a malformed proof has no reason of its own.
  if (!read.ok) return refuseMalformed(state, "OwnershipUnproven", read.reason);
  const proof = read.value;
  const { account, epoch, committee } = proof;
  // OP-1: an ownership proof agrees with the network's genesis.
  const genesis = provenCommittee(config.world.ownership, account, epoch);
  const all = failed({ OwnershipUnproven: genesis === committee }, config.off);
  if (all.length > 0) return refuse(state, all);
  if (provenCommittee(state.ownership, account, epoch) === committee) return answer(state, "again");

  const { waiting, next: known } = recorded(config, state, proof);
  let next = known;
  const emitted: Outgoing[] = [];
  for (const certificate of waiting) {
    const one = settleQueued(config, next, certificate);
    next = one.next;
    emitted.push(...one.emitted);
  }
  return answer(next, "recorded", ...emitted);
}

/** The state that knows the proof, and the certificates that waited for just this one. */
export function recorded(
  { committees }: Config,
  state: State,
  proof: OwnershipProof,
): { readonly waiting: readonly TransferCertificate[]; readonly next: State } {
  const { account, epoch, committee } = proof;
  // OP-2: recording a proof takes the certificates of that sender and epoch out of the queue;
  // those of another committee are dropped.
  const isTold = ({ order }: TransferCertificate) =>
    order.sender === account && order.epoch === epoch;
  const waiting = state.queue.filter(
    (queued) => isTold(queued) && namedCommittee(queued, committees) === committee,
  );
  const next = {
    ...state,
    queue: state.queue.filter((queued) => !isTold(queued)),
    ownership: withProof(state.ownership, proof),
  };
  return { waiting, next };
}

// OP-2: those of the proven committee are credited with a receipt if their nonce is not settled
// here yet, answered with its receipt if it is settled with the same claim, and emitted with the
// settled certificate as a `BrokenQuorum` if with another.
function settleQueued(
  config: Config,
  state: State,
  certificate: TransferCertificate,
): { readonly next: State; readonly emitted: readonly Outgoing[] } {
  const settled = settledAt(state, certificate.order);
  if (settled.length === 0) {
    const { payment, next } = settle(state, certificate);
    return { next, emitted: [receipt(config, payment)] };
  }
  const same = settled.filter(({ claim }) => sameClaim(claim, certificate.order));
  if (same.length > 0) {
    return { next: state, emitted: same.map((payment) => receipt(config, payment)) };
  }
  // HO-36: a claim that is known from an opening alone is evidence of nothing.
  const others = settled.flatMap((one) => one.certificate ?? []);
  const emitted = others.map((other): Outgoing => {
    return { type: "BrokenQuorum", body: brokenQuorum(other, certificate) };
  });
  return { next: state, emitted };
}
