/**
 * How a wallet promises: `Lock` and `RenewWindow`. In: whom to pay, how much, within which window.
 * Out: the state that holds the promise, and the order to sign behind it. Clauses LK-1, LK-2, LK-3
 * and LK-12.
 * @module
 */
import { failed } from "../protocol/guards.ts";
import { nonce as readNonce, type AccountId, type Amount } from "../protocol/ids.ts";
import type { UnsignedOrder } from "../protocol/order.ts";
import type { Malformed, Read } from "../protocol/shape.ts";
import { answer, refuse, type Config, type Step } from "./answer.ts";
import type { Kept, State } from "./state.ts";

/** What the wallet's owner asks for; `now` and `ttl` in milliseconds. */
export interface Payment {
  readonly recipient: Read<AccountId>;
  readonly amount: Read<Amount>;
  readonly ttl: Read<number>;
  readonly now: number;
}

export interface Renewal {
  readonly nonce: Read<number>;
  readonly ttl: Read<number>;
  readonly now: number;
}

export function lock(config: Config, state: State, payment: Payment): Step {
  const { recipient, amount, ttl, now } = payment;
  const nonce = readNonce(state.next_nonce, "/nonce");
  const all = failed(
    {
      // LK-12: what no authority could accept (VF-1, VF-11, VF-14) is not signed.
      Malformed: recipient.ok && amount.ok && ttl.ok && nonce.ok,
      SelfTransfer: !recipient.ok || recipient.value !== config.account,
      TtlTooLong: isShortEnough(config, ttl),
      // LK-2: a new order is locked only when the last one has its certificate.
      OrderOutstanding: state.outstanding === null,
    },
    config.off,
  );
  if (all.length > 0 || !recipient.ok || !amount.ok || !ttl.ok || !nonce.ok) {
    return refuse(state, all, firstMalformed(recipient, amount, ttl, nonce));
  }
  const order: UnsignedOrder = {
    network: config.world.network,
    sender: config.account,
    recipient: recipient.value,
    amount: amount.value,
    nonce: nonce.value,
    epoch: state.epoch,
    issued_at: now,
    ttl: ttl.value,
  };
  // LK-1: one core per (nonce, epoch), in the state that is stored before it is signed.
  return answer({ ...state, outstanding: { order, votes: [] } }, "locked", {
    type: "Order",
    body: order,
  });
}

export function renewWindow(config: Config, state: State, renewal: Renewal): Step {
  const { nonce, ttl, now } = renewal;
  const { outstanding } = state;
  const open = nonce.ok && outstanding?.order.nonce === nonce.value ? outstanding : undefined;
  const kept = state.kept.find(
    ({ certificate }) => nonce.ok && certificate.order.nonce === nonce.value,
  );
  const all = failed(
    {
      // LK-12, as in `lock`.
      Malformed: nonce.ok && ttl.ok,
      TtlTooLong: isShortEnough(config, ttl),
      // LK-3: the window of an outstanding order, or of a certified one whose certificate is kept,
      // may be renewed.
      NothingToRenew: open !== undefined || kept !== undefined,
    },
    config.off,
  );
  if (all.length > 0 || !ttl.ok) return refuse(state, all, firstMalformed(nonce, ttl));
  // LK-3: same core, new `issued_at` and `ttl`.
  const renewed = (order: UnsignedOrder): UnsignedOrder => ({
    ...order,
    issued_at: now,
    ttl: ttl.value,
  });
  if (open !== undefined) {
    const order = renewed(open.order);
    const next = { ...state, outstanding: { ...open, order } };
    return answer(next, "renewed", { type: "Order", body: order });
  }
  if (kept === undefined) return answer(state, "renewed");
  const { votes, order } = kept.certificate;
  const certificate = { order: renewed(order), votes };
  const later: Kept = { ...kept, certificate };
  const next = { ...state, kept: state.kept.map((one) => (one === kept ? later : one)) };
  return answer(next, "renewed", { type: "TransferCertificate", body: certificate });
}

// VF-14: the ttl is at most the network's `ttl_max`.
export function isShortEnough(config: Config, ttl: Read<number>): boolean {
  return !ttl.ok || ttl.value <= config.world.parameters.ttl_max;
}

function firstMalformed(...reads: readonly Read<unknown>[]): Malformed | undefined {
  for (const read of reads) if (!read.ok) return read.reason;
  return undefined;
}
