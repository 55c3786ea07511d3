/**
 * Taking the next bundle, and signing one. In: the state and a bundle. Out: a step. A bundle is
 * judged by the controllers of the one in force, never by its own. Clauses PB-1 to PB-19 and PB-28
 * to PB-30.
 * @module
 */
import type { BundleContent, PolicyBundle } from "../protocol/bundle.ts";
import { bundleText, contentOf, digestOfBundle } from "../protocol/bundle.ts";
import { failed, type Guards } from "../protocol/guards.ts";
import { isMember, isQuorum, totalWeight, weightOf } from "../protocol/quorum.ts";
import type { Read } from "../protocol/shape.ts";
import { answer, refuse, type Config, type Step } from "./answer.ts";
import { contentGuards } from "./content.ts";
import { byAccount, type State } from "./state.ts";

// PB-31: it may be expired: only what is acted on must not be, and that is asked by `Consult`.
export function applyBundle(config: Config, state: State, read: Read<PolicyBundle>): Step {
  // PB-1: the bundle is well formed, and its signatures ascend strictly by authority, so each
  // counts once.
  if (!read.ok) return refuse(state, ["BundleMalformed"], read.reason);
  const bundle = read.value;
  const content = contentOf(bundle);
  // PB-29: a bundle with the content in force is known; its signatures are not looked at.
  if (isSame(content, state.bundle)) return answer(state, "again");
  const guards = { ...contentGuards(config, state, content), ...signed(config, state, bundle) };
  const codes = failed(guards, config.off);
  return codes.length > 0 ? refuse(state, codes) : answer(inForce(state, content), "applied");
}

// By whom it is signed.
function signed(
  config: Config,
  { bundle }: State,
  { signatures, ...content }: PolicyBundle,
): Guards {
  const { controllers } = bundle;
  const text = bundleText(content);
  // A stranger counts as one: PB-7 alone keeps him out, as in the model.
  const weight = signatures.reduce(
    (sum, { authority }) => sum + (weightOf(controllers, authority) ?? 1),
    0,
  );
  return {
    // PB-6: every signature is its authority's, over this bundle.
    BundleSignatureInvalid: signatures.every(({ authority, authority_sig }) =>
      config.signatures.verify(authority, text, authority_sig),
    ),
    // PB-7: every signer is one of the controllers that the bundle in force names.
    SignerNoController: signatures.every(({ authority }) => isMember(controllers, authority)),
    // PB-8: the weight of the signers, as the controllers in force state it and a stranger
    // counting as one, is a quorum.
    BundleNoQuorum: isQuorum(weight, totalWeight(controllers)),
  };
}

// PB-28: what the bundle says is in force; what it opens, freezes and moves adds to what earlier
// ones did; what was signed to be this version is signed no more.
function inForce(state: State, content: BundleContent): State {
  const { openings, freezes, reassignments, version } = content;
  const accounts = [...state.opened, ...openings.map(({ account }) => account)];
  return {
    bundle: content,
    signed: state.signed !== null && state.signed.version > version ? state.signed : null,
    opened: [...new Set(accounts)].toSorted(),
    frozen: byAccount([...state.frozen, ...freezes]),
    targets: byAccount([...state.targets, ...reassignments]),
  };
}

export function signBundle(config: Config, state: State, read: Read<PolicyBundle>): Step {
  if (!read.ok) return refuse(state, ["BundleMalformed"], read.reason);
  const content = contentOf(read.value);
  const again = state.signed !== null && isSame(content, state.signed);
  const codes = failed(
    {
      ...contentGuards(config, state, content),
      // PB-18: this agent is one of the controllers that the bundle in force names.
      NoController: isMember(state.bundle.controllers, config.self),
      // PB-19: it has signed no other content to be the next.
      SignedAnother: state.signed === null || again,
    },
    config.off,
  );
  if (codes.length > 0) return refuse(state, codes);
  // PB-30: the promise is durable before the signature leaves, which is the same each time.
  const share = { type: "BundleSignature", content } as const;
  return again
    ? answer(state, "again", share)
    : answer({ ...state, signed: content }, "signed", share);
}

function isSame(one: BundleContent, other: BundleContent): boolean {
  return one.network === other.network && digestOfBundle(one) === digestOfBundle(other);
}
