/**
 * The files of the benchmarks, the baseline and the report, and the machine that this is.
 * @module
 */
import { cpus } from "node:os";
import { resolve } from "node:path";
import { InputFault } from "../base/fault.ts";
import type { Baseline, Judgement, Machine } from "../bench/gate.ts";
import type { MeasuredTable } from "../bench/measured.ts";
import { breach } from "../wire/schema.ts";
import { readText } from "./files.ts";
import type { World } from "./world.ts";

export async function readBaselineFile(named: string, world: World): Promise<Baseline> {
  const file = resolve(world.folder, named);
  const text = await readText(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputFault("BenchBaselineMalformed", { file, why: "it is no JSON" });
  }
  const place = breach("benchmark-baseline", value);
  if (place !== undefined) throw new InputFault("BenchBaselineMalformed", { file, why: place });
  // The schema has just said what it is.
  const baseline: Baseline = JSON.parse(text);
  return baseline;
}

export function baselineText(baseline: Baseline): string {
  return `${JSON.stringify(baseline, undefined, 2)}\n`;
}

/** What `--json` prints. */
export function reportText(
  tables: readonly MeasuredTable[],
  judged: Judgement | undefined,
  machine: Machine,
  moment: string,
): string {
  const gate = judged === undefined ? {} : { gate: judged };
  return JSON.stringify({ format: "flashmesh-benchmark/1", machine, moment, tables, ...gate });
}

export function machineHere({ machine }: World): Machine {
  const cpu = cpus()[0]?.model.trim() ?? "unknown";
  return { node: machine.node, platform: machine.platform, cpu };
}
