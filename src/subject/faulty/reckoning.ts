/**
 * Authorities that reckon otherwise how the next epoch of an account opens (HO-26 to HO-29). In
 * each, receipts for the right opening are receipts for another one.
 * @module
 */
import { refuse, type Config } from "../../authority/answer.ts";
import { byDigest, openingDigest, sumOf } from "../../protocol/account-opening.ts";
import type { AccountOpening } from "../../protocol/account-opening.ts";
import { closingOf, type Closing } from "../../protocol/closing.ts";
import type { HandoffCertificate } from "../../protocol/handoff.ts";
import { opened, possibleClaims } from "../../protocol/next-opening.ts";
import type { Claim, Order } from "../../protocol/order.ts";
import { claimDigest, claimOf, sameClaim, sameCore } from "../../protocol/order.ts";
import { isQuorum, totalWeight, weightOf } from "../../protocol/quorum.ts";
import type { UnsignedRelease } from "../../protocol/release.ts";
import type { Faults, Faulty } from "./fault.ts";
import { afterHandoff } from "./fault.ts";
import { isMajority } from "./moving.ts";

export const RECKONING: readonly Faulty[] = [
  faulty("ReportedTwiceCounts", "HO-26", "a certificate counts if two releases show it", {
    releases: (releases) =>
      releases.map((one) => keeping(one, (order) => shownBy(releases, order).length > 1)),
  }),
  faulty("FirstReleaseCounts", "HO-26", "only the certificates of the first release count", {
    releases: ([first, ...others]) =>
      first === undefined ? [] : [first, ...others.map((one) => keeping(one, () => false))],
  }),
  faulty("CreditsUncounted", "HO-26", "what the account was paid does not move with it", {
    closing: (closing, { opening }) => ({
      ...closing,
      balance: closing.balance - total(closing.credited) + total(opening.credited),
      credited: opening.credited,
    }),
  }),
  faulty("DebitsUncounted", "HO-26", "what was paid is forgotten, and the nonce is open again", {
    closing: (_, { opening, releases }) =>
      closingOf(
        opening,
        releases.map((one) => keeping(one, ({ sender }) => sender !== opening.account)),
      ),
  }),
  faulty("HistoryForgotten", "HO-26", "only the claims of this epoch are carried into the next", {
    closing: (closing, { opening }) => ({
      ...closing,
      applied: closing.applied.filter((claim) => !isAmong(opening.applied, claim)),
      credited: closing.credited.filter((claim) => !isAmong(opening.credited, claim)),
    }),
  }),
  faulty("PaidEscrowCarried", "HO-26", "an escrow that was paid is carried all the same", {
    closing: (closing, { opening }) => ({ ...closing, escrow: opening.escrow }),
  }),
  faulty("PaidEscrowKeepsChange", "HO-26", "what an escrow held beyond the payment is lost", {
    closing: (closing, { opening }) => {
      const paid = opening.escrow.filter((one) => !closing.escrow.includes(one));
      const spent = closing.applied.filter((claim) =>
        paid.some(({ claims }) => isAmong(claims, claim)),
      );
      return { ...closing, balance: closing.balance - (total(paid) - total(spent)) };
    },
  }),
  faulty("VoidInSpiteOfLock", "HO-27", "no lock that a release shows keeps its order possible", {
    possible: () => [],
  }),
  faulty("EveryLockCounts", "HO-27", "any lock that is shown keeps its order possible", {
    possible: (told) => possibleBy(told, { others: () => false }),
  }),
  faulty("LocksByWindow", "HO-27", "two windows of one core are locks of two orders", {
    possible: (told) =>
      possibleBy(told, { isSame: (one, other) => one.issued_at === other.issued_at }),
  }),
  faulty("OthersByHead", "HO-27", "those without the lock are counted by head", {
    possible: (told) =>
      possibleBy(told, {
        others: (voices) => isMajority(told.config, told.handoff.opening.committee, voices),
      }),
  }),
  faulty("OthersOffByOne", "HO-27", "those without the lock may weigh one less than a quorum", {
    possible: (told) => possibleBy(told, { others: (voices) => quorumWith(told, voices, 1) }),
  }),
  faulty("OthersMustBeMore", "HO-27", "those without the lock must weigh one more than a quorum", {
    possible: (told) => possibleBy(told, { others: (voices) => quorumWith(told, voices, -1) }),
  }),
  faulty("UncoveredIsPossible", "HO-27", "an order is possible though the balance is too small", {
    possible: (told) => possibleBy(told, { isCovered: () => true }),
  }),
  faulty("AnyNonceIsPossible", "HO-27", "an order of another nonce is possible, too", {
    possible: (told) => possibleBy(told, { isNext: () => true }),
  }),
  faulty("SameNonceAgain", "HO-28", "the next epoch goes on at the nonce that it reserves", {
    opening: (opening, { closing }) => ({ ...opening, next_nonce: closing.next_nonce }),
  }),
  faulty("VoidNonceSkipped", "HO-28", "a nonce for which no order is possible is left out", {
    opening: (opening, { closing }) => ({ ...opening, next_nonce: closing.next_nonce + 1 }),
  }),
  faulty("SmallestInEscrow", "HO-28", "the smallest possible amount goes into escrow", {
    opening: (opening, { closing, possible }) => {
      const [smallest] = possible.toSorted((one, other) =>
        Number(BigInt(one.amount) - BigInt(other.amount)),
      );
      if (smallest === undefined) return opening;
      const { amount } = smallest;
      return {
        ...opening,
        balance: sumOf(closing.balance - BigInt(amount)),
        escrow: opening.escrow.map((one) =>
          one.nonce === closing.next_nonce ? { ...one, amount } : one,
        ),
      };
    },
  }),
  faulty("EscrowForOneClaim", "HO-28", "the escrow holds the largest claim alone", {
    opening: (opening, { closing }) => ({
      ...opening,
      escrow: opening.escrow.map((one) =>
        one.nonce === closing.next_nonce
          ? { ...one, claims: one.claims.filter(({ amount }) => amount === one.amount).slice(0, 1) }
          : one,
      ),
    }),
  }),
  faulty("EscrowUnfunded", "HO-28", "what goes into escrow stays in the balance, too", {
    opening: (opening, { closing }) => ({ ...opening, balance: sumOf(closing.balance) }),
  }),
  faulty("RefundsEscrow", "HO-29", "an escrow that nobody was paid from is paid back", {
    closing: (closing) => ({
      ...closing,
      balance: closing.balance + total(closing.escrow),
      escrow: [],
    }),
  }),
  faulty("EscrowLost", "HO-29", "an escrow does not survive a second move", {
    closing: (closing) => ({ ...closing, escrow: [] }),
  }),
];

/** What of the reckoning is done otherwise. */
type Otherwise = {
  /** What the closing state is made of. */
  readonly releases?: (releases: readonly UnsignedRelease[]) => readonly UnsignedRelease[];
  readonly closing?: (closing: Closing, handoff: HandoffCertificate) => Closing;
  readonly possible?: (told: Told) => readonly Claim[];
  readonly opening?: (
    opening: AccountOpening,
    told: Told & { readonly possible: readonly Claim[] },
  ) => AccountOpening;
};

type Told = {
  readonly config: Config;
  readonly handoff: HandoffCertificate;
  readonly closing: Closing;
};

function faulty(name: string, clause: string, about: string, otherwise: Otherwise): Faulty {
  return { name, clause, about, part: "handoff", faults: () => reckoning(otherwise) };
}

function reckoning(otherwise: Otherwise): Faults {
  return afterHandoff((step, { config, before, input }) => {
    if (!("handoff" in input) || !input.handoff.ok || step.kind === "refused") return step;
    const handoff = input.handoff.value;
    const { network } = config;
    const right = openingDigest(network, openingBy({}, config, handoff));
    const wrong = openingDigest(network, openingBy(otherwise, config, handoff));
    if (right === wrong || step.state === before) return step;
    if (input.input === "OpenAccount") return refuse(before, ["OpeningReceiptInvalid"]);
    const accepted = step.state.accepted.map((one) =>
      one.opening === right ? { ...one, opening: wrong } : one,
    );
    const body = { opening: wrong, authority: config.authority };
    return {
      ...step,
      state: { ...step.state, accepted },
      emitted: [{ type: "OpeningReceipt", body }],
    };
  });
}

function same<Value>(value: Value): Value {
  return value;
}

function openingBy(
  otherwise: Otherwise,
  config: Config,
  handoff: HandoffCertificate,
): AccountOpening {
  const { releases = same, closing: closed = same, possible: find = usual } = otherwise;
  const closing = closed(closingOf(handoff.opening, releases(handoff.releases)), handoff);
  const told = { config, handoff, closing };
  const possible = find(told);
  const opening = opened(handoff.opening, handoff.request.to, closing, possible);
  return otherwise.opening?.(opening, { ...told, possible }) ?? opening;
}

function usual({ config, handoff, closing }: Told): readonly Claim[] {
  const committee = config.committees.get(handoff.opening.committee);
  return possibleClaims(committee, closing, handoff.releases);
}

/** HO-27 with some of its questions asked otherwise. */
function possibleBy(
  told: Told,
  asked: {
    readonly isSame?: (one: Order, other: Order) => boolean;
    /** Whether those without the lock are enough to rule its order out. */
    readonly others?: (voices: readonly string[]) => boolean;
    readonly isCovered?: () => boolean;
    readonly isNext?: () => boolean;
  },
): readonly Claim[] {
  const { closing, handoff } = told;
  const {
    isSame = () => true,
    others = (voices) => quorumWith(told, voices, 0),
    isCovered = (order: Order) => BigInt(order.amount) <= closing.balance,
    isNext = (order: Order) => order.nonce === closing.next_nonce,
  } = asked;
  const holds = ({ locks }: UnsignedRelease, order: Order): boolean =>
    locks.some((lock) => sameCore(lock, order) && isSame(lock, order));
  const possible = handoff.releases
    .flatMap(({ locks }) => locks)
    .filter((order) => {
      const rest = handoff.releases.filter((release) => !holds(release, order));
      return isNext(order) && isCovered(order) && !others(rest.map(({ authority }) => authority));
    });
  return byDigest([...new Map(possible.map((one) => [claimDigest(one), claimOf(one)])).values()]);
}

function quorumWith({ config, handoff }: Told, voices: readonly string[], more: number): boolean {
  const committee = config.committees.get(handoff.opening.committee);
  if (committee === undefined) return false;
  const held = voices.reduce((sum, voice) => sum + (weightOf(committee, voice) ?? 0), 0);
  return isQuorum(Math.max(0, held + more), totalWeight(committee));
}

/** The release with some of its certificates only. */
function keeping(release: UnsignedRelease, keeps: (order: Order) => boolean): UnsignedRelease {
  return { ...release, certificates: release.certificates.filter(({ order }) => keeps(order)) };
}

function shownBy(releases: readonly UnsignedRelease[], order: Order): readonly UnsignedRelease[] {
  return releases.filter(({ certificates }) =>
    certificates.some((each) => sameClaim(each.order, order)),
  );
}

function isAmong(claims: readonly Claim[], claim: Claim): boolean {
  return claims.some((each) => sameClaim(each, claim));
}

function total(payments: readonly { readonly amount: string }[]): bigint {
  return payments.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
}
