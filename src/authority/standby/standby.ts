/**
 * An owner beside its witness, alive: the step function of this folder, with a store and a signer.
 * In: inputs as raw JSON. Out: answers whose messages are signed and may be sent, because what they
 * promise is durable. Clauses VT-1, EX-13 and SB-12 to SB-19.
 * @module
 */
import { living, type Emitted, type Living, type LivingOptions } from "../../living/living.ts";
import { checkpointText } from "../../protocol/checkpoint.ts";
import type { Signer } from "../../protocol/ed25519.ts";
import { authorityKey } from "../../protocol/ids.ts";
import { reportText } from "../../protocol/takeover-report.ts";
import type { Config } from "../answer.ts";
import { sealedMove } from "../handoff/handoff.ts";
import type { StandbyKind, StandbyOutgoing } from "./answer.ts";
import { readStandbyInput } from "./input.ts";
import { observeStandby, type StandbyObservation } from "./observe.ts";
import { standbyRecords } from "./records.ts";
import { initialStandbyState } from "./state.ts";
import { step as ownStep } from "./step.ts";

export interface StandbyOptions extends LivingOptions {
  /** Another step function in the place of the folder's own: for faulty references only. */
  readonly step?: typeof ownStep;
}

export function createStandby(options: StandbyOptions): Living<StandbyKind, StandbyObservation> {
  const { step = ownStep } = options;
  return living(options, {
    key: authorityKey,
    config: (given, authority): Config => ({ ...given, authority }),
    begin: ({ world, authority }) => initialStandbyState(world, authority),
    kind: "standby",
    records: standbyRecords,
    read: readStandbyInput,
    step,
    seal: sealedBeside,
    observe: (_config, state) => observeStandby(state),
  });
}

function sealedBeside(message: StandbyOutgoing, network: string, signer: Signer): Emitted {
  switch (message.type) {
    case "Checkpoint": {
      const owner_sig = signer.sign(checkpointText(network, message.body));
      return { type: message.type, body: { ...message.body, owner_sig } };
    }
    case "TakeoverReport": {
      const owner_sig = signer.sign(reportText(network, message.body));
      return { type: message.type, body: { ...message.body, owner_sig } };
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
