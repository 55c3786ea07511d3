/**
 * Wallets that are wrong as payer (LK) or as payee (GD).
 * @module
 */
import { claimDigest } from "../../protocol/order.ts";
import { weightOf, isQuorum, totalWeight } from "../../protocol/quorum.ts";
import { step as walletStep } from "../../wallet/step.ts";
import { ownCommittee, payeeCommittee } from "../../wallet/state.ts";
import type { Faulty } from "./fault.ts";
import { afterWallet, forgetful } from "./fault.ts";

export const WALLETS: readonly Faulty[] = [
  {
    name: "OrderForgottenOnRestart",
    clause: "LK-1",
    about: "the outstanding order is not in what the store brings back",
    part: "wallet",
    faults: () => forgetful(/^outstanding$/, () => null),
  },
  {
    name: "CertificatesForgottenOnRestart",
    clause: "LK-10",
    about: "kept certificates are not in what the store brings back",
    part: "wallet",
    faults: () => forgetful(/^kept$/, () => []),
  },
  {
    name: "ReleaseForgottenOnRestart",
    clause: "GD-6",
    about: "released goods are not in what the store brings back",
    part: "wallet",
    faults: () => forgetful(/^released\//, () => undefined),
  },
  {
    name: "CertificateDroppedAtQuorum",
    clause: "LK-10",
    about: "a certificate is dropped when a quorum has debited, not every member",
    part: "wallet",
    faults: () =>
      afterWallet((step, { config }) => {
        if (step.kind !== "collected") return step;
        const committee = config.committees.get(ownCommittee(step.state, config.account));
        if (committee === undefined) return step;
        const kept = step.state.kept.filter(({ debited, credited }) => {
          const weight = debited.reduce((sum, key) => sum + (weightOf(committee, key) ?? 0), 0);
          return credited.length === 0 || !isQuorum(weight, totalWeight(committee));
        });
        if (kept.length === step.state.kept.length) return step;
        return { ...step, kind: "settled", state: { ...step.state, kept } };
      }),
  },
  {
    name: "CertificateDroppedAtCreditQuorum",
    clause: "LK-10",
    about: "a certificate is dropped when a quorum has credited, not every member",
    part: "wallet",
    faults: () =>
      afterWallet((step, { config }) => {
        if (step.kind !== "collected") return step;
        const { state } = step;
        const payer = config.committees.get(ownCommittee(state, config.account));
        const kept = state.kept.filter(({ certificate, debited, credited }) => {
          const { recipient } = certificate.order;
          const payee = payeeCommittee(config.committees, state, recipient);
          if (payer === undefined || payee === undefined) return true;
          const weight = credited.reduce((sum, key) => sum + (weightOf(payee, key) ?? 0), 0);
          const debits = payer.members.every(({ key }) => debited.includes(key));
          return !debits || !isQuorum(weight, totalWeight(payee));
        });
        if (kept.length === state.kept.length) return step;
        return { ...step, kind: "settled", state: { ...state, kept } };
      }),
  },
  {
    name: "CertificateDroppedBeforeCredit",
    clause: "LK-10",
    about: "a certificate is dropped when all have debited, whether anyone has credited or not",
    part: "wallet",
    faults: () =>
      afterWallet((step, { config }) => {
        if (step.kind !== "collected") return step;
        const committee = config.committees.get(ownCommittee(step.state, config.account));
        const all = committee?.members.map(({ key }) => key) ?? [];
        const kept = step.state.kept.filter(
          ({ debited }) => !all.every((key) => debited.includes(key)),
        );
        if (kept.length === step.state.kept.length) return step;
        return { ...step, kind: "settled", state: { ...step.state, kept } };
      }),
  },
  {
    name: "DebitFromTheWrongSide",
    clause: "LK-9",
    about: "a receipt of the recipient's committee counts as a debit, too",
    part: "wallet",
    faults: () =>
      afterWallet((step, { input }) => {
        if (input.input !== "CollectReceipt" || !input.receipt.ok) return step;
        const { claim_digest, authority } = input.receipt.value;
        if (step.kind !== "collected") return step;
        const kept = step.state.kept.map((one) =>
          claimDigest(one.certificate.order) === claim_digest && !one.debited.includes(authority)
            ? { ...one, debited: [...one.debited, authority].toSorted() }
            : one,
        );
        return { ...step, state: { ...step.state, kept } };
      }),
  },
  {
    name: "VoteCountedTwice",
    clause: "LK-5",
    about: "a second vote of the same authority adds to the weight",
    part: "wallet",
    faults: () =>
      afterWallet((step, { config, before, input }) => {
        const { outstanding } = before;
        if (input.input !== "CollectVote" || step.kind !== "again" || outstanding === null)
          return step;
        // The votes so far are taken away, counted as the new one's weight, and put back.
        const committee = config.committees.get(ownCommittee(before, config.account));
        if (committee === undefined || !input.vote.ok) return step;
        const known = outstanding.votes.reduce(
          (sum, { authority }) => sum + (weightOf(committee, authority) ?? 0),
          weightOf(committee, input.vote.value.authority) ?? 0,
        );
        if (!isQuorum(known, totalWeight(committee))) return step;
        const certificate = { order: outstanding.order, votes: outstanding.votes };
        const kept = [...before.kept, { certificate, debited: [], credited: [] }];
        const state = { ...before, outstanding: null, next_nonce: before.next_nonce + 1, kept };
        return {
          state,
          kind: "certified",
          failed: [],
          emitted: [{ type: "TransferCertificate", body: certificate }],
        };
      }),
  },
  {
    name: "VotesNotWeighed",
    clause: "LK-6",
    about: "a certificate needs more than two thirds of the heads, whatever they weigh",
    part: "wallet",
    faults: () => ({
      wallet: (config, state, input) => {
        if (input.input !== "CollectVote") return walletStep(config, state, input);
        const equal = [...config.committees].map(([name, committee]) => {
          const members = committee.members.map((member) => ({ ...member, weight: 1 }));
          return [name, { ...committee, members }] as const;
        });
        return walletStep({ ...config, committees: new Map(equal) }, state, input);
      },
    }),
  },
  {
    name: "NonceWaitsForReceipts",
    clause: "LK-6",
    about: "the nonce does not advance with the certificate",
    part: "wallet",
    faults: () =>
      afterWallet((step, { before }) =>
        step.kind === "certified"
          ? { ...step, state: { ...step.state, next_nonce: before.next_nonce } }
          : step,
      ),
  },
  {
    name: "RenewalIsNotKept",
    clause: "LK-3",
    about: "a renewed order leaves, and the old window stays in the store",
    part: "wallet",
    faults: () =>
      afterWallet((step, { before }) =>
        step.kind === "renewed" ? { ...step, state: before } : step,
      ),
  },
  {
    name: "RenewalOfAnotherAmount",
    clause: "LK-3",
    about: "a renewed order is another core",
    part: "wallet",
    faults: () =>
      afterWallet((step) => {
        if (step.kind !== "renewed") return step;
        const emitted = step.emitted.map((message) =>
          message.type === "Order"
            ? { ...message, body: { ...message.body, nonce: message.body.nonce + 1 } }
            : message,
        );
        return { ...step, emitted };
      }),
  },
  {
    name: "GapAnsweredAnyhow",
    clause: "LK-11",
    about: "a gap in anybody's account is answered with the own certificate of that nonce",
    part: "wallet",
    faults: () =>
      afterWallet((step, { config, before, input }) => {
        if (input.input !== "AnswerMissing" || !input.missing.ok) return step;
        const missing = { ...input.missing.value, account: config.account };
        return walletStep(config, before, { ...input, missing: { ok: true, value: missing } });
      }),
  },
  {
    name: "WindowClosesLate",
    clause: "GD-3",
    about: "goods leave at the very millisecond at which the window closes",
    part: "wallet",
    faults: () =>
      afterWallet((step, { config, before, input }) => {
        if (input.input !== "ReleaseGoods" || step.failed.join() !== "WindowClosed") return step;
        return walletStep(config, before, { ...input, now: input.now - 1 });
      }),
  },
  {
    name: "ReleaseKeyedByCore",
    clause: "GD-4",
    about: "goods of one (sender, nonce) leave once per window",
    part: "wallet",
    faults: () => {
      const windows = new Set<string>();
      return afterWallet((step, { config, before, input }) => {
        if (input.input !== "ReleaseGoods" || !input.certificate.ok) return step;
        const { order } = input.certificate.value;
        const key = `${order.sender} ${order.nonce} ${order.issued_at}`;
        if (step.kind === "released") windows.add(key);
        if (step.failed.join() !== "GoodsReleased" || windows.has(key)) return step;
        windows.add(key);
        const off = new Set([...config.off, "GD-4" as const]);
        const again = walletStep({ ...config, off }, before, input);
        return { ...again, state: before };
      });
    },
  },
];
