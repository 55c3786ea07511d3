/**
 * What a step gives where a wallet moves its account: the outcomes and messages of a wallet, and
 * those of a move. What the account signs leaves unsigned from here, as in `../answer.ts`.
 * @module
 */
import type { Invitation } from "../../protocol/invitation.ts";
import type { OpeningReceipt } from "../../protocol/opening-receipt.ts";
import type { UnsignedRequest } from "../../protocol/request.ts";
import type { Kind, Outgoing, StepOf } from "../answer.ts";
import type { Made, MoverState, UnsignedBinding } from "./state.ts";

export type MoverOutgoing =
  | Outgoing
  | { readonly type: "HandoffRequest"; readonly body: UnsignedRequest }
  | { readonly type: "Invitation"; readonly body: Invitation }
  | { readonly type: "HandoffCertificate"; readonly body: UnsignedBinding }
  | { readonly type: "OpeningReceipt"; readonly body: OpeningReceipt };

export type MoverKind = Kind | "requested" | "invited" | "signed" | "moved" | "shown";

export type MoverStep = StepOf<MoverState, MoverKind, MoverOutgoing>;

/** What proves a move to anybody. */
export function proofOf({ handoff, receipts }: Made): readonly MoverOutgoing[] {
  return [
    { type: "HandoffCertificate", body: handoff },
    ...receipts.map((body): MoverOutgoing => ({ type: "OpeningReceipt", body })),
  ];
}
