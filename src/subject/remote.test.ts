/** What every subject behind stdio is asked, and how the reference behind it answers. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Fault } from "../base/fault.ts";
import { runSignatures } from "./reference.ts";
import { OBSERVED } from "./remote.ts";
import { ServedReference } from "./stdio.ts";

test("what is asked for is what the profile demands", () => {
  const file = new URL("../../spec/profiles.json", import.meta.url);
  const { profiles }: { profiles: { [name: string]: { observed: string[] } } } = JSON.parse(
    readFileSync(file, "utf8"),
  );
  const demanded = Object.entries(profiles).map(([name, { observed }]) => [name, observed]);
  expect(Object.fromEntries(demanded)).toEqual(OBSERVED);
});

const served = (): ServedReference => new ServedReference(runSignatures(), "0".repeat(64));

test("the served reference returns seq unchanged, and leaves after bye alone", () => {
  const subject = served();
  const bye = subject.answer('{"seq":"\\u0041 b","verb":"bye","body":{}}');
  expect(bye).toEqual({ line: '{"body":{},"seq":"A b","verb":"bye"}', last: true });
  const advance = subject.answer('{"seq":"x","verb":"advance","body":{"milliseconds":5}}');
  expect(advance).toEqual({
    line: '{"body":{"emits":[]},"seq":"x","verb":"advance"}',
    last: false,
  });
});

test("what is no request is a fault, and gets no reply", () => {
  const wrong = [
    "",
    "[]",
    '{"seq":"x","verb":"bye"}',
    '{"seq":1,"verb":"bye","body":{}}',
    '{"seq":"x","verb":"crash","body":{}}',
    '{"seq":"x","verb":"bye","body":{},"more":1}',
    '{"seq":"x","verb":"observe","body":{"keys":[]}}',
  ];
  for (const line of wrong) expect(() => served().answer(line), line).toThrow(Fault);
});

test("a reset without resume forgets what the directory holds, one with it does not", () => {
  const url = new URL("../../conformance/traces/wallet/GenCollect.ndjson", import.meta.url);
  const lines = readFileSync(url, "utf8").split("\n").slice(0, 200);
  const parsed = lines.map((line) => JSON.parse(line));
  const { keys } = parsed[0];
  const { self, genesis } = parsed.find(({ kind }) => kind === "setup");
  const { seed } = keys.find(({ key }: { key: string }) => key === self);
  const directory = mkdtempSync(join(tmpdir(), "flashmesh-served-"));
  try {
    const subject = served();
    const ask = (verb: string, body: object) =>
      JSON.parse(subject.answer(JSON.stringify({ seq: "x", verb, body })).line).body;
    const reset = (resume: boolean) =>
      ask("reset", { profile: "wallet", genesis, self, seed, state_dir: directory, resume });
    const held = () => ask("observe", { keys: ["outstanding"] }).observed.outstanding;
    reset(false);
    expect(held()).toBeNull();
    const recipient = keys.find(({ key }: { key: string }) => key !== self).key;
    const lock = { recipient, amount: "1", now: 1, ttl: 1 };
    expect(ask("apply", { input: "Lock", body: lock }).outcome).toEqual({ kind: "locked" });
    const before = held();
    expect(before).toMatchObject({ nonce: 0, votes: [] });
    reset(true);
    expect(held()).toEqual(before);
    reset(false);
    expect(held()).toBeNull();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
