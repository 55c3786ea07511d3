/**
 * Values at run time. A scalar is a number with the bits of it that are undefined; a header keeps
 * its fields at 0 while it is invalid.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Field, Type } from "../program.ts";
import { bitsOf, fromRaw, ones } from "../switch/bits.ts";

/**
 * `value` is signed for `int<W>`; bool is 0 or 1; an enum or `error` its position. `taint` has a 1
 * for each bit that the language leaves undefined (it reads 0).
 */
export type Bits = { readonly kind: "bits"; readonly value: bigint; readonly taint: bigint };
/** `length` bits, at most those of its type. */
export type Varbit = {
  readonly kind: "varbit";
  readonly length: number;
  readonly value: bigint;
  readonly taint: bigint;
};
export type Text = { readonly kind: "text"; readonly text: string };
export type Struct = { readonly kind: "struct"; readonly fields: Value[] };
export type Header = { readonly kind: "header"; readonly valid: boolean; readonly fields: Value[] };
/** Its fields are headers. */
export type Union = { readonly kind: "union"; readonly fields: Value[] };
export type Stack = { readonly kind: "stack"; readonly elements: Value[]; next: number };
/** Scalars are replaced, aggregates changed in place: whoever keeps one copies it. */
export type Value = Bits | Varbit | Text | Struct | Header | Union | Stack;

export function bits(value: bigint, taint = 0n): Bits {
  return { kind: "bits", value, taint };
}

export function bool(value: boolean, tainted = false): Bits {
  return bits(value ? 1n : 0n, tainted ? 1n : 0n);
}

/** What a variable holds before anyone writes it: 0, invalid headers. Tainted, or defined as 0. */
export function initial(type: Type, defined: boolean): Value {
  switch (type.kind) {
    case "struct":
      return { kind: "struct", fields: type.fields.map((field) => initial(field.type, defined)) };
    case "header":
      return invalidHeader(type.fields);
    case "union":
      return { kind: "union", fields: type.fields.map((field) => initial(field.type, defined)) };
    case "stack":
      return {
        kind: "stack",
        elements: Array.from({ length: type.size }, () => initial(type.element, defined)),
        next: 0,
      };
    case "varbit":
      return { kind: "varbit", length: 0, value: 0n, taint: 0n };
    case "string":
      return { kind: "text", text: "" };
    case "void":
    case "extern":
      return bits(0n);
    case "bool":
    case "bit":
    case "int":
    case "enum":
    case "serial":
    case "error":
      return bits(0n, defined ? 0n : ones(bitsOf(type)));
  }
}

function invalidHeader(fields: readonly Field[]): Header {
  return { kind: "header", valid: false, fields: fields.map(({ type }) => initial(type, false)) };
}

export function copy(value: Value): Value {
  switch (value.kind) {
    case "bits":
    case "varbit":
    case "text":
      return value;
    case "struct":
    case "union":
      return { kind: value.kind, fields: value.fields.map(copy) };
    case "header":
      return { kind: "header", valid: value.valid, fields: value.fields.map(copy) };
    case "stack":
      return { kind: "stack", elements: value.elements.map(copy), next: value.next };
  }
}

/** Equality as `==` has it: two invalid headers are equal, whatever they held. */
export function equal(one: Value, other: Value): boolean {
  if (one.kind === "bits") return other.kind === "bits" && one.value === other.value;
  if (one.kind === "text") return other.kind === "text" && one.text === other.text;
  if (one.kind === "varbit") {
    return other.kind === "varbit" && one.length === other.length && one.value === other.value;
  }
  if (one.kind === "header" && other.kind === "header") {
    return one.valid === other.valid && (!one.valid || allEqual(one.fields, other.fields));
  }
  const [these, those] = [partsOf(one), partsOf(other)];
  return one.kind === other.kind && allEqual(these, those);
}

function allEqual(these: readonly Value[], those: readonly Value[]): boolean {
  return (
    these.length === those.length &&
    these.every((value, at) => {
      const other = those[at];
      return other !== undefined && equal(value, other);
    })
  );
}

/** The values inside, in order. */
export function partsOf(value: Value): readonly Value[] {
  if (value.kind === "stack") return value.elements;
  return value.kind === "bits" || value.kind === "varbit" || value.kind === "text"
    ? []
    : value.fields;
}

export function isTainted(value: Value): boolean {
  if (value.kind === "bits" || value.kind === "varbit") return value.taint !== 0n;
  // Whether a header is valid is never undefined; what an invalid one holds, nobody asks.
  if (value.kind === "header" && !value.valid) return false;
  return partsOf(value).some(isTainted);
}

/** Raw bits side by side, the first field highest: a wire image and its undefined bits. */
export type Packed = { readonly width: number; readonly raw: bigint; readonly taint: bigint };

/** A header's fields are packed whether or not it is valid (an invalid one is all 0). */
export function pack(type: Type, value: Value): Packed {
  if (value.kind === "varbit") {
    return { width: value.length, raw: value.value, taint: value.taint };
  }
  if (value.kind === "bits") {
    const width = bitsOf(type);
    return { width, raw: BigInt.asUintN(width, value.value), taint: value.taint };
  }
  return packAll(partTypes(type), partsOf(value));
}

function packAll(types: readonly Type[], values: readonly Value[]): Packed {
  let packed: Packed = { width: 0, raw: 0n, taint: 0n };
  for (const [at, value] of values.entries()) {
    const type = types[at];
    assert(type !== undefined, "each part has a type");
    packed = joined(packed, pack(type, value));
  }
  return packed;
}

export function joined(high: Packed, low: Packed): Packed {
  const shift = BigInt(low.width);
  return {
    width: high.width + low.width,
    raw: (high.raw << shift) | low.raw,
    taint: (high.taint << shift) | low.taint,
  };
}

/** The value of this type in raw bits of the type's width; headers in it become valid. */
export function unpack(type: Type, raw: bigint, taint = 0n): Value {
  const types = partTypes(type);
  if (types.length === 0 && type.kind !== "struct" && type.kind !== "header") {
    return bits(fromRaw(type, raw), taint);
  }
  let left = bitsOf(type);
  const fields = types.map((part) => {
    left -= bitsOf(part);
    const shift = BigInt(left);
    const mask = ones(bitsOf(part));
    return unpack(part, (raw >> shift) & mask, (taint >> shift) & mask);
  });
  if (type.kind === "header") return { kind: "header", valid: true, fields };
  if (type.kind === "stack") return { kind: "stack", elements: fields, next: 0 };
  assert(type.kind === "struct", "a union or a varbit has no one wire image");
  return { kind: "struct", fields };
}

export function partTypes(type: Type): readonly Type[] {
  if (type.kind === "stack") return Array.from({ length: type.size }, () => type.element);
  return type.kind === "struct" || type.kind === "header" || type.kind === "union"
    ? type.fields.map((field) => field.type)
    : [];
}

/** Big-endian bytes; zero bits fill the last one. */
export function bytesOf({ width, raw }: Packed): Uint8Array {
  const length = Math.ceil(width / 8);
  const whole = raw << BigInt(length * 8 - width);
  const digits = whole.toString(16).padStart(length * 2, "0");
  return Uint8Array.from({ length }, (_, at) => parseInt(digits.slice(at * 2, at * 2 + 2), 16));
}
