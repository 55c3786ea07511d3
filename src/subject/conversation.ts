/**
 * One process, asked from its start to its end. In: verbs and bodies, several ahead if need be.
 * Out: checked bodies of replies in the order of the questions; or one fault, after which nothing
 * more is asked: a stream that was wrong once is not trusted again.
 * @module
 */
import { canonical } from "../base/canonical.ts";
import { assert } from "../base/assert.ts";
import type { FaultData } from "../base/fault.ts";
import { Fault } from "../base/fault.ts";
import type { JsonObject, Reply, Verb } from "../wire/adapter.ts";
import { readReply, requestBreach, seqOf } from "../wire/adapter.ts";
import { Framing } from "./framing.ts";
import type { Command, Ended } from "./process.ts";
import { Alarm, Process, soon } from "./process.ts";
import { Chance } from "./schedule.ts";

/** The bounds that no subject may pass. */
export type Limits = {
  /** From its start to its answer to `hello`. */
  readonly helloMs: number;
  /** From being the next question to its answer, for every other verb. */
  readonly stepMs: number;
  /** Bytes of one line. */
  readonly lineMax: number;
};

export const LIMITS: Limits = { helloMs: 30_000, stepMs: 5_000, lineMax: 1 << 20 };

/** How it took its leave. */
export type Farewell = {
  readonly exits: boolean;
  readonly exit: number | null;
  /** Whether it left processes behind. */
  readonly left: boolean;
};

type Question = {
  readonly seq: string;
  readonly verb: Verb;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (fault: Fault) => void;
};

/** From SIGTERM to SIGKILL. */
const GRACE_MS = 200;
/** Distinct replies that are kept, so that each is checked once. */
const REPLIES_KEPT = 20_000;
/** Of what was answered, so much is remembered to know a second answer. */
const ANSWERED_KEPT = 1024;
/** How much of a line that is no reply is shown. */
const SHOWN = 120;

/** PERF: most replies say what an earlier one said; checking by schema costs 30 times a look-up. */
export class SeenReplies {
  readonly #seen = new Map<string, Reply>();

  read(line: Buffer, { seq, verb }: { seq: string; verb: Verb }): ReturnType<typeof readReply> {
    const text = line.toString("latin1");
    const token = `"${seq}"`;
    const at = text.indexOf(token);
    // NUL stands in no JSON text: so no two lines share a name.
    const name = `${verb}${text.slice(0, at)}\0${text.slice(at + token.length)}`;
    const seen = at === -1 ? undefined : this.#seen.get(name);
    if (seen !== undefined) return { ok: true, value: { ...seen, seq } };
    const read = readReply(line, verb);
    if (!read.ok || at === -1 || text.includes(token, at + 1) || read.value.seq !== seq)
      return read;
    if (this.#seen.size >= REPLIES_KEPT) this.#seen.clear();
    this.#seen.set(name, read.value);
    return read;
  }
}

export class Conversation {
  readonly #limits: Limits;
  readonly #process: Process;
  readonly #framing: Framing;
  readonly #seen: SeenReplies;
  readonly #chance: Chance;
  readonly #alarm = new Alarm(() => this.#rung());
  #questions: Question[] = [];
  #answered: string[] = [];
  #outbox = "";
  #broken: Fault | undefined;
  #bodies = new WeakMap<object, string>();

  constructor(
    command: Command,
    folder: string,
    terms: { readonly limits: Limits; readonly seen: SeenReplies; readonly seed: number },
  ) {
    this.#limits = terms.limits;
    this.#seen = terms.seen;
    this.#chance = new Chance(terms.seed);
    this.#framing = new Framing(terms.limits.lineMax);
    this.#process = new Process(command, folder, {
      bytes: (chunk) => this.#heard(chunk),
      ended: (how) => this.#ended(how),
    });
  }

  /** What went wrong, once something has. */
  get broken(): Fault | undefined {
    return this.#broken;
  }

  get process(): Process {
    return this.#process;
  }

  ask(verb: Verb, body: JsonObject): Promise<Reply> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      const seq = this.#sequence();
      const text = this.#textOf(verb, body);
      if (this.#outbox === "") soon(() => this.#send());
      this.#outbox += `{"body":${text},"seq":"${seq}","verb":"${verb}"}\n`;
      this.#questions.push({ seq, verb, resolve, reject });
      if (this.#questions.length === 1) this.#watch();
    });
  }

  /** Ends it at once, its children too. What is still asked is never answered. */
  async kill(): Promise<void> {
    this.#fail(new Fault("SubjectEnded"));
    await this.#process.kill();
  }

  /** It says good-bye and ends by itself, or is made to. */
  async bye(): Promise<Farewell> {
    await this.ask("bye", {});
    this.#process.close();
    const exits = await this.#process.exits(this.#limits.stepMs);
    const left = exits && (await this.#process.leavesOthers());
    await this.#process.end(exits ? 0 : GRACE_MS);
    return { exits, exit: exits ? this.#process.exitCode : null, left };
  }

  #send(): void {
    if (this.#broken === undefined) this.#process.write(this.#outbox);
    this.#outbox = "";
  }

  /** Says nothing about what was asked before, and is no answer that can be given in advance. */
  #sequence(): string {
    const half = (): string =>
      this.#chance
        .below(2 ** 32)
        .toString(16)
        .padStart(8, "0");
    return half() + half();
  }

  #textOf(verb: Verb, body: JsonObject): string {
    const known = this.#bodies.get(body);
    if (known !== undefined) return known;
    assert(requestBreach(verb, body) === undefined, "our own requests keep the schema");
    const text = canonical(body);
    this.#bodies.set(body, text);
    return text;
  }

  #watch(): void {
    const [next] = this.#questions;
    if (next === undefined) this.#alarm.stop();
    else this.#alarm.set(next.verb === "hello" ? this.#limits.helloMs : this.#limits.stepMs);
  }

  /** Time is up; but if we were slow ourselves, the answer may be in the pipe. */
  #rung(): void {
    const [late] = this.#questions;
    soon(() => {
      if (late === undefined || this.#questions[0] !== late) return;
      const ms = late.verb === "hello" ? this.#limits.helloMs : this.#limits.stepMs;
      const open = this.#framing.open;
      this.#fail(this.#fault("SubjectHung", { ms, unfinished: open }));
      void this.#process.kill();
    });
  }

  #heard(chunk: Buffer): void {
    if (this.#broken !== undefined) return;
    if (this.#framing.push(chunk, (line) => this.#line(line))) return;
    this.#wrong("TooLong", "", "");
  }

  #line(line: Buffer): void {
    if (this.#broken !== undefined) return;
    const said = line.toString("utf8");
    const [question] = this.#questions;
    if (question === undefined) {
      const seq = seqOf(line) ?? "";
      return this.#wrong(this.#answered.includes(seq) ? "SeqTwice" : "Unasked", "", said);
    }
    const read = this.#seen.read(line, question);
    const seq = read.ok ? read.value.seq : seqOf(line);
    // Whose reply it is comes first: a reply to something else has another shape, too.
    if (seq !== undefined && seq !== question.seq) {
      if (this.#answered.includes(seq)) return this.#wrong("SeqTwice", "/seq", said);
      const later = this.#questions.some((each) => each.seq === seq);
      return this.#wrong(later ? "OutOfOrder" : "SeqWrong", "/seq", said);
    }
    if (!read.ok) return this.#wrong(read.reason.problem, read.reason.place, said);
    this.#questions.shift();
    this.#answered.push(question.seq);
    if (this.#answered.length > 2 * ANSWERED_KEPT) {
      this.#answered = this.#answered.slice(-ANSWERED_KEPT);
    }
    this.#watch();
    question.resolve(read.value);
  }

  #wrong(problem: string, place: string, said: string): void {
    const shown = said.length <= SHOWN ? said : `${said.slice(0, SHOWN)}... (${said.length})`;
    this.#fail(this.#fault(`Reply${problem}`, { place, said: shown }));
    void this.#process.kill();
  }

  #ended(how: Ended): void {
    const { exit, signal, failed } = how;
    if (failed !== undefined) this.#fail(new Fault("SubjectNotStarted", { why: failed }));
    else this.#fail(this.#fault("SubjectDied", { exit, signal, unfinished: this.#framing.open }));
    if (exit === null && signal === null) void this.#process.kill();
  }

  #fault(code: string, facts: FaultData): Fault {
    const verb = this.#questions[0]?.verb ?? "nothing";
    return new Fault(code, { verb, ...facts, stderr: this.#process.stderr });
  }

  #fail(fault: Fault): void {
    this.#broken ??= fault;
    this.#alarm.stop();
    const questions = this.#questions;
    this.#questions = [];
    for (const { reject } of questions) reject(this.#broken);
  }
}
