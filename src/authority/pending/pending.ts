/**
 * An authority with whom orders may wait, alive: the step function of this folder, with a store and
 * a signer. In: inputs as raw JSON. Out: answers whose messages are signed and may be sent. Clauses
 * VT-1, EX-13, HO-24, HO-30 and PD-15.
 * @module
 */
import { living, type Emitted, type Living, type LivingOptions } from "../../living/living.ts";
import type { Signer } from "../../protocol/ed25519.ts";
import { authorityKey } from "../../protocol/ids.ts";
import { lapseNoticeText } from "../../protocol/lapse-notice.ts";
import { pendingOrderText } from "../../protocol/pending-order.ts";
import type { Config } from "../answer.ts";
import { sealedMove } from "../handoff/handoff.ts";
import type { PendingKind, PendingOutgoing } from "./answer.ts";
import { readPendingInput } from "./input.ts";
import { observePending, type PendingObservation } from "./observe.ts";
import { pendingRecords } from "./records.ts";
import { initialPendingState } from "./state.ts";
import { step as ownStep } from "./step.ts";

export interface PendingOptions extends LivingOptions {
  /** Another step function in the place of the folder's own: for faulty references only. */
  readonly step?: typeof ownStep;
}

export function createPending(options: PendingOptions): Living<PendingKind, PendingObservation> {
  const { step = ownStep } = options;
  return living(options, {
    key: authorityKey,
    config: (given, authority): Config => ({ ...given, authority }),
    begin: ({ world, authority }) => initialPendingState(world, authority),
    kind: "pending",
    records: pendingRecords,
    read: readPendingInput,
    step,
    seal: sealedWord,
    observe: (_config, state) => observePending(state),
  });
}

function sealedWord(message: PendingOutgoing, network: string, signer: Signer): Emitted {
  switch (message.type) {
    case "PendingOrder": {
      const authority_sig = signer.sign(pendingOrderText(network, message.body));
      return { type: message.type, body: { ...message.body, authority_sig } };
    }
    case "LapseNotice": {
      const authority_sig = signer.sign(lapseNoticeText(network, message.body));
      return { type: message.type, body: { ...message.body, authority_sig } };
    }
    case "TransferVote":
    case "TransferReceipt":
    case "MissingCertificate":
    case "EquivocationProof":
    case "BrokenQuorum":
    case "Invitation":
    case "HandoffRelease":
    case "OpeningReceipt":
    case "Moved":
      return sealedMove(message, network, signer);
  }
}
