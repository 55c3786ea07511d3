/**
 * A vector file -> its bytes: one line each, RFC 8785 text, and a footer with the count of lines
 * and the SHA-256 of the bytes before it, so that a truncated file is known as one.
 * @module
 */
import type { Json } from "./json.ts";
import { jcs, sha256 } from "./json.ts";
import type { FooterLine, VectorFile } from "./lines.ts";

export function write(file: VectorFile): string {
  const lines: readonly Json[] = [
    file.header,
    ...file.setups,
    ...file.terms,
    ...file.messages,
    ...file.inputs,
    ...file.answers,
    ...file.states,
    ...file.traces.flatMap(({ trace, lines: own }) => [trace, ...own]),
  ];
  const text = lines.map((line) => `${jcs(line)}\n`).join("");
  const footer: FooterLine = { kind: "footer", lines: lines.length, sha256: sha256(text) };
  return `${text}${jcs(footer)}\n`;
}
