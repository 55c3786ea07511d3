/**
 * The JSON of the second engine <-> our values. A plain array is a set; what JSON has no word for
 * is marked: `__tuple`, `__fn`, `__model`.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { Fault } from "../base/fault.ts";
import { bool, int, mapping, model, record, set, string, tuple } from "../value/value.ts";
import type { Value } from "../value/value.ts";

export type Plain = { readonly [key: string]: unknown };

export function answered(text: string): Plain {
  const answer = objectOf(JSON.parse(text));
  if (answer["ok"] !== true) throw new Fault("SecondEngine", { why: String(answer["error"]) });
  return answer;
}

export function objectOf(value: unknown): Plain {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value));
  }
  throw new Fault("SecondEngine", { why: "no object where one belongs" });
}

export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Fault("SecondEngine", { why: "no list where one belongs" });
}

export function valueOf(json: unknown): Value {
  if (typeof json === "string") return string(json);
  if (typeof json === "number") return int(json);
  if (typeof json === "boolean") return bool(json);
  if (Array.isArray(json)) return set(json.map(valueOf));
  const plain = objectOf(json);
  if ("__tuple" in plain) return tuple(listOf(plain["__tuple"]).map(valueOf));
  if ("__model" in plain) return model(String(plain["__model"]));
  if ("__fn" in plain) {
    return mapping(
      listOf(plain["__fn"]).map((entry) => {
        const [key, value] = listOf(entry);
        return [valueOf(key), valueOf(value)];
      }),
    );
  }
  return record(Object.entries(plain).map(([name, value]) => [name, valueOf(value)]));
}

export function jsonOf(value: Value): Json {
  switch (value.kind) {
    case "int":
    case "bool":
    case "string":
      return value.value;
    case "model":
      return { __model: value.name };
    case "set":
      return value.elements.map(jsonOf);
    case "tuple":
      return { __tuple: value.items.map(jsonOf) };
    case "record":
      return Object.fromEntries(value.fields.map(([name, each]) => [name, jsonOf(each)]));
    case "function":
      return { __fn: value.entries.map(([key, each]) => [jsonOf(key), jsonOf(each)]) };
  }
}
