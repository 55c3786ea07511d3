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

/** What a step gives, of whatever state a wallet has. */
export interface StepOf<Held, Word, Message> {
  readonly state: Held;
  readonly kind: Word | "refused";
  /** All guards that failed, in the order of the table; empty unless refused. */
  readonly failed: readonly ReasonCode[];
  readonly emitted: readonly Message[];
  /** Where the message is malformed, if it is. */
  readonly malformed?: Malformed;
}

export type Step = StepOf<State, Kind, Outgoing>;

/** Whose wallet it is and what it takes as given; it never changes. */
export interface Config extends Judge {
  readonly world: World;
  readonly account: AccountId;
}

export function answer<Held, Word extends string, Message>(
  state: Held,
  kind: Word,
  ...emitted: readonly Message[]
): StepOf<Held, Word, Message> {
  return { state, kind, failed: [], emitted };
}

/** A refusal leaves the state as it was: the same object. */
export function refuse<Held>(
  state: Held,
  failed: readonly ReasonCode[],
  malformed?: Malformed,
): StepOf<Held, "refused", never> {
  const step = { state, kind: "refused", failed, emitted: [] } as const;
  return malformed === undefined ? step : { ...step, malformed };
}
