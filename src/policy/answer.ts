/**
 * What a step of a policy agent gives: the state it will have, its one outcome, and the signature
 * that may leave once that state is durable. It leaves unsigned from here: who stores the promise
 * also signs it, after it has stored (PB-30).
 * @module
 */
import type { BundleContent } from "../protocol/bundle.ts";
import type { Signatures } from "../protocol/ed25519.ts";
import type { World } from "../protocol/genesis.ts";
import type { Off } from "../protocol/guards.ts";
import type { AuthorityKey } from "../protocol/ids.ts";
import type { ReasonCode } from "../protocol/reasons.ts";
import type { Malformed } from "../protocol/shape.ts";
import type { State } from "./state.ts";

/** The content to be signed. */
export type Outgoing = { readonly type: "BundleSignature"; readonly content: BundleContent };

export type Kind = "applied" | "signed" | "allowed" | "again" | "restarted" | "refused";

export interface Step {
  readonly state: State;
  readonly kind: Kind;
  /** All guards that failed, in the order of the table; empty unless refused. */
  readonly failed: readonly ReasonCode[];
  readonly emitted: readonly Outgoing[];
  /** Where the bundle is malformed, if it is. */
  readonly malformed?: Malformed;
}

/** Whose agent it is and what it takes as given; it never changes. */
export interface Config {
  readonly world: World;
  readonly network: string;
  readonly signatures: Signatures;
  readonly off: Off;
  readonly self: AuthorityKey;
}

export function answer(state: State, kind: Kind, ...emitted: readonly Outgoing[]): Step {
  return { state, kind, failed: [], emitted };
}

/** A refusal leaves the state as it was: the same object. */
export function refuse(state: State, failed: readonly ReasonCode[], malformed?: Malformed): Step {
  const step: Step = { state, kind: "refused", failed, emitted: [] };
  return malformed === undefined ? step : { ...step, malformed };
}
