/**
 * A wallet that lives: the step function of this room, with a store and a signer. In: inputs as raw
 * JSON. Out: answers whose messages are signed and may be sent. Clauses LK-1 and GD-6.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { living, type Emitted, type Living, type LivingOptions } from "../living/living.ts";
import type { Signer } from "../protocol/ed25519.ts";
import { accountId } from "../protocol/ids.ts";
import { orderText, type UnsignedOrder } from "../protocol/order.ts";
import type { Config, Kind, Outgoing } from "./answer.ts";
import { readInput } from "./input.ts";
import { observe, type WalletObservation } from "./observe.ts";
import { stateRecords } from "./records.ts";
import { initialState } from "./state.ts";
import { step as ownStep } from "./step.ts";

export interface WalletOptions extends LivingOptions {
  /** Another step function in the place of the room's own: for faulty references only. */
  readonly step?: typeof ownStep;
}

export type Wallet = Living<Kind, WalletObservation>;

export function createWallet(options: WalletOptions): Wallet {
  const { step = ownStep } = options;
  return living(options, {
    key: accountId,
    config: (given, account): Config => ({ ...given, account }),
    begin: ({ world, account }) => initialState(world, account),
    kind: "wallet",
    records: stateRecords,
    read: readInput,
    step,
    seal: (message, _network, signer) => sealed(message, signer),
    observe: ({ account }, state) => observe(account, state),
  });
}

export function sealed(message: Outgoing, signer: Signer): Emitted {
  switch (message.type) {
    case "Order":
      return { type: message.type, body: signed(message.body, signer) };
    case "TransferCertificate": {
      const { order, votes } = message.body;
      return { type: message.type, body: { order: signed(order, signer), votes } };
    }
  }
}

function signed(order: UnsignedOrder, signer: Signer): Json {
  return { ...order, sender_sig: signer.sign(orderText(order)) };
}
