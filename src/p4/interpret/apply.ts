/**
 * Table apply (P4_16 1.2.5, section 14.2): keys left to right, lookup, then the arguments that
 * the table binds, the action's body, copy-out.
 * @module
 */
import { assert } from "../../base/assert.ts";
import { META } from "../engine.ts";
import type { Table, TableAction } from "../program.ts";
import { fromRaw, bitsOf } from "../switch/bits.ts";
import { HASH_ALGORITHMS, hashOf } from "../switch/hash.ts";
import { GREEN } from "../switch/meter.ts";
import type { Row } from "../switch/table.ts";
import { bind, invoke, type Bound } from "./call.ts";
import type { Applied, Context } from "./context.ts";
import { check } from "./expression.ts";
import type { Packed } from "./value.ts";
import { bits, bytesOf, joined, pack } from "./value.ts";

const PACKET_LENGTH = META.indexOf("packet_length");

export function apply(context: Context, table: Table): Applied {
  const packed = table.keys.map(({ expression }) => {
    const value = context.evaluate(expression);
    check(context, "key", expression, value);
    return pack(expression.type, value);
  });
  const keys = packed.map(({ raw }) => raw);
  const state = context.control.table(table);
  const row = state.lookup(keys) ?? null;
  if (row !== null) account(context, row);
  const chosen = row === null ? state.defaultTarget : chosenOf(context, table, row, packed);
  const action = chosen?.action.action ?? null;
  const data = chosen?.data ?? [];
  context.hooks.trace?.({ kind: "table", table, keys, row, action, data });
  if (chosen !== null) runAction(context, chosen);
  return { hit: row !== null, action };
}

/** The direct counter and the direct meter, before the action. */
function account(context: Context, row: Row): void {
  const length = context.meta[PACKET_LENGTH] ?? 0;
  row.packets += 1;
  row.bytes += length;
  context.colour = row.meter === null ? GREEN : row.meter.execute(0, length, context.nowUs);
}

type Chosen = { readonly action: TableAction; readonly data: readonly bigint[] };

/** Null: a group without members, and nothing runs. */
function chosenOf(
  context: Context,
  table: Table,
  row: Row,
  packed: readonly Packed[],
): Chosen | null {
  const { target } = row;
  if (target.kind === "action") return target;
  assert(table.implementation !== null, "members and groups are an action profile's");
  const profile = context.control.profile(table.implementation);
  if (target.kind === "member") return profile.member(target.member) ?? null;
  return profile.select(target.group, selector(context, table, packed)) ?? null;
}

/** The hash of the selector keys only, side by side, cut to the selector's output width. */
function selector(context: Context, table: Table, packed: readonly Packed[]): bigint {
  const [algorithm, , width] = table.implementation?.args ?? [];
  let input: Packed = { width: 0, raw: 0n, taint: 0n };
  for (const [at, { match }] of table.keys.entries()) {
    const key = packed[at];
    if (match === "selector" && key !== undefined) input = joined(input, key);
  }
  const name = HASH_ALGORITHMS[Number(algorithm)];
  assert(name !== undefined, "the algorithm is one of v1model's");
  const hash = hashOf(name, bytesOf(input)) ?? BigInt(context.world.random() >>> 0);
  return BigInt.asUintN(Number(width), hash);
}

function runAction(context: Context, { action, data }: Chosen): void {
  const { parameters, body } = action.action;
  const given = parameters
    .filter(({ direction }) => direction === "none")
    .map((parameter, at): Bound => {
      const raw = BigInt.asUintN(bitsOf(parameter.type), data[at] ?? 0n);
      return { parameter, value: bits(fromRaw(parameter.type, raw)), location: null };
    });
  invoke(context, [...bind(context, action.bound), ...given], () => context.run(body));
}
