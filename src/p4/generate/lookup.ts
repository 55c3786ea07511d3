/**
 * The index of one table's rows, rebuilt when they have changed. Without priorities: a hash map
 * for each mask (all ones: exact; one for each prefix length, the longest first). With priorities
 * or several prefixes: the rows sorted by rank, and the first that fits. A lookup makes nothing.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Key, Table, TableAction } from "../program.ts";
import { bitsOf, isSigned, ones } from "../switch/bits.ts";
import { HASH_ALGORITHMS, hashOf } from "../switch/hash.ts";
import type { Match } from "../switch/match.ts";
import { prefixMask } from "../switch/match.ts";
import type { Profile } from "../switch/profile.ts";
import { fixedWords } from "../switch/fixed.ts";
import type { Row, TableState } from "../switch/table.ts";
import { GOLDEN, type Prepared, Remembered } from "./remembered.ts";

type Chosen = { readonly action: TableAction; readonly data: readonly bigint[] };
/** `flip`: the sign bit, for an order in which signed numbers are unsigned ones. */
type Range = {
  readonly at: number;
  readonly flip: number;
  readonly low: Uint32Array;
  readonly high: Uint32Array;
};
export type Entry = {
  /** Null: none fits, and the default action runs. */
  readonly row: Row | null;
  /** Null: a member or group of the profile. */
  readonly prepared: Prepared | null;
  readonly mask: Uint32Array;
  readonly value: Uint32Array;
  readonly ranges: readonly Range[];
};
/** Open addressing: positions in `entries`, or -1. */
type Bucket = {
  readonly mask: Uint32Array;
  readonly slots: Int32Array;
  readonly entries: readonly Entry[];
};

export function wordsOf(width: number): number {
  return Math.max(1, Math.ceil(width / 32));
}

export class TableIndex {
  /** The words of the keys, the highest of each first: set before each lookup. */
  readonly key: Uint32Array;
  /** The rows have changed: the next search reads them again. */
  #isStale = true;
  /** Of a table without keys: what runs, if it has no rows; else -1, and `choose` knows. */
  always = -1;
  /** And its data, whether it was a row's (1 or 0), the colour of its meter. */
  hits = 0;
  colour = 0;
  readonly standing: Uint32Array;
  readonly standingBigs: bigint[] = [];
  readonly #state: TableState;
  readonly #choices: readonly TableAction[];
  readonly #profile: Profile | null;
  readonly #members = new WeakMap<object, Prepared>();
  #miss: Entry;
  #buckets: readonly Bucket[] | null = null;
  #sorted: readonly Entry[] = [];
  /** Of a table whose key is one word, without a profile. */
  readonly remembered: Remembered;
  /** An integer of 32 random bits, for a selector that chooses by chance. */
  random: () => number = () => 0;

  constructor(state: TableState, choices: readonly TableAction[], profile: Profile | null) {
    this.#state = state;
    this.#choices = choices;
    this.#profile = profile;
    const words = state.table.keys.reduce((sum, key) => sum + widthInWords(key), 0);
    this.key = new Uint32Array(words);
    this.#miss = missOf(prepare(choices, state.defaultTarget));
    const most = Math.max(0, ...choices.map(dataWords));
    this.standing = fixedWords(most);
    this.remembered = new Remembered(most);
    state.watch(() => this.#forget());
  }

  get table(): Table {
    return this.#state.table;
  }

  /** What there is for the words of `key`. */
  search(): Entry {
    if (this.#isStale) this.#rebuild();
    return (this.#buckets === null ? this.#scan() : this.#probe(this.#buckets)) ?? this.#miss;
  }

  /** The same for a key of one word, to be found again at its place. */
  remember(word: number, place: number): void {
    this.key[0] = word;
    const { row, prepared } = this.search();
    assert(prepared !== null, "only a table with a profile has members");
    this.remembered.put(word, place, row, prepared);
  }

  /** For a table without keys: what runs, its data in `standing`, counted. -1: nothing runs. */
  choose(lengthBytes: number, nowUs: number): number {
    const { row, prepared } = this.search();
    this.hits = row === null ? 0 : 1;
    if (row !== null) {
      row.packets += 1;
      row.bytes += lengthBytes;
      this.colour = row.meter?.execute(0, lengthBytes, nowUs) ?? 0;
    }
    const found = row === null ? prepared : (prepared ?? this.throughProfile(row));
    return found === null ? -1 : this.#stand(found);
  }

  #stand({ choice, words, bigs }: Prepared): number {
    this.standing.set(words);
    for (const [at, big] of bigs.entries()) this.standingBigs[at] = big;
    return choice;
  }

  #probe(buckets: readonly Bucket[]): Entry | null {
    const { key } = this;
    for (const { mask, slots, entries } of buckets) {
      const last = slots.length - 1;
      for (let at = hashed(key, mask) & last; ; at = (at + 1) & last) {
        const entry = entries[slots[at] ?? -1];
        if (entry === undefined) break;
        if (fits(key, mask, entry.value)) return entry;
      }
    }
    return null;
  }

  #scan(): Entry | null {
    const { key } = this;
    for (const entry of this.#sorted) {
      if (fits(key, entry.mask, entry.value) && inRanges(key, entry.ranges)) return entry;
    }
    return null;
  }

  /**
   * What was found may be wrong now. PERF: since nothing is found then but by a search, nobody else
   * has to look whether the rows have changed.
   */
  #forget(): void {
    this.#isStale = true;
    this.always = -1;
    this.remembered.forget();
  }

  #rebuild(): void {
    const state = this.#state;
    const { keys } = state.table;
    const entries = state.rows.map((row) => this.#entry(row));
    this.#isStale = false;
    const standing = prepare(this.#choices, state.defaultTarget);
    this.#miss = missOf(standing);
    this.hits = 0;
    this.always = keys.length === 0 && entries.length === 0 ? this.#stand(standing) : -1;
    const isRanked = state.ranked || keys.filter(({ match }) => match === "lpm").length > 1;
    this.#buckets = isRanked ? null : bucketsOf(entries, state);
    // A stable sort: of equal ranks the oldest row comes first.
    this.#sorted = isRanked
      ? entries.toSorted((one, other) => rankOf(state, other) - rankOf(state, one))
      : [];
  }

  #entry(row: Row): Entry {
    const mask = new Uint32Array(this.key.length);
    const value = new Uint32Array(this.key.length);
    const ranges: Range[] = [];
    let at = 0;
    for (const [place, key] of this.#state.table.keys.entries()) {
      const match = row.matches[place];
      assert(match !== undefined, "a row has a match for each key");
      const count = widthInWords(key);
      if (match.kind === "range") ranges.push(rangeOf(key, match, at, count));
      const masked = maskOf(key, match);
      setWords(mask, at, count, masked);
      if ("value" in match) setWords(value, at, count, match.value & masked);
      at += count;
    }
    const { target } = row;
    const prepared = target.kind === "action" ? prepare(this.#choices, target) : null;
    return { row, prepared, mask, value, ranges };
  }

  /** Null: no such member, or a group without members. Not on the hot path. */
  throughProfile({ target }: Row): Prepared | null {
    assert(this.#profile !== null && target.kind !== "action", "members are an action profile's");
    const member =
      target.kind === "member"
        ? this.#profile.member(target.member)
        : this.#profile.select(target.group, this.#selector());
    if (member === undefined) return null;
    const known = this.#members.get(member);
    if (known !== undefined) return known;
    const prepared = prepare(this.#choices, member);
    this.#members.set(member, prepared);
    return prepared;
  }

  /** The hash of the selector keys only, side by side, cut to the selector's output width. */
  #selector(): bigint {
    const { table } = this.#state;
    const [algorithm, , outputWidth] = table.implementation?.args ?? [];
    let raw = 0n;
    let width = 0;
    let at = 0;
    for (const key of table.keys) {
      const count = widthInWords(key);
      const bits = bitsOf(key.expression.type);
      if (key.match === "selector") {
        raw = (raw << BigInt(bits)) | wordsToBig(this.key.subarray(at, at + count));
        width += bits;
      }
      at += count;
    }
    const name = HASH_ALGORITHMS[Number(algorithm)];
    assert(name !== undefined, "the algorithm is one of v1model's");
    const hash = hashOf(name, bytesOf(raw, width)) ?? BigInt(this.random() >>> 0);
    return BigInt.asUintN(Number(outputWidth), hash);
  }
}

function bytesOf(raw: bigint, width: number): Uint8Array {
  const length = Math.ceil(width / 8);
  const whole = raw << BigInt(length * 8 - width);
  return Uint8Array.from({ length }, (_, at) =>
    Number((whole >> BigInt(8 * (length - 1 - at))) & 0xffn),
  );
}

function widthInWords(key: Key): number {
  return wordsOf(bitsOf(key.expression.type));
}

function prepare(choices: readonly TableAction[], { action, data }: Chosen): Prepared {
  const words: number[] = [];
  const bigs: bigint[] = [];
  const parameters = action.action.parameters.filter(({ direction }) => direction === "none");
  for (const [at, { type }] of parameters.entries()) {
    const width = bitsOf(type);
    const raw = BigInt.asUintN(width, data[at] ?? 0n);
    if (width > 64) bigs.push(raw);
    else if (width > 32) words.push(Number(raw >> 32n), Number(raw & ones(32)));
    else words.push(Number(raw));
  }
  return { choice: choices.indexOf(action), words: Uint32Array.from(words), bigs };
}

/** How many words the data of an action take. */
function dataWords({ action }: TableAction): number {
  const widths = action.parameters.map(({ direction, type }) =>
    direction === "none" ? bitsOf(type) : 0,
  );
  return widths.reduce((sum, width) => sum + (width > 64 ? 0 : Math.ceil(width / 32)), 0);
}

function rankOf(state: TableState, { row }: Entry): number {
  return row === null ? 0 : state.rank(row);
}

function missOf(prepared: Prepared): Entry {
  const nothing = new Uint32Array(0);
  return { row: null, prepared, mask: nothing, value: nothing, ranges: [] };
}

/** The bits of the key that decide by being equal. */
function maskOf(key: Key, match: Match): bigint {
  const width = bitsOf(key.expression.type);
  switch (match.kind) {
    case "exact":
      return ones(width);
    case "lpm":
      return prefixMask(width, match.prefix);
    case "ternary":
      return match.mask;
    case "range":
    case "any":
      return 0n;
  }
}

function rangeOf(
  key: Key,
  { low, high }: Match & { readonly kind: "range" },
  at: number,
  count: number,
): Range {
  const { type } = key.expression;
  const flip = isSigned(type) ? (1 << ((bitsOf(type) - 1) % 32)) >>> 0 : 0;
  const words = (raw: bigint): Uint32Array => {
    const bound = new Uint32Array(count);
    setWords(bound, 0, count, raw);
    bound[0] = (bound[0] ?? 0) ^ flip;
    return bound;
  };
  return { at, flip, low: words(low), high: words(high) };
}

function setWords(words: Uint32Array, at: number, count: number, raw: bigint): void {
  for (let word = 0; word < count; word += 1) {
    words[at + word] = Number((raw >> BigInt(32 * (count - 1 - word))) & ones(32));
  }
}

function wordsToBig(words: Uint32Array): bigint {
  return words.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n);
}

/** The entries by mask, those of the longest prefixes first; of equal rows the oldest stays. */
function bucketsOf(entries: readonly Entry[], state: TableState): readonly Bucket[] {
  const byMask = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = entry.mask.join();
    const same = byMask.get(name);
    if (same === undefined) byMask.set(name, [entry]);
    else same.push(entry);
  }
  const rank = ([entry]: readonly Entry[]): number =>
    entry === undefined ? 0 : rankOf(state, entry);
  return [...byMask.values()].toSorted((one, other) => rank(other) - rank(one)).map(bucketOf);
}

function bucketOf(entries: readonly Entry[]): Bucket {
  const mask = entries[0]?.mask ?? new Uint32Array(0);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(entries.length * 2 + 1))).fill(-1);
  const last = slots.length - 1;
  for (const [place, { value }] of entries.entries()) {
    let at = hashed(value, mask) & last;
    for (; (slots[at] ?? -1) >= 0; at = (at + 1) & last) {
      const other = entries[slots[at] ?? -1];
      if (other !== undefined && fits(value, mask, other.value)) break;
    }
    if (slots[at] === -1) slots[at] = place;
  }
  return { mask, slots, entries };
}

function hashed(key: Uint32Array, mask: Uint32Array): number {
  let hash = 0;
  for (let at = 0; at < mask.length; at += 1) {
    hash = Math.imul(hash ^ ((key[at] ?? 0) & (mask[at] ?? 0)), GOLDEN);
    hash ^= hash >>> 15;
  }
  return hash;
}

function fits(key: Uint32Array, mask: Uint32Array, value: Uint32Array): boolean {
  for (let at = 0; at < mask.length; at += 1) {
    if (((key[at] ?? 0) & (mask[at] ?? 0)) >>> 0 !== value[at]) return false;
  }
  return true;
}

function inRanges(key: Uint32Array, ranges: readonly Range[]): boolean {
  for (const { at, flip, low, high } of ranges) {
    if (order(key, at, flip, low) < 0 || order(key, at, flip, high) > 0) return false;
  }
  return true;
}

/** Below 0: the words of the key from `at` on are less than the bound. */
function order(key: Uint32Array, at: number, flip: number, bound: Uint32Array): number {
  for (let word = 0; word < bound.length; word += 1) {
    const part = ((key[at + word] ?? 0) ^ (word === 0 ? flip : 0)) >>> 0;
    const difference = part - (bound[word] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
