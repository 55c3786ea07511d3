/**
 * Authorities that are wrong about what waits: in what they keep, for how long, in what they say to
 * those who wait, in whose turn has come (PD).
 * @module
 */
import { refuse } from "../../authority/answer.ts";
import type { PendingOutgoing, PendingStep } from "../../authority/pending/answer.ts";
import { lapsed } from "../../authority/pending/pend.ts";
import { waitingAt, withoutWaiting, withWaiting } from "../../authority/pending/state.ts";
import { step as pendingStep } from "../../authority/pending/step.ts";
import { pendingOrder } from "../../protocol/pending-order.ts";
import { sameCore, type Order } from "../../protocol/order.ts";
import { voteFor } from "../../protocol/vote.ts";
import { without } from "./evidence.ts";
import type { Faults, Faulty, PendingTurn } from "./fault.ts";
import { afterPending, forgetful } from "./fault.ts";

export const WAITING: readonly Faulty[] = [
  {
    name: "UnknownFieldWaits",
    clause: "PD-1",
    about: "a field that nobody knows is passed over in an order that is to wait",
    part: "pending",
    faults: () => ({
      hear: (input, body) => (input === "Pend" ? without(body, "order", "memo") : body),
    }),
  },
  {
    name: "OwnersAreSentAway",
    clause: "PD-9",
    about: "no order waits for a later epoch of an account that is owned here",
    part: "pending",
    faults: () =>
      afterPending((step, { before, input }) =>
        step.kind === "pending" &&
        input.input === "Pend" &&
        input.order.ok &&
        before.handoff.core.shards.has(input.order.value.sender)
          ? refuse(before, ["EpochOpenHere"])
          : step,
      ),
  },
  {
    name: "OneBoundForAll",
    clause: "PD-10",
    about: "orders of other senders count, too",
    part: "pending",
    faults: () =>
      afterPending((step, { config, before }) =>
        step.kind === "pending" &&
        step.state.pending.length > before.pending.length &&
        before.pending.length >= config.world.parameters.queue_max
          ? refuse(before, ["PendingFull"])
          : step,
      ),
  },
  {
    name: "UntilIsTheTtl",
    clause: "PD-13",
    about: "what is said to wait is said to wait until its ttl, which is no time",
    part: "pending",
    faults: () =>
      said((message, order) =>
        message.type === "PendingOrder" && order !== undefined
          ? { ...message, body: { ...message.body, until: order.ttl } }
          : message,
      ),
  },
  {
    name: "VotesForWhatWaits",
    clause: "PD-15",
    about: "an order that may come is as good as one that came: it gets its vote at once",
    part: "pending",
    faults: () =>
      afterPending((step, { config, input }) => {
        if (step.kind !== "pending" || input.input !== "Pend" || !input.order.ok) return step;
        const [committee] = config.committees.keys();
        if (committee === undefined) return step;
        const body = voteFor(input.order.value, config.authority, committee);
        return { ...step, emitted: [...step.emitted, { type: "TransferVote", body }] };
      }),
  },
  {
    name: "SaysWithoutKeeping",
    clause: "PD-15",
    about: "the word that it waits leaves, and it waits nowhere",
    part: "pending",
    faults: () =>
      afterPending((step, { before }) =>
        step.kind === "pending" ? { ...step, state: before } : step,
      ),
  },
  {
    name: "WaitingForgottenOnRestart",
    clause: "PD-20",
    about: "after a restart nobody waits",
    part: "pending",
    faults: () => forgetful(/^pending$/, () => []),
  },
  {
    name: "LastWindowWins",
    clause: "PD-16",
    about: "of two windows of a core the one that came last is kept",
    part: "pending",
    faults: () =>
      afterPending((step, { config, input }) => {
        if (step.kind !== "again" || input.input !== "Pend" || !input.order.ok) return step;
        const order = input.order.value;
        const body = pendingOrder(config.authority, order);
        const emitted: readonly PendingOutgoing[] = [{ type: "PendingOrder", body }];
        return { ...step, state: withWaiting(step.state, order), kind: "pending", emitted };
      }),
  },
  {
    name: "FirstWindowWins",
    clause: "PD-16",
    about: "of two windows of a core the one that came first is kept",
    part: "pending",
    faults: () =>
      afterPending((step, { config, before, input }) => {
        if (step.kind !== "pending" || input.input !== "Pend" || !input.order.ok) return step;
        const order = input.order.value;
        const kept = waitingAt(before, order).find((one) => sameCore(one, order));
        if (kept === undefined) return step;
        const body = pendingOrder(config.authority, kept);
        return { ...step, state: before, kind: "again", emitted: [{ type: "PendingOrder", body }] };
      }),
  },
  {
    name: "LapsesSilently",
    clause: "PD-17",
    about: "whoever comes too late is told nothing",
    part: "pending",
    faults: () => silentWhen(({ kind }) => kind === "lapsed"),
  },
  {
    name: "LapsesOneLate",
    clause: "PD-17",
    about: "at the very end of its window an order still waits",
    part: "pending",
    faults: () => ({
      pending: (config, state, input) =>
        input.input === "Lapse"
          ? pendingStep(config, state, { ...input, now: input.now - 1 })
          : pendingStep(config, state, input),
    }),
  },
  {
    name: "AllTurnsHaveCome",
    clause: "PD-18",
    about: "an order beyond the next nonce waits no more, and is refused",
    part: "pending",
    faults: () =>
      afterPending((step, { config, input }) => {
        if (step.kind !== "activated" || input.input !== "Activate" || !input.account.ok) {
          return step;
        }
        const account = input.account.value;
        const shard = step.state.handoff.core.shards.get(account);
        const early = step.state.pending.filter(
          ({ sender, epoch }) => sender === account && epoch === shard?.epoch,
        );
        const notices = early.map((order) => lapsed(config, order, ["NonceNotOpen"]));
        const state = withoutWaiting(step.state, early);
        return { ...step, state, emitted: [...step.emitted, ...notices] };
      }),
  },
  {
    name: "OldEpochsWaitOn",
    clause: "PD-18",
    about: "an order of an epoch that is over waits for ever",
    part: "pending",
    faults: () => ({
      pending: (config, state, input) => {
        if (input.input !== "Activate" || !input.account.ok) {
          return pendingStep(config, state, input);
        }
        const account = input.account.value;
        const shard = state.handoff.core.shards.get(account);
        const old = state.pending.filter(
          ({ sender, epoch }) => sender === account && shard !== undefined && epoch < shard.epoch,
        );
        const step = pendingStep(config, withoutWaiting(state, old), input);
        return { ...step, state: old.reduce(withWaiting, step.state) };
      },
    }),
  },
  {
    name: "YoungestFirst",
    clause: "PD-18",
    about: "those whose turn has come are answered from the last to the first",
    part: "pending",
    faults: () => ({
      pending: (config, state, input) => {
        if (input.input !== "Activate") return pendingStep(config, state, input);
        const turned = { ...state, pending: state.pending.toReversed() };
        const step = pendingStep(config, turned, input);
        const pending = state.pending.filter((order) => step.state.pending.includes(order));
        return { ...step, state: { ...step.state, pending } };
      },
    }),
  },
  {
    name: "RefusedSilently",
    clause: "PD-19",
    about: "what is refused when its turn has come is told nothing",
    part: "pending",
    faults: () => silentWhen(({ kind }) => kind === "activated"),
  },
  {
    name: "OneReasonIsEnough",
    clause: "PD-14",
    about: "a lapse notice names the first of the guards that failed",
    part: "pending",
    faults: () =>
      said((message) =>
        message.type === "LapseNotice"
          ? { ...message, body: { ...message.body, reasons: message.body.reasons.slice(0, 1) } }
          : message,
      ),
  },
  {
    name: "OpeningEndsTheWaiting",
    clause: "PD-20",
    about: "when the account opens here, what waits for it is forgotten",
    part: "pending",
    faults: () =>
      afterPending((step) =>
        step.kind === "opened" ? { ...step, state: { ...step.state, pending: [] } } : step,
      ),
  },
];

/** It says something else than it should. */
function said(
  instead: (message: PendingOutgoing, order: Order | undefined) => PendingOutgoing,
): Faults {
  return afterPending((step, { input }) => {
    const order = input.input === "Pend" && input.order.ok ? input.order.value : undefined;
    return { ...step, emitted: step.emitted.map((message) => instead(message, order)) };
  });
}

function silentWhen(holds: (step: PendingStep, turn: PendingTurn) => boolean): Faults {
  return afterPending((step, turn) =>
    holds(step, turn)
      ? { ...step, emitted: step.emitted.filter(({ type }) => type !== "LapseNotice") }
      : step,
  );
}
