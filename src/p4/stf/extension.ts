/**
 * Lines that are comments to other drivers and statements to us: `#! at 1500us`, `#! register
 * NAME[i] == v`, `#! digest NAME {f:v, …}`, `#! no digest`, `#! parser_error E`. One that is none
 * of them is an error: a check that nobody makes must not look like one.
 * @module
 */
import { LineFault } from "./line.ts";
import { writtenOf } from "./number.ts";
import type { Statement } from "./statement.ts";

export function extensionOf(text: string, line: number): Statement {
  const found = text.trim();
  const at = /^at\s+([0-9]+)\s*us$/.exec(found);
  if (at !== null) return { kind: "at", line, microseconds: Number(at[1]) };
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
