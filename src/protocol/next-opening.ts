/**
 * How the next epoch opens. In: the opening of the epoch that ends, the releases, and the old
 * committee. Out: the one opening that they determine, the same for whoever computes it. What must
 * stay payable, because somebody may hold a certificate that nobody has shown, is held in escrow.
 * Clauses HO-26 to HO-29.
 * @module
 */
import { byDigest, openingDigest, sumOf, type AccountOpening } from "./account-opening.ts";
import { closingOf, type Closing } from "./closing.ts";
import type { Committee } from "./committee.ts";
import type { Escrow } from "./genesis.ts";
import type { Bound } from "./handoff.ts";
import type { Amount, CommitteeDigest, OpeningDigest } from "./ids.ts";
import { claimDigest, claimOf, type Claim, type Order } from "./order.ts";
import { isQuorumOf } from "./quorum.ts";
import { holds, type UnsignedRelease } from "./release.ts";

/** The opening that a handoff certificate leads to, and its name. */
export function nextOpening(
  world: {
    readonly network: string;
    readonly committees: ReadonlyMap<CommitteeDigest, Committee>;
  },
  { request, opening, releases }: Bound,
): { readonly opening: AccountOpening; readonly digest: OpeningDigest } {
  const committee = world.committees.get(opening.committee);
  const closing = closingOf(opening, releases);
  const possible = possibleClaims(committee, closing, releases);
  const next = opened(opening, request.to, closing, possible);
  return { opening: next, digest: openingDigest(world.network, next) };
}

// HO-27: an order in a release is possible if it is at the closing `next_nonce`, the closing
// balance covers it, and the releases that do not hold a lock on its core weigh less than a quorum.
export function possibleClaims(
  committee: Committee | undefined,
  closing: Closing,
  releases: readonly UnsignedRelease[],
): readonly Claim[] {
  const isPossible = (order: Order): boolean => {
    if (order.nonce !== closing.next_nonce || BigInt(order.amount) > closing.balance) return false;
    const others = releases.filter((release) => !holds(release, order));
    const refused = others.map(({ authority }) => authority);
    return committee === undefined || !isQuorumOf(committee, refused);
  };
  const orders = releases.flatMap(({ locks }) => locks).filter(isPossible);
  const claims = new Map(orders.map((order) => [claimDigest(order), claimOf(order)]));
  return byDigest([...claims.values()]);
}

// HO-28: if no order is possible the next epoch goes on at the closing `next_nonce`; else that
// nonce is reserved, the largest amount of the possible claims goes from the balance into an escrow
// for all of them, and it goes on at the nonce after.
export function opened(
  before: AccountOpening,
  to: CommitteeDigest,
  closing: Closing,
  possible: readonly Claim[],
): AccountOpening {
  const { applied, credited, next_nonce } = closing;
  const next = { account: before.account, epoch: before.epoch + 1, committee: to };
  const amount = largest(possible);
  if (amount === undefined) {
    const { balance, escrow } = closing;
    return { ...next, balance: sumOf(balance), next_nonce, escrow, applied, credited };
  }
  const reserved: Escrow = { nonce: next_nonce, amount, claims: possible };
  return {
    ...next,
    balance: sumOf(closing.balance - BigInt(amount)),
    next_nonce: next_nonce + 1,
    escrow: [...closing.escrow, reserved].toSorted((one, other) => one.nonce - other.nonce),
    applied,
    credited,
  };
}

function largest(claims: readonly Claim[]): Amount | undefined {
  let found: Amount | undefined;
  for (const { amount } of claims) {
    if (found === undefined || BigInt(amount) > BigInt(found)) found = amount;
  }
  return found;
}
