/**
 * What is shown of the switch, and the bytes of all it holds. In: a state. Out: JSON; bytes, and
 * back.
 * @module
 */
import { assert } from "../base/assert.ts";
import { utf8 } from "../base/bytes.ts";
import { canonical, type Json } from "../base/canonical.ts";
import { integer, list, nullable, record } from "../protocol/shape.ts";
import type { Reader } from "../protocol/shape.ts";
import { word } from "./genesis.ts";
import type { Slot, State } from "./state.ts";

/** 64 bits as 16 hex digits. */
export function shown(bits: bigint): string {
  return bits.toString(16).padStart(16, "0");
}

/** As the profile demands it. Tag 0 is the tag of nothing, so of nobody's slot. */
export function observed({ slots, current, previous }: State): Json {
  const taken = slots.filter(({ account }) => account !== 0n);
  return { slots: taken.map(slotObserved), current, previous };
}

function slotObserved({ index, account, epoch, nonce, core, floor, passed, told }: Slot): Json {
  return {
    index,
    account: shown(account),
    epoch: Number(epoch),
    voted: core === 0n ? null : { nonce: shown(nonce), core: shown(core) },
    floor: shown(floor),
    passed: passed === null ? null : { nonce: shown(passed.nonce), core: shown(passed.core) },
    told: told !== null,
  };
}

/** Exact: ages to the microsecond, and words of registers that nobody is shown. */
export function bytesOf({ slots, current, previous }: State): Uint8Array {
  return utf8(canonical({ slots: slots.map(slotWritten), current, previous }));
}

function slotWritten({ passed, account, epoch, nonce, core, floor, ...slot }: Slot): Json {
  return {
    ...slot,
    account: shown(account),
    epoch: shown(epoch),
    nonce: shown(nonce),
    core: shown(core),
    floor: shown(floor),
    passed:
      passed === null
        ? null
        : { nonce: shown(passed.nonce), core: shown(passed.core), age: passed.age },
  };
}

const bits: Reader<bigint> = (value, place) => {
  const read = word("DP-1")(value, place);
  return read.ok ? { ok: true, value: BigInt(`0x${read.value}`) } : read;
};
const count = integer("DP-1", 0, Number.MAX_SAFE_INTEGER);
const readState = record<State>("DP-1", {
  slots: list(
    "DP-1",
    record<Slot>("DP-1", {
      index: count,
      account: bits,
      epoch: bits,
      nonce: bits,
      core: bits,
      floor: bits,
      passed: nullable(record("DP-1", { nonce: bits, core: bits, age: count })),
      told: nullable(count),
    }),
  ),
  current: list("DP-1", count),
  previous: list("DP-1", count),
});

/** Of bytes that were made above. */
export function stateIn(bytes: Uint8Array): State {
  const read = readState(JSON.parse(Buffer.from(bytes).toString("utf8")), "");
  assert(read.ok, "a switch is put back to what it was");
  return read.value;
}
