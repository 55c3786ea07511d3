/**
 * v1model's `random`, the same in both back ends for the same words of chance.
 * @module
 */

/** From `low` to `high`, both included; `low` if nothing is between. Takes a word each 32 bits. */
export function randomBetween(
  random: () => number,
  low: bigint,
  high: bigint,
  width: number,
): bigint {
  let word = 0n;
  for (let bit = 0; bit < width; bit += 32) word = (word << 32n) | BigInt(random() >>> 0);
  return high < low ? low : low + (word % (high - low + 1n));
}
