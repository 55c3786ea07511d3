/**
 * What one unit of a model's money is on the wire. A model counts to ten; in large units the same
 * behaviours run at the edge of 64 bits and beyond it: an implementation that adds in 53, 63 or 64
 * bits, or unsigned, comes out elsewhere (TH-13).
 * @module
 */

/**
 * GenDebit has amounts up to 9, which must stay amounts. GenCredit has amounts up to 2 and balances
 * up to 3: two of its units are the largest even amount there is, three need 64 bits.
 */
const UNITS: ReadonlyMap<string, bigint> = new Map([
  ["GenDebit", 2n ** 59n],
  ["GenCredit", 2n ** 62n - 1n],
]);

export function amountUnitOf(model: string): bigint {
  return UNITS.get(model) ?? 1n;
}
