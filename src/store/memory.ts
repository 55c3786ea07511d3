/**
 * A store that lives as long as its process: for replay and tests, where a restart is another
 * authority over the same store. It keeps copies, as a disk would.
 * @module
 */
import type { Store } from "./store.ts";

export function memoryStore(): Store {
  let held: Uint8Array | undefined;
  return {
    get: () => held?.slice(),
    put: (blob) => {
      held = blob.slice();
    },
  };
}
