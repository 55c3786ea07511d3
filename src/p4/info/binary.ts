/**
 * A message as bytes: protobuf's wire format (proto3; encoding guide). Fields in the order of their
 * numbers, defaults left out, so that equal messages are equal bytes.
 * @module
 */
import { MESSAGES, type FieldSpec, type Message, type MessageName, type Value } from "./message.ts";

const VARINT = 0;
const DELIMITED = 2;

export function binaryOf(name: MessageName, message: Message): Uint8Array {
  const bytes: number[] = [];
  for (const [field, spec] of Object.entries(MESSAGES[name])) {
    writeField(bytes, spec, message[field]);
  }
  return Uint8Array.from(bytes);
}

function writeField(bytes: number[], spec: FieldSpec, value: Value): void {
  if (value === undefined) return;
  const { number, kind } = spec;
  if (typeof kind === "object" && "map" in kind) {
    for (const [key, inner] of Object.entries(asMessage(value))) {
      const entry = [
        ...delimited(1, new TextEncoder().encode(key)),
        ...delimited(2, binaryOf(kind.map, asMessage(inner))),
      ];
      bytes.push(...delimited(number, entry));
    }
    return;
  }
  if (!Array.isArray(value)) return writeOne(bytes, spec, value, true);
  const values: readonly Value[] = value;
  const isPacked = kind === "uint32" || kind === "int32" || kind === "int64" || kind === "bool";
  if (!isPacked) {
    for (const each of values) writeOne(bytes, spec, each, false);
  } else if (values.length > 0) {
    bytes.push(
      ...delimited(
        number,
        values.flatMap((each) => varint(asNumber(each))),
      ),
    );
  }
}

function writeOne(bytes: number[], spec: FieldSpec, value: Value, skipDefault: boolean): void {
  const { number, kind } = spec;
  if (typeof kind === "object" && "message" in kind) {
    bytes.push(...delimited(number, binaryOf(kind.message, asMessage(value))));
  } else if (kind === "string" || kind === "bytes") {
    const content = value instanceof Uint8Array ? value : new TextEncoder().encode(asText(value));
    if (content.length > 0 || !skipDefault) bytes.push(...delimited(number, content));
  } else {
    const plain = asNumber(value);
    if (plain !== 0n || !skipDefault)
      bytes.push(...varint(BigInt(number << 3) | BigInt(VARINT)), ...varint(plain));
  }
}

function delimited(number: number, content: Iterable<number>): readonly number[] {
  const list = [...content];
  return [...varint(BigInt((number << 3) | DELIMITED)), ...varint(BigInt(list.length)), ...list];
}

/** Negative numbers take ten bytes: sign-extended to 64 bits. */
function varint(value: bigint): readonly number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return bytes;
}

export function asMessage(value: Value): Message {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof Uint8Array)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

export function asText(value: Value): string {
  if (typeof value === "string") return value;
  return typeof value === "object" || value === undefined ? "" : value.toString();
}

function asNumber(value: Value): bigint {
  if (typeof value === "bigint") return value;
  if (typeof value === "boolean") return value ? 1n : 0n;
  return typeof value === "number" ? BigInt(value) : 0n;
}
