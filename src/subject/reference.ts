/**
 * The reference authority and wallet as a subject, in this process. In: a setup. Out: answers.
 * A crash is a fresh start over the same store; the store is all that is carried over.
 * @module
 */
import { assert } from "../base/assert.ts";
import { fromHex } from "../base/bytes.ts";
import type { Json } from "../base/canonical.ts";
import { createAuthority } from "../authority/authority.ts";
import { createHandoff } from "../authority/handoff/handoff.ts";
import { createPending } from "../authority/pending/pending.ts";
import { createStandby } from "../authority/standby/standby.ts";
import type { Signatures, Signer } from "../protocol/ed25519.ts";
import { cached, nodeSignatures } from "../protocol/ed25519.ts";
import { NOTHING_OFF } from "../protocol/guards.ts";
import { memoryStore } from "../store/memory.ts";
import type { Store } from "../store/store.ts";
import { createPolicyAgent } from "../policy/agent.ts";
import { createMover } from "../wallet/mover/mover.ts";
import { createWallet } from "../wallet/wallet.ts";
import { createWitness } from "../witness/witness.ts";
import { componentNamed, PROFILES } from "../base/profiles.ts";
import type { Faults } from "./faulty/fault.ts";
import type { Hello, Message, OpenSubject, Reply, Setup } from "./subject.ts";

/** What all parts of the reference have in common. */
export type Component = {
  apply(input: string, body: unknown): ComponentAnswer;
  observe(): Json;
  bytes(): Uint8Array;
  restore(bytes: Uint8Array): void;
};

/**
 * Makes the switch of a genesis, its program's text changed by `change`. Given by whoever has the
 * program. PERF: nobody who is asked for something else loads a compiler.
 */
export type MakeSwitch = (genesis: Json, change?: (text: string) => string) => Component;

type ComponentAnswer = {
  readonly kind: string;
  readonly failed: readonly string[];
  readonly emitted: readonly Message[];
};

/** PERF: a corpus has some thousand distinct signatures; all of them fit. */
const SIGNATURES_MAX = 50_000;

/** One backend for all subjects of a run: answers depend on the question alone. */
export function runSignatures(signatures: Signatures = nodeSignatures()): Signatures {
  const inner = cached(signatures, SIGNATURES_MAX);
  const signers = new Map<string, Signer>();
  return {
    verify: inner.verify.bind(inner),
    signer: (seed) => {
      const name = Buffer.from(seed).toString("hex");
      const signer = signers.get(name) ?? inner.signer(seed);
      signers.set(name, signer);
      return signer;
    },
  };
}

export class Reference implements OpenSubject {
  readonly #signatures: Signatures;
  readonly #faultsOf: () => Faults;
  readonly #makeSwitch: MakeSwitch | undefined;
  #faults: Faults = {};
  #setup: Setup | undefined;
  #store: Store = memoryStore();
  #component: Component | undefined;

  /**
   * `faultsOf` gives what it does wrong, afresh at each reset; by default nothing. Without
   * `makeSwitch` it is no switch.
   */
  constructor(
    signatures: Signatures,
    faultsOf: () => Faults = () => ({}),
    makeSwitch?: MakeSwitch,
  ) {
    this.#signatures = signatures;
    this.#faultsOf = faultsOf;
    this.#makeSwitch = makeSwitch;
  }

  hello(): Hello {
    const profiles = Object.keys(PROFILES).filter((name) => this.#serves(name));
    return { name: "reference", version: "1", profiles };
  }

  reset(setup: Setup): void {
    this.#setup = setup;
    this.#faults = this.#faultsOf();
    this.#store = this.#faults.store ?? memoryStore();
    this.#component = this.#start();
  }

  apply(input: string, body: Json): Reply {
    const heard = this.#faults.hear?.(input, body) ?? body;
    const { kind, failed, emitted } = this.#running().apply(input, heard);
    const [reason] = failed;
    return reason === undefined ? { outcome: kind, emitted } : { outcome: kind, reason, emitted };
  }

  observe(): Json {
    return this.#running().observe();
  }

  /** It does nothing by itself. */
  advance(): readonly Message[] {
    return [];
  }

  crash(): void {
    this.#component = this.#start();
  }

  bye(): void {
    this.#component = undefined;
  }

  bytes(): Uint8Array {
    return this.#running().bytes();
  }

  restore(bytes: Uint8Array): void {
    // PERF: going on costs a tenth of a start, which reads the genesis, too.
    this.#running().restore(bytes);
  }

  #running(): Component {
    assert(this.#component !== undefined, "a subject is reset before it is asked");
    return this.#component;
  }

  #start(): Component {
    assert(this.#setup !== undefined, "a subject is reset before it starts");
    const { genesis, profile } = this.#setup;
    const seed = fromHex(this.#setup.seed);
    assert(seed !== undefined, "a seed is hex");
    const { off = NOTHING_OFF } = this.#faults;
    const common = {
      genesis,
      seed,
      signatures: this.#signatures,
      store: this.#store,
      off,
      makeSwitch: this.#makeSwitch,
    };
    const start = STARTS[componentNamed(profile) ?? ""];
    assert(start !== undefined, "a profile of another component is not declared");
    return start(common, this.#faults);
  }

  #serves(profile: string): boolean {
    const component = componentNamed(profile) ?? "";
    return (
      Object.hasOwn(STARTS, component) && (component !== SWITCH || this.#makeSwitch !== undefined)
    );
  }
}

/** The component that runs a program. */
const SWITCH = "dataplane";

type Common = {
  readonly genesis: Json;
  readonly seed: Uint8Array;
  readonly signatures: Signatures;
  readonly store: Store;
  readonly off: NonNullable<Faults["off"]>;
  readonly makeSwitch: MakeSwitch | undefined;
};

/** The components that the reference has. */
const STARTS: { readonly [component: string]: (common: Common, faults: Faults) => Component } = {
  authority: (common, { authority: step }) =>
    createAuthority(step === undefined ? common : { ...common, step }),
  dataplane: ({ genesis, makeSwitch }, { program: change }) => {
    assert(makeSwitch !== undefined, "who makes no switch does not declare the profile");
    return makeSwitch(genesis, change);
  },
  handoff: (common, { handoff: step }) =>
    createHandoff(step === undefined ? common : { ...common, step }),
  controller: (common, { controller: step }) =>
    createPolicyAgent(step === undefined ? common : { ...common, step }),
  mover: (common, { mover: step }) =>
    createMover(step === undefined ? common : { ...common, step }),
  pending: (common, { pending: step }) =>
    createPending(step === undefined ? common : { ...common, step }),
  standby: (common, { standby: step }) =>
    createStandby(step === undefined ? common : { ...common, step }),
  wallet: (common, { wallet: step }) =>
    createWallet(step === undefined ? common : { ...common, step }),
  witness: (common, { witness: step }) =>
    createWitness(step === undefined ? common : { ...common, step }),
};
