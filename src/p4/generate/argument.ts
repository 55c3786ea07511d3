/**
 * Arguments at their turn in a call; those of externs go by the names of v1model's declarations.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Variable } from "../program.ts";
import type { Location } from "./coder.ts";
import type { Tree } from "./tree.ts";

export type Bound = {
  readonly parameter: Variable;
  /** What goes in; of an `out` what its type starts as. */
  readonly value: Tree;
  /** Where it goes out to, if it does. */
  readonly location: Location | null;
};

export function argument(args: readonly Bound[], name: string): Bound {
  const found = args.find(({ parameter }) => parameter.name === name);
  assert(found !== undefined, `the call has an argument for ${name}`);
  return found;
}
