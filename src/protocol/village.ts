/**
 * A village for tests: people with keys, and the messages they would send, made by hand. In:
 * names and deviations. Out: plain JSON with real signatures. It shares no code with the readers,
 * digests and signatures that it tests: its own sorting, and Node's crypto directly.
 * @module
 */
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";

export type Plain = { readonly [field: string]: unknown };

const NETWORK = "village";

export function seedOf(name: string): Uint8Array {
  return new Uint8Array(createHash("sha256").update(`village ${name}`).digest());
}

export function keyOf(name: string): string {
  const spki = createPublicKey(secretOf(name)).export({ format: "der", type: "spki" });
  return spki.subarray(-32).toString("hex");
}

export function signedBy(name: string, text: string): string {
  return sign(null, Buffer.from(text), secretOf(name)).toString("hex");
}

/** Members of a JSON object in order; enough of RFC 8785 for ASCII and integers. */
export function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

export function digestOf(type: string, thing: Plain, network = NETWORK): string {
  const text = `flashmesh/1/${type}/${network}\n${sorted(thing)}`;
  return createHash("sha256").update(text).digest("hex");
}

/** Weighted names -> a committee with its members in the order of their keys. */
export function committee(name: string, weights: { readonly [member: string]: number }) {
  const members = Object.entries(weights)
    .map(([member, weight]) => ({ name: member, key: keyOf(member), weight }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return { name, members };
}

export const MARKET = committee("market", { anna: 1, bela: 1, cleo: 1, dina: 1 });
const HARBOUR = committee("harbour", { hugo: 2, ines: 1, jana: 1, karl: 1 });
const KIOSK = committee("kiosk", { kiki: 1 });
export const market = digestOf("committee", MARKET);
export const harbour = digestOf("committee", HARBOUR);
export const kiosk = digestOf("committee", KIOSK);

export const alice = keyOf("alice");
export const bob = keyOf("bob");
export const carol = keyOf("carol");
export const eve = keyOf("eve");

/** Alice and bob at the market in epoch 1, alice at the kiosk before; carol at the harbour. */
export function genesis(alices: Plain = {}, bobs: Plain = {}) {
  const opening = { epoch: 1, committee: market, balance: "10", next_nonce: 0, frozen: false };
  return {
    network: NETWORK,
    parameters: { skew: 10, ttl_max: 1000, queue_max: 2 },
    committees: [MARKET, HARBOUR, KIOSK],
    openings: [
      { account: alice, ...opening, escrow: [], ...alices },
      { account: bob, ...opening, balance: "0", escrow: [], ...bobs },
      { account: carol, ...opening, committee: harbour, epoch: 3, escrow: [] },
    ],
    ownership: [
      { account: alice, epoch: 0, committee: kiosk },
      { account: alice, epoch: 1, committee: market },
      { account: bob, epoch: 1, committee: market },
      { account: carol, epoch: 2, committee: market },
      { account: carol, epoch: 3, committee: harbour },
    ],
  };
}

/** An order of alice to bob over 4, open from 90 to 200, signed as whoever it says sends it. */
export function order(deviation: Plain = {}, signer?: string) {
  const unsigned = {
    network: NETWORK,
    sender: alice,
    recipient: bob,
    amount: "4",
    nonce: 0,
    epoch: 1,
    issued_at: 100,
    ttl: 100,
    ...deviation,
  };
  const text = `flashmesh/1/order/${unsigned.network}\n${sorted(unsigned)}`;
  const name = signer ?? nameOf(unsigned.sender);
  return { ...unsigned, sender_sig: signedBy(name, text) };
}

export type OrderJson = ReturnType<typeof order>;

function coreOf(signed: OrderJson): Plain {
  const { issued_at: _, ttl: __, sender_sig: ___, ...core } = signed;
  return core;
}

export function claimOf(signed: OrderJson): Plain {
  const { epoch: _, ...claim } = coreOf(signed);
  return claim;
}

export function coreDigestOf(signed: OrderJson): string {
  return digestOf("core", coreOf(signed), signed.network);
}

export function claimDigestOf(signed: OrderJson): string {
  return digestOf("claim", claimOf(signed), signed.network);
}

export function vote(name: string, signed: OrderJson, deviation: Plain = {}, signer = name) {
  const unsigned = {
    core_digest: coreDigestOf(signed),
    nonce: signed.nonce,
    epoch: signed.epoch,
    ttl: signed.ttl,
    authority: keyOf(name),
    committee: market,
    ...deviation,
  };
  const text = `flashmesh/1/vote/${NETWORK}\n${sorted(unsigned)}`;
  return { ...unsigned, authority_sig: signedBy(signer, text) };
}

export function receipt(name: string, signed: OrderJson, deviation: Plain = {}, signer = name) {
  const unsigned = {
    claim_digest: claimDigestOf(signed),
    debited: true,
    credited: true,
    authority: keyOf(name),
    ...deviation,
  };
  const text = `flashmesh/1/receipt/${NETWORK}\n${sorted(unsigned)}`;
  return { ...unsigned, authority_sig: signedBy(signer, text) };
}

export function byAuthority<Vote extends { readonly authority: string }>(votes: readonly Vote[]) {
  return votes.toSorted((a, b) => (a.authority < b.authority ? -1 : 1));
}

/** A certificate with the votes of these people, in the order that TH-9 asks for. */
export function certificate(
  signed: OrderJson = order(),
  names: readonly string[] = ["anna", "bela", "cleo"],
  deviation: Plain = {},
) {
  return { order: signed, votes: byAuthority(names.map((name) => vote(name, signed, deviation))) };
}

/** The two in ascending order of their keys. */
export function ascending<Thing>(
  one: Thing,
  other: Thing,
  keyed: (thing: Thing) => string,
): { readonly first: Thing; readonly second: Thing } {
  return keyed(one) < keyed(other) ? { first: one, second: other } : { first: other, second: one };
}

const PEOPLE = ["alice", "bob", "carol", "eve"];

function nameOf(key: string): string {
  return PEOPLE.find((name) => keyOf(name) === key) ?? "eve";
}

function secretOf(name: string) {
  const pkcs8 = Buffer.concat([
    Buffer.from("302e020100300506032b657004220420", "hex"),
    seedOf(name),
  ]);
  return createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
}
