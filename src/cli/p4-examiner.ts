/**
 * Judges many STF files, several at once, each within its time. In: tasks. Out: what each came to,
 * in the order of the tasks, whatever the engine does on them.
 * @module
 */
import { Worker } from "node:worker_threads";
import { Fault } from "../base/fault.ts";
import type { Verdict } from "../p4/stf/judge.ts";
import type { Examined } from "../report/p4-verdict.ts";
import type { Task } from "./p4-worker.ts";

const WORKER = new URL("p4-worker.ts", import.meta.url);
const MEMORY_MB = 1024;

export type Limits = { readonly seconds: number; readonly jobs: number };

export async function examine(
  tasks: readonly Task[],
  { seconds, jobs }: Limits,
  signal: AbortSignal,
  done: (at: number) => void,
): Promise<readonly Examined[]> {
  const found: Examined[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const examiner = new Examiner(seconds);
    try {
      for (let at = next++; at < tasks.length && !signal.aborted; at = next++) {
        const task = tasks[at];
        if (task === undefined) break;
        found[at] = await examiner.judge(task);
        done(at);
      }
    } finally {
      await examiner.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, work));
  if (signal.aborted) throw new Fault("Interrupted", { during: "the STF files" });
  return found;
}

/** One thread; after a task without a verdict, another one. */
class Examiner {
  readonly #seconds: number;
  #worker: Worker | undefined;

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  async judge(task: Task): Promise<Examined> {
    this.#worker ??= new Worker(WORKER, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
    const worker = this.#worker;
    const found = await new Promise<Examined>((resolve) => {
      const answer = (examined: Examined): void => {
        clearTimeout(timer);
        worker.off("message", verdict).off("error", broken).off("exit", ended);
        resolve(examined);
      };
      const verdict = (examined: Verdict): void => answer(examined);
      const broken = ({ message }: Error): void => answer({ kind: "broken", why: message });
      const ended = (): void => answer({ kind: "broken", why: "the engine ended" });
      const why = `no verdict within ${this.#seconds} s`;
      const timer = setTimeout(() => answer({ kind: "hung", why }), this.#seconds * 1000);
      worker.on("message", verdict).on("error", broken).on("exit", ended);
      worker.postMessage(task);
    });
    if (found.kind === "hung" || found.kind === "broken") await this.close();
    return found;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }
}
