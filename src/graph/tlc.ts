/**
 * Runs the pinned checker once, in a fresh directory of its own. In: a task. Out: progress while it
 * runs, then the run: exit code, messages, and the lines the model printed. Judging is elsewhere.
 * The directory is removed whatever happens; nothing is written beside the model.
 * @module
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { assert } from "../base/assert.ts";
import { Fault } from "../base/fault.ts";
import { parse } from "../value/parse.ts";
import type { Frame, Progress } from "./frames.ts";
import { CODE, FrameReader, progressOf } from "./frames.ts";
import type { Engine } from "./jar.ts";
import { checkJar, diskFault } from "./jar.ts";

export type Task = {
  readonly name: string;
  /** The folder that modules are looked up in, beside the module's own. */
  readonly root: string;
  /** Path of the module below `root`. */
  readonly module: string;
  /** The text of the cfg, edits applied. */
  readonly config: string;
  /** More than one only without temporal properties: liveness with two misses violations (#971). */
  readonly workers: number;
  /** Java heap in MiB. */
  readonly heapMb: number;
  /** Whether it is over in seconds, so that compiling it well costs more than it saves. */
  readonly brief?: boolean;
  /** Longest time the run may take. */
  readonly deadlineSeconds: number;
};

export type TlcRun = {
  readonly exit: number;
  /** All messages in order, progress included. */
  readonly frames: readonly Frame[];
  /** What stood outside of messages; tells where a module does not parse. */
  readonly loose: readonly string[];
  readonly stderr: string;
  /** Each thing the model printed with PrintT, in order, as its text. */
  readonly printed: readonly string[];
  readonly seconds: number;
};

export type TlcEvent =
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "done"; readonly run: TlcRun };

/** The arguments after `java`; `directory` is the run's own. */
export function javaArguments(engine: Engine, task: Task, directory: string): readonly string[] {
  const module = resolve(task.root, task.module);
  return [
    "-XX:+UseParallelGC",
    // PERF: half the processor time of a run of a second or two; no gain or loss at ten.
    ...(task.brief === true ? ["-XX:TieredStopAtLevel=1"] : []),
    `-Xmx${task.heapMb}m`,
    // TLC unpacks its standard modules here and deletes them at exit: never shared between runs.
    `-Djava.io.tmpdir=${join(directory, "tmp")}`,
    `-DTLA-Library=${[dirname(module), resolve(task.root)].join(delimiter)}`,
    "-Dfile.encoding=UTF-8",
    "-Duser.language=en",
    "-Duser.country=US",
    "-cp",
    engine.jar,
    "tlc2.TLC",
    "-tool",
    "-metadir",
    join(directory, "meta"),
    "-userFile",
    join(directory, "user"),
    "-workers",
    String(task.workers),
    "-fp",
    "0",
    "-checkpoint",
    "0",
    "-lncheck",
    "final",
    "-config",
    join(directory, "model.cfg"),
    basename(module),
  ];
}

/** Runs the checker; the last event is `done`. Leaving the loop early stops the run. */
export async function* runTlc(
  engine: Engine,
  task: Task,
  signal?: AbortSignal,
): AsyncGenerator<TlcEvent, void> {
  await checkJar(engine.jar, engine.pin);
  const place = tmpdir();
  let directory: string | undefined;
  try {
    directory = await mkdtemp(join(place, "flashmesh-tlc-"));
    await mkdir(join(directory, "tmp"));
    await writeFile(join(directory, "model.cfg"), task.config);
    yield* runIn(directory, engine, task, signal);
  } catch (cause) {
    throw diskFault(cause, directory ?? place);
  } finally {
    if (directory !== undefined) await rm(directory, { recursive: true, force: true });
  }
}

async function* runIn(
  directory: string,
  engine: Engine,
  task: Task,
  signal: AbortSignal | undefined,
): AsyncGenerator<TlcEvent, void> {
  const stop = new AbortController();
  const forward = (): void => stop.abort();
  signal?.addEventListener("abort", forward);
  if (signal?.aborted === true) stop.abort();
  const child = execa(engine.java, javaArguments(engine, task, directory), {
    cwd: dirname(resolve(task.root, task.module)),
    reject: false,
    stdin: "ignore",
    buffer: { stdout: false },
    cancelSignal: stop.signal,
    timeout: task.deadlineSeconds * 1000,
    killSignal: "SIGKILL",
  });
  const reader = new FrameReader();
  const frames: Frame[] = [];
  try {
    for await (const line of child.iterable({ preserveNewlines: false })) {
      for (const frame of reader.push(line)) {
        frames.push(frame);
        if (frame.code === CODE.progress) yield { type: "progress", progress: progressOf(frame) };
      }
    }
    const ended = await child;
    if (ended.isCanceled) throw new Fault("Interrupted", { during: task.name });
    if (ended.timedOut) {
      throw new Fault("TlcDeadline", { model: task.name, seconds: task.deadlineSeconds });
    }
    if (ended.signal !== undefined) {
      throw new Fault("TlcKilled", { model: task.name, signal: ended.signal });
    }
    if (ended.exitCode === undefined) {
      throw new Fault("TlcNotStarted", { model: task.name, why: ended.code ?? "unknown" });
    }
    reader.end();
    worldFaults(frames, ended.stderr, task, directory);
    const run = {
      exit: ended.exitCode,
      frames,
      loose: reader.loose,
      stderr: ended.stderr,
      printed: await printedIn(join(directory, "user"), task),
      seconds: ended.durationMs / 1000,
    };
    yield { type: "done", run };
  } finally {
    signal?.removeEventListener("abort", forward);
    stop.abort();
    await child;
  }
}

/** What is wrong with the machine and not with the model. */
function worldFaults(
  frames: readonly Frame[],
  stderr: string,
  task: Task,
  directory: string,
): void {
  const said = [stderr, ...frames.map(({ text }) => text)];
  if (said.some((text) => text.includes("No space left on device"))) {
    throw new Fault("DiskFull", { directory, model: task.name });
  }
  const memory: readonly number[] = CODE.outOfMemory;
  if (
    frames.some(({ code }) => memory.includes(code)) ||
    said.some((text) => text.includes("java.lang.OutOfMemoryError"))
  ) {
    throw new Fault("TlcOutOfMemory", { model: task.name, heapMb: task.heapMb });
  }
}

/** PrintT writes the printed value, here always a string: a TLA+ literal in one line. */
async function printedIn(file: string, task: Task): Promise<readonly string[]> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    // A run that ends while parsing never opens the file.
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw cause;
  }
  if (text === "") return [];
  if (!text.endsWith("\n")) {
    throw new Fault("PrintedTruncated", { model: task.name, end: text.slice(-80) });
  }
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => printedLine(line, task));
}

function printedLine(line: string, task: Task): string {
  let value;
  try {
    value = parse(line);
  } catch (cause) {
    throw new Fault("PrintedUnreadable", { model: task.name, line: line.slice(0, 120) }, { cause });
  }
  if (value.kind !== "string") {
    throw new Fault("PrintedUnreadable", { model: task.name, line: line.slice(0, 120) });
  }
  return value.value;
}

/** Runs to the end without looking at progress. */
export async function finishTlc(engine: Engine, task: Task, signal?: AbortSignal): Promise<TlcRun> {
  for await (const event of runTlc(engine, task, signal)) {
    if (event.type === "done") return event.run;
  }
  assert(false, "a run ends with done or a fault");
}
