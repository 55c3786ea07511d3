/**
 * A store that lives as long as its process: for replay and tests, where a restart is another
 * authority over the same store. What it gives is a copy, as from a disk.
 * @module
 */
import { change, type Store } from "./store.ts";

export function memoryStore(): Store {
  const held = new Map<string, string>();
  return {
    read: () => new Map(held),
    commit: (changes) => change(held, changes),
  };
}
