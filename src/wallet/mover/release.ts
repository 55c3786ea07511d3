/**
 * How the old epoch is closed: `CollectRelease` and `SignHandoff`. In: what one member of the old
 * committee says, or the word that no more is waited for. Out: the state that counts it, or the
 * handoff certificate to sign, once an epoch. The wallet judges as the new members will, so that
 * none of them refuses what it has signed. Clauses WH-2, WH-5, WH-10, WH-15 and WH-16.
 * @module
 */
import { failed, inTableOrder } from "../../protocol/guards.ts";
import { boundFailures } from "../../protocol/handoff-judge.ts";
import type { ReasonCode } from "../../protocol/reasons.ts";
import type { HandoffRelease } from "../../protocol/release.ts";
import type { Read } from "../../protocol/shape.ts";
import { answer, refuse, type Config } from "../answer.ts";
import type { MoverStep } from "./answer.ts";
import { due, noneUnderWay } from "./request.ts";
import { bindingOf, isAccountedFor, isGiven, resulting, withGiven } from "./state.ts";
import type { MoverState, UnderWay } from "./state.ts";

// HO-11 to HO-15: what one release must fulfil alone.
const EACH: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  "ReleaseNotAMembers",
  "ReleasesDisagree",
  "ReleasedCertificateInvalid",
  "ReleasedCertificateUnproven",
  "ReleasedLockInvalid",
]);
// HO-16, HO-18: what they must fulfil together.
const TOGETHER: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  "ReleasesNoQuorum",
  "ReleasedNoncesBroken",
]);

export function collectRelease(
  config: Config,
  state: MoverState,
  read: Read<HandoffRelease>,
): MoverStep {
  const { handoff } = state;
  if (handoff === null) return noneUnderWay(config, state);
  // A malformed release has no reason of its own.
  if (!read.ok) return refuse(state, ["ReleaseNotAMembers"], read.reason);
  const release = read.value;
  // WH-5: a release counts only until the handoff certificate is signed.
  const own = failed({ HandoffSigned: !handoff.signed }, config.off);
  // WH-15: and only if HO-11 to HO-15 hold for it alone.
  const alone = judged(config, state, { ...handoff, releases: [release] }, EACH);
  const all = inTableOrder(alone, own);
  if (all.length > 0) return refuse(state, all);
  if (isGiven(handoff.releases, release)) return answer(state, "again");
  const more = { ...handoff, releases: withGiven(handoff.releases, release) };
  // WH-16: when every member of the old committee has given a release there is nothing to wait for.
  const committee = config.committees.get(state.opening.committee);
  const isWhole =
    committee !== undefined &&
    committee.members.every(({ key }) => isGiven(more.releases, { authority: key }));
  return isWhole && signingFailures(config, state, more).length === 0
    ? signed(config, state, more)
    : answer({ ...state, handoff: more }, "collected");
}

export function signHandoff(config: Config, state: MoverState): MoverStep {
  const { handoff } = state;
  if (handoff === null) return noneUnderWay(config, state);
  if (handoff.signed) return answer(state, "again", ...due(config, state, handoff));
  const all = signingFailures(config, state, handoff);
  return all.length > 0 ? refuse(state, all) : signed(config, state, handoff);
}

// WH-16: the handoff certificate is signed once in an epoch, and durably before it leaves.
function signed(config: Config, state: MoverState, handoff: UnderWay): MoverStep {
  const bound = { ...handoff, signed: true };
  return answer({ ...state, handoff: bound }, "signed", ...due(config, state, bound));
}

function signingFailures(
  config: Config,
  state: MoverState,
  handoff: UnderWay,
): readonly ReasonCode[] {
  const { opening } = resulting(config, state, handoff);
  // WH-10: the opening that a handoff certificate leads to has applied, or holds in an escrow, the
  // claim of every certificate that the wallet keeps.
  const isKept = state.core.kept.every(({ certificate }) =>
    isAccountedFor(opening, certificate.order),
  );
  return inTableOrder(
    judged(config, state, handoff, TOGETHER),
    failed({ CertificateStranded: isKept }, config.off),
  );
}

function judged(
  config: Config,
  state: MoverState,
  handoff: UnderWay,
  codes: ReadonlySet<ReasonCode>,
): readonly ReasonCode[] {
  const proofs = { genesis: config.world.ownership, heard: state.core.ownership };
  const bound = bindingOf(config, state, handoff);
  return boundFailures(config, proofs, bound).filter((code) => codes.has(code));
}
