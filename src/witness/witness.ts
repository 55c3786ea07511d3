/**
 * A witness that lives: the step function, a store and a signer. In: inputs as raw JSON. Out:
 * answers whose signatures may be sent, because what they promise is durable. Clauses WI-20 and
 * WI-21.
 * @module
 */
import { living, type Emitted, type Living, type LivingOptions } from "../living/living.ts";
import { acknowledgementText } from "../protocol/checkpoint.ts";
import type { Signer } from "../protocol/ed25519.ts";
import { authorityKey } from "../protocol/ids.ts";
import { statementText } from "../protocol/takeover.ts";
import type { Config, Kind, Outgoing } from "./answer.ts";
import { readInput } from "./input.ts";
import { observe, type WitnessObservation } from "./observe.ts";
import { stateRecords } from "./records.ts";
import { INITIAL } from "./state.ts";
import { step as ownStep } from "./step.ts";

export interface WitnessOptions extends LivingOptions {
  /** Another step function in the place of the room's own: for faulty references only. */
  readonly step?: typeof ownStep;
}

export type Witness = Living<Kind, WitnessObservation>;

export function createWitness(options: WitnessOptions): Witness {
  const { step = ownStep } = options;
  return living(options, {
    key: authorityKey,
    config: (given, self): Config => ({ ...given, self }),
    begin: () => INITIAL,
    kind: "witness",
    records: stateRecords,
    read: readInput,
    step,
    seal: (message, network, signer) => sealed(network, message, signer),
    observe: (_config, state) => observe(state),
  });
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
