/**
 * Words of chance for a switch under test: the same from the same seed.
 * @module
 */

/** Marsaglia's xorshift of 32 bits (2003), with the shifts 13, 17 and 5. */
export function wordsFrom(seed: number): () => number {
  // Zero would stay zero.
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}
