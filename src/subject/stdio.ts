/**
 * The reference as a subject in another process: the other side of spec/formats/subject.md. In: a
 * line of a request. Out: the line of its reply. Its state stands in one file below `state_dir`.
 * @module
 */
import { canonical, type Json } from "../base/canonical.ts";
import { Fault } from "../base/fault.ts";
import type { Signatures } from "../protocol/ed25519.ts";
import { fileStore, realDisk } from "../store/file.ts";
import type { JsonObject } from "../wire/adapter.ts";
import {
  isObject,
  listIn,
  requestBreach,
  SUBJECT_PROTOCOL,
  textIn,
  VERBS,
} from "../wire/adapter.ts";
import type { Faults } from "./faulty/fault.ts";
import { Reference } from "./reference.ts";
import { OBSERVED } from "./remote.ts";
import type { Setup } from "./subject.ts";

export type Answered = {
  readonly line: string;
  /** It was `bye`. */
  readonly last: boolean;
};

export class ServedReference {
  readonly #about: JsonObject;
  readonly #reference: Reference;
  /** The file of the case that is asked next. */
  #file = "";

  /** `artifact`: the digest of what runs. `faultsOf`: what it does wrong, by default nothing. */
  constructor(signatures: Signatures, artifact: string, faultsOf: () => Faults = () => ({})) {
    this.#reference = new Reference(signatures, () => ({
      store: fileStore(this.#file),
      ...faultsOf(),
    }));
    this.#about = {
      protocol: SUBJECT_PROTOCOL,
      name: "flashmesh-reference",
      version: this.#reference.hello().version,
      language: "TypeScript",
      source: "",
      issues: "",
      artifact_sha256: artifact,
      profiles: this.#reference.hello().profiles,
      capabilities: ["advance", "resume"],
    };
  }

  /** Throws a Fault for a line that is no request. */
  answer(line: string): Answered {
    const request = parsed(line);
    const { seq, verb: name, body } = request;
    const verb = VERBS.find((each) => each === name);
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
        this.#reset(asked);
        return reply(verb, {});
      case "apply":
        return reply(verb, this.#apply(asked));
      case "observe":
        return this.#observe(asked, reply);
      case "advance":
        return reply(verb, { emits: [...this.#reference.advance()] });
      case "bye":
        return reply(verb, {});
    }
  }

  #reset(asked: JsonObject): void {
    const { profile, genesis = null, seed, state_dir: directory } = asked;
    this.#file = `${textIn(directory)}/state`;
    const setup: Setup = { profile: profileNamed(profile), genesis, seed: textIn(seed) };
    if (asked["resume"] !== true) realDisk.remove(this.#file);
    this.#reference.reset(setup);
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

function profileNamed(name: Json | undefined): Setup["profile"] {
  const known = Object.keys(OBSERVED).filter(isProfile);
  const found = known.find((profile) => profile === name);
  if (found === undefined) throw new Fault("RequestWrong", { line: "profile" });
  return found;
}

function isProfile(name: string): name is Setup["profile"] {
  return Object.hasOwn(OBSERVED, name);
}
