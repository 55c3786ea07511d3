/**
 * The normative files as data, for the tests that hold them together. In: the files under `spec`.
 * Out: clauses, reasons, schemas, examples. Nothing here judges.
 * @module
 */
import { readFileSync, readdirSync } from "node:fs";
import type { Json } from "../base/canonical.ts";

const ROOT = new URL("../../", import.meta.url);

export type Clause = {
  readonly id: string;
  /** The sentence, without the name of its guard, on one line. */
  readonly sentence: string;
  readonly guard: string | undefined;
};
export type Reason = {
  readonly number: number;
  readonly code: string;
  readonly clause: string;
  readonly meaning: string;
};
export type Example = { readonly message: string; readonly name: string; readonly text: string };
export type InvalidExample = Example & {
  readonly clause: string;
  /** What the component answers; null where a wrong file is a fault and no refusal. */
  readonly reason: string | null;
  /** Who can see the fault: `text`, `shape` (a schema) or `meaning` (only the clause). */
  readonly layer: string;
  /** A JSON pointer (RFC 6901) to what was broken. */
  readonly place: string;
  readonly why: string;
};
export type JsonObject = { readonly [key: string]: Json };

/** The object, or an empty one for anything else: a missing field shows where it is compared. */
export function object(value: Json | undefined): JsonObject {
  return value !== undefined && isObject(value) ? value : {};
}

/** The list, or an empty one for anything else. */
export function list(value: Json | undefined): readonly Json[] {
  return value !== undefined && isList(value) ? value : [];
}

/** The string, or an empty one for anything else. */
export function string(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Every object inside a value, itself included, with the path that leads to it. */
export function objectsIn(value: Json, path = ""): (readonly [string, JsonObject])[] {
  if (isList(value)) return value.flatMap((each, index) => objectsIn(each, `${path}/${index}`));
  if (!isObject(value)) return [];
  const below = Object.entries(value).flatMap(([key, child]) => objectsIn(child, `${path}/${key}`));
  return [[path, value], ...below];
}

export function readText(path: string): string {
  return readFileSync(new URL(path, ROOT), "utf8");
}

export function readJson(path: string): Json {
  return parse(readText(path));
}

/** What is not JSON throws: the files of this repository are. */
export function parse(text: string): Json {
  const value: Json = JSON.parse(text);
  return value;
}

/** Paths of all files under `folder`, relative to the repository, ascending. */
export function filesUnder(folder: string, suffix: string): string[] {
  return readdirSync(new URL(`${folder}/`, ROOT), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(suffix))
    .map((path) => `${folder}/${path}`)
    .toSorted();
}

/** A clause begins with `- **VF-9** ` and ends at an empty line or at the next clause. */
export function readClauses(): Clause[] {
  const clauses: Clause[] = [];
  const pages = ["spec/protocol.md", "spec/dataplane.md"].map(readText);
  for (const block of pages.flatMap((page) => page.split(/\n(?=- \*\*)|\n\n/))) {
    const match = /^- \*\*([A-Z]{2}-[0-9]+)\*\* (.+)$/s.exec(block);
    if (match === null) continue;
    const [, id = "", prose = ""] = match;
    const line = prose.replaceAll(/\s+/g, " ").trim();
    const guard = / ?\(guard `([A-Za-z]+)`\)$/.exec(line);
    const sentence = guard === null ? line : line.slice(0, guard.index);
    clauses.push({ id, sentence, guard: guard?.[1] });
  }
  return clauses;
}

export function readReasons(): Reason[] {
  return list(object(readJson("spec/reasons.json"))["reasons"]).map((row) => {
    const { number, code, clause, meaning } = object(row);
    return {
      number: Number(number),
      code: string(code),
      clause: string(clause),
      meaning: string(meaning),
    };
  });
}

/** Every schema by its short name, `order` or `vector`. */
export function readSchemas(): Map<string, JsonObject> {
  const schemas = filesUnder("spec/schemas", ".schema.json").map(
    (path) =>
      [path.slice("spec/schemas/".length, -".schema.json".length), object(readJson(path))] as const,
  );
  return new Map(schemas);
}

export function readExamples(kind: "valid" | "invalid"): Example[] {
  const folder = `spec/examples/${kind}`;
  return filesUnder(folder, ".json").map((path) => {
    const parts = path.slice(folder.length + 1).split("/");
    const file = parts.pop() ?? "";
    const message = parts.join("/");
    return { message, name: file.slice(0, -".json".length), text: readText(path) };
  });
}

/** Here `text` is the text of the broken message itself. */
export function readInvalidExamples(): InvalidExample[] {
  return readExamples("invalid").map(({ message, name, text: file }) => {
    const { clause, reason, layer, place, why, text } = object(parse(file));
    return {
      message,
      name,
      clause: string(clause),
      reason: reason === null ? null : string(reason),
      layer: string(layer),
      place: string(place),
      why: string(why),
      text: string(text),
    };
  });
}
