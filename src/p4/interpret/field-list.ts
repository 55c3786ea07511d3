/**
 * `@field_list(n, …)` on user metadata: what a clone, resubmit or recirculation keeps.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { StructType } from "../program.ts";
import type { Value } from "./value.ts";
import { copy, initial } from "./value.ts";

/** The fields of this list; everything else is 0 again. */
export function kept(type: StructType, value: Value, list: bigint): Value {
  assert(value.kind === "struct", "user metadata is a struct");
  const fields = type.fields.map((field, at): Value => {
    const held = value.fields[at];
    assert(held !== undefined, "the struct has the fields of its type");
    const isListed = field.annotations.some(
      ({ name, values }) => name === "field_list" && values.includes(list),
    );
    if (isListed) return copy(held);
    return field.type.kind === "struct" ? kept(field.type, held, list) : initial(field.type, true);
  });
  return { kind: "struct", fields };
}
