/**
 * A state that is durable before anybody hears of it. In: what a step made of the state. Out:
 * nothing, once the store has it; the caller may then sign and send. A restart knows only the
 * store's bytes (VT-1, EX-13, LK-1, GD-6).
 * @module
 */
import { Fault } from "../base/fault.ts";
import type { Store } from "./store.ts";

export interface Durable<State> {
  readonly state: State;
  /** The bytes that the store holds for this state. */
  bytes(): Uint8Array;
  /** Returns when the state is durable. The same object is the same state: nothing is written. */
  keep(state: State): void;
  /** Forgets everything and reads the store. */
  restart(): void;
}

export interface Codec<State> {
  encode(state: State): Uint8Array;
  /** Undefined for bytes that `encode` never makes for this owner. */
  decode(bytes: Uint8Array): State | undefined;
}

/** Takes up what the store holds, or begins and makes the beginning durable. */
export function durable<State>(
  store: Store,
  codec: Codec<State>,
  begin: () => State,
): Durable<State> {
  const read = (): State => {
    const blob = store.get();
    if (blob === undefined) {
      const first = begin();
      store.put(codec.encode(first));
      return first;
    }
    const found = codec.decode(blob);
    // A promise may stand in what cannot be read: to begin anew would be to break it.
    if (found === undefined) throw new Fault("StateUnreadable", { bytes: blob.length });
    return found;
  };
  let state = read();
  let encoded: Uint8Array | undefined;
  return {
    get state() {
      return state;
    },
    bytes: () => (encoded ??= codec.encode(state)),
    keep: (next) => {
      if (next === state) return;
      const blob = codec.encode(next);
      store.put(blob);
      state = next;
      encoded = blob;
    },
    restart: () => {
      state = read();
      encoded = undefined;
    },
  };
}
