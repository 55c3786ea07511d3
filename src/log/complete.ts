/**
 * What an observer missed -> every way it may have been, as far as the model can tell two ways
 * apart. In: a partial log. Out: for each event the complete bodies that it may have had.
 * The model compares an order with others of its sender and nonce only, so a missing field takes
 * each value that the log shows for it there, and one for each answer that a guard can give: right
 * or wrong signature, an amount that anyone or no one has, a time before, within or after the
 * window. In a full log nothing is missing, and nothing is filled in.
 * @module
 */
import type { Json, JsonObject } from "../vector/json.ts";
import { isList, isObject, jcs } from "../vector/json.ts";
import { ASSUMED_CORRUPT, ASSUMED_VALID, isWhole, ORDER, orderOf, RECEIPT, VOTE } from "./facts.ts";
import type { Genesis } from "./genesis.ts";
import type { Event, Log } from "./lines.ts";
import { INPUTS, componentOf, malformed } from "./lines.ts";

/** More ways than this say nothing any more: the line is as good as absent. */
const WAYS_MAX = 500;
const SIGNATURES: readonly string[] = ["sender_sig", "authority_sig"];
/** What a message must show at least, so that a line is about something. */
const NEEDED: { readonly [message: string]: readonly string[] } = {
  order: ["sender", "nonce"],
  vote: ["authority", "nonce"],
  receipt: ["authority", "claim_digest"],
  missing: ["account", "nonce"],
  proof: [],
  certificate: ["order"],
};

export type Completion = (event: Event) => readonly JsonObject[];

export function completion(log: Log, genesis: Genesis): Completion {
  if (log.header.mode === "full") return ({ body }) => [body];
  const values = new Values(genesis);
  for (const { body, emitted = [] } of log.events) {
    values.see(body);
    for (const { body: message } of emitted) if (message !== undefined) values.see(message);
  }
  return (event) => {
    const fields = INPUTS[componentOf(log.header.profile)].get(event.input) ?? [];
    const ways = bodiesOf(event, fields, values, genesis, log.file);
    if (ways.length === 0) throw malformed(log.file, event.line, "nothing says what is missing");
    return ways;
  };
}

/** What the log shows: by field, and for orders by the place they are for. */
class Values {
  readonly #genesis: Genesis;
  readonly #known = new Map<string, Map<string, Json>>();

  constructor(genesis: Genesis) {
    this.#genesis = genesis;
    for (const { digest } of genesis.committees) this.#add("committee", digest);
  }

  see(json: Json): void {
    if (isList(json)) for (const item of json) this.see(item);
    if (!isObject(json)) return;
    // Of a message that no decoder accepts nothing is learnt: its values need not be values.
    const alien = "sender" in json && Object.keys(json).some((key) => !ORDER.includes(key));
    for (const [name, value] of Object.entries(json)) {
      if (isObject(value) || isList(value)) this.see(value);
      else if (!alien) this.#add("sender" in json ? placed(json, name) : name, value);
    }
    // A vote tells the ttl of the order that it is for, and not whose it was.
    const { core_digest, nonce, ttl } = json;
    if (core_digest !== undefined && nonce !== undefined && ttl !== undefined) {
      this.#add(placed({ nonce }, "ttl"), ttl);
    }
  }

  #add(name: string, value: Json): void {
    const known = this.#known.get(name) ?? new Map<string, Json>();
    this.#known.set(name, known.set(jcs([value]), value));
  }

  of(name: string): readonly Json[] {
    if (SIGNATURES.includes(name)) return [ASSUMED_VALID, ASSUMED_CORRUPT];
    if (name === "debited" || name === "credited") return [false, true];
    return [...(this.#known.get(name)?.values() ?? [])];
  }

  /** The values that a field of an order may have had; `now` is the time it came, if told. */
  ofOrder(order: JsonObject, name: string, now: Json | undefined): readonly Json[] {
    if (SIGNATURES.includes(name)) return this.of(name);
    const shown = [...this.of(placed(order, name)), ...this.#telling(order, name, now)];
    return [...new Map(shown.map((value) => [jcs([value]), value])).values()];
  }

  /** One value for each answer of the guard that looks at the field. */
  #telling(order: JsonObject, name: string, now: Json | undefined): readonly Json[] {
    const { network, openings, skew, ttlMax } = this.#genesis;
    const epoch = openings.find(({ account }) => account === order["sender"])?.epoch ?? 0;
    switch (name) {
      case "network":
        return [network, `other-${network}`.slice(0, 32)];
      case "recipient":
        return [...openings.map(({ account }) => account), order["sender"] ?? ""];
      case "amount":
        return ["1", String(2n ** 63n - 1n)];
      case "epoch":
        return [epoch, epoch + 1];
      case "ttl":
        return [1, ttlMax, ttlMax + 1];
      case "issued_at":
        return isWhole(now) ? [0, now, now + skew + 1] : [0];
      default:
        return [];
    }
  }
}

function placed(order: JsonObject, name: string): string {
  const { sender = null, nonce = null } = order;
  return jcs([name === "ttl" ? null : sender, nonce, name]);
}

function bodiesOf(
  event: Event,
  fields: readonly string[],
  values: Values,
  genesis: Genesis,
  file: string,
): readonly JsonObject[] {
  const { body, line } = event;
  let ways: readonly JsonObject[] = [{}];
  const spread = (name: string, told: (way: JsonObject) => readonly Json[]): void => {
    ways = ways.flatMap((way) => told(way).map((value) => ({ ...way, [name]: value })));
    if (ways.length > WAYS_MAX) {
      throw malformed(file, line, `more than ${WAYS_MAX} ways to fill in what is missing`);
    }
  };
  for (const name of fields) {
    const told = body[name];
    // The time comes after the message whose window it is compared with.
    if (name === "now" && told === undefined) spread(name, (way) => timesOf(way, genesis));
    else if (told === undefined) spread(name, () => values.of(name));
    else if (isObject(told)) {
      checkShown(told, name, (why) => malformed(file, line, why));
      const messages = messagesOf(told, name, body["now"], values);
      spread(name, () => messages);
    } else spread(name, () => [told]);
  }
  return ways;
}

function checkShown(told: JsonObject, name: string, wrong: (why: string) => Error): void {
  for (const field of NEEDED[name] ?? []) {
    if (told[field] === undefined)
      throw wrong(`the ${name} lacks ${field}, without which it is none`);
  }
}

function messagesOf(
  told: JsonObject,
  name: string,
  now: Json | undefined,
  values: Values,
): readonly JsonObject[] {
  const orders = (order: JsonObject): readonly JsonObject[] =>
    filled(order, ORDER, (field) => values.ofOrder(order, field, now));
  switch (name) {
    case "order":
      return orders(told);
    case "vote":
      return filled(told, VOTE, (field) => values.of(field));
    case "receipt":
      return filled(told, RECEIPT, (field) => values.of(field));
    case "certificate": {
      const order = isObject(told["order"]) ? told["order"] : {};
      const { votes } = told;
      if (votes === undefined) return [told];
      return orders(order).flatMap((each) => {
        return votesOf(votes, values).map((all) => ({ ...told, order: each, votes: all }));
      });
    }
    case "proof": {
      const { first, second } = told;
      if (!isObject(first) || !isObject(second)) return [told];
      return orders(first).flatMap((left) =>
        orders(second).map((right) => ({ ...told, first: left, second: right })),
      );
    }
    default:
      return [told];
  }
}

function votesOf(votes: Json, values: Values): readonly Json[] {
  if (!isList(votes)) return [votes];
  let ways: readonly (readonly Json[])[] = [[]];
  for (const vote of votes) {
    const each = isObject(vote) ? filled(vote, VOTE, (field) => values.of(field)) : [vote];
    ways = ways.flatMap((way) => each.map((one) => [...way, one])).slice(0, WAYS_MAX + 1);
  }
  return ways;
}

function filled(
  told: JsonObject,
  fields: readonly string[],
  values: (field: string) => readonly Json[],
): readonly JsonObject[] {
  let ways: readonly JsonObject[] = [told];
  for (const name of fields) {
    if (told[name] !== undefined) continue;
    const known = values(name);
    ways = ways
      .flatMap((way) => known.map((value) => ({ ...way, [name]: value })))
      .slice(0, WAYS_MAX + 1);
  }
  return ways;
}

/** A time before, within and after the window of the order that comes with it. */
function timesOf(way: JsonObject, genesis: Genesis): readonly number[] {
  const { certificate } = way;
  const order = orderOf(isObject(certificate) ? certificate["order"] : way["order"]);
  if (order === undefined) return [0];
  const { issued_at, ttl } = order;
  const before = issued_at - genesis.skew - 1;
  const after = Math.min(issued_at + ttl, Number.MAX_SAFE_INTEGER);
  return [...new Set([Math.max(before, 0), issued_at, after])];
}
