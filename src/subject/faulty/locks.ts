/**
 * Authorities that are wrong about locks and votes (VF, VT), windows and nonces.
 * @module
 */
import type { Step } from "../../authority/answer.ts";
import type { Shard } from "../../authority/shards.ts";
import { withShard, type State } from "../../authority/state.ts";
import { step as authorityStep } from "../../authority/step.ts";
import type { Order } from "../../protocol/order.ts";
import { sameClaim, sameCore } from "../../protocol/order.ts";
import { isObject } from "../../wire/adapter.ts";
import type { Faulty } from "./fault.ts";
import { afterAuthority, forgetful } from "./fault.ts";

/** The state with the account's shard changed, if it is here. */
export function changed(
  state: State,
  account: Order["sender"],
  to: (shard: Shard) => Shard,
): State {
  const shard = state.shards.get(account);
  return shard === undefined ? state : withShard(state, account, to(shard));
}

/** The state with all shards changed. */
function all(state: State, to: (shard: Shard) => Shard): State {
  return { ...state, shards: state.shards.map(to) };
}

function isVoteAgain(step: Step): boolean {
  return step.kind === "again" && step.emitted.some(({ type }) => type === "TransferVote");
}

export const LOCKS: readonly Faulty[] = [
  {
    name: "NoLock",
    clause: "VT-1",
    about: "it votes and keeps no lock",
    part: "authority",
    faults: () =>
      afterAuthority((step, { before }) =>
        step.kind === "voted" ? { ...step, state: before } : step,
      ),
  },
  {
    name: "LockDroppedByTime",
    clause: "VT-2",
    about: "an order that expires takes its lock with it",
    part: "authority",
    faults: () => ({
      authority: (config, state, input) => {
        if (input.input !== "SignVote") return authorityStep(config, state, input);
        const { now } = input;
        const later = all(state, (shard) => ({
          ...shard,
          locks: shard.locks.filter(({ issued_at, ttl }) => now < issued_at + ttl),
        }));
        const step = authorityStep(config, later, input);
        // Only what has been dropped counts as a change.
        return step.state === later && isSame(state, later) ? { ...step, state } : step;
      },
    }),
  },
  {
    name: "LockLostOnRestart",
    clause: "VT-1",
    about: "locks are not in what the store brings back",
    part: "authority",
    faults: () =>
      forgetful(/^shards\/[^/]+$/, (shard) => (isObject(shard) ? { ...shard, locks: [] } : shard)),
  },
  {
    name: "ReplacesLock",
    clause: "VF-9",
    about: "a renewed window moves the lock's window, and with it the vote",
    part: "authority",
    faults: () =>
      afterAuthority((step, { input }) => {
        if (input.input !== "SignVote" || !input.order.ok || !isVoteAgain(step)) return step;
        const order = input.order.value;
        const state = changed(step.state, order.sender, (shard) => ({
          ...shard,
          locks: shard.locks.map((lock) => (sameCore(lock, order) ? order : lock)),
        }));
        return { ...step, state };
      }),
  },
  {
    name: "VoteWithNewTtl",
    clause: "VT-3",
    about: "asked again, it signs the ttl of the new order",
    part: "authority",
    faults: () =>
      afterAuthority((step, { input }) => {
        if (input.input !== "SignVote" || !input.order.ok || !isVoteAgain(step)) return step;
        const { ttl } = input.order.value;
        const emitted = step.emitted.map((message) =>
          message.type === "TransferVote"
            ? { ...message, body: { ...message.body, ttl } }
            : message,
        );
        return { ...step, emitted };
      }),
  },
  {
    name: "ExpiredLockIsSilent",
    clause: "VT-4",
    about: "asked again after the window, it refuses its own vote",
    part: "authority",
    faults: () =>
      afterAuthority((step, { input }) => {
        if (input.input !== "SignVote" || !input.order.ok || !isVoteAgain(step)) return step;
        const { issued_at, ttl } = input.order.value;
        if (input.now < issued_at + ttl) return step;
        return { ...step, kind: "refused", failed: ["OrderExpired"], emitted: [] };
      }),
  },
  {
    name: "EvidenceSilencesLock",
    clause: "VT-4",
    about: "under evidence it refuses the vote that it has given before",
    part: "authority",
    faults: () =>
      afterAuthority((step, { before, input }) => {
        if (input.input !== "SignVote" || !input.order.ok || !isVoteAgain(step)) return step;
        const { evidence = null } = before.shards.get(input.order.value.sender) ?? {};
        if (evidence === null) return step;
        return { ...step, kind: "refused", failed: ["SenderEquivocated"], emitted: [] };
      }),
  },
  {
    name: "SettledOrderIsRefused",
    clause: "VT-5",
    about: "an order whose claim is applied is refused instead of answered with its receipt",
    part: "authority",
    faults: () =>
      afterAuthority((step) =>
        step.kind === "settled"
          ? { ...step, kind: "refused", failed: ["NonceNotOpen"], emitted: [] }
          : step,
      ),
  },
  {
    name: "GapIsNotTold",
    clause: "VT-6",
    about: "an order beyond the next nonce is refused without saying what is missing",
    part: "authority",
    faults: () =>
      afterAuthority((step, { input }) =>
        input.input === "SignVote"
          ? { ...step, emitted: step.emitted.filter(({ type }) => type !== "MissingCertificate") }
          : step,
      ),
  },
  {
    name: "VerifyLocks",
    clause: "VF-15",
    about: "VerifyTransfer makes the lock that SignVote would make",
    part: "authority",
    faults: () => ({
      authority: (config, state, input) => {
        if (input.input !== "VerifyTransfer") return authorityStep(config, state, input);
        return { ...authorityStep(config, state, { ...input, input: "SignVote" }), emitted: [] };
      },
    }),
  },
  {
    name: "VerifyVotes",
    clause: "VF-15",
    about: "VerifyTransfer sends the vote that SignVote would send",
    part: "authority",
    faults: () => ({
      authority: (config, state, input) => {
        if (input.input !== "VerifyTransfer") return authorityStep(config, state, input);
        return { ...authorityStep(config, state, { ...input, input: "SignVote" }), state };
      },
    }),
  },
  {
    name: "RefusalDropsLock",
    clause: "VT-2",
    about: "a conflicting order is refused, and the lock is gone",
    part: "authority",
    faults: () =>
      afterAuthority((step, { input }) => {
        if (input.input !== "SignVote" || !input.order.ok) return step;
        if (!step.failed.includes("ConflictingOrder")) return step;
        const state = changed(step.state, input.order.value.sender, (shard) => ({
          ...shard,
          locks: [],
        }));
        return { ...step, state };
      }),
  },
  {
    name: "RefusalFreezes",
    clause: "VF-10",
    about: "a refusal changes the state: an overspend freezes the account",
    part: "authority",
    faults: () =>
      afterAuthority((step, { input }) => {
        if (input.input !== "SignVote" || !input.order.ok) return step;
        if (!step.failed.includes("InsufficientBalance")) return step;
        const { sender } = input.order.value;
        return { ...step, state: changed(step.state, sender, (h) => ({ ...h, frozen: true })) };
      }),
  },
  {
    name: "ExpiryIsInclusive",
    clause: "VF-12",
    about: "an order is taken at the very millisecond at which it expires",
    part: "authority",
    faults: () => earlier("SignVote", -1, "OrderExpired"),
  },
  {
    name: "SkewIsOneMore",
    clause: "VF-13",
    about: "an order is taken one millisecond further from the future than the skew allows",
    part: "authority",
    faults: () => earlier("SignVote", 1, "OrderFromFuture"),
  },
  {
    name: "NegativeBalanceLocks",
    clause: "VF-10",
    about: "a balance below zero is read as an unsigned number, so it covers everything",
    part: "authority",
    faults: () => ({
      authority: (config, state, input) => {
        const rich = all(state, (h) =>
          h.balance < 0n ? { ...h, balance: 2n ** 64n + h.balance } : h,
        );
        const step = authorityStep(config, rich, input);
        return step.state === rich ? { ...step, state } : { ...step, state: poorAgain(step.state) };
      },
    }),
  },
  {
    name: "CompletionNeedsNoClaim",
    clause: "VF-8",
    about: "any order at a nonce that is reserved counts as its completion",
    part: "authority",
    faults: () => ({
      authority: (config, state, input) => {
        if (input.input !== "SignVote" || !input.order.ok)
          return authorityStep(config, state, input);
        const order = input.order.value;
        const open = changed(state, order.sender, (shard) => ({
          ...shard,
          escrow: shard.escrow.map((one) =>
            one.nonce === order.nonce && !one.claims.some((claim) => sameClaim(claim, order))
              ? { ...one, claims: [order] }
              : one,
          ),
        }));
        const step = authorityStep(config, open, input);
        if (step.kind !== "voted") return step.state === open ? { ...step, state } : step;
        const { escrow = [] } = state.shards.get(order.sender) ?? {};
        return { ...step, state: changed(step.state, order.sender, (h) => ({ ...h, escrow })) };
      },
    }),
  },
];

function isSame(state: State, later: State): boolean {
  return [...state.shards].every(
    ([account, shard]) => shard.locks.length === later.shards.get(account)?.locks.length,
  );
}

function poorAgain(state: State): State {
  const limit = 2n ** 63n;
  return all(state, (h) => (h.balance >= limit ? { ...h, balance: h.balance - 2n ** 64n } : h));
}

/** Where one guard alone says no, the clock is asked again a millisecond away. */
function earlier(name: "SignVote", by: number, guard: string) {
  return afterAuthority((step, { config, before, input }) => {
    if (input.input !== name || step.failed.join() !== guard) return step;
    const again = authorityStep(config, before, { ...input, now: input.now + by });
    return again.kind === "voted" ? again : step;
  });
}
