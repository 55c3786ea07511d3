/** Fresh keys as people meet them: `flashmesh certify`, its sample and `--network`. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CaseLine, Result } from "../replay/result.ts";
import { readResult } from "../replay/stream.ts";
import { corpusOf, heard } from "./heard.ts";

const RECALL = new URL("../../conformance/zoo/recall.ts", import.meta.url).pathname;
const PAYEE = "wallet/GenPayee.ndjson";

let folder = "";
beforeAll(() => {
  // A corpus of one suite, so that a whole run is short.
  folder = mkdtempSync(join(tmpdir(), "flashmesh-fresh-"));
  mkdirSync(join(folder, "notes"));
  corpusOf(["GenPayee"], join(folder, "traces"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function certify(...args: readonly string[]) {
  return await heard(folder, ["certify", "--corpus", "traces", ...args]);
}

async function result(...args: readonly string[]): Promise<{ result: Result; exit: unknown }> {
  const { out, exit } = await certify("--results", "-", ...args);
  return { result: readResult(`${out}\n`, "standard output"), exit };
}

function isFresh({ binding }: CaseLine): boolean {
  return binding !== "corpus";
}

test("after the stored cases comes a sample under a network that the seed names", async () => {
  const { result: first, exit } = await result("--seed", "1", "reference");
  const { result: second } = await result("--seed", "2", "reference");
  const [{ fresh_network: one = "" }, { fresh_network: two }] = [
    first.header.options,
    second.header.options,
  ];
  expect(one).toMatch(/^fresh-[0-9a-f]{12}$/);
  expect(two).not.toBe(one);
  expect(exit).toBe(0);
  const from = first.cases.findIndex(isFresh);
  expect(from).toBe(102);
  const sample = first.cases.slice(from);
  expect(sample.length).toBeGreaterThan(0);
  expect(sample.every(({ binding, word }) => binding === one && word === "pass")).toBe(true);
  expect(first.footer.profiles).toMatchObject([{ word: "conforms", partial: false }]);
});

test("a run draws its seed itself, and never the same one", async () => {
  const [one, two] = await Promise.all([
    certify("--filter", "T-0", "reference"),
    certify("--filter", "T-0", "reference"),
  ]);
  const seeds = [one, two].map(({ out }) => /seed (\d+)/.exec(out)?.[1]);
  expect(seeds[0]).toMatch(/^\d+$/);
  expect(seeds[0]).not.toBe(seeds[1]);
});

test("all of it is run under a network that is named, and that is a part", async () => {
  const { result: named, exit } = await result("--network", "village-2", "reference");
  expect(exit).toBe(0);
  expect(named.cases).toHaveLength(102);
  expect(named.cases.every(({ binding }) => binding === "village-2")).toBe(true);
  expect(named.header.options.fresh_network).toBe("village-2");
  expect(named.footer.profiles).toMatchObject([{ word: "conforms", partial: true, cases: 102 }]);
});

test("a few cases that are asked for are no sample and no whole", async () => {
  const { result: some } = await result("--filter", "GenPayee", "reference");
  expect(some.cases.some(isFresh)).toBe(false);
  expect(some.footer.profiles).toMatchObject([{ partial: true }]);
});

test("a name that no network can have is bad input", async () => {
  for (const name of ["Village", "other-n", ""]) {
    const { exit, err } = await certify(`--network=${name}`, "reference");
    expect(err).toContain("cannot be the name of a network");
    expect(exit).toBe(3);
  }
});

test("who looks its answers up passes every stored case and fails with fresh keys", async () => {
  const command = [process.execPath, "--no-warnings", RECALL, "content"];
  const all = [...command, join(folder, "traces", PAYEE), "notes"];
  const { exit, out } = await certify("--shard", "1/4", "--", ...all);
  // All that fails is fresh; a fresh case that is only refused may need no answer that is known.
  expect(out).toMatch(
    /DIVERGES \((\d+) fail\)[^]*^fresh {5}\1 of \d+ cases fail under fresh keys and pass/m,
  );
  expect(out).toContain("wallet: not conformant");
  expect(exit).toBe(1);
  const again = /again +flashmesh certify (.+)$/m.exec(out)?.[1]?.split(" ") ?? [];
  expect(again).toContain("--network");
  const once = await certify(...again);
  expect(once.out).toMatch(/^FAIL  wallet/m);
  expect(once.exit).toBe(1);
});
