/**
 * A policy agent that lives: the step function, a store and a signer. In: inputs as raw JSON. Out:
 * answers whose signatures may be sent, because the promise that they are is durable. Clause PB-30.
 * @module
 */
import { living, type Emitted, type Living, type LivingOptions } from "../living/living.ts";
import { bundleText, digestOfBundle } from "../protocol/bundle.ts";
import type { Signer } from "../protocol/ed25519.ts";
import { authorityKey } from "../protocol/ids.ts";
import type { Config, Kind, Outgoing } from "./answer.ts";
import { readInput } from "./input.ts";
import { observe, type PolicyObservation } from "./observe.ts";
import { stateRecords } from "./records.ts";
import { initialState } from "./state.ts";
import { step as ownStep } from "./step.ts";

export interface PolicyAgentOptions extends LivingOptions {
  /** Another step function in the place of the room's own: for faulty references only. */
  readonly step?: typeof ownStep;
}

export type PolicyAgent = Living<Kind, PolicyObservation>;

export function createPolicyAgent(options: PolicyAgentOptions): PolicyAgent {
  const { step = ownStep } = options;
  return living(options, {
    key: authorityKey,
    config: (given, self): Config => ({ ...given, self }),
    begin: ({ world }) => initialState(world),
    kind: "policy",
    records: stateRecords,
    read: readInput,
    step,
    seal: (message, _network, signer) => sealed(message, signer),
    observe: (_config, state) => observe(state),
  });
}

// PB-26: the signature as it stands in the bundle, and of which bundle it is.
function sealed({ type, content }: Outgoing, signer: Signer): Emitted {
  const bundle = digestOfBundle(content);
  const authority_sig = signer.sign(bundleText(content));
  return { type, body: { bundle, authority: signer.key, authority_sig } };
}
