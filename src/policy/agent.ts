/**
 * A policy agent that lives: the step function, a store and a signer. In: inputs as raw JSON. Out:
 * answers whose signatures may be sent, because the promise that they are is durable. Clause PB-30.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import { bundleText, digestOfBundle } from "../protocol/bundle.ts";
import type { Signatures, Signer } from "../protocol/ed25519.ts";
import { worldOf } from "../protocol/genesis.ts";
import { NOTHING_OFF, type Off } from "../protocol/guards.ts";
import { authorityKey } from "../protocol/ids.ts";
import type { ReasonCode } from "../protocol/reasons.ts";
import type { Malformed } from "../protocol/shape.ts";
import { durable } from "../store/durable.ts";
import type { Store } from "../store/store.ts";
import type { Config, Kind, Outgoing } from "./answer.ts";
import { decodeState, encodeState } from "./bytes.ts";
import { readInput } from "./input.ts";
import { observe, type PolicyObservation } from "./observe.ts";
import { initialState } from "./state.ts";
import { step as ownStep } from "./step.ts";

export interface PolicyAgentOptions {
  /** The genesis as raw JSON. */
  readonly genesis: unknown;
  /** The secret of this controller, 32 bytes (RFC 8032 5.1.5); of any key, if it only follows. */
  readonly seed: Uint8Array;
  readonly signatures: Signatures;
  readonly store: Store;
  /** Guards switched off: for faulty references only. */
  readonly off?: Off;
  /** Another step function in the place of the room's own: for faulty references only. */
  readonly step?: typeof ownStep;
}

/** A message that may leave. */
type Emitted = { readonly type: string; readonly body: Json };

interface Answer {
  readonly kind: Kind;
  /** All guards that failed, in the order of the table: the first is the reason answered. */
  readonly failed: readonly ReasonCode[];
  readonly emitted: readonly Emitted[];
  /** Where and why the bundle is malformed, if that is why it was refused. */
  readonly malformed?: Malformed;
}

export interface PolicyAgent {
  /** Throws an InputFault for an unknown input, and a Fault if the store fails. */
  apply(input: string, body: unknown): Answer;
  observe(): PolicyObservation;
  /** The canonical bytes of the whole state, as the store holds them. */
  bytes(): Uint8Array;
}

export function createPolicyAgent(options: PolicyAgentOptions): PolicyAgent {
  const { signatures, store, off = NOTHING_OFF, step = ownStep } = options;
  const world = worldOf(options.genesis);
  const signer = signatures.signer(options.seed);
  const key = authorityKey(signer.key, "");
  if (!key.ok) throw new InputFault("SeedUnusable", { ...key.reason });
  const config: Config = { world, network: world.network, signatures, off, self: key.value };
  const codec = {
    encode: encodeState.bind(undefined, config),
    decode: decodeState.bind(undefined, config),
  };
  const held = durable(store, codec, () => initialState(world));
  return {
    apply: (name, body) => {
      if (name === "Restart") {
        held.restart();
        return { kind: "restarted", failed: [], emitted: [] };
      }
      const { state, kind, failed, emitted, malformed } = step(
        config,
        held.state,
        readInput(name, body),
      );
      // PB-30: durable before it is signed.
      held.keep(state);
      const answer = { kind, failed, emitted: emitted.map((message) => sealed(message, signer)) };
      return malformed === undefined ? answer : { ...answer, malformed };
    },
    observe: () => observe(held.state),
    bytes: () => held.bytes(),
  };
}

// PB-26: the signature as it stands in the bundle, and of which bundle it is.
function sealed({ type, content }: Outgoing, signer: Signer): Emitted {
  const bundle = digestOfBundle(content);
  const authority_sig = signer.sign(bundleText(content));
  return { type, body: { bundle, authority: signer.key, authority_sig } };
}
