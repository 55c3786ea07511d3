import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogueText, mismatch, readCatalogue } from "./catalogue.ts";

const folder = new URL("../../conformance/traces/", import.meta.url);
const stored = readFileSync(new URL("index.json", folder), "utf8");

test("the stored index names each file with its length and digest", () => {
  const entries = readCatalogue(stored, "index.json");
  expect(entries.length).toBeGreaterThan(5);
  for (const entry of entries) {
    const text = readFileSync(new URL(entry.path, folder), "utf8");
    expect(mismatch(entry, text)).toBe(undefined);
    expect(mismatch(entry, text.slice(1))).toBe("its length is another");
    expect(mismatch(entry, `${text.slice(0, -2)}x\n`)).toBe("its digest is another");
  }
});

test("an index is written in one way only, and any other is refused", () => {
  expect(catalogueText(readCatalogue(stored, "index.json"))).toBe(stored);
  const others = [
    "",
    "[]",
    stored.replace('"files"', '"file"'),
    stored.replace("{", '{ "extra": 1,'),
    stored.replace(/"bytes":\d+/, '"bytes":1.5'),
    stored.replace(/"sha256":"[0-9a-f]{64}"/, '"sha256":"0"'),
    stored.replaceAll("\n", "\n "),
  ];
  for (const text of others) {
    expect(() => readCatalogue(text, "index.json")).toThrow(/IndexMalformed|VectorMalformed/);
  }
});

test("a path that leads out of the folder is refused", () => {
  const text = stored.replace(/"path":"[^"]+"/, '"path":"../../etc/passwd"');
  expect(() => readCatalogue(text, "index.json")).toThrow(/path/);
});
