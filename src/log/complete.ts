/**
 * What an observer missed -> every way it may have been. In: a partial log. Out: for each event the
 * complete bodies that it may have had. A missing field takes each value that the log shows for it
 * elsewhere; a signature was right or wrong; a time lay before, within or after the window, which
 * is all that a time can mean (TH-11). In a full log nothing is missing, and nothing is filled in.
 * @module
 */
import type { Json, JsonObject } from "../vector/json.ts";
import { isList, isObject, jcs } from "../vector/json.ts";
import { ASSUMED_CORRUPT, ASSUMED_VALID, ORDER, orderOf, RECEIPT, VOTE } from "./facts.ts";
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
  const values = new Values();
  for (const { body, emitted = [] } of log.events) {
    values.see(body);
    for (const { body: message } of emitted) if (message !== undefined) values.see(message);
  }
  for (const { digest } of genesis.committees) values.add("committee", digest);
  values.add("network", genesis.network);
  return (event) => {
    const fields = INPUTS[componentOf(log.header.profile)].get(event.input) ?? [];
    const ways = bodiesOf(event, fields, values, genesis, log.file);
    if (ways.length === 0) throw malformed(log.file, event.line, "nothing says what is missing");
    return ways;
  };
}

/** Field name -> the values that the log shows for it. */
class Values {
  readonly #known = new Map<string, Map<string, Json>>();

  see(json: Json): void {
    if (isList(json)) for (const item of json) this.see(item);
    if (!isObject(json)) return;
    // Of a message that no decoder accepts nothing is learnt: its values need not be values.
    const alien = "amount" in json && Object.keys(json).some((key) => !ORDER.includes(key));
    for (const [name, value] of Object.entries(json)) {
      if (isObject(value) || isList(value)) this.see(value);
      if (!alien) this.add(name, value);
    }
  }

  add(name: string, value: Json): void {
    const known = this.#known.get(name) ?? new Map<string, Json>();
    this.#known.set(name, known.set(jcs([value]), value));
  }

  of(name: string): readonly Json[] {
    if (SIGNATURES.includes(name)) return [ASSUMED_VALID, ASSUMED_CORRUPT];
    if (name === "debited" || name === "credited") return [false, true];
    return [...(this.#known.get(name)?.values() ?? [])];
  }
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
      const messages = messagesOf(told, name, values);
      spread(name, () => messages);
    } else spread(name, () => [told]);
  }
  return ways;
}

function checkShown(told: JsonObject, name: string, wrong: (why: string) => Error): void {
  for (const field of NEEDED[name] ?? []) {
    if (told[field] === undefined) throw wrong(`the ${name} lacks ${field}, without which it is none`);
  }
}

function messagesOf(told: JsonObject, name: string, values: Values): readonly JsonObject[] {
  switch (name) {
    case "order":
      return filled(told, ORDER, values);
    case "vote":
      return filled(told, VOTE, values);
    case "receipt":
      return filled(told, RECEIPT, values);
    case "certificate": {
      const order = isObject(told["order"]) ? told["order"] : {};
      const { votes } = told;
      if (votes === undefined) return [told];
      return filled(order, ORDER, values).flatMap((each) => {
        return votesOf(votes, values).map((all) => ({ ...told, order: each, votes: all }));
      });
    }
    case "proof": {
      const { first, second } = told;
      if (!isObject(first) || !isObject(second)) return [told];
      return filled(first, ORDER, values).flatMap((left) =>
        filled(second, ORDER, values).map((right) => ({ ...told, first: left, second: right })),
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
    const each = isObject(vote) ? filled(vote, VOTE, values) : [vote];
    ways = ways.flatMap((way) => each.map((one) => [...way, one])).slice(0, WAYS_MAX + 1);
  }
  return ways;
}

function filled(
  told: JsonObject,
  fields: readonly string[],
  values: Values,
): readonly JsonObject[] {
  let ways: readonly JsonObject[] = [told];
  for (const name of fields) {
    if (told[name] !== undefined) continue;
    const known = values.of(name);
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
