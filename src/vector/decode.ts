/**
 * The ten kinds of lines of a vector file, read strictly. In: one line's JSON. Out: the line, or
 * an error that names file, line and key. A kind that is not known is an error.
 * @module
 */
import { PROFILES } from "../base/profiles.ts";
import type { Place } from "./fields.ts";
import { Fields, malformed } from "./fields.ts";
import type { JsonObject } from "./json.ts";
import type {
  AnswerLine,
  FooterLine,
  HeaderLine,
  InputLine,
  MessageLine,
  SetupLine,
  StateLine,
  StayLine,
  StepLine,
  TermLine,
  TraceLine,
} from "./lines.ts";
import { COUNT_KEYS, FORMAT } from "./lines.ts";

export type Line =
  | HeaderLine
  | SetupLine
  | TermLine
  | MessageLine
  | InputLine
  | AnswerLine
  | StateLine
  | TraceLine
  | StepLine
  | StayLine
  | FooterLine;

const SHA256 = /^[0-9a-f]{64}$/;
const TRACE_ID = /^T-[0-9a-f]{16}$/;

export function decode(object: JsonObject, place: Place): Line {
  const fields = (...keys: readonly string[]): Fields =>
    new Fields(object, place, ["kind", ...keys]);
  const { kind } = object;
  switch (typeof kind === "string" ? kind : "") {
    case "header":
      return header(fields(...HEADER_KEYS));
    case "setup": {
      const line = fields("opening", "self", "genesis");
      const [opening, self] = [line.text("opening"), line.text("self", SHA256)];
      return { kind: "setup", opening, self, genesis: line.object("genesis") };
    }
    case "term": {
      const line = fields("id", "value");
      return { kind: "term", id: line.whole("id", 1), value: line.text("value") };
    }
    case "message":
      return message(fields("id", "digest", "type", "body", "value"));
    case "input":
      return input(fields("id", "input", "name", "clauses", "plain", "messages", "value"));
    case "answer":
      return answer(fields("id", "outcome", "reasons", "emits", "clauses"));
    case "state": {
      const line = fields("id", "model", "observed", "value");
      const [id, model] = [line.whole("id", 1), line.text("model", SHA256)];
      const [observed, value] = [line.object("observed"), line.text("value")];
      return { kind: "state", id, model, observed, value };
    }
    case "trace":
      return trace(fields("id", "digest", "opening", "root", "steps", "title"));
    case "step": {
      const line = fields("n", "input", "answer", "state");
      const [n, state] = [line.whole("n", 1), line.whole("state", 1)];
      return {
        kind: "step",
        n,
        input: line.whole("input", 1),
        answer: line.whole("answer", 1),
        state,
      };
    }
    case "stay": {
      const line = fields("n", "state", "answers");
      const [n, state] = [line.whole("n"), line.whole("state", 1)];
      return { kind: "stay", n, state, answers: line.wholes("answers") };
    }
    case "footer": {
      const line = fields("lines", "sha256");
      return { kind: "footer", lines: line.whole("lines", 1), sha256: line.text("sha256", SHA256) };
    }
    default:
      throw malformed(place, "a line of an unknown kind");
  }
}

const HEADER_KEYS = [
  "format",
  "id",
  "profile",
  "suite_version",
  "model",
  "spec_sha256",
  "config_sha256",
  "jar_sha256",
  "generator",
  "scope",
  "world",
  "amount_unit",
  "seed",
  "network",
  "keys",
  "clauses",
  "counts",
];

function header(line: Fields): HeaderLine {
  const counts = line.fields("counts", COUNT_KEYS);
  return {
    kind: "header",
    format: line.word("format", [FORMAT]),
    id: line.text("id"),
    profile: line.word("profile", Object.keys(PROFILES)),
    suite_version: line.text("suite_version", /^\d+\.\d+\.\d+$/),
    model: line.text("model"),
    spec_sha256: line.text("spec_sha256", SHA256),
    config_sha256: line.text("config_sha256", SHA256),
    jar_sha256: line.text("jar_sha256", SHA256),
    generator: line.text("generator"),
    scope: line.text("scope"),
    world: line.text("world"),
    amount_unit: line.text("amount_unit", /^[1-9][0-9]*$/),
    seed: line.text("seed"),
    network: line.text("network"),
    keys: line.objects("keys", ["name", "key", "seed"]).map((each) => ({
      name: each.text("name"),
      key: each.text("key", SHA256),
      seed: each.text("seed", SHA256),
    })),
    clauses: line.texts("clauses"),
    counts: {
      openings: counts.whole("openings"),
      messages: counts.whole("messages"),
      inputs: counts.whole("inputs"),
      answers: counts.whole("answers"),
      states: counts.whole("states"),
      transitions: counts.whole("transitions"),
      traces: counts.whole("traces"),
      steps: counts.whole("steps"),
    },
  };
}

function message(line: Fields): MessageLine {
  return {
    kind: "message",
    id: line.whole("id", 1),
    digest: line.text("digest", SHA256),
    type: line.text("type"),
    body: line.any("body"),
    value: line.text("value"),
  };
}

function input(line: Fields): InputLine {
  return {
    kind: "input",
    id: line.whole("id", 1),
    input: line.text("input"),
    name: line.text("name"),
    clauses: line.texts("clauses"),
    plain: line.object("plain"),
    messages: line.numbers("messages"),
    value: line.text("value"),
  };
}

function answer(line: Fields): AnswerLine {
  return {
    kind: "answer",
    id: line.whole("id", 1),
    outcome: line.text("outcome"),
    reasons: line.texts("reasons"),
    emits: line.wholes("emits"),
    clauses: line.texts("clauses"),
  };
}

function trace(line: Fields): TraceLine {
  return {
    kind: "trace",
    id: line.text("id", TRACE_ID),
    digest: line.text("digest", SHA256),
    opening: line.text("opening"),
    root: line.whole("root", 1),
    steps: line.whole("steps"),
    title: line.text("title"),
  };
}
