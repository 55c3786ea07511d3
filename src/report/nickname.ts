/**
 * Short names for payments, so that a message fits an arrow: `p1` for what is paid by whom to whom
 * at which nonce, `p1 e1` for the same as an order of epoch 1. In: values. Out: names.
 * @module
 */
import { print } from "../value/print.ts";
import type { Value } from "../value/value.ts";
import { field, record } from "../value/value.ts";

/** A payment, as its claim prints -> its name; in the order in which they came up. */
export type Nicknames = ReadonlyMap<string, { readonly name: string; readonly claim: Value }>;

const CLAIM = ["sender", "recipient", "amount", "nonce"] as const;

export function nicknamesOf(values: readonly Value[]): Nicknames {
  const found = new Map<string, { name: string; claim: Value }>();
  for (const order of values.flatMap(ordersIn)) {
    const claim = claimOf(order);
    if (claim === undefined || found.has(print(claim))) continue;
    found.set(print(claim), { name: `p${found.size + 1}`, claim });
  }
  return found;
}

/** The name of the first payment in the value, and its epoch unless that is the first one. */
export function nicknameIn(value: Value, nicknames: Nicknames): string | undefined {
  const [order] = ordersIn(value);
  const claim = order === undefined ? undefined : claimOf(order);
  if (order === undefined || claim === undefined) return undefined;
  const name = nicknames.get(print(claim))?.name;
  const epoch = field(order, "epoch");
  const later = epoch?.kind === "int" && epoch.value > 0 ? ` e${epoch.value}` : "";
  return name === undefined ? undefined : `${name}${later}`;
}

/** Everything in it that says who pays whom how much. */
function ordersIn(value: Value): readonly Value[] {
  switch (value.kind) {
    case "record":
      if (claimOf(value) !== undefined) return [value];
      return value.fields.flatMap(([, each]) => ordersIn(each));
    case "set":
      return value.elements.flatMap(ordersIn);
    case "tuple":
      return value.items.flatMap(ordersIn);
    case "function":
      return value.entries.flatMap(([key, each]) => [...ordersIn(key), ...ordersIn(each)]);
    case "bool":
    case "int":
    case "string":
    case "model":
      return [];
  }
}

function claimOf(value: Value): Value | undefined {
  const facts = CLAIM.map((name) => [name, field(value, name)] as const);
  const known = facts.flatMap(([name, each]) =>
    each === undefined ? [] : [[name, each] as const],
  );
  return known.length === CLAIM.length ? record(known) : undefined;
}
