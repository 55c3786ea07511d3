import { expect, test } from "vitest";
import { REASONS } from "../../protocol/reasons.ts";
import { FAULTY } from "./all.ts";

test("there is a faulty reference for every guard, and more than twenty for the rules", () => {
  const clauses = new Set(FAULTY.map(({ clause }) => clause));
  expect(REASONS.filter(({ clause }) => !clauses.has(clause)).map(({ code }) => code)).toEqual([]);
  const rules = FAULTY.filter(({ name }) => !name.startsWith("Without"));
  expect(rules.length).toBeGreaterThan(40);
});

test("names are words, and each says in a sentence what is wrong", () => {
  for (const { name, clause, about } of FAULTY) {
    expect(name).toMatch(/^[A-Z][A-Za-z]+$/);
    expect(clause).toMatch(/^[A-Z]{2}-[1-9][0-9]*$/);
    expect(about.length).toBeGreaterThan(15);
  }
  expect(new Set(FAULTY.map(({ name }) => name)).size).toBe(FAULTY.length);
});
