import { expect, test } from "vitest";
import { readOrder } from "./order.ts";
import { order } from "./village.ts";

test("a message is read by what it has of its own: nothing is inherited or left over", () => {
  const { ttl, ...rest } = order();
  expect(readOrder({ ...rest, ttl }, "").ok).toBe(true);
  const heir: unknown = Object.assign(Object.create({ ttl }), rest);
  expect(readOrder(heir, "")).toMatchObject({
    ok: false,
    reason: { place: "/ttl", problem: "FieldMissing" },
  });
  // An own field of this name is one that nobody knows, and changes nothing of the others.
  const named: unknown = JSON.parse(`${JSON.stringify(rest).slice(0, -1)},"__proto__":{"ttl":1}}`);
  expect(readOrder(named, "")).toMatchObject({ ok: false, reason: { place: "/ttl" } });
  const both: unknown = JSON.parse(
    `${JSON.stringify(order()).slice(0, -1)},"__proto__":{"ttl":1}}`,
  );
  expect(readOrder(both, "")).toMatchObject({
    ok: false,
    reason: { place: "/__proto__", clause: "TH-12", problem: "FieldUnknown" },
  });
});

test.for<[amount: string, payable: boolean]>([
  ["9223372036854775807", true],
  ["9223372036854775808", false],
  ["9999999999999999999", false],
  ["999999999999999999", true],
  ["10000000000000000000", false],
])("an amount of %s is payable: %s (TH-7)", ([amount, payable]) => {
  expect(readOrder(order({ amount }), "").ok).toBe(payable);
});
