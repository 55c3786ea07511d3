/** What every subject behind stdio is asked, and how the reference behind it answers. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Fault } from "../base/fault.ts";
import { runSignatures } from "./reference.ts";
import { ServedReference } from "./stdio.ts";

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

test("a reset without resume begins anew, one with it goes on from its own state or faults", () => {
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
      JSON.parse(subject.answer(JSON.stringify({ seq: "x", verb, body })).line ?? "").body;
    const reset = (resume: boolean, other: object = {}) => {
      const mine = { profile: "wallet", genesis, self, seed, state_dir: directory, resume };
      return ask("reset", { ...mine, ...other });
    };
    expect(() => reset(true)).toThrow(expect.objectContaining({ code: "StateMissing" }));
    expect(() => reset(true, { state_dir: "" })).toThrow(
      expect.objectContaining({ code: "StateMissing" }),
    );
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
    const parameters = { ...genesis.parameters, skew: 1 + Number(genesis.parameters.skew) };
    expect(() => reset(true, { genesis: { ...genesis, parameters } })).toThrow(
      expect.objectContaining({ code: "StateOfAnother" }),
    );
    reset(true);
    expect(held()).toEqual(before);
    reset(false);
    expect(held()).toBeNull();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
