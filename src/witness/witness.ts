/**
 * A witness that lives: the step function, a store and a signer. In: inputs as raw JSON. Out:
 * answers whose signatures may be sent, because what they promise is durable. Clauses WI-20 and
 * WI-21.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import { acknowledgementText } from "../protocol/checkpoint.ts";
import type { Signatures, Signer } from "../protocol/ed25519.ts";
import { worldOf } from "../protocol/genesis.ts";
import { NOTHING_OFF, type Off } from "../protocol/guards.ts";
import { authorityKey } from "../protocol/ids.ts";
import type { ReasonCode } from "../protocol/reasons.ts";
import type { Malformed } from "../protocol/shape.ts";
import { statementText } from "../protocol/takeover.ts";
import { durable } from "../store/durable.ts";
import type { Store } from "../store/store.ts";
import type { Config, Kind, Outgoing } from "./answer.ts";
import { decodeState, encodeState } from "./bytes.ts";
import { readInput } from "./input.ts";
import { observe, type WitnessObservation } from "./observe.ts";
import { INITIAL } from "./state.ts";
import { step as ownStep } from "./step.ts";

export interface WitnessOptions {
  /** The genesis as raw JSON. */
  readonly genesis: unknown;
  /** The secret of this witness, 32 bytes (RFC 8032 5.1.5). */
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
  /** Where and why the message is malformed, if that is why it was refused. */
  readonly malformed?: Malformed;
}

export interface Witness {
  /** Throws an InputFault for an unknown input, and a Fault if the store fails. */
  apply(input: string, body: unknown): Answer;
  observe(): WitnessObservation;
  /** The canonical bytes of the whole state, as the store holds them. */
  bytes(): Uint8Array;
}

export function createWitness(options: WitnessOptions): Witness {
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
  const held = durable(store, codec, () => INITIAL);
  return {
    apply: (name, body) => {
      if (name === "Restart") {
        held.restart();
        return { kind: "restarted", failed: [], emitted: [] };
      }
      const input = readInput(name, body);
      const { state, kind, failed, emitted, malformed } = step(config, held.state, input);
      // WI-20, WI-21: durable before it is signed.
      held.keep(state);
      const signed = emitted.map((message) => sealed(config.network, message, signer));
      const answer = { kind, failed, emitted: signed };
      return malformed === undefined ? answer : { ...answer, malformed };
    },
    observe: () => observe(held.state),
    bytes: () => held.bytes(),
  };
}

function sealed(network: string, message: Outgoing, signer: Signer): Emitted {
  const text =
    message.type === "Acknowledgement"
      ? acknowledgementText(network, message.unsigned)
      : statementText(network, message.unsigned);
  return {
    type: message.type,
    body: { ...message.unsigned, witness_sig: signer.sign(text) },
  };
}
