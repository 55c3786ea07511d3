/**
 * Bytes by the names they have in the model. In: a vector file. Out: keys, committees, and for each
 * order that the file knows a short name (`a0b1`: alice's nonce 0 to bob, one unit), with what a
 * digest of it stands for. What a subject made up has no name: it is told by its first digits.
 * @module
 */
import { print } from "../value/print.ts";
import type { Value } from "../value/value.ts";
import { field } from "../value/value.ts";
import type { Json, JsonObject } from "../vector/json.ts";
import { isList, isObject, sha256, signingText } from "../vector/json.ts";
import type { VectorFile } from "../vector/lines.ts";
import { pairsIn } from "./pair.ts";
import { termReader } from "../vector/terms.ts";

/** An order, or as much of it as its claim has. */
export type OrderFacts = {
  readonly name: string;
  readonly network: string;
  readonly sender: string;
  readonly recipient: string;
  readonly amount: bigint;
  readonly nonce: number;
  /** Absent in a claim. */
  readonly epoch?: number;
};

type File = Pick<VectorFile, "header" | "setups" | "messages" | "inputs" | "terms">;

/** The model's clock begins here (spec/formats/vector.md). */
const TIME_ZERO = 1_700_000_000_000;
const HEX = /[0-9a-f]{64,}/g;
const DIGITS = 8;
const LONG = 300;

/** What somebody else wrote, fit to be printed. */
export function plain(text: string): string {
  const safe = text.replaceAll(/\p{C}/gu, "?");
  return safe.length <= LONG ? safe : `${safe.slice(0, LONG)}.. (${text.length} characters)`;
}

export class Names {
  readonly #network: string;
  readonly #hex = new Map<string, string>();
  readonly #orders = new Map<string, OrderFacts>();
  readonly #forged = new Map<string, string>();
  /** What `u` stands for in told amounts; 1 where amounts are told as they are. */
  readonly unit: bigint;

  constructor({ header, setups, messages, inputs, terms }: File) {
    this.#network = header.network;
    for (const { key, name } of header.keys) this.#hex.set(key, name);
    const bodies: readonly Json[] = [...messages.map(({ body }) => body), ...setups.map(genesis)];
    const orders = bodies.flatMap(ordersIn);
    this.unit = BigInt(header.amount_unit);
    for (const { genesis: told } of setups) this.#committeesOf(told);
    this.#nameOrders(orders);
    const read = termReader(terms);
    for (const { body, value } of messages) if (value !== "") this.#told(body, read(value));
    // A list of messages is a part of its input.
    for (const { plain: body, value } of inputs) if (value !== "") this.#told(body, read(value));
  }

  /** The name of a key, of a committee or of an order by a digest of it. */
  name(hex: string): string {
    const known = this.#hex.get(hex);
    return known ?? (/^[0-9a-f]{64,}$/.test(hex) ? `${hex.slice(0, DIGITS)}..` : plain(hex));
  }

  /** What the digest of a core or claim stands for. */
  order(digest: string): OrderFacts | undefined {
    return this.#orders.get(digest);
  }

  /** The facts of an order that is told whole; undefined if it is none. */
  facts(order: Json | undefined): OrderFacts | undefined {
    const [first] = order === undefined ? [] : ordersIn(order).slice(0, 1);
    if (first === undefined) return undefined;
    return this.#orders.get(this.#digest(first, "core")) ?? { ...first, name: this.#short(first) };
  }

  /** All hex in a text by its name. */
  text(text: string): string {
    return text.replaceAll(HEX, (hex) => this.name(hex));
  }

  amount(amount: bigint): string {
    if (this.unit === 1n || amount % this.unit !== 0n) return String(amount);
    return amount === 0n ? "0" : `${amount / this.unit}u`;
  }

  time(at: Json | undefined): string {
    return typeof at === "number" ? `+${at - TIME_ZERO} ms` : "";
  }

  /** Who really made a signature, where it is not whose it should be; `corrupt` is nobody. */
  signer(signature: Json | undefined): string | undefined {
    return typeof signature === "string" ? this.#forged.get(signature) : undefined;
  }

  /** What the value knows and the body does not say: who signed, and what a digest stands for. */
  #told(body: Json, value: Value): void {
    for (const [of, told] of pairsIn(body, value, (hex) => this.#hex.get(hex))) {
      for (const [signature, right] of SIGNED) {
        const due = field(told, right) ?? field(field(told, "request") ?? told, right);
        const [sig, by] = [of[signature], field(told, signature)];
        if (typeof sig !== "string" || by?.kind !== "string" || due?.kind !== "string") continue;
        if (by.value !== due.value) this.#forged.set(sig, by.value);
      }
      const [digest, opening] = [of["opening"], field(told, "opening")];
      if (typeof digest !== "string" || opening === undefined) continue;
      if (!this.#hex.has(digest)) this.#hex.set(digest, openingInWords(opening));
    }
  }

  #committeesOf(told: JsonObject): void {
    const committees = told["committees"];
    if (committees === undefined || !isList(committees)) return;
    for (const committee of committees) {
      if (!isObject(committee) || typeof committee["name"] !== "string") continue;
      const digest = sha256(signingText("committee", this.#network, committee));
      this.#hex.set(digest, committee["name"]);
    }
  }

  #nameOrders(orders: readonly Told[]): void {
    const taken = new Map<string, string>();
    for (const order of orders) {
      const core = this.#digest(order, order.epoch === undefined ? "claim" : "core");
      if (this.#orders.has(core)) continue;
      const name = this.#free(order, taken);
      taken.set(name, core);
      const facts: OrderFacts = { ...order, name };
      const claim = this.#digest(order, "claim");
      this.#orders.set(core, facts);
      if (!this.#orders.has(claim)) this.#orders.set(claim, facts);
      this.#hex.set(core, name);
      if (!this.#hex.has(claim)) this.#hex.set(claim, name);
    }
  }

  /** `a0b1`; where another order is called so already, its epoch makes the difference. */
  #free(order: Told, taken: ReadonlyMap<string, string>): string {
    const short = this.#short(order);
    const network = order.network === this.#network ? "" : `@${order.network}`;
    const epoch = `e${order.epoch ?? ""}`;
    const names = [`${short}${network}`, `${short}${epoch}${network}`];
    return names.find((name) => !taken.has(name)) ?? `${short}'${taken.size}`;
  }

  /** The model's own way to call an order: sender, nonce, recipient, amount. */
  #short({ sender, nonce, recipient, amount }: Told): string {
    const [from, to] = [sender, recipient].map((key) => this.name(key).slice(0, 1));
    const units = amount % this.unit === 0n ? amount / this.unit : amount;
    return `${from ?? ""}${nonce}${to ?? ""}${units}`;
  }

  #digest(order: Told, type: "core" | "claim"): string {
    const { network, sender, recipient, amount, nonce, epoch = 0 } = order;
    const claim = { network, sender, recipient, amount: String(amount), nonce };
    return sha256(signingText(type, network, type === "core" ? { ...claim, epoch } : claim));
  }
}

/** A signature, and whose it should be. */
const SIGNED = [
  ["sender_sig", "sender"],
  ["authority_sig", "authority"],
  ["account_sig", "account"],
] as const;

/** `alice's epoch 1 from balance 2, nonce 1`: how an opening is known from another. */
function openingInWords(opening: Value): string {
  const told = (name: string): string => plain(printed(field(opening, name)));
  const escrow = field(opening, "escrow");
  const held = escrow?.kind === "set" && escrow.elements.length > 0 ? ", with an escrow" : "";
  const from = `balance ${told("balance")}, nonce ${told("next_nonce")}${held}`;
  return `${told("account")}'s epoch ${told("epoch")} from ${from}`;
}

function printed(value: Value | undefined): string {
  if (value?.kind === "string") return value.value;
  return value === undefined ? "" : print(value);
}

type Told = Omit<OrderFacts, "name">;

function genesis({ genesis: told }: File["setups"][number]): Json {
  return told;
}

/** Every order and claim within a message. */
function ordersIn(value: Json): readonly Told[] {
  if (isList(value)) return value.flatMap(ordersIn);
  if (!isObject(value)) return [];
  const { network, sender, recipient, amount, nonce, epoch } = value;
  if (
    typeof network === "string" &&
    typeof sender === "string" &&
    typeof recipient === "string" &&
    typeof amount === "string" &&
    /^-?\d{1,19}$/.test(amount) &&
    typeof nonce === "number"
  ) {
    const claim = { network, sender, recipient, amount: BigInt(amount), nonce };
    return [typeof epoch === "number" ? { ...claim, epoch } : claim];
  }
  return Object.values(value).flatMap(ordersIn);
}
