/**
 * An authority whose accounts can move, alive: the step function of this folder, with a store and a
 * signer. In: inputs as raw JSON. Out: answers whose messages are signed and may be sent.
 * Clauses VT-1, EX-13, HO-24 and HO-30.
 * @module
 */
import { living, type Emitted, type Living, type LivingOptions } from "../../living/living.ts";
import type { Signer } from "../../protocol/ed25519.ts";
import { authorityKey } from "../../protocol/ids.ts";
import { invitationText } from "../../protocol/invitation.ts";
import { openingReceiptText } from "../../protocol/opening-receipt.ts";
import { releaseText } from "../../protocol/release.ts";
import type { Config } from "../answer.ts";
import { sealed } from "../authority.ts";
import type { HandoffKind, HandoffOutgoing } from "./answer.ts";
import { readHandoffInput } from "./input.ts";
import { observeHandoff, type HandoffObservation } from "./observe.ts";
import { handoffRecords } from "./records.ts";
import { initialHandoffState } from "./state.ts";
import { step as ownStep } from "./step.ts";

export interface HandoffOptions extends LivingOptions {
  /** Another step function in the place of the folder's own: for faulty references only. */
  readonly step?: typeof ownStep;
}

export function createHandoff(options: HandoffOptions): Living<HandoffKind, HandoffObservation> {
  const { step = ownStep } = options;
  return living(options, {
    key: authorityKey,
    config: (given, authority): Config => ({ ...given, authority }),
    begin: ({ world, authority }) => initialHandoffState(world, authority),
    kind: "handoff",
    records: handoffRecords,
    read: readHandoffInput,
    step,
    seal: sealedMove,
    observe: (_config, state) => observeHandoff(state),
  });
}

export function sealedMove(message: HandoffOutgoing, network: string, signer: Signer): Emitted {
  switch (message.type) {
    case "Invitation": {
      const authority_sig = signer.sign(invitationText(network, message.body));
      return { type: message.type, body: { ...message.body, authority_sig } };
    }
    case "HandoffRelease": {
      const authority_sig = signer.sign(releaseText(network, message.body));
      return { type: message.type, body: { ...message.body, authority_sig } };
    }
    case "OpeningReceipt": {
      const authority_sig = signer.sign(openingReceiptText(network, message.body));
      return { type: message.type, body: { ...message.body, authority_sig } };
    }
    case "Moved":
      return message;
    case "TransferVote":
    case "TransferReceipt":
    case "MissingCertificate":
    case "EquivocationProof":
    case "BrokenQuorum":
      return sealed(message, network, signer);
  }
}
