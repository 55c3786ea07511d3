/**
 * A scalar in generated code, as JavaScript text. Its form follows from its width: up to 32 bits
 * one number, up to 64 two, beyond that a bigint. All are raw and unsigned: an `int<W>` is its
 * two's complement, so that copying, comparing and packing never ask for the sign.
 * @module
 */
import { assert } from "../../base/assert.ts";
import { ones } from "../switch/bits.ts";

/** `truth`: the text is a JavaScript boolean. */
export type Single = { readonly kind: "single"; readonly text: string; readonly truth?: true };
export type Pair = { readonly kind: "pair"; readonly high: string; readonly low: string };
export type Wide = { readonly kind: "wide"; readonly text: string };
/** Its bits, and how many there are. */
export type Varbit = { readonly kind: "varbit"; readonly length: string; readonly text: string };
export type Operand = Single | Pair | Wide | Varbit;

/** Where the steps of generated code go, in the order in which they run. */
export type Steps = {
  readonly step: (line: string) => void;
  /** A constant that holds the value of this text from now on. */
  readonly temp: (text: string) => string;
};

export function single(text: string | number): Single {
  return { kind: "single", text: String(text) };
}

export function truth(text: string): Single {
  return { kind: "single", text, truth: true };
}

export function constant(value: bigint, width: number): Operand {
  const raw = BigInt.asUintN(width, value);
  if (width <= 32) return single(Number(raw));
  if (width > 64) return { kind: "wide", text: `${raw}n` };
  return { kind: "pair", high: String(raw >> 32n), low: String(raw & ones(32)) };
}

/** The number of a constant. */
export function constantOf(operand: Operand): bigint | undefined {
  const parts = textsOf(operand);
  if (!parts.every((part) => /^\d+n?$/.test(part))) return undefined;
  const [first, second] = parts.map((part) => BigInt(part.replace("n", "")));
  if (operand.kind === "varbit" || first === undefined) return undefined;
  return operand.kind === "pair" ? (first << 32n) | (second ?? 0n) : first;
}

export function textsOf(operand: Operand): readonly string[] {
  if (operand.kind === "pair") return [operand.high, operand.low];
  return operand.kind === "varbit" ? [operand.length, operand.text] : [operand.text];
}

/** The same operand from other texts, in the order of {@link textsOf}. */
function withTexts(operand: Operand, texts: readonly string[]): Operand {
  const [first, second = "0"] = texts;
  assert(first !== undefined, "an operand has a text");
  if (operand.kind === "pair") return { kind: "pair", high: first, low: second };
  if (operand.kind === "varbit") return { kind: "varbit", length: first, text: second };
  return operand.kind === "single" ? single(first) : { kind: "wide", text: first };
}

/** A number: a boolean becomes 0 or 1. */
export function wordOf(operand: Operand): string {
  assert(operand.kind === "single", "up to 32 bits are one number");
  return operand.truth === true ? `(${operand.text} ? 1 : 0)` : operand.text;
}

/** A JavaScript condition. */
export function conditionOf(operand: Operand): string {
  assert(operand.kind === "single", "a bool is one number");
  return operand.truth === true ? operand.text : `(${operand.text} !== 0)`;
}

/** A text that may be repeated: a name, a constant, or a cell at a constant place. */
function isAtom(text: string): boolean {
  return /^(?:\w+|[A-Z]\[\d+\])$/.test(text);
}

/** Texts that are cheap to repeat. */
export function atomic(steps: Steps, operand: Operand): Operand {
  const word = operand.kind === "single" ? single(wordOf(operand)) : operand;
  return withTexts(
    word,
    textsOf(word).map((text) => (isAtom(text) ? text : steps.temp(text))),
  );
}

/** The value of now, whatever is written later. */
export function pinned(steps: Steps, operand: Operand): Operand {
  const word = operand.kind === "single" ? single(wordOf(operand)) : operand;
  return withTexts(
    word,
    textsOf(word).map((text) => (/^(?:t\d+|\d+n?)$/.test(text) ? text : steps.temp(text))),
  );
}

/** Cuts a number to `width` bits, at most 32; its bits above may be anything. */
export function cut(text: string, width: number): string {
  return width === 32 ? `((${text}) >>> 0)` : `((${text}) & ${2 ** width - 1})`;
}

/** A number of `width` bits, read with its sign. */
export function signed(text: string, width: number): string {
  return width === 32 ? `(${text} | 0)` : `((${text}) << ${32 - width} >> ${32 - width})`;
}

/** As an unsigned bigint. */
export function bigOf(operand: Operand): string {
  switch (operand.kind) {
    case "single":
      return `env.big(0, ${wordOf(operand)})`;
    case "pair":
      return `env.big(${operand.high}, ${operand.low})`;
    case "wide":
    case "varbit":
      return operand.text;
  }
}

/** From a bigint of which `width` bits count. */
export function fromBig(steps: Steps, text: string, width: number): Operand {
  if (width <= 32) return single(`Number(BigInt.asUintN(${width}, ${text}))`);
  if (width > 64) return { kind: "wide", text: `BigInt.asUintN(${width}, ${text})` };
  const whole = steps.temp(`BigInt.asUintN(${width}, ${text})`);
  return { kind: "pair", high: `Number(${whole} >> 32n)`, low: `Number(${whole} & 4294967295n)` };
}

/** The bigint that the value is: negative where it is signed. */
export function valueOf(operand: Operand, width: number, isSigned: boolean): string {
  const raw = bigOf(operand);
  return isSigned ? `BigInt.asIntN(${width}, ${raw})` : raw;
}

/** The value as a JavaScript number, near enough for an index, a count or a length. */
export function numberOf(operand: Operand, width: number, isSigned: boolean): string {
  if (operand.kind === "single") {
    const word = wordOf(operand);
    return isSigned ? signed(word, width) : word;
  }
  if (operand.kind === "pair") {
    const high = isSigned ? signed(operand.high, width - 32) : operand.high;
    return `(${high} * 4294967296 + ${operand.low})`;
  }
  return `Number(${valueOf(operand, width, isSigned)})`;
}
