/**
 * Methods of packet_in and packet_out (P4_16 1.2.5, sections 13.8 and 16.1).
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Argument, Expression, Field, Type } from "../program.ts";
import { bitsOf, ones } from "../switch/bits.ts";
import type { Context } from "./context.ts";
import { ERRORS, ParserFailure } from "./context.ts";
import { scalar } from "./operator.ts";
import type { Value } from "./value.ts";
import { bits, joined, pack, partsOf, partTypes, unpack } from "./value.ts";

export function callPacket(
  context: Context,
  name: string,
  types: readonly Type[],
  args: readonly Argument[],
): Value {
  const [first, second] = args;
  switch (name) {
    case "extract":
      assert(first !== undefined, "extract has a target");
      extract(context, first.value, types[0] ?? first.parameter.type, second?.value ?? null);
      return bits(0n);
    case "lookahead": {
      const [type] = types;
      assert(type !== undefined, "lookahead has a type");
      const width = bitsOf(type);
      need(context, width);
      return unpack(type, bitsAt(context, context.cursor, width));
    }
    case "advance": {
      assert(first?.value !== undefined && first.value !== null, "advance has a count");
      const width = Number(scalar(context.evaluate(first.value)).value);
      need(context, width);
      context.cursor += width;
      return bits(0n);
    }
    case "length":
      return bits(BigInt(context.length));
    case "emit":
      assert(first?.value !== undefined && first.value !== null, "emit has an argument");
      emit(context, first.value.type, context.evaluate(first.value));
      return bits(0n);
    default:
      assert(false, `a packet has the method ${name}`);
  }
}

/** Header and cursor are untouched if the packet is too short. */
function extract(
  context: Context,
  target: Expression | null,
  type: Type,
  size: Expression | null,
): void {
  // `_`: a header that nobody wants is read past.
  const location = target === null ? null : context.locate(target);
  const varbits = size === null ? 0 : Number(scalar(context.evaluate(size)).value);
  assert(type.kind === "header", "extract reads headers");
  const most = type.fields.find((field) => field.type.kind === "varbit");
  const fixed = bitsOf(type) - (most === undefined ? 0 : bitsOf(most.type));
  if (varbits % 8 !== 0) throw new ParserFailure(ERRORS.ParserInvalidArgument);
  need(context, fixed + varbits);
  if (most !== undefined && varbits > bitsOf(most.type)) {
    throw new ParserFailure(ERRORS.HeaderTooShort);
  }
  const header = headerAt(context, type.fields, varbits);
  location?.write(header);
  if (target !== null) advanceStack(context, target);
}

function headerAt(context: Context, fields: readonly Field[], varbits: number): Value {
  const values = fields.map(({ type }): Value => {
    const width = type.kind === "varbit" ? varbits : bitsOf(type);
    const raw = bitsAt(context, context.cursor, width);
    context.cursor += width;
    if (type.kind === "varbit") return { kind: "varbit", length: width, value: raw, taint: 0n };
    return unpack(type, raw);
  });
  return { kind: "header", valid: true, fields: values };
}

/** Extracting into `next` moves it on, also into one header of the union that stands there. */
function advanceStack(context: Context, target: Expression): void {
  if (target.kind === "field") advanceStack(context, target.of);
  if (target.kind !== "stack" || target.part !== "next") return;
  const stack = context.locate(target.of).read();
  assert(stack.kind === "stack", "`next` is a stack's");
  stack.next += 1;
}

function need({ cursor, length }: Context, width: number): void {
  if (cursor + width > length * 8) throw new ParserFailure(ERRORS.PacketTooShort);
}

/** The bits of the packet from a position on. */
function bitsAt({ packet }: Context, from: number, width: number): bigint {
  const end = Math.ceil((from + width) / 8);
  let raw = 0n;
  for (let at = Math.floor(from / 8); at < end; at += 1) {
    raw = (raw << 8n) | BigInt(packet[at] ?? 0);
  }
  return (raw >> BigInt(end * 8 - from - width)) & ones(width);
}

/** Valid headers only; structs, stacks and unions part by part. */
function emit(context: Context, type: Type, value: Value): void {
  if (value.kind === "header") {
    if (value.valid) context.emitted = joined(context.emitted, pack(type, value));
    return;
  }
  const types = partTypes(type);
  for (const [at, part] of partsOf(value).entries()) emit(context, types[at] ?? type, part);
}
