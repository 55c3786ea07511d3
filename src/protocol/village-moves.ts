/**
 * Moves in the village, for tests: the messages that people and members would send, made by hand.
 * In: names and deviations. Out: plain JSON with real signatures. Like `village.ts` it shares no
 * code with what it tests.
 * @module
 */
import { alice, digestOf, harbour, keyOf, market, signedBy, sorted } from "./village.ts";
import type { Plain } from "./village.ts";

type Asked = { readonly account: string; readonly epoch: number; readonly to: string };

const NETWORK = "village";

function textOf(type: string, thing: Plain, network = NETWORK): string {
  return `flashmesh/1/${type}/${network}\n${sorted(thing)}`;
}

/** Ascending by the text of the items, as TH-18 wants it. */
export function byText<Item>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((one, other) => (sorted(one) < sorted(other) ? -1 : 1));
}

/** Alice asks for the harbour in epoch 1, which then ends. */
export function request(deviation: Plain = {}, signer = "alice") {
  const unsigned = { network: NETWORK, account: alice, epoch: 1, to: harbour, ...deviation };
  const text = textOf("request", unsigned, unsigned.network);
  return { ...unsigned, account_sig: signedBy(signer, text) };
}

function askedIn({ account, epoch, to }: Asked): Asked {
  return { account, epoch, to };
}

export function invitation(name: string, asked: Asked, deviation: Plain = {}, signer = name) {
  const unsigned = { ...askedIn(asked), authority: keyOf(name), ...deviation };
  return { ...unsigned, authority_sig: signedBy(signer, textOf("invitation", unsigned)) };
}

export function invitations(asked: Asked, names: readonly string[]) {
  return byText(names.map((name) => invitation(name, asked)));
}

/** How alice's epoch 1 began at the market: with what the genesis says. */
export function opening(deviation: Plain = {}) {
  return {
    account: alice,
    epoch: 1,
    committee: market,
    balance: "10",
    next_nonce: 0,
    escrow: [] as readonly Plain[],
    applied: [] as readonly Plain[],
    credited: [] as readonly Plain[],
    ...deviation,
  };
}

export type OpeningJson = ReturnType<typeof opening>;

export function openingDigestOf(one: OpeningJson): string {
  return digestOf("opening", one);
}

type Known = { readonly certificates?: readonly Plain[]; readonly locks?: readonly Plain[] };

export function release(
  name: string,
  asked: Asked,
  { certificates = [], locks = [] }: Known = {},
  deviation: Plain = {},
  signer = name,
) {
  const unsigned = {
    ...askedIn(asked),
    opening: openingDigestOf(opening()),
    certificates: byText(certificates),
    locks: byText(locks),
    authority: keyOf(name),
    ...deviation,
  };
  return { ...unsigned, authority_sig: signedBy(signer, textOf("release", unsigned)) };
}

export function handoff(
  asked: Plain,
  releases: readonly Plain[],
  deviation: Plain = {},
  signer = "alice",
) {
  const unsigned = { request: asked, opening: opening(), releases: byText(releases), ...deviation };
  return { ...unsigned, account_sig: signedBy(signer, textOf("handoff", unsigned)) };
}

export function openingReceipt(name: string, opened: string, signer = name) {
  const unsigned = { opening: opened, authority: keyOf(name) };
  return { ...unsigned, authority_sig: signedBy(signer, textOf("opening-receipt", unsigned)) };
}
