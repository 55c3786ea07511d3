/**
 * Where a state outlives the process that made it. One store holds one blob: the canonical bytes
 * of one authority or wallet. When `put` has returned, a crash can lose nothing of it; when it has
 * thrown, the store holds the old blob or the new one, never a part (VT-1, EX-13, LK-1, GD-6).
 * @module
 */

export interface Store {
  /** The blob put last, or undefined if there never was one. Throws a Fault. */
  readonly get: () => Uint8Array | undefined;
  /** Puts the blob in the place of the one before, durably and as a whole. Throws a Fault. */
  readonly put: (blob: Uint8Array) => void;
}
