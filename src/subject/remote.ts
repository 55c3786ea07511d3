/**
 * A subject behind stdio (spec/formats/subject.md). In: a command. Out: what it answers, or a fault
 * that says what it did instead. It is never trusted: whatever goes wrong ends its process, and the
 * next case begins with a fresh one, a bounded number of times.
 * @module
 */
import { canonical, type Json } from "../base/canonical.ts";
import { assert } from "../base/assert.ts";
import { fromHex } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import type { Signatures } from "../protocol/ed25519.ts";
import type { JsonObject, Reply as Answer } from "../wire/adapter.ts";
import { isObject, listIn, SUBJECT_PROTOCOL, textIn } from "../wire/adapter.ts";
import type { Farewell, Limits } from "./conversation.ts";
import { Conversation, SeenReplies } from "./conversation.ts";
import type { Command, StateDirectories } from "./process.ts";
import type { Hello, Message, Reply, Setup, Subject } from "./subject.ts";

export type Terms = {
  readonly command: Command;
  readonly folder: string;
  readonly limits: Limits;
  readonly suiteVersion: string;
  readonly signatures: Signatures;
  readonly directories: StateDirectories;
  /** Unplanned restarts that are left, for all processes of a run together. */
  readonly restarts: { left: number };
  /** Milliseconds of a clock that never goes back: planned crashes are timed apart. */
  readonly now: () => number;
  readonly seed: number;
  /** Questions asked before the first is answered. */
  readonly window: number;
};

/** After how many unplanned deaths nobody starts it again. */
export const RESTARTS_MAX = 10;
export const WINDOW = 64;

/** What each profile must show (spec/profiles.json). */
export const OBSERVED: { readonly [profile in Setup["profile"]]: readonly string[] } = {
  authority: ["accounts", "ownership"],
  committee: ["accounts", "ownership"],
  wallet: [
    "account",
    "epoch",
    "next_nonce",
    "outstanding",
    "certificates",
    "released",
    "ownership",
  ],
};

export type RemoteHello = Hello & {
  readonly language: string;
  readonly issues: string;
  readonly artifact_sha256: string;
  readonly capabilities: readonly string[];
};

export class Remote implements Subject {
  readonly window: number;
  readonly #terms: Terms;
  readonly #seen = new SeenReplies();
  readonly #inputs = new Map<string, WeakMap<object, JsonObject>>();
  #talk: Conversation | undefined;
  #hello: JsonObject | undefined;
  #setup: Setup | undefined;
  #directory: string | undefined;
  #asked: JsonObject = {};
  #starts = 0;
  /** Planned crashes that were carried out. */
  crashes = 0;
  /** Milliseconds that they took, from the kill to the state being back. */
  crashMs = 0;

  constructor(terms: Terms) {
    this.#terms = terms;
    this.window = terms.window;
  }

  get capabilities(): readonly string[] {
    return textsIn(this.#hello?.["capabilities"]);
  }

  /** Whether there is no process to say good-bye to. */
  get over(): boolean {
    return this.#talk === undefined || this.#talk.broken !== undefined;
  }

  /** Whether it declares that its state survives a crash. */
  get resumes(): boolean {
    return this.capabilities.includes("resume");
  }

  async hello(): Promise<RemoteHello> {
    this.#talk ??= await this.#start();
    const hello = this.#hello;
    assert(hello !== undefined, "it has said hello");
    const text = (key: string): string => textIn(hello[key]);
    return {
      name: text("name"),
      version: text("version"),
      language: text("language"),
      issues: text("issues"),
      artifact_sha256: text("artifact_sha256"),
      profiles: textsIn(hello["profiles"]),
      capabilities: this.capabilities,
    };
  }

  async reset(setup: Setup): Promise<void> {
    if (this.#talk?.broken !== undefined) {
      const { restarts } = this.#terms;
      if (restarts.left === 0) {
        throw new Fault("RestartsExhausted", { after: this.#talk.broken.message });
      }
      restarts.left -= 1;
      this.#talk = undefined;
    }
    if (this.#directory !== undefined) this.#terms.directories.remove(this.#directory);
    this.#directory = this.#terms.directories.fresh();
    this.#setup = setup;
    this.#asked = { keys: OBSERVED[setup.profile] };
    this.#talk ??= await this.#start();
    await this.#reset(false);
  }

  async apply(input: string, body: Json): Promise<Reply> {
    const answer = await this.#ask("apply", this.#request(input, body));
    const outcome = answer["outcome"];
    const [kind, reason] = isObject(outcome) ? [outcome["kind"], outcome["reason"]] : [];
    const emitted = messagesIn(answer["emits"]);
    if (reason === undefined) return { outcome: textIn(kind), emitted };
    return { outcome: textIn(kind), reason: textIn(reason), emitted };
  }

  async observe(): Promise<Json> {
    return (await this.#ask("observe", this.#asked))["observed"] ?? null;
  }

  async advance(milliseconds: number): Promise<readonly Message[]> {
    return messagesIn((await this.#ask("advance", { milliseconds }))["emits"]);
  }

  /** The group is killed; a fresh process gets the same directory and nothing else. */
  async crash(): Promise<void> {
    const talk = this.#running();
    if (talk.broken !== undefined) throw talk.broken;
    const begun = this.#terms.now();
    await talk.kill();
    this.crashes += 1;
    this.#talk = await this.#start();
    await this.#reset(true);
    this.crashMs += this.#terms.now() - begun;
  }

  /** How it took its leave; undefined if there was nobody to ask. */
  async bye(): Promise<Farewell | undefined> {
    const talk = this.#talk;
    if (talk === undefined) return undefined;
    try {
      return talk.broken === undefined ? await talk.bye() : undefined;
    } finally {
      await talk.kill();
    }
  }

  /** Ends everything, whatever is going on. */
  async stop(): Promise<void> {
    await this.#talk?.kill();
  }

  async #start(): Promise<Conversation> {
    const { command, folder, limits, seed, suiteVersion } = this.#terms;
    this.#starts += 1;
    const terms = { limits, seen: this.#seen, seed: seed + this.#starts };
    const talk = new Conversation(command, folder, terms);
    // Kept at once, so that it is ended whatever comes of it.
    this.#talk = talk;
    const { body } = await talk.ask("hello", {
      protocol: SUBJECT_PROTOCOL,
      suite_version: suiteVersion,
      hello_deadline_ms: limits.helloMs,
      step_deadline_ms: limits.stepMs,
    });
    this.#hello ??= body;
    if (canonical(this.#hello) !== canonical(body)) throw new Fault("SubjectChanged");
    return talk;
  }

  async #reset(resume: boolean): Promise<void> {
    const setup = this.#setup;
    assert(setup !== undefined && this.#directory !== undefined, "a case has begun");
    const seed = fromHex(setup.seed);
    assert(seed !== undefined, "a seed is hex");
    await this.#ask("reset", {
      profile: setup.profile,
      genesis: setup.genesis,
      self: this.#terms.signatures.signer(seed).key,
      seed: setup.seed,
      state_dir: this.#directory,
      resume,
    });
  }

  async #ask(
    verb: "reset" | "apply" | "observe" | "advance",
    body: JsonObject,
  ): Promise<JsonObject> {
    const answer: Answer = await this.#running().ask(verb, body);
    if (answer.verb !== "unsupported") return answer.body;
    // It declared the profile, or `resume`: what is declared is served.
    throw new Fault("NotServed", { verb, capability: textIn(answer.body["capability"]) });
  }

  /** PERF: the same object for the same input, so that its text is written once. */
  #request(input: string, body: Json): JsonObject {
    if (typeof body !== "object" || body === null) return { input, body };
    const requests = this.#inputs.get(input) ?? new WeakMap<object, JsonObject>();
    this.#inputs.set(input, requests);
    const request = requests.get(body) ?? { input, body };
    requests.set(body, request);
    return request;
  }

  #running(): Conversation {
    assert(this.#talk !== undefined, "a subject is reset before it is asked");
    return this.#talk;
  }
}

function messagesIn(emits: Json | undefined): readonly Message[] {
  return listIn(emits).flatMap((each) =>
    isObject(each) ? [{ type: textIn(each["type"]), body: each["body"] ?? null }] : [],
  );
}

function textsIn(value: Json | undefined): readonly string[] {
  return listIn(value).filter((each) => typeof each === "string");
}
