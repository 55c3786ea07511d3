import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Json } from "../base/canonical.ts";
import { Fault } from "../base/fault.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import type { Message, Reply, Setup, Subject } from "../subject/subject.ts";
import { read } from "../vector/read.ts";
import { casesOf } from "./case.ts";
import type { Corpus } from "./corpus.ts";
import { ready } from "./corpus.ts";
import { certifyAll } from "./crew.ts";
import { replay } from "./replay.ts";
import { exitOf } from "./total.ts";
import type { Verdict } from "./verdict.ts";
import { caseLine } from "./word.ts";

const signatures = runSignatures();
const payee = corpusOf("wallet/GenPayee");
const committee = corpusOf("committee/GenCommittee2111");

function corpusOf(name: string): Corpus {
  const url = new URL(`../../conformance/traces/${name}.ndjson`, import.meta.url);
  return ready(read(readFileSync(url, "utf8"), name));
}

/** The reference with some of its answers bent. */
class Bent implements Subject {
  readonly inner = new Reference(signatures);
  readonly bends: Partial<{
    apply: (reply: Reply, input: string, body: Json) => Reply;
    observe: (observed: Json) => unknown;
  }>;

  constructor(bends: Bent["bends"]) {
    this.bends = bends;
  }

  hello() {
    return this.inner.hello();
  }
  reset(setup: Setup): void {
    this.inner.reset(setup);
  }
  apply(input: string, body: Json): Reply {
    const reply = this.inner.apply(input, body);
    return this.bends.apply?.(reply, input, body) ?? reply;
  }
  observe(): Json {
    const observed = this.inner.observe();
    return this.bends.observe === undefined ? observed : (this.bends.observe(observed) as Json);
  }
  advance(): readonly Message[] {
    return this.inner.advance();
  }
  crash(): void {
    this.inner.crash();
  }
  bye(): void {
    this.inner.bye();
  }
}

async function verdicts(corpus: Corpus, subject: Subject): Promise<readonly Verdict[]> {
  const all: Verdict[] = [];
  for (const trace of corpus.file.traces) all.push(await replay(corpus, trace, subject));
  return all;
}

/** What a run over one corpus says of a subject: words, counts, exit code. */
async function certified(corpus: Corpus, subject: Subject) {
  const cases = casesOf([corpus], [corpus.file.header.profile]);
  const judged = await certifyAll(cases, [subject], { stopped: () => false });
  const lines = judged.map((each) =>
    caseLine(each, undefined, { sentenceOf: () => undefined, faultInWords: ({ code }) => code }),
  );
  const sum = (of: (line: (typeof lines)[number]) => number): number =>
    lines.reduce((total, line) => total + of(line), 0);
  return {
    words: [...new Set(lines.map(({ word }) => word))],
    traces: lines.length,
    steps: sum(({ steps }) => steps),
    compared: sum(({ compared }) => compared),
    exit: exitOf(lines),
  };
}

async function firstDivergence(corpus: Corpus, subject: Subject) {
  const found = (await verdicts(corpus, subject)).find(({ kind }) => kind === "diverges");
  return found?.kind === "diverges" ? found : undefined;
}

test("the reference conforms, and what was compared is counted", async () => {
  for (const corpus of [payee, committee]) {
    const { counts } = corpus.file.header;
    const result = await certified(corpus, new Reference(signatures));
    expect(result.words).toEqual(["pass"]);
    expect(result.traces).toBe(counts.traces);
    // Every edge that stays is given once, and every step as often as a trace takes it.
    const stays = corpus.file.traces
      .flatMap(({ lines }) => lines.flatMap((line) => (line.kind === "stay" ? line.answers : [])))
      .filter((answer) => answer !== 0).length;
    expect(result.steps).toBe(stays + counts.steps);
    expect(result.compared).toBeGreaterThan(10 * result.steps);
    expect(result.exit).toBe(0);
  }
});

test("an observation that is empty, or null, diverges at once", async () => {
  for (const empty of [{}, null, undefined, []]) {
    const subject = new Bent({ observe: () => empty });
    const found = await verdicts(payee, subject);
    expect(found.every(({ kind }) => kind === "diverges")).toBe(true);
  }
});

test("a key too many and a key too few diverge, wherever they are", async () => {
  const more = new Bent({ observe: (seen) => ({ ...asObject(seen), color: "red" }) });
  expect(await firstDivergence(payee, more)).toMatchObject({ what: "observed.color", step: 0 });
  const less = new Bent({
    observe: (seen) => {
      const { released: _, ...rest } = asObject(seen);
      return rest;
    },
  });
  expect(await firstDivergence(payee, less)).toMatchObject({ what: "observed.released" });
});

test("another reason than those that failed diverges, and no reason at all does, too", async () => {
  const other = new Bent({
    apply: (reply) => (reply.outcome === "refused" ? { ...reply, reason: "QueueFull" } : reply),
  });
  expect(await firstDivergence(payee, other)).toMatchObject({
    what: "reason",
    actual: "QueueFull",
  });
  const none = new Bent({
    apply: ({ outcome, emitted }) => ({ outcome, emitted }),
  });
  expect(await firstDivergence(payee, none)).toMatchObject({ what: "reason", actual: null });
});

test("any one of the reasons that failed will do", async () => {
  const last = new Bent({
    apply: (reply, input, body) => {
      const allowed = reasonsFor(payee, input, body).find((reasons) =>
        reasons.includes(reply.reason ?? ""),
      );
      const reason = allowed?.at(-1);
      return reason === undefined ? reply : { ...reply, reason };
    },
  });
  // Where an input is refused alike in every state, its last reason is as good as its first.
  const found = await verdicts(payee, last);
  expect(found.some(({ kind }) => kind === "conforms")).toBe(true);
});

test("a message too many, too few or of other bytes diverges; their order does not", async () => {
  const more = new Bent({
    apply: (reply) => ({ ...reply, emitted: [...reply.emitted, { type: "Order", body: {} }] }),
  });
  expect(await firstDivergence(committee, more)).toMatchObject({ what: "emitted" });
  const fewer = new Bent({ apply: (reply) => ({ ...reply, emitted: reply.emitted.slice(1) }) });
  expect(await firstDivergence(committee, fewer)).toMatchObject({ what: "emitted" });
  const other = new Bent({
    apply: (reply) => ({
      ...reply,
      emitted: reply.emitted.map(({ type, body }) => {
        return { type, body: { ...asObject(body), authority_sig: "00" } };
      }),
    }),
  });
  expect(await firstDivergence(committee, other)).toMatchObject({ what: "emitted" });
  const turned = new Bent({
    apply: (reply) => ({ ...reply, emitted: reply.emitted.toReversed() }),
  });
  expect(await firstDivergence(committee, turned)).toBe(undefined);
});

test("cheats are caught: always yes, always no, echo, the first answer for ever", async () => {
  const first: Reply[] = [];
  const cheats: readonly Bent["bends"][] = [
    { apply: () => ({ outcome: "released", emitted: [] }) },
    { apply: () => ({ outcome: "refused", reason: "NoQuorum", emitted: [] }) },
    { apply: (_, input, body) => ({ outcome: input, emitted: [{ type: input, body }] }) },
    { apply: (reply) => first[first.push(reply) > 0 ? 0 : 0] ?? reply },
  ];
  for (const cheat of cheats) {
    const result = await certified(payee, new Bent(cheat));
    expect(result.words).toContain("fail");
    expect(result.exit).toBe(1);
  }
});

test("right answers over a state that never changes diverge", async () => {
  let seen: Json | undefined;
  const frozen = new Bent({ observe: (observed) => (seen ??= observed) });
  expect(await firstDivergence(payee, frozen)).not.toBe(undefined);
});

test("a subject that dies twice at the same place fails; a bug of ours is no verdict", async () => {
  const dead = new Bent({
    apply: () => {
      throw new Fault("SubjectDied", { exit: 9 });
    },
  });
  expect(await certified(payee, dead)).toMatchObject({ words: ["fail"], compared: 0, exit: 1 });
  const broken = new Bent({
    apply: () => {
      throw new TypeError("ours");
    },
  });
  await expect(certified(payee, broken)).rejects.toThrow("ours");
});

test("nothing replayed is no pass", () => {
  expect(exitOf([])).toBe(2);
});

function asObject(value: Json): { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })
    : {};
}

/** Every set of reasons that some state refuses this input for. */
function reasonsFor(corpus: Corpus, input: string, body: Json): readonly (readonly string[])[] {
  const text = JSON.stringify(body);
  const at = corpus.inputs.findIndex(
    (each) => each.input === input && JSON.stringify(each.body) === text,
  );
  const answers = corpus.file.traces.flatMap(({ lines }) =>
    lines.flatMap((line) => (line.kind === "stay" ? [line.answers[at] ?? 0] : [])),
  );
  return [...new Set(answers)].flatMap((id) => {
    const reasons = corpus.answers[id - 1]?.reasons ?? [];
    return reasons.length === 0 ? [] : [reasons];
  });
}
