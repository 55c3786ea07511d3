/**
 * The methods of v1model's extern instances.
 * @module
 */
import { assert } from "../../base/assert.ts";
import { META } from "../engine.ts";
import type { Instance, Place } from "../program.ts";
import { bitsOf, fromRaw } from "../switch/bits.ts";
import type { Context } from "./context.ts";
import type { Given } from "./extern.ts";
import { argument } from "./extern.ts";
import { scalar } from "./operator.ts";
import type { Value } from "./value.ts";
import { bits, pack, unpack } from "./value.ts";

const PACKET_LENGTH = META.indexOf("packet_length");

export function callMethod(
  context: Context,
  instance: Instance,
  name: string,
  args: readonly Given[],
  place: Place,
): Value {
  const index = (): number => Number(scalar(argument(args, "index").value).value);
  const length = context.meta[PACKET_LENGTH] ?? 0;
  switch (`${instance.extern}.${name}`) {
    case "register.read":
      readRegister(context, instance, index(), argument(args, "result"));
      break;
    case "register.write":
      writeRegister(context, instance, index(), argument(args, "value"), place);
      break;
    case "counter.count":
      context.control.counter(instance).count(index(), length);
      break;
    case "direct_counter.count":
      // Every hit counts, whether or not the action says so.
      break;
    case "meter.execute_meter": {
      const colour = context.control.meter(instance).execute(index(), length, context.nowUs);
      // Beyond the end: the destination stays as it is.
      if (colour >= 0) writeNumber(argument(args, "result"), colour);
      break;
    }
    case "direct_meter.read":
      writeNumber(argument(args, "result"), context.colour);
      break;
    default:
      assert(false, `${instance.extern} has the method ${name}`);
  }
  return bits(0n);
}

function writeNumber({ parameter, location }: Given, value: number): void {
  location?.write(bits(fromRaw(parameter.type, BigInt(value))));
}

function readRegister(context: Context, instance: Instance, index: number, result: Given): void {
  const raw = context.control.register(instance).read(index);
  if (raw !== undefined) result.location?.write(unpack(result.parameter.type, raw));
}

function writeRegister(
  context: Context,
  instance: Instance,
  index: number,
  { parameter, value }: Given,
  place: Place,
): void {
  const register = context.control.register(instance);
  const { raw, taint } = pack(parameter.type, value);
  if (taint !== 0n) context.hooks.taint?.("register", place, taint);
  const inside = index < register.size;
  const before = inside && context.hooks.trace !== undefined ? register.read(index) : undefined;
  register.write(index, raw);
  if (before !== undefined) {
    const after = BigInt.asUintN(bitsOf(parameter.type), raw);
    context.hooks.trace?.({ kind: "register", instance, index, before, after });
  }
}
