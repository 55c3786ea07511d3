/**
 * Messages of a log -> facts, by the model side's own strict decoder (VF-1, CF-1, TH-7, TH-12).
 * In: JSON. Out: the fact, or undefined for a message that a decoder must refuse. A signature may
 * be one of the two marks that stand for one that the log does not tell.
 * @module
 */
import type { Json, JsonObject } from "../vector/json.ts";
import { isList, isObject } from "../vector/json.ts";
import { isKey } from "./signature.ts";

/** What stands for a signature that an observer did not see. Never hex. */
export const ASSUMED_VALID = "assumed valid";
export const ASSUMED_CORRUPT = "assumed corrupt";

export type Order = {
  readonly network: string;
  readonly sender: string;
  readonly recipient: string;
  readonly amount: bigint;
  readonly nonce: number;
  readonly epoch: number;
  readonly issued_at: number;
  readonly ttl: number;
  readonly sender_sig: string;
};

export type Claim = Pick<Order, "network" | "sender" | "recipient" | "amount" | "nonce">;

export type Vote = {
  readonly core_digest: string;
  readonly nonce: number;
  readonly epoch: number;
  readonly ttl: number;
  readonly authority: string;
  readonly committee: string;
  readonly authority_sig: string;
};

export type Certificate = { readonly order: Order; readonly votes: readonly Vote[] };

export type Receipt = {
  readonly claim_digest: string;
  readonly debited: boolean;
  readonly credited: boolean;
  readonly authority: string;
  readonly authority_sig: string;
};

export type Missing = { readonly account: string; readonly nonce: number };

export type Ownership = {
  readonly account: string;
  readonly epoch: number;
  readonly committee: string;
};

export type Pair<Of> = { readonly first: Of; readonly second: Of };

const NONCE_MAX = Number.MAX_SAFE_INTEGER - 1;
const EPOCH_MAX = 0xffff_ffff;
const TIME_MAX = Number.MAX_SAFE_INTEGER;
const AMOUNT_MAX = 2n ** 63n - 1n;

/** The fields of an object that must have exactly these; the first that is wrong ends it. */
class Shape {
  readonly #object: JsonObject;
  ok = true;

  constructor(json: Json | undefined, names: readonly string[]) {
    this.#object = isObject(json) ? json : {};
    const keys = Object.keys(this.#object);
    if (!isObject(json) || keys.length !== names.length) this.ok = false;
    if (!keys.every((key) => names.includes(key))) this.ok = false;
  }

  at(name: string): Json {
    return this.#object[name] ?? null;
  }

  text(name: string, form: RegExp, holds: (text: string) => boolean = () => true): string {
    const value = this.at(name);
    if (typeof value === "string" && form.test(value) && holds(value)) return value;
    this.ok = false;
    return "";
  }

  key(name: string): string {
    return this.text(name, HEX_32, isKey);
  }

  digest(name: string): string {
    return this.text(name, HEX_32);
  }

  signature(name: string): string {
    const value = this.at(name);
    if (value === ASSUMED_VALID || value === ASSUMED_CORRUPT) return value;
    return this.text(name, /^[0-9a-f]{128}$/);
  }

  whole(name: string, least: number, most: number): number {
    const value = this.at(name);
    if (isWhole(value) && value >= least && value <= most) return value;
    this.ok = false;
    return 0;
  }

  truth(name: string): boolean {
    const value = this.at(name);
    if (typeof value !== "boolean") this.ok = false;
    return value === true;
  }
}

const HEX_32 = /^[0-9a-f]{64}$/;
const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;
const AMOUNT = /^[1-9][0-9]{0,18}$/;
const CLAIM = ["network", "sender", "recipient", "amount", "nonce"];
export const ORDER = [...CLAIM, "epoch", "issued_at", "ttl", "sender_sig"];
export const VOTE = [
  "core_digest",
  "nonce",
  "epoch",
  "ttl",
  "authority",
  "committee",
  "authority_sig",
];
export const RECEIPT = ["claim_digest", "debited", "credited", "authority", "authority_sig"];

export function isWhole(value: Json | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && !Object.is(value, -0);
}

function claimFields(shape: Shape): Claim {
  const amount = shape.text("amount", AMOUNT, (text) => BigInt(text) <= AMOUNT_MAX);
  return {
    network: shape.text("network", NAME),
    sender: shape.key("sender"),
    recipient: shape.key("recipient"),
    amount: BigInt(amount),
    nonce: shape.whole("nonce", 0, NONCE_MAX),
  };
}

export function claimOf(json: Json | undefined): Claim | undefined {
  const shape = new Shape(json, CLAIM);
  const claim = claimFields(shape);
  return shape.ok ? claim : undefined;
}

export function orderOf(json: Json | undefined): Order | undefined {
  const shape = new Shape(json, ORDER);
  const order = {
    ...claimFields(shape),
    epoch: shape.whole("epoch", 0, EPOCH_MAX),
    issued_at: shape.whole("issued_at", 0, TIME_MAX),
    ttl: shape.whole("ttl", 1, TIME_MAX),
    sender_sig: shape.signature("sender_sig"),
  };
  return shape.ok ? order : undefined;
}

export function voteOf(json: Json | undefined): Vote | undefined {
  const shape = new Shape(json, VOTE);
  const vote = {
    core_digest: shape.digest("core_digest"),
    nonce: shape.whole("nonce", 0, NONCE_MAX),
    epoch: shape.whole("epoch", 0, EPOCH_MAX),
    ttl: shape.whole("ttl", 1, TIME_MAX),
    authority: shape.key("authority"),
    committee: shape.digest("committee"),
    authority_sig: shape.signature("authority_sig"),
  };
  return shape.ok ? vote : undefined;
}

/** CF-1 asks for ascending votes, too; whether they are is for the model to say. */
export function certificateOf(json: Json | undefined): Certificate | undefined {
  const shape = new Shape(json, ["order", "votes"]);
  const [order, told] = [orderOf(shape.at("order")), shape.at("votes")];
  if (!shape.ok || order === undefined || !isList(told)) return undefined;
  const votes: Vote[] = [];
  for (const each of told) {
    const vote = voteOf(each);
    if (vote === undefined) return undefined;
    votes.push(vote);
  }
  return { order, votes };
}

export function receiptOf(json: Json | undefined): Receipt | undefined {
  const shape = new Shape(json, RECEIPT);
  const receipt = {
    claim_digest: shape.digest("claim_digest"),
    debited: shape.truth("debited"),
    credited: shape.truth("credited"),
    authority: shape.key("authority"),
    authority_sig: shape.signature("authority_sig"),
  };
  return shape.ok ? receipt : undefined;
}

export function missingOf(json: Json | undefined): Missing | undefined {
  const shape = new Shape(json, ["account", "nonce"]);
  const account = shape.key("account");
  const missing = { account, nonce: shape.whole("nonce", 0, TIME_MAX) };
  return shape.ok ? missing : undefined;
}

export function ownershipOf(json: Json | undefined): Ownership | undefined {
  const shape = new Shape(json, ["account", "epoch", "committee"]);
  const account = shape.key("account");
  const epoch = shape.whole("epoch", 0, EPOCH_MAX);
  const ownership = { account, epoch, committee: shape.digest("committee") };
  return shape.ok ? ownership : undefined;
}

export function pairOf<Of>(
  json: Json | undefined,
  read: (json: Json | undefined) => Of | undefined,
): Pair<Of> | undefined {
  const shape = new Shape(json, ["first", "second"]);
  const [first, second] = [read(shape.at("first")), read(shape.at("second"))];
  if (!shape.ok || first === undefined || second === undefined) return undefined;
  return { first, second };
}
