/** `flashmesh certify` as people start it: exit codes, and a corpus that was tampered with. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, expect, test } from "vitest";

const MAIN = new URL("main.ts", import.meta.url).pathname;
const CORPUS = new URL("../../conformance/traces/", import.meta.url).pathname;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flashmesh-certify-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function certify(...args: readonly string[]) {
  const ended = await execa(process.execPath, [MAIN, "certify", ...args], {
    cwd: folder,
    reject: false,
    stdin: "ignore",
  });
  return { exit: ended.exitCode, out: ended.stdout, err: ended.stderr };
}

test("the reference conforms to a model that is named, its graph is equal: exit 0", async () => {
  const { exit, out } = await certify("reference", "--filter", "GenPayee");
  expect(out).toMatch(/^wallet +102 traces +[\d,]+ steps +[\d,]+ comparisons +conforms/m);
  expect(out).toMatch(/^graphs +equal: 35 states, 4,585 edges in 1 of 1 graphs/m);
  expect(out).toMatch(/^peak memory \d+ MiB$/m);
  expect(exit).toBe(0);
});

test("a faulty reference diverges: exit 1, and the command it names shows that again", async () => {
  const name = "WithoutGoodsReleasedInWallet";
  const { exit, out } = await certify("reference", "--faulty", name, "--filter", "GenPayee");
  expect(exit).toBe(1);
  expect(out).toContain("GD-4      Goods of this (sender, nonce) have not been released.");
  const again = /again +flashmesh certify (.+)$/m.exec(out)?.[1]?.split(" ") ?? [];
  const once = await certify(...again);
  expect(once.exit).toBe(1);
  expect(once.out).toContain("wallet  1 traces");
});

test("a summary in JSON says the same", async () => {
  const { exit, out } = await certify("reference", "--filter", "GenPayee", "--json");
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    profiles: [{ profile: "wallet", word: "conforms", traces: 102, diverges: 0 }],
    diverges: [],
    inconclusive: [],
    graphs: [{ corpus: "wallet/GenPayee", kind: "equal" }],
  });
});

test("what cannot be replayed is bad input: exit 3, one sentence, never a stack", async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [[], "the subject is: reference"],
    [["somebody"], "the subject is: reference"],
    [["reference", "--profile", "switch"], "no profile is called switch"],
    [["reference", "--filter", "T-0nothing"], "no trace and no model begins with T-0nothing"],
    [["reference", "--faulty", "Nobody", "--filter", "GenPayee"], "no faulty reference"],
    [["reference", "--corpus", folder], "index.json cannot be read"],
  ];
  for (const [args, says] of cases) {
    const { exit, err } = await certify(...args);
    expect(err).toContain(says);
    expect(err).not.toMatch(/^ +at /m);
    expect(exit).toBe(3);
  }
});

test("a corpus that was tampered with judges nobody: exit 3, and the file is named", async () => {
  const file = "wallet/GenPayee.ndjson";
  const text = readFileSync(join(CORPUS, file), "utf8");
  const tampered: readonly (readonly [string, string, string])[] = [
    [file, text.slice(0, -200), "is cut short"],
    [file, text.replace('"released"', '"refused"'), "GenPayee.ndjson"],
    [file, `${text}\n`, "GenPayee.ndjson"],
    ["wallet/Other.ndjson", text, "is not in the index"],
  ];
  for (const [path, changed, says] of tampered) {
    const copy = join(folder, "traces");
    rmSync(copy, { recursive: true, force: true });
    cpSync(CORPUS, copy, { recursive: true });
    writeFileSync(join(copy, path), changed);
    const { exit, err } = await certify("reference", "--corpus", copy);
    expect(err).toContain(says);
    expect(exit).toBe(3);
  }
});
