/**
 * What a step of a wallet gives: the state it will have, its one outcome, and the messages that
 * may leave once that state is durable. Orders leave unsigned from here: who stores them also
 * signs them, after it has stored (LK-1).
 * @module
 */
import type { Judge, UnsignedCertificate } from "../protocol/certificate.ts";
import type { World } from "../protocol/genesis.ts";
import type { AccountId } from "../protocol/ids.ts";
import type { UnsignedOrder } from "../protocol/order.ts";
import type { ReasonCode } from "../protocol/reasons.ts";
import type { Malformed } from "../protocol/shape.ts";
import type { State } from "./state.ts";

export type Outgoing =
  | { readonly type: "Order"; readonly body: UnsignedOrder }
  | { readonly type: "TransferCertificate"; readonly body: UnsignedCertificate };

export type Kind =
  | "locked"
  | "renewed"
  | "collected"
  | "certified"
  | "settled"
  | "again"
  | "answered"
  | "released"
  | "recorded"
  | "restarted"
  | "refused";

export interface Step {
  readonly state: State;
  readonly kind: Kind;
  /** All guards that failed, in the order of the table; empty unless refused. */
  readonly failed: readonly ReasonCode[];
  readonly emitted: readonly Outgoing[];
  /** Where the message is malformed, if it is. */
  readonly malformed?: Malformed;
}

/** Whose wallet it is and what it takes as given; it never changes. */
export interface Config extends Judge {
  readonly world: World;
  readonly account: AccountId;
}

export function answer(state: State, kind: Kind, ...emitted: readonly Outgoing[]): Step {
  return { state, kind, failed: [], emitted };
}

/** A refusal leaves the state as it was: the same object. */
export function refuse(state: State, failed: readonly ReasonCode[], malformed?: Malformed): Step {
  const step: Step = { state, kind: "refused", failed, emitted: [] };
  return malformed === undefined ? step : { ...step, malformed };
}
