/**
 * What the registers hold, free of absolute time and of generation numbers: all that can tell two
 * states of the switch apart by what it does later. In: a device, the time. Out: facts, and back. A
 * gate or a word to the controller that is an interval old is as good as none (DP-11, DP-12); a
 * cell of a generation that is not live is as good as empty (DP-9).
 * @module
 */
import type { Generations } from "./controller.ts";
import { REGISTERS, type Device, type RegisterName } from "./device.ts";

export type Slot = {
  readonly index: number;
  readonly account: bigint;
  readonly epoch: bigint;
  /** Of the last vote; a core of 0: none is known. */
  readonly nonce: bigint;
  readonly core: bigint;
  readonly floor: bigint;
  /** What the gate let through, and how many microseconds ago; less than an interval. */
  readonly passed: { readonly nonce: bigint; readonly core: bigint; readonly age: number } | null;
  /** How long ago the controller was given a packet; less than an interval. */
  readonly told: number | null;
};

export type State = {
  readonly slots: readonly Slot[];
  /** The cells of the bloom filter that the current generation set last, and the one before it. */
  readonly current: readonly number[];
  readonly previous: readonly number[];
};

/** After a restart (DP-10). */
export const EMPTY: State = { slots: [], current: [], previous: [] };

export type Moment = {
  readonly now: number;
  /** The retry interval. Both in microseconds. */
  readonly retry: number;
  readonly generations: Generations;
};

export function stateOf(device: Device, { now, retry, generations }: Moment): State {
  const slots: Slot[] = [];
  const read = (name: RegisterName, at: number): bigint => device.register(name).read(at) ?? 0n;
  const age = (at: bigint): number | null =>
    at === 0n || now - Number(at) >= retry ? null : now - Number(at);
  for (let index = 0; index < device.register("slot_account").size; index += 1) {
    const passed = age(read("slot_passed_at", index));
    const slot: Slot = {
      index,
      account: read("slot_account", index),
      epoch: read("slot_epoch", index),
      nonce: read("slot_nonce", index),
      core: read("slot_core", index),
      floor: read("slot_floor", index),
      passed:
        passed === null
          ? null
          : {
              nonce: read("slot_passed_nonce", index),
              core: read("slot_passed_core", index),
              age: passed,
            },
      told: age(read("slot_told_at", index)),
    };
    if (!isFree(slot)) slots.push(slot);
  }
  const { lo } = device.register("bloom");
  const cellsOf = (generation: number): readonly number[] =>
    generation === 0 ? [] : [...lo].flatMap((each, at) => (each === generation ? [at] : []));
  return {
    slots,
    current: cellsOf(generations.current),
    previous: cellsOf(generations.previous),
  };
}

function isFree({ account, epoch, nonce, core, floor, passed, told }: Slot): boolean {
  const known = account | epoch | nonce | core | floor;
  return known === 0n && passed === null && told === null;
}

/** Every register as it is in `state`; those of a free slot, and dead cells, are 0. */
export function putState(device: Device, state: State, { now, generations }: Moment): void {
  for (const name of REGISTERS) device.register(name).reset();
  const write = (name: RegisterName, at: number, value: bigint): void =>
    void device.register(name).write(at, value);
  for (const { index, account, epoch, nonce, core, floor, passed, told } of state.slots) {
    write("slot_account", index, account);
    write("slot_epoch", index, epoch);
    write("slot_nonce", index, nonce);
    write("slot_core", index, core);
    write("slot_floor", index, floor);
    if (passed !== null) {
      write("slot_passed_at", index, BigInt(now - passed.age));
      write("slot_passed_nonce", index, passed.nonce);
      write("slot_passed_core", index, passed.core);
    }
    if (told !== null) write("slot_told_at", index, BigInt(now - told));
  }
  const { current, previous } = generations;
  for (const cell of state.current) write("bloom", cell, BigInt(current));
  for (const cell of state.previous) write("bloom", cell, BigInt(previous));
}
