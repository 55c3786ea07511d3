/** What a lapse notice may name is what the norm says of an order for which a vote is asked. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "../../value/parse.ts";
import { Binding } from "../bind.ts";
import { bindMessage } from "../message.ts";
import { PENDING, REFUSALS } from "./pending.ts";

type Reason = { readonly code: string; readonly clause: string };
const table: { readonly reasons: readonly Reason[] } = JSON.parse(
  readFileSync(new URL("../../../spec/reasons.json", import.meta.url), "utf8"),
);

test("the guards of an order have the codes of reasons.json, in its order", () => {
  const wanted = table.reasons
    .filter(({ clause }) => clause.startsWith("VF-"))
    .map(({ clause, code }) => [clause.replace("-", ""), code]);
  expect(wanted.length).toBe(14);
  expect(REFUSALS).toEqual(wanted);
});

test("reasons are told in the order of the table; what is no guard of an order is a fault", () => {
  const terms = { network: "n", committees: new Map(), amountUnit: 1n };
  const binding = new Binding(terms);
  const bound = (reasons: string) => {
    const core = '[network |-> "n", sender |-> "a", recipient |-> "b", amount |-> 1, nonce |-> 0';
    const rest = `authority |-> "c1", authority_sig |-> "c1", reasons |-> ${reasons}`;
    const value = parse(`[core_digest |-> ${core}, epoch |-> 0], ${rest}]`);
    return bindMessage(binding, PENDING.bodies, "LapseNotice", value).body["reasons"];
  };
  expect(bound('{"VF9", "VF12", "VF4"}')).toEqual([
    "WrongEpoch",
    "OrderExpired",
    "ConflictingOrder",
  ]);
  expect(() => bound('{"VF12", "EX4"}')).toThrow("ModelUnbindable");
});
