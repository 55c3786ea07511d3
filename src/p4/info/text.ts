/**
 * A message as text: protobuf's text format, two blanks an inner level.
 * @module
 */
import { asMessage, asText } from "./binary.ts";
import { MESSAGES, type FieldSpec, type Message, type MessageName, type Value } from "./message.ts";

export function textOf(name: MessageName, message: Message): string {
  return linesOf(name, message)
    .map((line) => `${line}\n`)
    .join("");
}

function linesOf(name: MessageName, message: Message): readonly string[] {
  return Object.entries(MESSAGES[name]).flatMap(([field, spec]) =>
    fieldLines(field, spec, message[field]),
  );
}

function fieldLines(field: string, spec: FieldSpec, value: Value): readonly string[] {
  if (value === undefined) return [];
  const { kind } = spec;
  if (typeof kind === "object" && "map" in kind) {
    return Object.entries(asMessage(value)).flatMap(([key, inner]) =>
      block(field, [`key: ${quoted(key)}`, ...block("value", linesOf(kind.map, asMessage(inner)))]),
    );
  }
  const values: readonly Value[] = Array.isArray(value) ? value : [value];
  return values.flatMap((each) => {
    if (typeof kind === "object" && "message" in kind) {
      return block(field, linesOf(kind.message, asMessage(each)));
    }
    if (!Array.isArray(value) && isDefault(each)) return [];
    return [`${field}: ${scalar(spec, each)}`];
  });
}

function block(head: string, inner: readonly string[]): readonly string[] {
  return [`${head} {`, ...inner.map((line) => `  ${line}`), "}"];
}

function scalar({ kind }: FieldSpec, value: Value): string {
  if (typeof kind === "object" && "names" in kind)
    return kind.names[Number(value)] ?? asText(value);
  if (value instanceof Uint8Array) return bytesText(value);
  return typeof value === "string" ? quoted(value) : asText(value);
}

function isDefault(value: Value): boolean {
  return (
    value === 0 ||
    value === 0n ||
    value === "" ||
    value === false ||
    (value instanceof Uint8Array && value.length === 0)
  );
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll("\n", String.raw`\n`)}"`;
}

/** Octal where it is not printed as it is. */
function bytesText(bytes: Uint8Array): string {
  const shown = [...bytes].map((byte) => {
    const char = String.fromCodePoint(byte);
    if (char === '"' || char === "\\") return `\\${char}`;
    return byte >= 0x20 && byte < 0x7f ? char : `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return `"${shown.join("")}"`;
}
