/**
 * Requests and replies between judge and subject, checked by the schemas of `spec/schemas/adapter`.
 * In: a verb and a body, or a line. Out: where it breaks its schema, or what it says.
 * @module
 */
import { isUtf8 } from "node:buffer";
import type { Json } from "../base/canonical.ts";
import { no, ok, type Result } from "../base/result.ts";
import { readJson } from "./json.ts";
import type { Breach } from "./schema.ts";
import { breachWithin } from "./schema.ts";

export const SUBJECT_PROTOCOL = "flashmesh-subject/1";

export const VERBS = ["hello", "reset", "apply", "observe", "advance", "bye"] as const;
export type Verb = (typeof VERBS)[number];
/** `crash` is the one request that has no reply. */
export type Request = Verb | "crash";

export type JsonObject = { readonly [key: string]: Json };

/** What is wrong with a reply, apart from whose it is. */
export type ReplyProblem =
  | "NotUtf8"
  | "NotJson"
  | "TwoInOneLine"
  | "KeyTwice"
  | "NotCanonical"
  | "SeqMissing"
  | "SeqNotText"
  | "FieldMissing"
  | "FieldUnknown"
  | "VerbWrong"
  | "ProtocolWrong"
  | "BodyWrong";

export type ReplyWrong = {
  readonly problem: ReplyProblem;
  /** A JSON pointer into the line. */
  readonly place: string;
};

export type Reply = {
  readonly seq: string;
  readonly verb: Verb | "unsupported";
  readonly body: JsonObject;
};

/** Where the body of one of our own requests breaks its schema. */
export function requestBreach(verb: Request, body: Json): string | undefined {
  return breachWithin("adapter-request", `/$defs/${verb}`, body)?.place;
}

/** A reply to `verb`; whether its `seq` is the one that was asked is not looked at. */
export function readReply(line: Buffer, verb: Verb): Result<Reply, ReplyWrong> {
  if (!isUtf8(line)) return wrong("NotUtf8");
  const text = line.toString("utf8");
  const value = parsed(text, verb);
  if (!value.ok) return value;
  const reply = value.value;
  if (!isObject(reply)) return wrong("NotJson");
  const { seq, verb: answered, body } = reply;
  if (seq === undefined) return wrong("SeqMissing", "/seq");
  if (typeof seq !== "string") return wrong("SeqNotText", "/seq");
  for (const field of ["verb", "body"]) {
    if (reply[field] === undefined) return wrong("FieldMissing", `/${field}`);
  }
  const unknown = Object.keys(reply).find((key) => !["seq", "verb", "body"].includes(key));
  if (unknown !== undefined) return wrong("FieldUnknown", `/${unknown.slice(0, 64)}`);
  const kind = answered === "unsupported" ? answered : verb;
  if (answered !== kind) return wrong("VerbWrong", "/verb");
  if (!isObject(body)) return wrong("BodyWrong", "/body");
  const found = breachWithin("adapter-reply", `/$defs/${kind}`, body);
  if (found === undefined) return ok({ seq, verb: kind, body });
  return wrong(problemOf(found), `/body${found.place}`);
}

/** The `seq` of a line, if it has one at all. */
export function seqOf(line: Buffer): string | undefined {
  try {
    const value: unknown = JSON.parse(line.toString("utf8"));
    if (typeof value !== "object" || value === null || !("seq" in value)) return undefined;
    return typeof value.seq === "string" ? value.seq : undefined;
  } catch {
    return undefined;
  }
}

function parsed(text: string, verb: Verb): Result<Json, ReplyWrong> {
  const read = readJson(text);
  if (read.ok) return read;
  const { problem, place, offset = 0 } = read.reason;
  if (problem === "KeyTwice") return wrong("KeyTwice", place);
  if (problem === "StringNotCanonical" || problem === "NumberNotCanonical") {
    // Nothing of who they are is signed or compared: any JSON writer will do.
    return verb === "hello" ? ok(JSON.parse(text)) : wrong("NotCanonical", place);
  }
  const begun = text.slice(0, offset).trimEnd();
  const two = begun.startsWith("{") && begun.endsWith("}") && isJson(begun);
  return wrong(two ? "TwoInOneLine" : "NotJson");
}

function problemOf({ place, about }: Breach): ReplyProblem {
  if (about === "missing") return "FieldMissing";
  if (about === "unknown") return "FieldUnknown";
  return place === "/protocol" ? "ProtocolWrong" : "BodyWrong";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a part of a reply or of a request is an object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrong(problem: ReplyProblem, place = ""): Result<never, ReplyWrong> {
  return no({ problem, place });
}

/** The text that stands there; what is no text has been refused before. */
export function textIn(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** The items of the list that stands there. */
export function listIn(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
