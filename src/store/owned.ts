/**
 * A store whose blob says whose it is, and shows that it is whole. In: a store, and a digest of
 * whoever owns it (its genesis, its key). Out: a store that gives back what its owner put last, or
 * throws a Fault: a state that is another's, cut short or changed was promised by nobody here
 * (VT-1, EX-13, LK-1, GD-6).
 * @module
 */
import { compareBytes, fromHex, sha256Hex } from "../base/bytes.ts";
import { assert } from "../base/assert.ts";
import { Fault } from "../base/fault.ts";
import type { Store } from "./store.ts";

/** A SHA-256. */
const DIGEST_BYTES = 32;

/** The blob is stored as `owner`, SHA-256 of owner and blob, blob. `owner` is 32 bytes in hex. */
export function ownedStore(inner: Store, owner: string): Store {
  const name = fromHex(owner);
  assert(name?.length === DIGEST_BYTES, "an owner is a digest");
  const seal = (blob: Uint8Array): Uint8Array => {
    const digest = fromHex(sha256Hex(Buffer.concat([name, blob])));
    assert(digest !== undefined, "a digest is hex");
    return digest;
  };
  return {
    get: () => {
      const stored = inner.get();
      if (stored === undefined) return undefined;
      const blob = stored.subarray(2 * DIGEST_BYTES);
      const [whose, digest] = [
        stored.subarray(0, DIGEST_BYTES),
        stored.subarray(DIGEST_BYTES, 2 * DIGEST_BYTES),
      ];
      if (compareBytes(whose, name) !== 0) throw new Fault("StateOfAnother");
      if (compareBytes(digest, seal(blob)) !== 0) {
        throw new Fault("StateDamaged", { bytes: stored.length });
      }
      return blob.slice();
    },
    // A copy, and no Buffer: what a Buffer calls a slice is no copy.
    put: (blob) => inner.put(new Uint8Array(Buffer.concat([name, seal(blob), blob]))),
  };
}
