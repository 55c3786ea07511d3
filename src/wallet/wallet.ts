/**
 * A wallet that lives: the step function, a store and a signer. In: inputs as raw JSON. Out:
 * answers whose messages are signed and may be sent, because the state that they promise is
 * durable. Clauses LK-1 and GD-6.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import type { Signatures, Signer } from "../protocol/ed25519.ts";
import { worldOf } from "../protocol/genesis.ts";
import { NOTHING_OFF, type Off } from "../protocol/guards.ts";
import { accountId } from "../protocol/ids.ts";
import { orderText, type UnsignedOrder } from "../protocol/order.ts";
import type { ReasonCode } from "../protocol/reasons.ts";
import type { Malformed } from "../protocol/shape.ts";
import { durable } from "../store/durable.ts";
import type { Store } from "../store/store.ts";
import type { Config, Kind, Outgoing } from "./answer.ts";
import { decodeState, encodeState } from "./bytes.ts";
import { readInput } from "./input.ts";
import { observe, type WalletObservation } from "./observe.ts";
import { initialState } from "./state.ts";
import { step as ownStep } from "./step.ts";

export interface WalletOptions {
  /** The genesis as raw JSON. */
  readonly genesis: unknown;
  /** The account's secret, 32 bytes (RFC 8032 5.1.5). */
  readonly seed: Uint8Array;
  readonly signatures: Signatures;
  readonly store: Store;
  /** Guards switched off: for faulty references only. */
  readonly off?: Off;
  /** Another step function in the place of the room's own: for faulty references only. */
  readonly step?: typeof ownStep;
}

/** A message that may leave. */
type Emitted = { readonly type: Outgoing["type"]; readonly body: Json };

interface Answer {
  readonly kind: Kind;
  /** All guards that failed, in the order of the table: the first is the reason answered. */
  readonly failed: readonly ReasonCode[];
  readonly emitted: readonly Emitted[];
  /** Where and why the message is malformed, if that is why it was refused. */
  readonly malformed?: Malformed;
}

export interface Wallet {
  /** Its account, in hex. */
  readonly account: string;
  /** Throws an InputFault for an unknown input, and a Fault if the store fails. */
  apply(input: string, body: unknown): Answer;
  observe(): WalletObservation;
  /** The canonical bytes of the whole state, as the store holds them. */
  bytes(): Uint8Array;
}

export function createWallet(options: WalletOptions): Wallet {
  const { signatures, store, off = NOTHING_OFF, step = ownStep } = options;
  const world = worldOf(options.genesis);
  const signer = signatures.signer(options.seed);
  const key = accountId(signer.key, "");
  if (!key.ok) throw new InputFault("SeedUnusable", { ...key.reason });
  const account = key.value;
  const { network, committees } = world;
  const config: Config = { world, network, committees, signatures, off, account };
  const codec = {
    encode: encodeState.bind(undefined, config),
    decode: decodeState.bind(undefined, config),
  };
  const held = durable(store, codec, () => initialState(world, account));
  return {
    account,
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
      // LK-1, GD-6: durable before the order is signed, and before the goods leave.
      held.keep(state);
      const answer = { kind, failed, emitted: emitted.map((message) => sealed(message, signer)) };
      return malformed === undefined ? answer : { ...answer, malformed };
    },
    observe: () => observe(account, held.state),
    bytes: () => held.bytes(),
  };
}

function sealed(message: Outgoing, signer: Signer): Emitted {
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
