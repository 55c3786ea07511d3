/**
 * An authority that lives: the step function, a store and a signer. In: inputs as raw JSON. Out:
 * answers whose messages are signed and may be sent, because the state that they promise is
 * durable. Clauses VT-1 and EX-13.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import { canonical, type Json } from "../base/canonical.ts";
import type { Signatures, Signer } from "../protocol/ed25519.ts";
import { worldOf } from "../protocol/genesis.ts";
import { NOTHING_OFF, type Off } from "../protocol/guards.ts";
import { authorityKey } from "../protocol/ids.ts";
import { receiptText } from "../protocol/receipt.ts";
import type { ReasonCode } from "../protocol/reasons.ts";
import type { Malformed } from "../protocol/shape.ts";
import { voteText } from "../protocol/vote.ts";
import { durable } from "../store/durable.ts";
import type { Store } from "../store/store.ts";
import type { Config, Kind, Outgoing } from "./answer.ts";
import { decodeState, encodeState } from "./bytes.ts";
import { readInput } from "./input.ts";
import { observe, type AuthorityObservation } from "./observe.ts";
import { initialState } from "./state.ts";
import { step as ownStep } from "./step.ts";

export interface AuthorityOptions {
  /** The genesis as raw JSON. */
  readonly genesis: unknown;
  /** The member's secret, 32 bytes (RFC 8032 5.1.5). */
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
  /** Signed; ascending by type, then canonical text. */
  readonly emitted: readonly Emitted[];
  /** Where and why the message is malformed, if that is why it was refused. */
  readonly malformed?: Malformed;
}

export interface Authority {
  /** Its public key, in hex. */
  readonly key: string;
  /** Throws an InputFault for an unknown input, and a Fault if the store fails. */
  apply(input: string, body: unknown): Answer;
  observe(): AuthorityObservation;
  /** The canonical bytes of the whole state, as the store holds them. */
  bytes(): Uint8Array;
}

export function createAuthority(options: AuthorityOptions): Authority {
  const { signatures, store, off = NOTHING_OFF, step = ownStep } = options;
  const world = worldOf(options.genesis);
  const signer = signatures.signer(options.seed);
  const key = authorityKey(signer.key, "");
  if (!key.ok) throw new InputFault("SeedUnusable", { ...key.reason });
  const { network, committees } = world;
  const config: Config = { world, network, committees, signatures, off, authority: key.value };
  const codec = {
    encode: encodeState.bind(undefined, config),
    decode: decodeState.bind(undefined, config),
  };
  const held = durable(store, codec, () => initialState(world, config.authority));
  return {
    key: key.value,
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
      // VT-1, EX-13: durable before the vote or the receipt leaves, and before it is even signed.
      held.keep(state);
      const signed = inOrder(emitted.map((message) => sealed(message, network, signer)));
      const answer = { kind, failed, emitted: signed };
      return malformed === undefined ? answer : { ...answer, malformed };
    },
    observe: () => observe(held.state),
    bytes: () => held.bytes(),
  };
}

function sealed(message: Outgoing, network: string, signer: Signer): Emitted {
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

function inOrder(emitted: readonly Emitted[]): readonly Emitted[] {
  if (emitted.length < 2) return emitted;
  const keyOf = ({ type, body }: Emitted) => `${type} ${canonical(body)}`;
  return emitted.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}
