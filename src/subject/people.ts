/**
 * A village to run a reference in: people with keys, a genesis, and the messages they send, honest
 * or not. In: names. Out: JSON with real signatures, and a genesis with every kind of account: two
 * that pay each other, one with an escrow from an earlier epoch, one frozen, one of another
 * committee, one never opened.
 * @module
 */
import { assert } from "../base/assert.ts";
import { fromHex, sha256Hex } from "../base/bytes.ts";
import type { Json } from "../base/canonical.ts";
import type { Signatures, Signer } from "../protocol/ed25519.ts";
import { digest, signingText } from "../protocol/signing.ts";
import { isCommitteeDigest, isCoreDigest } from "../protocol/ids.ts";

export type OrderJson = {
  readonly network: string;
  readonly sender: string;
  readonly recipient: string;
  readonly amount: string;
  readonly nonce: number;
  readonly epoch: number;
  readonly issued_at: number;
  readonly ttl: number;
  readonly sender_sig: string;
};
export type VoteJson = { readonly [field: string]: Json } & { readonly authority: string };
export type CertificateJson = { readonly order: OrderJson; readonly votes: readonly VoteJson[] };

export const NETWORK = "village-1";
export const SKEW = 2_000;
export const TTL_MAX = 60_000;

/** Whose account is opened where, and with what. */
const HOME_ACCOUNTS = ["alice", "bob", "fay", "gina"] as const;

export class People {
  readonly #signatures: Signatures;
  readonly #signers = new Map<string, Signer>();
  readonly home: readonly string[];
  readonly away: readonly string[] = ["hugo", "ines", "jana"];

  /** `members`: how many make up the committee of the authority that is run, the first of them. */
  constructor(signatures: Signatures, members: number) {
    this.#signatures = signatures;
    const names = ["anna", "bela", "cleo", "dina", "emil", "finn", "gero"].slice(0, members);
    this.home = names.toSorted((left, right) => (this.key(left) < this.key(right) ? -1 : 1));
  }

  key(name: string): string {
    return this.#signer(name).key;
  }

  seed(name: string): string {
    return sha256Hex(`${NETWORK} ${name}`);
  }

  sign(name: string, text: string): string {
    return this.#signer(name).sign(text);
  }

  committee(title: "home" | "away"): string {
    return digest(isCommitteeDigest, "committee", NETWORK, this.#committee(title));
  }

  #committee(title: "home" | "away"): Json {
    const members = (title === "home" ? this.home : this.away)
      .map((name) => ({ name, key: this.key(name), weight: 1 }))
      .toSorted((left, right) => (left.key < right.key ? -1 : 1));
    return { name: title, members };
  }

  genesis(): Json {
    const [home, away] = [this.committee("home"), this.committee("away")];
    const openings = HOME_ACCOUNTS.map((name) => ({
      account: this.key(name),
      epoch: name === "fay" ? 1 : 0,
      committee: home,
      balance: name === "gina" ? "500" : "20000",
      next_nonce: name === "fay" ? 3 : 0,
      frozen: name === "gina",
      escrow: name === "fay" ? [{ nonce: 2, amount: "90", claims: [this.reserved()] }] : [],
    }));
    const hal = { account: this.key("hal"), epoch: 0, committee: away, balance: "900" };
    return {
      network: NETWORK,
      parameters: { skew: SKEW, ttl_max: TTL_MAX, queue_max: 3 },
      committees: [this.#committee("home"), this.#committee("away")],
      openings: [...openings, { ...hal, next_nonce: 0, frozen: false, escrow: [] }].toSorted(
        (left, right) => (left.account < right.account ? -1 : 1),
      ),
      ownership: this.ownership(),
    };
  }

  /** The claim that fay's escrow is held for. */
  reserved(): Json {
    const [sender, recipient] = [this.key("fay"), this.key("bob")];
    return { network: NETWORK, sender, recipient, amount: "70", nonce: 2 };
  }

  ownership(): readonly { account: string; epoch: number; committee: string }[] {
    const rows = [
      ...HOME_ACCOUNTS.map((name) => [name, name === "fay" ? 1 : 0, "home"] as const),
      ["fay", 0, "away"] as const,
      ["hal", 0, "away"] as const,
    ];
    return rows
      .map(([name, epoch, title]) => {
        return { account: this.key(name), epoch, committee: this.committee(title) };
      })
      .toSorted((left, right) =>
        left.account === right.account
          ? left.epoch - right.epoch
          : left.account < right.account
            ? -1
            : 1,
      );
  }

  /** Signed by `signer`, over what `instead` says where that is another message. */
  order(
    unsigned: Omit<OrderJson, "sender_sig">,
    signer: string,
    instead: Omit<OrderJson, "sender_sig"> = unsigned,
  ): OrderJson {
    const text = signingText("order", instead.network, instead);
    return { ...unsigned, sender_sig: this.sign(signer, text) };
  }

  vote(
    order: OrderJson,
    name: string,
    deviation: { readonly [field: string]: Json } = {},
  ): VoteJson {
    const unsigned = {
      core_digest: coreDigestOf(order),
      nonce: order.nonce,
      epoch: order.epoch,
      ttl: order.ttl,
      committee: this.committee("home"),
      ...deviation,
      authority: this.key(name),
    };
    const text = signingText("vote", NETWORK, unsigned);
    return { ...unsigned, authority_sig: this.sign(name, text) };
  }

  #signer(name: string): Signer {
    const known = this.#signers.get(name);
    if (known !== undefined) return known;
    const bytes = fromHex(this.seed(name));
    assert(bytes !== undefined, "a digest is hex");
    const signer = this.#signatures.signer(bytes);
    this.#signers.set(name, signer);
    return signer;
  }
}

function coreOf(order: OrderJson): Json {
  const { network, sender, recipient, amount, nonce, epoch } = order;
  return { network, sender, recipient, amount, nonce, epoch };
}

export function coreDigestOf(order: OrderJson): string {
  return digest(isCoreDigest, "core", order.network, coreOf(order));
}

/** TH-9: votes ascend by authority. */
export function certified(order: OrderJson, votes: readonly VoteJson[]): CertificateJson {
  const sorted = votes.toSorted((left, right) => (left.authority < right.authority ? -1 : 1));
  return { order, votes: sorted };
}
