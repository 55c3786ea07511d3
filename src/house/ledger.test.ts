/**
 * The ledger of clauses: every clause of `protocol.md` is exercised by something, everything that
 * `spec/ledger.md` claims is there, and what is there is claimed.
 * @module
 */
import { expect, test } from "vitest";
import {
  filesUnder,
  list,
  object,
  parse,
  readClauses,
  readInvalidExamples,
  string,
} from "./norm.ts";
import { readJson, readReasons, readText } from "./norm.ts";

const clauses = readClauses();
// The second table says what is missing, and is held to spec/traceability.md.
const [ledger = ""] = readText("spec/ledger.md").split("## Links that are missing");
const rows = [...ledger.matchAll(/^\| ([A-Z]{2}-\d+) \| (.+) \|$/gm)].map(
  ([, id = "", claims = ""]) => ({ id, claims: claims.split("; ") }),
);
const claimed = (claim: string) =>
  rows.filter((row) => row.claims.includes(claim)).map(({ id }) => id);
const inOrder = (found: ReadonlySet<string>) =>
  clauses.map(({ id }) => id).filter((id) => found.has(id));

test("the ledger has a row for each clause, in order, and no row is empty", () => {
  expect(rows.map(({ id }) => id)).toEqual(clauses.map(({ id }) => id));
  expect(rows.filter(({ claims }) => claims.includes(""))).toEqual([]);
});

test("each guard is exercised by the corpus and by a case made by hand", () => {
  const guards = readReasons().map(({ clause }) => clause);
  const both = rows.filter(({ claims }) => claims.includes("corpus") && claims.includes("case"));
  const found = new Set(both.map(({ id }) => id));
  expect(guards.filter((id) => !found.has(id))).toEqual([]);
});

test("corpus: exactly the clauses that the vector files list", () => {
  const heads = filesUnder("conformance/traces", ".ndjson").map((path) =>
    object(parse(readText(path).split("\n", 1)[0] ?? "")),
  );
  const found = new Set(heads.flatMap((head) => list(head["clauses"]).map(string)));
  expect(claimed("corpus")).toEqual(inOrder(found));
});

test("case: exactly the clauses of the cases made by hand", () => {
  const found = filesUnder("spec/examples/refused", ".json").map((path) =>
    string(object(readJson(path))["clause"]),
  );
  expect(claimed("case")).toEqual(inOrder(new Set(found)));
});

test("example: exactly the clauses that an invalid example breaks", () => {
  const found = new Set(readInvalidExamples().map(({ clause }) => clause));
  expect(claimed("example")).toEqual(inOrder(found));
});

test("every invariant that the ledger names is defined, and checked by a model that holds", () => {
  const modules = filesUnder("tla", ".tla").map(readText).join("\n");
  const models = list(object(readJson("tla/manifest.json"))["models"]).map(object);
  const checked = new Set(
    models
      .filter(({ expect: wanted }) => object(wanted)["result"] === "holds")
      .flatMap(({ invariants, properties }) => [...list(invariants), ...list(properties)]),
  );
  const named = rows.flatMap(({ claims }) => claims).filter((claim) => claim.startsWith("`"));
  const names = [...new Set(named.map((claim) => claim.slice(1, -1)))];
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !new RegExp(`^${name} ==`, "m").test(modules))).toEqual([]);
  expect(names.filter((name) => !checked.has(name))).toEqual([]);
});

test("every test that the ledger names exists under that title", () => {
  const named = rows.flatMap(({ claims }) => claims).filter((claim) => claim.startsWith("src/"));
  expect(named.length).toBeGreaterThan(3);
  for (const claim of new Set(named)) {
    const [path = "", ...title] = claim.split(": ");
    expect([claim, readText(path).includes(`"${title.join(": ")}"`)]).toEqual([claim, true]);
  }
});

test("the ledger claims nothing of another kind", () => {
  const kinds = /^(?:corpus|case|example|`\w+`|src\/[\w/.-]+\.test\.ts: .+)$/;
  expect(rows.flatMap(({ claims }) => claims).filter((claim) => !kinds.test(claim))).toEqual([]);
});
