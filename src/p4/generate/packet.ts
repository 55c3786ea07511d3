/**
 * Methods of packet_in and packet_out (P4_16 1.2.5, sections 13.8 and 16.1) as steps on the packet
 * `P` of `end` bits, the cursor `at`, and the output `O`, of which `out` bits are written.
 * @module
 */
import { assert } from "../../base/assert.ts";
import { ERRORS } from "../interpret/context.ts";
import type { Argument, Expression, HeaderType, Type } from "../program.ts";
import { bitsOf, isSigned } from "../switch/bits.ts";
import type { Origin } from "./bytes.ts";
import { bitAt, byteTexts, readField, widthOf, writeBits, writeBytes } from "./bytes.ts";
import type { Coder, Location } from "./coder.ts";
import { failing } from "./coder.ts";
import { type Loaded, plain } from "./line.ts";
import { copyCells, each, kept, write } from "./location.ts";
import type { Operand } from "./operand.ts";
import { numberOf, single, textsOf } from "./operand.ts";
import type { HeaderTree, Tree } from "./tree.ts";
import { ONE, operandOf, partTypes, partsOf, scalar, scalarsOf } from "./tree.ts";

const NOTHING = scalar(single(0));

export function callPacket(
  coder: Coder,
  name: string,
  types: readonly Type[],
  args: readonly Argument[],
): Tree {
  const { code } = coder;
  const [first, second] = args;
  switch (name) {
    case "extract":
      assert(first !== undefined, "extract has a target");
      extract(coder, first.value, types[0] ?? first.parameter.type, second?.value ?? null);
      return NOTHING;
    case "lookahead": {
      const [type] = types;
      assert(type !== undefined, "lookahead has a type");
      need(coder, String(bitsOf(type)));
      return kept(code, lookAhead(coder, type));
    }
    case "advance": {
      assert(first?.value !== undefined && first.value !== null, "advance has a count");
      const width = code.temp(count(coder, first.value));
      need(coder, width);
      code.step(`at += ${width};`);
      return NOTHING;
    }
    case "length":
      return scalar(single("(end >>> 3)"));
    case "emit":
      assert(first?.value !== undefined && first.value !== null, "emit has an argument");
      emit(coder, first.value.type, coder.evaluate(first.value));
      return NOTHING;
    default:
      assert(false, `a packet has the method ${name}`);
  }
}

function count(coder: Coder, expression: Expression): string {
  const { type } = expression;
  return numberOf(operandOf(coder.evaluate(expression)), bitsOf(type), isSigned(type));
}

function need({ code }: Coder, width: string): void {
  code.step(`if (at + ${width} > end) ${failing(ERRORS.PacketTooShort)}`);
}

/** Header and cursor are untouched if the packet is too short. */
function extract(
  coder: Coder,
  target: Expression | null,
  type: Type,
  size: Expression | null,
): void {
  const { code } = coder;
  const location = target === null ? null : coder.locate(target);
  const varbits = size === null ? "0" : code.temp(count(coder, size));
  assert(type.kind === "header", "extract reads headers");
  const most = type.fields.find((field) => field.type.kind === "varbit");
  const fixed = bitsOf(type) - (most === undefined ? 0 : bitsOf(most.type));
  if (most !== undefined) {
    code.step(`if (${varbits} % 8 !== 0) ${failing(ERRORS.ParserInvalidArgument)}`);
  }
  const width = most === undefined ? String(fixed) : code.temp(`${fixed} + ${varbits}`);
  need(coder, width);
  if (most !== undefined) {
    code.step(`if (${varbits} > ${bitsOf(most.type)}) ${failing(ERRORS.HeaderTooShort)}`);
  }
  const plainly = location === null ? null : plainHeader(coder, location);
  if (plainly !== null) {
    extractPlainly(coder, type, plainly);
  } else if (location !== null) {
    const header = headerAt(coder, type, varbits);
    const isOne = location.alternatives.length === 1;
    write(coder, location, isOne ? header : kept(code, header));
  }
  code.step(`at += ${width};`);
  if (target !== null) advanceStack(coder, target);
}

/** The cells of a header that stands in one place, in whole bytes and fields of 64 bits at most. */
function plainHeader({ aligned }: Coder, { alternatives, slice }: Location): HeaderTree | null {
  const [only] = alternatives;
  if (!aligned || slice !== null || only === undefined || alternatives.length !== 1) return null;
  const { guards, inside, others, tree } = only;
  if (guards.length + inside.length + others.length > 0 || tree.kind !== "header") return null;
  return isPlain(tree) ? tree : null;
}

function isPlain({ parts }: HeaderTree): boolean {
  return parts.every(
    (part) =>
      part.kind === "scalar" && (part.operand.kind === "single" || part.operand.kind === "pair"),
  );
}

function extractPlainly(coder: Coder, { fields }: HeaderType, header: HeaderTree): void {
  const { code } = coder;
  const from = origin(coder, "at");
  let bit = 0;
  const loaded = header.parts.map((part, at): Loaded => {
    const width = bitsOf(fields[at]?.type ?? { kind: "bool" });
    const value = scalar(readField(code, from, bit, width));
    const { lines } = code.aside(() => copyCells(code, part, value));
    const field = { cells: textsOf(operandOf(part)), bit, width, lines: lines.flatMap(plain) };
    bit += width;
    return field;
  });
  code.step({ kind: "extraction", valid: header.valid.text, base: from.base, fields: loaded });
}

function origin({ code, aligned }: Coder, from: string): Origin {
  return { base: code.temp(aligned ? `(${from}) >> 3` : from), aligned };
}

function headerAt(coder: Coder, { fields }: HeaderType, varbits: string): Tree {
  const { code } = coder;
  let from = origin(coder, "at");
  let bit = 0;
  const parts = fields.map(({ type }): Tree => {
    if (type.kind === "varbit") {
      const begin = bitAt(from, bit);
      const text = code.temp(`env.getBig(P, ${begin}, ${varbits})`);
      from = origin(coder, `${begin} + ${varbits}`);
      bit = 0;
      return scalar({ kind: "varbit", length: varbits, text });
    }
    const [part, next] = fieldAt(coder, from, bit, type);
    bit = next;
    return part;
  });
  return { kind: "header", valid: ONE, parts };
}

/** A value of this type that begins at this bit, and the bit after it; headers in it are valid. */
function fieldAt(coder: Coder, from: Origin, bit: number, type: Type): [Tree, number] {
  const types = partTypes(type);
  if (types.length === 0 && type.kind !== "struct" && type.kind !== "header") {
    const width = bitsOf(type);
    return [scalar(readField(coder.code, from, bit, width)), bit + width];
  }
  let next = bit;
  const parts = types.map((part) => {
    const [tree, after] = fieldAt(coder, from, next, part);
    next = after;
    return tree;
  });
  if (type.kind === "header") return [{ kind: "header", valid: ONE, parts }, next];
  if (type.kind === "stack") return [{ kind: "stack", next: single(0), parts }, next];
  return [{ kind: "struct", parts }, next];
}

function lookAhead(coder: Coder, type: Type): Tree {
  const [tree] = fieldAt(coder, origin(coder, "at"), 0, type);
  return tree;
}

/** Extracting into `next` moves it on, also into one header of the union that stands there. */
function advanceStack(coder: Coder, target: Expression): void {
  if (target.kind === "field") advanceStack(coder, target.of);
  if (target.kind !== "stack" || target.part !== "next") return;
  each(coder.code, coder.locate(target.of), ({ tree }) => {
    assert(tree.kind === "stack", "`next` is a stack's");
    coder.code.step(`${tree.next.text} += 1;`);
  });
}

/** Valid headers only; structs, stacks and unions part by part. */
function emit(coder: Coder, type: Type, tree: Tree): void {
  const types = partTypes(type);
  if (tree.kind !== "header") {
    for (const [at, part] of partsOf(tree).entries()) emit(coder, types[at] ?? type, part);
    return;
  }
  const { code } = coder;
  const scalars = scalarsOf(type, tree);
  if (coder.aligned && isPlain(tree) && tree.valid.text.startsWith("U")) {
    const bytes = byteTexts(code, scalars);
    code.step({ kind: "emission", valid: tree.valid.text, bytes });
    return;
  }
  code.block(tree.valid.text === "1" ? "" : `if (${tree.valid.text} !== 0)`, () => {
    const isStatic = coder.aligned && !scalars.some(hasVarbit);
    if (isStatic) writeBytes(code, "O", code.temp("out >> 3"), scalars);
    else writeBits(code, "O", "out", scalars);
    code.step(`out += ${widthOf(scalars)};`);
  });
}

export function hasVarbit([, operand]: readonly [Type, Operand]): boolean {
  return operand.kind === "varbit";
}
