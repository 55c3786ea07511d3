/**
 * How much work a text may cause, whatever it says: macros that double, files that include
 * themselves, brackets that never close. Far above what programs need.
 * @module
 */
export class Budget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** Takes `steps`; false where none are left. */
  takes(steps: number): boolean {
    this.#left -= steps;
    return this.#left >= 0;
  }
}
