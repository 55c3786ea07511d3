/**
 * Everything that a log mentions, gathered before a single value is made: keys, digests, amounts,
 * times, nonces, epochs. In: genesis and events. Out: the names, the scales, and what stands behind
 * each digest, found among the orders of the log itself.
 * @module
 */
import { claimDigest, coreDigest, isSenders, isVoters } from "./digests.ts";
import type { EventFact, InputFact } from "./events.ts";
import type { Certificate, Claim, Order, Ownership, Receipt, Vote } from "./facts.ts";
import type { Genesis } from "./genesis.ts";
import { Names } from "./names.ts";
import type { Interval } from "./scale.ts";
import { isLong, Line, Money, Spans, unfit } from "./scale.ts";
import type { SeenAuthority, SeenWallet } from "./seen.ts";

export type World = {
  readonly genesis: Genesis;
  readonly self: string;
  readonly names: Names;
  readonly times: Line;
  readonly spans: Spans;
  readonly nonces: Line;
  readonly epochs: Line;
  readonly money: Money;
  /** Digest -> what was digested; a digest that no message of the log explains is not here. */
  readonly cores: ReadonlyMap<string, Order>;
  readonly claims: ReadonlyMap<string, Claim>;
};

export function survey(genesis: Genesis, self: string, events: readonly EventFact[]): World {
  const finds = new Finds(genesis, self);
  for (const { inputs, outcome, sent = [], seen } of events) {
    for (const input of inputs) {
      finds.input(input);
      // Where the line says that nothing moved, a step that moves money is no step of the line.
      if (input.type !== "ApplyCertificate" || input.certificate === undefined) continue;
      if (outcome === undefined || outcome === "applied" || outcome === "queued") {
        finds.moving(input.certificate);
      }
    }
    for (const message of sent) {
      switch (message.type) {
        case "TransferVote":
          finds.vote(message.body);
          break;
        case "TransferReceipt":
          finds.receipt(message.body);
          break;
        case "MissingCertificate":
          finds.account(message.body.account, message.body.nonce);
          break;
        case "EquivocationProof":
          finds.order(message.body.first);
          finds.order(message.body.second);
          break;
        case "BrokenQuorum":
          finds.certificate(message.body.first);
          finds.certificate(message.body.second);
          break;
        case "Order":
          finds.order(message.body);
          break;
        case "TransferCertificate":
          finds.certificate(message.body);
          break;
        case "none":
      }
    }
    if (seen?.component === "authority") finds.seenAuthority(seen.state);
    if (seen?.component === "wallet") finds.seenWallet(seen.state);
  }
  return finds.world();
}

class Finds {
  readonly #genesis: Genesis;
  readonly #self: string;
  readonly #keys = new Set<string>();
  readonly #committees = new Set<string>();
  readonly #held: bigint[] = [];
  readonly #moving = new Map<string, bigint>();
  readonly #compared = new Set<bigint>();
  readonly #windows = new Map<string, Interval>();
  readonly #nows = new Set<number>();
  readonly #spans = new Set<number>();
  /** The end of the earliest window that is too long for 32 bits. */
  #longEnds: bigint | undefined;
  readonly #nonces = new Set<number>();
  readonly #epochs = new Set<number>();
  readonly #cores = new Map<string, Order>();
  readonly #claims = new Map<string, Claim>();
  /** PERF: messages come again and again; a fact is looked into once. */
  readonly #done = new Set<object>();
  // Seen states share lists, and most accounts stay as they are.

  constructor(genesis: Genesis, self: string) {
    this.#genesis = genesis;
    this.#self = self;
    this.#keys.add(self);
    this.#spans.add(genesis.ttlMax);
    if (isLong(genesis.skew)) throw unfit("the skew", `${genesis.skew} ms are too many`);
    for (const { account, epoch, next_nonce, balance, committee, escrow } of genesis.openings) {
      this.account(account, next_nonce);
      this.#epochs.add(epoch);
      this.#committees.add(committee);
      this.#held.push(balance);
      for (const { nonce, amount, claims } of escrow) {
        this.#nonces.add(nonce);
        this.#held.push(amount);
        for (const claim of claims) this.#claim(claim);
      }
    }
    for (const row of genesis.ownership) this.#ownership(row);
  }

  world(): World {
    const { skew } = this.#genesis;
    const nows = [...this.#nows].map((now): Interval => [BigInt(now), BigInt(now)]);
    const last = Math.max(0, ...this.#nows);
    if (this.#longEnds !== undefined && this.#longEnds <= BigInt(last)) {
      throw unfit("times to live", `one that is too long for 32 bits ends before ${last}`);
    }
    const windows = [...this.#windows.values()].map(([from, to]): Interval => [
      from - BigInt(skew),
      to,
    ]);
    return {
      genesis: this.#genesis,
      self: this.#self,
      names: new Names(this.#genesis, this.#keys, this.#committees),
      times: new Line("times", [...nows, ...windows], false),
      spans: new Spans([...this.#spans]),
      nonces: new Line(
        "nonces",
        [...this.#nonces].map((nonce): Interval => [BigInt(nonce), BigInt(nonce) + 1n]),
        true,
      ),
      epochs: new Line(
        "epochs",
        [...this.#epochs].map((epoch): Interval => [BigInt(epoch), BigInt(epoch)]),
        true,
      ),
      money: new Money(this.#held, [...this.#moving.values()], [...this.#compared]),
      cores: this.#cores,
      claims: this.#claims,
    };
  }

  input(input: InputFact): void {
    switch (input.type) {
      case "SignVote":
      case "VerifyTransfer":
        this.#nows.add(input.now);
        if (input.order !== undefined) this.order(input.order);
        break;
      case "ReleaseGoods":
        this.#nows.add(input.now);
        if (input.certificate !== undefined) this.certificate(input.certificate);
        break;
      case "ApplyCertificate":
      case "VerifyCertificate":
        if (input.certificate !== undefined) this.certificate(input.certificate);
        break;
      case "RecordEvidence":
        if (input.proof === undefined) break;
        this.order(input.proof.first);
        this.order(input.proof.second);
        break;
      case "RecordOwnershipProof":
        if (input.proof !== undefined) this.#ownership(input.proof);
        break;
      case "Lock":
        this.#keys.add(input.recipient);
        this.#compared.add(input.amount);
        this.#window(input.now, input.ttl);
        break;
      case "RenewWindow":
        this.#nonces.add(input.nonce);
        this.#window(input.now, input.ttl);
        break;
      case "CollectVote":
        this.vote(input.vote);
        break;
      case "CollectReceipt":
        this.receipt(input.receipt);
        break;
      case "AnswerMissing":
        this.account(input.missing.account, input.missing.nonce);
        break;
      case "Restart":
    }
  }

  account(key: string, nonce: number): void {
    this.#keys.add(key);
    this.#nonces.add(nonce);
  }

  order(order: Order): void {
    if (this.#again(order)) return;
    this.#claim(order);
    this.#epochs.add(order.epoch);
    this.#window(order.issued_at, order.ttl);
    this.#cores.set(coreDigest(order), order);
  }

  certificate(certificate: Certificate): void {
    if (this.#again(certificate)) return;
    const { order, votes } = certificate;
    this.order(order);
    for (const vote of votes) this.vote(vote);
  }

  moving({ order, votes }: Certificate): void {
    // Only what may be applied is ever added to a balance; CF-3, CF-6 and CF-7 refuse the rest.
    const { network } = this.#genesis;
    const may = votes.length > 0 && order.network === network && isSenders(order);
    if (may && votes.every((vote) => isVoters(network, vote))) {
      this.#moving.set(claimDigest(order), order.amount);
    }
  }

  vote(vote: Vote): void {
    if (this.#again(vote)) return;
    this.account(vote.authority, vote.nonce);
    this.#epochs.add(vote.epoch);
    this.#spans.add(vote.ttl);
    this.#committees.add(vote.committee);
  }

  receipt(receipt: Receipt): void {
    this.#keys.add(receipt.authority);
  }

  seenAuthority(state: SeenAuthority): void {
    if (this.#again(state)) return;
    for (const row of state.ownership) this.#ownership(row);
    for (const [account, shown] of state.accounts) {
      this.account(account, shown.next_nonce);
      this.#epochs.add(shown.epoch);
      this.#committees.add(shown.committee);
      this.#compared.add(shown.balance);
      for (const { nonce, ttl } of shown.locks) {
        this.#nonces.add(nonce);
        this.#spans.add(ttl);
      }
      for (const { nonce, amount } of shown.escrow) {
        this.#nonces.add(nonce);
        this.#compared.add(amount);
      }
      for (const { nonce } of shown.applied) this.#nonces.add(nonce);
      for (const { sender, nonce } of shown.credited) this.account(sender, nonce);
      for (const { sender, nonce } of shown.queued) this.account(sender, nonce);
    }
  }

  seenWallet(state: SeenWallet): void {
    if (this.#again(state)) return;
    for (const row of state.ownership) this.#ownership(row);
    this.account(state.account, state.next_nonce);
    this.#epochs.add(state.epoch);
    for (const { nonce, votes } of state.outstanding) {
      for (const vote of votes) this.account(vote, nonce);
    }
    for (const { nonce, debited, credited } of state.certificates) {
      this.#nonces.add(nonce);
      for (const key of [...debited, ...credited]) this.#keys.add(key);
    }
    for (const { sender, nonce } of state.released) this.account(sender, nonce);
  }

  #claim(claim: Claim): void {
    this.account(claim.sender, claim.nonce);
    this.#keys.add(claim.recipient);
    this.#compared.add(claim.amount);
    this.#claims.set(claimDigest(claim), claim);
  }

  #ownership({ account, epoch, committee }: Ownership): void {
    this.#keys.add(account);
    this.#epochs.add(epoch);
    this.#committees.add(committee);
  }

  #window(from: number, ttl: number): void {
    this.#spans.add(ttl);
    const [start, end] = [BigInt(from), BigInt(from) + BigInt(ttl)];
    this.#windows.set(`${from} ${ttl}`, [start, isLong(ttl) ? start : end]);
    if (isLong(ttl) && (this.#longEnds === undefined || end < this.#longEnds)) this.#longEnds = end;
  }

  #again(fact: object): boolean {
    const known = this.#done.has(fact);
    this.#done.add(fact);
    return known;
  }
}
