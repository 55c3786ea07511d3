/**
 * The JSON of the schemas and the bytes of `spec/flashmesh.proto` say the same: every valid example
 * goes from JSON to bytes and comes back equal, by the mapping that the head of that file states.
 * The bytes are made by protobufjs, which knows nothing of JSON Schema.
 * @module
 */
import { isDeepStrictEqual } from "node:util";
import { Enum, MapField, parse as parseProto, type Field, type OneOf, type Type } from "protobufjs";
import { expect, test } from "vitest";
import { canonical, type Json } from "../base/canonical.ts";
import { isList, isObject, list, object, parse, readExamples, readReasons } from "./norm.ts";
import { readText, string, type JsonObject } from "./norm.ts";

type Plain = { [field: string]: unknown };

const PROTO = readText("spec/flashmesh.proto");
// Files that no peer is ever sent, as in proto.test.ts.
const FILES = ["counterexample", "verdict"];
const NAMES: { readonly [schema: string]: string } = {
  vote: "TransferVote",
  certificate: "TransferCertificate",
  receipt: "TransferReceipt",
  "adapter/request": "Request",
  "adapter/reply": "Reply",
};
// "JSON of no fixed shape is a `string` that holds its text."
const TEXTS = ["ApplyRequest.body", "EmittedText.body", "ObserveReply.observed"];
// "null is an absent message or an empty list."
const NULLABLE_LISTS = ["AccountState.evidence"];
const codes = new Map(readReasons().map(({ code }) => [`REASON_${upper(code)}`, code]));
const examples = readExamples("valid").filter(({ message }) => !FILES.includes(message));

function upper(name: string): string {
  return snake(name).toUpperCase();
}

function snake(name: string): string {
  return name.replaceAll(/(?<!^)(?=[A-Z])/g, "_").toLowerCase();
}

function pascal(name: string): string {
  return name.replaceAll(/(?:^|[-_])([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function typesOf(proto: string) {
  const { root } = parseProto(proto, { keepCase: true });
  root.resolveAll();
  return (schema: string): Type =>
    root.lookupType(`flashmesh.v1.${NAMES[schema] ?? pascal(schema)}`);
}

/** `{ type, body }` and its like: the oneof that was written, not what `optional` stands for. */
function unionOf(type: Type): OneOf | undefined {
  return type.oneofsArray.find((each) => !each.isProto3Optional);
}

function typeOf(field: Field): Type | undefined {
  return field.resolvedType === null || field.resolvedType instanceof Enum
    ? undefined
    : field.resolvedType;
}

function nameOf(type: Type, field: string): string {
  return `${type.name}.${field}`;
}

/** JSON -> a message of this type. `seen` collects the fields that were needed. */
function toMessage(type: Type, json: JsonObject, seen: Set<string>): Plain {
  const message: Plain = {};
  const put = (name: string, value: Json) => {
    const field = type.fields[name]?.resolve();
    if (field === undefined) throw new Error(`${type.name} has no field ${name}`);
    seen.add(nameOf(type, name));
    if (value !== null) message[name] = toField(type, field, value, seen);
  };
  const union = unionOf(type);
  for (const [name, value] of Object.entries(json)) {
    if (union !== undefined && name === "body") continue;
    if (name === union?.name) put(snake(string(value)), json["body"] ?? null);
    else put(name, value);
  }
  return message;
}

function toField(type: Type, field: Field, value: Json, seen: Set<string>): unknown {
  const one = (each: Json): unknown => {
    const inner = typeOf(field);
    return inner === undefined ? toScalar(type, field, each) : toMessage(inner, object(each), seen);
  };
  if (field instanceof MapField) {
    return Object.fromEntries(Object.entries(object(value)).map(([key, each]) => [key, one(each)]));
  }
  return field.repeated ? list(value).map(one) : one(value);
}

function toScalar(type: Type, field: Field, value: Json): unknown {
  if (TEXTS.includes(nameOf(type, field.name))) return canonical(value);
  if (field.type === "bytes") return new Uint8Array(Buffer.from(string(value), "hex"));
  if (!(field.resolvedType instanceof Enum)) return value;
  const prefix = field.resolvedType.name === "Reason" ? "REASON" : "OUTCOME_KIND";
  return field.resolvedType.values[`${prefix}_${upper(string(value))}`];
}

/** A decoded message -> JSON. protobufjs gives lists and maps that are not there as empty ones. */
function fromMessage(type: Type, message: unknown): Plain {
  const there = new Map(Object.entries(Object(message)));
  const union = unionOf(type);
  const json: Plain = {};
  for (const field of type.fieldsArray) {
    const value = there.get(field.name);
    const inner = typeOf(field);
    if (union?.oneof.includes(field.name) === true && inner !== undefined) {
      if (value === undefined) continue;
      json[union.name] = union.name === "verb" ? field.name : pascal(field.name);
      json["body"] = fromMessage(inner, value);
    } else if (value !== undefined) json[field.name] = fromField(type, field, value);
    else if (inner !== undefined) json[field.name] = null;
  }
  return json;
}

function fromField(type: Type, field: Field, value: unknown): unknown {
  const inner = typeOf(field);
  const one = (each: unknown): unknown =>
    inner === undefined ? fromScalar(type, field, each) : fromMessage(inner, each);
  if (field instanceof MapField) {
    return Object.fromEntries(
      Object.entries(Object(value)).map(([key, each]) => [key, one(each)] as const),
    );
  }
  if (!Array.isArray(value)) return one(value);
  const isNull = value.length === 0 && NULLABLE_LISTS.includes(nameOf(type, field.name));
  return isNull ? null : value.map(one);
}

function fromScalar(type: Type, field: Field, value: unknown): unknown {
  if (TEXTS.includes(nameOf(type, field.name))) return parse(String(value));
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (field.type === "uint64") return Number(String(value));
  if (!(field.resolvedType instanceof Enum)) return value;
  const name = field.resolvedType.valuesById[Number(value)] ?? "";
  return codes.get(name) ?? name.slice("OUTCOME_KIND_".length).toLowerCase();
}

function thereAndBack(type: Type, json: Json, seen = new Set<string>()): unknown {
  const bytes = type.encode(toMessage(type, object(json), seen)).finish();
  return fromMessage(type, type.decode(bytes));
}

const typeNamed = typesOf(PROTO);

test("every valid example comes back from its bytes as it was", () => {
  for (const { message, name, text } of examples) {
    const json = parse(text);
    expect([message, name, thereAndBack(typeNamed(message), json)]).toEqual([message, name, json]);
  }
  expect(examples.length).toBeGreaterThan(70);
});

test("every field of every message is carried by some example", () => {
  const seen = new Set<string>();
  for (const { message, text } of examples) thereAndBack(typeNamed(message), parse(text), seen);
  const { root } = parseProto(PROTO, { keepCase: true });
  const all = object(parse(JSON.stringify(root.lookup("flashmesh.v1")?.toJSON() ?? null)));
  const declared = Object.entries(object(all["nested"])).flatMap(([type, one]) =>
    Object.keys(object(object(one)["fields"])).map((field) => `${type}.${field}`),
  );
  expect(declared.length).toBeGreaterThan(150);
  expect(declared.filter((field) => !seen.has(field))).toEqual([]);
});

test("the bytes tell a zero, an empty text and false from a field that is missing", () => {
  let zeros = 0;
  for (const { message, name, text } of examples) {
    const json = object(parse(text));
    for (const [field, value] of Object.entries(json)) {
      if (isObject(value) || isList(value) || value === null || field === "body") continue;
      if (field === unionOf(typeNamed(message))?.name) continue;
      if (value === 0 || value === "" || value === false) zeros += 1;
      const { [field]: _, ...rest } = json;
      expect([message, name, thereAndBack(typeNamed(message), rest)]).not.toHaveProperty([
        2,
        field,
      ]);
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
  expect(PROTO).toContain(line);
  const type = typesOf(PROTO.replace(line, instead))(schema);
  const lost = examples
    .filter(({ message }) => message === schema)
    .map(({ text }) => parse(text))
    .filter((json) => !survives(type, json));
  expect(lost.length).toBeGreaterThan(0);
});

function survives(type: Type, json: Json): boolean {
  try {
    return isDeepStrictEqual(thereAndBack(type, json), json);
  } catch {
    return false;
  }
}
