/**
 * The JSON Schemas: closed, described, strict, and in agreement with every example. An invalid
 * example names the layer that can see its fault; a schema must see those of layer `shape` and
 * must not pretend to see those of layer `meaning`.
 * @module
 */
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv/dist/2020.js";
import { assert, bigInt, constantFrom, nat, oneof, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import {
  object,
  objectsIn,
  readClauses,
  readExamples,
  readInvalidExamples,
  readSchemas,
  string,
} from "./norm.ts";
import type { JsonObject } from "./norm.ts";

const BASE = "https://flashmesh.invalid/schemas/1/";
const schemas = readSchemas();
const valid = readExamples("valid");
const invalid = readInvalidExamples();
// These have their examples elsewhere: scalars inside every message, vectors in `conformance`,
// logs where the reference writes one, kept cases where the kit does, packs in `conformance`,
// tales where one is told, summaries where `check` and `mutate` write them, the baseline of the
// benchmarks in `bench`, their report where it is written.
const WITHOUT_EXAMPLE = [
  "attestation",
  "benchmark",
  "benchmark-baseline",
  "case",
  "common",
  "envelope",
  "log",
  "pack",
  "summary",
  "tale",
  "transcript",
  "vector",
  "vector-index",
];

const ajv = new Ajv2020({ strict: true, allErrors: true, strictRequired: false });
for (const schema of schemas.values()) ajv.addSchema(schema);

function validator(name: string): ValidateFunction {
  const found = ajv.getSchema(`${BASE}${name}.schema.json`);
  if (found === undefined) throw new Error(`no schema ${name}`);
  return found;
}

test("every schema compiles in ajv's strict mode, under an id that is no real host", () => {
  expect(schemas.size).toBeGreaterThan(20);
  for (const [name, schema] of schemas) {
    expect(schema["$id"]).toBe(`${BASE}${name}.schema.json`);
    expect(schema["$schema"]).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(() => validator(name)).not.toThrow();
  }
});

test("every object with properties is closed", () => {
  const open = [...schemas].flatMap(([name, schema]) =>
    objectsIn(schema)
      .filter(([path, each]) => "properties" in each && !/\/(if|then|else)$/.test(path))
      .filter(([, each]) => each["additionalProperties"] !== false)
      .map(([path]) => `${name}${path}`),
  );
  expect(open).toEqual([]);
});

test("every property is described, by itself or by what it refers to", () => {
  const known = new Map<string, JsonObject>();
  for (const [name, schema] of schemas) {
    for (const [path, each] of objectsIn(schema)) known.set(`${name}.schema.json#${path}`, each);
    known.set(`${name}.schema.json`, schema);
  }
  const bare: string[] = [];
  for (const [name, schema] of schemas) {
    for (const [path, each] of objectsIn(schema)) {
      if (!/\/(properties|\$defs)\/[^/]+$/.test(path) || /\/(if|then|else)\//.test(path)) continue;
      const target = string(each["$ref"]);
      const full = target.startsWith("#") ? `${name}.schema.json${target}` : target;
      if (!("description" in each) && !("description" in (known.get(full) ?? {}))) {
        bare.push(`${name}${path}`);
      }
    }
  }
  expect(bare).toEqual([]);
});

test("every schema has a valid example, and every folder of examples has a schema", () => {
  const examples = new Set(valid.map(({ message }) => message));
  const wanted = [...schemas.keys()].filter((name) => !WITHOUT_EXAMPLE.includes(name));
  expect([...examples].toSorted()).toEqual(wanted.toSorted());
});

test("the schemas accept every valid example", () => {
  const refused = valid.filter(({ message, text }) => !validator(message)(JSON.parse(text)));
  expect(refused.map(({ message, name }) => `${message}/${name}`)).toEqual([]);
});

test("the schemas refuse every invalid example whose fault is in its shape", () => {
  const shapes = invalid.filter(({ layer }) => layer === "shape");
  expect(shapes.length).toBeGreaterThan(200);
  const accepted = shapes.filter(({ message, text }) => validator(message)(JSON.parse(text)));
  expect(accepted.map(({ message, name }) => `${message}/${name}`)).toEqual([]);
});

test("what only the clause can see has a good shape", () => {
  const meanings = invalid.filter(({ layer }) => layer === "meaning");
  expect(meanings.length).toBeGreaterThan(30);
  const refused = meanings.filter(({ message, text }) => !validator(message)(JSON.parse(text)));
  expect(refused.map(({ message, name }) => `${message}/${name}`)).toEqual([]);
});

test("what only the text shows is no JSON, or reads as something that was not written", () => {
  const texts = invalid.filter(({ layer }) => layer === "text");
  expect(texts.length).toBeGreaterThan(40);
  const innocent = texts.filter(({ text }) => {
    try {
      return JSON.stringify(JSON.parse(text)) === text;
    } catch {
      return false;
    }
  });
  expect(innocent.map(({ message, name }) => `${message}/${name}`)).toEqual([]);
});

test("every invalid example names a clause, a layer and why", () => {
  const ids = new Set(readClauses().map(({ id }) => id));
  for (const { message, name, clause, layer, why } of invalid) {
    expect([`${message}/${name}`, ids.has(clause), why.length > 10]).toEqual([
      `${message}/${name}`,
      true,
      true,
    ]);
    expect(["text", "shape", "meaning"]).toContain(layer);
  }
});

test("every required field and every range of a message has an invalid example", () => {
  const messages = [...new Set(invalid.map(({ message }) => message))];
  const missing = messages.flatMap((message) => {
    const names = invalid.filter((each) => each.message === message).map(({ name }) => name);
    const fields = Object.keys(object(schemas.get(message)?.["properties"]));
    return fields
      .map((field) => field.replaceAll("_", "-"))
      .filter((field) => {
        const broken = names.filter((name) => name.startsWith(`${field}-`));
        return !broken.includes(`${field}-missing`) || broken.length < 2;
      })
      .map((field) => `${message}.${field}`);
  });
  expect(missing).toEqual([]);
});

test("an amount is accepted exactly from 1 to 2^63-1, a balance exactly in 64 signed bits", () => {
  const amount = ajv.compile({ $ref: `${BASE}common.schema.json#/$defs/amount` });
  const balance = ajv.compile({ $ref: `${BASE}common.schema.json#/$defs/balance` });
  const edge = constantFrom(0n, 1n, -1n, 10n ** 18n, 2n ** 63n, -(2n ** 63n), 10n ** 19n);
  const near = tuple(edge, bigInt(-12n, 12n)).map(([base, offset]) => base + offset);
  // Numbers that share a prefix with the limit are where such a pattern goes wrong.
  const prefixed = tuple(nat({ max: 18 }), bigInt(0n, 10n ** 19n - 1n)).map(([digits, rest]) => {
    const limit = String(2n ** 63n - 1n);
    return BigInt(limit.slice(0, digits) + String(rest).padStart(19, "0").slice(digits));
  });
  assert(
    property(oneof(near, prefixed, bigInt(-(2n ** 65n), 2n ** 65n)), (value) => {
      expect(amount(String(value))).toBe(value >= 1n && value < 2n ** 63n);
      expect(balance(String(value))).toBe(value >= -(2n ** 63n) && value < 2n ** 63n);
    }),
    { numRuns: 3000 },
  );
});
