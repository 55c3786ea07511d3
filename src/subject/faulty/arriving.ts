/**
 * Authorities that are wrong when an account comes to them, or is heard to have gone elsewhere
 * (HO-10 to HO-22, HO-30 to HO-36).
 * @module
 */
import { refuse } from "../../authority/answer.ts";
import type { HandoffState } from "../../authority/handoff/state.ts";
import { step as handoffStep } from "../../authority/handoff/step.ts";
import { NO_PAYMENTS } from "../../authority/payments.ts";
import type { Shard } from "../../authority/shards.ts";
import { settledAt } from "../../authority/state.ts";
import { certificateFailures, namedCommittee } from "../../protocol/certificate.ts";
import type { AccountId } from "../../protocol/ids.ts";
import { sameClaim } from "../../protocol/order.ts";
import { provenCommittee } from "../../protocol/ownership.ts";
import { isObject, without } from "./evidence.ts";
import type { Faults, Faulty } from "./fault.ts";
import { afterHandoff, forgetful } from "./fault.ts";
import { frozen, guardedBy, isMajority, isQuorumOfMessages, shardChanged } from "./moving.ts";

export const ARRIVING: readonly Faulty[] = [
  {
    name: "PromiseLostOnRestart",
    clause: "HO-30",
    about: "what it promised is not in what the store brings back",
    part: "handoff",
    faults: () => forgetful(/^accepted$/, () => []),
  },
  {
    name: "PromiseUnkept",
    clause: "HO-30",
    about: "it gives a receipt and keeps no promise",
    part: "handoff",
    faults: () =>
      afterHandoff((step, { before }) =>
        step.kind === "accepted" ? { ...step, state: before } : step,
      ),
  },
  {
    name: "LaterPromiseReplaces",
    clause: "HO-19",
    about: "another opening of the same epoch takes the place of the one that it promised",
    part: "handoff",
    faults: () =>
      afterHandoff((step, { config, before, input }) =>
        step.failed.join() === "AcceptedOther"
          ? handoffStep(config, { ...before, accepted: [] }, input)
          : step,
      ),
  },
  {
    name: "ReceiptOnlyOnce",
    clause: "HO-30",
    about: "asked again for what it promised it refuses",
    part: "handoff",
    faults: () =>
      afterHandoff((step, { before, input }) =>
        input.input === "AcceptHandoff" && step.kind === "again"
          ? refuse(before, ["AcceptedOther"])
          : step,
      ),
  },
  {
    name: "ReceiptOnlyBeforeOpening",
    clause: "HO-30",
    about: "asked again for what is open here it refuses",
    part: "handoff",
    faults: () =>
      afterHandoff((step, { before, input }) =>
        input.input === "AcceptHandoff" && step.kind === "again" && before.accepted.length === 0
          ? refuse(before, ["EpochNotNew"])
          : step,
      ),
  },
  {
    name: "PromiseOutlivesOpening",
    clause: "HO-31",
    about: "an account that is open is still promised to be",
    part: "handoff",
    faults: () => opening((state, _, before) => ({ ...state, accepted: before.accepted })),
  },
  {
    name: "OpensOnlyItsPromise",
    clause: "HO-31",
    about: "another opening than its own promise is not opened, whoever else promised it",
    part: "handoff",
    faults: () =>
      afterHandoff((step, { before }) => {
        if (step.kind !== "opened") return step;
        const isPromised = before.accepted.some(({ opening: promised }) =>
          [...step.state.openings.values()].some(({ opening: now }) => now === promised),
        );
        return isPromised ? step : refuse(before, ["OpeningReceiptInvalid"]);
      }),
  },
  {
    name: "OpensFrozen",
    clause: "HO-31",
    about: "an account that it has frozen once is frozen for ever",
    part: "handoff",
    faults: () =>
      opening((state, account, before) =>
        before.core.shards.get(account)?.frozen === true
          ? shardChanged(state, account, frozen(true))
          : state,
      ),
  },
  {
    name: "OpensWithOldLocks",
    clause: "HO-31",
    about: "the locks of the epoch before are held in the next one",
    part: "handoff",
    faults: () => keeping(({ locks }) => ({ locks })),
  },
  {
    name: "OpensWithOldBalance",
    clause: "HO-31",
    about: "an account that it owned goes on with the balance that it has here",
    part: "handoff",
    faults: () => keeping(({ balance }) => ({ balance })),
  },
  {
    name: "OpensWithOldNonce",
    clause: "HO-31",
    about: "an account that it owned goes on at the nonce that it has here",
    part: "handoff",
    faults: () => keeping(({ next_nonce }) => ({ next_nonce })),
  },
  {
    name: "ForgetsCreditsAtOpening",
    clause: "HO-32",
    about: "a credit that it gave a receipt for and the opening lacks is gone",
    part: "handoff",
    faults: () => forgetting((shard) => ({ ...shard, credited: NO_PAYMENTS })),
  },
  {
    name: "ForgetsDebitsAtOpening",
    clause: "HO-32",
    about: "a debit that it gave a receipt for and the opening holds in escrow is undone",
    part: "handoff",
    faults: () => forgetting((shard) => ({ ...shard, applied: NO_PAYMENTS })),
  },
  {
    name: "OldOwnerGoesOn",
    clause: "HO-33",
    about: "one that owned the account hears who owns it now, and does not freeze it",
    part: "handoff",
    faults: () =>
      afterHandoff((step, { before, input }) =>
        input.input === "OpenAccount" && step.kind === "recorded"
          ? {
              ...step,
              state: { ...step.state, core: { ...step.state.core, shards: before.core.shards } },
            }
          : step,
      ),
  },
  {
    name: "OldOwnerForgets",
    clause: "HO-33",
    about: "one that owned the account hears who owns it now, and drops it",
    part: "handoff",
    faults: () =>
      afterHandoff((step, { input }) => {
        if (input.input !== "OpenAccount" || step.kind !== "recorded") return step;
        if (!input.handoff.ok) return step;
        const shards = step.state.core.shards.without(input.handoff.value.request.account);
        return { ...step, state: { ...step.state, core: { ...step.state.core, shards } } };
      }),
  },
  {
    name: "NewOwnerUnrecorded",
    clause: "HO-33",
    about: "who owns the account now is heard and not kept",
    part: "handoff",
    faults: () =>
      afterHandoff((step, { before, input }) => {
        if (input.input !== "OpenAccount" || step.kind !== "recorded") return step;
        const { ownership } = before.core;
        return { ...step, state: { ...step.state, core: { ...step.state.core, ownership } } };
      }),
  },
  {
    name: "WaitingStaysAtOpening",
    clause: "HO-34",
    about: "a certificate that waited for the proof of an opening waits on",
    part: "handoff",
    faults: () =>
      afterHandoff((step, { before, input }) => {
        if (input.input !== "OpenAccount" || step.kind === "refused") return step;
        const { queue } = before.core;
        return { ...step, state: { ...step.state, core: { ...step.state.core, queue } } };
      }),
  },
  {
    name: "RestUnsettled",
    clause: "HO-37",
    about: "a payment of which one side is settled here is settled for good",
    part: "handoff",
    faults: () =>
      afterHandoff((step, { before, input }) => {
        if (input.input !== "ApplyCertificate" || !input.certificate.ok) return step;
        const { order } = input.certificate.value;
        const isSettled = settledAt(before.core, order).some(({ claim }) =>
          sameClaim(claim, order),
        );
        if (step.kind !== "applied" || !isSettled) return step;
        return { ...step, kind: "again", state: before };
      }),
  },
  {
    name: "ReleasesByHead",
    clause: "HO-16",
    about: "releases are counted by head, not by weight",
    part: "handoff",
    faults: () =>
      guardedBy("HO-16", "ReleasesNoQuorum", (input, config) => {
        if (!("handoff" in input) || !input.handoff.ok) return true;
        const { opening: old, releases } = input.handoff.value;
        return isMajority(
          config,
          old.committee,
          releases.map(({ authority }) => authority),
        );
      }),
  },
  {
    name: "ReceiptsByHead",
    clause: "HO-22",
    about: "opening receipts are counted by head, not by weight",
    part: "handoff",
    faults: () =>
      guardedBy("HO-22", "OpeningReceiptsNoQuorum", (input, config) => {
        if (input.input !== "OpenAccount" || !input.handoff.ok || !input.receipts.ok) return true;
        const voices = input.receipts.value.map(({ authority }) => authority);
        return isMajority(config, input.handoff.value.request.to, voices);
      }),
  },
  {
    name: "ReceiptsByMessage",
    clause: "HO-22",
    about: "a member that signs two opening receipts is counted twice",
    part: "handoff",
    faults: () =>
      guardedBy("HO-22", "OpeningReceiptsNoQuorum", (input, config) => {
        if (input.input !== "OpenAccount" || !input.handoff.ok || !input.receipts.ok) return true;
        const voices = input.receipts.value.map(({ authority }) => authority);
        return isQuorumOfMessages(config, input.handoff.value.request.to, voices);
      }),
  },
  {
    name: "PayersByAnyCommittee",
    clause: "HO-13",
    about: "who paid the account is judged by whatever listed committee the first vote names",
    part: "handoff",
    faults: () =>
      guardedBy("HO-13", "ReleasedCertificateInvalid", (input, config) => {
        if (!("handoff" in input) || !input.handoff.ok) return true;
        const { request, releases } = input.handoff.value;
        const { ownership } = config.world;
        return releases
          .flatMap(({ certificates }) => certificates)
          .every((one) => {
            const { sender, recipient, epoch } = one.order;
            const owner =
              recipient === request.account
                ? namedCommittee(one, config.committees)
                : provenCommittee(ownership, sender, epoch);
            const isOfIt = sender === request.account || recipient === request.account;
            return isOfIt && certificateFailures(config, owner, one).length === 0;
          });
      }),
  },
  {
    name: "HandoffWithMore",
    clause: "HO-1",
    about: "a field that it does not know is dropped from the request in a handoff certificate",
    part: "handoff",
    faults: () => ({
      hear: (_, body) => {
        const handoff = isObject(body) ? body["handoff"] : undefined;
        if (!isObject(body) || handoff === undefined) return body;
        return { ...body, handoff: without(handoff, "request", "memo") };
      },
    }),
  },
  {
    name: "AccusesWithOneCertificate",
    clause: "HO-36",
    about: "a claim that it knows from an opening alone is taken for half of a broken quorum",
    part: "handoff",
    faults: () =>
      afterHandoff((step, { before, input }) => {
        if (input.input !== "ApplyCertificate" || !input.certificate.ok) return step;
        if (step.failed[0] !== "NonceSpent" || step.emitted.length > 0) return step;
        const certificate = input.certificate.value;
        const isBare = settledAt(before.core, certificate.order).length > 0;
        if (!isBare) return step;
        const body = { first: certificate, second: certificate };
        return { ...step, emitted: [{ type: "BrokenQuorum", body }] };
      }),
  },
];

/** Once an account is open, something is otherwise. */
function opening(
  to: (state: HandoffState, account: AccountId, before: HandoffState) => HandoffState,
): Faults {
  return afterHandoff((step, { before, input }) => {
    if (step.kind !== "opened" || !("handoff" in input) || !input.handoff.ok) return step;
    const { account } = input.handoff.value.request;
    return { ...step, state: to(step.state, account, before) };
  });
}

/** Something of the epoch before is kept. */
function keeping(kept: (shard: Shard) => Partial<Shard>): Faults {
  return opening((state, account, before) => {
    const old = before.core.shards.get(account);
    if (old === undefined) return state;
    return shardChanged(state, account, (shard) => ({ ...shard, ...kept(old) }));
  });
}

/** What it had settled before of the account, or some of it, is not looked at when it opens. */
function forgetting(forget: (shard: Shard) => Shard): Faults {
  return afterHandoff((step, { config, before, input }) => {
    if (step.kind !== "opened" || !("handoff" in input) || !input.handoff.ok) return step;
    const { account } = input.handoff.value.request;
    return handoffStep(config, shardChanged(before, account, forget), input);
  });
}
