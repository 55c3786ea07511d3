/**
 * The reference as a subject in another process: the other side of spec/formats/subject.md. In: a
 * line of a request. Out: the line of its reply. Its state stands in one file below `state_dir`.
 * Over gRPC that is a name below a directory of the server's own, and never a path.
 * @module
 */
import { dirname } from "node:path";
import { canonical, type Json } from "../base/canonical.ts";
import { Fault } from "../base/fault.ts";
import type { Signatures } from "../protocol/ed25519.ts";
import { fileStore, makeDirectory, realDisk } from "../store/file.ts";
import type { Store } from "../store/store.ts";
import type { JsonObject, Request } from "../wire/adapter.ts";
import {
  isObject,
  listIn,
  requestBreach,
  SUBJECT_PROTOCOL,
  textIn,
  VERBS,
} from "../wire/adapter.ts";
import type { Faults } from "./faulty/fault.ts";
import { Reference, type MakeSwitch } from "./reference.ts";

export type Answered = {
  /** None for a crash. */
  readonly line?: string;
  /** It was `bye`, or a crash. */
  readonly last: boolean;
};

export type Serving = {
  /** What it does wrong, by default nothing. */
  readonly faultsOf?: () => Faults;
  /** Without it, it is no switch. */
  readonly makeSwitch?: MakeSwitch;
  /** Over gRPC: the directory that holds the states, each under its name. */
  readonly root?: string;
};

/** What there is room for: a genesis and an order of any size that a line can hold. */
const LIMITS = { line_bytes: 1 << 20, accounts: 1 << 12, members: 1 << 12, amount_bits: 63 };
/** A name of a state: no path, so nothing outside the root is reached. */
const STATE_NAME = /^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/;

export class ServedReference {
  readonly #about: JsonObject;
  readonly #reference: Reference;
  readonly #root: string | undefined;
  /** Where the state of the case that is asked next stands, if anything need last. */
  #store: Store | undefined;

  /** `artifact`: the digest of what runs. */
  constructor(
    signatures: Signatures,
    artifact: string,
    { faultsOf = () => ({}), makeSwitch, root }: Serving = {},
  ) {
    this.#root = root;
    const faults = (): Faults => ({
      ...(this.#store === undefined ? {} : { store: this.#store }),
      ...faultsOf(),
    });
    this.#reference = new Reference(signatures, faults, makeSwitch);
    this.#about = {
      protocol: SUBJECT_PROTOCOL,
      name: "flashmesh-reference",
      version: this.#reference.hello().version,
      language: "TypeScript",
      source: "",
      issues: "",
      artifact_sha256: artifact,
      profiles: this.#reference.hello().profiles,
      capabilities: root === undefined ? ["advance", "resume"] : ["advance", "crash", "resume"],
      limits: LIMITS,
    };
  }

  /** Throws a Fault for a line that is no request. */
  answer(line: string): Answered {
    const request = parsed(line);
    const { seq, verb: name, body } = request;
    const known: readonly Request[] = this.#root === undefined ? VERBS : [...VERBS, "crash"];
    const verb = known.find((each) => each === name);
    const whole = Object.keys(request).length === 3 && typeof seq === "string";
    if (!whole || verb === undefined || requestBreach(verb, body ?? null) !== undefined) {
      throw new Fault("RequestWrong", { line: line.slice(0, 200) });
    }
    const asked = isObject(body) ? body : {};
    const reply = (answered: string, said: Json): Answered => {
      return { line: canonical({ seq, verb: answered, body: said }), last: verb === "bye" };
    };
    switch (verb) {
      case "hello":
        return reply(verb, this.#about);
      case "reset":
        return this.#reset(asked, reply);
      case "apply":
        return reply(verb, this.#apply(asked));
      case "observe":
        return this.#observe(asked, reply);
      case "advance":
        return reply(verb, { emits: [...this.#reference.advance()] });
      case "bye":
        return reply(verb, {});
      case "crash":
        return { last: true };
    }
  }

  #reset(asked: JsonObject, reply: (verb: string, said: Json) => Answered): Answered {
    const { genesis = null } = asked;
    const [profile, seed] = [textIn(asked["profile"]), textIn(asked["seed"])];
    if (!this.#reference.hello().profiles.includes(profile)) {
      return reply("unsupported", { capability: profile });
    }
    const file = this.#fileOf(textIn(asked["state_dir"]));
    if (asked["resume"] !== true && file !== undefined) {
      makeDirectory(dirname(file));
      realDisk.remove(file);
    }
    this.#store = file === undefined ? undefined : fileStore(file);
    // To begin anew where something was promised could mean to vote twice.
    if (asked["resume"] === true && (this.#store?.read().size ?? 0) === 0) {
      throw new Fault("StateMissing", { path: textIn(asked["state_dir"]) });
    }
    this.#reference.reset({ profile, genesis, seed });
    return reply("reset", {});
  }

  #fileOf(directory: string): string | undefined {
    if (directory === "") return undefined;
    if (this.#root === undefined) return `${directory}/state`;
    if (!STATE_NAME.test(directory)) throw new Fault("RequestWrong", { line: "state_dir" });
    return `${this.#root}/${directory}/state`;
  }

  #apply(asked: JsonObject): Json {
    const { input, body = null } = asked;
    const { outcome, reason, emitted } = this.#reference.apply(textIn(input), body);
    const told = reason === undefined ? { kind: outcome } : { kind: outcome, reason };
    return { outcome: told, emits: emitted.map(({ type, body: each }) => ({ type, body: each })) };
  }

  #observe(asked: JsonObject, reply: (verb: string, said: Json) => Answered): Answered {
    const shown = this.#reference.observe();
    const observed: { [key: string]: Json } = {};
    for (const key of listIn(asked["keys"])) {
      const value = typeof key === "string" && isObject(shown) ? shown[key] : undefined;
      if (value === undefined) return reply("unsupported", { capability: textIn(key) });
      observed[textIn(key)] = value;
    }
    return reply("observe", { observed });
  }
}

function parsed(line: string): JsonObject {
  try {
    const value: Json = JSON.parse(line);
    if (isObject(value)) return value;
  } catch {
    // Told below.
  }
  throw new Fault("RequestWrong", { line: line.slice(0, 200) });
}
