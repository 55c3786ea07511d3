/**
 * One table, measured in a process of its own. In: its name. Out: its rows, over standard output as
 * the last line: the benchmark library writes lines of its own before it.
 * @module
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "../base/fault.ts";
import type { Judgement, Machine } from "../bench/gate.ts";
import { measure, type Effort } from "../bench/measure.ts";
import { REPLAYED, tableOf, type TableName } from "../bench/tables.ts";
import type { MeasuredTable } from "../report/bench.ts";
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
  const vectors = await readText(join(CONFORMANCE, "traces", REPLAYED));
  const program = await readText(P4_PROGRAM);
  for (const name of names) {
    const table = tableOf(name, { vectors, program });
    const rows = await measure(table, effort, (round) => {
      world.err(`bench: ${name}, round ${round + 1} of ${effort.rounds}\n`);
    });
    const { title, about } = table;
    const measured: MeasuredTable = { name, title, about, rows };
    world.out(JSON.stringify(measured));
  }
  return 0;
}

export async function measureInChild(
  name: TableName,
  { rounds, seconds }: Effort,
  world: World,
): Promise<MeasuredTable> {
  const milliseconds = String(Math.round(seconds * 1000));
  const words = ["bench", "--child", "--table", name, "--rounds", String(rounds)];
  const child = spawn(process.execPath, [COMMAND, ...words, "--milliseconds", milliseconds], {
    stdio: ["ignore", "pipe", "pipe"],
    signal: world.signal,
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  }).catch(() => null);
  const line = out.trimEnd().split("\n").at(-1) ?? "";
  if (code !== 0) {
    throw new Fault("BenchFailed", { table: name, exit: String(code), said: err.slice(-400) });
  }
  const table: MeasuredTable = JSON.parse(line);
  return table;
}

/** What `--json` prints. */
export function reportFile(
  tables: readonly MeasuredTable[],
  judged: Judgement | undefined,
  machine: Machine,
  moment: string,
): string {
  const gate = judged === undefined ? {} : { gate: judged };
  return JSON.stringify({ format: "flashmesh-benchmark/1", machine, moment, tables, ...gate });
}
