/**
 * Numbers of the switch's model -> the 64-bit words of a BCB header, and where a word leads in the
 * switch. In: names of the model, secrets. Out: tags, nonces, slots, cells. Clauses DP-1, DP-7,
 * DP-8, from the text of spec/dataplane.md and nothing else: the program is judged by them.
 * @module
 */
import { createHash } from "node:crypto";
import type { Value } from "../../value/value.ts";
import type { Binding } from "../bind.ts";
import { get, text, unbindable, whole } from "../names.ts";

/** Sizes that are small enough for keys to meet, and for an observation to be read. */
export const SLOT_BITS = 2;
export const BLOOM_BITS = 5;

/** Four odd numbers of 64 bits. */
export type Secrets = {
  readonly slot: bigint;
  readonly nonce: bigint;
  readonly epoch: bigint;
  readonly bloom: bigint;
};

/** What the bloom filter is asked about (DP-8). */
export type Key = { readonly account: bigint; readonly epoch: bigint; readonly nonce: bigint };

/** Nonces and epochs of the model: the last is large, and small in its lower half. */
const NONCES: readonly bigint[] = [0n, 1n, 2n ** 32n];
const EPOCHS: readonly bigint[] = [0n, 1n, 2n ** 16n];
/** The bit in which the tag of a core differs from that of the core x. */
const BITS: ReadonlyMap<string, bigint> = new Map([
  ["x", 0n],
  ["y", 1n],
  ["z", 1n << 63n],
]);

export function hexOf(word: bigint): string {
  return word.toString(16).padStart(16, "0");
}

/** DP-1: the first 8 bytes of SHA-256 over a public key. */
export function tagOf(binding: Binding, name: Value): bigint {
  return first8(Buffer.from(binding.key(name), "hex"));
}

/** The tag of a core that nobody signed: the switch cannot tell. */
export function coreOf(binding: Binding, name: Value): bigint {
  const bit = BITS.get(text(name));
  if (bit === undefined) throw unbindable("a core", name);
  return first8(`flashmesh/1/conformance-core/${binding.keys.network}`) ^ bit;
}

export function nonceOf(value: Value): bigint {
  return listed(NONCES, value);
}

/** DP-6: one more than a nonce with a receipt, or 0. */
export function floorOf(value: Value): bigint {
  const floor = whole(value);
  if (floor === 0) return 0n;
  const nonce = NONCES[floor - 1];
  if (nonce === undefined) throw unbindable("a floor", value);
  return nonce + 1n;
}

export function epochOf(value: Value): bigint {
  return listed(EPOCHS, value);
}

export function keyIn(binding: Binding, value: Value): Key {
  return {
    account: tagOf(binding, get(value, "account")),
    epoch: epochOf(get(value, "epoch")),
    nonce: nonceOf(get(value, "nonce")),
  };
}

/** DP-7: the top bits of the tag times a secret. */
export function slotOf(account: bigint, secret: bigint): number {
  return Number(times(account, secret) >> BigInt(64 - SLOT_BITS));
}

/** Where a key is kept, ascending: rows may fall together. */
export function cellsOf(key: Key, secrets: Secrets): readonly number[] {
  return ascending(rowsOf(key, secrets));
}

/** DP-8: four rows, from the two halves of one product. */
export function rowsOf({ account, epoch, nonce }: Key, secrets: Secrets): readonly number[] {
  const sum = BigInt.asUintN(64, account + nonce * secrets.nonce + epoch * secrets.epoch);
  const product = times(sum ^ (sum >> 32n), secrets.bloom);
  const start = Number(product >> 32n);
  const stride = Number(product & 0xffff_ffffn) | 1;
  const rows = [0, 1, 2, 3].map((row) => ((start + row * (stride >>> 0)) % 2 ** 32) >>> 0);
  return rows.map((row) => row >>> (32 - BLOOM_BITS));
}

/** Each once. */
export function ascending(numbers: Iterable<number>): readonly number[] {
  return [...new Set(numbers)].toSorted((left, right) => left - right);
}

/** The first 8 bytes of a SHA-256 digest as a number. */
export function first8(content: string | Uint8Array): bigint {
  return createHash("sha256").update(content).digest().readBigUInt64BE();
}

function times(left: bigint, right: bigint): bigint {
  return BigInt.asUintN(64, left * right);
}

function listed(numbers: readonly bigint[], value: Value): bigint {
  const found = numbers[whole(value)];
  if (found === undefined) throw unbindable("a small number", value);
  return found;
}
