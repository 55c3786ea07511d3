/**
 * Messages of the model -> messages on the wire, with this room's own encoder, digests and signer:
 * the system side is never asked what an order looks like. In: values of Messages.tla. Out: JSON.
 * Clauses TH-2 to TH-4, TH-8 to TH-10, TH-14 to TH-16. Signatures are exact (RFC 8032 is
 * deterministic), so what a subject must send is known byte for byte.
 *
 * An order names its network and is signed for that one; votes, receipts and committees name none,
 * theirs is the network of the genesis.
 * @module
 */
import type { Value } from "../value/value.ts";
import { string } from "../value/value.ts";
import type { Json, JsonObject } from "./json.ts";
import { sha256, signingText } from "./json.ts";
import { Keys } from "./keys.ts";
import { byText, elements, entries, get, items, text, truth, unbindable, whole } from "./names.ts";

/** The model's clock begins here; one unit of it is a millisecond, so boundaries stay exact. */
const TIME_ZERO = 1_700_000_000_000;

/** The name of this network on the wire, unless it is bound to another. */
const HERE = "village-1";
/** What every other network's name begins with. */
export const ELSEWHERE = "other-";
/** What the name of a second signature ends with. */
export const AGAIN = "_again";

export type Terms = {
  /** The model's name of this network. */
  readonly network: string;
  /** Committee name -> member name -> weight. */
  readonly committees: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** What one unit of the model's money is on the wire. */
  readonly amountUnit: bigint;
};

export class Binding {
  readonly keys: Keys;
  readonly #terms: Terms;
  /** This network, on the wire. */
  readonly #here: string;

  constructor(terms: Terms, here: string = HERE) {
    this.#terms = terms;
    this.#here = here;
    this.keys = new Keys(here);
  }

  network(name: string): string {
    return name === this.#terms.network ? this.#here : `${ELSEWHERE}${name}`;
  }

  time(value: Value): number {
    return TIME_ZERO + whole(value);
  }

  /** Also for balances: may be negative. */
  amount(value: Value): string {
    return String(BigInt(whole(value)) * this.#terms.amountUnit);
  }

  key(name: Value): string {
    return this.keys.key(text(name));
  }

  /** TH-5. A committee that is not listed has no members. */
  committee(name: string): JsonObject {
    const members = [...(this.#terms.committees.get(name) ?? [])].map(([member, weight]) => ({
      name: member,
      key: this.keys.key(member),
      weight,
    }));
    return { name, members: members.toSorted((left, right) => byText(left.key, right.key)) };
  }

  committeeDigest(name: Value): string {
    return this.digest("committee", this.committee(text(name)));
  }

  /** TH-2: the parts of an order that its claim has, too. */
  claim(order: Value): JsonObject {
    return {
      network: this.network(text(get(order, "network"))),
      sender: this.key(get(order, "sender")),
      recipient: this.key(get(order, "recipient")),
      amount: this.amount(get(order, "amount")),
      nonce: whole(get(order, "nonce")),
    };
  }

  claimDigest(order: Value): string {
    return digest("claim", this.network(text(get(order, "network"))), this.claim(order));
  }

  coreDigest(order: Value): string {
    const core = { ...this.claim(order), epoch: whole(get(order, "epoch")) };
    return digest("core", this.network(text(get(order, "network"))), core);
  }

  order(order: Value): JsonObject {
    const unsigned = {
      ...this.claim(order),
      epoch: whole(get(order, "epoch")),
      issued_at: this.time(get(order, "issued_at")),
      ttl: whole(get(order, "ttl")),
    };
    const other = { ...unsigned, amount: "7" };
    const network = this.network(text(get(order, "network")));
    const signer = { name: get(order, "sender_sig"), right: get(order, "sender") };
    const sender_sig = this.signature("order", signer, unsigned, other, network);
    return { ...unsigned, sender_sig, ...extra(text(get(order, "form"))) };
  }

  vote(vote: Value): JsonObject {
    const nonce = whole(get(vote, "nonce"));
    const unsigned = {
      core_digest: this.coreDigest(get(vote, "core_digest")),
      nonce,
      epoch: whole(get(vote, "epoch")),
      ttl: whole(get(vote, "ttl")),
      authority: this.key(get(vote, "authority")),
      committee: this.committeeDigest(get(vote, "committee")),
    };
    const other = { ...unsigned, nonce: nonce + 1 };
    const signer = { name: get(vote, "authority_sig"), right: get(vote, "authority") };
    const authority_sig = this.signature("vote", signer, unsigned, other);
    return { ...unsigned, authority_sig };
  }

  certificate(certificate: Value): JsonObject {
    const votes = items(get(certificate, "votes")).map((vote) => this.vote(vote));
    const order = this.order(get(certificate, "order"));
    return { order, votes, ...extra(text(get(certificate, "form"))) };
  }

  receipt(receipt: Value): JsonObject {
    const debited = truth(get(receipt, "debited"));
    const unsigned = {
      claim_digest: this.claimDigest(get(receipt, "claim_digest")),
      debited,
      credited: truth(get(receipt, "credited")),
      authority: this.key(get(receipt, "authority")),
    };
    const other = { ...unsigned, debited: !debited };
    const signer = { name: get(receipt, "authority_sig"), right: get(receipt, "authority") };
    const authority_sig = this.signature("receipt", signer, unsigned, other);
    return { ...unsigned, authority_sig };
  }

  missing(missing: Value): JsonObject {
    return { account: this.key(get(missing, "account")), nonce: whole(get(missing, "nonce")) };
  }

  ownership(proof: Value): JsonObject {
    return {
      account: this.key(get(proof, "account")),
      epoch: whole(get(proof, "epoch")),
      committee: this.committeeDigest(get(proof, "committee")),
    };
  }

  /**
   * TH-14: two orders by core digest, then by `issued_at`; a set of one is told twice. In the form
   * "descending" they stand the other way round, which makes the proof malformed.
   */
  equivocation(orders: Value, form = "good"): JsonObject {
    const sorted = elements(orders).toSorted(
      (left, right) =>
        byText(this.coreDigest(left), this.coreDigest(right)) ||
        whole(get(left, "issued_at")) - whole(get(right, "issued_at")),
    );
    const told = form === "descending" ? sorted.toReversed() : sorted;
    return {
      ...pair(told, orders, (order) => this.order(order)),
      ...(form === "descending" ? {} : extra(form)),
    };
  }

  /** TH-14: two certificates by claim digest. */
  brokenQuorum(certificates: Value): JsonObject {
    const sorted = elements(certificates).toSorted((left, right) =>
      byText(this.claimDigest(get(left, "order")), this.claimDigest(get(right, "order"))),
    );
    return pair(sorted, certificates, (certificate) => this.certificate(certificate));
  }

  /** The digest of a message that names no network (TH-4). */
  digest(type: string, message: Json): string {
    return digest(type, this.#here, message);
  }

  /**
   * "corrupt" fits nobody: the right key, over another message. "a1_again" is another signature
   * that a1 has made, and which holds. Any other name is that one's key. A message that names no
   * network is signed for this one.
   */
  signature(
    type: string,
    signer: { readonly name: Value; readonly right: Value },
    message: JsonObject,
    other: JsonObject,
    network: string = this.#here,
  ): string {
    const corrupt = text(signer.name) === "corrupt";
    const name = text(corrupt ? signer.right : signer.name);
    const signed = signingText(type, network, corrupt ? other : message);
    return name.endsWith(AGAIN)
      ? this.keys.signAgain(name.slice(0, -AGAIN.length), signed)
      : this.keys.sign(name, signed);
  }
}

/** TH-4. */
function digest(type: string, network: string, message: Json): string {
  return sha256(signingText(type, network, message));
}

/** TH-12: what the wire adds and a decoder must refuse. The signature does not cover it. */
export function extra(form: string): JsonObject {
  switch (form) {
    case "good":
      return {};
    case "extra":
      return { memo: "x" };
    case "weight":
      return { weight: 4 };
    default:
      throw unbindable("a form of a message", string(form));
  }
}

function pair(
  sorted: readonly Value[],
  told: Value,
  bind: (each: Value) => JsonObject,
): JsonObject {
  const [first, second = first, ...more] = sorted;
  if (first === undefined || second === undefined || more.length > 0) {
    throw unbindable("a set of one or two", told);
  }
  return { first: bind(first), second: bind(second) };
}

/** Committee name -> member name -> weight, as the model prints it. */
export function committeesOf(value: Value): Terms["committees"] {
  return new Map(
    entries(value).map(([name, members]) => {
      const weights = entries(members).map(([member, weight]): [string, number] => {
        return [member, whole(weight)];
      });
      return [name, new Map(weights)];
    }),
  );
}
