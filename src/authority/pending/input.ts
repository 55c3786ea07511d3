/**
 * The door for inputs where orders may wait: the three of waiting, and those of
 * `../handoff/input.ts`. In: the name of an input and its body as raw JSON. Out: the input with its
 * message read, well formed or not.
 * @module
 */
import { bodyFields, toldTime } from "../../protocol/body.ts";
import { accountId, type AccountId } from "../../protocol/ids.ts";
import { readOrder, type Order } from "../../protocol/order.ts";
import type { Read } from "../../protocol/shape.ts";
import { readHandoffInput, type HandoffInput } from "../handoff/input.ts";

/** `now` in milliseconds. */
export type PendingInput =
  | HandoffInput
  | { readonly input: "Pend"; readonly order: Read<Order>; readonly now: number }
  | { readonly input: "Lapse"; readonly now: number }
  | { readonly input: "Activate"; readonly account: Read<AccountId>; readonly now: number };

export function readPendingInput(name: string, body: unknown): PendingInput {
  switch (name) {
    case "Pend": {
      const fields = bodyFields(name, body, ["order", "now"]);
      const order = readOrder(fields["order"], "/order");
      return { input: name, order, now: toldTime(name, fields) };
    }
    case "Lapse":
      return { input: name, now: toldTime(name, bodyFields(name, body, ["now"])) };
    case "Activate": {
      const fields = bodyFields(name, body, ["account", "now"]);
      const account = accountId(fields["account"], "/account");
      return { input: name, account, now: toldTime(name, fields) };
    }
    default:
      return readHandoffInput(name, body);
  }
}
