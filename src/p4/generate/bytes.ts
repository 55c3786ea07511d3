/**
 * Between operands and bytes: fields as they stand on the wire, big-endian and bit by bit. Where
 * all positions are known at load, each byte and each field is one expression.
 * @module
 */
import type { Type } from "../program.ts";
import { bitsOf } from "../switch/bits.ts";
import type { Code } from "./code.ts";
import type { Operand } from "./operand.ts";
import { atomic, cut, fromBig, single, wordOf } from "./operand.ts";

type Scalars = readonly (readonly [Type, Operand])[];

/** The bits of these scalars, as text: a number if there is a varbit among them. */
export function widthOf(scalars: Scalars): string {
  const fixed = scalars.reduce(
    (sum, [type, operand]) => sum + (operand.kind === "varbit" ? 0 : bitsOf(type)),
    0,
  );
  const lengths = scalars.flatMap(([, operand]) =>
    operand.kind === "varbit" ? [operand.length] : [],
  );
  return lengths.length === 0 ? String(fixed) : `(${[String(fixed), ...lengths].join(" + ")})`;
}

/** At most 32 bits of an image. */
type Piece = { readonly text: string; readonly from: number; readonly width: number };

/**
 * Steps that write the scalars to `buffer` from byte `at` on. Zero bits fill the last byte.
 * No scalar is a varbit.
 */
export function writeBytes(code: Code, buffer: string, at: string, scalars: Scalars): void {
  const offset = (byte: number): string => (at === "0" ? String(byte) : `${at} + ${byte}`);
  for (const [byte, text] of byteTexts(code, scalars).entries()) {
    code.step(`${buffer}[${offset(byte)}] = ${text};`);
  }
}

/** A text for each byte of the scalars side by side. */
export function byteTexts(code: Code, scalars: Scalars): readonly string[] {
  return unitTexts(code, scalars, 8);
}

/** A text for each `unit` bits, at most 16, of the scalars side by side. */
export function unitTexts(code: Code, scalars: Scalars, unit: number): readonly string[] {
  const pieces = piecesOf(code, scalars);
  const last = pieces.at(-1);
  const width = last === undefined ? 0 : last.from + last.width;
  return Array.from({ length: Math.ceil(width / unit) }, (_, at) =>
    pieces.flatMap((piece) => overlap(piece, at * unit, unit)).join(" | "),
  );
}

function piecesOf(code: Code, scalars: Scalars): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const add = (text: string, width: number): void => {
    pieces.push({ text, from, width });
    from += width;
  };
  for (const [type, operand] of scalars) {
    const width = bitsOf(type);
    const atom = atomic(code, operand);
    if (atom.kind === "single") {
      add(atom.text, width);
    } else if (atom.kind === "pair") {
      add(atom.high, width - 32);
      add(atom.low, 32);
    } else {
      // Whole words from the low end; what is left over comes first.
      for (let left = width; left > 0;) {
        const size = left % 32 === 0 ? 32 : left % 32;
        left -= size;
        add(code.temp(`Number(BigInt.asUintN(${size}, ${atom.text} >> ${left}n))`), size);
      }
    }
  }
  return pieces;
}

/** What a piece has in the `unit` bits that begin at this bit. */
function overlap({ text, from, width }: Piece, bit: number, unit: number): readonly string[] {
  const begin = Math.max(from, bit);
  const end = Math.min(from + width, bit + unit);
  if (begin >= end) return [];
  const right = from + width - end;
  const left = bit + unit - end;
  const moved = right === 0 ? text : `${text} >>> ${right}`;
  const masked = `(${moved} & ${2 ** (end - begin) - 1})`;
  return [left === 0 ? masked : `(${masked} << ${left})`];
}

/** Steps that write the scalars to `buffer` from a bit on, wherever it is; gives the bit after. */
export function writeBits(code: Code, buffer: string, at: string, scalars: Scalars): string {
  let bit = at;
  for (const [type, operand] of scalars) {
    const width = operand.kind === "varbit" ? operand.length : String(bitsOf(type));
    if (operand.kind === "single") {
      code.step(`env.put(${buffer}, ${bit}, ${width}, ${wordOf(operand)});`);
    } else if (operand.kind === "pair") {
      code.step(`env.put(${buffer}, ${bit}, ${width} - 32, ${operand.high});`);
      code.step(`env.put(${buffer}, ${bit} + ${width} - 32, 32, ${operand.low});`);
    } else {
      code.step(`env.putBig(${buffer}, ${bit}, ${width}, ${operand.text});`);
    }
    bit = code.temp(`${bit} + ${width}`);
  }
  return bit;
}

/** Where fields stand: from byte `base` on; or from bit `base` on, if that may be inside a byte. */
export type Origin = { readonly base: string; readonly aligned: boolean };

/** The field of this width, `bit` bits after the origin, in the packet `P`. */
export function readField(code: Code, origin: Origin, bit: number, width: number): Operand {
  if (width > 64) {
    return fromBig(code, `env.getBig(P, ${bitAt(origin, bit)}, ${width})`, width);
  }
  if (width <= 32) return single(readWord(origin, bit, width));
  const high = readWord(origin, bit, width - 32);
  return { kind: "pair", high, low: readWord(origin, bit + width - 32, 32) };
}

export function bitAt({ base, aligned }: Origin, bit: number): string {
  return aligned ? `(${base} << 3) + ${bit}` : `${base} + ${bit}`;
}

function readWord(origin: Origin, bit: number, width: number): string {
  if (!origin.aligned) return `env.get(P, ${bitAt(origin, bit)}, ${width})`;
  const first = bit >> 3;
  const count = ((bit + width - 1) >> 3) - first + 1;
  const byte = (at: number): string => `P[${origin.base} + ${first + at}]`;
  const bytes = Math.min(count, 4);
  const terms = Array.from({ length: bytes }, (_, at) => {
    const left = 8 * (bytes - 1 - at);
    return left === 0 ? byte(at) : `${byte(at)} << ${left}`;
  });
  const whole = `(${terms.join(" | ")})`;
  if (count <= 4) {
    const right = 8 * count - (bit & 7) - width;
    return cut(right === 0 ? whole : `${whole} >>> ${right}`, width);
  }
  const more = (bit & 7) + width - 32;
  return cut(`${whole} << ${more} | ${byte(4)} >>> ${8 - more}`, width);
}
