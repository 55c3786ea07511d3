/**
 * The text of a vector file -> its lines, checked as a whole: nothing is cut off, nothing is
 * unknown, every reference leads somewhere, every digest is right. In: text and the name of the
 * file. Out: the file, or an error that names line and reason; a broken corpus judges nobody.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import { check } from "./check.ts";
import type { Line } from "./decode.ts";
import { decode } from "./decode.ts";
import { malformed } from "./fields.ts";
import type { Json } from "./json.ts";
import { isObject, jcs, sha256 } from "./json.ts";
import type { FooterLine, HeaderLine, TraceLines, VectorFile } from "./lines.ts";

export function read(text: string, file: string): VectorFile {
  const lines = linesOf(text, file);
  const footer = lines.pop();
  if (footer?.kind !== "footer")
    throw new InputFault("VectorTruncated", { file, why: "no footer" });
  checkFooter(text, footer, lines.length, file);
  const sorted = sort(lines, file);
  check(sorted, file);
  return sorted;
}

function linesOf(text: string, file: string): Line[] {
  if (!text.endsWith("\n")) throw new InputFault("VectorTruncated", { file, why: "no line end" });
  return text
    .slice(0, -1)
    .split("\n")
    .map((told, index) => {
      const place = { file, line: index + 1 };
      let json: Json;
      try {
        json = JSON.parse(told);
      } catch {
        throw malformed(place, "not JSON");
      }
      if (!isObject(json)) throw malformed(place, "not a JSON object");
      if (!isCanonical(json, told)) throw malformed(place, "not in canonical form (RFC 8785)");
      return decode(json, place);
    });
}

// A fraction or a number beyond 2^53 has no canonical form here, nor does a key told twice.
function isCanonical(json: Json, told: string): boolean {
  try {
    return jcs(json) === told;
  } catch {
    return false;
  }
}

function checkFooter(text: string, footer: FooterLine, lines: number, file: string): void {
  const place = { file, line: lines + 1 };
  if (footer.lines !== lines) throw malformed(place, `${lines} lines, not ${footer.lines}`);
  const before = text.slice(0, text.lastIndexOf("\n", text.length - 2) + 1);
  if (footer.sha256 !== sha256(before))
    throw malformed(place, "the digest of the lines is another");
}

const ORDER = ["header", "setup", "term", "message", "input", "answer", "state", "trace"] as const;

type Parts = {
  header: HeaderLine | undefined;
  readonly setups: VectorFile["setups"][number][];
  readonly terms: VectorFile["terms"][number][];
  readonly messages: VectorFile["messages"][number][];
  readonly inputs: VectorFile["inputs"][number][];
  readonly answers: VectorFile["answers"][number][];
  readonly states: VectorFile["states"][number][];
  readonly traces: (TraceLines & { readonly lines: TraceLines["lines"][number][] })[];
};

function sort(lines: readonly Line[], file: string): VectorFile {
  const parts: Parts = {
    header: undefined,
    setups: [],
    terms: [],
    messages: [],
    inputs: [],
    answers: [],
    states: [],
    traces: [],
  };
  let section = 0;
  for (const [index, line] of lines.entries()) {
    const place = { file, line: index + 1 };
    const own = line.kind === "step" || line.kind === "stay" ? "trace" : line.kind;
    const next = ORDER.findIndex((kind) => kind === own);
    if (next < section) throw malformed(place, `a line of the kind ${line.kind} comes too late`);
    section = next;
    if (!put(parts, line))
      throw malformed(place, `a line of the kind ${line.kind} is out of place`);
  }
  const { header, ...rest } = parts;
  if (header === undefined) throw malformed({ file, line: 1 }, "the header is missing");
  return { header, ...rest };
}

function put(parts: Parts, line: Line): boolean {
  switch (line.kind) {
    case "header":
      if (parts.header !== undefined) return false;
      parts.header = line;
      return true;
    case "setup":
      return parts.setups.push(line) > 0;
    case "term":
      return parts.terms.push(line) === line.id;
    case "message":
      return parts.messages.push(line) === line.id;
    case "input":
      return parts.inputs.push(line) === line.id;
    case "answer":
      return parts.answers.push(line) === line.id;
    case "state":
      return parts.states.push(line) === line.id;
    case "trace":
      return parts.traces.push({ trace: line, lines: [] }) > 0;
    case "step":
    case "stay":
      return parts.traces.at(-1)?.lines.push(line) !== undefined;
    case "footer":
      return false;
  }
}
