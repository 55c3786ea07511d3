/**
 * A subject behind stdio or gRPC (spec/formats/subject.md). In: a command, or a server. Out: what
 * it answers, or a fault that says what it did instead. It is never trusted: whatever goes wrong
 * ends its process or stream, and the next case begins with a fresh one, a bounded number of times.
 * @module
 */
import { canonical, type Json } from "../base/canonical.ts";
import { assert } from "../base/assert.ts";
import { fromHex } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import type { Profiles, SubjectLimits } from "../base/profiles.ts";
import { LIMIT_NAMES, profileNamed, PROFILES } from "../base/profiles.ts";
import type { Signatures } from "../protocol/ed25519.ts";
import type { JsonObject, Reply as Answer } from "../wire/adapter.ts";
import { isObject, listIn, SUBJECT_PROTOCOL, textIn } from "../wire/adapter.ts";
import type { Channel, Farewell, Listener } from "./channel.ts";
import type { Limits } from "./conversation.ts";
import { Conversation, SeenReplies } from "./conversation.ts";
import type { Remoteness } from "./grpc.ts";
import { Stream } from "./grpc.ts";
import { Pipe } from "./pipe.ts";
import type { Command, StateDirectories } from "./process.ts";
import type { Hello, Message, Reply, Setup, Subject } from "./subject.ts";

export type Terms = {
  /** Whom it is: a command to be started here, or a server that runs already. */
  readonly command: Command | Remoteness;
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
  /** Other profiles than the norm's. */
  readonly profiles?: Profiles;
};

/** After how many unplanned deaths nobody starts it again. */
export const RESTARTS_MAX = 10;
export const WINDOW = 64;

/** So long a server that was there before is waited for. */
const BACK_MS = 5_000;

export type RemoteHello = Hello & {
  readonly language: string;
  readonly issues: string;
  readonly artifact_sha256: string;
  readonly capabilities: readonly string[];
  readonly limits: SubjectLimits;
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
  readonly #profiles: Profiles;
  #asked: JsonObject = {};
  #starts = 0;
  /** Planned crashes that were carried out. */
  crashes = 0;
  /** Milliseconds that they took, from the kill to the state being back. */
  crashMs = 0;

  constructor(terms: Terms) {
    this.#terms = terms;
    this.window = terms.window;
    this.#profiles = terms.profiles ?? PROFILES;
  }

  get capabilities(): readonly string[] {
    return textsIn(this.#hello?.["capabilities"]);
  }

  /** The keys that are asked for in this case. */
  get observed(): readonly string[] {
    return textsIn(this.#asked["keys"]);
  }

  /** Whether there is no process to say good-bye to. */
  get over(): boolean {
    return this.#talk === undefined || this.#talk.broken !== undefined;
  }

  /** Whether it declares that its state survives a crash, and can be crashed. */
  get resumes(): boolean {
    if (!this.capabilities.includes("resume")) return false;
    return "program" in this.#terms.command || this.capabilities.includes("crash");
  }

  get #limits(): SubjectLimits {
    const limits = this.#hello?.["limits"];
    const limit = (name: (typeof LIMIT_NAMES)[number]): number => {
      const value = isObject(limits) ? limits[name] : undefined;
      return typeof value === "number" ? value : 0;
    };
    return {
      line_bytes: limit("line_bytes"),
      accounts: limit("accounts"),
      members: limit("members"),
      amount_bits: limit("amount_bits"),
    };
  }

  async hello(): Promise<RemoteHello> {
    this.#talk ??= await this.#start();
    const hello = this.#hello;
    assert(hello !== undefined, "it has said hello");
    this.#checkProfiles();
    const text = (key: string): string => textIn(hello[key]);
    return {
      name: text("name"),
      version: text("version"),
      language: text("language"),
      issues: text("issues"),
      artifact_sha256: text("artifact_sha256"),
      profiles: textsIn(hello["profiles"]),
      capabilities: this.capabilities,
      limits: this.#limits,
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
    const profile = profileNamed(this.#profiles, setup.profile);
    assert(profile !== undefined, "a case is of a known profile");
    this.#place();
    this.#setup = setup;
    this.#asked = { keys: profile.observed };
    this.#talk ??= await this.#start();
    this.#checkProfiles();
    for (const limit of LIMIT_NAMES) {
      const [declared, minimum] = [this.#limits[limit], profile.minimum[limit]];
      if (declared >= minimum) continue;
      throw new Fault("LimitTooSmall", { profile: setup.profile, limit, declared, minimum });
    }
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

  /** What is in memory is lost; a fresh start gets the same directory and nothing else. */
  async crash(): Promise<void> {
    const talk = this.#running();
    if (talk.broken !== undefined) throw talk.broken;
    const begun = this.#terms.now();
    await talk.crash();
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
    const { seed, suiteVersion } = this.#terms;
    this.#starts += 1;
    const limits = this.#limitsNow();
    const terms = { limits, seen: this.#seen, seed: seed + this.#starts };
    const talk = new Conversation((listener) => this.#open(listener), terms);
    // Kept at once, so that it is ended whatever comes of it.
    this.#talk = talk;
    const { body } = await talk.ask("hello", {
      protocol: SUBJECT_PROTOCOL,
      suite_version: suiteVersion,
      hello_deadline_ms: this.#terms.limits.helloMs,
      step_deadline_ms: limits.stepMs,
    });
    this.#hello ??= body;
    if (canonical(this.#hello) !== canonical(body)) {
      // It is another one than was asked before: nobody may go on with it.
      await talk.kill();
      throw new Fault("SubjectChanged");
    }
    talk.requestMax = this.#limits.line_bytes;
    return talk;
  }

  /** What nobody knows cannot be judged, and is no reason to judge the rest alone. */
  #checkProfiles(): void {
    const declared = textsIn(this.#hello?.["profiles"]);
    const strange = declared.find((name) => profileNamed(this.#profiles, name) === undefined);
    if (strange !== undefined) throw new Fault("ProfileStrange", { profile: strange });
  }

  #open(listener: Listener): Channel {
    const { command, folder, limits } = this.#terms;
    if ("program" in command) return new Pipe(command, folder, limits, listener);
    return new Stream(command, { ...limits, again: this.#hello !== undefined }, listener);
  }

  /** A server that has been there and does not come back costs no more than that. */
  #limitsNow(): Limits {
    const { command, limits } = this.#terms;
    if ("program" in command || this.#hello === undefined) return limits;
    return { ...limits, helloMs: Math.min(limits.helloMs, BACK_MS) };
  }

  /** A fresh directory for a process; a server has none of ours, and gets one name for all. */
  #place(): void {
    const { command, directories } = this.#terms;
    if ("program" in command) {
      if (this.#directory !== undefined) directories.remove(this.#directory);
      this.#directory = directories.fresh();
    } else this.#directory ??= directories.name();
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
