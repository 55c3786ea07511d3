/**
 * A process as a channel: one line a request on its standard input, one line a reply on its
 * standard output (spec/formats/subject.md). In: a command. Out: lines of bounded length, and how
 * it ended.
 * @module
 */
import type { Channel, Farewell, Listener, Outgoing } from "./channel.ts";
import { Framing } from "./framing.ts";
import { MemoryWatch } from "./memory.ts";
import type { Command, Ended } from "./process.ts";
import { Process } from "./process.ts";

export type PipeLimits = {
  /** Bytes of one line. */
  readonly lineMax: number;
  /** Bytes of memory that its processes may hold together. */
  readonly memoryMax: number;
};

const mib = (bytes: number): number => Math.round(bytes / 2 ** 20);

/** From SIGTERM to SIGKILL. */
const GRACE_MS = 200;

export class Pipe implements Channel {
  readonly killable = true;
  readonly #listener: Listener;
  readonly #framing: Framing;
  readonly #process: Process;
  #tooLong = false;
  readonly #memory: MemoryWatch | undefined;

  constructor(command: Command, folder: string, limits: PipeLimits, listener: Listener) {
    this.#listener = listener;
    this.#framing = new Framing(limits.lineMax);
    this.#process = new Process(command, folder, {
      bytes: (chunk) => {
        if (this.#tooLong || this.#framing.push(chunk, listener.line)) return;
        this.#tooLong = true;
        listener.wrong("TooLong");
      },
      ended: (how) => this.#ended(how),
    });
    const { pid } = this.#process;
    if (pid === undefined) return;
    this.#memory = new MemoryWatch(pid, limits.memoryMax, (bytes) => {
      listener.ended("SubjectTooBig", { mib: mib(bytes), mib_max: mib(limits.memoryMax) });
      void this.kill();
    });
  }

  get open(): number {
    return this.#framing.open;
  }

  get stderr(): string {
    return this.#process.stderr;
  }

  send(requests: readonly Outgoing[]): void {
    const lines = requests.map(
      ({ seq, verb, text }) => `{"body":${text},"seq":${JSON.stringify(seq)},"verb":"${verb}"}\n`,
    );
    this.#process.write(lines.join(""));
  }

  async leave(ms: number): Promise<Farewell> {
    this.#process.close();
    const exits = await this.#process.exits(ms);
    const left = exits && (await this.#process.leavesOthers());
    await this.#process.end(exits ? 0 : GRACE_MS);
    return { exits, exit: exits ? this.#process.exitCode : null, left };
  }

  async kill(): Promise<void> {
    this.#memory?.stop();
    await this.#process.kill();
  }

  #ended({ exit, signal, failed }: Ended): void {
    this.#memory?.stop();
    if (failed !== undefined) return this.#listener.ended("SubjectNotStarted", { why: failed });
    const unfinished = this.#framing.open;
    this.#listener.ended("SubjectDied", { exit, signal, unfinished });
    // It lives, but nothing will come from it any more.
    if (exit === null && signal === null) void this.#process.kill();
  }
}
