import { expect, test } from "vitest";
import { blame } from "./blame.ts";

/** The answers of the model, with the clauses that a vector names for them. */
const voted = { outcome: "voted", clauses: ["VT-1", "VT-2", "VT-3"] };
const released = { outcome: "released", clauses: ["HO-24", "HO-25"] };
const opened = { outcome: "opened", clauses: ["HO-31", "HO-32", "HO-34"] };
const recorded = { outcome: "recorded", clauses: ["HO-33", "HO-34"] };

function about(answer: typeof voted, what: string): string {
  return blame(answer, { what, expected: null, actual: null });
}

test("a difference in what is shown is about the rule of that key for that answer", () => {
  expect(about(voted, "observed.accounts.bob.balance")).toBe("EX-1");
  expect(about(voted, "observed.accounts.bob.locks.0.ttl")).toBe("VT-1");
  expect(about(released, "observed.accounts.bob.frozen")).toBe("HO-24");
  expect(about(opened, "observed.accounts.bob.frozen")).toBe("HO-31");
  expect(about(recorded, "observed.accounts.bob.frozen")).toBe("HO-33");
  expect(about(opened, "observed.accounts.bob.credited")).toBe("HO-32");
  expect(about(recorded, "observed.accounts.bob.queued")).toBe("HO-34");
});

test("a difference in what leaves is about the message that is on one side only", () => {
  const answer = { outcome: "refused", clauses: ["EX-7", "HO-35"] };
  const found = { what: "emitted", expected: ["Moved 1"], actual: [] };
  expect(blame(answer, found)).toBe("HO-35");
  const other = { what: "emitted", expected: ["HandoffRelease 1"], actual: ["HandoffRelease 2"] };
  expect(blame(released, other)).toBe("HO-25");
});

test("whatever differs after a refusal is about the guard", () => {
  const refused = { outcome: "refused", clauses: ["HO-9"] };
  expect(about(refused, "observed.releases")).toBe("HO-9");
});
