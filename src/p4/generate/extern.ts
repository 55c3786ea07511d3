/**
 * The extern functions of core.p4 and v1model as steps, on arguments that are already fixed.
 * @module
 */
import { assert } from "../../base/assert.ts";
import { META } from "../engine.ts";
import type { Place, Type } from "../program.ts";
import { bitsOf, isSigned } from "../switch/bits.ts";
import { HASH_ALGORITHMS } from "../switch/hash.ts";
import { equal } from "./arithmetic.ts";
import type { Bound } from "./argument.ts";
import { argument } from "./argument.ts";
import { unitTexts, widthOf, writeBits, writeBytes } from "./bytes.ts";
import type { Coder } from "./coder.ts";
import { failing } from "./coder.ts";
import { kept, write } from "./location.ts";
import type { Operand } from "./operand.ts";
import {
  bigOf,
  conditionOf,
  constant,
  constantOf,
  fromBig,
  numberOf,
  single,
  wordOf,
} from "./operand.ts";
import { hasVarbit } from "./packet.ts";
import { extended } from "./shift.ts";
import type { Tree } from "./tree.ts";
import { operandOf, scalar, scalarsOf } from "./tree.ts";

/** The egress_spec of a packet that goes nowhere. */
const NO_PORT = 511n;

export function callExtern(
  coder: Coder,
  name: string,
  types: readonly Type[],
  args: readonly Bound[],
  place: Place,
): Tree {
  const { code } = coder;
  const number = (parameter: string): string => {
    const { value, parameter: of } = argument(args, parameter);
    return numberOf(operandOf(value), bitsOf(of.type), isSigned(of.type));
  };
  const check = (): string => conditionOf(operandOf(argument(args, "check").value));
  switch (name) {
    case "verify":
      code.step(`if (!${check()}) ${failing(number("toSignal"))}`);
      break;
    case "mark_to_drop":
      markToDrop(coder, args[0]);
      break;
    case "hash":
      hash(coder, args);
      break;
    case "random":
      random(coder, args);
      break;
    case "digest":
      digest(coder, types, argument(args, "data"));
      break;
    case "clone":
    case "clone_preserving_field_list":
      code.step(`requests.cloneSession = ${number("session")};`);
      code.step(`requests.cloneFields = ${name === "clone" ? 0 : `${number("index")} + 1`};`);
      break;
    case "resubmit":
    case "recirculate":
      code.step("requests.again = 0;");
      break;
    case "resubmit_preserving_field_list":
    case "recirculate_preserving_field_list":
      code.step(`requests.again = ${number("index")} + 1;`);
      break;
    case "truncate":
      code.step(`requests.truncate = ${number("length")};`);
      break;
    case "log_msg":
      logMessage(coder, args);
      break;
    case "assert":
    case "assume": {
      const line = code.constant(`${place.file}:${place.line}: ${name} failed`);
      code.step(`if (!${check()}) env.log(${line});`);
      break;
    }
    case "static_assert":
      return scalar(single(1));
    default:
      checksum(coder, name, args);
  }
  return scalar(single(0));
}

/** Sets egress_spec to the port that is none, and no multicast group; the code goes on. */
function markToDrop(coder: Coder, standard: Bound | undefined): void {
  if (standard === undefined) {
    coder.code.step("dropAll();");
    return;
  }
  const { location, value } = standard;
  if (location !== null) write(coder, location, dropped(coder, value));
}

export function dropped({ program }: Coder, value: Tree): Tree {
  assert(value.kind === "struct", "standard metadata is a struct");
  const { fields } = program.standardMetadataType;
  const parts = value.parts.map((part, at) => {
    const field = fields[at]?.name;
    if (field === "egress_spec") return scalar(constant(NO_PORT, 9));
    return field === "mcast_grp" ? scalar(single(0)) : part;
  });
  return { kind: "struct", parts };
}

/** The scalars of a value as bytes in `S`; how many bits they are. */
function inScratch({ code }: Coder, { parameter, value }: Bound): string {
  const scalars = scalarsOf(parameter.type, value);
  if (scalars.some(hasVarbit)) return writeBits(code, "S", "0", scalars);
  writeBytes(code, "S", "0", scalars);
  return widthOf(scalars);
}

/** More words than this might carry twice. */
const SUMMED_MAX = 2 ** 15;

/**
 * PERF: csum16 without the bytes. Folding once at the end is the same as at each step: both are the
 * sum modulo 65535, and 65535 rather than 0 unless all words are 0. Null: of a length not known.
 */
function sumOfWords({ code }: Coder, { parameter, value }: Bound): string | null {
  const scalars = scalarsOf(parameter.type, value);
  if (scalars.some(hasVarbit)) return null;
  const words = unitTexts(code, scalars, 16);
  if (words.length === 0 || words.length > SUMMED_MAX) return null;
  const sum = code.temp(words.map((word) => `(${word})`).join(" + "));
  const once = code.temp(`(${sum} & 65535) + (${sum} >>> 16)`);
  return code.temp(`~(${once} + (${once} >>> 16)) & 65535`);
}

/** A number of at most 32 bits, or a bigint. */
type Digest = { readonly text: string; readonly isBig: boolean };

function digestOf(coder: Coder, args: readonly Bound[], withPayload: boolean): Digest {
  const { code } = coder;
  const [algo, data] = [argument(args, "algo"), argument(args, "data")];
  const known = constantOf(operandOf(algo.value));
  const name = HASH_ALGORITHMS[Number(known ?? -1)];
  const plain = name?.replace("_custom", "") ?? "";
  if (plain === "csum16" && !withPayload) {
    const sum = sumOfWords(coder, data);
    if (sum !== null) return { text: sum, isBig: false };
  }
  const bits = inScratch(coder, data);
  const bytes = withPayload ? code.temp(`env.withPayload(S, ${bits}, P, at, end)`) : "S";
  const length = withPayload ? `${bytes}.length` : `${bits} + 7 >>> 3`;
  if (["crc32", "crc16", "csum16", "xor16"].includes(plain)) {
    return { text: code.temp(`env.${plain}(${bytes}, ${length})`), isBig: false };
  }
  const algorithm = wordOf(operandOf(algo.value));
  const call = `env.digestOf(${algorithm}, ${bytes}, ${length})`;
  return { text: code.temp(call), isBig: true };
}

/** `base + H mod max` in 64 bits, or `base` if max is 0, cut to the result. */
function hash(coder: Coder, args: readonly Bound[]): void {
  const { code } = coder;
  const { parameter, location } = argument(args, "result");
  const { text, isBig } = digestOf(coder, args, false);
  const [base, max] = [argument(args, "base"), argument(args, "max")];
  const [low, modulus] = [small(base), small(max)];
  const width = bitsOf(parameter.type);
  let result: Operand;
  if (isBig || low === null || modulus === null) {
    const hashed = isBig ? text : `BigInt(${text})`;
    const [from, to] = [bigOf(operandOf(base.value)), bigOf(operandOf(max.value))];
    result = fromBig(code, `env.hashInto(${hashed}, ${from}, ${to})`, width);
  } else {
    const [from, by] = [code.temp(low), code.temp(modulus)];
    const sum = code.temp(`${by} === 0 ? ${from} : ${from} + ${text} % ${by}`);
    const pair: Operand = {
      kind: "pair",
      high: `(${sum} > 4294967295 ? 1 : 0)`,
      low: `(${sum} >>> 0)`,
    };
    result = extended(code, pair, 64, false, width);
  }
  if (location !== null) write(coder, location, kept(code, scalar(result)));
}

/** The operand as one number, if it is below 2^32. */
function small({ value }: Bound): string | null {
  const operand = operandOf(value);
  if (operand.kind === "single") return wordOf(operand);
  const known = constantOf(operand);
  return known !== undefined && known < 2n ** 32n ? String(known) : null;
}

/** From `lo` to `hi`, both included; one word of chance is drawn whatever they are. */
function random(coder: Coder, args: readonly Bound[]): void {
  const { code } = coder;
  const { parameter, location } = argument(args, "result");
  const width = bitsOf(parameter.type);
  const [low, high] = [argument(args, "lo"), argument(args, "hi")].map(({ value }) =>
    operandOf(value),
  );
  assert(low !== undefined && high !== undefined, "random has two limits");
  let result: Operand;
  if (low.kind === "single") {
    const [from, to] = [code.temp(wordOf(low)), code.temp(wordOf(high))];
    const word = code.temp("env.random() >>> 0");
    result = single(
      code.temp(`${to} < ${from} ? ${from} : ${from} + ${word} % (${to} - ${from} + 1)`),
    );
  } else {
    result = fromBig(code, `env.randomBetween(${bigOf(low)}, ${bigOf(high)}, ${width})`, width);
  }
  if (location !== null) write(coder, location, kept(code, scalar(result)));
}

/** Its values are those of now, whatever is written later. */
function digest({ code }: Coder, types: readonly Type[], { parameter, value }: Bound): void {
  const [type] = types;
  const name = type !== undefined && "name" in type ? type.name : "";
  const values = scalarsOf(parameter.type, value).map(([, operand]) => bigOf(operand));
  code.step(`env.digests.add(${code.constant(name)}, [${values.join(", ")}]);`);
  code.step("requests.digests += 1;");
}

function logMessage({ code }: Coder, args: readonly Bound[]): void {
  const [message, data] = args;
  assert(message?.value.kind === "text", "log_msg has a message");
  const scalars = data === undefined ? [] : scalarsOf(data.parameter.type, data.value);
  const values = scalars.map(([, operand]) => bigOf(operand));
  code.step(`env.logMessage(${code.constant(message.value.text)}, [${values.join(", ")}]);`);
}

/** The four of v1model: verify tells by checksum_error, update writes. */
function checksum(coder: Coder, name: string, args: readonly Bound[]): void {
  assert(
    /^(?:verify|update)_checksum(?:_with_payload)?$/.test(name),
    `${name} is an extern of ours`,
  );
  const { code } = coder;
  const sum = argument(args, "checksum");
  const width = bitsOf(sum.parameter.type);
  code.block(`if (${conditionOf(operandOf(argument(args, "condition").value))})`, () => {
    const { text, isBig } = digestOf(coder, args, name.endsWith("_with_payload"));
    const result = isBig
      ? fromBig(code, text, width)
      : extended(code, single(text), 32, false, width);
    if (name.startsWith("verify")) {
      const isRight = equal(operandOf(kept(code, scalar(result))), operandOf(sum.value));
      code.step(`if (!${isRight}) meta[${META.indexOf("checksum_error")}] = 1;`);
    } else if (sum.location !== null) {
      write(coder, sum.location, kept(code, scalar(result)));
    }
  });
}
