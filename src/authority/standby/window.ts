/**
 * What the owner before may have promised, at the new owner: a certificate of its window is paid
 * out of it, and its report closes it. In: the state, and the certificate or the report. Out: the
 * next state, or every guard that failed. Clauses SB-8 to SB-10, SB-21 and SB-22.
 * @module
 */
import { sumOf } from "../../protocol/account-opening.ts";
import type { TransferCertificate } from "../../protocol/certificate.ts";
import type { Escrow } from "../../protocol/genesis.ts";
import { rowOf, withRow } from "../../protocol/grant.ts";
import { failed } from "../../protocol/guards.ts";
import { claimOf, type Claim, type Order } from "../../protocol/order.ts";
import type { Read } from "../../protocol/shape.ts";
import { reportText, type TakeoverReport } from "../../protocol/takeover-report.ts";
import { answer, refuse, refuseMalformed, type Config } from "../answer.ts";
import { applyMoving } from "../handoff/settlement.ts";
import { withCore } from "../handoff/state.ts";
import { paymentsAt } from "../payments.ts";
import { escrowAt, settledAt, withShard } from "../state.ts";
import type { StandbyStep } from "./answer.ts";
import type { StandbyState, Window } from "./state.ts";

// SB-21: a certificate of the epoch before, of a nonce of the window that is neither settled nor in
// an escrow, gets an escrow of its own out of it, if that covers it. If the certificate is refused,
// nothing has changed.
export function applyFromWindow(
  config: Config,
  state: StandbyState,
  read: Read<TransferCertificate>,
): StandbyStep {
  if (!read.ok) return applyMoving(config, state, read);
  const step = applyMoving(config, carved(state, read.value.order), read);
  return step.kind === "refused" ? { ...step, state } : step;
}

function carved(state: StandbyState, order: Order): StandbyState {
  const { sender, epoch, nonce } = order;
  const shard = state.core.shards.get(sender);
  const window = rowOf(state.windows, { account: sender, epoch });
  if (shard === undefined || window === undefined || window.closed) return state;
  const left = BigInt(window.amount) - BigInt(order.amount);
  const isFree = settledAt(state.core, order).length === 0 && escrowAt(shard, nonce) === undefined;
  if (!isWithin(window, nonce) || left < 0n || !isFree) return state;
  const core = withShard(state.core, sender, {
    ...shard,
    escrow: withEscrows(shard.escrow, [order]),
  });
  const windows = withRow(state.windows, { ...window, amount: sumOf(left) });
  return { ...withCore(state, core), windows };
}

export function closeWindow(
  config: Config,
  state: StandbyState,
  read: Read<TakeoverReport>,
): StandbyStep {
  if (!read.ok) return refuseMalformed(state, "WitnessedMalformed", read.reason);
  const report = read.value;
  const { account, claims, owner, owner_sig } = report;
  const window = rowOf(state.windows, report);
  const open = window === undefined ? [] : unsettled(state, window, claims);
  const left = BigInt(window?.amount ?? "0") - totalOf(open);
  const text = reportText(config.network, report);
  const nonces = new Set(claims.map(({ nonce }) => nonce));
  const all = failed(
    {
      // SB-8: the report is of the owner before, and its signature is that owner's.
      ReportSignatureInvalid:
        window === undefined ||
        (owner === window.owner && config.signatures.verify(owner, text, owner_sig)),
      // SB-9: a window of this account and epoch is kept here.
      NothingToReport: window !== undefined,
      // SB-10: the claims are the account's, one for a nonce, and the open window covers those that
      // are neither settled nor in an escrow.
      ReportImpossible:
        window === undefined ||
        (claims.every(({ sender }) => sender === account) &&
          nonces.size === claims.length &&
          (window.closed || left >= 0n)),
    },
    config.off,
  );
  if (all.length > 0) return refuse(state, all);
  const shard = state.core.shards.get(account);
  if (window === undefined || window.closed || shard === undefined) return answer(state, "again");
  // SB-22: every claim of the window that is still open gets an escrow of its own, the rest of the
  // amount is free, and the window is closed for good.
  const core = withShard(state.core, account, {
    ...shard,
    balance: shard.balance + left,
    escrow: withEscrows(shard.escrow, open),
  });
  const closed: Window = { ...window, amount: sumOf(0n), closed: true };
  return answer({ ...withCore(state, core), windows: withRow(state.windows, closed) }, "closed");
}

function unsettled(
  { core }: StandbyState,
  window: Window,
  claims: readonly Claim[],
): readonly Claim[] {
  const shard = core.shards.get(window.account);
  if (shard === undefined) return [];
  return claims.filter(
    ({ nonce }) =>
      isWithin(window, nonce) &&
      escrowAt(shard, nonce) === undefined &&
      paymentsAt(shard.applied, { sender: window.account, nonce }).length === 0,
  );
}

function isWithin({ from, upto }: Window, nonce: number): boolean {
  return from <= nonce && nonce < upto;
}

function withEscrows(escrow: readonly Escrow[], claims: readonly Claim[]): readonly Escrow[] {
  const more = claims.map((claim) => ({
    nonce: claim.nonce,
    amount: claim.amount,
    claims: [claimOf(claim)],
  }));
  return [...escrow, ...more].toSorted((one, other) => one.nonce - other.nonce);
}

function totalOf(claims: readonly Claim[]): bigint {
  return claims.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
}
