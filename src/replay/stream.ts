/**
 * A result stream as text, and back. In: the parts of a result. Out: NDJSON, each line RFC 8785
 * text, the last one a footer with the digest of all before it. A reader takes the whole or
 * nothing: a stream that is cut off, or changed by one byte, is refused by one fault.
 * @module
 */
import { sha256Hex } from "../base/bytes.ts";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import { breachWithin } from "../wire/schema.ts";
import type {
  CaseLine,
  CoverageLine,
  HeatLine,
  NoteLine,
  Result,
  ResultFooter,
  ResultHeader,
} from "./result.ts";

type Line = ResultHeader | CaseLine | HeatLine | CoverageLine | NoteLine | ResultFooter;

/** A result before its lines are counted and digested. */
export type Unsealed = Omit<Result, "footer"> & {
  readonly footer: Omit<ResultFooter, "lines" | "sha256">;
};

export function resultText({ header, cases, heat, coverage, notes, footer }: Unsealed): string {
  const lines = [header, ...cases, ...heat, ...coverage, ...notes].map(lineOf);
  const body = lines.join("");
  const counted = { ...footer, lines: lines.length };
  return `${body}${lineOf({ ...counted, sha256: sealOf(body, counted) })}`;
}

/** The digest of everything: of all bytes before the footer, and of the footer without it. */
function sealOf(body: string, footer: Omit<ResultFooter, "sha256">): string {
  return sha256Hex(`${body}${canonical(footer)}\n`);
}

function lineOf(line: Line): string {
  return `${canonical(line)}\n`;
}

/** The whole stream. Throws an InputFault for anything else, the most telling reason first. */
export function readResult(text: string, file: string): Result {
  const cut = (why: string): InputFault => new InputFault("ResultTruncated", { file, why });
  if (!text.endsWith("\n")) throw cut("the last line has no end");
  const told = text.slice(0, -1).split("\n");
  const read = told.map((line, index) => lineIn(line, { file, line: index + 1 }));
  const footer = read.at(-1);
  if (footer?.kind !== "footer") throw cut("it has no footer");
  const wrong = (line: number, why: string): InputFault =>
    new InputFault("ResultMalformed", { file, line, why });
  if (footer.lines !== told.length - 1) {
    throw wrong(told.length, `${told.length - 1} lines stand before the footer, not so many`);
  }
  const body = text.slice(0, text.lastIndexOf("\n", text.length - 2) + 1);
  const { sha256, ...counted } = footer;
  if (sha256 !== sealOf(body, counted)) {
    throw wrong(told.length, "the digest of the lines is another");
  }
  const [header] = read;
  if (header?.kind !== "header") throw wrong(1, "the first line is no header");
  const parts = read.slice(1, -1);
  const order = parts.map(({ kind }) => ORDER.indexOf(kind));
  const early = order.findIndex(
    (rank, at) => rank <= 0 || rank === ORDER.length - 1 || rank < (order[at - 1] ?? 0),
  );
  if (early !== -1) throw wrong(early + 2, `no ${parts[early]?.kind ?? ""} stands here`);
  return {
    header,
    cases: parts.filter((line) => line.kind === "case"),
    heat: parts.filter((line) => line.kind === "heat"),
    coverage: parts.filter((line) => line.kind === "coverage"),
    notes: parts.filter((line) => line.kind === "note"),
    footer,
  };
}

const ORDER: readonly Line["kind"][] = ["header", "case", "heat", "coverage", "note", "footer"];

function lineIn(told: string, place: { readonly file: string; readonly line: number }): Line {
  const malformed = (why: string): InputFault =>
    new InputFault("ResultMalformed", { ...place, why });
  let line: Line;
  try {
    // What it is, is for the schema to say.
    line = JSON.parse(told);
    if (canonical(line) !== told) throw new Error("another spelling");
  } catch (cause) {
    throw cause instanceof SyntaxError
      ? malformed("not JSON")
      : malformed("not in canonical form (RFC 8785)");
  }
  const kind = ORDER.find((each) => each === line?.kind);
  if (kind === undefined) throw malformed("no such kind of line");
  const found = breachWithin("result", `/$defs/${kind}`, line);
  if (found !== undefined) throw malformed(`it breaks its schema at ${found.place}`);
  return line;
}
