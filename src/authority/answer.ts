/**
 * What a step of an authority gives: the state it will have, its one outcome, and the messages
 * that may leave once that state is durable. They leave unsigned from here: who stores them also
 * signs them, after it has stored (VT-1, EX-13).
 * @module
 */
import type { Judge } from "../protocol/certificate.ts";
import type { BrokenQuorum, EquivocationProof } from "../protocol/evidence.ts";
import type { World } from "../protocol/genesis.ts";
import type { AuthorityKey } from "../protocol/ids.ts";
import type { MissingCertificate } from "../protocol/missing.ts";
import type { ReasonCode } from "../protocol/reasons.ts";
import type { UnsignedReceipt } from "../protocol/receipt.ts";
import type { Malformed } from "../protocol/shape.ts";
import type { UnsignedVote } from "../protocol/vote.ts";
import type { State } from "./state.ts";

export type Outgoing =
  | { readonly type: "TransferVote"; readonly body: UnsignedVote }
  | { readonly type: "TransferReceipt"; readonly body: UnsignedReceipt }
  | { readonly type: "MissingCertificate"; readonly body: MissingCertificate }
  | { readonly type: "EquivocationProof"; readonly body: EquivocationProof }
  | { readonly type: "BrokenQuorum"; readonly body: BrokenQuorum };

export type Kind =
  | "voted"
  | "again"
  | "settled"
  | "applied"
  | "queued"
  | "recorded"
  | "restarted"
  | "refused";

export interface StepOf<Held, Word extends string, Message> {
  readonly state: Held;
  readonly kind: Word | "refused";
  /** All guards that failed, in the order of the table; empty unless refused. */
  readonly failed: readonly ReasonCode[];
  readonly emitted: readonly Message[];
  /** Where the message is malformed, if it is. */
  readonly malformed?: Malformed;
}

export type Step = StepOf<State, Kind, Outgoing>;

/** Who the authority is and what it takes as given; it never changes. */
export interface Config extends Judge {
  readonly world: World;
  readonly authority: AuthorityKey;
}

export function answer<Held, Word extends string, Message>(
  state: Held,
  kind: Word,
  ...emitted: readonly Message[]
): StepOf<Held, Word, Message> {
  return { state, kind, failed: [], emitted };
}

/** A refusal leaves the state as it was: the same object. */
export function refuse<Held, Message>(
  state: Held,
  failed: readonly ReasonCode[],
  ...emitted: readonly Message[]
): StepOf<Held, never, Message> {
  return { state, kind: "refused", failed, emitted };
}

/** A message that is not well formed fails that one guard and nothing else. */
export function refuseMalformed<Held>(
  state: Held,
  code: ReasonCode,
  malformed: Malformed,
): StepOf<Held, never, never> {
  return { ...refuse(state, [code]), malformed };
}
