/**
 * Faulty references that answer every input of every state rightly, as long as nothing goes wrong:
 * each hides something in its memory that matters only when a message comes twice, out of order,
 * at another time or not at all, or when it is killed. Only a fault axis sees them.
 * @module
 */
import type { Json } from "../../base/canonical.ts";
import type { Step as AuthorityAnswer } from "../../authority/answer.ts";
import { step as authorityStep } from "../../authority/step.ts";
import type { Input as AuthorityInput } from "../../authority/step.ts";
import { isQuorum, totalWeight, weightOf } from "../../protocol/quorum.ts";
import { memoryStore } from "../../store/memory.ts";
import type { Changes } from "../../store/store.ts";
import type { Step as WalletAnswer } from "../../wallet/answer.ts";
import type { step as walletStep } from "../../wallet/step.ts";
import { ownCommittee } from "../../wallet/state.ts";
import type { Faults, Faulty } from "./fault.ts";
import { afterAuthority, afterWallet } from "./fault.ts";
import { changed } from "./locks.ts";

export const HIDDEN: readonly Faulty[] = [
  {
    name: "RepeatIsSilent",
    clause: "VT-4",
    about: "the same message twice in a row is taken for an echo and answered with nothing",
    part: "authority",
    faults: () => {
      const ear = new Ear();
      return {
        ...ear.faults,
        ...afterAuthority((step) => (ear.repeated ? { ...step, emitted: [] } : step)),
      };
    },
  },
  {
    name: "WritesBehind",
    clause: "VT-1",
    about: "an answer leaves before what it promises is written; the next message writes it",
    part: "authority",
    faults: writingBehind,
  },
  {
    name: "WritesBehindInWallet",
    clause: "LK-1",
    about: "an order leaves before it is written; the next message writes it",
    part: "wallet",
    faults: writingBehind,
  },
  {
    name: "RestartSilencesRetry",
    clause: "VT-4",
    about: "after a restart the message that came last before it is not answered again",
    part: "authority",
    faults: () => {
      const ear = new Ear({ keeps: true });
      return {
        ...ear.faults,
        ...afterAuthority((step) => (ear.retried ? { ...step, emitted: [] } : step)),
      };
    },
  },
  {
    name: "BuffersOneEarly",
    clause: "EX-2",
    about: "a certificate beyond the gap is refused, and yet applied once the gap is closed",
    part: "authority",
    faults: () =>
      kept(
        (step, { input }) => input === "ApplyCertificate" && step.failed[0] === "CertificateGap",
        (step, early, { config }) => {
          if (step.kind === "refused") return step;
          const next = authorityStep(config, step.state, early);
          return next.kind === "applied" ? { ...step, state: next.state } : step;
        },
      ),
  },
  {
    name: "ClockRunsOn",
    clause: "VF-13",
    about: "after a message that it accepts its clock is a millisecond ahead",
    part: "authority",
    faults: () =>
      kept(
        (step) => step.kind !== "refused",
        (step, _accepted, { config, before, input }) => {
          if (input.input !== "SignVote" || step.failed.join() !== "OrderFromFuture") return step;
          return authorityStep(config, before, { ...input, now: input.now + 1 });
        },
      ),
  },
  {
    name: "ExpiryPoisonsNext",
    clause: "VF-12",
    about: "after an order that came too late the next one is too late, too",
    part: "authority",
    faults: () =>
      kept(
        (step, { input }) => input === "SignVote" && step.failed.join() === "OrderExpired",
        (step, _late, { before }) =>
          step.kind === "voted"
            ? { state: before, kind: "refused", failed: ["OrderExpired"], emitted: [] }
            : step,
      ),
  },
  {
    name: "ColdStartSkipsGap",
    clause: "EX-2",
    about: "the first certificate after a start may leave a gap",
    part: "authority",
    faults: () => {
      const ear = new Ear();
      return {
        ...ear.faults,
        ...afterAuthority((step, { config, before, input }) => {
          if (!ear.first || input.input !== "ApplyCertificate") return step;
          if (step.failed.join() !== "CertificateGap") return step;
          const off = new Set([...config.off, "EX-2" as const]);
          return authorityStep({ ...config, off }, before, input);
        }),
      };
    },
  },
  {
    name: "CreditsAllButTheLastAgain",
    clause: "EX-9",
    about: "of what was credited it knows the last certificate alone, until it refuses something",
    part: "authority",
    faults: creditsAgain,
  },
  {
    name: "LastVoteCountsAgain",
    clause: "LK-5",
    about: "a vote that comes twice in a row is counted twice",
    part: "wallet",
    faults: () => {
      const ear = new Ear();
      return {
        ...ear.faults,
        ...afterWallet((step, turn) => (ear.repeated ? weighed(step, turn) : step)),
      };
    },
  },
  {
    name: "DoubleClickReleases",
    clause: "GD-4",
    about: "goods leave again if their certificate comes twice in a row",
    part: "wallet",
    faults: () => {
      const ear = new Ear();
      return {
        ...ear.faults,
        ...afterWallet((step) =>
          ear.repeated && step.failed.join() === "GoodsReleased"
            ? { ...step, kind: "released", failed: [] }
            : step,
        ),
      };
    },
  },
];

/** What it heard last. Held in memory: a restart takes it, unless it `keeps` it. */
class Ear {
  #last = "";
  #heard = 0;
  #repeated = false;
  readonly faults: Pick<Faults, "hear" | "store">;

  constructor({ keeps = false } = {}) {
    this.faults = {
      hear: (input, body) => this.#hear(input, body),
      store: restarting(() => {
        if (!keeps) this.#last = "";
        this.#heard = 0;
      }),
    };
  }

  /** Whether this is the first message since it was started. */
  get first(): boolean {
    return this.#heard === 1;
  }

  /** Whether the message before this one was the same. */
  get repeated(): boolean {
    return this.#repeated;
  }

  /** The same, with nothing but a restart between them. */
  get retried(): boolean {
    return this.#repeated && this.first;
  }

  #hear(input: string, body: Json): Json {
    const said = `${input} ${JSON.stringify(body)}`;
    this.#repeated = said === this.#last;
    this.#last = said;
    this.#heard += 1;
    return body;
  }
}

/** A store that tells whenever somebody starts over it. */
function restarting(tell: () => void): NonNullable<Faults["store"]> {
  const store = memoryStore();
  return {
    commit: store.commit,
    read: () => {
      tell();
      return store.read();
    },
  };
}

/** A commit reaches the store with the next message; a crash before it comes too early. */
function writingBehind(): Faults {
  const store = memoryStore();
  let waiting: Changes = new Map();
  const write = (): void => {
    store.commit(waiting);
    waiting = new Map();
  };
  return {
    hear: (_, body) => {
      write();
      return body;
    },
    store: {
      commit: (changes) => {
        write();
        waiting = changes;
      },
      read: () => {
        waiting = new Map();
        return store.read();
      },
    },
  };
}

type Turn = {
  readonly config: Parameters<typeof authorityStep>[0];
  readonly before: Parameters<typeof authorityStep>[1];
  readonly input: AuthorityInput;
};

/** One message is kept until the next one arrives, and meddles with that. */
function kept(
  keeps: (step: AuthorityAnswer, input: AuthorityInput) => boolean,
  meddles: (step: AuthorityAnswer, held: AuthorityInput, turn: Turn) => AuthorityAnswer,
): Faults {
  let held: AuthorityInput | undefined;
  const store = restarting(() => {
    held = undefined;
  });
  const wrong = afterAuthority((step, turn) => {
    const last = held;
    held = keeps(step, turn.input) ? turn.input : undefined;
    return last === undefined ? step : meddles(step, last, turn);
  });
  return { ...wrong, store };
}

function creditsAgain(): Faults {
  let forgetting = true;
  let last = "";
  const store = restarting(() => {
    forgetting = true;
  });
  const wrong = afterAuthority((step, { input }) => {
    if (step.kind === "refused") forgetting = false;
    if (input.input !== "ApplyCertificate" || !input.certificate.ok) return step;
    const { order } = input.certificate.value;
    const said = JSON.stringify(order);
    if (step.kind === "applied") last = said;
    if (step.kind !== "again" || !forgetting || said === last) return step;
    const credit = BigInt(order.amount);
    const state = changed(step.state, order.recipient, (shard) => {
      return { ...shard, balance: shard.balance + credit };
    });
    return { ...step, state };
  });
  return { ...wrong, store };
}

type WalletTurn = {
  readonly config: Parameters<typeof walletStep>[0];
  readonly before: Parameters<typeof walletStep>[1];
  readonly input: Parameters<typeof walletStep>[2];
};

/** The vote is weighed once more; if that makes a quorum, there is a certificate. */
function weighed(step: WalletAnswer, { config, before, input }: WalletTurn): WalletAnswer {
  const { outstanding } = before;
  if (input.input !== "CollectVote" || !input.vote.ok) return step;
  if (step.kind !== "again" || outstanding === null) return step;
  const committee = config.committees.get(ownCommittee(before, config.account));
  if (committee === undefined) return step;
  const voters = [
    ...outstanding.votes.map(({ authority }) => authority),
    input.vote.value.authority,
  ];
  const weight = voters.reduce((sum, voter) => sum + (weightOf(committee, voter) ?? 0), 0);
  if (!isQuorum(weight, totalWeight(committee))) return step;
  const certificate = { order: outstanding.order, votes: outstanding.votes };
  return {
    state: {
      ...before,
      outstanding: null,
      next_nonce: before.next_nonce + 1,
      kept: [...before.kept, { certificate, debited: [], credited: [] }],
    },
    kind: "certified",
    failed: [],
    emitted: [{ type: "TransferCertificate", body: certificate }],
  };
}
