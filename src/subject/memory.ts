/**
 * How much memory a process group holds, looked at now and then. In: the group and a bound. Out:
 * one call once it holds more. Only where the system tells it (`/proc`, so on Linux): a group that
 * grows and is gone between two looks is not seen, and elsewhere nothing is.
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";

const EVERY_MS = 200;
const PROC = "/proc";

/** Whether memory can be looked at here at all. */
export function memoryIsVisible(): boolean {
  return existsSync(`${PROC}/self/status`);
}

export class MemoryWatch {
  readonly #group: number;
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(group: number, bytesMax: number, tooBig: (bytes: number) => void) {
    this.#group = group;
    if (!memoryIsVisible()) return;
    this.#timer = setInterval(() => {
      const bytes = this.#bytes();
      if (bytes <= bytesMax) return;
      this.stop();
      tooBig(bytes);
    }, EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #bytes(): number {
    const members = readdirSync(PROC).filter((name) => /^\d+$/.test(name));
    return members
      .filter((pid) => groupOf(pid) === this.#group)
      .reduce((sum, pid) => sum + residentBytes(pid), 0);
  }
}

function groupOf(pid: string): number | undefined {
  // "pid (command) state parent group ...": the command may hold spaces and brackets.
  const [, group] = /^.*\) \S \d+ (\d+) /s.exec(textOf(`${PROC}/${pid}/stat`)) ?? [];
  return group === undefined ? undefined : Number(group);
}

function residentBytes(pid: string): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(textOf(`${PROC}/${pid}/status`)) ?? [];
  return Number(kib ?? 0) * 1024;
}

/** Empty for a process that has just gone. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
