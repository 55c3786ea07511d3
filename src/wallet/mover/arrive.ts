/**
 * How a move ends: `CollectOpeningReceipt` and `ShowMove`. In: a new member's promise, or an epoch.
 * Out: the state that counts it; with promises of quorum weight the state of the next epoch, and
 * what opens the account everywhere; or the proof of a move. Clauses WH-6, WH-9, WH-17, WH-18 and
 * WH-21.
 * @module
 */
import type { AccountOpening } from "../../protocol/account-opening.ts";
import type { TransferCertificate } from "../../protocol/certificate.ts";
import { failed, isOff } from "../../protocol/guards.ts";
import { epoch as readEpoch } from "../../protocol/ids.ts";
import { isPromiseOf, type OpeningReceipt } from "../../protocol/opening-receipt.ts";
import { sameClaim, type Claim } from "../../protocol/order.ts";
import { withProof } from "../../protocol/ownership.ts";
import type { Read } from "../../protocol/shape.ts";
import { answer, refuse, type Config } from "../answer.ts";
import type { Kept } from "../state.ts";
import { proofOf, type MoverOutgoing, type MoverStep } from "./answer.ts";
import {
  bindingOf,
  byNonce,
  byText,
  completable,
  isGiven,
  isQuorate,
  resulting,
  withGiven,
} from "./state.ts";
import type { Made, MoverState, UnderWay } from "./state.ts";

export function collectOpeningReceipt(
  config: Config,
  state: MoverState,
  read: Read<OpeningReceipt>,
): MoverStep {
  const { handoff } = state;
  // WH-6: an opening receipt counts only for a handoff certificate that is signed. Without one
  // nothing else can be judged.
  if (handoff?.signed !== true) {
    if (isOff("HandoffUnsigned", config.off)) return answer(state, "again");
    return refuse(state, ["HandoffUnsigned"]);
  }
  // A malformed receipt has no reason of its own.
  if (!read.ok) return refuse(state, ["OpeningReceiptInvalid"], read.reason);
  const receipt = read.value;
  const { opening, digest } = resulting(config, state, handoff);
  const committee = config.committees.get(handoff.to);
  // HO-21: the receipt is for this opening, signed by a member of the new committee.
  const isPromise = committee === undefined || isPromiseOf(config, committee, digest, receipt);
  const all = failed({ OpeningReceiptInvalid: isPromise }, config.off);
  if (all.length > 0) return refuse(state, all);
  if (isGiven(handoff.receipts, receipt)) return answer(state, "again");
  const more = { ...handoff, receipts: withGiven(handoff.receipts, receipt) };
  return isQuorate(committee, more.receipts)
    ? moved(config, state, more, opening)
    : answer({ ...state, handoff: more }, "collected");
}

export function showMove(config: Config, state: MoverState, epoch: unknown): MoverStep {
  const read = readEpoch(epoch, "/epoch");
  const made = state.moves.find(
    ({ handoff }) => read.ok && handoff.request.epoch + 1 === read.value,
  );
  // WH-9: the proof of a move is given away only for an epoch that the account has moved into.
  // WH-21: it is the handoff certificate and the opening receipts.
  const all = failed({ MoveUnknown: made !== undefined }, config.off);
  if (all.length > 0) return refuse(state, all, read.ok ? undefined : read.reason);
  return answer(state, "shown", ...(made === undefined ? [] : proofOf(made)));
}

// WH-17: the wallet is in the next epoch, with the committee and `next_nonce` of its opening, and
// sends the handoff certificate and the receipts, which it keeps for ever.
function moved(
  config: Config,
  state: MoverState,
  handoff: UnderWay,
  opening: AccountOpening,
): MoverStep {
  const { account, epoch, committee, next_nonce } = opening;
  const made: Made = {
    handoff: bindingOf(config, state, handoff),
    receipts: byText(handoff.receipts),
  };
  // WH-19: kept certificates outlive the move.
  const learnt = certificatesShown(state, handoff, opening);
  const kept = byNonce([...state.core.kept, ...learnt]);
  const next: MoverState = {
    core: {
      ...state.core,
      epoch,
      next_nonce,
      outstanding: null,
      kept,
      ownership: withProof(state.core.ownership, { account, epoch, committee }),
    },
    opening,
    reserved: completable(opening, kept),
    handoff: null,
    moves: [...state.moves, made],
  };
  const certificates = learnt.map(({ certificate }): MoverOutgoing => ({
    type: "TransferCertificate",
    body: certificate,
  }));
  return answer(next, "moved", ...proofOf(made), ...certificates);
}

// WH-18: an outstanding or reserved claim that is applied has its certificate taken from a release,
// from the one whose authority comes first.
function certificatesShown(
  { core, reserved }: MoverState,
  { releases }: UnderWay,
  { applied }: AccountOpening,
): readonly Kept[] {
  const open: readonly Claim[] = core.outstanding === null ? [] : [core.outstanding.order];
  const others = reserved.filter((claim) => !open.some((one) => sameClaim(one, claim)));
  const shown = releases.flatMap(({ certificates }) => certificates);
  return [...open, ...others]
    .filter((claim) => applied.some((one) => sameClaim(one, claim)))
    .flatMap((claim) => shown.find(({ order }) => sameClaim(order, claim)) ?? [])
    .map(keptOf);
}

function keptOf({ order, votes }: TransferCertificate): Kept {
  // The account signs its orders on the way out: they are held without the signature.
  const { sender_sig: _, ...unsigned } = order;
  return { certificate: { order: unsigned, votes }, debited: [], credited: [] };
}
