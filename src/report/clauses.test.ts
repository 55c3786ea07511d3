import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { clauseSentences } from "./clauses.ts";

const at = (path: string): string =>
  readFileSync(new URL(`../../spec/${path}`, import.meta.url), "utf8");

test("a clause is told in one line, without the explanation below it", () => {
  const text = [
    "- **VF-8** The order's nonce is",
    "  the next one. (guard `NonceNotOpen`)",
    "",
    "  An explanation that binds nobody.",
    "- **VF-9** Another.",
  ].join("\n");
  expect([...clauseSentences(text)]).toEqual([
    ["VF-8", "The order's nonce is the next one. (guard `NonceNotOpen`)"],
    ["VF-9", "Another."],
  ]);
});

test("every clause that a guard names has its sentence in the protocol", () => {
  const sentences = clauseSentences(at("protocol.md"));
  const { reasons }: { reasons: { clause: string; meaning: string }[] } = JSON.parse(
    at("reasons.json"),
  );
  expect(reasons.filter(({ clause }) => !sentences.has(clause))).toEqual([]);
  expect(sentences.size).toBeGreaterThan(80);
});
