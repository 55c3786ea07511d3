/**
 * The wallet as payee: `ReleaseGoods`, and `RecordOwnershipProof` before it. In: a certificate and
 * the time, or a proof. Out: the state that remembers the release for ever. Clauses GD and OP-1.
 * @module
 */
import { certificateFailures, type TransferCertificate } from "../protocol/certificate.ts";
import { failed, inTableOrder } from "../protocol/guards.ts";
import { isIssuedBy, isUnexpired } from "../protocol/order.ts";
import { provenCommittee, withProof, type OwnershipProof } from "../protocol/ownership.ts";
import type { Read } from "../protocol/shape.ts";
import { slotOf } from "../protocol/slot.ts";
import { answer, refuse, type Config, type Step } from "./answer.ts";
import type { State } from "./state.ts";

export function releaseGoods(
  config: Config,
  state: State,
  read: Read<TransferCertificate>,
  now: number,
): Step {
  // CF-1: the certificate is well formed. One that is not fails nothing else.
  if (!read.ok) return refuse(state, ["CertificateMalformed"], read.reason);
  const certificate = read.value;
  const { order } = certificate;
  const owner = provenCommittee(state.ownership, order.sender, order.epoch);
  const own = failed(
    {
      // GD-5: the sender's ownership in that epoch is proven to this wallet.
      SenderUnproven: owner !== undefined,
      // GD-2: the certificate pays this wallet's account.
      NotTheRecipient: order.recipient === config.account,
      // GD-4: goods of this (sender, nonce) have not been released.
      GoodsReleased: !state.released.has(slotOf(order)),
      // GD-3: the order's window is open.
      WindowClosed: isIssuedBy(order, now, config.world.parameters.skew) && isUnexpired(order, now),
    },
    config.off,
  );
  // GD-1: goods are released on a valid certificate only (CF-1 to CF-9).
  const all = inTableOrder(certificateFailures(config, owner, certificate), own);
  if (all.length > 0) return refuse(state, all);
  // GD-6: the release is in the state that is stored before the goods leave.
  const { sender, nonce } = order;
  const released = state.released.with(slotOf(order), { sender, nonce });
  return answer({ ...state, released }, "released");
}

export function recordOwnershipProof(
  config: Config,
  state: State,
  read: Read<OwnershipProof>,
): Step {
  // TH-17: a malformed proof has no reason of its own.
  if (!read.ok) return refuse(state, ["OwnershipUnproven"], read.reason);
  const { account, epoch, committee } = read.value;
  // OP-1: an ownership proof agrees with the network's genesis.
  const genesis = provenCommittee(config.world.ownership, account, epoch);
  const all = failed({ OwnershipUnproven: genesis === committee }, config.off);
  if (all.length > 0) return refuse(state, all);
  if (provenCommittee(state.ownership, account, epoch) === committee) return answer(state, "again");
  return answer({ ...state, ownership: withProof(state.ownership, read.value) }, "recorded");
}
