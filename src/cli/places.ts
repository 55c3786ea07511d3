/**
 * Where the parts of this package stand, whatever folder a command is called from.
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { InputFault } from "../base/fault.ts";
import { readText } from "./files.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export const PACKAGE = join(ROOT, "package.json");
export const CONFORMANCE = join(ROOT, "conformance");
export const MANIFEST = join(ROOT, "tla", "manifest.json");
export const PROTOCOL = join(ROOT, "spec", "protocol.md");
const REASONS = join(ROOT, "spec", "reasons.json");

/** Clause -> reason code, in the order of spec/reasons.json. */
export async function readReasons(): Promise<ReadonlyMap<string, string>> {
  const table: unknown = JSON.parse(await readText(REASONS));
  const rows: unknown =
    typeof table === "object" && table !== null && "reasons" in table ? table.reasons : undefined;
  if (!Array.isArray(rows)) throw new InputFault("ReasonsMalformed", { file: REASONS });
  const reasons = rows.map((row: unknown): [string, string] => {
    if (typeof row === "object" && row !== null && "clause" in row && "code" in row) {
      const { clause, code } = row;
      if (typeof clause === "string" && typeof code === "string") return [clause, code];
    }
    throw new InputFault("ReasonsMalformed", { file: REASONS });
  });
  return new Map(reasons);
}
