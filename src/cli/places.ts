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
export const PROTO = join(ROOT, "spec", "flashmesh.proto");
export const P4_PROGRAM = join(ROOT, "p4", "flashmesh.p4");
export const PROTOCOL = join(ROOT, "spec", "protocol.md");
const REASONS = join(ROOT, "spec", "reasons.json");
export const PROFILES = join(ROOT, "spec", "profiles.json");

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

/** Profile -> the clauses that it is judged by (spec/profiles.json). */
export async function readCores(): Promise<ReadonlyMap<string, readonly string[]>> {
  const file: unknown = JSON.parse(await readText(PROFILES));
  const profiles: unknown =
    typeof file === "object" && file !== null && "profiles" in file ? file.profiles : undefined;
  const rows = Object.entries(profiles ?? {}).map(
    ([name, profile]: [string, unknown]): [string, readonly string[]] => {
      if (typeof profile === "object" && profile !== null && "core" in profile) {
        const { core } = profile;
        if (Array.isArray(core)) return [name, core.filter((each) => typeof each === "string")];
      }
      throw new InputFault("ProfilesMalformed", { file: PROFILES });
    },
  );
  return new Map(rows);
}
