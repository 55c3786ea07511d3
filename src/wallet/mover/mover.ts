/**
 * A wallet that moves its account, alive: the step function of this folder, with a store and a
 * signer. In: inputs as raw JSON. Out: answers whose messages are signed and may be sent. Whatever
 * is asked for again is answered again, so after a crash it goes on where it was.
 * Clauses LK-1, GD-6, WH-12 and WH-16.
 * @module
 */
import { living, type Emitted, type Living, type LivingOptions } from "../../living/living.ts";
import type { Signer } from "../../protocol/ed25519.ts";
import { accountId } from "../../protocol/ids.ts";
import { handoffText } from "../../protocol/handoff.ts";
import { requestText, type UnsignedRequest } from "../../protocol/request.ts";
import type { Config } from "../answer.ts";
import { sealed } from "../wallet.ts";
import type { MoverKind, MoverOutgoing } from "./answer.ts";
import { readMoverInput } from "./input.ts";
import { observeMover, type MoverObservation } from "./observe.ts";
import { moverRecords } from "./records.ts";
import { initialMoverState } from "./state.ts";
import { step as ownStep } from "./step.ts";

export interface MoverOptions extends LivingOptions {
  /** Another step function in the place of the folder's own: for faulty references only. */
  readonly step?: typeof ownStep;
}

export function createMover(options: MoverOptions): Living<MoverKind, MoverObservation> {
  const { step = ownStep } = options;
  return living(options, {
    key: accountId,
    config: (given, account): Config => ({ ...given, account }),
    begin: ({ world, account }) => initialMoverState(world, account),
    kind: "mover",
    records: moverRecords,
    read: readMoverInput,
    step,
    seal: sealedMove,
    observe: ({ world, account }, state) => observeMover(world.network, account, state),
  });
}

function sealedMove(message: MoverOutgoing, network: string, signer: Signer): Emitted {
  switch (message.type) {
    case "HandoffRequest":
      return { type: message.type, body: signedRequest(message.body, signer) };
    case "HandoffCertificate": {
      const { request, opening, releases } = message.body;
      const unsigned = { request: signedRequest(request, signer), opening, releases };
      const account_sig = signer.sign(handoffText(network, unsigned));
      return { type: message.type, body: { ...unsigned, account_sig } };
    }
    case "Invitation":
    case "OpeningReceipt":
      return message;
    case "Order":
    case "TransferCertificate":
      return sealed(message, signer);
  }
}

function signedRequest(request: UnsignedRequest, signer: Signer) {
  return { ...request, account_sig: signer.sign(requestText(request)) };
}
