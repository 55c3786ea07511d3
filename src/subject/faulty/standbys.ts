/**
 * Owners beside a witness that are wrong: in what they promise before the witness has it, in what
 * they put aside when they take over, in what they own up to when they were taken over (SB).
 * @module
 */
import type { StandbyOutgoing } from "../../authority/standby/answer.ts";
import { rowOf, withRow } from "../../protocol/grant.ts";
import { claimOf, sameClaim } from "../../protocol/order.ts";
import { sumOf } from "../../protocol/account-opening.ts";
import { receipts } from "../../authority/certificate.ts";
import { withCore } from "../../authority/handoff/state.ts";
import { NO_PAYMENTS, paymentsAt, paymentsIn } from "../../authority/payments.ts";
import type { StandbyState } from "../../authority/standby/state.ts";
import { step as standbyStep } from "../../authority/standby/step.ts";
import type { Shard } from "../../authority/shards.ts";
import { withShard } from "../../authority/state.ts";
import { voteFor } from "../../protocol/vote.ts";
import { without } from "./evidence.ts";
import type { Faults, Faulty } from "./fault.ts";
import { afterStandby, forgetful } from "./fault.ts";

export const STANDBYS: readonly Faulty[] = [
  {
    name: "UnknownFieldInGrant",
    clause: "WI-1",
    about: "a field that nobody knows is passed over in a grant",
    part: "standby",
    faults: () => ({
      hear: (input, body) => (input === "TakeGrant" ? without(body, "grant", "memo") : body),
    }),
  },
  {
    name: "OwnGrantForgottenOnRestart",
    clause: "SB-12",
    about: "after a restart nothing was granted, and nothing bounds the votes",
    part: "standby",
    faults: () => forgetful(/^grants$/, () => []),
  },
  {
    name: "NothingWasPromisedBefore",
    clause: "SB-12",
    about: "a grant is taken without the account as it is then",
    part: "standby",
    faults: () =>
      afterStandby((step, { before }) =>
        step.kind === "granted" ? { ...step, state: { ...step.state, acked: before.acked } } : step,
      ),
  },
  {
    name: "SeqStandsStill",
    clause: "SB-13",
    about: "a later checkpoint has the number of the one before",
    part: "standby",
    faults: () =>
      afterStandby((step, { before }) => {
        const [sent] = step.emitted;
        if (sent?.type !== "Checkpoint") return step;
        const last = rowOf(before.written, sent.body);
        if (last === undefined) return step;
        const body = { ...sent.body, seq: last.seq };
        const state = { ...step.state, written: withRow(step.state.written, body) };
        return { ...step, state, emitted: [{ type: "Checkpoint", body }] };
      }),
  },
  {
    name: "CheckpointWithoutCredits",
    clause: "SB-13",
    about: "what the account was paid is in its balance, and not told",
    part: "standby",
    faults: () =>
      afterStandby((step) => {
        const [sent] = step.emitted;
        if (sent?.type !== "Checkpoint") return step;
        const body = { ...sent.body, credited: [] };
        const state = { ...step.state, written: withRow(step.state.written, body) };
        return { ...step, state, emitted: [{ type: "Checkpoint", body }] };
      }),
  },
  {
    name: "VotesWhenReserved",
    clause: "SB-14",
    about: "the vote leaves with the checkpoint, before the witness has it",
    part: "standby",
    faults: () =>
      afterStandby((step, { config, input }) => {
        if (step.kind !== "reserved" || input.input !== "Reserve" || !input.order.ok) return step;
        const order = input.order.value;
        const committee = step.state.core.shards.get(order.sender)?.committee;
        if (committee === undefined) return step;
        const body = voteFor(order, config.authority, committee);
        return { ...step, emitted: [...step.emitted, { type: "TransferVote", body }] };
      }),
  },
  {
    name: "ReservesWithoutLock",
    clause: "SB-14",
    about: "the checkpoint says that the order is locked, and it is not",
    part: "standby",
    faults: () =>
      afterStandby((step, { before }) =>
        step.kind === "reserved" ? { ...step, state: withCore(step.state, before.core) } : step,
      ),
  },
  {
    name: "AcknowledgementLetsNothingLeave",
    clause: "SB-15",
    about: "what was reserved is voted for when somebody asks again, and not before",
    part: "standby",
    faults: () => unsaid("TransferVote", "Acknowledge"),
  },
  {
    name: "OlderAcknowledgementCounts",
    clause: "SB-15",
    about: "the acknowledgement that came last counts, whatever its number",
    part: "standby",
    faults: () =>
      afterStandby((step, { input }) => {
        if (step.kind !== "again" || input.input !== "Acknowledge" || !input.acknowledgement.ok) {
          return step;
        }
        const { owner_sig: _, ...told } = input.acknowledgement.value.checkpoint;
        return { ...step, state: { ...step.state, acked: withRow(step.state.acked, told) } };
      }),
  },
  {
    name: "LockedIsVotedAnyway",
    clause: "SB-16",
    about: "an order that is locked has its vote again, whether or not the witness has it",
    part: "standby",
    faults: () => ({
      standby: (config, state, input) => {
        const step = standbyStep(config, state, input);
        if (input.input !== "SignVote" || !input.order.ok) return step;
        const order = input.order.value;
        const locked = state.core.shards.get(order.sender)?.locks ?? [];
        if (!locked.some((lock) => sameClaim(lock, order) && lock.epoch === order.epoch)) {
          return step;
        }
        const off = new Set([...config.off, "SB-1", "SB-2"] as const);
        return standbyStep({ ...config, off }, state, input);
      },
    }),
  },
  {
    name: "CreditsWidenTheBudget",
    clause: "SB-16",
    about: "what came in since the checkpoint may be spent without the witness, too",
    part: "standby",
    faults: () => ({
      standby: (config, state, input) => {
        const isAsking = input.input === "SignVote" || input.input === "VerifyTransfer";
        const step = standbyStep(config, isAsking ? withCredits(state) : state, input);
        return isAsking ? { ...step, state: { ...step.state, acked: state.acked } } : step;
      },
    }),
  },
  {
    name: "ReceiptsAtOnce",
    clause: "SB-17",
    about: "a receipt for a credit leaves that the witness does not have yet",
    part: "standby",
    faults: () =>
      afterStandby((step, { config, input }) => {
        if (input.input !== "ApplyCertificate" || !input.certificate.ok) return step;
        if (step.kind !== "applied" && step.kind !== "again") return step;
        const emitted = receipts(config, step.state.core, input.certificate.value.order);
        return { ...step, emitted };
      }),
  },
  {
    name: "BudgetIsNotPutAside",
    clause: "SB-18",
    about: "what the owner before may have spent can be spent again at once",
    part: "standby",
    faults: () =>
      opening((shard, { windows, ...state }, account) => {
        const window = rowOf(windows, { account, epoch: shard.epoch - 1 });
        if (window === undefined) return { ...state, windows };
        const balance = shard.balance + BigInt(window.amount);
        const core = withShard(state.core, account, { ...shard, balance });
        return { ...state, core, windows: withRow(windows, { ...window, amount: sumOf(0n) }) };
      }),
  },
  {
    name: "GoesOnInsideTheWindow",
    clause: "SB-18",
    about: "the account goes on at a nonce that the owner before may have used",
    part: "standby",
    faults: () =>
      opening((shard, state, account) => {
        const window = rowOf(state.windows, { account, epoch: shard.epoch - 1 });
        const next_nonce = window?.from ?? shard.next_nonce;
        return withCore(state, withShard(state.core, account, { ...shard, next_nonce }));
      }),
  },
  {
    name: "ReservedIsForgotten",
    clause: "SB-18",
    about: "what the owner before had reserved has no escrow",
    part: "standby",
    faults: () =>
      opening((shard, state, account) =>
        withCore(state, withShard(state.core, account, { ...shard, escrow: [] })),
      ),
  },
  {
    name: "WindowForgottenOnRestart",
    clause: "SB-18",
    about: "after a restart nothing is put aside",
    part: "standby",
    faults: () => forgetful(/^windows$/, () => []),
  },
  {
    name: "ServesOnWhenTakenOver",
    clause: "SB-19",
    about: "the owner that was taken over reports, and does not freeze the account",
    part: "standby",
    faults: () =>
      afterStandby((step, { before }) => {
        if (step.kind !== "reported") return step;
        const shards = step.state.core.shards.map((shard, account) => {
          const frozen = before.core.shards.get(account)?.frozen === true;
          return { ...shard, frozen };
        });
        return { ...step, state: withCore(step.state, { ...step.state.core, shards }) };
      }),
  },
  {
    name: "OwnsUpToWhatIsSpent",
    clause: "SB-19",
    about: "a report tells what is applied, and not what is locked",
    part: "standby",
    faults: () =>
      said((message, { core }) => {
        if (message.type !== "TakeoverReport") return message;
        const { applied = NO_PAYMENTS } = core.shards.get(message.body.account) ?? {};
        const claims = message.body.claims.filter((claim) =>
          paymentsAt(applied, claim).some((payment) => sameClaim(payment.claim, claim)),
        );
        return { ...message, body: { ...message.body, claims: claims.map(claimOf) } };
      }),
  },
  {
    name: "ReportsOnce",
    clause: "SB-19",
    about: "whoever brings the statement again gets no report",
    part: "standby",
    faults: () =>
      afterStandby((step) => (step.kind === "again" ? silent(step, "TakeoverReport") : step)),
  },
  {
    name: "WindowPaysTwice",
    clause: "SB-21",
    about: "what a certificate takes out of the window is still in it",
    part: "standby",
    faults: () =>
      afterStandby((step, { before, input }) =>
        input.input === "ApplyCertificate" && step.kind === "applied"
          ? { ...step, state: { ...step.state, windows: before.windows } }
          : step,
      ),
  },
  {
    name: "WindowOpensAgain",
    clause: "SB-22",
    about: "a second report is taken as the first",
    part: "standby",
    faults: () =>
      afterStandby((step) => {
        if (step.kind !== "closed") return step;
        const windows = step.state.windows.map((window) => ({ ...window, closed: false }));
        return { ...step, state: { ...step.state, windows } };
      }),
  },
  {
    name: "RestIsKeptForEver",
    clause: "SB-22",
    about: "what the owner before never promised is not set free",
    part: "standby",
    faults: () =>
      afterStandby((step, { before }) => {
        if (step.kind !== "closed") return step;
        const shards = step.state.core.shards.map((shard, account) => {
          const balance = before.core.shards.get(account)?.balance ?? shard.balance;
          return { ...shard, balance };
        });
        return { ...step, state: withCore(step.state, { ...step.state.core, shards }) };
      }),
  },
];

/** What it opens is not as it should be. */
function opening(
  wrong: (shard: Shard, state: StandbyState, account: Account) => StandbyState,
): Faults {
  return afterStandby((step, { input }) => {
    if (step.kind !== "opened" || input.input !== "OpenTakeover" || !input.statement.ok) {
      return step;
    }
    const { account } = input.statement.value.order;
    const shard = step.state.core.shards.get(account);
    return shard === undefined ? step : { ...step, state: wrong(shard, step.state, account) };
  });
}

type Account = StandbyState["grants"][number]["account"];

function withCredits(state: StandbyState): StandbyState {
  const acked = state.acked.map((checkpoint) => {
    const { credited = NO_PAYMENTS } = state.core.shards.get(checkpoint.account) ?? {};
    const since = paymentsIn(credited)
      .map(({ claim }) => claim)
      .filter((claim) => !checkpoint.credited.some((one) => sameClaim(one, claim)));
    const balance = since.reduce(
      (sum, { amount }) => sum + BigInt(amount),
      BigInt(checkpoint.balance),
    );
    return { ...checkpoint, balance: sumOf(balance) };
  });
  return { ...state, acked };
}

function said(instead: (message: StandbyOutgoing, state: StandbyState) => StandbyOutgoing): Faults {
  return afterStandby((step) => ({
    ...step,
    emitted: step.emitted.map((message) => instead(message, step.state)),
  }));
}

function silent<Answer extends { readonly emitted: readonly StandbyOutgoing[] }>(
  step: Answer,
  type: string,
): Answer {
  return { ...step, emitted: step.emitted.filter((message) => message.type !== type) };
}

function unsaid(type: string, after: string): Faults {
  return afterStandby((step, { input }) => (input.input === after ? silent(step, type) : step));
}
