/**
 * A faulty reference: the reference with one rule dropped, to show that the corpus would notice.
 * Each has a name, the clause it breaks, and the seams it uses: a step function in the place of the
 * reference's own, guards switched off, a store that forgets, or an ear that hears too much.
 * @module
 */
import type { Json } from "../../base/canonical.ts";
import { step as authorityStep } from "../../authority/step.ts";
import type { Input as AuthorityInput } from "../../authority/step.ts";
import type { Config as AuthorityConfig, Step as AuthorityAnswer } from "../../authority/answer.ts";
import type { State as AuthorityState } from "../../authority/state.ts";
import type { GuardClause } from "../../protocol/reasons.ts";
import { memoryStore } from "../../store/memory.ts";
import type { Store } from "../../store/store.ts";
import { step as walletStep } from "../../wallet/step.ts";
import type { Input as WalletInput } from "../../wallet/step.ts";
import type { Config as WalletConfig, Step as WalletAnswer } from "../../wallet/answer.ts";
import type { State as WalletState } from "../../wallet/state.ts";

/** What a faulty reference does differently; made anew at each reset. Empty: the reference. */
export type Faults = {
  readonly off?: ReadonlySet<GuardClause>;
  readonly authority?: typeof authorityStep;
  readonly wallet?: typeof walletStep;
  readonly store?: Store;
  /** What it makes of a message before it reads it. */
  readonly hear?: (input: string, body: Json) => Json;
};

export type Faulty = {
  readonly name: string;
  /** The clause that is broken. */
  readonly clause: string;
  readonly about: string;
  /** Which part of the reference is faulty; its corpora must notice. */
  readonly part: "authority" | "wallet";
  readonly faults: () => Faults;
};

type AuthorityTurn = {
  readonly config: AuthorityConfig;
  readonly before: AuthorityState;
  readonly input: AuthorityInput;
};

/** Corrects what the authority answers. */
export function afterAuthority(
  wrong: (step: AuthorityAnswer, turn: AuthorityTurn) => AuthorityAnswer,
): Faults {
  return {
    authority: (config, before, input) =>
      wrong(authorityStep(config, before, input), { config, before, input }),
  };
}

type WalletTurn = {
  readonly config: WalletConfig;
  readonly before: WalletState;
  readonly input: WalletInput;
};

/** Corrects what the wallet answers. */
export function afterWallet(wrong: (step: WalletAnswer, turn: WalletTurn) => WalletAnswer): Faults {
  return {
    wallet: (config, before, input) =>
      wrong(walletStep(config, before, input), { config, before, input }),
  };
}

/** The store comes back from a crash with something missing. */
export function forgetful(forget: (document: { [key: string]: Json }) => Json): Faults {
  const store = memoryStore();
  return {
    store: {
      put: (blob) => store.put(blob),
      get: () => {
        const blob = store.get();
        if (blob === undefined) return undefined;
        const kept = forget(JSON.parse(Buffer.from(blob).toString("utf8")));
        return Buffer.from(JSON.stringify(kept), "utf8");
      },
    },
  };
}
