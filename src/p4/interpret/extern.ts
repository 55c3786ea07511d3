/**
 * The extern functions of core.p4 and v1model, on arguments that are already copied in.
 * @module
 */
import { assert } from "../../base/assert.ts";
import { META } from "../engine.ts";
import type { Place, Type, Variable } from "../program.ts";
import { bitsOf, fromRaw } from "../switch/bits.ts";
import { randomBetween } from "../switch/chance.ts";
import { HASH_ALGORITHMS, hashInto, hashOf } from "../switch/hash.ts";
import type { Context, Location } from "./context.ts";
import { ParserFailure } from "./context.ts";
import { scalar } from "./operator.ts";
import type { Packed, Value } from "./value.ts";
import { bits, bytesOf, equal, isTainted, joined, pack, partsOf, partTypes } from "./value.ts";

/** The egress_spec of a packet that goes nowhere. */
const NO_PORT = 511n;

/** An argument: a value, and where a result goes. */
export type Given = {
  readonly parameter: Variable;
  readonly value: Value;
  readonly location: Location | null;
};

/** A field list is asked for as its number plus one (0: none). */
export function callExtern(
  context: Context,
  name: string,
  types: readonly Type[],
  args: readonly Given[],
  place: Place,
): Value {
  const { requests } = context;
  const given = (parameter: string): Given => argument(args, parameter);
  const number = (parameter: string): number => Number(scalar(given(parameter).value).value);
  switch (name) {
    case "verify":
      verify(context, args, place);
      break;
    case "mark_to_drop":
      markToDrop(context, args);
      break;
    case "hash":
      hash(context, args);
      break;
    case "random":
      random(context, args);
      break;
    case "digest":
      digest(context, types, given("data"));
      break;
    case "clone":
    case "clone_preserving_field_list":
      requests.cloneSession = number("session");
      requests.cloneFields = name === "clone" ? 0 : number("index") + 1;
      break;
    case "resubmit":
    case "recirculate":
      requests.again = 0;
      break;
    case "resubmit_preserving_field_list":
    case "recirculate_preserving_field_list":
      requests.again = number("index") + 1;
      break;
    case "truncate":
      requests.truncate = number("length");
      break;
    case "log_msg":
      logMessage(context, args);
      break;
    case "assert":
    case "assume":
      if (number("check") === 0) context.world.log(`${place.file}:${place.line}: ${name} failed`);
      break;
    case "static_assert":
      return bits(1n);
    default:
      checksum(context, name, args);
  }
  return bits(0n);
}

export function argument(args: readonly Given[], name: string): Given {
  const found = args.find(({ parameter }) => parameter.name === name);
  assert(found !== undefined, `the call has an argument for ${name}`);
  return found;
}

function verify(context: Context, args: readonly Given[], place: Place): void {
  const condition = scalar(argument(args, "check").value);
  if (condition.taint !== 0n) context.hooks.taint?.("branch", place, condition.taint);
  if (condition.value === 0n) {
    throw new ParserFailure(Number(scalar(argument(args, "toSignal").value).value));
  }
}

/** Sets egress_spec to the port that is none, and no multicast group; the code goes on. */
function markToDrop({ program, variables }: Context, args: readonly Given[]): void {
  const { name, fields } = program.standardMetadataType;
  const drop = (value: Value): void => {
    assert(value.kind === "struct", "standard metadata is a struct");
    value.fields[fields.findIndex((field) => field.name === "egress_spec")] = bits(NO_PORT);
    value.fields[fields.findIndex((field) => field.name === "mcast_grp")] = bits(0n);
  };
  const [standard] = args;
  if (standard !== undefined) {
    drop(standard.value);
    standard.location?.write(standard.value);
    return;
  }
  // The old form without an argument: whatever copy of it the block and its callers hold.
  for (const [{ type }, value] of variables) {
    if (type.kind === "struct" && type.name === name) drop(value);
  }
}

function hash(context: Context, args: readonly Given[]): void {
  const { parameter, location } = argument(args, "result");
  const data = argument(args, "data");
  const algorithm = algorithmOf(argument(args, "algo"));
  const packed = pack(data.parameter.type, data.value);
  const raw = (name: string): bigint => {
    const { parameter: from, value } = argument(args, name);
    return BigInt.asUintN(bitsOf(from.type), scalar(value).value);
  };
  const result = hashInto(digestOf(context, algorithm, packed), raw("base"), raw("max"));
  const tainted = packed.taint === 0n ? 0n : 1n;
  location?.write(bits(fromRaw(parameter.type, result), tainted));
}

/** `random` as an algorithm is chance. */
function digestOf(context: Context, algorithm: string, packed: Packed): bigint {
  return hashOf(algorithm, bytesOf(packed)) ?? BigInt(context.world.random() >>> 0);
}

function algorithmOf({ value }: Given): string {
  const algorithm = HASH_ALGORITHMS[Number(scalar(value).value)];
  assert(algorithm !== undefined, "the algorithm is one of v1model's");
  return algorithm;
}

function random(context: Context, args: readonly Given[]): void {
  const { parameter, location } = argument(args, "result");
  const width = bitsOf(parameter.type);
  const raw = (name: string): bigint =>
    BigInt.asUintN(width, scalar(argument(args, name).value).value);
  const drawn = randomBetween(context.world.random, raw("lo"), raw("hi"), width);
  location?.write(bits(fromRaw(parameter.type, drawn)));
}

/** Its values are those of now, whatever is written later. */
function digest(context: Context, types: readonly Type[], data: Given): void {
  const [type] = types;
  context.digests.push({
    name: type !== undefined && "name" in type ? type.name : "",
    values: leaves(data.parameter.type, data.value),
  });
  context.requests.digests += 1;
}

/** Every scalar inside, in order, as raw bits. */
function leaves(type: Type, value: Value): readonly bigint[] {
  if (value.kind === "bits" || value.kind === "varbit") return [pack(type, value).raw];
  const types = partTypes(type);
  return partsOf(value).flatMap((part, at) => leaves(types[at] ?? type, part));
}

function logMessage({ world }: Context, args: readonly Given[]): void {
  const [message, data] = args;
  assert(message?.value.kind === "text", "log_msg has a message");
  const values = data === undefined ? [] : leaves(data.parameter.type, data.value);
  let at = 0;
  world.log(message.value.text.replace(/\{\}/g, (hole) => String(values[at++] ?? hole)));
}

/** The four of v1model: verify tells by checksum_error, update writes. */
function checksum(context: Context, name: string, args: readonly Given[]): void {
  assert(
    /^(?:verify|update)_checksum(?:_with_payload)?$/.test(name),
    `${name} is an extern of ours`,
  );
  if (scalar(argument(args, "condition").value).value === 0n) return;
  const data = argument(args, "data");
  const sum = argument(args, "checksum");
  const fields = pack(data.parameter.type, data.value);
  const packed = name.endsWith("_with_payload") ? joined(fields, payload(context)) : fields;
  const digested = digestOf(context, algorithmOf(argument(args, "algo")), packed);
  const tainted = packed.taint === 0n && !isTainted(data.value) ? 0n : 1n;
  const result = bits(fromRaw(sum.parameter.type, digested), tainted);
  if (name.startsWith("update")) {
    sum.location?.write(result);
  } else if (!equal(result, sum.value)) {
    context.meta[META.indexOf("checksum_error")] = 1;
  }
}

/** The bytes that the parser did not read. */
function payload({ packet, length, cursor }: Context): Packed {
  const rest = packet.subarray(Math.ceil(cursor / 8), length);
  let raw = 0n;
  for (const byte of rest) raw = (raw << 8n) | BigInt(byte);
  return { width: rest.length * 8, raw, taint: 0n };
}
