/**
 * What happens in a village, by chance: orders, certificates, proofs, restarts; most of them as
 * they should be, many not, and every one sometimes again. In: a seed, and what the authority
 * shows. Out: the next input. The same seed and the same answers give the same inputs.
 * @module
 */
import { assert } from "../base/assert.ts";
import type { Json } from "../base/canonical.ts";
import type { CertificateJson, OrderJson, People } from "./people.ts";
import { certified, coreDigestOf, NETWORK, SKEW, TTL_MAX } from "./people.ts";

export type Asked = { readonly input: string; readonly body: { readonly [field: string]: Json } };

/** mulberry32: 32 bits of state, enough to be different and the same again. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to `below` - 1. */
  below(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  /** True once in so many times. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    assert(item !== undefined, "there is something to pick from");
    return item;
  }
}

/** What the schedule looks at: as an authority shows it. */
export type Account = { readonly epoch: number; readonly next_nonce: number };

const AMOUNT_MAX = String(2n ** 63n - 1n);
const START = 1_760_000_000_000;

export class Schedule {
  readonly #people: People;
  readonly #chance: Chance;
  readonly #accounts: (name: string) => Account | undefined;
  readonly #orders: OrderJson[] = [];
  readonly #certificates: CertificateJson[] = [];
  readonly #asked: Asked[] = [];
  #now = START;
  #foreign = 0;

  constructor(people: People, seed: number, accounts: (name: string) => Account | undefined) {
    this.#people = people;
    this.#chance = new Chance(seed);
    this.#accounts = accounts;
  }

  next(): Asked {
    const chance = this.#chance;
    // Mostly seconds pass; now and then the village sleeps.
    this.#now += chance.once(40) ? 3_600_000 * (1 + chance.below(900)) : chance.below(900);
    const asked = this.#draw();
    this.#asked.push(asked);
    return asked;
  }

  #draw(): Asked {
    const chance = this.#chance;
    const dice = chance.below(100);
    if (dice < 34) return this.#certificate(this.#chance.once(9) ? "VerifyCertificate" : undefined);
    if (dice < 70) return this.#order(chance.once(9) ? "VerifyTransfer" : "SignVote");
    if (dice < 80) return this.#foreignCertificate();
    if (dice < 84) return this.#evidence();
    if (dice < 87) return { input: "RecordOwnershipProof", body: { proof: this.#proof() } };
    if (dice < 90) return { input: "Restart", body: {} };
    return this.#asked.length === 0 ? this.#order("SignVote") : chance.pick(this.#asked);
  }

  #order(input: string): Asked {
    const chance = this.#chance;
    const again = this.#orders.length > 0 && chance.once(5);
    const order = again ? chance.pick(this.#orders.slice(-12)) : this.#fresh();
    const early = chance.once(30) ? this.#now - 4 * SKEW : this.#now;
    const message: Json = chance.once(40) ? { ...order, memo: "x" } : { ...order };
    return { input, body: { order: message, now: early } };
  }

  /** An order of one of the village's people, as a rule the next one. */
  #fresh(): OrderJson {
    const chance = this.#chance;
    const name = chance.pick(["alice", "alice", "bob", "bob", "bob", "fay", "gina", "erin"]);
    const shown = this.#accounts(name) ?? { epoch: 0, next_nonce: 0 };
    const completes = name === "fay" && chance.once(3);
    const unsigned = {
      network: NETWORK,
      sender: this.#people.key(name),
      recipient: this.#people.key(chance.pick(name === "bob" ? ["alice", "hal"] : ["bob", "hal"])),
      amount: String(1 + chance.below(40)),
      nonce: shown.next_nonce,
      epoch: shown.epoch,
      issued_at: this.#now - chance.below(500),
      ttl: 10_000 + chance.below(20_000),
      ...(completes ? { recipient: this.#people.key("bob"), amount: "70", nonce: 2 } : {}),
    };
    const order = this.#people.order({ ...unsigned, ...this.#deviation(unsigned) }, name);
    const [wrong] = [chance.below(40)];
    if (wrong === 0) return this.#keep(this.#people.order(unsigned, name, { ...unsigned, ttl: 7 }));
    if (wrong === 1) return this.#keep(this.#people.order(unsigned, "eve"));
    return this.#keep(order);
  }

  #deviation(good: { readonly nonce: number; readonly epoch: number; readonly sender: string }) {
    switch (this.#chance.below(45)) {
      case 0:
        return { network: "other-1" };
      case 1:
        return { epoch: good.epoch + 1 };
      case 2:
        return { nonce: good.nonce + 1 + this.#chance.below(3) };
      case 3:
        return { nonce: Math.max(0, good.nonce - 1) };
      case 4:
        return { recipient: good.sender };
      case 5:
        return { amount: AMOUNT_MAX };
      case 6:
        return { ttl: TTL_MAX + 1 };
      case 7:
        return { issued_at: this.#now + SKEW + 1 };
      case 8:
        return { issued_at: this.#now - 30_000 };
      default:
        return {};
    }
  }

  #keep(order: OrderJson): OrderJson {
    this.#orders.push(order);
    return order;
  }

  #certificate(asked = "ApplyCertificate"): Asked {
    const chance = this.#chance;
    if (this.#certificates.length > 0 && chance.once(6)) {
      return given(asked, chance.pick(this.#certificates.slice(-20)));
    }
    if (this.#orders.length === 0) return this.#order("SignVote");
    const order = chance.pick(this.#orders.slice(-5));
    // A quorum does not vote for what nobody can have.
    if (order.amount === AMOUNT_MAX) return this.#order("SignVote");
    const { home } = this.#people;
    const quorum = Math.floor((2 * home.length) / 3) + 1;
    // One vote less than a quorum, or a stranger's, or one for something else: each now and then.
    const names = home.slice(0, chance.once(15) ? quorum - 1 : quorum);
    const votes = names.map((name, at) => {
      const wrong = at === 0 ? chance.below(60) : -1;
      if (wrong === 0) return this.#people.vote(order, "zoe");
      if (wrong === 1) return this.#people.vote(order, name, { nonce: order.nonce + 1 });
      if (wrong === 2) {
        return this.#people.vote(order, name, { committee: this.#people.committee("away") });
      }
      if (wrong !== 3) return this.#people.vote(order, name);
      const other = this.#people.vote(order, name, { ttl: 5 });
      return { ...this.#people.vote(order, name), authority_sig: other["authority_sig"] ?? "" };
    });
    const certificate = certified(order, votes);
    const last = certificate.votes.at(-1);
    if (last !== undefined && chance.once(60)) {
      return given(asked, { order, votes: [...certificate.votes, last] });
    }
    this.#certificates.push(certificate);
    return given(asked, certificate);
  }

  /** A payment to the village by somebody of the other committee, in that one's nonce order. */
  #foreignCertificate(): Asked {
    const chance = this.#chance;
    if (!chance.once(4)) this.#foreign += 1;
    const unsigned = {
      network: NETWORK,
      sender: this.#people.key("hal"),
      recipient: this.#people.key(chance.pick(["alice", "bob", "gina"])),
      amount: String(1 + chance.below(9)),
      nonce: this.#foreign,
      epoch: 0,
      issued_at: this.#now,
      ttl: 10_000,
    };
    const order = this.#people.order(unsigned, "hal");
    const committee = this.#people.committee(chance.once(8) ? "home" : "away");
    const votes = this.#people.away.map((name) => this.#people.vote(order, name, { committee }));
    const certificate = certified(order, votes);
    this.#certificates.push(certificate);
    return given("ApplyCertificate", certificate);
  }

  #evidence(): Asked {
    const chance = this.#chance;
    if (this.#orders.length === 0) return this.#order("SignVote");
    const one = chance.pick(this.#orders.slice(-8));
    const { sender_sig: _, ...unsigned } = one;
    const amount = String(1 + chance.below(40));
    // Seldom: recorded evidence ends the sender's payments in that epoch.
    const honest = !chance.once(10);
    const signer = honest ? "eve" : this.#nameOf(one.sender);
    const other = this.#people.order({ ...unsigned, amount }, signer);
    return {
      input: "RecordEvidence",
      body: { proof: chance.once(8) ? { first: one } : pair(one, other) },
    };
  }

  #nameOf(key: string): string {
    const names = ["alice", "bob", "fay", "gina", "erin", "hal"];
    return names.find((name) => this.#people.key(name) === key) ?? "eve";
  }

  #proof(): Json {
    const row = this.#chance.pick(this.#people.ownership());
    return this.#chance.once(4) ? { ...row, epoch: row.epoch + 1 } : { ...row };
  }
}

function given(input: string, certificate: CertificateJson): Asked {
  const votes = certificate.votes.map((vote) => ({ ...vote }));
  return { input, body: { certificate: { order: { ...certificate.order }, votes } } };
}

/** TH-14. */
function pair(one: OrderJson, other: OrderJson): Json {
  const [left, right] = [coreDigestOf(one), coreDigestOf(other)];
  const before = left === right ? one.issued_at <= other.issued_at : left < right;
  return before
    ? { first: { ...one }, second: { ...other } }
    : { first: { ...other }, second: { ...one } };
}
