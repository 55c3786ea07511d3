/**
 * One subject, asked from its start to its end. In: verbs and bodies, several ahead if need be.
 * Out: checked bodies of replies in the order of the questions; or one fault, after which nothing
 * more is asked: a stream that was wrong once is not trusted again.
 * @module
 */
import { assert } from "../base/assert.ts";
import { canonical } from "../base/canonical.ts";
import type { FaultData } from "../base/fault.ts";
import { Fault } from "../base/fault.ts";
import type { JsonObject, Reply, Request, Verb } from "../wire/adapter.ts";
import { readReply, requestBreach, seqOf } from "../wire/adapter.ts";
import type { Channel, Farewell, Opener, Outgoing } from "./channel.ts";
import { Alarm, soon } from "./process.ts";
import { Chance } from "./schedule.ts";

/** The bounds that no subject may pass. */
export type Limits = {
  /** From its start to its answer to `hello`. */
  readonly helloMs: number;
  /** From being the next question to its answer, for every other verb. */
  readonly stepMs: number;
  /** Bytes of one reply. */
  readonly lineMax: number;
  /** Bytes of memory that the processes of one subject may hold together. */
  readonly memoryMax: number;
};

export const LIMITS: Limits = {
  helloMs: 30_000,
  stepMs: 5_000,
  lineMax: 1 << 20,
  memoryMax: 2 * 2 ** 30,
};

type Question = {
  readonly seq: string;
  readonly verb: Request;
  /** Nothing comes for a crash but the end. */
  readonly resolve: (reply?: Reply) => void;
  readonly reject: (fault: Fault) => void;
};

/** What a line holds besides its body: the names, `seq`, the longest verb. */
const ENVELOPE = '{"body":,"seq":"0123456789abcdef","verb":"observe"}'.length;
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
  readonly #channel: Channel;
  readonly #seen: SeenReplies;
  readonly #chance: Chance;
  readonly #alarm = new Alarm(() => this.#rung());
  #questions: Question[] = [];
  #answered: string[] = [];
  #outbox: Outgoing[] = [];
  #broken: Fault | undefined;
  /** Bytes of one request, as the subject has it in `hello`. */
  requestMax = Number.POSITIVE_INFINITY;
  #bodies = new WeakMap<object, string>();

  constructor(
    open: Opener,
    terms: { readonly limits: Limits; readonly seen: SeenReplies; readonly seed: number },
  ) {
    this.#limits = terms.limits;
    this.#seen = terms.seen;
    this.#chance = new Chance(terms.seed);
    this.#channel = open({
      line: (line) => this.#line(line),
      wrong: (problem) => this.#wrong(problem, "", ""),
      ended: (code, facts) => this.#ended(code, facts),
    });
  }

  /** What went wrong, once something has. */
  get broken(): Fault | undefined {
    return this.#broken;
  }

  async ask(verb: Verb, body: JsonObject): Promise<Reply> {
    const reply = await this.#ask(verb, body);
    assert(reply !== undefined, "whatever is asked but a crash has a reply");
    return reply;
  }

  /** It loses what it has in memory: it is killed, or asked to where it cannot be. */
  async crash(): Promise<void> {
    if (this.#channel.killable) return await this.kill();
    await this.#ask("crash", {});
    await this.kill();
  }

  /** Ends it at once, its children too. What is still asked is never answered. */
  async kill(): Promise<void> {
    this.#fail(new Fault("SubjectEnded"));
    await this.#channel.kill();
  }

  /** It says good-bye and ends by itself, or is made to. */
  async bye(): Promise<Farewell> {
    await this.ask("bye", {});
    return await this.#channel.leave(this.#limits.stepMs);
  }

  #ask(verb: Request, body: JsonObject): Promise<Reply | undefined> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    const text = this.#textOf(verb, body);
    const bytes = Buffer.byteLength(text) + ENVELOPE;
    if (bytes > this.requestMax) {
      const facts = { verb, bytes, bytes_max: this.requestMax };
      return Promise.reject(new Fault("RequestTooLong", facts));
    }
    return new Promise((resolve, reject) => {
      const seq = this.#sequence();
      if (this.#outbox.length === 0) soon(() => this.#send());
      this.#outbox.push({ seq, verb, body, text });
      this.#questions.push({ seq, verb, resolve, reject });
      if (this.#questions.length === 1) this.#watch();
    });
  }

  #send(): void {
    if (this.#broken === undefined) this.#channel.send(this.#outbox);
    this.#outbox = [];
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

  #textOf(verb: Request, body: JsonObject): string {
    const known = this.#bodies.get(body);
    if (known !== undefined) return known;
    // PERF: once for each distinct body; the same object is not looked at again.
    const place = requestBreach(verb, body);
    if (place !== undefined) throw new Fault("RequestBreaksSchema", { verb, place });
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
      this.#fail(this.#fault("SubjectHung", { ms, unfinished: this.#channel.open }));
      void this.#channel.kill();
    });
  }

  #line(line: Buffer): void {
    if (this.#broken !== undefined) return;
    const said = line.toString("utf8");
    const [question] = this.#questions;
    if (question === undefined || question.verb === "crash") {
      const seq = seqOf(line) ?? "";
      return this.#wrong(this.#answered.includes(seq) ? "SeqTwice" : "Unasked", "", said);
    }
    const { verb } = question;
    const read = this.#seen.read(line, { seq: question.seq, verb });
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
    void this.#channel.kill();
  }

  #ended(code: string, facts: FaultData): void {
    const [question] = this.#questions;
    if (question?.verb === "crash") {
      this.#questions.shift();
      question.resolve();
      return this.#fail(new Fault("SubjectEnded"));
    }
    this.#fail(this.#fault(code, facts));
  }

  #fault(code: string, facts: FaultData): Fault {
    const verb = this.#questions[0]?.verb ?? "nothing";
    return new Fault(code, { verb, ...facts, stderr: this.#channel.stderr });
  }

  #fail(fault: Fault): void {
    this.#broken ??= fault;
    this.#alarm.stop();
    const questions = this.#questions;
    this.#questions = [];
    for (const { reject } of questions) reject(this.#broken);
  }
}
