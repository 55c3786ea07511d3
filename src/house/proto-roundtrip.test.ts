/**
 * The JSON of the schemas and the bytes of `spec/flashmesh.proto` say the same: every valid example
 * goes from JSON to bytes and comes back equal, by the mapping that the head of that file states.
 * The bytes are made by protobufjs, which knows nothing of JSON Schema.
 * @module
 */
import { isDeepStrictEqual } from "node:util";
import { parse as parseProto, Enum } from "protobufjs";
import { expect, test } from "vitest";
import type { Json } from "../base/canonical.ts";
import { Proto } from "../wire/proto.ts";
import { isList, isObject, object, parse, readExamples, readReasons } from "./norm.ts";
import { readText } from "./norm.ts";

const TEXT = readText("spec/flashmesh.proto");
// Files that no peer is ever sent, as in proto.test.ts.
const FILES =
  "counterexample verdict result baseline case attestation envelope transcript pack".split(" ");
const NAMES: { readonly [schema: string]: string } = {
  vote: "TransferVote",
  certificate: "TransferCertificate",
  receipt: "TransferReceipt",
  "adapter/request": "Request",
  "adapter/reply": "Reply",
};
const UNIONS = ["type", "input", "verb"];
const examples = readExamples("valid").filter(({ message }) => !FILES.includes(message));
const proto = new Proto(TEXT);

function nameOf(schema: string): string {
  const pascal = schema.replaceAll(/(?:^|[-_])([a-z])/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
  return NAMES[schema] ?? pascal;
}

function thereAndBack(schema: string, json: Json, by: Proto = proto): unknown {
  const name = nameOf(schema);
  const read = by.decode(name, by.encode(name, object(json)));
  return read.ok ? parse(read.value) : read.reason;
}

test("every valid example comes back from its bytes as it was", () => {
  for (const { message, name, text } of examples) {
    const json = parse(text);
    expect([message, name, thereAndBack(message, json)]).toEqual([message, name, json]);
  }
  expect(examples.length).toBeGreaterThan(70);
});

test("every field of every message is carried by some example", () => {
  const { root } = parseProto(TEXT, { keepCase: true });
  const all = object(parse(JSON.stringify(root.lookup("flashmesh.v1")?.toJSON() ?? null)));
  const declared = Object.entries(object(all["nested"])).flatMap(([type, one]) =>
    Object.entries(object(object(one)["fields"])).map(([field, told]) => ({ type, field, told })),
  );
  expect(declared.length).toBeGreaterThan(150);
  // Without it, no example would miss it: then none carries it.
  const unneeded = declared.filter(({ type, field, told }) => {
    const line = new RegExp(
      `^(message ${type} \\{[^]*?)\\n[^\\n]*\\b${field} = ${String(object(told)["id"])};`,
      "m",
    );
    expect(TEXT).toMatch(line);
    const without = new Proto(TEXT.replace(line, "$1\n"));
    return saying(field).every(({ message, text }) => survives(without, message, parse(text)));
  });
  expect(unneeded).toEqual([]);
});

/** PERF: all examples, those first that say the field's name and so are likely to miss it. */
function saying(field: string): typeof examples {
  const says = ({ text }: (typeof examples)[number]) => Number(text.includes(`"${field}"`));
  return examples.toSorted((left, right) => says(right) - says(left));
}

/** Seven bits a byte, the lowest first; the eighth says that there are more. */
function varint(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

test("every reason has its word and its number on both sides", () => {
  const { root } = parseProto(TEXT);
  const numbers = root.lookupEnum("flashmesh.v1.Reason");
  expect(numbers).toBeInstanceOf(Enum);
  for (const { code, number } of readReasons()) {
    const outcome = { kind: "refused", reason: code };
    expect(thereAndBack("outcome", outcome)).toEqual(outcome);
    // Field 1 is the kind; field 2 the reason, a varint.
    expect([...proto.encode("Outcome", outcome)].slice(2)).toEqual([0x10, ...varint(number)]);
  }
});

test("the bytes tell a zero, an empty text and false from a field that is missing", () => {
  let zeros = 0;
  for (const { message, name, text } of examples) {
    const json = object(parse(text));
    for (const [field, value] of Object.entries(json)) {
      if (isObject(value) || isList(value) || value === null || field === "body") continue;
      if (UNIONS.includes(field) && "body" in json) continue;
      if (value === 0 || value === "" || value === false) zeros += 1;
      const { [field]: _, ...rest } = json;
      expect([message, name, thereAndBack(message, rest)]).not.toHaveProperty([2, field]);
    }
  }
  expect(zeros).toBeGreaterThan(10);
});

// The test of the test: a proto file that lost a field, or made one too small, is found out.
test.each<[string, string, string, string]>([
  ["an order without its ttl", "order", "optional uint64 ttl = 8; // milliseconds", ""],
  ["a nonce of 32 bits", "order", "optional uint64 nonce = 5;", "optional uint32 nonce = 5;"],
  ["a certificate of one vote", "certificate", "repeated TransferVote", "TransferVote"],
  ["an answer without its word", "emitted", "BrokenQuorum broken_quorum = 5;", ""],
])("%s does not carry the examples", (_, schema, line, instead) => {
  expect(TEXT).toContain(line);
  const by = new Proto(TEXT.replace(line, instead));
  const lost = examples
    .filter(({ message }) => message === schema)
    .map(({ text }) => parse(text))
    .filter((json) => !survives(by, schema, json));
  expect(lost.length).toBeGreaterThan(0);
});

function survives(by: Proto, schema: string, json: Json): boolean {
  try {
    return isDeepStrictEqual(thereAndBack(schema, json, by), json);
  } catch {
    return false;
  }
}
