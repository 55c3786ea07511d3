import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { breaches, ROOMS } from "./layers.ts";

const source = new URL("..", import.meta.url).pathname;

function filesOfTheHouse(): ReadonlyMap<string, string> {
  const paths = readdirSync(source, { recursive: true, encoding: "utf8" });
  return new Map(
    paths
      .filter((path) => path.endsWith(".ts"))
      .map((path) => [path, readFileSync(join(source, path), "utf8")]),
  );
}

test("the house keeps its rules", () => {
  const files = filesOfTheHouse();
  // A checker that sees no file finds no breach.
  expect(files.size).toBeGreaterThanOrEqual(ROOMS.length);
  expect(files.has("house/layers.ts")).toBe(true);
  expect(breaches(files)).toEqual([]);
});

type Planted = readonly [claim: string, files: Readonly<Record<string, string>>, named: string];

const long = `export const x = "${"x".repeat(100)}";\n`;

const planted: readonly Planted[] = [
  [
    "an upward import, of types only",
    { "base/a.ts": 'import type { B } from "../graph/b.ts";\n', "graph/b.ts": "" },
    "base/a.ts: base may not import graph (graph/b.ts)",
  ],
  [
    "the model side that looks at the system",
    { "vector/a.ts": 'import { b } from "../authority/b.ts";\n', "authority/b.ts": "" },
    "vector/a.ts: vector may not import authority (authority/b.ts)",
  ],
  [
    "the system that looks at the model",
    { "authority/a.ts": 'export { b } from "../value/b.ts";\n', "value/b.ts": "" },
    "authority/a.ts: authority may not import value (value/b.ts)",
  ],
  [
    "an import by call",
    { "wallet/a.ts": 'const b = await import("../graph/b.ts");\n', "graph/b.ts": "" },
    "wallet/a.ts: wallet may not import graph (graph/b.ts)",
  ],
  [
    "a test that reaches where its room may not",
    { "base/a.test.ts": 'import { b } from "../value/b.ts";\n', "value/b.ts": "" },
    "base/a.test.ts: base may not import value (value/b.ts)",
  ],
  [
    "a cycle of types inside a room",
    {
      "value/a.ts": 'import type { B } from "./b.ts";\n',
      "value/b.ts": 'import type { C } from "./c.ts";\n',
      "value/c.ts": 'import type {\n  A,\n} from "./a.ts";\n',
    },
    "value/a.ts: a cycle: value/a.ts -> value/b.ts -> value/c.ts -> value/a.ts",
  ],
  [
    "a file that reads files",
    { "authority/a.ts": 'import { readFileSync } from "node:fs";\n' },
    "authority/a.ts: may not touch the world (node:fs)",
  ],
  [
    "a file that reads files by promises",
    { "graph/manifest.ts": 'import { readFile } from "node:fs/promises";\n' },
    "graph/manifest.ts: may not touch the world (node:fs/promises)",
  ],
  [
    "execa beside its door",
    { "authority/a.ts": 'import { execa } from "execa";\n' },
    "authority/a.ts: execa comes in by graph/tlc.ts, graph/jar.ts, subject/process.ts only",
  ],
  [
    "a deep import beside the door",
    { "protocol/a.ts": 'import { Ajv2020 } from "ajv/dist/2020.js";\n' },
    "protocol/a.ts: ajv comes in by wire/ only",
  ],
  [
    "a scoped dependency beside its door",
    { "wire/a.ts": 'import { sign } from "@noble/ed25519";\n' },
    "wire/a.ts: @noble/ed25519 comes in by protocol/ed25519.ts only",
  ],
  [
    "a dependency nobody let in",
    { "base/a.ts": 'import _ from "lodash";\n' },
    "base/a.ts: lodash has no door",
  ],
  [
    "a test tool in the product",
    { "base/a.ts": 'import fc from "fast-check";\n' },
    "base/a.ts: fast-check is for tests only",
  ],
  [
    "a clock",
    { "wallet/a.ts": "export const now = () => Date.now();\n" },
    "wallet/a.ts: must be told time and chance (Date)",
  ],
  [
    "chance",
    { "trace/a.ts": "const die = Math.random();\n" },
    "trace/a.ts: must be told time and chance (Math.random)",
  ],
  [
    "a timer",
    { "replay/a.ts": "setTimeout(() => {}, 1);\n" },
    "replay/a.ts: may not wait (setTimeout)",
  ],
  ["a file of no room", { "utils/a.ts": "" }, "utils/a.ts: utils is no room"],
  [
    "an import of nothing",
    { "base/a.ts": 'import { b } from "./b.ts";\n' },
    "base/a.ts: imports base/b.ts, which is not there",
  ],
  [
    "code that stands in no room",
    { "base/a.ts": 'import { b } from "../../bench/b.ts";\n' },
    "base/a.ts: base may not import ../bench/b.ts",
  ],
  [
    "a room that reads the schemas beside their door",
    { "protocol/a.ts": 'import a from "../../spec/schemas/a.json" with { type: "json" };\n' },
    "protocol/a.ts: protocol may not import ../spec/schemas/a.json",
  ],
  [
    "a test that reads the schemas beside their door",
    { "vector/a.test.ts": 'import a from "../../spec/schemas/a.json" with { type: "json" };\n' },
    "vector/a.test.ts: vector may not import ../spec/schemas/a.json",
  ],
  [
    "a door to the schemas through which other data comes in",
    { "wire/a.ts": 'import a from "../../spec/reasons.json" with { type: "json" };\n' },
    "wire/a.ts: wire may not import ../spec/reasons.json",
  ],
  [
    "a way round through the schemas",
    { "wire/a.ts": 'import a from "../../spec/schemas/../../package.json";\n' },
    "wire/a.ts: wire may not import ../package.json",
  ],
  [
    "code among the schemas",
    { "wire/a.ts": 'import { a } from "../../spec/schemas/a.ts";\n' },
    "wire/a.ts: wire may not import ../spec/schemas/a.ts",
  ],
  [
    "a folder of the house that is named like the norm",
    { "wire/a.ts": 'import a from "../spec/schemas/a.json" with { type: "json" };\n' },
    "wire/a.ts: imports spec/schemas/a.json, which is not there",
  ],
  ["a wide line", { "base/a.ts": long }, "base/a.ts:1: 120 columns"],
  ["a long file", { "base/a.ts": "\n".repeat(401) }, "base/a.ts: 401 lines"],
];

test.for(planted)("%s is named", ([, files, named]) => {
  expect(breaches(new Map(Object.entries(files)))).toEqual([named]);
});

test("a table whose row lists a lower row is named", () => {
  const table = [
    ["base", ["value"]],
    ["value", []],
  ] as const;
  expect(breaches(new Map(), table)).toEqual([
    "the table: base lists value, which is not above it",
  ]);
});

test("room wire may import the schemas of the specification", () => {
  const text = 'import schema from "../../spec/schemas/order.schema.json" with { type: "json" };\n';
  expect(breaches(new Map([["wire/a.ts", text]]))).toEqual([]);
});

test("words in comments and strings are no breach", () => {
  const text = [
    '/** Date and "node:fs"; import { a } from "../graph/a.ts" */',
    'export const said = "new Date()"; // setTimeout, import x from "lodash"',
    "",
  ];
  expect(breaches(new Map([["base/a.ts", text.join("\n")]]))).toEqual([]);
});
