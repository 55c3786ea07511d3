/**
 * An authority that lives: the step function of this room, with a store and a signer. In: inputs as
 * raw JSON. Out: answers whose messages are signed and may be sent. Clauses VT-1 and EX-13.
 * @module
 */
import { living, type Emitted, type Living, type LivingOptions } from "../living/living.ts";
import type { Signer } from "../protocol/ed25519.ts";
import { authorityKey } from "../protocol/ids.ts";
import { receiptText } from "../protocol/receipt.ts";
import { voteText } from "../protocol/vote.ts";
import type { Config, Kind, Outgoing } from "./answer.ts";
import { readInput } from "./input.ts";
import { observe, type AuthorityObservation } from "./observe.ts";
import { stateRecords } from "./records.ts";
import { initialState } from "./state.ts";
import { step as ownStep } from "./step.ts";

export interface AuthorityOptions extends LivingOptions {
  /** Another step function in the place of the room's own: for faulty references only. */
  readonly step?: typeof ownStep;
}

export type Authority = Living<Kind, AuthorityObservation>;

export function createAuthority(options: AuthorityOptions): Authority {
  const { step = ownStep } = options;
  return living(options, {
    key: authorityKey,
    config: (given, authority): Config => ({ ...given, authority }),
    begin: ({ world, authority }) => initialState(world, authority),
    kind: "authority",
    records: stateRecords,
    read: readInput,
    step,
    seal: sealed,
    observe: (_config, state) => observe(state),
  });
}

export function sealed(message: Outgoing, network: string, signer: Signer): Emitted {
  switch (message.type) {
    case "TransferVote": {
      const authority_sig = signer.sign(voteText(network, message.body));
      return { type: message.type, body: { ...message.body, authority_sig } };
    }
    case "TransferReceipt": {
      const authority_sig = signer.sign(receiptText(network, message.body));
      return { type: message.type, body: { ...message.body, authority_sig } };
    }
    case "MissingCertificate":
    case "EquivocationProof":
    case "BrokenQuorum":
      return message;
  }
}
