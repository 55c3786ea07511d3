/**
 * The generator's own RFC 8785 (JCS) and SHA-256, so that a fault in the encoder of the system
 * under test cannot agree with itself. In: JSON of safe integers, text, lists and objects.
 * @module
 */
import { createHash } from "node:crypto";
import { assert } from "../base/assert.ts";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** The one text of a value: members by UTF-16 code units, no space. */
export function jcs(value: Json): string {
  // PERF: the engine's own encoder is several times as fast, and writes members as they come.
  if (isInOrder(value)) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(jcs).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).toSorted();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${jcs(member(value, key))}`).join()}}`;
}

/** Whether the members of all objects in it come by UTF-16 code units. Asserts that it is JSON. */
function isInOrder(value: Json): boolean {
  if (typeof value === "number") {
    assert(Number.isSafeInteger(value) && !Object.is(value, -0), "a number is a safe integer");
  }
  if (typeof value !== "object" || value === null) return true;
  if (isList(value)) return value.every(isInOrder);
  let before = "";
  for (const key of Object.keys(value)) {
    if (key < before || !isInOrder(member(value, key))) return false;
    before = key;
  }
  return true;
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

/** A member that must be there. */
function member(object: JsonObject, key: string): Json {
  const value = object[key];
  assert(value !== undefined, `an object has its member ${key}`);
  return value;
}

/** TH-3. */
export function signingText(type: string, network: string, message: Json): string {
  return `flashmesh/1/${type}/${network}\n${jcs(message)}`;
}

/** Lower-case hex. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
