/**
 * What a step gives where accounts can move: the outcomes and messages of settlement, and those of
 * a move. They leave unsigned from here, as in `../answer.ts`.
 * @module
 */
import type { UnsignedInvitation } from "../../protocol/invitation.ts";
import type { Moved } from "../../protocol/moved.ts";
import type { UnsignedOpeningReceipt } from "../../protocol/opening-receipt.ts";
import type { UnsignedRelease } from "../../protocol/release.ts";
import type { Kind, Outgoing, StepOf } from "../answer.ts";
import type { HandoffState } from "./state.ts";

export type HandoffOutgoing =
  | Outgoing
  | { readonly type: "Invitation"; readonly body: UnsignedInvitation }
  | { readonly type: "HandoffRelease"; readonly body: UnsignedRelease }
  | { readonly type: "OpeningReceipt"; readonly body: UnsignedOpeningReceipt }
  | { readonly type: "Moved"; readonly body: Moved };

export type HandoffKind = Kind | "invited" | "released" | "accepted" | "opened";

export type HandoffStep = StepOf<HandoffState, HandoffKind, HandoffOutgoing>;
