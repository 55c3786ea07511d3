/**
 * For tests: a command in this process, and what it says. In: a folder to be in, and the arguments
 * of `flashmesh`. Out: the exit code and both streams. It is the very path that `main.ts` takes,
 * but for the process around it, which main.test.ts and certify.test.ts start for themselves.
 * PERF: a process is half a second of a processor before it does anything.
 * @module
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Environment } from "../graph/jar.ts";
import { catalogueText, readCatalogue } from "../vector/catalogue.ts";
import { dispatch } from "./dispatch.ts";
import { here } from "./here.ts";
import { CONFORMANCE } from "./places.ts";
import type { Exit } from "./world.ts";

export type Heard = { readonly exit: Exit; readonly out: string; readonly err: string };

export async function heard(
  folder: string,
  args: readonly string[],
  environment: Environment = {},
): Promise<Heard> {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await dispatch(args, {
    ...here(new AbortController().signal),
    out: (line) => void out.push(line),
    err: (text) => void err.push(text),
    watched: false,
    width: 100,
    environment: { ...process.env, ...environment },
    folder,
  });
  return { exit, out: out.join("\n"), err: err.join("") };
}

/** A corpus of these models of ours alone, which is read in a tenth of the time. */
export function corpusOf(models: readonly string[], folder: string): void {
  const from = join(CONFORMANCE, "traces");
  const own = readCatalogue(readFileSync(join(from, "index.json"), "utf8"), "index.json").filter(
    ({ model }) => models.includes(model),
  );
  for (const { path } of own) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(from, path), join(folder, path));
  }
  writeFileSync(join(folder, "index.json"), catalogueText(own));
}
