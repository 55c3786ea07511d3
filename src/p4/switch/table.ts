/**
 * The rows of one table and its default action, as the control plane writes them and both back
 * ends read them. A write answers with the row or why not; it never throws.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Result } from "../../base/result.ts";
import { no, ok } from "../../base/result.ts";
import type { Chosen, Entry, Expression, Keyset, Key, Table, TableAction } from "../program.ts";
import { bitsOf, ones } from "./bits.ts";
import type { Match } from "./match.ts";
import { matches, prefixMask, readMatch, sameMatch } from "./match.ts";
import { Meters } from "./meter.ts";

/** What a row does. Members and groups are those of the table's action profile. */
export type Target =
  | { readonly kind: "action"; readonly action: TableAction; readonly data: readonly bigint[] }
  | { readonly kind: "member"; readonly member: number }
  | { readonly kind: "group"; readonly group: number };

export type Row = {
  /** Smaller is older; never used again. */
  readonly id: number;
  /** One for each key of the table. */
  readonly matches: readonly Match[];
  /** The larger wins; 0 in a table that does not rank. */
  readonly priority: number;
  target: Target;
  readonly constant: boolean;
  /** Direct counter: hits, and bytes of their packets. */
  packets: number;
  bytes: number;
  /** Direct meter: one cell; null if the table has none. */
  readonly meter: Meters | null;
};

export type NewRow = {
  readonly matches: readonly Match[];
  readonly priority: number;
  readonly target: Target;
};

export type TableRefusal =
  | "AlreadyThere"
  | "NotThere"
  | "Constant"
  | "Full"
  | "BadMatch"
  | "BadPriority"
  | "BadAction"
  | "BadData";

/** Whether priorities decide: a key is ternary, range or optional; an lpm key has no say then. */
function ranks(table: Table): boolean {
  return table.keys.some(
    ({ match }) => match === "ternary" || match === "range" || match === "optional",
  );
}

export class TableState {
  readonly table: Table;
  readonly ranked: boolean;
  /** Those who want to know that a row or the default action has changed. */
  readonly #watchers: (() => void)[] = [];
  /** Oldest first. */
  rows: readonly Row[] = [];
  defaultTarget: Target & { readonly kind: "action" };
  readonly #initial: Target & { readonly kind: "action" };
  #nextId = 0;

  constructor(table: Table) {
    this.table = table;
    this.ranked = ranks(table);
    this.#initial = { kind: "action", ...chosen(table.defaultAction) };
    this.defaultTarget = this.#initial;
    for (const entry of table.entries) this.#place(entryRow(table, entry), entry.constant);
  }

  insert(row: NewRow): Result<Row, TableRefusal> {
    if (this.table.constantEntries) return no("Constant");
    const read = this.#read(row);
    if (!read.ok) return read;
    if (this.find(read.value) !== undefined) return no("AlreadyThere");
    if (this.table.size !== null && this.rows.length >= this.table.size) return no("Full");
    return ok(this.#place(read.value, false));
  }

  /** Gives the row of these matches and this priority another action; its counter stays. */
  modify(row: NewRow): Result<Row, TableRefusal> {
    const read = this.#read(row);
    if (!read.ok) return read;
    const found = this.find(read.value);
    if (found === undefined) return no("NotThere");
    if (found.constant) return no("Constant");
    found.target = read.value.target;
    this.#changed();
    return ok(found);
  }

  delete(key: Omit<NewRow, "target">): Result<Row, TableRefusal> {
    const read = this.#readKey(key);
    if (!read.ok) return read;
    const found = this.find(read.value);
    if (found === undefined) return no("NotThere");
    if (found.constant) return no("Constant");
    this.rows = this.rows.filter((row) => row !== found);
    this.#changed();
    return ok(found);
  }

  /** Removes every row that is not constant. */
  clear(): void {
    this.rows = this.rows.filter((row) => row.constant);
    this.#changed();
  }

  /** Null: the default action of the program again. */
  setDefault(target: (Target & { readonly kind: "action" }) | null): Result<null, TableRefusal> {
    if (this.table.constantDefault && target !== null) return no("Constant");
    const refused = target === null ? null : this.#badAction(target, "default");
    if (refused !== null) return no(refused);
    this.defaultTarget = target ?? this.#initial;
    this.#changed();
    return ok(null);
  }

  /** From now on `watcher` is called after each change of a row or the default action. */
  watch(watcher: () => void): void {
    this.#watchers.push(watcher);
  }

  /** The row of exactly this condition, if there is one. */
  find(key: Omit<NewRow, "target">): Row | undefined {
    return this.rows.find(
      (row) =>
        row.priority === key.priority &&
        row.matches.every((match, at) => sameMatch(match, key.matches[at] ?? { kind: "any" })),
    );
  }

  /**
   * The row that decides for these raw keys: the only one (exact), the longest prefix, or the
   * largest priority, and of equals the oldest. The rule itself, without an index.
   */
  lookup(keys: readonly bigint[]): Row | undefined {
    let best: Row | undefined;
    for (const row of this.rows) {
      if (!this.table.keys.every((key, at) => fulfils(key, row.matches[at], keys[at]))) continue;
      if (best === undefined || this.rank(row) > this.rank(best)) best = row;
    }
    return best;
  }

  rank(row: Row): number {
    return this.ranked ? row.priority : prefixes(row);
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }

  #read(row: NewRow): Result<NewRow, TableRefusal> {
    const key = this.#readKey(row);
    if (!key.ok) return key;
    const refused = this.#badTarget(row.target);
    return refused === null ? ok({ ...key.value, target: row.target }) : no(refused);
  }

  #readKey(row: Omit<NewRow, "target">): Result<Omit<NewRow, "target">, TableRefusal> {
    if (row.matches.length !== this.table.keys.length) return no("BadMatch");
    const read: Match[] = [];
    for (const [at, key] of this.table.keys.entries()) {
      const match = readMatch(key, row.matches[at] ?? { kind: "any" });
      if (!match.ok) return match;
      read.push(match.value);
    }
    const { priority } = row;
    if (!Number.isSafeInteger(priority) || priority < 0) return no("BadPriority");
    return ok({ matches: read, priority: this.ranked ? priority : 0 });
  }

  #badTarget(target: Target): TableRefusal | null {
    const throughProfile = this.table.implementation !== null;
    if (throughProfile !== (target.kind !== "action")) return "BadAction";
    return target.kind === "action" ? this.#badAction(target, "table") : null;
  }

  #badAction(
    { action, data }: Target & { readonly kind: "action" },
    scope: "table" | "default",
  ): TableRefusal | null {
    if (!this.table.actions.includes(action)) return "BadAction";
    if (action.scope !== "both" && action.scope !== scope) return "BadAction";
    return dataFits(action, data) ? null : "BadData";
  }

  #place(row: NewRow, constant: boolean): Row {
    const placed: Row = {
      id: this.#nextId++,
      matches: row.matches,
      priority: row.priority,
      target: row.target,
      constant,
      packets: 0,
      bytes: 0,
      meter: this.table.directMeter === null ? null : new Meters(this.table.directMeter, 1),
    };
    this.rows = [...this.rows, placed];
    this.#changed();
    return placed;
  }
}

/** The sum of the prefix lengths: with one lpm key the longest prefix wins. */
function prefixes(row: Row): number {
  return row.matches.reduce((sum, match) => sum + (match.kind === "lpm" ? match.prefix : 0), 0);
}

function fulfils(key: Key, match: Match | undefined, raw: bigint | undefined): boolean {
  assert(match !== undefined && raw !== undefined, "a row has a match for each key");
  return matches(key, match, raw);
}

/** Whether these are values for the data parameters of the action. */
export function dataFits(action: TableAction, data: readonly bigint[]): boolean {
  const parameters = action.action.parameters.filter(({ direction }) => direction === "none");
  return (
    parameters.length === data.length &&
    parameters.every(({ type }, at) => {
      const value = data[at] ?? 0n;
      return value >= 0n && value <= ones(bitsOf(type));
    })
  );
}

/** A choice of the program, its data as raw bits. */
function chosen({ action, data }: Chosen): { action: TableAction; data: bigint[] } {
  return { action, data: data.map(rawConstant) };
}

/** The raw bits of a constant. */
function rawConstant(expression: Expression): bigint {
  assert(expression.kind === "constant", "the checker folds what must be constant");
  const { value } = expression;
  assert(typeof value !== "string", "a string is no run-time value");
  return BigInt.asUintN(bitsOf(expression.type), BigInt(value));
}

function entryRow(table: Table, entry: Entry): NewRow {
  return {
    matches: table.keys.map((key, at) => entryMatch(key, entry.keysets[at] ?? { kind: "any" })),
    priority: entry.priority ?? 0,
    target: { kind: "action", ...chosen(entry.chosen) },
  };
}

/** What a key set of the program says as a condition of this key's kind. */
function entryMatch(key: Key, keyset: Keyset): Match {
  const width = bitsOf(key.expression.type);
  const read = readMatch(key, keysetMatch(key, keyset, width));
  assert(read.ok, `the entry's condition on ${key.name} is of the key's kind`);
  return read.value;
}

function keysetMatch(key: Key, keyset: Keyset, width: number): Match {
  switch (keyset.kind) {
    case "any":
      return key.match === "lpm" ? { kind: "lpm", value: 0n, prefix: 0 } : { kind: "any" };
    case "value": {
      const value = rawConstant(keyset.value);
      if (key.match === "lpm") return { kind: "lpm", value, prefix: width };
      if (key.match === "ternary") return { kind: "ternary", value, mask: ones(width) };
      if (key.match === "range") return { kind: "range", low: value, high: value };
      return { kind: "exact", value };
    }
    case "mask": {
      const value = rawConstant(keyset.value);
      const mask = rawConstant(keyset.mask);
      if (key.match === "lpm") return { kind: "lpm", value, prefix: prefixOf(mask, width) };
      if (key.match !== "ternary" && mask === ones(width)) return { kind: "exact", value };
      return { kind: "ternary", value, mask };
    }
    case "range":
      return { kind: "range", low: rawConstant(keyset.low), high: rawConstant(keyset.high) };
    case "set":
      assert(false, "a value_set stands in a select only");
  }
}

function prefixOf(mask: bigint, width: number): number {
  for (let prefix = 0; prefix <= width; prefix += 1) {
    if (prefixMask(width, prefix) === mask) return prefix;
  }
  assert(false, "the mask of an lpm entry is a prefix");
}
