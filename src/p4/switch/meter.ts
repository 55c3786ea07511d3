/**
 * A two-rate three-colour marker, colour-blind, over virtual time (RFC 4115's buckets as v1model
 * has them): both buckets start full; a packet too large for the peak bucket is red; one too
 * large for the committed bucket is yellow, and spends peak tokens; else it is green.
 * @module
 */
import type { Instance } from "../program.ts";

export const GREEN = 0;
export const YELLOW = 1;
export const RED = 2;

/** Rates in packets or bytes per second, bursts in packets or bytes. */
export type MeterConfig = {
  readonly committedRate: number;
  readonly committedBurst: number;
  readonly peakRate: number;
  readonly peakBurst: number;
};

/** A token is a million millionths, so that a microsecond at any whole rate is a whole number. */
const TOKEN = 1_000_000;

/** `MeterType`, the argument of the constructor: packets 0, bytes 1. */
export class Meters {
  readonly instance: Instance;
  readonly size: number;
  /** Whether tokens are bytes; else packets. */
  readonly bytes: boolean;
  /** How many cells are configured: all others are green. */
  configured = 0;
  readonly #configs: (MeterConfig | null)[];
  readonly #committed: Float64Array;
  readonly #peak: Float64Array;
  readonly #last: Float64Array;

  constructor(instance: Instance, size: number) {
    this.instance = instance;
    this.size = size;
    this.bytes = instance.args.at(instance.extern === "meter" ? 1 : 0) === 1n;
    this.#configs = Array.from({ length: size }, () => null);
    this.#committed = new Float64Array(size);
    this.#peak = new Float64Array(size);
    this.#last = new Float64Array(size);
  }

  config(index: number): MeterConfig | null {
    return this.#configs[index] ?? null;
  }

  /** Fills both buckets as of `nowUs`; null unconfigures: always green. False: no such index. */
  configure(index: number, config: MeterConfig | null, nowUs: number): boolean {
    if (!(index in this.#configs)) return false;
    this.configured += Number(config !== null) - Number(this.#configs[index] !== null);
    this.#configs[index] = config;
    this.#committed[index] = (config?.committedBurst ?? 0) * TOKEN;
    this.#peak[index] = (config?.peakBurst ?? 0) * TOKEN;
    this.#last[index] = nowUs;
    return true;
  }

  /** The colour of a packet of this many bytes; -1: no such index. */
  execute(index: number, lengthBytes: number, nowUs: number): number {
    const config = this.#configs[index];
    if (config === undefined) return -1;
    if (config === null) return GREEN;
    const elapsed = Math.max(0, nowUs - (this.#last[index] ?? 0));
    this.#last[index] = Math.max(nowUs, this.#last[index] ?? 0);
    const cost = (this.bytes ? lengthBytes : 1) * TOKEN;
    const { committedRate, committedBurst, peakRate, peakBurst } = config;
    const committed = filled(this.#committed[index], elapsed * committedRate, committedBurst);
    const peak = filled(this.#peak[index], elapsed * peakRate, peakBurst);
    this.#peak[index] = peak < cost ? peak : peak - cost;
    this.#committed[index] = peak < cost || committed < cost ? committed : committed - cost;
    if (peak < cost) return RED;
    return committed < cost ? YELLOW : GREEN;
  }
}

function filled(tokens = 0, gained: number, burst: number): number {
  return Math.min(tokens + gained, burst * TOKEN);
}
