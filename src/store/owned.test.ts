import { expect, test } from "vitest";
import { sha256Hex } from "../base/bytes.ts";
import { memoryStore } from "./memory.ts";
import { ownedStore } from "./owned.ts";

const [alice, bob] = [sha256Hex("alice"), sha256Hex("bob")];
const blob = new Uint8Array([1, 2, 3]);

test("a store gives back to its owner what was put last, and nothing before that", () => {
  const store = ownedStore(memoryStore(), alice);
  expect(store.get()).toBeUndefined();
  store.put(new Uint8Array([9]));
  store.put(blob);
  expect(store.get()).toEqual(blob);
});

test("a state is given to nobody but its owner", () => {
  const inner = memoryStore();
  ownedStore(inner, alice).put(blob);
  expect(() => ownedStore(inner, bob).get()).toThrow(
    expect.objectContaining({ code: "StateOfAnother" }),
  );
});

test("every changed bit and every lost byte of what is stored is noticed", () => {
  const inner = memoryStore();
  const store = ownedStore(inner, alice);
  store.put(blob);
  const whole = inner.get() ?? new Uint8Array();
  expect(whole.length).toBe(64 + blob.length);
  for (let bit = 0; bit < 8 * whole.length; bit += 1) {
    const changed = whole.slice();
    const at = bit >> 3;
    changed[at] = (changed[at] ?? 0) ^ (1 << (bit & 7));
    inner.put(changed);
    expect(() => store.get()).toThrow(expect.objectContaining({ name: "Fault" }));
  }
  for (let length = 0; length < whole.length; length += 1) {
    inner.put(whole.slice(0, length));
    expect(() => store.get()).toThrow(expect.objectContaining({ name: "Fault" }));
  }
});
