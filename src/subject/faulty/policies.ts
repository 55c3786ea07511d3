/**
 * Policy agents that are wrong: in whom they believe, in what they keep of the chain, in what they
 * allow (PB).
 * @module
 */
import type { Json } from "../../base/canonical.ts";
import { bundleText, contentOf, digestOfBundle } from "../../protocol/bundle.ts";
import type { PolicyBundle } from "../../protocol/bundle.ts";
import type { GuardClause } from "../../protocol/reasons.ts";
import { isMember, totalWeight, weightOf } from "../../protocol/quorum.ts";
import type { Config, Step } from "../../policy/answer.ts";
import { step as policyStep, type Input } from "../../policy/step.ts";
import type { State } from "../../policy/state.ts";
import type { Faults, Faulty } from "./fault.ts";
import { afterPolicy, forgetful } from "./fault.ts";

/** Whom it believes. */
const BELIEVING: readonly Faulty[] = [
  {
    name: "OwnIntroductionCertified",
    clause: "PB-7",
    about: "a bundle is judged by the controllers that it names itself",
    part: "controller",
    faults: () =>
      judging((state, { controllers }) => ({
        ...state,
        bundle: { ...state.bundle, controllers },
      })),
  },
  {
    name: "DuplicateControllerCounted",
    clause: "PB-1",
    about: "signatures need not ascend, and each of them counts",
    part: "controller",
    faults: duplicatesCounted,
  },
  {
    name: "UnknownFieldInBundle",
    clause: "PB-1",
    about: "a field that nobody knows is passed over",
    part: "controller",
    faults: () => ({ hear: (_, body) => withBundle(body, ({ memo: _memo, ...rest }) => rest) }),
  },
  {
    name: "BadControllerSignaturePassedOver",
    clause: "PB-6",
    about: "a bad signature beside a quorum of good ones is passed over",
    part: "controller",
    faults: () =>
      trying((bundle, { signatures }) => {
        const text = bundleText(contentOf(bundle));
        return ({ authority, authority_sig }) => signatures.verify(authority, text, authority_sig);
      }),
  },
  {
    name: "StrangerBesideControllersPassedOver",
    clause: "PB-7",
    about: "the signature of a stranger beside a quorum of controllers is passed over",
    part: "controller",
    faults: () =>
      trying((_, __, state) => {
        return ({ authority }) => isMember(state.bundle.controllers, authority);
      }),
  },
  {
    name: "ControllersCountedByHead",
    clause: "PB-8",
    about: "controllers are counted, not weighed",
    part: "controller",
    faults: () => lackingQuorum((_, __, heads) => 3 * heads.signed > 2 * heads.all),
  },
  {
    name: "MajorityOfControllersWill",
    clause: "PB-8",
    about: "more than half of the weight of the controllers will do",
    part: "controller",
    faults: () => lackingQuorum((held, total) => 2 * held > total),
  },
  {
    name: "KnownBundleJudgedAgain",
    clause: "PB-29",
    about: "the bundle in force is judged like a new one when it comes again",
    part: "controller",
    faults: () =>
      afterPolicy((step, { before, input }) =>
        input.input === "ApplyBundle" && step.kind === "again"
          ? { state: before, kind: "refused", failed: ["BundleRolledBack"], emitted: [] }
          : step,
      ),
  },
];

/** What it keeps of the chain, and of its promise. */
const KEEPING: readonly Faulty[] = [
  {
    name: "BundlePromiseForgottenOnRestart",
    clause: "PB-30",
    about: "what was signed is not in what the store brings back",
    part: "controller",
    faults: () => forgetful(/^signed$/, () => null),
  },
  {
    name: "PromiseKeptTooLong",
    clause: "PB-28",
    about: "what was signed stays signed when its version is taken",
    part: "controller",
    faults: () => applied((state, before) => ({ ...state, signed: before.signed })),
  },
  {
    name: "OlderFreezesForgotten",
    clause: "PB-28",
    about: "only what the last bundle froze is frozen",
    part: "controller",
    faults: () => applied((state) => ({ ...state, frozen: state.bundle.freezes })),
  },
  {
    name: "OlderTargetsForgotten",
    clause: "PB-28",
    about: "only the targets of the last bundle are known",
    part: "controller",
    faults: () => applied((state) => ({ ...state, targets: state.bundle.reassignments })),
  },
  {
    name: "OpeningsNotKept",
    clause: "PB-28",
    about: "an account that a bundle opens is not known to have begun",
    part: "controller",
    faults: () => applied((state, before) => ({ ...state, opened: before.opened })),
  },
  {
    name: "SignedAgainIsNew",
    clause: "PB-30",
    about: "whoever asks again for the same signature gets none",
    part: "controller",
    faults: () =>
      afterPolicy((step, { input }) =>
        input.input === "SignBundle" && step.kind === "again" ? { ...step, emitted: [] } : step,
      ),
  },
];

/** What it allows. */
const ALLOWING: readonly Faulty[] = [
  {
    name: "BundleExpiresLate",
    clause: "PB-20",
    about: "a bundle is acted on at the very millisecond at which it has expired",
    part: "controller",
    faults: () => ({
      controller: (config, state, input) =>
        policyStep(
          config,
          state,
          input.input === "Consult" ? { ...input, now: input.now - 1 } : input,
        ),
    }),
  },
  {
    name: "ExpiryStopsPayments",
    clause: "PB-20",
    about: "after expiry payments inside a committee stop, too",
    part: "controller",
    faults: () =>
      afterPolicy((step, { before, input }) =>
        input.input === "Consult" &&
        step.kind === "allowed" &&
        input.now >= before.bundle.valid_until
          ? { state: before, kind: "refused", failed: ["BundleExpired"], emitted: [] }
          : step,
      ),
  },
  {
    name: "AnyControllerWrites",
    clause: "PB-23",
    about: "every controller may write, elected or not",
    part: "controller",
    faults: () => allowing("PB-23", (state, key) => isMember(state.bundle.controllers, key)),
  },
  {
    name: "OnlyPaymentsStopAtRevocation",
    clause: "PB-22",
    about: "a credit from a committee with a revoked key is allowed",
    part: "controller",
    faults: () => ({
      controller: (config, state, input) =>
        input.input === "Consult" && input.deed.deed === "credit"
          ? policyStep(without(config, "PB-22"), state, input)
          : policyStep(config, state, input),
    }),
  },
];

export const POLICIES: readonly Faulty[] = [...BELIEVING, ...KEEPING, ...ALLOWING];

function without(config: Config, ...clauses: readonly GuardClause[]): Config {
  return { ...config, off: new Set([...config.off, ...clauses]) };
}

/** Another state judges a bundle; what is applied is put in the place of the true one. */
function judging(other: (state: State, bundle: PolicyBundle) => State): Faults {
  return {
    controller: (config, state, input) => {
      if (input.input !== "ApplyBundle" || !input.bundle.ok)
        return policyStep(config, state, input);
      // The one before it is told by its digest, which the other controllers would change.
      const judge = other(state, input.bundle.value);
      const told = input.bundle.value.previous === digestOfBundle(state.bundle);
      const previous = told ? digestOfBundle(judge.bundle) : input.bundle.value.previous;
      const step = policyStep(without(config, "PB-6"), judge, {
        ...input,
        bundle: { ok: true, value: { ...input.bundle.value, previous } },
      });
      if (step.kind !== "applied") return { ...step, state };
      return { ...step, state: { ...step.state, bundle: contentOf(input.bundle.value) } };
    },
  };
}

type Heads = { readonly signed: number; readonly all: number };

/** A bundle that is refused for its weight alone is taken, if this says so. */
function lackingQuorum(enough: (held: number, total: number, heads: Heads) => boolean): Faults {
  return {
    controller: (config, state, input) => {
      const step = policyStep(config, state, input);
      if (input.input !== "ApplyBundle" || !input.bundle.ok) return step;
      if (step.failed.join() !== "BundleNoQuorum") return step;
      const { controllers } = state.bundle;
      const { signatures } = input.bundle.value;
      const heads = { signed: signatures.length, all: controllers.members.length };
      const held = signatures.reduce(
        (sum, { authority }) => sum + (weightOf(controllers, authority) ?? 1),
        0,
      );
      return enough(held, totalWeight(controllers), heads)
        ? policyStep(without(config, "PB-8"), state, input)
        : step;
    },
  };
}

type Signature = PolicyBundle["signatures"][number];

/** A bundle that is refused is tried again with some of its signatures only. */
function trying(
  keep: (bundle: PolicyBundle, config: Config, state: State) => (one: Signature) => boolean,
): Faults {
  return afterPolicy((step, { config, before, input }) => {
    if (input.input !== "ApplyBundle" || !input.bundle.ok || step.kind !== "refused") return step;
    const bundle = input.bundle.value;
    const signatures = bundle.signatures.filter(keep(bundle, config, before));
    const fewer: Input = { ...input, bundle: { ok: true, value: { ...bundle, signatures } } };
    const again = policyStep(config, before, fewer);
    return again.kind === "applied" ? again : step;
  });
}

/** What it hears has each signer once; that there were more it remembers for the weight. */
function duplicatesCounted(): Faults {
  let more = false;
  return {
    hear: (_, body) => {
      more = false;
      return withBundle(body, (bundle) => {
        const { signatures } = bundle;
        if (!Array.isArray(signatures)) return bundle;
        const each = new Map(signatures.map((one) => [JSON.stringify(one), one]));
        more = each.size < signatures.length;
        return { ...bundle, signatures: [...each.values()] };
      });
    },
    controller: (config, state, input) =>
      policyStep(more ? without(config, "PB-8") : config, state, input),
  };
}

type Fields = { readonly [field: string]: Json };

function withBundle(body: Json, change: (bundle: Fields) => Fields): Json {
  if (!isFields(body)) return body;
  const { bundle } = body;
  return bundle === undefined || !isFields(bundle) ? body : { ...body, bundle: change(bundle) };
}

function isFields(json: Json): json is Fields {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** Corrects the state after a bundle is applied. */
function applied(wrong: (state: State, before: State) => State): Faults {
  return afterPolicy((step, { before }): Step =>
    step.kind === "applied" ? { ...step, state: wrong(step.state, before) } : step,
  );
}

/** Allows a control write that only this guard stands against, if `may` says so. */
function allowing(clause: GuardClause, may: (state: State, key: string) => boolean): Faults {
  return {
    controller: (config, state, input) => {
      const written = input.input === "Consult" && input.deed.deed === "control";
      return written && may(state, input.deed.subject)
        ? policyStep(without(config, clause), state, input)
        : policyStep(config, state, input);
    },
  };
}
