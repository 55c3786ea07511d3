/** `flashmesh certify`: the result stream, its options, and the baseline, as people use them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { Entry } from "../replay/baseline.ts";
import type { Result } from "../replay/result.ts";
import { readResult } from "../replay/stream.ts";
import { corpusOf, heard } from "./heard.ts";

const FAULT = ["--faulty", "WithoutGoodsReleasedInWallet"];
// One suite of the corpus is soon read; it is run as a part all the same.
const SMALL = mkdtempSync(join(tmpdir(), "flashmesh-corpus-"));
corpusOf(["GenPayee"], SMALL);
const PAYEE = ["reference", "--filter", "GenPayee", "--seed", "7", "--corpus", SMALL];
afterAll(() => {
  rmSync(SMALL, { recursive: true, force: true });
});

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flashmesh-results-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function certify(...args: readonly string[]) {
  return await heard(folder, ["certify", ...args]);
}

async function results(...args: readonly string[]): Promise<Result> {
  await certify(...args, "--results", "run.ndjson");
  return readResult(readFileSync(join(folder, "run.ndjson"), "utf8"), "run.ndjson");
}

/** What two equal runs have in common. */
function lasting({ header, cases, heat, coverage, footer }: Result): unknown {
  const { subject, seed, options, profiles, corpus_sha256: corpus } = header;
  const { words, profiles: judged, exit } = footer;
  const who = { subject, seed, options, profiles, corpus };
  return { cases, heat, coverage, who, words, judged, exit };
}

test("a run writes a stream that says all that is printed; - puts it alone on stdout", async () => {
  const { exit, out } = await certify(...PAYEE, ...FAULT, "--results", "run.ndjson");
  const stream = readResult(readFileSync(join(folder, "run.ndjson"), "utf8"), "run.ndjson");
  expect(exit).toBe(1);
  expect(stream.footer).toMatchObject({ exit: 1, words: { fail: 25, pass: 77 } });
  expect(stream.header).toMatchObject({ seed: 7, subject: { transport: "in-process" } });
  expect(Date.parse(stream.header.started ?? "")).toBeGreaterThan(0);
  expect(out).toMatch(/^flashmesh-reference .* seed 7$/m);
  expect(out).toContain("DIVERGES (25 fail)");
  const alone = await certify(...PAYEE, ...FAULT, "--results", "-");
  expect(lasting(readResult(`${alone.out}\n`, "-"))).toEqual(lasting(stream));
  expect(alone.exit).toBe(1);
});

test("the same run twice differs in time, place and notes alone; jobs change no case", async () => {
  const first = await results(...PAYEE, ...FAULT);
  expect(lasting(await results(...PAYEE, ...FAULT))).toEqual(lasting(first));
  const jobs = await results(...PAYEE, ...FAULT, "--jobs", "3");
  expect(jobs.cases).toEqual(first.cases);
  expect(jobs.header.options).toMatchObject({ jobs: 3 });
});

test("shards, put together, are the whole; each alone is a part, never conformant", async () => {
  const whole = await results(...PAYEE);
  const shards: Result[] = [];
  for (const shard of ["1/2", "2/2"]) {
    const { out, exit } = await certify(...PAYEE, "--shard", shard);
    expect(exit).toBe(0);
    expect(out).toContain("conforms in part");
    expect(out).toContain("wallet: 51 cases were run; a part is never conformant");
    expect(out).not.toMatch(/: conformant/);
    shards.push(await results(...PAYEE, "--shard", shard));
  }
  const merged = whole.cases.map((_, at) => shards[at % 2]?.cases[Math.floor(at / 2)]);
  expect(merged).toEqual([...whole.cases]);
  expect(shards.map(({ header }) => header.options.shard)).toEqual(["1/2", "2/2"]);
  expect(shards.every(({ footer }) => footer.profiles[0]?.partial)).toBe(true);
});

test("--list says what would run, and runs nothing", async () => {
  const { exit, out } = await certify("--list", "--corpus", SMALL, "--shard", "2/2");
  expect(exit).toBe(0);
  const listed = out.split("\n");
  expect(listed).toHaveLength(51);
  const ran = await results(...PAYEE, "--shard", "2/2");
  expect(listed).toEqual(
    ran.cases.map(({ id, suite, steps, title }) => `${id}  ${suite}  ${steps}  ${title}`),
  );
  const json = await certify("--list", "--json", "--corpus", SMALL, "--", "nobody");
  expect(JSON.parse(json.out)).toHaveLength(102);
  expect(json.exit).toBe(0);
});

test("a clause is a filter; a seed that is not told is another each time", async () => {
  const goods = await results("reference", "--filter", "GD-6", "--corpus", SMALL);
  expect(goods.cases.length).toBeGreaterThan(0);
  expect(goods.cases.every(({ clauses }) => clauses.includes("GD-6"))).toBe(true);
  const again = await results("reference", "--filter", "GD-6", "--corpus", SMALL);
  expect(again.header.seed).not.toBe(goods.header.seed);
  expect(again.cases).toEqual(goods.cases);
});

test("a generated baseline makes the run ok and the profile not conformant", async () => {
  const wrote = await certify(...PAYEE, ...FAULT, "--write-baseline", "known.json");
  expect(wrote.exit).toBe(1);
  expect(wrote.out).toContain("25 known failures are written to known.json");
  expect(wrote.out).toContain("after an upgrade of the suite: raise the version");
  // The graph is no case, and only a whole suite has one: where it differs the run stays red.
  const known = ["--baseline", "known.json", "--shard", "1/2"];
  const { exit, out } = await certify(...PAYEE, ...FAULT, ...known);
  expect(exit).toBe(0);
  expect(out).toMatch(/KNOWN FAILURES \(\d+ known-fail\)/);
  expect(out).toMatch(/^wallet: not conformant: (\d+) known failures, \1 of them unexplained$/m);
  expect(out).not.toContain("DIVERGES");
});

function entries(file: string): Entry[] {
  const baseline: { entries: Entry[] } = JSON.parse(readFileSync(join(folder, file), "utf8"));
  return baseline.entries;
}

function write(file: string, list: readonly Entry[]): void {
  const head = { format: "flashmesh-baseline/1", suite_version: "1.0.0" };
  writeFileSync(join(folder, file), JSON.stringify({ ...head, entries: list }));
}

test("a listed case that passes, or fails elsewhere, is stale and fails the run", async () => {
  await certify(...PAYEE, ...FAULT, "--write-baseline", "known.json");
  const healthy = await certify(...PAYEE, "--baseline", "known.json");
  expect(healthy.exit).toBe(1);
  expect(healthy.out).toContain("DIVERGES (25 stale)");
  expect(healthy.out).toContain("it conforms, and the baseline says otherwise: unexplained");
  const [first, ...others] = entries("known.json");
  if (first === undefined) throw new Error("there are entries");
  write("one.json", [{ ...first, step: first.step + 1, reason: "we know", issue: "12" }]);
  write("two.json", others);
  // Twice means both files.
  const args = [...PAYEE, ...FAULT, "--baseline", "one.json", "--baseline", "two.json"];
  const both = await certify(...args);
  expect(both.out).toContain("(24 known-fail, 1 stale)");
  expect(both.out).toContain("and the baseline says otherwise: we know, 12");
  expect(both.exit).toBe(1);
});

test("a crash can be known, too: it is met twice, and the run is in order", async () => {
  const animal = new URL("../../conformance/zoo/animal.ts", import.meta.url).pathname;
  const listed = await certify("--list", "--json", "--filter", "GenEscrow");
  const rows: { id: string; steps: number }[] = JSON.parse(listed.out);
  const long = rows.toSorted((left, right) => right.steps - left.steps)[0]?.id ?? "";
  const subject = ["--", process.execPath, "--no-warnings", animal, "dies-mid-case"];
  const wrote = await certify("--filter", long, "--write-baseline", "known.json", ...subject);
  expect(wrote.out).toContain("twice, from a fresh start: counts as a divergence");
  expect(wrote.exit).toBe(1);
  expect(entries("known.json")).toMatchObject([
    { id: long, kind: "crashed", key: "crashed", reason: "unexplained" },
  ]);
  const again = await certify("--filter", long, "--baseline", "known.json", ...subject);
  expect(again.out).toContain("KNOWN FAILURES (1 known-fail)");
  expect(again.exit).toBe(0);
});

test("a baseline that does not hold is bad input: exit 3, before anything runs", async () => {
  await certify(...PAYEE, ...FAULT, "--write-baseline", "known.json");
  const [first] = entries("known.json");
  if (first === undefined) throw new Error("there are entries");
  const cases: readonly (readonly [readonly Entry[], string])[] = [
    [[{ ...first, id: "T-0000000000000000" }], "no case of the corpus has this id"],
    [[{ ...first, digest: "00".repeat(32) }], "another digest by now"],
    [[{ ...first, until: "2020-02-29" }], "it counted until 2020-02-29"],
    [[first, { ...first, step: 9 }], "another entry names another check of this case"],
  ];
  for (const [list, says] of cases) {
    write("wrong.json", list);
    const { exit, err, out } = await certify(...PAYEE, "--baseline", "wrong.json");
    expect(err).toContain(says);
    expect(out).toBe("");
    expect(exit).toBe(3);
  }
  for (const text of ["", "{}", '{"format":"flashmesh-baseline/1","format":"x"}', "[1.0]"]) {
    writeFileSync(join(folder, "wrong.json"), text);
    const { exit, err } = await certify(...PAYEE, "--baseline", "wrong.json");
    expect(err).toContain("wrong.json is no baseline");
    expect(exit).toBe(3);
  }
});

test("options that make no sense are told in one sentence: exit 3", async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [[...PAYEE, "--shard", "3/2"], "--shard takes I/N with I from 1 to N"],
    [[...PAYEE, "--shard", "0/2"], "--shard takes I/N"],
    [[...PAYEE, "--shard", "200/200"], "there are 102 cases, and none is left for shard 200/200"],
    [[...PAYEE, "--seed", "-1"], "--seed"],
    [[...PAYEE, "--seed", "4294967296"], "--seed takes a whole number"],
    [[...PAYEE, "--json", "--results", "-"], "standard output has room for one"],
    [[...PAYEE, "--baseline", "nowhere.json"], "nowhere.json cannot be read"],
    [[...PAYEE, "--filter", "GD-99"], "no trace goes through such a clause"],
  ];
  for (const [args, says] of cases) {
    const { exit, err, out } = await certify(...args);
    expect(err).toContain(says);
    expect(out).toBe("");
    expect(exit).toBe(3);
  }
});
