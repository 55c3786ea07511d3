/**
 * What an authority does with an order: `SignVote`, and by it `VerifyTransfer`. In: the state it
 * has, the order, the time it is told. Out: the state with the lock, and the vote that may leave
 * behind it; or what it answered before; or every guard that failed. Clauses VF, VT and EQ-4.
 * @module
 */
import { equivocation } from "../protocol/evidence.ts";
import type { Escrow } from "../protocol/genesis.ts";
import { failed, inTableOrder } from "../protocol/guards.ts";
import { claimDigest, isIssuedBy, isSignedBySender, isUnexpired } from "../protocol/order.ts";
import { sameClaim, sameCore, type Order } from "../protocol/order.ts";
import { isMember } from "../protocol/quorum.ts";
import type { ReasonCode } from "../protocol/reasons.ts";
import type { Read } from "../protocol/shape.ts";
import { voteFor } from "../protocol/vote.ts";
import { answer, refuse, refuseMalformed } from "./answer.ts";
import type { Config, Outgoing, Step } from "./answer.ts";
import { paymentsAt, type Payment } from "./payments.ts";
import type { Shard } from "./shards.ts";
import { byOrder, escrowAt, withShard, type State } from "./state.ts";

export function signVote(config: Config, state: State, read: Read<Order>, now: number): Step {
  // VF-1: the order is well formed. One that is not fails nothing else.
  if (!read.ok) return refuseMalformed(state, "Malformed", read.reason);
  const order = read.value;
  const shard = state.shards.get(order.sender);
  const own = failed(ownGuards(config, shard, order, now), config.off);
  if (shard === undefined) return withoutShard(config, state, order, own);
  const all = inTableOrder(own, failed(shardGuards(shard, order), config.off));
  if (all.some(isUnheard)) return refuse(state, all);

  // VT-4: an order whose core is locked gets the same vote again, byte for byte, in any window,
  // expired, frozen or under evidence. Its ttl is the lock's.
  const locked = shard.locks.find((lock) => sameCore(lock, order));
  if (locked !== undefined) return answer(state, "again", vote(config, shard, locked));
  // VT-5: an order whose claim is applied gets that claim's receipt.
  const paid = paymentsAt(shard.applied, order).find(({ claim }) => sameClaim(claim, order));
  if (paid !== undefined) return answer(state, "settled", receipt(config, paid));

  if (all.length > 0) return refuse(state, all, ...hints(shard, order, all));
  // VT-1: the lock, with the signed order under which it was made, is in the state that is stored
  // before the vote leaves. VT-2: nothing here drops a lock by time.
  const others = shard.locks.filter((lock) => lock.nonce !== order.nonce);
  const locks = [...others, order].toSorted(byOrder);
  const next = withShard(state, order.sender, { ...shard, locks });
  return answer(next, "voted", vote(config, shard, order));
}

/** The receipt of a payment: fixed when it was first settled (EX-9). */
export function receipt(config: Config, payment: Payment): Outgoing {
  return {
    type: "TransferReceipt",
    body: {
      claim_digest: claimDigest(payment.claim),
      debited: payment.debited,
      credited: payment.credited,
      authority: config.authority,
    },
  };
}

/** The guards that an order can be judged by without what its sender's shard says. */
function ownGuards(config: Config, shard: Shard | undefined, order: Order, now: number) {
  const { skew, ttl_max: ttlMax } = config.world.parameters;
  return {
    // VF-2: the order's signature is the sender's.
    OrderSignatureInvalid: isSignedBySender(order, config.signatures),
    // VF-3: the order names this network.
    WrongNetwork: order.network === config.network,
    // VF-5: this authority owns the sender's account.
    NotOwned: shard !== undefined,
    // VF-11: the sender is not the recipient.
    SelfTransfer: order.sender !== order.recipient,
    // VF-14: the ttl is at most the network's `ttl_max`.
    TtlTooLong: order.ttl <= ttlMax,
    // VF-12: the order has not expired: `now < issued_at + ttl`.
    OrderExpired: isUnexpired(order, now),
    // VF-13: the order is not from the future: `issued_at <= now + skew`.
    OrderFromFuture: isIssuedBy(order, now, skew),
  };
}

function shardGuards(shard: Shard, order: Order) {
  const escrow = completed(shard, order);
  const held = escrow === undefined ? shard.balance : BigInt(escrow.amount);
  return {
    // VF-4: the order's epoch is the sender's epoch.
    WrongEpoch: order.epoch === shard.epoch,
    // VF-6: the sender's account is not frozen.
    AccountFrozen: !shard.frozen,
    // VF-7: no proof of equivocation is recorded against the sender in this epoch.
    SenderEquivocated: shard.evidence === null,
    // VF-8: the nonce is the sender's `next_nonce`, or the order completes the single claim of an
    // escrow.
    NonceNotOpen: order.nonce === shard.next_nonce || escrow !== undefined,
    // VF-9: no lock is held on another core at that nonce.
    ConflictingOrder: shard.locks.every(
      (lock) => lock.nonce !== order.nonce || sameCore(lock, order),
    ),
    // VF-10: the balance covers the amount, or the escrow does if the order completes it.
    InsufficientBalance: BigInt(order.amount) <= held,
  };
}

/** The escrow whose single claim this order is. With two claims it is open which one is paid. */
export function completed(shard: Shard, order: Order): Escrow | undefined {
  const escrow = escrowAt(shard, order.nonce);
  const [claim, ...others] = escrow?.claims ?? [];
  if (claim === undefined || others.length > 0) return undefined;
  return sameClaim(claim, order) ? escrow : undefined;
}

// Without VF-1, VF-2 or VF-3 nothing of VT-4, VT-5, VT-6 and EQ-4 happens: nobody known has said
// this, so nothing is told to them and nothing follows from it.
function isUnheard(code: ReasonCode): boolean {
  return code === "OrderSignatureInvalid" || code === "WrongNetwork";
}

/** What a refused order is answered with. */
function hints(shard: Shard, order: Order, all: readonly ReasonCode[]): readonly Outgoing[] {
  const told: Outgoing[] = [];
  // EQ-4: a refused order that conflicts with the lock, or with the certificate applied, at its
  // nonce and epoch makes the refusal emit the `EquivocationProof`.
  const settled = paymentsAt(shard.applied, order);
  const signed = [...shard.locks, ...settled.map(({ certificate }) => certificate?.order)];
  for (const earlier of signed) {
    if (earlier === undefined || earlier.nonce !== order.nonce || earlier.epoch !== order.epoch)
      continue;
    if (sameCore(earlier, order)) continue;
    told.push({ type: "EquivocationProof", body: equivocation(earlier, order) });
  }
  // VT-6: an order that fulfils VF-1 to VF-5 and is refused under VF-8 because its nonce lies
  // beyond `next_nonce` is answered with the `MissingCertificate` of `next_nonce`.
  const beyond = all.includes("NonceNotOpen") && order.nonce > shard.next_nonce;
  if (beyond && order.epoch === shard.epoch) {
    const body = { account: order.sender, nonce: shard.next_nonce };
    told.push({ type: "MissingCertificate", body });
  }
  return told;
}

function vote(config: Config, shard: Shard, order: Order): Outgoing {
  return { type: "TransferVote", body: voteFor(order, config.authority, shard.committee) };
}

// VF-5 refuses here. Where it is switched off, a vote leaves that no lock stands behind.
function withoutShard(
  config: Config,
  state: State,
  order: Order,
  all: readonly ReasonCode[],
): Step {
  if (all.length > 0) return refuse(state, all);
  for (const [name, committee] of config.committees) {
    if (!isMember(committee, config.authority)) continue;
    const body = voteFor(order, config.authority, name);
    return answer(state, "voted", { type: "TransferVote", body });
  }
  return answer(state, "voted");
}
