/**
 * What a step of an owner beside its witness gives: the outcomes and messages of settlement, and
 * what it says to its witness and to whoever comes after it. They leave unsigned from here, as in
 * `../answer.ts`.
 * @module
 */
import type { UnsignedCheckpoint } from "../../protocol/checkpoint.ts";
import type { UnsignedReport } from "../../protocol/takeover-report.ts";
import type { StepOf } from "../answer.ts";
import type { HandoffKind, HandoffOutgoing } from "../handoff/answer.ts";
import type { StandbyState } from "./state.ts";

export type StandbyOutgoing =
  | HandoffOutgoing
  | { readonly type: "Checkpoint"; readonly body: UnsignedCheckpoint }
  | { readonly type: "TakeoverReport"; readonly body: UnsignedReport };

export type StandbyKind =
  | HandoffKind
  | "granted"
  | "written"
  | "reserved"
  | "acknowledged"
  | "reported"
  | "closed";

export type StandbyStep = StepOf<StandbyState, StandbyKind, StandbyOutgoing>;
