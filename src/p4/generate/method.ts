/**
 * The methods of v1model's extern instances as steps.
 * @module
 */
import { assert } from "../../base/assert.ts";
import { META } from "../engine.ts";
import type { Instance, Type } from "../program.ts";
import { bitsOf, isSigned } from "../switch/bits.ts";
import type { Counters } from "../switch/register.ts";
import type { Bound } from "./argument.ts";
import { argument } from "./argument.ts";
import type { Coder } from "./coder.ts";
import { write } from "./location.ts";
import type { Operand } from "./operand.ts";
import { bigOf, numberOf, single, wordOf } from "./operand.ts";
import { extended, joined, sliced } from "./shift.ts";
import type { Tree } from "./tree.ts";
import { ONE, operandOf, partTypes, scalar, scalarsOf } from "./tree.ts";

const LENGTH = `meta[${META.indexOf("packet_length")}]`;

export function callMethod(
  coder: Coder,
  instance: Instance,
  name: string,
  args: readonly Bound[],
): Tree {
  const { code, control } = coder;
  const index = (): string => {
    const { parameter, value } = argument(args, "index");
    const { type } = parameter;
    return code.temp(numberOf(operandOf(value), bitsOf(type), isSigned(type)));
  };
  switch (`${instance.extern}.${name}`) {
    case "register.read":
      readRegister(coder, instance, index(), argument(args, "result"));
      break;
    case "register.write":
      writeRegister(coder, instance, index(), argument(args, "value"));
      break;
    case "counter.count":
      count(coder, control.counter(instance), index());
      break;
    case "direct_counter.count":
      // Every hit counts, whether or not the action says so.
      break;
    case "meter.execute_meter": {
      const meters = code.constant(control.meter(instance));
      const cell = index();
      const isIdle = `${meters}.configured === 0 && ${within(cell, control.meter(instance).size)}`;
      const colour = code.temp(`${isIdle} ? 0 : ${meters}.execute(${cell}, ${LENGTH}, nowUs)`);
      // Beyond the end: the destination stays as it is.
      code.block(`if (${colour} >= 0)`, () => writeNumber(coder, argument(args, "result"), colour));
      break;
    }
    case "direct_meter.read":
      writeNumber(coder, argument(args, "result"), "colour");
      break;
    default:
      assert(false, `${instance.extern} has the method ${name}`);
  }
  return scalar(single(0));
}

function within(index: string, size: number): string {
  return `${index} >= 0 && ${index} < ${size}`;
}

/** Beyond the end nothing is counted. */
function count({ code }: Coder, { packets, bytes, size }: Counters, index: string): void {
  code.block(`if (${within(index, size)})`, () => {
    code.step(`${code.constant(packets)}[${index}] += 1;`);
    code.step(`${code.constant(bytes)}[${index}] += ${LENGTH};`);
  });
}

function writeNumber(coder: Coder, { parameter, location }: Bound, text: string): void {
  const width = bitsOf(parameter.type);
  if (location !== null) {
    write(coder, location, scalar(extended(coder.code, single(text), 32, false, width)));
  }
}

function readRegister(coder: Coder, instance: Instance, index: string, result: Bound): void {
  const { code } = coder;
  const register = coder.control.register(instance);
  const { location, parameter } = result;
  const at = code.temp(index);
  code.block(`if (${within(at, register.size)})`, () => {
    const cell: Operand =
      register.width > 64
        ? { kind: "wide", text: `${code.constant(register.wide)}[${at}]` }
        : register.width > 32
          ? {
              kind: "pair",
              high: code.temp(`${code.constant(register.hi)}[${at}]`),
              low: code.temp(`${code.constant(register.lo)}[${at}]`),
            }
          : single(code.temp(`${code.constant(register.lo)}[${at}]`));
    if (location !== null) write(coder, location, unpacked(coder, parameter.type, cell));
  });
  code.step(`else ${code.constant(register)}.outOfRange += 1;`);
}

function writeRegister(coder: Coder, instance: Instance, index: string, value: Bound): void {
  const { code } = coder;
  const register = coder.control.register(instance);
  const cell = packed(coder, value.parameter.type, value.value);
  const at = code.temp(index);
  code.block(`if (${within(at, register.size)})`, () => {
    const { lo, hi, wide } = register;
    if (cell.kind === "pair") {
      code.step(`${code.constant(hi)}[${at}] = ${cell.high};`);
      code.step(`${code.constant(lo)}[${at}] = ${cell.low};`);
    } else if (cell.kind === "single") {
      code.step(`${code.constant(lo)}[${at}] = ${wordOf(cell)};`);
    } else {
      code.step(`${code.constant(wide)}[${at}] = ${bigOf(cell)};`);
    }
  });
  code.step(`else ${code.constant(register)}.outOfRange += 1;`);
}

/** All scalars inside, side by side, the first highest. */
function packed({ code }: Coder, type: Type, tree: Tree): Operand {
  const scalars = scalarsOf(type, tree);
  let whole: Operand | undefined;
  let width = 0;
  for (const [part, operand] of scalars) {
    const partWidth = bitsOf(part);
    whole = whole === undefined ? operand : joined(code, whole, width, operand, partWidth);
    width += partWidth;
  }
  return whole ?? single(0);
}

/** The value of this type in raw bits of the type's width; headers in it become valid. */
function unpacked(coder: Coder, type: Type, raw: Operand): Tree {
  let left = bitsOf(type);
  const whole = left;
  const take = (part: Type): Tree => {
    const types = partTypes(part);
    if (types.length === 0 && part.kind !== "struct" && part.kind !== "header") {
      const width = bitsOf(part);
      left -= width;
      const isAll = width === whole;
      return scalar(isAll ? raw : sliced(coder.code, raw, left + width - 1, left));
    }
    const parts = types.map(take);
    if (part.kind === "header") return { kind: "header", valid: ONE, parts };
    return part.kind === "stack"
      ? { kind: "stack", next: single(0), parts }
      : { kind: "struct", parts };
  };
  return take(type);
}
