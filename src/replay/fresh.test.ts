/**
 * The sample that a run binds to keys of its own. The law that matters: whoever computes the
 * answers does as well there as in the stored cases.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { switchMaker } from "../dataplane/dataplane.ts";
import { Programs } from "../dataplane/programs.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import { at } from "../trace/flow.ts";
import { readCatalogue } from "../vector/catalogue.ts";
import { read } from "../vector/read.ts";
import type { Case } from "./case.ts";
import { casesOf, stepsOf } from "./case.ts";
import { PROFILES } from "./certify.ts";
import { certifyAll } from "./crew.ts";
import { ready } from "./corpus.ts";
import { boundTo, freshNetwork, freshSample } from "./fresh.ts";

const FOLDER = new URL("../../conformance/traces/", import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, FOLDER), "utf8");
const paths = readCatalogue(textOf("index.json"), "index.json").map(({ path }) => path);
const corpora = paths.map((path) => ready(read(textOf(path), path)));
const cases = casesOf(corpora, PROFILES);
const SMALL = ["GenEscrow", "GenCommittee1111", "GenPayee"];
const signatures = runSignatures();
const PROGRAM = new URL("../../p4/flashmesh.p4", import.meta.url);
const makeSwitch = switchMaker(
  new Programs({ file: "flashmesh.p4", text: readFileSync(PROGRAM, "utf8") }),
);
const sample = freshSample(cases, freshNetwork(1));

async function counts(of: readonly Case[]) {
  const subject = new Reference(signatures, undefined, makeSwitch);
  const judged = await certifyAll(of, [subject], { stopped: () => false });
  return judged.map(({ of: { trace }, verdict }) => ({ id: trace.trace.id, ...verdict }));
}

/** The stored cases that these were made from. */
function storedOf(some: readonly Case[]): readonly Case[] {
  const ids = new Set(some.map(({ trace }) => trace.trace.id));
  return cases.filter(({ trace }) => ids.has(trace.trace.id));
}

function steps(of: readonly Case[]): number {
  return of.reduce((sum, each) => sum + stepsOf(each), 0);
}

/** Every kind of answer that a suite shows: input, outcome, reasons. */
function kindsIn(some: readonly Case[]): ReadonlySet<string> {
  const kinds = new Set<string>();
  for (const { corpus, trace } of some) {
    const { header } = corpus.file;
    const tell = (input: number, id: number): void => {
      if (id === 0) return;
      const { outcome, reasons } = at(corpus.answers, id - 1);
      kinds.add(`${header.id} ${at(corpus.inputs, input - 1).input} ${outcome} ${reasons.join()}`);
    };
    for (const line of trace.lines) {
      if (line.kind === "step") tell(line.input, line.answer);
      else for (const [index, id] of line.answers.entries()) tell(index + 1, id);
    }
  }
  return kinds;
}

/** Under other secrets the cells of a key fall together otherwise, and other cells are shown. */
function withoutCells(found: Awaited<ReturnType<typeof counts>>) {
  const switches = new Set(
    cases
      .filter(({ corpus }) => corpus.file.header.profile === "dataplane")
      .map(({ trace }) => trace.trace.id),
  );
  return found.map((each) =>
    switches.has(each.id) && "compared" in each ? { ...each, compared: "some" } : each,
  );
}

test("the reference conforms under fresh keys, case by case in as many comparisons", async () => {
  const stored = await counts(storedOf(sample));
  expect(stored.every(({ kind }) => kind === "conforms")).toBe(true);
  expect(withoutCells(await counts(sample))).toEqual(withoutCells(stored));
});

test("so it does under any other name", async () => {
  const some = storedOf(sample).filter(({ corpus }) => SMALL.includes(corpus.file.header.model));
  expect(await counts(boundTo(some, "village-2"))).toEqual(await counts(some));
});

test("the sample shows every kind of answer of every suite, in a tenth of the inputs", () => {
  const [wanted, shown] = [kindsIn(cases), kindsIn(sample)];
  expect([...wanted].filter((kind) => !shown.has(kind))).toEqual([]);
  expect(shown.size).toBeGreaterThan(500);
  const part = steps(sample) / steps(cases);
  expect(part).toBeGreaterThan(0.05);
  expect(part).toBeLessThan(0.1);
});

test("a name draws its sample: the same one again, and another one another", () => {
  const small = cases.filter(({ corpus }) => corpus.file.header.model === "GenEscrow");
  const drawn = (seed: number): readonly string[] =>
    freshSample(small, freshNetwork(seed)).map(({ trace }) => trace.trace.id);
  expect(drawn(1)).toEqual(drawn(1));
  expect(drawn(2)).not.toEqual(drawn(1));
});

test("the network of a run is named by its seed, and its cases say so", () => {
  // Python: hashlib.sha256(b"flashmesh/1/fresh-network/1").hexdigest()[:12]
  expect(freshNetwork(1)).toBe("fresh-b5d4a5048c90");
  expect(new Set(sample.map(({ binding }) => binding))).toEqual(new Set([freshNetwork(1)]));
  for (const { corpus } of sample) expect(corpus.file.header.network).toBe(freshNetwork(1));
});
