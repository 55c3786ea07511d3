/**
 * Many models, some at a time. In: jobs in the order to start them. Out: what happens, as it
 * happens. What goes wrong with one model is that model's fault; an interruption stops all.
 * @module
 */
import { Fault } from "../base/fault.ts";
import type { Progress } from "./frames.ts";
import type { Engine } from "./jar.ts";
import type { Judgement } from "./judge.ts";
import { judge } from "./judge.ts";
import type { Model } from "./manifest.ts";
import type { Task } from "./tlc.ts";
import { runTlc } from "./tlc.ts";

export type Job = { readonly model: Model; readonly task: Task };

export type SuiteEvent =
  | { readonly type: "started"; readonly job: Job }
  | { readonly type: "progress"; readonly job: Job; readonly progress: Progress }
  | {
      readonly type: "judged";
      readonly job: Job;
      readonly judgement: Judgement;
      readonly seconds: number;
    }
  | { readonly type: "fault"; readonly job: Job; readonly fault: Fault };

/** About how long a model takes: as recorded, or by its size. */
export function secondsOf({ seconds, counts }: Model): number {
  return seconds ?? (counts === undefined ? 1 : counts.generated / 20_000);
}

/** The longest first, so that no long run is left alone at the end. */
export function longestFirst(jobs: readonly Job[]): readonly Job[] {
  return jobs.toSorted((left, right) => secondsOf(right.model) - secondsOf(left.model));
}

/** Runs `parallel` jobs at a time; throws the interruption, or a bug, once all have stopped. */
export async function* runSuite(
  engine: Engine,
  jobs: readonly Job[],
  parallel: number,
  signal: AbortSignal,
): AsyncGenerator<SuiteEvent, void> {
  const mail = new Mail();
  const waiting = [...jobs];
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const lane = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      if (both.aborted) throw new Fault("Interrupted", { during: job.model.name });
      for await (const event of runJob(engine, job, both)) mail.put(event);
    }
  };
  const lanes = Array.from({ length: parallel }, lane);
  const ended = Promise.allSettled(lanes).then((results) => {
    mail.close();
    return results;
  });
  try {
    yield* mail.events();
  } finally {
    stop.abort();
    await ended;
  }
  for (const result of await ended) if (result.status === "rejected") throw result.reason;
}

async function* runJob(engine: Engine, job: Job, signal: AbortSignal): AsyncGenerator<SuiteEvent> {
  yield { type: "started", job };
  try {
    for await (const event of runTlc(engine, job.task, signal)) {
      if (event.type === "progress") yield { type: "progress", job, progress: event.progress };
      else {
        const { run } = event;
        yield { type: "judged", job, judgement: judge(job.model, run), seconds: run.seconds };
      }
    }
  } catch (error) {
    if (!(error instanceof Fault) || error.code === "Interrupted") throw error;
    yield { type: "fault", job, fault: error };
  }
}

/** Events of many producers, read by one. */
class Mail {
  #events: SuiteEvent[] = [];
  #closed = false;
  #wake: (() => void) | undefined;

  put(event: SuiteEvent): void {
    this.#events.push(event);
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async *events(): AsyncGenerator<SuiteEvent, void> {
    for (;;) {
      const ready = this.#events;
      this.#events = [];
      yield* ready;
      if (this.#events.length > 0) continue;
      if (this.#closed) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
  }
}
