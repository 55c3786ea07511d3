/** Every word for a case is reached by a subject that deserves it, and the exit code follows. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Json } from "../base/canonical.ts";
import { Fault } from "../base/fault.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import type { Reply, Setup } from "../subject/subject.ts";
import { read } from "../vector/read.ts";
import type { Entry } from "./baseline.ts";
import type { Case } from "./case.ts";
import { casesOf, stepsOf } from "./case.ts";
import { ready } from "./corpus.ts";
import { certifyAll } from "./crew.ts";
import type { CaseLine } from "./result.ts";
import { CASE_WORDS } from "./result.ts";
import { countWords, exitOf } from "./total.ts";
import { caseLine } from "./word.ts";

const signatures = runSignatures();
const url = new URL("../../conformance/traces/wallet/GenPayee.ndjson", import.meta.url);
const corpus = ready(read(readFileSync(url, "utf8"), "GenPayee"));
const all = casesOf([corpus], ["wallet"]);
// One of the shortest in which something is asked, with and without a restart.
const isRestart = ({ trace }: Case): boolean =>
  trace.lines.some((line) => {
    const given =
      line.kind === "step" ? [line.input] : line.answers.flatMap((to, at) => (to ? at + 1 : []));
    return given.some((id) => corpus.inputs[id - 1]?.input === "Restart");
  });
const [restarting] = all.filter(isRestart).toSorted((a, b) => stepsOf(a) - stepsOf(b));
const words = {
  sentenceOf: (clause: string): string => `the sentence of ${clause}`,
  faultInWords: ({ code }: { readonly code: string }): string => `in words: ${code}`,
};

/** The reference, until it is asked something for the `turn`-th time since it was made. */
class Odd extends Reference {
  readonly turn: number;
  readonly act: () => Reply;
  asked = 0;
  resets = 0;
  readonly resumes: boolean;

  constructor(turn: number, act: () => Reply, resumes = true) {
    super(signatures);
    this.turn = turn;
    this.act = act;
    this.resumes = resumes;
  }

  override reset(setup: Setup): void {
    super.reset(setup);
    this.resets += 1;
    this.asked = 0;
  }

  override apply(input: string, body: Json): Reply {
    this.asked += 1;
    return this.asked === this.turn ? this.act() : super.apply(input, body);
  }
}

async function judged(subject: Odd, of: Partial<Case> = {}, entry?: Entry): Promise<CaseLine> {
  if (restarting === undefined) throw new Error("the corpus has a restart");
  const [found] = await certifyAll([{ ...restarting, ...of }], [subject], { stopped: () => false });
  if (found === undefined) throw new Error("a case has a verdict");
  return caseLine(found, entry, words);
}

const lie = (): Reply => ({ outcome: "nonsense", emitted: [] });
const fault = (code: string) => (): Reply => {
  throw new Fault(code, { exit: 9 });
};
/** The right answer, and a message too many. */
const noise = (reply: Reply): Reply => ({
  ...reply,
  emitted: [{ type: "Noise", body: null }],
});
const good = (): Odd => new Odd(0, lie);
const liar = (): Odd => new Odd(2, lie);

/** The entry that says exactly what a line says. */
function entryOf({ id, digest, failure }: CaseLine, kind: Entry["kind"] = "fail"): Entry {
  const { step, input, key } = failure ?? { step: 0, input: "", key: "" };
  return { id, digest, step, input, key, kind, reason: "we know", issue: "7", until: "2030-01-01" };
}

test("pass: everything is as demanded, and the counts say how much that is", async () => {
  const line = await judged(good());
  expect(line).toMatchObject({ word: "pass", binding: "corpus", suite: "GenPayee" });
  expect(line.compared).toBeGreaterThan(line.steps);
  expect(line.failure).toBe(undefined);
  expect(line.clauses).toContain("GD-4");
  expect(exitOf([line])).toBe(0);
});

test("fail: it diverges, twice alike; the failure names place, clause, values", async () => {
  const line = await judged(liar());
  expect(line.word).toBe("fail");
  expect(line.failure).toMatchObject({ what: "outcome", key: "outcome", actual: "nonsense" });
  expect(line.failure?.sentence).toBe(`the sentence of ${line.failure?.clause}`);
  expect(line.compared).toBe(0);
  expect(exitOf([line])).toBe(1);
});

test("fail: it dies, or is silent, twice at the same step", async () => {
  for (const [code, what] of [
    ["SubjectDied", "crashed"],
    ["SubjectHung", "hung"],
  ] as const) {
    const line = await judged(new Odd(2, fault(code)));
    expect(line.word).toBe("fail");
    expect(line.failure).toMatchObject({ what, key: what, twice: true, why: `in words: ${code}` });
    expect(line.failure?.fault).toEqual({ code, data: { exit: 9 } });
    expect(exitOf([line])).toBe(1);
  }
});

test("flaky: it fails, and from a fresh start does something else", async () => {
  for (const act of [lie, fault("SubjectDied")]) {
    const subject: Odd = new Odd(2, () =>
      subject.resets > 1 ? { outcome: "other", emitted: [] } : act(),
    );
    // The second time it does as the reference does.
    subject.apply = (input, body) =>
      subject.resets > 1
        ? Reference.prototype.apply.call(subject, input, body)
        : Odd.prototype.apply.call(subject, input, body);
    const line = await judged(subject);
    expect(line.word).toBe("flaky");
    expect(exitOf([line])).toBe(2);
  }
});

test("flaky: it fails twice, but at another input or in another way", async () => {
  for (const [turn, second] of [
    [3, lie],
    [2, noise],
    [2, fault("SubjectDied")],
  ] as const) {
    const subject: Odd = new Odd(0, lie);
    subject.apply = (input, body) => {
      const reply = Odd.prototype.apply.call(subject, input, body);
      if (subject.resets === 1) return subject.asked === 2 ? lie() : reply;
      return subject.asked === turn ? second(reply) : reply;
    };
    expect((await judged(subject)).word).toBe("flaky");
  }
});

test("crashed and hung: it ended so, and nobody could try again", async () => {
  for (const [code, word] of [
    ["SubjectDied", "crashed"],
    ["SubjectHung", "hung"],
  ] as const) {
    const subject = new Odd(2, fault(code));
    subject.reset = (setup) => {
      if (subject.resets > 0) throw new Fault("RestartsExhausted", { after: "it" });
      Odd.prototype.reset.call(subject, setup);
    };
    const line = await judged(subject);
    expect(line.word).toBe(word);
    expect(exitOf([line])).toBe(2);
  }
});

test("untestable: it needs a restart, and the subject does not declare resume", async () => {
  const line = await judged(new Odd(0, lie, false));
  expect(line.word).toBe("untestable");
  expect(exitOf([line])).toBe(2);
});

test("not-applicable: the same under the faults of an axis, which no profile demands", async () => {
  const line = await judged(new Odd(0, lie, false), { axis: "crash" });
  expect(line).toMatchObject({ word: "not-applicable", axis: "crash" });
  // Green, but alone no pass: nothing was compared.
  expect(exitOf([line])).toBe(2);
  expect(exitOf([line, await judged(good())])).toBe(0);
});

test("inconclusive: it answered something that is no answer", async () => {
  const line = await judged(new Odd(2, fault("ReplyNotJson")));
  expect(line).toMatchObject({ word: "inconclusive", failure: { what: "inconclusive" } });
  expect(exitOf([line])).toBe(2);
});

test("kit-error: a request of ours breaks our own schema; that is exit code 4", async () => {
  const line = await judged(new Odd(2, fault("RequestBreaksSchema")));
  expect(line.word).toBe("kit-error");
  expect(exitOf([line, await judged(liar())])).toBe(4);
});

test("known-fail: it diverges exactly as the baseline says; the run is in order", async () => {
  const plain = await judged(liar());
  const line = await judged(liar(), {}, entryOf(plain));
  expect(line).toMatchObject({ word: "known-fail", failure: plain.failure });
  expect(line.baseline).toEqual({ reason: "we know", issue: "7", until: "2030-01-01" });
  expect(exitOf([line])).toBe(0);
  const dead = await judged(new Odd(2, fault("SubjectDied")));
  const known = await judged(new Odd(2, fault("SubjectDied")), {}, entryOf(dead, "crashed"));
  expect(known.word).toBe("known-fail");
});

test("stale: a listed case conforms, or fails elsewhere or otherwise", async () => {
  const entry = entryOf(await judged(liar()));
  const stale: readonly (readonly [Odd, Entry])[] = [
    [good(), entry],
    [new Odd(3, lie), entry],
    [new Odd(2, fault("SubjectDied")), entry],
    [liar(), { ...entry, step: entry.step + 1 }],
    [liar(), { ...entry, input: "another" }],
    [liar(), { ...entry, key: "reason" }],
    [liar(), { ...entry, kind: "crashed" }],
  ];
  for (const [subject, listed] of stale) {
    const line = await judged(subject, {}, listed);
    expect(line.word).toBe("stale");
    expect(exitOf([line])).toBe(1);
  }
});

test("what a baseline cannot know stays what it is", async () => {
  const entry = entryOf(await judged(liar()));
  expect((await judged(new Odd(2, fault("RequestBreaksSchema")), {}, entry)).word).toBe(
    "kit-error",
  );
  expect((await judged(new Odd(2, fault("ReplyNotJson")), {}, entry)).word).toBe("inconclusive");
});

test("a long answer is told as its beginning, and what is no text as text", async () => {
  const long = new Odd(2, () => ({ outcome: "x".repeat(30_000), emitted: [] }));
  const { failure } = await judged(long);
  expect(String(failure?.actual)).toMatch(/^"x+\.\.\. \(30002 characters\)$/);
  const torn = new Odd(2, () => {
    throw new Fault("SubjectDied", { stderr: "half \ud83d" });
  });
  expect((await judged(torn)).failure?.fault?.data["stderr"]).toBe("half \ufffd");
});

test("words are counted, and the exit code is the first that applies: 4, 1, 2, 0", async () => {
  const line = await judged(good());
  const told = CASE_WORDS.map((word) => ({ ...line, word }));
  expect(countWords([...told, line])).toEqual({
    ...Object.fromEntries(CASE_WORDS.map((word) => [word, 1])),
    pass: 2,
  });
  const exits = CASE_WORDS.map((word) => exitOf([line, { ...line, word }]));
  expect(exits).toEqual([0, 1, 0, 1, 2, 0, 2, 2, 2, 2, 4]);
  expect(exitOf(told)).toBe(4);
  expect(exitOf(told.filter(({ word }) => word !== "kit-error"))).toBe(1);
  expect(exitOf([])).toBe(2);
});
