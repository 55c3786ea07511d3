/**
 * Registers and indexed counters: one array an instance. Initially all zero.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Instance } from "../program.ts";
import { bitsOf, ones } from "./bits.ts";
import { fixedDoubles, fixedWords } from "./fixed.ts";

/**
 * A register's cells as raw bits. Up to 64 bits a cell is two words, `lo` and `hi` (`hi` is empty
 * up to 32); wider ones are in `wide`. The back ends read and write these arrays directly.
 */
export class Register {
  readonly instance: Instance;
  readonly size: number;
  readonly width: number;
  readonly lo: Uint32Array;
  readonly hi: Uint32Array;
  readonly wide: bigint[];
  /** Reads and writes beyond the end so far: they change nothing. */
  outOfRange = 0;

  constructor(instance: Instance) {
    const [type] = instance.types;
    assert(type !== undefined, "a register has the type of its cells");
    this.instance = instance;
    this.size = sizeOf(instance);
    this.width = bitsOf(type);
    this.lo = fixedWords(this.width <= 64 ? this.size : 0);
    this.hi = fixedWords(this.width > 32 && this.width <= 64 ? this.size : 0);
    this.wide = this.width > 64 ? Array.from({ length: this.size }, () => 0n) : [];
  }

  /** The raw bits; undefined beyond the end. */
  read(index: number): bigint | undefined {
    if (!(index >= 0 && index < this.size)) {
      this.outOfRange += 1;
      return undefined;
    }
    if (this.width > 64) return this.wide[index];
    return (BigInt(this.hi[index] ?? 0) << 32n) | BigInt(this.lo[index] ?? 0);
  }

  /** False beyond the end: nothing is written. Bits above the width are cut off. */
  write(index: number, raw: bigint): boolean {
    if (!(index >= 0 && index < this.size)) {
      this.outOfRange += 1;
      return false;
    }
    const value = BigInt.asUintN(this.width, raw);
    if (this.width > 64) {
      this.wide[index] = value;
      return true;
    }
    this.lo[index] = Number(value & ones(32));
    if (this.width > 32) this.hi[index] = Number(value >> 32n);
    return true;
  }

  /** All zero again. */
  reset(): void {
    this.lo.fill(0);
    this.hi.fill(0);
    this.wide.fill(0n);
  }
}

/** An indexed counter: packets and bytes are both kept, whatever its type shows. */
export class Counters {
  readonly instance: Instance;
  readonly size: number;
  readonly packets: Float64Array;
  readonly bytes: Float64Array;

  constructor(instance: Instance) {
    this.instance = instance;
    this.size = sizeOf(instance);
    this.packets = fixedDoubles(this.size);
    this.bytes = fixedDoubles(this.size);
  }

  /** Beyond the end nothing is counted. */
  count(index: number, lengthBytes: number): void {
    if (!(index >= 0 && index < this.size)) return;
    this.packets[index] = (this.packets[index] ?? 0) + 1;
    this.bytes[index] = (this.bytes[index] ?? 0) + lengthBytes;
  }
}

/** The first constructor argument. */
export function sizeOf(instance: Instance): number {
  const size = Number(instance.args[0] ?? 0);
  assert(Number.isSafeInteger(size) && size >= 0, `${instance.name} has a size`);
  return size;
}
