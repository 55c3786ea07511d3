import { expect, test } from "vitest";
import { readLapseNotice } from "./lapse-notice.ts";
import { order } from "./village.ts";
import { lapseNotice } from "./village-waiting.ts";

function read(...reasons: readonly string[]) {
  return readLapseNotice(lapseNotice("hugo", order(), ...reasons), "");
}

// PD-14
test("reasons are one or more, each once, and in the order of the table", () => {
  expect(read("OrderExpired").ok).toBe(true);
  expect(read("WrongEpoch", "OrderExpired", "ConflictingOrder").ok).toBe(true);
  const wrong: readonly (readonly [reasons: readonly string[], place: string, problem: string])[] =
    [
      [[], "/reasons", "OutOfRange"],
      [["Whim"], "/reasons/0", "Unknown"],
      [["OrderExpired", "OrderExpired"], "/reasons/1", "NotAscending"],
      [["OrderExpired", "WrongEpoch"], "/reasons/1", "NotAscending"],
    ];
  for (const [reasons, place, problem] of wrong) {
    const reason = { place, clause: "PD-14", problem };
    expect([reasons, read(...reasons)]).toEqual([reasons, { ok: false, reason }]);
  }
});
