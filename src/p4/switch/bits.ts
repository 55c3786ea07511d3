/**
 * Numbers as bits: how many a type has, and how a value is cut to them. A value of `int<W>` is a
 * signed bigint; its raw form is the two's complement of W bits (P4_16 1.2.5, section 8.7).
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Type } from "../program.ts";

/** 2^width - 1. */
export function ones(width: number): bigint {
  return (1n << BigInt(width)) - 1n;
}

/** The bits of a value of this type; of a varbit the most. An enum and `error` count as 32. */
export function bitsOf(type: Type): number {
  switch (type.kind) {
    case "bool":
      return 1;
    case "bit":
    case "int":
    case "varbit":
      return type.width;
    case "serial":
      return type.under.width;
    case "enum":
    case "error":
      return 32;
    case "struct":
    case "header":
    case "union":
      return type.fields.reduce((sum, field) => sum + bitsOf(field.type), 0);
    case "stack":
      return type.size * bitsOf(type.element);
    case "void":
    case "string":
    case "extern":
      assert(false, `a value of type ${type.kind} has bits`);
  }
}

export function isSigned(type: Type): boolean {
  return type.kind === "int" || (type.kind === "serial" && type.under.kind === "int");
}

/** From raw bits to the value of this type. */
export function fromRaw(type: Type, raw: bigint): bigint {
  return isSigned(type) ? BigInt.asIntN(bitsOf(type), raw) : BigInt.asUintN(bitsOf(type), raw);
}
