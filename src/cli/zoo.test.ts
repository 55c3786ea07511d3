/**
 * The zoo: adapters that misbehave are refused, each for its own reason, and never end the run.
 * Deadlines are short where an animal is silent, so that this costs little, and long elsewhere, so
 * that a busy machine does not make an honest one look silent.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Fault } from "../base/fault.ts";
import type { Case } from "../replay/case.ts";
import { casesOf } from "../replay/case.ts";
import { certifyAll } from "../replay/crew.ts";
import { ready } from "../replay/corpus.ts";
import { boundTo } from "../replay/fresh.ts";
import type { Diverges, Inconclusive } from "../replay/verdict.ts";
import { LIMITS } from "../subject/conversation.ts";
import { examine } from "../subject/doctor.ts";
import { memoryIsVisible } from "../subject/memory.ts";
import { StateDirectories } from "../subject/process.ts";
import { runSignatures } from "../subject/reference.ts";
import type { Terms } from "../subject/remote.ts";
import { Remote } from "../subject/remote.ts";
import { SUITE_VERSION } from "../vector/lines.ts";
import { read } from "../vector/read.ts";
import { caseOf } from "./doctor.ts";

const ANIMAL = new URL("../../conformance/zoo/animal.ts", import.meta.url).pathname;
const RECALL = new URL("../../conformance/zoo/recall.ts", import.meta.url).pathname;
const url = new URL("../../conformance/traces/authority/GenEscrow.ndjson", import.meta.url);
const corpus = ready(read(readFileSync(url, "utf8"), "GenEscrow"));
// Two short traces in which something changes; a planned crash is in the first.
const traces = corpus.file.traces
  .filter(({ trace, lines }) => trace.steps > 0 && lines.some(({ kind }) => kind === "stay"))
  .toSorted((left, right) => left.lines.length - right.lines.length)
  .slice(0, 2)
  .map(({ trace }) => trace.id);
const signatures = runSignatures();

async function within<Result>(
  name: string,
  work: (terms: Terms) => Promise<Result>,
  some: Partial<Terms> = {},
): Promise<Result> {
  const directories = new StateDirectories();
  try {
    return await work({
      command: { program: process.execPath, args: ["--no-warnings", ANIMAL, name] },
      folder: process.cwd(),
      limits: { ...LIMITS, stepMs: 20_000 },
      suiteVersion: SUITE_VERSION,
      signatures,
      directories,
      restarts: { left: 4 },
      now: () => performance.now(),
      seed: 1,
      window: 64,
      ...some,
    });
  } finally {
    directories.close();
  }
}

type Found = {
  readonly traces: number;
  readonly compared: number;
  readonly diverges: readonly Diverges[];
  readonly inconclusive: readonly Inconclusive[];
};

const cases = casesOf([corpus], ["authority"]).filter(({ trace }) => {
  return traces.includes(trace.trace.id);
});

async function certify(
  name: string,
  some: Partial<Terms> = {},
  asked: readonly Case[] = cases,
): Promise<Found> {
  return await within(
    name,
    async (terms) => {
      const subject = new Remote(terms);
      const judged = await certifyAll(asked, [subject], { stopped: () => false });
      await subject.stop();
      const verdicts = judged.map(({ verdict }) => verdict);
      return {
        traces: verdicts.length,
        compared: verdicts.reduce(
          (sum, verdict) => sum + (verdict.kind === "conforms" ? verdict.compared : 0),
          0,
        ),
        diverges: verdicts.filter((verdict) => verdict.kind === "diverges"),
        inconclusive: verdicts.filter((verdict) => verdict.kind === "inconclusive"),
      };
    },
    some,
  );
}

async function doctor(name: string, some: Partial<Terms> = {}): Promise<readonly string[]> {
  const found = await within(
    name,
    (terms) =>
      examine(
        terms,
        (profile) => caseOf([corpus], profile),
        () => performance.now(),
        3000,
      ),
    { window: 1, ...some },
  );
  return found.map(({ code }) => code);
}

const SHORT = { limits: { ...LIMITS, helloMs: 700, stepMs: 700 } };

test.concurrent("a good one conforms in both traces, and the doctor finds nothing", async () => {
  const result = await certify("good");
  expect(result).toMatchObject({ traces: 2, diverges: [], inconclusive: [] });
  expect(result.compared).toBeGreaterThan(1000);
  expect(await doctor("good")).toEqual([]);
});

test.concurrent("one that fills standard error conforms all the same", async () => {
  expect(await certify("fills-stderr")).toMatchObject({ diverges: [], inconclusive: [] });
});

test.concurrent("a request of ours that breaks our own schema is a kit-error", async () => {
  const unknown = corpus.inputs.map((each) => ({ ...each, input: "no input" }));
  const wrong = cases.map((each) => ({ ...each, corpus: { ...corpus, inputs: unknown } }));
  const { diverges, inconclusive } = await certify("good", {}, wrong);
  expect(diverges).toEqual([]);
  expect(inconclusive.map(({ word, fault }) => [word, fault?.code, fault?.data["place"]])).toEqual([
    ["kit-error", "RequestBreaksSchema", "/input"],
    ["kit-error", "RequestBreaksSchema", "/input"],
  ]);
  // The process was told nothing wrong, and goes on with the next case.
  expect(inconclusive.every(({ twice }) => twice === undefined)).toBe(true);
});

test.concurrent("no-resume: a trace with a restart is untestable, and never green", async () => {
  const { traces: count, diverges, inconclusive, compared } = await certify("no-resume");
  const restarts = new Set(
    corpus.inputs.flatMap(({ input }, at) => (input === "Restart" ? [at] : [])),
  );
  const testable = corpus.file.traces.filter(
    ({ trace, lines }) =>
      traces.includes(trace.id) &&
      !lines.some(
        (line) =>
          line.kind === "stay" &&
          line.answers.some((answer, at) => answer !== 0 && restarts.has(at)),
      ),
  );
  expect(diverges).toEqual([]);
  expect(inconclusive.map(({ word }) => word)).toEqual(
    Array.from({ length: count - testable.length }, () => "untestable"),
  );
  expect(inconclusive.length).toBeGreaterThan(0);
  expect(compared > 0).toBe(testable.length > 0);
});

// What they answer is wrong, and says so in one of these places.
const LIARS: readonly (readonly [string, RegExp])[] = [
  ["always-ok", /^(outcome|emitted)$/],
  ["always-no", /^(outcome|reason|emitted)$/],
  ["empty-observation", /^observed\.accounts$/],
  ["frozen", /^observed\./],
  ["new-every-time", /^observed\.accounts$/],
];
for (const [name, what] of LIARS) {
  test.concurrent(`${name}: diverges in every trace`, async () => {
    const { diverges, inconclusive, compared } = await certify(name);
    expect(inconclusive).toEqual([]);
    expect(compared).toBe(0);
    expect(diverges.map((each) => what.test(each.what))).toEqual([true, true]);
  });
}

// How they talk is wrong. The code is what certify and the doctor say.
const BABBLERS: readonly (readonly [string, string])[] = [
  ["empty-body", "ReplyFieldMissing"],
  ["chatty", "ReplyNotJson"],
  ["huge-line", "ReplyTooLong"],
  ["endless-line", "ReplyTooLong"],
  ["bad-utf8", "ReplyNotUtf8"],
  ["dies-at-start", "SubjectDied"],
  ["duplicate", "ReplySeqTwice"],
  ["babbles", "ReplyUnasked"],
  ["wrong-seq", "ReplySeqWrong"],
  ["no-seq", "ReplySeqMissing"],
  ["two-in-a-line", "ReplyTwoInOneLine"],
  ["wrong-version", "ReplyProtocolWrong"],
  ["unknown-field", "ReplyFieldUnknown"],
  ["missing-field", "ReplyFieldMissing"],
  ["key-twice", "ReplyKeyTwice"],
  ["wrong-verb", "ReplyVerbWrong"],
  ["not-served", "NotServed"],
  ["no-room", "LimitTooSmall"],
  ["unknown-profile", "ProfileStrange"],
  ["closes-stdout", "SubjectDied"],
];
for (const [name, code] of BABBLERS) {
  test.concurrent(`${name}: no case is judged, because of ${code}`, async () => {
    const { traces: count, diverges, inconclusive } = await certify(name);
    expect(count).toBe(2);
    expect(diverges).toEqual([]);
    const codes = inconclusive.map(({ fault }) => fault?.code);
    expect(codes.filter((each) => each !== "RestartsExhausted")).toContain(code);
    expect(codes).toHaveLength(2);
  });
}

test.concurrent("silent: hangs twice at the same place, and the rest is told", async () => {
  const { inconclusive } = await certify("silent", { ...SHORT, restarts: { left: 1 } });
  expect(inconclusive.map(({ word, twice }) => [word, twice])).toEqual([
    ["hung", true],
    ["crashed", undefined],
  ]);
  expect(inconclusive[1]?.fault?.code).toBe("RestartsExhausted");
});

test.concurrent("eats-memory: ended once it holds more than it may, and is a crash", async () => {
  const limits = { ...LIMITS, memoryMax: 300 * 2 ** 20 };
  const { inconclusive } = await certify("eats-memory", { limits });
  if (!memoryIsVisible()) return expect(inconclusive).toHaveLength(2);
  expect(inconclusive.map(({ word, twice }) => [word, twice])).toEqual([
    ["crashed", true],
    ["crashed", true],
  ]);
  expect(inconclusive[0]?.fault?.code).toBe("SubjectTooBig");
  expect(Number(inconclusive[0]?.fault?.data["mib"])).toBeGreaterThan(300);
});

test.concurrent("slow: hangs at the step it was slow at", async () => {
  const limits = { ...LIMITS, stepMs: 1500 };
  const { inconclusive } = await certify("slow", { limits, restarts: { left: 2 } });
  expect(inconclusive[0]).toMatchObject({ word: "hung", twice: true });
  expect(inconclusive[0]?.fault?.data["verb"]).toBe("apply");
  expect(inconclusive[0]?.input).not.toBe("");
});

test.concurrent("dies-mid-case: crashed, with its last words; the next case goes on", async () => {
  const { inconclusive } = await certify("dies-mid-case");
  expect(inconclusive).toHaveLength(2);
  for (const each of inconclusive) {
    expect(each).toMatchObject({ word: "crashed", twice: true, fault: { code: "SubjectDied" } });
    expect(each.fault?.data).toMatchObject({ exit: 9, stderr: "out of cheese\n" });
  }
});

test.concurrent("out-of-order: an answer to a later question is no answer", async () => {
  const { inconclusive } = await certify("out-of-order");
  expect(inconclusive[0]?.fault?.code).toBe("ReplyOutOfOrder");
});

test.concurrent("forgets: diverges at a planned crash, and the doctor says so", async () => {
  const { diverges } = await certify("forgets");
  expect(diverges.map(({ input }) => input)).toContainEqual(expect.stringMatching(/^Restart/));
  expect(await doctor("forgets")).toEqual(["StateLost"]);
});

const PATIENTS: readonly (readonly [string, readonly string[]])[] = [
  ["forks", ["ChildLeft"]],
  ["remembers", ["StateSurvives"]],
  ["empty-observation", ["KeysWrong"]],
  ["no-advance", ["NotServed"]],
  ["no-room", ["LimitTooSmall"]],
  ["unknown-profile", ["ProfileStrange"]],
  ["exits-badly", ["ExitNotZero"]],
  ["reads-the-clock", ["ClockRead"]],
  ["new-every-time", ["KeysWrong", "StateLost", "NotDeterministic"]],
];
for (const [name, codes] of PATIENTS) {
  test.concurrent(`the doctor on ${name}: ${codes.join(", ")}`, async () => {
    expect(await doctor(name)).toEqual(codes);
  });
}

test.concurrent("the doctor on never-exits: ExitMissing", async () => {
  const limits = { ...LIMITS, stepMs: 5000 };
  expect(await doctor("never-exits", { limits })).toEqual(["ExitMissing"]);
});

test.concurrent("the doctor on sleepy: StartSlow", async () => {
  const limits = { ...LIMITS, helloMs: 12_000 };
  expect(await doctor("sleepy", { limits })).toEqual(["StartSlow"]);
});

test.concurrent("the doctor tells silence from output that is never flushed", async () => {
  expect(await doctor("unflushed", SHORT)).toEqual(["OutputUnflushed"]);
  expect(await doctor("silent", SHORT)).toEqual(["SubjectHung"]);
});

const fresh = boundTo(cases, "fresh-0123456789ab");
const stored = readFileSync(url, "utf8");

// Those that answer as they did show the old accounts. The one that puts new keys for old fails
// where the first digest is demanded that the genesis does not hold.
const RECALLERS: readonly (readonly [string, RegExp])[] = [
  ["order", /^observed\.accounts\.[0-9a-f]{64}$/],
  ["transcript", /^observed\.accounts\.[0-9a-f]{64}$/],
  ["content", /^observed\.accounts\.[0-9a-f]{64}\.escrow\.0\.claims\.0$/],
];
for (const [kind, place] of RECALLERS) {
  test.concurrent(`${kind}: all that was written down passes the stored cases alone`, async () => {
    const notes = mkdtempSync(join(tmpdir(), "flashmesh-notes-"));
    try {
      if (kind === "transcript") await certify("", recalling("records", notes));
      const before = await certify("", recalling(kind, notes));
      expect(before).toMatchObject({ traces: 2, diverges: [], inconclusive: [] });
      expect(before.compared).toBeGreaterThan(1000);
      const { diverges, inconclusive, compared } = await certify("", recalling(kind, notes), fresh);
      expect([inconclusive, compared]).toEqual([[], 0]);
      expect(diverges.map(({ trace }) => trace)).toEqual(cases.map(idOf));
      for (const { what, expected, actual } of diverges) {
        expect(what).toMatch(place);
        // What was demanded stands nowhere in the file; what came does.
        const bytes = `${what} ${JSON.stringify(expected)}`.match(/[0-9a-f]{64}/g) ?? [];
        expect(bytes.filter((hex) => stored.includes(hex))).toEqual([]);
        expect(actual === null || stored.includes(JSON.stringify(actual))).toBe(true);
      }
    } finally {
      rmSync(notes, { recursive: true, force: true });
    }
  });
}

/** What a recaller that is told these cases is started with. */
function recalling(kind: string, notes: string): Partial<Terms> {
  const args = ["--no-warnings", RECALL, kind, url.pathname, notes, ...cases.map(idOf)];
  return { command: { program: process.execPath, args } };
}

function idOf({ trace }: Case): string {
  return trace.trace.id;
}

test.concurrent("an honest one conforms to the fresh cases as to the stored ones", async () => {
  const [before, bound] = [await certify("good"), await certify("good", {}, fresh)];
  expect(bound).toEqual(before);
});

test("a command that is not there is told as that", async () => {
  const missing = { program: "/nowhere/flashmesh-no-such-program", args: [] };
  const started = within("good", (terms) => new Remote({ ...terms, command: missing }).hello());
  await expect(started).rejects.toThrow(Fault);
  await expect(started).rejects.toMatchObject({ code: "SubjectNotStarted" });
});
