/**
 * `index.json` of a folder of vector files: which files there are, and their digests and counts.
 * A file that is not in it, or that it names and that is not there, is an error. In: vector files.
 * Out: the index as text; and back.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import { Fields } from "./fields.ts";
import type { Json } from "./json.ts";
import { isObject, jcs, sha256 } from "./json.ts";
import type { Counts, HeaderLine } from "./lines.ts";
import { SUITE_VERSION } from "./lines.ts";
import { byText } from "./names.ts";

export const CATALOGUE = "index.json";
const FORMAT = "flashmesh-index/1";

export type Entry = {
  /** Below the folder of the index, with slashes. */
  readonly path: string;
  readonly profile: string;
  readonly model: string;
  readonly lines: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly counts: Counts;
};

function pathOf(profile: string, model: string): string {
  return `${profile}/${model}.ndjson`;
}

export function entryOf(header: HeaderLine, text: string): Entry {
  return {
    path: pathOf(header.profile, header.model),
    profile: header.profile,
    model: header.model,
    lines: text.split("\n").length - 1,
    bytes: Buffer.byteLength(text),
    sha256: sha256(text),
    counts: header.counts,
  };
}

/** One entry a line, so that a review sees which file changed. */
export function catalogueText(entries: readonly Entry[]): string {
  const sorted = entries.toSorted((left, right) => byText(left.path, right.path));
  const head = { format: FORMAT, generated_by: "flashmesh traces", suite_version: SUITE_VERSION };
  const files = sorted.map((entry) => `    ${jcs(entry)}`).join(",\n");
  const members = Object.entries(head).map(([key, value]) => `  ${jcs(key)}: ${jcs(value)},\n`);
  return `{\n${members.join("")}  "files": [\n${files}\n  ]\n}\n`;
}

const ENTRY_KEYS = ["path", "profile", "model", "lines", "bytes", "sha256", "counts"];

export function readCatalogue(text: string, file: string): readonly Entry[] {
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new InputFault("IndexMalformed", { file, why: "not JSON" }, { cause });
  }
  if (!isObject(json)) throw new InputFault("IndexMalformed", { file, why: "no object" });
  const keys = ["format", "generated_by", "suite_version", "files"];
  const top = new Fields(json, { file, line: 1 }, keys);
  top.word("format", [FORMAT]);
  const entries = top.objects("files", ENTRY_KEYS).map((entry): Entry => {
    const counts = entry.numbers("counts");
    const count = (name: keyof Counts): number => counts[name] ?? -1;
    return {
      path: entry.text("path", /^[a-z]+\/[A-Za-z0-9]+\.ndjson$/),
      profile: entry.text("profile"),
      model: entry.text("model"),
      lines: entry.whole("lines", 1),
      bytes: entry.whole("bytes", 1),
      sha256: entry.text("sha256", /^[0-9a-f]{64}$/),
      counts: {
        openings: count("openings"),
        messages: count("messages"),
        inputs: count("inputs"),
        answers: count("answers"),
        states: count("states"),
        transitions: count("transitions"),
        traces: count("traces"),
        steps: count("steps"),
      },
    };
  });
  // Whatever else stands in it (an order, a key twice, a count) would not be written so.
  if (catalogueText(entries) !== text) {
    throw new InputFault("IndexMalformed", { file, why: "not as flashmesh traces writes it" });
  }
  return entries;
}

/** What is wrong with a file that the index names, or undefined. */
export function mismatch(entry: Entry, text: string): string | undefined {
  if (Buffer.byteLength(text) !== entry.bytes) return "its length is another";
  if (sha256(text) !== entry.sha256) return "its digest is another";
  return undefined;
}
