/**
 * A log of a running authority or wallet: NDJSON, a header and one line per event, in the order in
 * which the component took them. In: the text. Out: header and events, or an error that names the
 * line. What stands inside a message is not judged here: a hostile message is an event like any.
 * The format page is spec/formats/log.md, the schema spec/schemas/log.schema.json.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import type { Json, JsonObject } from "../vector/json.ts";
import { isList, isObject } from "../vector/json.ts";
import type { Profile } from "../vector/lines.ts";

export const FORMAT = "flashmesh-log/1";

/** `full`: each event has all of its parts. `partial`: parts, and fields of messages, may miss. */
export type Mode = "full" | "partial";

export type Header = {
  readonly format: typeof FORMAT;
  readonly profile: Profile;
  readonly mode: Mode;
  /** The key of the authority, or of the wallet's account, that wrote the log. */
  readonly self: string;
  readonly genesis: JsonObject;
  /** Who wrote it and how, in words. */
  readonly writer: string;
};

export type Event = {
  /** The line of the file, the header being 1. */
  readonly line: number;
  readonly input: string;
  readonly body: JsonObject;
  readonly outcome: string | undefined;
  /** The code of the guard that failed. */
  readonly reason: string | undefined;
  readonly emitted: readonly JsonObject[] | undefined;
  /** What was observed afterwards; "same" in the file is the observation before. */
  readonly state: JsonObject | undefined;
};

export type Log = {
  readonly file: string;
  readonly header: Header;
  readonly events: readonly Event[];
};

export function malformed(file: string, line: number, why: string): InputFault {
  return new InputFault("LogMalformed", { file, line, why });
}

/** What each input may hold beside its message, and how its message is called. */
export const INPUTS: {
  readonly [component in "authority" | "wallet"]: ReadonlyMap<string, readonly string[]>;
} = {
  authority: new Map([
    ["VerifyTransfer", ["order", "now"]],
    ["SignVote", ["order", "now"]],
    ["VerifyCertificate", ["certificate"]],
    ["ApplyCertificate", ["certificate"]],
    ["RecordEvidence", ["proof"]],
    ["RecordOwnershipProof", ["proof"]],
    ["Restart", []],
  ]),
  wallet: new Map([
    ["Lock", ["recipient", "amount", "now", "ttl"]],
    ["RenewWindow", ["nonce", "now", "ttl"]],
    ["CollectVote", ["vote"]],
    ["CollectReceipt", ["receipt"]],
    ["AnswerMissing", ["missing"]],
    ["ReleaseGoods", ["certificate", "now"]],
    ["RecordOwnershipProof", ["proof"]],
    ["Restart", []],
  ]),
};

const OUTCOMES: ReadonlySet<string> = new Set(
  (
    "voted again settled applied queued recorded restarted locked renewed collected certified " +
    "answered released refused"
  ).split(" "),
);
/** Those whose logs a module of `tla` can judge. */
const PROFILES: readonly Profile[] = ["authority", "committee", "wallet"];

export function componentOf(profile: Profile): "authority" | "wallet" {
  return profile === "wallet" ? "wallet" : "authority";
}

/** `reasons` are the codes of spec/reasons.json. */
export function readLog(text: string, file: string, reasons: ReadonlySet<string>): Log {
  const lines = text.split("\n");
  // The last line ends too: a line without an end was cut off while it was written.
  if (lines.pop() !== "") throw malformed(file, lines.length + 1, "the line has no end");
  const [first, ...rest] = lines;
  if (first === undefined) throw new InputFault("LogEmpty", { file, why: "it has no header" });
  const header = headerOf(new Line(file, 1, first));
  if (rest.length === 0) throw new InputFault("LogEmpty", { file, why: "it has no events" });
  const events: Event[] = [];
  for (const [at, told] of rest.entries()) {
    events.push(eventOf(new Line(file, at + 2, told), header, events.at(-1)?.state, reasons));
  }
  return { file, header, events };
}

function headerOf(line: Line): Header {
  line.keys(["format", "profile", "mode", "self", "genesis", "writer"], []);
  const format = line.text("format");
  if (format !== FORMAT) throw line.wrong(`the format is ${FORMAT}, not ${format}`);
  const [profile, mode] = [line.text("profile"), line.text("mode")];
  const known = PROFILES.find((each) => each === profile);
  if (known === undefined) throw line.wrong(`there is no profile ${profile}`);
  if (mode !== "full" && mode !== "partial") throw line.wrong(`there is no mode ${mode}`);
  const self = line.text("self");
  if (!/^[0-9a-f]{64}$/.test(self)) throw line.wrong("self is a key, 64 lower-case hex digits");
  const genesis = line.object("genesis");
  return { format: FORMAT, profile: known, mode, self, genesis, writer: line.text("writer") };
}

function eventOf(
  line: Line,
  header: Header,
  before: JsonObject | undefined,
  reasons: ReadonlySet<string>,
): Event {
  const full = header.mode === "full";
  const parts = ["outcome", "emitted", "state"];
  line.keys(["input", "body", ...(full ? parts : [])], [...(full ? [] : parts), "reason"]);
  const input = line.text("input");
  const fields = INPUTS[componentOf(header.profile)].get(input);
  if (fields === undefined) throw line.wrong(`there is no input ${input} of this profile`);
  const body = line.object("body");
  for (const key of Object.keys(body)) {
    if (!fields.includes(key)) throw line.wrong(`the body of ${input} has no field ${key}`);
  }
  for (const key of fields) {
    const may = header.mode === "partial" && key === "now";
    if (!may && body[key] === undefined) throw line.wrong(`the body of ${input} lacks ${key}`);
  }
  const reason = line.optional("reason");
  // Who tells a reason tells a refusal.
  const outcome = line.optional("outcome") ?? (reason === undefined ? undefined : "refused");
  if (outcome !== undefined && !OUTCOMES.has(outcome)) {
    throw line.wrong(`there is no outcome ${outcome}`);
  }
  if (reason !== undefined && !reasons.has(reason))
    throw line.wrong(`there is no reason ${reason}`);
  const refused = outcome === "refused";
  if (reason !== undefined && !refused) throw line.wrong("only a refusal has a reason");
  if (full && refused && reason === undefined) throw line.wrong("a refusal lacks its reason");
  const emitted = line.objects("emitted");
  const state = line.state(before);
  // A line that says nothing of the answer would be accepted whatever happened.
  if (outcome === undefined && emitted === undefined && state === undefined) {
    throw line.wrong("an event says at least its outcome, what was emitted, or the state");
  }
  return { line: line.number, input, body, outcome, reason, emitted, state };
}

/** One line's object, read key by key. */
class Line {
  readonly #file: string;
  readonly number: number;
  readonly #object: JsonObject;

  constructor(file: string, number: number, told: string) {
    this.#file = file;
    this.number = number;
    let json: Json;
    try {
      json = JSON.parse(told);
    } catch {
      throw malformed(file, number, "not JSON");
    }
    if (!isObject(json)) throw malformed(file, number, "not a JSON object");
    this.#object = json;
  }

  wrong(why: string): InputFault {
    return malformed(this.#file, this.number, why);
  }

  keys(needed: readonly string[], optional: readonly string[]): void {
    for (const key of Object.keys(this.#object)) {
      if (!needed.includes(key) && !optional.includes(key)) {
        throw this.wrong(`the key ${key} is not known here`);
      }
    }
    for (const key of needed) {
      if (this.#object[key] === undefined) throw this.wrong(`the key ${key} is missing`);
    }
  }

  text(key: string): string {
    const value = this.#object[key];
    if (typeof value !== "string" || value === "") throw this.wrong(`${key} is not a text`);
    return value;
  }

  optional(key: string): string | undefined {
    return this.#object[key] === undefined ? undefined : this.text(key);
  }

  object(key: string): JsonObject {
    const value = this.#object[key];
    if (!isObject(value)) throw this.wrong(`${key} is not an object`);
    return value;
  }

  objects(key: string): readonly JsonObject[] | undefined {
    const value = this.#object[key];
    if (value === undefined) return undefined;
    if (!isList(value)) throw this.wrong(`${key} is not a list`);
    return value.map((item) => {
      if (!isObject(item)) throw this.wrong(`${key} is not a list of objects`);
      return item;
    });
  }

  state(before: JsonObject | undefined): JsonObject | undefined {
    const value = this.#object["state"];
    if (value === undefined) return undefined;
    if (value !== "same") return this.object("state");
    if (before === undefined) throw this.wrong("there is no state before that could be the same");
    return before;
  }
}
