/**
 * The reference is as demanded under every fault. A faulty one that hides what is wrong is green in
 * the corpus itself, and its map is red at exactly the steps where its rule says so.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Json } from "../../base/canonical.ts";
import { Fault } from "../../base/fault.ts";
import { HIDDEN } from "../../subject/faulty/hidden.ts";
import { Reference, runSignatures } from "../../subject/reference.ts";
import type { Reply, Setup, Subject } from "../../subject/subject.ts";
import { read } from "../../vector/read.ts";
import type { Corpus } from "../corpus.ts";
import { ready } from "../corpus.ts";
import { answersOf, pathOf } from "../edges.ts";
import { replay } from "../replay.ts";
import type { Ask } from "../run.ts";
import type { AxisName } from "./axis.ts";
import { AXES, AXIS_NAMES } from "./axis.ts";
import type { Heat } from "./heat.ts";
import { heatOf } from "./heat.ts";
import { Timetable } from "./timetable.ts";

const signatures = runSignatures();
const corpora = new Map<string, Corpus>();
const FULL = { seed: 1, percent: 100 };

function corpusOf(name: string): Corpus {
  const url = new URL(`../../../conformance/traces/${name}.ndjson`, import.meta.url);
  const corpus = corpora.get(name) ?? ready(read(readFileSync(url, "utf8"), name));
  corpora.set(name, corpus);
  return corpus;
}

function heat(
  corpus: Corpus,
  names: readonly AxisName[],
  subject: Subject,
  budget: { readonly seed: number; readonly percent: number; readonly crashesMax?: number } = FULL,
): Promise<Heat> {
  const axes = AXES.filter(({ name }) => names.includes(name));
  const work = { corpus, traces: corpus.file.traces, axes, budget };
  return heatOf(work, [subject], () => false);
}

/** How often each mark stands in all maps. */
function marks({ rows }: Heat): { readonly [mark: string]: number } {
  const all = rows.map(({ map }) => map).join("");
  return Object.fromEntries([".", "x", "-", "?"].map((mark) => [mark, all.split(mark).length - 1]));
}

/** The walk as its rule sees it: what is asked, and what the model answers. */
class Walk {
  readonly corpus: Corpus;
  readonly asks: readonly Ask[];

  constructor(corpus: Corpus, asks: readonly Ask[]) {
    this.corpus = corpus;
    this.asks = asks;
  }

  /** Whether the rule holds at some input that comes after another. */
  some(rule: (i: number) => boolean): boolean {
    return this.asks.some((_, i) => rule(i));
  }
  is(i: number, input: string): boolean {
    return this.#input(i)?.input === input;
  }
  /** Input i is the same as the one so many places before it. */
  same(i: number, before = 1): boolean {
    return this.asks[i]?.input === this.asks[i - before]?.input;
  }
  outcome(i: number): string | undefined {
    return this.#answer(this.asks[i]?.answer)?.outcome;
  }
  reasons(i: number): string | undefined {
    return this.#answer(this.asks[i]?.answer)?.reasons.join();
  }
  emits(i: number): boolean {
    return (this.#answer(this.asks[i]?.answer)?.emitted.length ?? 0) > 0;
  }
  /** The state after input i, 0 being the opening as far as anyone has asked. */
  state(i: number): number | undefined {
    return this.asks[i]?.state;
  }
  observed(i: number): Json {
    return this.corpus.states[(this.state(i) ?? 0) - 1]?.observed ?? null;
  }
  body(i: number): { readonly [key: string]: unknown } {
    return { ...(this.#input(i)?.body as object) };
  }
  name(i: number): string {
    return this.#input(i)?.name ?? "";
  }
  /** The outcome of this input, asked again after input i. */
  next(i: number, input: number | undefined): string | undefined {
    const state = this.state(i);
    if (input === undefined || state === undefined) return undefined;
    return this.#answer(pathOf(graphOf(this.corpus), state, [input])[0]?.answer)?.outcome;
  }
  input(i: number): number {
    return this.asks[i]?.input ?? 0;
  }
  #answer(id: number | undefined) {
    return this.corpus.answers[(id ?? 0) - 1];
  }
  #input(i: number) {
    return this.corpus.inputs[(this.asks[i]?.input ?? 0) - 1];
  }
}

const graphs = new Map<Corpus, ReturnType<typeof answersOf>>();
function graphOf(corpus: Corpus): ReturnType<typeof answersOf> {
  const graph = graphs.get(corpus) ?? answersOf(corpus);
  graphs.set(corpus, graph);
  return graph;
}

const WEIGHTS: { readonly [name: string]: number } = { a1: 2, a2: 1, a3: 1 };

/** The votes for the outstanding order, weighed, with the last of them once more. */
function weighedAgain(walk: Walk, i: number): number {
  const keys = walk.corpus.file.header.keys;
  const weigh = (key: unknown): number =>
    WEIGHTS[keys.find((each) => each.key === key)?.name ?? ""] ?? 0;
  const { outstanding } = walk.observed(i - 1) as { outstanding: { votes: Json[] } | null };
  const { vote } = walk.body(i) as { vote: { authority: string } };
  return (outstanding?.votes ?? []).reduce<number>(
    (sum, voter) => sum + weigh(voter),
    weigh(vote.authority),
  );
}

/** What each hides, as a rule over a walk; and which axes are put on which suite. */
const RULES: readonly {
  readonly name: string;
  readonly suite: string;
  readonly axes: readonly AxisName[];
  readonly red: (walk: Walk) => boolean;
}[] = [
  {
    name: "RepeatIsSilent",
    suite: "committee/GenCommittee2111",
    axes: AXIS_NAMES,
    red: (walk) => walk.some((i) => walk.same(i) && walk.emits(i)),
  },
  {
    name: "WritesBehind",
    suite: "committee/GenCommittee2111",
    axes: AXIS_NAMES,
    // Every step of a trace changes the state, and is answered before it is written.
    red: (walk) => walk.some((i) => walk.is(i, "Restart")),
  },
  {
    name: "WritesBehindInWallet",
    suite: "wallet/GenPayee",
    axes: ["crash", "retry", "swap"],
    red: (walk) => walk.some((i) => walk.is(i, "Restart")),
  },
  {
    name: "RestartSilencesRetry",
    suite: "committee/GenCommittee2111",
    axes: AXIS_NAMES,
    red: (walk) => walk.some((i) => walk.is(i - 1, "Restart") && walk.same(i, 2) && walk.emits(i)),
  },
  {
    name: "BuffersOneEarly",
    suite: "committee/GenCommittee2111",
    axes: AXIS_NAMES,
    red: (walk) =>
      walk.some(
        (i) =>
          walk.is(i - 1, "ApplyCertificate") &&
          walk.reasons(i - 1)?.startsWith("CertificateGap") === true &&
          walk.outcome(i) !== "refused" &&
          walk.next(i, walk.input(i - 1)) === "applied",
      ),
  },
  {
    name: "ClockRunsOn",
    suite: "authority/GenDebit",
    axes: ["early", "late"],
    red: (walk) =>
      walk.some(
        (i) =>
          i > 0 &&
          walk.outcome(i - 1) !== "refused" &&
          walk.is(i, "SignVote") &&
          walk.reasons(i) === "OrderFromFuture" &&
          // It is open one millisecond later.
          /\.[02]$/.test(walk.name(i)),
      ),
  },
  {
    name: "ExpiryPoisonsNext",
    suite: "authority/GenEscrow",
    axes: ["early", "late"],
    red: (walk) =>
      walk.some((i) => walk.reasons(i - 1) === "OrderExpired" && walk.outcome(i) === "voted"),
  },
  {
    name: "ColdStartSkipsGap",
    suite: "committee/GenCommittee2111",
    axes: AXIS_NAMES,
    red: (walk) =>
      walk.some(
        (i) =>
          (i === 0 || walk.is(i - 1, "Restart")) &&
          walk.is(i, "ApplyCertificate") &&
          walk.reasons(i) === "CertificateGap",
      ),
  },
  {
    name: "CreditsAllButTheLastAgain",
    suite: "committee/GenCommittee2111",
    axes: ["echo", "duplicate", "cut", "swap"],
    red: (walk) =>
      walk.some((i) => {
        if (!walk.is(i, "ApplyCertificate") || walk.outcome(i) !== "again") return false;
        const before = walk.asks.slice(0, i).map((_, index) => index);
        if (before.some((index) => walk.outcome(index) === "refused")) return false;
        const last = before.findLast((index) => walk.outcome(index) === "applied");
        const order = (index: number): string =>
          JSON.stringify((walk.body(index) as { certificate: { order: Json } }).certificate.order);
        return last === undefined || order(last) !== order(i);
      }),
  },
  {
    name: "LastVoteCountsAgain",
    suite: "wallet/GenCollect",
    axes: ["duplicate", "echo"],
    red: (walk) =>
      walk.some(
        (i) =>
          walk.same(i) &&
          walk.is(i, "CollectVote") &&
          walk.outcome(i) === "again" &&
          weighedAgain(walk, i) >= 3,
      ),
  },
  {
    name: "DoubleClickReleases",
    suite: "wallet/GenPayee",
    axes: ["duplicate", "echo", "cut", "late"],
    red: (walk) => walk.some((i) => walk.same(i) && walk.reasons(i) === "GoodsReleased"),
  },
];

test("there is a rule for every faulty reference that hides something", () => {
  expect(RULES.map(({ name }) => name).toSorted()).toEqual(
    HIDDEN.map(({ name }) => name).toSorted(),
  );
});

test.each(RULES)(
  "$name passes all of $suite, and is red at exactly the steps of its rule",
  async ({ name, suite, axes, red }) => {
    const corpus = corpusOf(suite);
    const faults = HIDDEN.find((each) => each.name === name)?.faults;
    for (const trace of corpus.file.traces) {
      expect(await replay(corpus, trace, new Reference(signatures, faults))).toMatchObject({
        kind: "conforms",
      });
    }
    const { rows } = await heat(corpus, axes, new Reference(signatures, faults));
    const times = new Timetable(corpus);
    const expected = rows.map(({ trace: { trace, lines }, axis }) => {
      const inputs = lines.flatMap((line) => (line.kind === "step" ? [line.input] : []));
      const mark = (_: unknown, index: number): string => {
        const walk = axis.put(inputs, index + 1, times);
        if (walk === undefined) return "-";
        const asks = pathOf(graphOf(corpus), trace.root, walk);
        return red(new Walk(corpus, asks)) ? "x" : ".";
      };
      return `${trace.id} ${axis.name} ${inputs.map(mark).join("")}`;
    });
    expect(rows.map(({ trace, axis, map }) => `${trace.trace.id} ${axis.name} ${map}`)).toEqual(
      expected,
    );
    expect(expected.some((row) => row.includes("x"))).toBe(true);
  },
);

test.each(["committee/GenCommittee2111", "wallet/GenPayee"])(
  "the reference is as demanded in %s under every fault",
  async (suite) => {
    const found = await heat(corpusOf(suite), AXIS_NAMES, new Reference(signatures));
    expect(found.rows.filter((row) => row.found !== undefined)).toEqual([]);
    const { steps } = corpusOf(suite).file.header.counts;
    const counted = marks(found);
    expect(counted["."]).toBeGreaterThan(4 * steps);
    expect(counted).toMatchObject({ x: 0, "?": 0 });
    expect(found.compared).toBeGreaterThan(10 * found.steps);
  },
);

test("the reference is as demanded in a sample of the faults of every large suite", async () => {
  for (const suite of ["authority/GenCredit", "authority/GenDebit", "wallet/GenReceipts"]) {
    const budget = { seed: 11, percent: 1 };
    const found = await heat(corpusOf(suite), AXIS_NAMES, new Reference(signatures), budget);
    expect(marks(found)["x"]).toBe(0);
    expect(marks(found)["."]).toBeGreaterThan(0);
  }
});

function mapsOf(found: Heat | undefined): string {
  return (found?.rows ?? []).map(({ map }) => map).join("\n");
}

/** How many faults were put. */
function taken(map: string): number {
  return map.split(".").length - 1;
}

test("a sample takes its part, the same for one seed, and no more crashes than told", async () => {
  const corpus = corpusOf("wallet/GenPayee");
  const maps = async (budget: Parameters<typeof heat>[3]): Promise<Heat> =>
    await heat(corpus, ["cut", "crash"], new Reference(signatures), budget);
  const [one, again, other] = await Promise.all(
    [5, 5, 6].map((seed) => maps({ seed, percent: 20, crashesMax: 10 })),
  );
  expect(mapsOf(one)).toBe(mapsOf(again));
  expect(mapsOf(one)).not.toBe(mapsOf(other));
  const of = (name: AxisName): string =>
    (one?.rows ?? []).map(({ axis, map }) => (axis.name === name ? map : "")).join("");
  // 470 faults of each; a fifth of them is 94, and three deviations are 26.
  expect(Math.abs(taken(of("cut")) - 94)).toBeLessThan(40);
  expect(taken(of("crash"))).toBe(10);
});

/** The reference, until the chosen input; from then on it is gone. */
class Mortal extends Reference {
  readonly deadly: string;
  readonly resumes: boolean;

  constructor({ deadly, resumes }: { deadly: string; resumes: boolean }) {
    super(signatures);
    this.deadly = deadly;
    this.resumes = resumes;
  }

  override apply(input: string, body: Json): Reply {
    if (input === this.deadly) throw new Fault("SubjectDied", { exit: 9 });
    return super.apply(input, body);
  }
}

test("a subject that cannot be crashed is asked for no crash", async () => {
  const subject = new Mortal({ deadly: "", resumes: false });
  const found = await heat(corpusOf("wallet/GenPayee"), ["crash", "retry"], subject);
  expect(marks(found)).toMatchObject({ ".": 0, x: 0, "?": 0 });
  expect(found.walks).toBe(0);
});

test("of a trace that fails without a fault nothing is said", async () => {
  const subject = new Mortal({ deadly: "RecordOwnershipProof", resumes: true });
  const found = await heat(corpusOf("wallet/GenPayee"), ["duplicate"], subject);
  for (const { trace, map, found: first } of found.rows) {
    const fails = trace.lines.some(
      (line) =>
        line.kind === "step" &&
        corpusOf("wallet/GenPayee").inputs[line.input - 1]?.input === "RecordOwnershipProof",
    );
    expect(map).toBe((fails ? "?" : ".").repeat(map.length));
    expect(first).toBe(undefined);
  }
});

test("a subject that dies of a fault, twice, has not done as demanded", async () => {
  /** The second delivery in a row kills it. */
  class Fragile extends Reference {
    #last: Json = null;
    override reset(setup: Setup): void {
      super.reset(setup);
      this.#last = null;
    }
    override apply(input: string, body: Json): Reply {
      if (body === this.#last) throw new Fault("SubjectDied", { exit: 9 });
      this.#last = body;
      return super.apply(input, body);
    }
  }
  const found = await heat(corpusOf("wallet/GenPayee"), ["duplicate"], new Fragile(signatures));
  expect(marks(found)).toMatchObject({ ".": 0, "?": 0, "-": 0 });
  expect(found.rows[0]?.found?.verdict).toMatchObject({ kind: "inconclusive", twice: true });
});
