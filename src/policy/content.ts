/**
 * What the content of the next bundle must fulfil, whoever signed it. In: the state and a content.
 * Out: which of the guards PB-2 to PB-5 and PB-9 to PB-17 hold.
 * @module
 */
import type { BundleContent } from "../protocol/bundle.ts";
import { digestOfBundle } from "../protocol/bundle.ts";
import { committeeDigest, type Committee } from "../protocol/committee.ts";
import type { Guards } from "../protocol/guards.ts";
import type { AuthorityKey } from "../protocol/ids.ts";
import { isMember } from "../protocol/quorum.ts";
import type { Config } from "./answer.ts";
import { isSameEpoch, type State } from "./state.ts";

export function contentGuards(config: Config, state: State, content: BundleContent): Guards {
  const { bundle } = state;
  return {
    // PB-2: the bundle names this network.
    BundleWrongNetwork: content.network === config.network,
    // PB-3: the bundle's version is larger than that of the bundle in force.
    BundleRolledBack: content.version > bundle.version,
    // PB-4: the bundle's version is at most one larger than that of the bundle in force.
    BundleSkipsVersion: content.version <= bundle.version + 1,
    // PB-5: the next version names the digest of the bundle in force as the one before it.
    PreviousDiffers:
      content.version !== bundle.version + 1 || content.previous === digestOfBundle(bundle),
    ...moves(state, content, listedIn(config.network, content)),
    ...keys(bundle, content),
  };
}

/** The digests of the committees that a bundle lists. */
export function listedIn(network: string, { committees }: BundleContent): ReadonlySet<string> {
  return new Set(committees.map((one) => committeeDigest(network, one)));
}

// What happens to accounts.
function moves(state: State, content: BundleContent, listed: ReadonlySet<string>): Guards {
  const { openings, reassignments } = content;
  const begin = openings.map(({ account }) => account);
  return {
    // PB-9: no account and epoch has two targets, in this bundle and those before it.
    TwoTargets: reassignments.every((one) =>
      [...reassignments, ...state.targets].every(
        (other) => !isSameEpoch(one, other) || one.to === other.to,
      ),
    ),
    // PB-10: the committees of its targets and openings are listed in the bundle itself.
    TargetUnlisted:
      reassignments.every(({ to }) => listed.has(to)) &&
      openings.every(({ committee }) => listed.has(committee)),
    // PB-11: a target is named only for an account and epoch that an earlier bundle froze.
    TargetBeforeFreeze: reassignments.every((one) =>
      state.frozen.some((freeze) => isSameEpoch(freeze, one)),
    ),
    // PB-12: every account that it opens is opened once and has not been opened before.
    OpenedBefore:
      begin.every((account) => !state.opened.includes(account)) &&
      new Set(begin).size === begin.length,
  };
}

// Who may sign, and who no more.
function keys(before: BundleContent, content: BundleContent): Guards {
  const { revocations, controllers, elected } = content;
  const known = [before, content].flatMap(({ controllers: some, committees }) => [
    some,
    ...committees,
  ]);
  return {
    // PB-13: every key that the bundle in force revokes is revoked.
    RevocationDropped: before.revocations.every((key) => revocations.includes(key)),
    // PB-14: every key that it revokes anew is a member of a committee or a controller, in it or in
    // the bundle in force.
    RevokedUnknown: revocations.every(
      (key) => before.revocations.includes(key) || known.some((some) => isMember(some, key)),
    ),
    // PB-15: no controller that it names has a revoked key.
    RevokedController: !hasRevoked(controllers, revocations),
    // PB-16: what is elected is what was, or of a larger term.
    TermUsed: isSameOrLater(before.elected, elected),
    // PB-17: the winner is nobody, or one of the controllers that it names.
    WinnerNoController: elected === null || isMember(controllers, elected.winner),
  };
}

// Nobody was ever elected: that is term 0.
function isSameOrLater(before: BundleContent["elected"], after: BundleContent["elected"]): boolean {
  if (before === null || after === null) return before === null;
  return after.term > before.term || (after.term === before.term && after.winner === before.winner);
}

export function hasRevoked(committee: Committee, revocations: readonly AuthorityKey[]): boolean {
  return revocations.some((key) => isMember(committee, key));
}
