/**
 * Authorities that are wrong when an account leaves them (HO-1 to HO-9, HO-23 to HO-25, HO-35).
 * @module
 */
import type { HandoffStep } from "../../authority/handoff/answer.ts";
import type { HandoffState } from "../../authority/handoff/state.ts";
import { step as handoffStep } from "../../authority/handoff/step.ts";
import type { AccountId } from "../../protocol/ids.ts";
import { isInvitationOf } from "../../protocol/invitation.ts";
import type { UnsignedRelease } from "../../protocol/release.ts";
import { without } from "./evidence.ts";
import type { Faults, Faulty } from "./fault.ts";
import { afterHandoff, forgetful } from "./fault.ts";
import { forgetfulOfAccounts, frozen, guardedBy, isMajority } from "./moving.ts";
import { isQuorumOfMessages, shardChanged } from "./moving.ts";

export const LEAVING: readonly Faulty[] = [
  {
    name: "RequestWithMore",
    clause: "HO-1",
    about: "a request with a field that it does not know is read without it",
    part: "handoff",
    faults: () => ({
      hear: (_, body) => without(body, "request", "memo"),
    }),
  },
  {
    name: "InvitesByFreezing",
    clause: "HO-23",
    about: "who is willing to take an account of its own freezes it at once",
    part: "handoff",
    faults: () =>
      afterHandoff((step) => {
        const account = invitedBy(step);
        if (account === undefined) return step;
        return { ...step, state: shardChanged(step.state, account, frozen(true)) };
      }),
  },
  {
    name: "InvitesSilently",
    clause: "HO-23",
    about: "it is willing and does not say so",
    part: "handoff",
    faults: () =>
      afterHandoff((step) => (step.kind === "invited" ? { ...step, emitted: [] } : step)),
  },
  {
    name: "ReleasesUnfrozen",
    clause: "HO-24",
    about: "it says what it knows of the account and goes on voting for it",
    part: "handoff",
    faults: () => released((state, { account }) => shardChanged(state, account, frozen(false))),
  },
  {
    name: "FreezeLostOnRestart",
    clause: "HO-24",
    about: "the freeze of a release is not in what the store brings back",
    part: "handoff",
    faults: () => forgetfulOfAccounts((account) => ({ ...account, frozen: false })),
  },
  {
    name: "ReleaseLostOnRestart",
    clause: "HO-24",
    about: "what it said when it froze is not in what the store brings back",
    part: "handoff",
    faults: () => forgetful(/^releases$/, () => []),
  },
  {
    name: "ReleaseDropsLocks",
    clause: "HO-24",
    about: "a release takes the locks with it, and with them the votes",
    part: "handoff",
    faults: () =>
      released((state, { account }) =>
        shardChanged(state, account, (shard) => ({ ...shard, locks: [] })),
      ),
  },
  {
    name: "ReleaseAgainIsNewer",
    clause: "HO-24",
    about: "asked again, it says what it knows by now",
    part: "handoff",
    faults: () =>
      afterHandoff((step, { config, before, input }) => {
        if (input.input !== "Release" || step.kind !== "again" || !input.request.ok) return step;
        const fresh = { ...before, releases: [] };
        return { ...step, emitted: handoffStep(config, fresh, input).emitted };
      }),
  },
  {
    name: "SecondTargetReplacesFirst",
    clause: "HO-9",
    about: "asked for another committee it forgets the one that it has released to",
    part: "handoff",
    faults: () =>
      afterHandoff((step, { config, before, input }) => {
        if (input.input !== "Release" || !input.request.ok) return step;
        if (step.failed.join() !== "ReleasedElsewhere") return step;
        const { account } = input.request.value;
        const releases = before.releases.filter((one) => one.account !== account);
        return handoffStep(config, { ...before, releases }, input);
      }),
  },
  {
    name: "ReleaseForgetsLocks",
    clause: "HO-25",
    about: "a release does not tell the locks",
    part: "handoff",
    faults: () => telling((release) => ({ ...release, locks: [] })),
  },
  {
    name: "ReleaseForgetsOneLock",
    clause: "HO-25",
    about: "of its locks a release tells all but the last",
    part: "handoff",
    faults: () => telling((release) => ({ ...release, locks: release.locks.slice(0, -1) })),
  },
  {
    name: "ReleaseForgetsCredits",
    clause: "HO-25",
    about: "a release does not tell what the account was paid",
    part: "handoff",
    faults: () =>
      telling((release) => ({
        ...release,
        certificates: release.certificates.filter(({ order }) => order.sender === release.account),
      })),
  },
  {
    name: "ReleaseForgetsDebits",
    clause: "HO-25",
    about: "a release does not tell what the account has paid",
    part: "handoff",
    faults: () =>
      telling((release) => ({
        ...release,
        certificates: release.certificates.filter(({ order }) => order.sender !== release.account),
      })),
  },
  {
    name: "CreditsAfterRelease",
    clause: "EX-7",
    about: "a credit is accepted after the release that cannot tell it",
    part: "handoff",
    faults: () =>
      afterHandoff((step, { config, before, input }) => {
        if (input.input !== "ApplyCertificate" || !input.certificate.ok) return step;
        const { recipient } = input.certificate.value.order;
        const isReleased = before.releases.some(({ account }) => account === recipient);
        if (!isReleased || step.failed.join() !== "Moved") return step;
        const thawed = shardChanged(before, recipient, frozen(false));
        const paid = handoffStep(config, thawed, input);
        return { ...paid, state: shardChanged(paid.state, recipient, frozen(true)) };
      }),
  },
  {
    name: "MovedIsSilent",
    clause: "HO-35",
    about: "a payer whose payee has moved is not told where to",
    part: "handoff",
    faults: () =>
      afterHandoff((step) => ({
        ...step,
        emitted: step.emitted.filter(({ type }) => type !== "Moved"),
      })),
  },
  {
    name: "MovedNamesOldEpoch",
    clause: "HO-35",
    about: "the hint names the epoch that ends, and not the next one",
    part: "handoff",
    faults: () =>
      afterHandoff((step) => ({
        ...step,
        emitted: step.emitted.map((message) =>
          message.type === "Moved"
            ? { ...message, body: { ...message.body, epoch: message.body.epoch - 1 } }
            : message,
        ),
      })),
  },
  {
    name: "InvitationsByHead",
    clause: "HO-8",
    about: "invitations are counted by head, not by weight",
    part: "handoff",
    faults: () =>
      guardedBy("HO-8", "InvitationMissing", (input, config) => {
        if (input.input !== "Release" || !input.request.ok || !input.invitations.ok) return true;
        const voices = input.invitations.value.map(({ authority }) => authority);
        return isMajority(config, input.request.value.to, voices);
      }),
  },
  {
    name: "InvitationsByMessage",
    clause: "HO-8",
    about: "a member that signs two invitations is counted twice",
    part: "handoff",
    faults: () =>
      guardedBy("HO-8", "InvitationMissing", (input, config) => {
        if (input.input !== "Release" || !input.request.ok || !input.invitations.ok) return true;
        const { request, invitations } = input;
        const { to } = request.value;
        const committee = config.committees.get(to);
        if (committee === undefined) return true;
        const areTrue = invitations.value.every((one) =>
          isInvitationOf(config, committee, request.value, one),
        );
        const voices = invitations.value.map(({ authority }) => authority);
        return areTrue && isQuorumOfMessages(config, to, voices);
      }),
  },
];

/** The account that an invitation is about. */
function invitedBy({ emitted }: HandoffStep): AccountId | undefined {
  return emitted.flatMap(({ type, body }) => (type === "Invitation" ? [body.account] : []))[0];
}

/** After a release something else is kept. */
function released(to: (state: HandoffState, release: UnsignedRelease) => HandoffState): Faults {
  return afterHandoff((step) => {
    const [release] = releasesIn(step);
    if (step.kind !== "released" || release === undefined) return step;
    return { ...step, state: to(step.state, release) };
  });
}

/** A release says something else, and always the same. */
function telling(tell: (release: UnsignedRelease) => UnsignedRelease): Faults {
  return afterHandoff((step) => {
    if (step.kind !== "released") return step;
    const releases = step.state.releases.map(tell);
    const emitted = step.emitted.map((message) =>
      message.type === "HandoffRelease" ? { ...message, body: tell(message.body) } : message,
    );
    return { ...step, state: { ...step.state, releases }, emitted };
  });
}

function releasesIn({ emitted }: HandoffStep): readonly UnsignedRelease[] {
  return emitted.flatMap(({ type, body }) => (type === "HandoffRelease" ? [body] : []));
}
