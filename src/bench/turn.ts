/**
 * Things that take turns. In: some of them. Out: a function that gives one after another, and then
 * the first again.
 * @module
 */
import { assert } from "../base/assert.ts";

export function inTurn<Thing>(things: readonly Thing[]): () => Thing {
  let turn = 0;
  return () => {
    const thing = things[turn];
    assert(thing !== undefined, "there is something to take turns with");
    turn = (turn + 1) % things.length;
    return thing;
  };
}
