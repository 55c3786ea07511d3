/**
 * What a claim is asked about: everything that was said, the last exchange being the new one.
 * In: the past. Out: the turn, and what several claims look for in it.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import type { ReadyAnswer } from "../replay/corpus.ts";
import type { Names, OrderFacts } from "./names.ts";
import type { Shown } from "./shown.ts";
import { shownIn } from "./shown.ts";
import { fieldsOf, listOf, scalar } from "./fields.ts";
import type { Exchange } from "./witness.ts";

/** What was said, and the genesis that all of it began with. */
export type Past = {
  readonly names: Names;
  readonly genesis: Json;
  readonly said: readonly Exchange[];
  /** What the model answers to the last input, where the way there is still the model's. */
  readonly demanded: ReadyAnswer | undefined;
};

/** The last exchange, read. */
export type Turn = Past & { readonly last: Exchange; readonly was: Shown; readonly is: Shown };

export type Claim = {
  readonly name: string;
  readonly module: string;
  /** How the last exchange breaks it, in words. */
  readonly broken: (turn: Turn) => string | undefined;
};

export function turnOf(past: Past): Turn | undefined {
  const last = past.said.at(-1);
  if (last === undefined) return undefined;
  return { ...past, last, was: shownIn(last.before), is: shownIn(last.after) };
}

/** Two orders of which one account may sign only one. */
export function rivals(one: OrderFacts, other: OrderFacts | undefined): boolean {
  return (
    other !== undefined &&
    one.sender === other.sender &&
    one.nonce === other.nonce &&
    one.epoch === other.epoch &&
    one.name !== other.name
  );
}

/** The bodies of the messages of one type that the last exchange sent. */
export function sent(turn: Turn, type: string): readonly { readonly [field: string]: Json }[] {
  const { emitted } = turn.last.reply;
  return emitted.filter((message) => message.type === type).map(({ body }) => fieldsOf(body));
}

export function ownershipAsGenesis(turn: Turn): string | undefined {
  const told = new Set(listOf(fieldsOf(turn.genesis)["ownership"]).map(ownerText));
  const invented = turn.is.ownership.find((proof) => !told.has(ownerText(proof)));
  return invented === undefined ? undefined : "it believes in an ownership that the genesis denies";
}

function ownerText(proof: Json): string {
  const { account, epoch, committee } = fieldsOf(proof);
  return `${scalar(account)} ${scalar(epoch)} ${scalar(committee)}`;
}
