/**
 * What makes a step function live, of whatever party it is: a store and a signer. In: inputs as raw
 * JSON. Out: answers whose messages are signed and may be sent, because the state that they promise
 * is durable. It knows no message by name. Clauses VT-1, EX-13, LK-1, GD-6, HO-24, HO-30, WH-12,
 * WH-16, PB-30, WI-20 and WI-21.
 * @module
 */
import { canonical, type Json } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import type { Signatures, Signer } from "../protocol/ed25519.ts";
import { worldOf, type World } from "../protocol/genesis.ts";
import { NOTHING_OFF, type Off } from "../protocol/guards.ts";
import type { ReasonCode } from "../protocol/reasons.ts";
import type { Malformed, Reader } from "../protocol/shape.ts";
import { durable } from "../store/durable.ts";
import type { Store } from "../store/store.ts";
import { layoutOf, type Part } from "./layout.ts";

export interface LivingOptions {
  /** The genesis as raw JSON. */
  readonly genesis: unknown;
  /** The party's secret, 32 bytes (RFC 8032 5.1.5). */
  readonly seed: Uint8Array;
  readonly signatures: Signatures;
  readonly store: Store;
  /** Guards switched off: for faulty references only. */
  readonly off?: Off;
}

/** What every party takes as given. */
export interface Given {
  readonly world: World;
  readonly network: World["network"];
  readonly committees: World["committees"];
  readonly signatures: Signatures;
  readonly off: Off;
}

/** What a step gives, of whatever state. */
interface StepOf<Held, Word, Message> {
  readonly state: Held;
  readonly kind: Word | "refused";
  readonly failed: readonly ReasonCode[];
  readonly emitted: readonly Message[];
  readonly malformed?: Malformed;
}

/** What a party is made of, whatever it can do. */
interface Parts<Key extends string, Config, Held, Input, Word extends string, Message, Seen> {
  /** Reads its public key, in hex: that of a member, or of an account. */
  readonly key: Reader<Key>;
  readonly config: (given: Given, key: Key) => Config;
  readonly begin: (config: Config) => Held;
  /** What the states of such parties are called: `authority`. */
  readonly kind: string;
  /** How they stand in the store. */
  readonly records: Part<Held>;
  readonly read: (input: string, body: unknown) => Input;
  readonly step: (config: Config, state: Held, input: Input) => StepOf<Held, Word, Message>;
  readonly seal: (message: Message, network: string, signer: Signer) => Emitted;
  readonly observe: (config: Config, state: Held) => Seen;
}

/** A message that may leave. */
export type Emitted = { readonly type: string; readonly body: Json };

interface Answer<Word extends string> {
  readonly kind: Word | "restarted" | "refused";
  /** All guards that failed, in the order of the table: the first is the reason answered. */
  readonly failed: readonly ReasonCode[];
  /** Signed; ascending by type, then canonical text; each once. */
  readonly emitted: readonly Emitted[];
  /** Where and why the message is malformed, if that is why it was refused. */
  readonly malformed?: Malformed;
}

export interface Living<Word extends string, Seen> {
  /** Its public key, in hex. */
  readonly key: string;
  /** Throws an InputFault for an unknown input, and a Fault if the store fails. */
  apply(input: string, body: unknown): Answer<Word>;
  observe(): Seen;
  /** All that tells its state from others, as one document; made when it is asked for. */
  bytes(): Uint8Array;
  /** Goes on, durably, from the state that these bytes say. Throws a Fault if they say none. */
  restore(bytes: Uint8Array): void;
}

export function living<Key extends string, Config, Held, Input, Word extends string, Message, Seen>(
  options: LivingOptions,
  parts: Parts<Key, Config, Held, Input, Word, Message, Seen>,
): Living<Word, Seen> {
  const { signatures, store, off = NOTHING_OFF } = options;
  const world = worldOf(options.genesis);
  const signer = signatures.signer(options.seed);
  const key = parts.key(signer.key, "");
  if (!key.ok) throw new InputFault("SeedUnusable", { ...key.reason });
  const { network, committees } = world;
  const config = parts.config({ world, network, committees, signatures, off }, key.value);
  const format = `flashmesh/2/${parts.kind}-state`;
  // The digest of the genesis that the state grows from: another world's is no state of this one.
  const owner = { format, genesis: world.digest, key: key.value };
  const held = durable(store, layoutOf(parts.records), owner, () => parts.begin(config));
  return {
    key: key.value,
    apply: (name, body) => {
      if (name === "Restart") {
        held.restart();
        return { kind: "restarted", failed: [], emitted: [] };
      }
      const { state, kind, failed, emitted, malformed } = parts.step(
        config,
        held.state,
        parts.read(name, body),
      );
      // VT-1, EX-13, LK-1, GD-6, HO-24, HO-30, WH-12, WH-16, PB-30, WI-20, WI-21: durable before
      // anything is signed or leaves.
      held.keep(state);
      const signed = inOrder(emitted.map((message) => parts.seal(message, network, signer)));
      const answer = { kind, failed, emitted: signed };
      return malformed === undefined ? answer : { ...answer, malformed };
    },
    observe: () => parts.observe(config, held.state),
    bytes: () => held.bytes(),
    restore: (bytes) => held.restore(bytes),
  };
}

function inOrder(emitted: readonly Emitted[]): readonly Emitted[] {
  if (emitted.length < 2) return emitted;
  const keyed = new Map(emitted.map((one) => [`${one.type} ${canonical(one.body)}`, one]));
  return [...keyed].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one);
}
