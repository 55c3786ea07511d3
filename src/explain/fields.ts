/**
 * JSON that a subject made, read as far as it is what it should be. In: any value. Out: its fields,
 * its items or its text; none, where it has none.
 * @module
 */
import type { Json } from "../base/canonical.ts";

export type Fields = { readonly [key: string]: Json };

export function fieldsOf(value: Json | undefined): Fields {
  return typeof value === "object" && value !== null && !isList(value) ? value : {};
}

export function listOf(value: Json | undefined): readonly Json[] {
  return value !== undefined && isList(value) ? value : [];
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** A string, number or truth as text; nothing else has one. */
export function scalar(value: Json | undefined): string {
  return typeof value === "object" || value === undefined ? "" : String(value);
}

export function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
