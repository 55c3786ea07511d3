/**
 * A subject's process as the world has it: its group, its pipes, its end, the waiting, and the
 * directory that it may keep things in. In: a command. Out: bytes as they come, and one end.
 * The process leads its own group and is ended as a group, so that its children go with it.
 * @module
 */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

export type Command = { readonly program: string; readonly args: readonly string[] };

/** How it ended. Without exit code and signal: it lives, but its standard output is closed. */
export type Ended = {
  readonly exit: number | null;
  readonly signal: string | null;
  /** Why it could not even be started: `ENOENT`. */
  readonly failed?: string;
};

export type Listener = {
  readonly bytes: (chunk: Buffer) => void;
  /** Told once, after the last bytes. */
  readonly ended: (how: Ended) => void;
};

/** As much of standard error as anyone reads. */
const STDERR_KEPT = 4096;
/** After its end: what it wrote may still be in the pipe, or a child of it holds the pipe open. */
const LAST_BYTES_MS = 200;
const POLL_MS = 5;

/** Groups that live; none outlives this process. */
const groups = new Set<number>();
process.once("exit", () => {
  for (const group of groups) signalGroup(group, "SIGKILL");
});

export class Process {
  readonly #child: ChildProcess;
  readonly #listener: Listener;
  #stderr = "";
  #ended: Ended | undefined;
  /** Filled by the child's own end, whatever became of its pipes. */
  #exited = false;
  readonly #gone: Promise<void>;

  constructor(command: Command, folder: string, listener: Listener) {
    this.#listener = listener;
    this.#child = spawn(command.program, command.args, {
      cwd: folder,
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    const { pid, stdin, stdout, stderr } = this.#child;
    if (pid !== undefined) groups.add(pid);
    // A subject that reads no more is noticed by its end or by its silence.
    stdin?.on("error", () => undefined);
    stdout?.on("data", (chunk: Buffer) => {
      if (this.#ended === undefined) listener.bytes(chunk);
    });
    stderr?.on("data", (chunk: Buffer) => {
      this.#stderr = `${this.#stderr}${chunk.toString("utf8")}`.slice(-STDERR_KEPT);
    });
    this.#gone = new Promise((resolve) => {
      this.#child.on("error", (cause) => {
        const failed = "code" in cause ? String(cause.code) : cause.message;
        this.#exited = true;
        this.#end({ exit: null, signal: null, failed });
        resolve();
      });
      this.#child.on("exit", (exit, signal) => {
        this.#exited = true;
        const end = (): void => this.#end({ exit, signal });
        this.#child.once("close", end);
        setTimeout(end, LAST_BYTES_MS).unref();
        resolve();
      });
    });
    stdout?.on("end", () => {
      setTimeout(() => this.#end({ exit: null, signal: null }), LAST_BYTES_MS).unref();
    });
  }

  /** The number of its group; none if it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The end of what it said on standard error. */
  get stderr(): string {
    return this.#stderr;
  }

  write(text: string): void {
    this.#child.stdin?.write(text);
  }

  /** Writes no more. */
  close(): void {
    this.#child.stdin?.end();
  }

  /** Ends the whole group at once, and returns when the process is gone. */
  async kill(): Promise<void> {
    const { pid } = this.#child;
    if (pid !== undefined) {
      signalGroup(pid, "SIGKILL");
      groups.delete(pid);
    }
    await this.#gone;
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }

  /** Its exit code, once it is gone; null if a signal ended it. */
  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  /** Waits so long for its own end; whether it came. */
  async exits(ms: number): Promise<boolean> {
    await Promise.race([this.#gone, waited(ms)]);
    return this.#exited;
  }

  /** Whether processes of its group outlive it. */
  async leavesOthers(): Promise<boolean> {
    const { pid } = this.#child;
    // A child that is ending with its parent gets a moment to do so.
    for (let left = LAST_BYTES_MS; left > 0 && signalGroup(pid, 0); left -= POLL_MS) {
      await waited(POLL_MS);
    }
    return signalGroup(pid, 0);
  }

  /** SIGTERM to the group, and SIGKILL to what is left of it after a while. */
  async end(graceMs: number): Promise<void> {
    signalGroup(this.#child.pid, "SIGTERM");
    await this.exits(graceMs);
    await this.kill();
  }

  #end(how: Ended): void {
    if (this.#ended !== undefined) return;
    this.#ended = how;
    this.#listener.ended(how);
  }
}

/** Whether there was anybody to signal. */
function signalGroup(group: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (group === undefined) return false;
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}

export function waited(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

/** Something to be done when the bytes that are here have been dealt with. */
export function soon(act: () => void): void {
  setImmediate(act);
}

/** Rings once when a time has passed in which it was not set anew. */
export class Alarm {
  readonly #ring: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(ring: () => void) {
    this.#ring = ring;
  }

  set(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#ring, ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/** A fresh directory for each case, and nothing left behind. */
export class StateDirectories {
  readonly #root = mkdtempSync(join(tmpdir(), "flashmesh-state-"));
  #count = 0;

  fresh(): string {
    this.#count += 1;
    const path = join(this.#root, String(this.#count));
    mkdirSync(path);
    return path;
  }

  /** A name that nobody else has. */
  name(): string {
    this.#count += 1;
    return `${basename(this.#root)}-${this.#count}`;
  }

  remove(path: string): void {
    rmSync(path, { recursive: true, force: true });
  }

  close(): void {
    this.remove(this.#root);
  }
}
