/**
 * What an STF file names, in a program. In: names and numbers as written. Out: tables, actions,
 * matches and cells, or why there is none. A name may be any unique suffix of the full one;
 * `name$0` is `name[0]`.
 * @module
 */
import { no, ok, type Result } from "../../base/result.ts";
import type { Key, Program, Table, TableAction } from "../program.ts";
import { bitsOf } from "../switch/bits.ts";
import type { Match } from "../switch/match.ts";
import type { NewRow } from "../switch/table.ts";
import type { ActionWritten, MatchWritten, Written } from "./statement.ts";

export function tableNamed(program: Program, name: string): Result<Table, string> {
  return unique(program.tables, name, "table");
}

/**
 * The one thing whose name is `name`, or ends in it behind a dot. `Control.t` may name the type of
 * a control whose instance has another name.
 */
export function unique<Thing extends { readonly name: string }>(
  things: readonly Thing[],
  name: string,
  what: string,
): Result<Thing, string> {
  const found = suffixed(things, name, what);
  const [, type, rest] = /^(\w+)\.(.+)$/.exec(name) ?? [];
  const isInstance = things.some((thing) => thing.name.startsWith(`${type}.`));
  return found.ok || rest === undefined || isInstance ? found : unique(things, rest, what);
}

function suffixed<Thing extends { readonly name: string }>(
  things: readonly Thing[],
  name: string,
  what: string,
): Result<Thing, string> {
  const plain = plainName(name);
  const exact = things.find((thing) => plainName(thing.name) === plain);
  if (exact !== undefined) return ok(exact);
  const [found, ...others] = things.filter((thing) => plainName(thing.name).endsWith(`.${plain}`));
  if (found === undefined) return no(`there is no ${what} ${name}`);
  return others.length === 0 ? ok(found) : no(`${what} ${name} is more than one: say more of it`);
}

/** Elements and validity are spelled in two ways. */
function plainName(name: string): string {
  return name.replaceAll(/\$([0-9]+)/g, "[$1]").replace(/\.\$valid\$$/, ".isValid()");
}

/** Which key each match is for: a missing exact key is 0, any other missing one matches all. */
export function matchesFor(
  table: Table,
  written: readonly MatchWritten[],
): Result<readonly Match[], string> {
  const found = new Map<Key, Match>();
  for (const each of written) {
    const key = keyNamed(table, each.name);
    if (!key.ok) return key;
    const match = matchFor(key.value, each);
    if (!match.ok) return no(`${each.name}: ${match.reason}`);
    found.set(key.value, match.value);
  }
  return ok(table.keys.map((key) => found.get(key) ?? missing(key)));
}

function keyNamed(table: Table, name: string): Result<Key, string> {
  const exact = suffixed(table.keys, name, "key");
  if (exact.ok) return exact;
  // The control plane may know a key by less than what was written: `hdr.h.f` for `h.f`.
  const [longer, ...others] = table.keys.filter((key) =>
    plainName(name).endsWith(`.${plainName(key.name)}`),
  );
  return longer !== undefined && others.length === 0 ? ok(longer) : exact;
}

function missing(key: Key): Match {
  if (key.match === "exact") return { kind: "exact", value: 0n };
  return key.match === "lpm" ? { kind: "lpm", value: 0n, prefix: 0 } : { kind: "any" };
}

function matchFor(key: Key, { value, prefix, high }: MatchWritten): Result<Match, string> {
  const width = bitsOf(key.expression.type);
  const raw = BigInt.asUintN(width, value.value);
  if (value.value >= 1n << BigInt(width)) return no("it does not fit the key");
  switch (key.match) {
    case "exact":
    case "optional":
      return isWhole(value) ? ok({ kind: "exact", value: raw }) : no("it must be a whole number");
    case "lpm": {
      const length = prefix ?? writtenPrefix(value, width);
      if (length > width) return no("the prefix is longer than the key");
      return ok({ kind: "lpm", value: raw, prefix: length });
    }
    case "ternary": {
      // A mask covers only the digits that were written.
      const mask = BigInt.asUintN(width, prefix === null ? value.mask : prefixOf(width, prefix));
      return ok({ kind: "ternary", value: raw & mask, mask });
    }
    case "range":
      if (!isWhole(value)) return no("it must be a whole number");
      return ok({ kind: "range", low: raw, high: BigInt.asUintN(width, (high ?? value).value) });
    case "selector":
      return ok({ kind: "any" });
  }
}

function prefixOf(width: number, length: number): bigint {
  return ((1n << BigInt(length)) - 1n) << BigInt(Math.max(0, width - length));
}

function isWhole({ mask, bits }: Written): boolean {
  return bits === null ? mask !== 0n : mask === (1n << BigInt(bits)) - 1n;
}

/** As many bits as there are digits that count; all of them for a decimal. */
function writtenPrefix({ mask, bits }: Written, width: number): number {
  if (bits === null) return mask === 0n ? 0 : width;
  let count = 0;
  for (let rest = mask; rest > 0n; rest >>= 1n) count += Number(rest & 1n);
  return Math.min(count, width);
}

/** What a row does, or the default action. */
export function targetFor(
  table: Table,
  { name, args }: ActionWritten,
): Result<NewRow["target"] & { readonly kind: "action" }, string> {
  const named = table.actions.map((each) => ({ name: each.action.name, each }));
  const found = unique(named, name, "action");
  if (!found.ok) return found;
  const action = found.value.each;
  const data = dataFor(action, args);
  return data.ok ? ok({ kind: "action", action, data: data.value }) : data;
}

function dataFor(
  { action }: TableAction,
  args: ActionWritten["args"],
): Result<readonly bigint[], string> {
  const wanted = action.parameters.filter(({ direction }) => direction === "none");
  const unknown = args.find(({ name }) => !wanted.some((parameter) => parameter.name === name));
  if (unknown !== undefined) return no(`${action.name} has no parameter ${unknown.name}`);
  const data: bigint[] = [];
  for (const parameter of wanted) {
    const given = args.find(({ name }) => name === parameter.name);
    if (given === undefined) return no(`${action.name} needs ${parameter.name}`);
    const width = bitsOf(parameter.type);
    const { value } = given.value;
    if (value >= 1n << BigInt(width)) return no(`${parameter.name} does not fit ${width} bits`);
    data.push(BigInt.asUintN(width, value));
  }
  return ok(data);
}
