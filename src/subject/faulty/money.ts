/**
 * Authorities that are wrong about what certificates do (EX, CF-10) and about the queue (OP).
 * @module
 */
import type { Step } from "../../authority/answer.ts";
import { NO_PAYMENTS, paymentsIn, paymentsOf } from "../../authority/payments.ts";
import type { Payment } from "../../authority/payments.ts";
import type { Shard } from "../../authority/shards.ts";
import type { State } from "../../authority/state.ts";
import { step as authorityStep } from "../../authority/step.ts";
import type { Input } from "../../authority/step.ts";
import type { TransferCertificate } from "../../protocol/certificate.ts";
import { sameClaim } from "../../protocol/order.ts";
import type { Order } from "../../protocol/order.ts";
import { provenCommittee, withProof } from "../../protocol/ownership.ts";
import type { Faulty } from "./fault.ts";
import { afterAuthority } from "./fault.ts";
import { changed } from "./locks.ts";

/** The order of the certificate that this input applies, if it is one that can be read. */
function applied(input: Input): Order | undefined {
  return certificateOf(input)?.order;
}

function certificateOf(input: Input): TransferCertificate | undefined {
  if (input.input !== "ApplyCertificate" || !input.certificate.ok) return undefined;
  return input.certificate.value;
}

/** Changes the shards after a certificate has been applied. */
function onApplied(wrong: (state: State, order: Order, before: State) => State) {
  return afterAuthority((step, { before, input }) => {
    const order = applied(input);
    if (step.kind !== "applied" || order === undefined) return step;
    return { ...step, state: wrong(step.state, order, before) };
  });
}

function paid(shard: Shard, amount: bigint): Shard {
  return { ...shard, balance: shard.balance + amount };
}

export const MONEY: readonly Faulty[] = [
  {
    name: "DebitAtVote",
    clause: "EX-1",
    about: "the sender is debited when the vote leaves, and again by the certificate",
    part: "authority",
    faults: () =>
      afterAuthority((step, { input }) => {
        if (step.kind !== "voted" || input.input !== "SignVote" || !input.order.ok) return step;
        const { sender, amount } = input.order.value;
        return { ...step, state: changed(step.state, sender, (h) => paid(h, -BigInt(amount))) };
      }),
  },
  {
    name: "CreditTwice",
    clause: "EX-9",
    about: "the same certificate credits the recipient again",
    part: "authority",
    faults: () =>
      afterAuthority((step, { input }) => {
        const order = applied(input);
        if (step.kind !== "again" || order === undefined) return step;
        const { recipient, amount } = order;
        return { ...step, state: changed(step.state, recipient, (h) => paid(h, BigInt(amount))) };
      }),
  },
  {
    name: "DebitTwice",
    clause: "EX-9",
    about: "the same certificate debits the sender again",
    part: "authority",
    faults: () =>
      afterAuthority((step, { input }) => {
        const order = applied(input);
        if (step.kind !== "again" || order === undefined) return step;
        const { sender, amount } = order;
        return { ...step, state: changed(step.state, sender, (h) => paid(h, -BigInt(amount))) };
      }),
  },
  {
    name: "ReceiptChanges",
    clause: "EX-9",
    about: "asked again, the receipt says that nothing was done this time",
    part: "authority",
    faults: () =>
      afterAuthority((step, { input }) => {
        if (step.kind !== "again" || applied(input) === undefined) return step;
        const emitted = step.emitted.map((message) =>
          message.type === "TransferReceipt"
            ? { ...message, body: { ...message.body, debited: false, credited: false } }
            : message,
        );
        return { ...step, emitted };
      }),
  },
  {
    name: "CreditKeyedByEpoch",
    clause: "EX-9",
    about: "a claim of another epoch counts as another credit",
    part: "authority",
    faults: () => ({ authority: keyedByEpoch }),
  },
  {
    name: "SelfTransferMints",
    clause: "CF-9",
    about: "a certificate that pays its own sender is applied: the credit overwrites the debit",
    part: "authority",
    faults: () => ({ authority: minting }),
  },
  {
    name: "ExpiredCertificateRejected",
    clause: "CF-10",
    about: "a certificate is refused once it has seen a clock beyond the order's window",
    part: "authority",
    faults: () => {
      let latest = 0;
      return afterAuthority((step, { before, input }) => {
        if (input.input === "SignVote") latest = Math.max(latest, input.now);
        const order = applied(input);
        if (order === undefined || step.kind === "refused") return step;
        if (latest < order.issued_at + order.ttl) return step;
        return { state: before, kind: "refused", failed: ["OrderExpired"], emitted: [] };
      });
    },
  },
  {
    name: "NoDebitBelowZero",
    clause: "EX-8",
    about: "a debit stops at zero instead of going below",
    part: "authority",
    faults: () =>
      onApplied((state, { sender }) =>
        changed(state, sender, (h) => (h.balance < 0n ? { ...h, balance: 0n } : h)),
      ),
  },
  {
    name: "RefusesUnfundedCertificate",
    clause: "EX-8",
    about: "a certificate is refused if the balance here does not cover it",
    part: "authority",
    faults: () =>
      afterAuthority((step, { before, input }) => {
        const order = applied(input);
        if (step.kind !== "applied" || order === undefined) return step;
        const { balance = 0n } = step.state.shards.get(order.sender) ?? {};
        if (balance >= 0n) return step;
        return { state: before, kind: "refused", failed: ["InsufficientBalance"], emitted: [] };
      }),
  },
  {
    name: "EscrowPaidTwice",
    clause: "EX-12",
    about: "an escrow stays where it is after its claim has been paid",
    part: "authority",
    faults: () =>
      onApplied((state, { sender }, before) =>
        changed(state, sender, (h) => ({
          ...h,
          escrow: before.shards.get(sender)?.escrow ?? h.escrow,
        })),
      ),
  },
  {
    name: "EscrowRestForgotten",
    clause: "EX-12",
    about: "what is left of an escrow does not go back to the balance",
    part: "authority",
    faults: () =>
      onApplied((state, order, before) => {
        const held = before.shards
          .get(order.sender)
          ?.escrow.find(({ nonce }) => nonce === order.nonce);
        const rest = held === undefined ? 0n : BigInt(held.amount) - BigInt(order.amount);
        return changed(state, order.sender, (h) => paid(h, -rest));
      }),
  },
  {
    name: "LockOutlivesItsNonce",
    clause: "EX-12",
    about: "a lock stays when its nonce is applied",
    part: "authority",
    faults: () =>
      onApplied((state, { sender }, before) =>
        changed(state, sender, (h) => ({
          ...h,
          locks: before.shards.get(sender)?.locks ?? h.locks,
        })),
      ),
  },
  {
    name: "ApplyDropsEveryLock",
    clause: "EX-16",
    about: "applying one nonce ends the locks at the others, too",
    part: "authority",
    faults: () =>
      onApplied((state, { sender }) => changed(state, sender, (h) => ({ ...h, locks: [] }))),
  },
  {
    name: "NonceGrowsAlways",
    clause: "EX-16",
    about: "next_nonce grows by one with every debit, that of a reserved nonce included",
    part: "authority",
    faults: () =>
      onApplied((state, { sender }, before) => {
        const { next_nonce = 0 } = before.shards.get(sender) ?? {};
        return changed(state, sender, (h) => ({ ...h, next_nonce: next_nonce + 1 }));
      }),
  },
  {
    name: "VerifyApplies",
    clause: "EX-15",
    about: "VerifyCertificate applies what it verifies",
    part: "authority",
    faults: () => ({
      authority: (config, state, input) => {
        if (input.input !== "VerifyCertificate") return authorityStep(config, state, input);
        const step = authorityStep(config, state, { ...input, input: "ApplyCertificate" });
        return { ...step, emitted: [] };
      },
    }),
  },
  {
    name: "CreditWithoutProof",
    clause: "EX-11",
    about: "the recipient is credited although it is not proven who owned the sender",
    part: "authority",
    faults: () => ({ authority: crediting }),
  },
  {
    name: "QueuedGetsReceipt",
    clause: "EX-11",
    about: "a credit that only waits is answered with a receipt",
    part: "authority",
    faults: () => ({
      authority: (config, state, input) => {
        const step = authorityStep(config, state, input);
        if (input.input !== "ApplyCertificate" || step.kind !== "queued") return step;
        return { ...step, emitted: crediting(config, state, input).emitted };
      },
    }),
  },
  {
    name: "QueueIsNotDrained",
    clause: "OP-2",
    about: "a proof is recorded and what waited for it goes on waiting",
    part: "authority",
    faults: () =>
      afterAuthority((step, { before }) => {
        if (step.kind !== "recorded" || step.state.ownership === before.ownership) return step;
        return { ...step, state: { ...before, ownership: step.state.ownership }, emitted: [] };
      }),
  },
  {
    name: "StrangersStayQueued",
    clause: "OP-2",
    about: "certificates of another committee than the proven one stay in the queue",
    part: "authority",
    faults: () =>
      afterAuthority((step, { before, input }) => {
        if (input.input !== "RecordOwnershipProof" || !input.proof.ok) return step;
        if (step.kind !== "recorded") return step;
        const { committee } = input.proof.value;
        const left = before.queue.filter(
          (one) => step.state.queue.includes(one) || one.votes[0]?.committee !== committee,
        );
        return { ...step, state: { ...step.state, queue: left } };
      }),
  },
  {
    name: "FrozenDebitIsRefused",
    clause: "EX-7",
    about: "a certificate of a frozen account is not applied",
    part: "authority",
    faults: () =>
      afterAuthority((step, { before, input }) => {
        const order = applied(input);
        if (step.kind !== "applied" || order === undefined) return step;
        if (before.shards.get(order.sender)?.frozen !== true) return step;
        return { state: before, kind: "refused", failed: ["AccountFrozen"], emitted: [] };
      }),
  },
];

/** It looks only at what was credited in the certificate's own epoch. */
function keyedByEpoch(...[config, state, input]: Parameters<typeof authorityStep>): Step {
  const order = applied(input);
  if (order === undefined) return authorityStep(config, state, input);
  const isOther = ({ claim, certificate }: Payment): boolean =>
    claim.sender === order.sender && certificate?.order.epoch !== order.epoch;
  const blind = changed(state, order.recipient, (h) => ({
    ...h,
    credited: paymentsOf(paymentsIn(h.credited).filter((one) => !isOther(one))),
  }));
  const step = authorityStep(config, blind, input);
  if (step.state === blind) return { ...step, state };
  const { credited = NO_PAYMENTS } = state.shards.get(order.recipient) ?? {};
  const hidden = paymentsIn(credited).filter(isOther);
  const seeing = changed(step.state, order.recipient, (h) => ({
    ...h,
    credited: paymentsOf([...paymentsIn(h.credited), ...hidden]),
  }));
  return { ...step, state: seeing };
}

/** CF-9 is switched off, and the credit is made to the balance that was read before the debit. */
function minting(...[config, state, input]: Parameters<typeof authorityStep>): Step {
  const order = applied(input);
  if (order === undefined || order.sender !== order.recipient) {
    return authorityStep(config, state, input);
  }
  const off = new Set([...config.off, "CF-9" as const]);
  const step = authorityStep({ ...config, off }, state, input);
  if (step.kind !== "applied") return step;
  return {
    ...step,
    state: changed(step.state, order.sender, (h) => paid(h, BigInt(order.amount))),
  };
}

/** It takes the committee that the first vote names as proven, and forgets that again. */
function crediting(...[config, state, input]: Parameters<typeof authorityStep>): Step {
  const certificate = certificateOf(input);
  const committee = certificate?.votes[0]?.committee;
  if (certificate === undefined || committee === undefined) {
    return authorityStep(config, state, input);
  }
  const { sender, epoch } = certificate.order;
  const owner = provenCommittee(state.ownership, sender, epoch);
  if (owner !== undefined || state.shards.has(sender)) return authorityStep(config, state, input);
  const ownership = withProof(state.ownership, { account: sender, epoch, committee });
  const believing = { ...state, ownership };
  const step = authorityStep(config, believing, input);
  if (step.state === believing) return { ...step, state };
  const queue = step.state.queue.filter(({ order }) => !sameClaim(order, certificate.order));
  return { ...step, state: { ...step.state, queue, ownership: state.ownership } };
}
