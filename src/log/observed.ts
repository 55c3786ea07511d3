/**
 * What was seen of a component -> what TraceAuthority.tla and TraceWallet.tla derive from a state,
 * and the state in which the log begins. In: facts. Out: values. Lists become sets; an element that
 * is told twice leaves a trace that no state of the model has.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import type { Value } from "../value/value.ts";
import { bool, int, record, set, string } from "../value/value.ts";
import type { Abstraction } from "./abstract.ts";
import { byName } from "./abstract.ts";
import type { EventFact } from "./events.ts";
import type { Ownership } from "./facts.ts";
import type { Opening } from "./genesis.ts";
import type { Pool } from "./pool.ts";
import type { SeenAccount, SeenAuthority, SeenPayment, SeenWallet } from "./seen.ts";
import type { World } from "./survey.ts";

export class Observed {
  readonly #to: Abstraction;
  readonly #pool: Pool;
  readonly #world: World;

  constructor(world: World, pool: Pool, to: Abstraction) {
    this.#world = world;
    this.#pool = pool;
    this.#to = to;
  }

  seen(seen: NonNullable<EventFact["seen"]>): Value {
    return this.#pool.of("s", seen.state, () =>
      seen.component === "authority" ? this.#authority(seen.state) : this.#wallet(seen.state),
    );
  }

  #authority({ accounts, ownership }: SeenAuthority): Value {
    const shards = [...accounts].map(([account, shown]) => {
      const name = this.#world.names.person(account);
      return [name, this.#pool.give("a", this.#account(shown))] as const;
    });
    return record([
      ["accounts", byName(shards)],
      ["ownership", this.#ownership(ownership)],
    ]);
  }

  #account(shown: SeenAccount): Value {
    const to = this.#to;
    const locks = shown.locks.map(({ nonce, core_digest, ttl }) => (twice: boolean) => [
      this.#nonce(nonce, twice),
      ["core", to.core(core_digest)] as const,
      ["ttl", to.span(ttl)] as const,
    ]);
    const escrow = shown.escrow.map(({ nonce, amount, claims }) => (twice: boolean) => [
      this.#nonce(nonce, twice),
      ["amount", to.amount(amount)] as const,
      ["claims", set(claims.map((claim) => to.claim(claim)))] as const,
    ]);
    const applied = shown.applied.map(({ nonce, claim_digest }) => (twice: boolean) => [
      this.#nonce(nonce, twice),
      ["claim", to.claim(claim_digest)] as const,
    ]);
    return record([
      ["epoch", to.epoch(shown.epoch)],
      ["committee", to.committee(shown.committee)],
      ["balance", to.amount(shown.balance)],
      ["next_nonce", to.nonce(shown.next_nonce)],
      ["frozen", bool(shown.frozen)],
      ["locks", this.#all("f", locks)],
      ["escrow", this.#all("f", escrow)],
      ["applied", this.#all("f", applied)],
      ["credited", this.#payments(shown.credited)],
      ["queued", this.#payments(shown.queued)],
      ["evidence", set(shown.evidence.map((digest) => to.core(digest)))],
    ]);
  }

  #payments(payments: readonly SeenPayment[]): Value {
    return this.#all(
      "f",
      payments.map(({ sender, nonce, claim_digest }) => (twice: boolean) => [
        ["sender", this.#to.person(sender)] as const,
        this.#nonce(nonce, twice),
        ["claim", this.#to.claim(claim_digest)] as const,
      ]),
    );
  }

  #wallet(seen: SeenWallet): Value {
    const to = this.#to;
    const people = (keys: readonly string[]): Value => set(keys.map((key) => to.person(key)));
    const certificates = seen.certificates.map((each) => (twice: boolean) => [
      this.#nonce(each.nonce, twice),
      ["claim", to.claim(each.claim_digest)] as const,
      ["debited", people(each.debited)] as const,
      ["credited", people(each.credited)] as const,
    ]);
    const released = seen.released.map(({ sender, nonce }) => (twice: boolean) => [
      ["sender", to.person(sender)] as const,
      this.#nonce(nonce, twice),
    ]);
    const outstanding = seen.outstanding.map(({ nonce, core_digest, votes }) =>
      record([
        ["nonce", to.nonce(nonce)],
        ["core", to.core(core_digest)],
        ["votes", people(votes)],
      ]),
    );
    return record([
      ["account", to.person(seen.account)],
      ["epoch", to.epoch(seen.epoch)],
      ["next_nonce", to.nonce(seen.next_nonce)],
      ["outstanding", set(outstanding)],
      ["certificates", this.#all("f", certificates)],
      ["released", this.#all("f", released)],
      ["ownership", this.#ownership(seen.ownership)],
    ]);
  }

  #ownership(rows: readonly Ownership[]): Value {
    return set(rows.map((row) => this.#pool.give("p", this.#to.ownership(row))));
  }

  #nonce(nonce: number, twice: boolean): readonly [string, Value] {
    return ["nonce", twice ? int(-1) : this.#to.nonce(nonce)];
  }

  #all(
    letter: string,
    makers: readonly ((twice: boolean) => readonly (readonly [string, Value])[])[],
  ): Value {
    const values = makers.map((make) => this.#pool.give(letter, record(make(false))));
    const once = new Set(values);
    if (once.size === values.length) return set(values);
    const [first] = makers;
    // No nonce is negative: the model never has this element.
    return set([...values, ...(first === undefined ? [] : [record(first(true))])]);
  }

  /** The state of the component before the first event, as the genesis says it. */
  opening(component: "authority" | "wallet"): Value {
    return component === "wallet" ? this.#openedWallet() : this.#openedAuthority();
  }

  #openedAuthority(): Value {
    const { genesis, self, names } = this.#world;
    const homes = new Map(genesis.committees.map(({ digest, members }) => [digest, members]));
    const own = genesis.openings.filter(({ committee }) =>
      (homes.get(committee) ?? []).some(({ key }) => key === self),
    );
    const accounts = new Set(own.map(({ account }) => account));
    return record([
      ["shards", byName(own.map((each) => [names.person(each.account), this.#shard(each)]))],
      ["queue", set([])],
      ["ownership", this.#ownedBy(accounts)],
    ]);
  }

  #shard(opening: Opening): Value {
    const to = this.#to;
    return record([
      ["epoch", to.epoch(opening.epoch)],
      ["committee", to.committee(opening.committee)],
      ["balance", to.amount(opening.balance)],
      ["next_nonce", to.nonce(opening.next_nonce)],
      ["frozen", bool(opening.frozen)],
      ["locks", set([])],
      ["escrow", set(opening.escrow.map((escrow) => to.escrow(escrow)))],
      ["applied", set([])],
      ["credited", set([])],
      ["evidence", set([])],
    ]);
  }

  #openedWallet(): Value {
    const { genesis, self } = this.#world;
    const own = genesis.openings.find(({ account }) => account === self);
    if (own === undefined) throw new InputFault("AccountNotOpened", { account: self });
    return record([
      ["account", this.#to.person(self)],
      ["epoch", this.#to.epoch(own.epoch)],
      ["next_nonce", this.#to.nonce(own.next_nonce)],
      ["outstanding", set([])],
      ["kept", set([])],
      ["released", set([])],
      ["ownership", this.#ownedBy(new Set([self]))],
    ]);
  }

  /** Who owned these accounts is known from the start; the rest comes by proof. */
  #ownedBy(accounts: ReadonlySet<string>): Value {
    return this.#ownership(
      this.#world.genesis.ownership.filter((row) => accounts.has(row.account)),
    );
  }

  /** What World.tla declares, by its names there. */
  constants(): ReadonlyMap<string, Value> {
    const { genesis, self, names, spans } = this.#world;
    const committees = genesis.committees.map(({ digest, members }) => {
      const weights = members.map(({ key, weight }) => [names.person(key), int(weight)] as const);
      return [names.committee(digest), byName(weights)] as const;
    });
    return new Map<string, Value>([
      ["Network", string(genesis.network)],
      ["Committees", byName(committees)],
      ["Ownership", this.#ownership(genesis.ownership)],
      ["Rank", byName(names.ranked().map((name, at) => [name, int(at + 1)]))],
      ["Skew", int(genesis.skew)],
      ["TtlMax", int(spans.at(genesis.ttlMax))],
      ["QueueMax", int(genesis.queueMax)],
      ["Self", string(names.person(self))],
    ]);
  }
}
