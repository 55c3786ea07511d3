/**
 * What is shrunk is still a path of the model and still the same divergence, for every faulty
 * reference; and what hides behind an earlier input is not lost on the way.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Json } from "../base/canonical.ts";
import { canonical } from "../base/canonical.ts";
import { Fault } from "../base/fault.ts";
import { FAST, switchMaker } from "../dataplane/dataplane.ts";
import { Programs } from "../dataplane/programs.ts";
import { ready } from "../replay/corpus.ts";
import { replay } from "../replay/replay.ts";
import type { Diverges } from "../replay/verdict.ts";
import { FAULTY } from "../subject/faulty/all.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import type { Reply, Setup, Subject } from "../subject/subject.ts";
import type { TraceLines } from "../vector/lines.ts";
import { read } from "../vector/read.ts";
import { Moves } from "./moves.ts";
import { BOUNDS, shrink } from "./shrink.ts";
import type { Shrunk } from "./shrink.ts";
import { symptomOf } from "./symptom.ts";
import { givenUntil, namesOf, traceOf } from "./trail.ts";

const folder = new URL("../../conformance/", import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, folder), "utf8");
const signatures = runSignatures();
const programs = new Programs({ file: "flashmesh.p4", text: text("../p4/flashmesh.p4") });
const makeSwitch = switchMaker(programs, FAST);

type Row = { readonly name: string; readonly kill: { corpus: string; trace: string } };
const table: { readonly mutants: readonly Row[] } = JSON.parse(text("mutants.json"));

const known = new Map<string, Moves>();
function movesOf(name: string): Moves {
  const moves = known.get(name) ?? new Moves(ready(read(text(`traces/${name}.ndjson`), name)));
  known.set(name, moves);
  return moves;
}

async function firstOf(
  moves: Moves,
  subject: Subject,
  wanted: (trace: TraceLines) => boolean = () => true,
): Promise<{ readonly trace: TraceLines; readonly found: Diverges }> {
  for (const trace of moves.corpus.file.traces.filter(wanted)) {
    const found = await replay(moves.corpus, trace, subject);
    if (found.kind === "diverges") return { trace, found };
  }
  throw new Error("it was meant to diverge");
}

async function shrunkOf(
  moves: Moves,
  subject: Subject,
  bounds = BOUNDS,
): Promise<{ readonly found: Diverges; readonly shrunk: Shrunk }> {
  const { trace, found } = await firstOf(moves, subject);
  const shrunk = await shrink(moves, trace, found, subject, bounds);
  if (!("trail" in shrunk)) throw new Error("it was meant to diverge again");
  return { found, shrunk };
}

type Bend = (reply: Reply, heard: readonly string[], starts: number) => Reply;

/** The reference, some of its answers bent by what it has heard before. */
class Grudging implements Subject {
  readonly #inner = new Reference(signatures);
  readonly #bend: Bend;
  #heard: string[] = [];
  #starts = 0;

  constructor(bend: Bend) {
    this.#bend = bend;
  }

  hello() {
    return this.#inner.hello();
  }
  reset(setup: Setup): void {
    this.#heard = [];
    this.#starts += 1;
    this.#inner.reset(setup);
  }
  apply(input: string, body: Json): Reply {
    this.#heard.push(`${input} ${canonical(body)}`);
    return this.#bend(this.#inner.apply(input, body), this.#heard, this.#starts);
  }
  observe(): Json {
    return this.#inner.observe();
  }
  advance(): readonly [] {
    return [];
  }
  crash(): void {
    this.#inner.crash();
  }
  bye(): void {
    this.#inner.bye();
  }
}

function median(sizes: readonly number[]): number {
  return sizes.toSorted((left, right) => left - right)[Math.floor(sizes.length / 2)] ?? 0;
}

test("every faulty reference shrinks to a path of the model that diverges alike", async () => {
  const before: number[] = [];
  const after: number[] = [];
  for (const { name, kill } of table.mutants) {
    const moves = movesOf(kill.corpus);
    const faulty = FAULTY.find((each) => each.name === name);
    const subject = new Reference(signatures, faulty?.faults, makeSwitch);
    const { trace, found } = await firstOf(
      moves,
      subject,
      ({ trace: { id } }) => id === kill.trace,
    );
    const given = givenUntil(moves.corpus, trace, found);
    const shrunk = await shrink(moves, trace, found, subject);
    if (!("trail" in shrunk)) throw new Error(`${name} does not diverge again`);
    const { trail } = shrunk;
    // A path of the model, and of the same fault, from a fresh start.
    const small = traceOf(moves, trail);
    expect(moves.along(trail)?.length).toBe(trail.inputs.length);
    if (small === undefined) throw new Error("a trail of the model has a trace");
    const again = await replay(
      moves.corpus,
      small,
      new Reference(signatures, faulty?.faults, makeSwitch),
    );
    if (again.kind !== "diverges") throw new Error(`${name} conforms on its shrunk trace`);
    expect(symptomOf(moves.corpus, again)).toBe(symptomOf(moves.corpus, found));
    expect(again.step).toBe(trail.inputs.length);
    expect(trail.inputs.length).toBeLessThanOrEqual(given.inputs.length);
    expect(shrunk.tried).toBeLessThanOrEqual(BOUNDS.replaysMax);
    // The reference itself has nothing to hide there.
    const honest = await replay(
      moves.corpus,
      small,
      new Reference(signatures, undefined, makeSwitch),
    );
    expect(honest.kind).toBe("conforms");
    before.push(given.inputs.length);
    after.push(trail.inputs.length);
  }
  console.log(
    `shrunk ${before.length}: median ${median(before)} -> ${median(after)} inputs, ` +
      `longest ${Math.max(...before)} -> ${Math.max(...after)}`,
  );
  expect(before.length).toBe(FAULTY.length);
  expect(median(after)).toBeLessThanOrEqual(3);
});

test("no single input of what is left can be spared", async () => {
  const moves = movesOf("wallet/GenCollect");
  const faulty = FAULTY.find(({ name }) => name === "RenewalOfAnotherAmount");
  const subject = new Reference(signatures, faulty?.faults, makeSwitch);
  const { found, shrunk } = await shrunkOf(moves, subject);
  const { trail } = shrunk;
  for (const [index] of trail.inputs.slice(0, -1).entries()) {
    const inputs = trail.inputs.toSpliced(index, 1);
    const trace = traceOf(moves, { ...trail, inputs });
    if (trace === undefined) throw new Error("whatever is left out, it is a path of the model");
    const verdict = await replay(moves.corpus, trace, subject);
    const same = verdict.kind === "diverges" && symptomOf(moves.corpus, verdict);
    expect(same).not.toBe(symptomOf(moves.corpus, found));
  }
});

test("a fault that an earlier refused input brings out keeps that input alone", async () => {
  const moves = movesOf("authority/GenEscrow");
  const { inputs } = moves.corpus;
  const trigger = inputs.find(({ name }) => name === "SignVote.a0b1_corrupt.3");
  const heardAs = `SignVote ${canonical(trigger?.body ?? null)}`;
  // From then on, unseen, it takes evidence for nothing new.
  const subject = new Grudging((reply, heard) =>
    heard.slice(0, -1).includes(heardAs) && heard.at(-1)?.startsWith("RecordEvidence") === true
      ? { ...reply, outcome: "again" }
      : reply,
  );
  const { trace, found } = await firstOf(moves, subject);
  const shrunk = await shrink(moves, trace, found, subject);
  if (!("trail" in shrunk)) throw new Error("it was meant to diverge again");
  expect(shrunk.from).toBeGreaterThan(10);
  expect(namesOf(moves.corpus, shrunk.trail)).toEqual(["SignVote.a0b1_corrupt.3", found.input]);
});

test("a fault that needs two earlier inputs, far apart, keeps both", async () => {
  const moves = movesOf("wallet/GenPayee");
  const named = (name: string): string => {
    const input = moves.corpus.inputs.find((each) => each.name === name);
    return `${input?.input ?? ""} ${canonical(input?.body ?? null)}`;
  };
  const both = [named("ReleaseGoods.a0b1.0"), named("ReleaseGoods.d0b1.7")];
  const subject = new Grudging((reply, heard) =>
    both.every((each) => heard.slice(0, -1).includes(each)) && reply.outcome === "refused"
      ? { ...reply, reason: "QueueFull" }
      : reply,
  );
  const { shrunk } = await shrunkOf(moves, subject);
  expect(shrunk.trail.inputs.length).toBe(3);
  expect(namesOf(moves.corpus, shrunk.trail).slice(0, 2).toSorted()).toEqual([
    "ReleaseGoods.a0b1.0",
    "ReleaseGoods.d0b1.7",
  ]);
});

test("what does not diverge twice is unstable, and no case", async () => {
  const moves = movesOf("wallet/GenPayee");
  const subject = new Grudging((reply, _, starts) =>
    starts === 1 ? { ...reply, outcome: "locked" } : reply,
  );
  const { trace, found } = await firstOf(moves, subject);
  const shrunk = await shrink(moves, trace, found, subject);
  expect("trail" in shrunk).toBe(false);
  expect(shrunk.tried).toBe(1);
});

test("the search keeps within its bound, and what it has is still the divergence", async () => {
  const moves = movesOf("wallet/GenCollect");
  const faulty = FAULTY.find(({ name }) => name === "RenewalOfAnotherAmount");
  const subject = new Reference(signatures, faulty?.faults, makeSwitch);
  const { shrunk } = await shrunkOf(moves, subject, { replaysMax: 6, inputsMax: 50_000 });
  expect(shrunk.stopped).toBe(true);
  expect(shrunk.tried).toBeLessThanOrEqual(6);
  expect(shrunk.found.step).toBe(shrunk.trail.inputs.length);
});

test("a subject that dies while it is asked again costs that attempt, not the search", async () => {
  const moves = movesOf("committee/GenCommittee2111");
  const subject = new Grudging((reply, heard) => {
    if (reply.reason !== "ConflictingOrder") return reply;
    // The shortest way there is two inputs long; it does not survive that one.
    if (heard.length === 2) throw new Fault("SubjectDied", { verb: "apply" });
    return { outcome: "voted", emitted: [] };
  });
  const { shrunk } = await shrunkOf(moves, subject);
  expect(shrunk.trail.inputs.length).toBe(3);
});

test("a shorter trace that fails otherwise, or only once, is not taken for it", async () => {
  const moves = movesOf("committee/GenCommittee2111");
  const voted: Reply = { outcome: "voted", emitted: [] };
  const other = new Grudging((reply, heard) => {
    if (reply.reason !== "ConflictingOrder") return reply;
    return heard.length === 2 ? { ...reply, reason: "QueueFull" } : voted;
  });
  const { shrunk } = await shrunkOf(moves, other);
  expect([shrunk.found.what, shrunk.trail.inputs.length]).toEqual(["outcome", 3]);
  let short = 0;
  const once = new Grudging((reply, heard) => {
    if (reply.reason !== "ConflictingOrder") return reply;
    if (heard.length === 2) short += 1;
    return heard.length === 2 && short % 2 === 0 ? reply : voted;
  });
  const second = await shrunkOf(moves, once);
  expect(second.shrunk.trail.inputs.length).toBe(3);
});
