/**
 * A faulty reference: the reference with one rule dropped, to show that the corpus would notice.
 * Each has a name, the clause it breaks, and the seams it uses: a step function in the place of the
 * reference's own, guards switched off, a store that forgets, or an ear that hears too much.
 * @module
 */
import { canonical, type Json } from "../../base/canonical.ts";
import { step as authorityStep } from "../../authority/step.ts";
import type { Input as AuthorityInput } from "../../authority/step.ts";
import type { Config as AuthorityConfig, Step as AuthorityAnswer } from "../../authority/answer.ts";
import type { State as AuthorityState } from "../../authority/state.ts";
import { step as handoffStep } from "../../authority/handoff/step.ts";
import type { HandoffInput } from "../../authority/handoff/input.ts";
import type { HandoffStep } from "../../authority/handoff/answer.ts";
import type { HandoffState } from "../../authority/handoff/state.ts";
import { step as pendingStep } from "../../authority/pending/step.ts";
import type { PendingInput } from "../../authority/pending/input.ts";
import type { PendingStep } from "../../authority/pending/answer.ts";
import type { PendingState } from "../../authority/pending/state.ts";
import { step as standbyStep } from "../../authority/standby/step.ts";
import type { StandbyInput } from "../../authority/standby/input.ts";
import type { StandbyStep } from "../../authority/standby/answer.ts";
import type { StandbyState } from "../../authority/standby/state.ts";
import type { Config as PolicyConfig, Step as PolicyAnswer } from "../../policy/answer.ts";
import type { State as PolicyState } from "../../policy/state.ts";
import { step as policyStep } from "../../policy/step.ts";
import type { Input as PolicyInput } from "../../policy/step.ts";
import type { GuardClause } from "../../protocol/reasons.ts";
import { memoryStore } from "../../store/memory.ts";
import type { Store } from "../../store/store.ts";
import type { MoverStep } from "../../wallet/mover/answer.ts";
import type { MoverInput } from "../../wallet/mover/input.ts";
import type { MoverState } from "../../wallet/mover/state.ts";
import { step as moverStep } from "../../wallet/mover/step.ts";
import { step as walletStep } from "../../wallet/step.ts";
import type { Input as WalletInput } from "../../wallet/step.ts";
import type { Config as WalletConfig, Step as WalletAnswer } from "../../wallet/answer.ts";
import type { State as WalletState } from "../../wallet/state.ts";
import { step as witnessStep } from "../../witness/step.ts";
import type { Input as WitnessInput } from "../../witness/step.ts";
import type { Config as WitnessConfig, Step as WitnessAnswer } from "../../witness/answer.ts";
import type { State as WitnessState } from "../../witness/state.ts";

/** What a faulty reference does differently; made anew at each reset. Empty: the reference. */
export type Faults = {
  readonly off?: ReadonlySet<GuardClause>;
  readonly authority?: typeof authorityStep;
  readonly handoff?: typeof handoffStep;
  readonly pending?: typeof pendingStep;
  readonly standby?: typeof standbyStep;
  readonly mover?: typeof moverStep;
  readonly wallet?: typeof walletStep;
  readonly controller?: typeof policyStep;
  readonly witness?: typeof witnessStep;
  /** What its switch runs instead of the program of this text. */
  readonly program?: (text: string) => string;
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
  readonly part: string;
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

export type HandoffTurn = {
  readonly config: AuthorityConfig;
  readonly before: HandoffState;
  readonly input: HandoffInput;
};

/** Corrects what an authority answers whose accounts can move. */
export function afterHandoff(wrong: (step: HandoffStep, turn: HandoffTurn) => HandoffStep): Faults {
  return {
    handoff: (config, before, input) =>
      wrong(handoffStep(config, before, input), { config, before, input }),
  };
}

export type PendingTurn = {
  readonly config: AuthorityConfig;
  readonly before: PendingState;
  readonly input: PendingInput;
};

/** Corrects what an authority answers with whom orders may wait. */
export function afterPending(wrong: (step: PendingStep, turn: PendingTurn) => PendingStep): Faults {
  return {
    pending: (config, before, input) =>
      wrong(pendingStep(config, before, input), { config, before, input }),
  };
}

export type StandbyTurn = {
  readonly config: AuthorityConfig;
  readonly before: StandbyState;
  readonly input: StandbyInput;
};

/** Corrects what an owner beside its witness answers. */
export function afterStandby(wrong: (step: StandbyStep, turn: StandbyTurn) => StandbyStep): Faults {
  return {
    standby: (config, before, input) =>
      wrong(standbyStep(config, before, input), { config, before, input }),
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

export type MoverTurn = {
  readonly config: WalletConfig;
  readonly before: MoverState;
  readonly input: MoverInput;
};

/** Corrects what a wallet answers that moves its account. */
export function afterMover(wrong: (step: MoverStep, turn: MoverTurn) => MoverStep): Faults {
  return {
    mover: (config, before, input) =>
      wrong(moverStep(config, before, input), { config, before, input }),
  };
}

type PolicyTurn = {
  readonly config: PolicyConfig;
  readonly before: PolicyState;
  readonly input: PolicyInput;
};

/** Corrects what the policy agent answers. */
export function afterPolicy(wrong: (step: PolicyAnswer, turn: PolicyTurn) => PolicyAnswer): Faults {
  return {
    controller: (config, before, input) =>
      wrong(policyStep(config, before, input), { config, before, input }),
  };
}

type WitnessTurn = {
  readonly config: WitnessConfig;
  readonly before: WitnessState;
  readonly input: WitnessInput;
};

/** Corrects what the witness answers. */
export function afterWitness(
  wrong: (step: WitnessAnswer, turn: WitnessTurn) => WitnessAnswer,
): Faults {
  return {
    witness: (config, before, input) =>
      wrong(witnessStep(config, before, input), { config, before, input }),
  };
}

/** The store comes back from a crash with something missing in the records of these places. */
export function forgetful(places: RegExp, forget: (record: Json) => Json | undefined): Faults {
  const store = memoryStore();
  return {
    store: {
      commit: store.commit,
      read: () =>
        new Map(
          [...store.read()].flatMap(([place, text]) => {
            if (!places.test(place)) return [[place, text] as const];
            const kept = forget(JSON.parse(text));
            return kept === undefined ? [] : [[place, canonical(kept)] as const];
          }),
        ),
    },
  };
}
