/** Replies are read strictly: each thing that can be wrong has its own name and place. */
import { expect, test } from "vitest";
import type { Verb } from "./adapter.ts";
import { readReply, requestBreach, seqOf } from "./adapter.ts";

const HELLO = {
  protocol: "flashmesh-subject/1",
  name: "n",
  version: "1",
  language: "l",
  source: "",
  issues: "",
  artifact_sha256: "0".repeat(64),
  profiles: ["wallet"],
  capabilities: [],
  limits: { line_bytes: 1, accounts: 1, members: 1, amount_bits: 1 },
};

function read(verb: Verb, said: unknown) {
  const text = typeof said === "string" ? said : JSON.stringify(said);
  return readReply(Buffer.from(text), verb);
}

test("good replies are read", () => {
  const seq = "q";
  const bodies: readonly (readonly [Verb, object])[] = [
    ["hello", HELLO],
    ["reset", {}],
    ["apply", { outcome: { kind: "voted" }, emits: [{ type: "TransferVote", body: 1 }] }],
    ["apply", { outcome: { kind: "refused", reason: "NoQuorum" }, emits: [] }],
    ["observe", { observed: {} }],
    ["advance", { emits: [] }],
    ["bye", {}],
  ];
  for (const [verb, body] of bodies) {
    expect(read(verb, { seq, verb, body })).toEqual({ ok: true, value: { seq, verb, body } });
  }
  const unsupported = { seq, verb: "unsupported", body: { capability: "resume" } };
  expect(read("reset", unsupported)).toEqual({ ok: true, value: unsupported });
});

test("each thing that is wrong has its name and its place", () => {
  const good = { seq: "q", verb: "apply", body: { outcome: { kind: "voted" }, emits: [] } };
  const { seq: _, ...nobody } = good;
  const wrong: readonly (readonly [Verb, unknown, string, string])[] = [
    ["apply", "hello world", "NotJson", ""],
    ["apply", "[]", "NotJson", ""],
    ["apply", "", "NotJson", ""],
    ["apply", `${JSON.stringify(good)}${JSON.stringify(good)}`, "TwoInOneLine", ""],
    ["apply", '{"seq":"q","seq":"q"}', "KeyTwice", "/seq"],
    ["apply", '{"seq":"q","verb":"apply","body":{"outcome":1.5}}', "NotCanonical", "/body/outcome"],
    ["apply", nobody, "SeqMissing", "/seq"],
    ["apply", { ...good, seq: 7 }, "SeqNotText", "/seq"],
    ["apply", { seq: "q", verb: "apply" }, "FieldMissing", "/body"],
    ["apply", { ...good, more: 1 }, "FieldUnknown", "/more"],
    ["observe", good, "VerbWrong", "/verb"],
    ["apply", { ...good, body: [] }, "BodyWrong", "/body"],
    ["apply", { ...good, body: { outcome: { kind: "voted" } } }, "FieldMissing", "/body/emits"],
    ["apply", { ...good, body: { ...good.body, mood: 1 } }, "FieldUnknown", "/body/mood"],
    [
      "apply",
      { ...good, body: { ...good.body, outcome: { kind: "ok" } } },
      "BodyWrong",
      "/body/outcome/kind",
    ],
    [
      "apply",
      { ...good, body: { ...good.body, outcome: { kind: "refused" } } },
      "FieldMissing",
      "/body/outcome/reason",
    ],
    [
      "hello",
      { seq: "q", verb: "hello", body: { ...HELLO, protocol: "x/2" } },
      "ProtocolWrong",
      "/body/protocol",
    ],
  ];
  for (const [verb, said, problem, place] of wrong) {
    expect(read(verb, said), String(said)).toEqual({ ok: false, reason: { problem, place } });
  }
  const bytes = Buffer.from([0x22, 0xff, 0x22]);
  expect(readReply(bytes, "bye")).toEqual({ ok: false, reason: { problem: "NotUtf8", place: "" } });
});

test("hello may be written by any JSON writer; nothing of it is compared", () => {
  const text = JSON.stringify({ seq: "q", verb: "hello", body: HELLO }).replace('"n"', '"\\u006e"');
  expect(read("hello", text)).toMatchObject({ ok: true, value: { body: { name: "n" } } });
});

test("a seq is found in whatever is an object, and in nothing else", () => {
  expect(seqOf(Buffer.from('{"seq":"q","x":1.5}'))).toBe("q");
  for (const text of ["", "null", "[]", "{", '{"seq":1}']) {
    expect(seqOf(Buffer.from(text))).toBeUndefined();
  }
});

test("our own requests are checked as well", () => {
  expect(requestBreach("observe", { keys: ["accounts"] })).toBeUndefined();
  expect(requestBreach("observe", { keys: [] })).toBe("/keys");
  expect(requestBreach("apply", { input: "pay!", body: null })).toBe("/input");
});
