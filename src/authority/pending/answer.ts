/**
 * What a step gives where orders may wait: the outcomes and messages of an authority whose accounts
 * can move, and the two words to those who wait. They leave unsigned from here, as in
 * `../answer.ts`.
 * @module
 */
import type { UnsignedLapseNotice } from "../../protocol/lapse-notice.ts";
import type { UnsignedPendingOrder } from "../../protocol/pending-order.ts";
import type { StepOf } from "../answer.ts";
import type { HandoffKind, HandoffOutgoing } from "../handoff/answer.ts";
import type { PendingState } from "./state.ts";

export type PendingOutgoing =
  | HandoffOutgoing
  | { readonly type: "PendingOrder"; readonly body: UnsignedPendingOrder }
  | { readonly type: "LapseNotice"; readonly body: UnsignedLapseNotice };

export type PendingKind = HandoffKind | "pending" | "lapsed" | "activated";

export type PendingStep = StepOf<PendingState, PendingKind, PendingOutgoing>;
