/**
 * The lists that observations share, each in its one order.
 * @module
 */
import type { Value } from "../value/value.ts";
import type { Binding } from "./bind.ts";
import type { JsonObject } from "./json.ts";
import { jcs } from "./json.ts";
import { byText, elements, get, whole } from "./names.ts";

export function ownershipOf(binding: Binding, core: Value): readonly JsonObject[] {
  return elements(get(core, "ownership"))
    .map((proof) => ({
      account: binding.key(get(proof, "account")),
      epoch: whole(get(proof, "epoch")),
      committee: binding.committeeDigest(get(proof, "committee")),
    }))
    .toSorted(
      (left, right) =>
        byText(left.account, right.account) ||
        left.epoch - right.epoch ||
        byText(left.committee, right.committee),
    );
}

// Where the nonce does not decide, the text does: the order is total whatever the model holds.
export function byNonce<Item extends JsonObject & { readonly nonce: number }>(
  list: Item[],
): Item[] {
  return list.toSorted((left, right) => left.nonce - right.nonce || byText(jcs(left), jcs(right)));
}
