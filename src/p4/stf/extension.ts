/**
 * Lines that are comments to other drivers and statements to us: `#! at 1500us`, `#! register
 * NAME[i] == v`, `#! digest NAME {f:v, …}`, `#! no digest`, `#! parser_error E`, `#! pace 3 10us`,
 * `#! queue 3: 2 2 0`, `#! digest_list NAME SIZE 1000us 500us` (size of a list, its age when it
 * leaves, how long it waits to be acknowledged), `#! digest_ack NAME`. One that is none of them is
 * an error: a check that nobody makes must not look like one.
 * @module
 */
import { LineFault } from "./line.ts";
import { writtenOf } from "./number.ts";
import type { Statement } from "./statement.ts";

export function extensionOf(text: string, line: number): Statement {
  const found = text.trim();
  const at = /^at\s+([0-9]+)\s*us$/.exec(found);
  if (at !== null) return { kind: "at", line, microseconds: Number(at[1]) };
  const pace = /^pace\s+([0-9]+)\s+([0-9]+)\s*us$/.exec(found);
  if (pace !== null) {
    return { kind: "pace", line, port: Number(pace[1]), microseconds: Number(pace[2]) };
  }
  const queue = /^queue\s+([0-9]+):((?:\s+[0-9]+)*)$/.exec(found);
  if (queue !== null) {
    const priorities = (queue[2]?.match(/[0-9]+/g) ?? []).map(Number);
    return { kind: "queue", line, port: Number(queue[1]), priorities };
  }
  const register = /^register\s+([\w.$]+)\[([0-9]+)\]\s*==\s*(\w+)$/.exec(found);
  if (register !== null) {
    const [, name = "", index, value = ""] = register;
    return { kind: "register", line, name, index: Number(index), value: numberOf(value) };
  }
  if (/^no\s+digest$/.test(found)) return { kind: "digest", line, name: null, fields: [] };
  const digest = /^digest\s+([\w.$]+)\s*\{([^}]*)\}$/.exec(found);
  if (digest !== null) {
    const [, name = "", fields = ""] = digest;
    return { kind: "digest", line, name, fields: fieldsOf(fields) };
  }
  const list = /^digest_list\s+([\w.$]+)\s+([0-9]+)\s+([0-9]+)\s*us\s+([0-9]+)\s*us$/.exec(found);
  if (list !== null) {
    const [, name = "", ...numbers] = list;
    const [maxListSize = 0, maxTimeoutUs = 0, ackTimeoutUs = 0] = numbers.map(Number);
    return { kind: "digest_list", line, name, config: { maxListSize, maxTimeoutUs, ackTimeoutUs } };
  }
  const acknowledged = /^digest_ack\s+([\w.$]+)$/.exec(found);
  if (acknowledged !== null) return { kind: "digest_ack", line, name: acknowledged[1] ?? "" };
  const error = /^parser_error\s+(\w+)$/.exec(found);
  if (error !== null) return { kind: "parser_error", line, error: error[1] ?? "" };
  throw new LineFault(`#! ${found} is no statement of ours`);
}

function fieldsOf(text: string): readonly { readonly name: string; readonly value: bigint }[] {
  return text
    .split(",")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [name = "", value = ""] = part.split(":");
      return { name: name.trim(), value: numberOf(value.trim()) };
    });
}

function numberOf(text: string): bigint {
  const written = writtenOf(text);
  if (written === undefined) throw new LineFault(`${text} is no number`);
  return written.value;
}
