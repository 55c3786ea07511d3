/**
 * The genesis of a log -> facts, read strictly (spec/formats/genesis.md). In: the header. Out: the
 * world as everyone takes it as given, or an error that names the place. That it agrees with itself
 * (sums, unique rows) is the business of whoever runs it: the model needs only what is said here.
 * @module
 */
import type { Json, JsonObject } from "../vector/json.ts";
import { isList, isObject } from "../vector/json.ts";
import { committeeDigest } from "./digests.ts";
import type { Claim, Ownership } from "./facts.ts";
import { claimOf, isWhole, ownershipOf } from "./facts.ts";
import type { Header } from "./lines.ts";
import { malformed } from "./lines.ts";
import { unfit } from "./scale.ts";

export type Member = { readonly name: string; readonly key: string; readonly weight: number };
export type Committee = {
  readonly name: string;
  readonly digest: string;
  readonly members: readonly Member[];
};
export type Escrow = {
  readonly nonce: number;
  readonly amount: bigint;
  readonly claims: readonly Claim[];
};
export type Opening = {
  readonly account: string;
  readonly epoch: number;
  readonly committee: string;
  readonly balance: bigint;
  readonly next_nonce: number;
  readonly frozen: boolean;
  readonly escrow: readonly Escrow[];
};

export type Genesis = {
  readonly network: string;
  readonly skew: number;
  readonly ttlMax: number;
  readonly queueMax: number;
  readonly committees: readonly Committee[];
  readonly openings: readonly Opening[];
  readonly ownership: readonly Ownership[];
};

/** TLC compares three times the weight of a committee. */
const WEIGHT_MAX = Math.floor((2 ** 31 - 1) / 3);
const QUEUE_MAX = 2 ** 31 - 1;

export function readGenesis(file: string, header: Header): Genesis {
  const at = new Place(file, "genesis", header.genesis);
  at.keys("network", "parameters", "committees", "openings", "ownership");
  const network = at.text("network", /^[a-z0-9][a-z0-9-]{0,31}$/);
  const parameters = at.inner("parameters");
  parameters.keys("skew", "ttl_max", "queue_max");
  const committees = at.list("committees").map((each) => committeeAt(each, network));
  for (const { name, members } of committees) {
    const total = members.reduce((sum, { weight }) => sum + weight, 0);
    if (total > WEIGHT_MAX) throw unfit("weights", `those of ${name} add up to ${total}`);
  }
  const ownership = at.list("ownership").map((each) => {
    const row = ownershipOf(each.object);
    if (row === undefined) throw each.wrong("no ownership proof");
    return row;
  });
  return {
    network,
    skew: parameters.whole("skew"),
    ttlMax: parameters.whole("ttl_max"),
    queueMax: Math.min(parameters.whole("queue_max"), QUEUE_MAX),
    committees,
    openings: at.list("openings").map(openingAt),
    ownership,
  };
}

function committeeAt(at: Place, network: string): Committee {
  at.keys("name", "members");
  const members = at.list("members").map((each) => {
    each.keys("name", "key", "weight");
    const key = each.text("key", /^[0-9a-f]{64}$/);
    return { name: each.text("name", /^[a-z0-9-]+$/), key, weight: each.whole("weight") };
  });
  const name = at.text("name", /^[a-z0-9-]+$/);
  return { name, members, digest: committeeDigest(network, at.object) };
}

function openingAt(at: Place): Opening {
  at.keys("account", "epoch", "committee", "balance", "next_nonce", "frozen", "escrow");
  return {
    account: at.text("account", /^[0-9a-f]{64}$/),
    epoch: at.whole("epoch"),
    committee: at.text("committee", /^[0-9a-f]{64}$/),
    balance: at.money("balance"),
    next_nonce: at.whole("next_nonce"),
    frozen: at.truth("frozen"),
    escrow: at.list("escrow").map((each) => {
      each.keys("nonce", "amount", "claims");
      const claims = each.list("claims").map((claim) => {
        const fact = claimOf(claim.object);
        if (fact === undefined) throw claim.wrong("no claim");
        return fact;
      });
      return { nonce: each.whole("nonce"), amount: each.money("amount"), claims };
    }),
  };
}

/** An object of the header and where it stands. */
export class Place {
  readonly #file: string;
  readonly #line: number;
  readonly #path: string;
  readonly object: JsonObject;

  constructor(file: string, path: string, object: JsonObject, line = 1) {
    this.#file = file;
    this.#line = line;
    this.#path = path;
    this.object = object;
  }

  wrong(why: string): Error {
    return malformed(this.#file, this.#line, `${this.#path}: ${why}`);
  }

  keys(...names: readonly string[]): void {
    for (const key of Object.keys(this.object)) {
      if (!names.includes(key)) throw this.wrong(`the key ${key} is not known here`);
    }
    for (const name of names) {
      if (this.object[name] === undefined) throw this.wrong(`the key ${name} is missing`);
    }
  }

  text(name: string, form: RegExp): string {
    const value = this.object[name];
    if (typeof value !== "string" || !form.test(value)) throw this.wrong(`${name} is malformed`);
    return value;
  }

  whole(name: string): number {
    const value = this.object[name];
    if (!isWhole(value) || value < 0) throw this.wrong(`${name} is no whole number`);
    return value;
  }

  money(name: string): bigint {
    return BigInt(this.text(name, /^(?:0|-?[1-9][0-9]{0,18})$/));
  }

  truth(name: string): boolean {
    const value = this.object[name];
    if (typeof value !== "boolean") throw this.wrong(`${name} is neither true nor false`);
    return value;
  }

  inner(name: string): Place {
    const value = this.object[name];
    if (!isObject(value)) throw this.wrong(`${name} is no object`);
    return this.#below(name, value);
  }

  list(name: string): readonly Place[] {
    return this.values(name).map((value, at) => {
      if (!isObject(value)) throw this.wrong(`${name}/${at} is no object`);
      return this.#below(`${name}/${at}`, value);
    });
  }

  values(name: string): readonly Json[] {
    const value = this.object[name];
    if (value === undefined || !isList(value)) throw this.wrong(`${name} is no list`);
    return value;
  }

  texts(name: string, form: RegExp): readonly string[] {
    return this.values(name).map((value) => {
      if (typeof value !== "string" || !form.test(value)) throw this.wrong(`${name} is malformed`);
      return value;
    });
  }

  #below(name: string, object: JsonObject): Place {
    return new Place(this.#file, `${this.#path}/${name}`, object, this.#line);
  }
}
