/**
 * The world of this process: its streams, environment, folder, clocks and machine.
 * @module
 */
import { availableParallelism } from "node:os";
import type { World } from "./world.ts";

/** In: what is aborted on the first interrupt. */
export function here(signal: AbortSignal): World {
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (text) => void process.stderr.write(text),
    watched: process.stderr.isTTY,
    // A terminal may say 0.
    width: process.stdout.columns || 100,
    environment: process.env,
    folder: process.cwd(),
    signal,
    now: () => performance.now(),
    moment: () => new Date().toISOString(),
    machine: { node: process.version, platform: process.platform, cpus: availableParallelism() },
    busy: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    },
    memoryPeak: () => process.resourceUsage().maxRSS * 1024,
  };
}
