/**
 * `spec/flashmesh.proto` mirrors the schemas: the same messages, the same fields, the types that
 * its head promises, and the same reasons and outcomes. Both ways: nothing on either side is alone.
 * The reader below knows the few forms that file uses, and refuses every other line.
 * @module
 */
import { expect, test } from "vitest";
import type { Json } from "../base/canonical.ts";
import {
  isList,
  isObject,
  list,
  object,
  readReasons,
  readSchemas,
  readText,
  string,
} from "./norm.ts";
import type { JsonObject } from "./norm.ts";

type Field = { readonly type: string; readonly number: number };
type Message = Map<string, Field>;

// Files that no peer is ever sent: nothing of an answer reaches a subject.
const FILES = new Set([
  "vector",
  "vector-index",
  "verdict",
  "counterexample",
  "tale",
  "log",
  "result",
  "baseline",
  "benchmark",
  "benchmark-baseline",
  "summary",
  "case",
  "attestation",
  "envelope",
  "transcript",
  "pack",
]);
const schemas = readSchemas();
const { messages, enums, rpcs } = readProto(readText("spec/flashmesh.proto"));

/** `type` is `optional uint64`, `repeated Order`, `Order`, `map<string, X>` or `oneof Order`. */
function readProto(text: string) {
  const found = { messages: new Map<string, Message>(), enums: new Map<string, Message>() };
  const methods: string[] = [];
  const open: { kind: string; fields: Message }[] = [];
  for (const line of text.split("\n").map((each) => each.replace(/\/\/.*$/, "").trim())) {
    const inside = open.at(-1);
    const head = /^(message|enum|service|oneof) (\w+) \{(\})?$/.exec(line);
    const field = /^(optional \w+|repeated \w+|map<string, \w+>|\w+) (\w+) = (\d+);$/.exec(line);
    const value = /^(\w+) = (\d+);$/.exec(line);
    const method = /^rpc (\w+\((?:stream )?\w+\) returns \((?:stream )?\w+\));$/.exec(line);
    if (line === "" || /^(syntax|package) /.test(line)) continue;
    if (head !== null) {
      const [, kind = "", name = "", closed] = head;
      // The fields of a oneof are fields of its message.
      const fields: Message = kind === "oneof" && inside ? inside.fields : new Map();
      if (kind === "message") found.messages.set(name, fields);
      if (kind === "enum") found.enums.set(name, fields);
      if (closed === undefined) open.push({ kind, fields });
    } else if (line === "}") open.pop();
    else if (method !== null && inside?.kind === "service") methods.push(method[1] ?? "");
    else if (inside?.kind === "enum" && value !== null) add(inside.fields, value[1], "", value[2]);
    else if (inside !== undefined && field !== null) {
      const type = inside.kind === "oneof" ? `oneof ${field[1]}` : field[1];
      add(inside.fields, field[2], type, field[3]);
    } else throw new Error(`flashmesh.proto: not understood: ${line}`);
  }
  return { ...found, rpcs: methods };
}

function add(fields: Message, name = "", type = "", number = ""): void {
  if (fields.has(name)) throw new Error(`flashmesh.proto: ${name} stands twice`);
  fields.set(name, { type, number: Number(number) });
}

/** The schema that a `$ref` in file `from` leads to, and the file it stands in. */
function follow(from: string, schema: JsonObject): readonly [string, JsonObject] {
  const target = schema["$ref"];
  if (typeof target !== "string") return [from, schema];
  const [file = "", path = ""] = target.split("#");
  const folder = from.startsWith("adapter/") && !file.startsWith("../") ? "adapter/" : "";
  const name =
    file === "" ? from : `${folder}${file.replace("../", "")}`.replace(".schema.json", "");
  let found = object(schemas.get(name));
  for (const step of path.split("/").filter((part) => part !== "")) found = object(found[step]);
  return follow(name, found);
}

const SCALARS: { readonly [name: string]: string } = {
  key: "bytes",
  digest: "bytes",
  signature: "bytes",
  hex32: "bytes",
  word: "bytes",
  frame: "bytes",
  reason: "Reason",
};

/** The proto type of a property by the rules in the head of the proto file. */
function typeOf(from: string, schema: JsonObject): string {
  const other = list(schema["oneOf"]).find((each) => object(each)["type"] !== "null");
  if (other !== undefined) return typeOf(from, object(other));
  if (schema["type"] === "array") {
    return `repeated ${typeOf(from, object(schema["items"])).replace("optional ", "")}`;
  }
  const scalar =
    SCALARS[/common\.schema\.json#\/\$defs\/(\w+)$/.exec(string(schema["$ref"]))?.[1] ?? ""];
  if (scalar !== undefined) return `optional ${scalar}`;
  const [file, target] = follow(from, schema);
  if (file === "outcome" && target["enum"] !== undefined) return "optional OutcomeKind";
  if (target["type"] === "boolean") return "optional bool";
  if (target["type"] === "integer") {
    return Number(target["maximum"]) < 2 ** 32 ? "optional uint32" : "optional uint64";
  }
  const rest = object(target["additionalProperties"]);
  if (rest["$ref"] !== undefined) return `map<string, ${typeOf(file, rest)}>`;
  const title = target["title"];
  return typeof title === "string" ? title : "optional string";
}

/** A property of one of two shapes: the second is a field of its own, named for its shape. */
function otherShapes(file: string, schema: JsonObject): readonly (readonly [string, string])[] {
  const shapes = list(schema["oneOf"]).map(object);
  return shapes
    .filter((each) => each["type"] !== "null")
    .slice(1)
    .map((each) => typeOf(file, each))
    .map((type) => [snake(type), type] as const);
}

/** All messages that the schemas describe: titled objects, and tagged unions as `oneof`. */
function mirrored(): Map<string, Map<string, string>> {
  const wanted = new Map<string, Map<string, string>>();
  const visit = (file: string, value: Json, isBranch: boolean): void => {
    if (isList(value)) for (const each of value) visit(file, each, true);
    if (!isObject(value)) return;
    const schema = value;
    const title = schema["title"];
    const union = schema["oneOf"];
    if (typeof title === "string" && union !== undefined) {
      wanted.set(title, unionFields(file, list(union)));
    } else if (typeof title === "string" && schema["type"] === "object" && !isBranch) {
      const fields = Object.entries(object(schema["properties"]));
      const types = [
        ...fields.map(([name, each]) => [name, typeOf(file, object(each))] as const),
        ...fields.flatMap(([, each]) => otherShapes(file, object(each))),
      ];
      expect([title, wanted.get(title) ?? new Map(types)]).toEqual([title, new Map(types)]);
      wanted.set(title, new Map(types));
    }
    for (const [key, child] of Object.entries(schema)) visit(file, child, key === "oneOf");
  };
  for (const [file, schema] of schemas) if (!FILES.has(file)) visit(file, schema, false);
  return wanted;
}

/** `{ tag: const, body }` is a oneof field named for the tag; what all share is a field. */
function unionFields(file: string, branches: readonly Json[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (const branch of branches) {
    let tag = "";
    for (const [name, each] of Object.entries(object(object(branch)["properties"]))) {
      const fixed = object(each)["const"];
      if (typeof fixed === "string") tag = snake(fixed);
      else if (name === "body") fields.set(tag, `oneof ${typeOf(file, object(each))}`);
      else fields.set(name, typeOf(file, object(each)));
    }
  }
  return fields;
}

function snake(name: string): string {
  return name.replaceAll(/(?<!^)(?=[A-Z])/g, "_").toLowerCase();
}

test("proto and schemas have the same messages with the same fields and types", () => {
  const wanted = mirrored();
  expect([...messages.keys()].toSorted()).toEqual([...wanted.keys()].toSorted());
  expect(messages.size).toBeGreaterThan(40);
  for (const [name, fields] of messages) {
    const types = new Map([...fields].map(([field, { type }]) => [field, type]));
    expect([name, types]).toEqual([name, wanted.get(name)]);
  }
});

test("fields of a message are numbered from 1 without a gap, in order", () => {
  for (const [name, fields] of messages) {
    const numbers = [...fields.values()].map(({ number }) => number);
    expect([name, numbers]).toEqual([name, numbers.map((_, index) => index + 1)]);
  }
});

test("the enum Reason is reasons.json, number by number", () => {
  const wanted = readReasons().map(
    ({ code, number }) => [`REASON_${snake(code).toUpperCase()}`, number] as const,
  );
  const found = [...(enums.get("Reason") ?? [])].map(([name, { number }]) => [name, number]);
  expect(found).toEqual([["REASON_UNSPECIFIED", 0], ...wanted]);
});

test("the enum OutcomeKind is the kinds of the outcome schema, in order", () => {
  const kinds = object(object(schemas.get("outcome")?.["properties"])["kind"])["enum"];
  const wanted = list(kinds).map((kind) => `OUTCOME_KIND_${snake(string(kind)).toUpperCase()}`);
  expect([...(enums.get("OutcomeKind") ?? [])].map(([name]) => name)).toEqual([
    "OUTCOME_KIND_UNSPECIFIED",
    ...wanted,
  ]);
});

test("the services are the inputs of an authority, and one stream for whoever is judged", () => {
  const inputs = ["AuthorityInput", "HandoffInput"].flatMap((union) =>
    [...(messages.get(union) ?? [])].map(([, { type }]) => type.slice(6)),
  );
  const methods = rpcs.map((each) => each.split("(")[0]);
  // A restart is nothing one can ask for over a network.
  expect(methods).toEqual([...inputs.filter((name) => name !== "Restart"), "Run"]);
  expect(rpcs.at(-1)).toBe("Run(stream Request) returns (stream Reply)");
});
