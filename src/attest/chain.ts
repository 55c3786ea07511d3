/**
 * Lines that hold together. In: JSON objects. Out: NDJSON, each line RFC 8785 text with the hash of
 * itself and of the line before it, so that the last hash stands for all of them in their order.
 * And back: the objects, or the first thing that is not as a writer would have left it.
 * @module
 */
import { sha256Hex } from "../base/bytes.ts";
import { canonical, type Json } from "../base/canonical.ts";
import { no, ok, type Result } from "../base/result.ts";
import { readJson } from "../wire/json.ts";

export type JsonObject = { readonly [key: string]: Json };

/** The hash before the first line. */
const ROOT = "0".repeat(64);
const DOMAIN = "flashmesh/1/transcript-line";

/** The longest line, and how deep it may nest: an answer of a subject, and a little around it. */
const LIMITS = { lengthMax: 1 << 24, depthMax: 64 };

export type Broken = {
  /** Counted from 1. */
  readonly line: number;
  readonly why: string;
};

/** Adds lines, one after another. */
export class ChainWriter {
  readonly #lines: string[] = [];
  #head = ROOT;

  add(line: JsonObject): void {
    this.#head = hashOf(this.#head, canonical(line));
    this.#lines.push(`${canonical({ ...line, hash: this.#head })}\n`);
  }

  get head(): string {
    return this.#head;
  }

  get text(): string {
    return this.#lines.join("");
  }
}

/** The lines without their hashes, and the last hash. */
export function readChain(
  text: string,
): Result<{ readonly lines: readonly JsonObject[]; readonly head: string }, Broken> {
  if (!text.endsWith("\n")) return no({ line: text.split("\n").length, why: "it has no end" });
  const lines: JsonObject[] = [];
  let head = ROOT;
  for (const [index, told] of text.slice(0, -1).split("\n").entries()) {
    const broken = (why: string): Result<never, Broken> => no({ line: index + 1, why });
    const read = readJson(told, LIMITS);
    if (!read.ok) return broken(`it is no strict JSON (${read.reason.problem})`);
    const value = read.value;
    if (!isObject(value)) return broken("it is no object");
    if (canonical(value) !== told) return broken("it is not in canonical form (RFC 8785)");
    const { hash, ...line } = value;
    head = hashOf(head, canonical(line));
    if (hash !== head) return broken("its hash does not follow from the line and those before it");
    lines.push(line);
  }
  return ok({ lines, head });
}

/** The parts have fixed lengths or no line feed, so no two pairs have the same text. */
function hashOf(before: string, line: string): string {
  return sha256Hex(`${DOMAIN}\n${before}\n${line}`);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
