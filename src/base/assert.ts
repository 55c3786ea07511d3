/**
 * The mechanism for our own bugs: a claim that must hold. It is never caught below `cli/main.ts`,
 * where it becomes exit code 4. Input from outside is refused or faulted, never asserted.
 * @module
 */

export class Bug extends Error {
  override readonly name = "Bug";
}

/** Throws a {@link Bug} that carries the claim when the condition does not hold. */
export function assert(condition: boolean, claim: string): asserts condition {
  if (!condition) throw new Bug(`this must hold and does not: ${claim}`);
}
