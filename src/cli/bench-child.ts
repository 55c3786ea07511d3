/**
 * One table, measured in a process of its own. In: its name. Out: its rows, over standard output as
 * the last line: the benchmark library writes lines of its own before it.
 * @module
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "../base/fault.ts";
import { pooled, type Effort } from "../bench/measure.ts";
import type { MeasuredTable, Probe, ToldTable } from "../bench/measured.ts";
import { GRAPHS, measureTable, type TableName } from "../bench/tables.ts";
import { measureProcessorTime, processorTime } from "./bench-clock.ts";
import { openLink } from "./bench-link.ts";
import { readText } from "./files.ts";
import { CONFORMANCE, P4_PROGRAM } from "./places.ts";
import type { Exit, World } from "./world.ts";

const COMMAND = fileURLToPath(new URL("main.ts", import.meta.url));

/** Measures here and prints what `measureInChild` reads. */
export async function measureHere(
  names: readonly TableName[],
  effort: Effort,
  world: World,
): Promise<Exit> {
  const texts = GRAPHS.map(
    async (name) => [name, await readText(join(CONFORMANCE, "traces", name))] as const,
  );
  const vectors = new Map(await Promise.all(texts));
  const program = await readText(P4_PROGRAM);
  for (const name of names) {
    // What waits for the network is measured with its waiting.
    if (name !== "loopback") measureProcessorTime();
    const link = await openLink();
    const lent = { probe: PROBE, link };
    const told = (part: number): void => world.err(`${name} ${part + 1}\n`);
    const table = await measureTable(name, { vectors, program }, lent, effort, told);
    link.close();
    world.out(JSON.stringify(table));
  }
  return 0;
}

const PROBE: Probe = {
  now: processorTime,
  // The child is started with `--expose-gc`. The second one takes what the first has let go.
  held: () => {
    globalThis.gc?.();
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  },
};

/** The same table in so many processes, one after another: what one has compiled is its own. */
export async function measureInChildren(
  name: TableName,
  effort: Effort,
  processes: number,
  world: World,
): Promise<MeasuredTable> {
  const first = await measureInChild(name, effort, world);
  if (first.kind !== "rates") return first;
  const all = [first];
  while (all.length < processes) {
    const next = await measureInChild(name, effort, world);
    if (next.kind === "rates") all.push(next);
  }
  const rows = pooled(all.map((table) => table.rows));
  return { ...first, rows, notes: all.flatMap((table) => table.notes) };
}

/** Many times what any table takes. A child that hangs is ended, and its table measured again. */
const PATIENCE_MS = { gate: 120_000, whole: 900_000 };

async function measureInChild(name: TableName, effort: Effort, world: World): Promise<ToldTable> {
  const first = await askChild(name, effort, world);
  if (first !== "hangs") return first;
  world.err(`${name} did not end and is measured again\n`);
  const second = await askChild(name, effort, world);
  if (second !== "hangs") return second;
  throw new Fault("BenchFailed", { table: name, exit: "none", said: "it did not end, twice" });
}

async function askChild(
  name: TableName,
  { rounds, seconds, gate }: Effort,
  world: World,
): Promise<ToldTable | "hangs"> {
  const milliseconds = String(Math.round(seconds * 1000));
  const words = ["bench", "--child", "--table", name, "--rounds", String(rounds)];
  const child = spawn(
    process.execPath,
    ["--expose-gc", COMMAND, ...words, "--milliseconds", milliseconds, ...(gate ? ["--gate"] : [])],
    {
      stdio: ["ignore", "pipe", "pipe"],
      signal: world.signal,
      timeout: gate ? PATIENCE_MS.gate : PATIENCE_MS.whole,
      killSignal: "SIGKILL",
    },
  );
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  }).catch(() => null);
  const line = out.trimEnd().split("\n").at(-1) ?? "";
  // Nobody else sends that signal, but for a machine without memory: once more will tell.
  if (child.signalCode === "SIGKILL" && !world.signal.aborted) return "hangs";
  if (code !== 0) {
    throw new Fault("BenchFailed", { table: name, exit: String(code), said: err.slice(-400) });
  }
  const table: ToldTable = JSON.parse(line);
  return table;
}
