/**
 * The messages of `spec/flashmesh.proto`. In: JSON of a schema. Out: its bytes; and back: bytes to
 * the text of that JSON, or what is wrong with them. The mapping is the one that the head of that
 * file states, for whatever messages the file has. A text inside a message stays as it is spelled:
 * whoever reads the JSON strictly must see it so.
 * @module
 */
import { Enum, MapField, parse, type Field, type OneOf, type Type } from "protobufjs";
import { canonical, type Json } from "../base/canonical.ts";
import { assert } from "../base/assert.ts";
import { InputFault } from "../base/fault.ts";
import { no, ok, type Result } from "../base/result.ts";
import type { JsonObject } from "./adapter.ts";
import { isObject, listIn, textIn } from "./adapter.ts";

export type ProtoProblem = "NotProto" | "NotOnce" | "NotJson";

const PACKAGE = "flashmesh.v1";
// "JSON of no fixed shape is a `string` that holds its text."
const TEXTS = ["ApplyRequest.body", "EmittedText.body", "ObserveReply.observed"];
// "null is an absent message or an empty list."
const NULLABLE_LISTS = ["AccountState.evidence"];

// "An object of one of two shapes": the property, the other's field, and a key that it alone has.
const OTHER_SHAPES = [
  { type: "ResetRequest", name: "genesis", other: "dataplane_genesis", mark: "slot_bits" },
] as const;

/** A text inside a message that is none. */
class NoJson extends Error {}

type Plain = { readonly [field: string]: unknown };

export class Proto {
  readonly #typeNamed: (name: string) => Type;

  /** `text`: the file itself. */
  constructor(text: string) {
    try {
      const { root } = parse(text, { keepCase: true });
      root.resolveAll();
      this.#typeNamed = (name) => root.lookupType(`${PACKAGE}.${name}`);
    } catch (cause) {
      throw new InputFault("ProtoUnreadable", { why: String(cause) }, { cause });
    }
  }

  encode(name: string, json: JsonObject): Uint8Array {
    const type = this.#typeNamed(name);
    return type.encode(toMessage(type, json)).finish();
  }

  decode(name: string, bytes: Uint8Array): Result<string, ProtoProblem> {
    const type = this.#typeNamed(name);
    let message: Plain;
    try {
      message = plainOf(type.decode(bytes));
    } catch {
      return no("NotProto");
    }
    // TH-12: a field that nobody knows, or one given twice, is lost on the way: so it is seen.
    if (type.encode(message).finish().length !== bytes.length) return no("NotOnce");
    try {
      return ok(textOf(type, message));
    } catch (cause) {
      if (cause instanceof NoJson) return no("NotJson");
      throw cause;
    }
  }
}

/** `{ type, body }` and its like: the oneof that was written, not what `optional` stands for. */
function unionOf(type: Type): OneOf | undefined {
  return type.oneofsArray.find((each) => !each.isProto3Optional);
}

function typeOf({ resolvedType }: Field): Type | undefined {
  return resolvedType === null || resolvedType instanceof Enum ? undefined : resolvedType;
}

/** JSON -> a message of this type. */
function toMessage(type: Type, json: JsonObject): Plain {
  const message: { [field: string]: unknown } = {};
  const put = (name: string, value: Json): void => {
    const field = type.fields[name]?.resolve();
    assert(field !== undefined, `${type.name} has the field ${name}`);
    if (value !== null) message[name] = toField(field, value);
  };
  const union = unionOf(type);
  for (const [name, value] of Object.entries(json)) {
    if (union !== undefined && name === "body") continue;
    if (name === union?.name) put(snake(textIn(value)), json["body"] ?? null);
    else put(fieldFor(type, name, value), value);
  }
  return message;
}

/** The field that holds a property of this value. */
function fieldFor(type: Type, name: string, value: Json): string {
  const shape = OTHER_SHAPES.find((each) => each.type === type.name && each.name === name);
  return shape !== undefined && isObject(value) && shape.mark in value ? shape.other : name;
}

function toField(field: Field, value: Json): unknown {
  const one = (each: Json): unknown => {
    const inner = typeOf(field);
    return inner === undefined ? toScalar(field, each) : toMessage(inner, objectIn(each));
  };
  if (field instanceof MapField) {
    return Object.fromEntries(
      Object.entries(objectIn(value)).map(([key, each]) => [key, one(each)]),
    );
  }
  return field.repeated ? listIn(value).map(one) : one(value);
}

function toScalar(field: Field, value: Json): unknown {
  if (TEXTS.includes(nameOf(field))) return canonical(value);
  if (field.type === "bytes") return Buffer.from(textIn(value), "hex");
  if (!(field.resolvedType instanceof Enum)) return value;
  return field.resolvedType.values[
    `${snake(field.resolvedType.name)}_${snake(textIn(value))}`.toUpperCase()
  ];
}

/** A message -> the text of its JSON. protobufjs gives lists that are not there as empty ones. */
function textOf(type: Type, message: Plain): string {
  const union = unionOf(type);
  const members: string[] = [];
  const put = (name: string, text: string): void => {
    members.push(`${JSON.stringify(name)}:${text}`);
  };
  for (const field of type.fieldsArray) {
    const { name } = field.resolve();
    const value = message[name];
    const inner = typeOf(field);
    if (union?.oneof.includes(name) === true && inner !== undefined) {
      if (value === undefined) continue;
      put(union.name, JSON.stringify(union.name === "verb" ? name : pascal(name)));
      put("body", textOf(inner, plainOf(value)));
    } else if (value !== undefined) put(propertyOf(type, name), fieldText(field, value));
    else if (inner !== undefined && !isElsewhere(type, name, message)) put(name, "null");
  }
  return `{${members.join(",")}}`;
}

/** The property that a field holds. */
function propertyOf(type: Type, field: string): string {
  const shape = OTHER_SHAPES.find((each) => each.type === type.name && each.other === field);
  return shape?.name ?? field;
}

/** Whether the field is one of two shapes, and not there because it is the other. */
function isElsewhere(type: Type, field: string, message: Plain): boolean {
  return OTHER_SHAPES.filter((each) => each.type === type.name).some(
    ({ name, other }) => field === other || (field === name && message[other] !== undefined),
  );
}

function fieldText(field: Field, value: unknown): string {
  const inner = typeOf(field);
  const one = (each: unknown): string =>
    inner === undefined ? scalarText(field, each) : textOf(inner, plainOf(each));
  if (field instanceof MapField) {
    const members = Object.entries(plainOf(value)).map(
      ([key, each]) => `${JSON.stringify(key)}:${one(each)}`,
    );
    return `{${members.join(",")}}`;
  }
  if (!Array.isArray(value)) return one(value);
  const isNull = value.length === 0 && NULLABLE_LISTS.includes(nameOf(field));
  return isNull ? "null" : `[${value.map(one).join(",")}]`;
}

function scalarText(field: Field, value: unknown): string {
  if (TEXTS.includes(nameOf(field))) return jsonText(String(value));
  if (value instanceof Uint8Array) return `"${Buffer.from(value).toString("hex")}"`;
  if (field.type === "uint64") return String(value);
  if (!(field.resolvedType instanceof Enum)) return JSON.stringify(value);
  const { name, valuesById } = field.resolvedType;
  const word = (valuesById[Number(value)] ?? "").slice(name === "Reason" ? 7 : 13).toLowerCase();
  return JSON.stringify(name === "Reason" ? pascal(word) : word);
}

/** Checked by itself, so that it cannot reach beyond the place where it is put. */
function jsonText(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    throw new NoJson();
  }
  return text;
}

function nameOf(field: Field): string {
  return `${field.parent?.name ?? ""}.${field.name}`;
}

function plainOf(value: unknown): Plain {
  return Object.fromEntries(Object.entries(Object(value)));
}

function objectIn(value: Json): JsonObject {
  return isObject(value) ? value : {};
}

function snake(name: string): string {
  return name.replaceAll(/(?<!^)(?=[A-Z])/g, "_").toLowerCase();
}

function pascal(name: string): string {
  return name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
