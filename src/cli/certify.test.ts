/** `flashmesh certify` as people start it: exit codes, and a corpus that was tampered with. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { corpusOf, heard } from "./heard.ts";

const MAIN = new URL("main.ts", import.meta.url).pathname;
const CORPUS = new URL("../../conformance/traces/", import.meta.url).pathname;

const SMALL = mkdtempSync(join(tmpdir(), "flashmesh-corpus-"));
corpusOf(["GenPayee"], SMALL);
afterAll(() => {
  rmSync(SMALL, { recursive: true, force: true });
});

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flashmesh-certify-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** PERF: by one model of the corpus, where no other is told: it is read in a tenth of the time. */
function soon(args: readonly string[]): readonly string[] {
  return ["certify", ...(args.includes("--corpus") ? [] : ["--corpus", SMALL]), ...args];
}

async function certify(...args: readonly string[]) {
  const ended = await execa(process.execPath, [MAIN, ...soon(args)], {
    cwd: folder,
    reject: false,
    stdin: "ignore",
  });
  return { exit: ended.exitCode, out: ended.stdout, err: ended.stderr };
}

test("the reference conforms to a model that is named, its graph is equal: exit 0", async () => {
  const { exit, out } = await certify("reference", "--filter", "GenPayee", "--corpus", CORPUS);
  expect(out).toMatch(/^wallet +102 traces +[\d,]+ steps +[\d,]+ comparisons +conforms/m);
  expect(out).toMatch(/^graphs +equal: 35 states, 4,585 edges in 1 of 1 graphs/m);
  expect(out).toMatch(/^peak memory \d+ MiB$/m);
  expect(exit).toBe(0);
});

test("a faulty reference diverges: exit 1, and the command it names shows that again", async () => {
  const name = "WithoutGoodsReleasedInWallet";
  const { exit, out } = await certify("reference", "--faulty", name, "--filter", "GenPayee");
  expect(exit).toBe(1);
  expect(out).toContain("GD-4  MUST  Goods of this (sender, nonce) have not been released.");
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
    [["reference", "--corpus", "nowhere"], "index.json cannot be read"],
  ];
  for (const [args, says] of cases) {
    const { exit, err } = await heard(folder, soon(args));
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
    cpSync(SMALL, copy, { recursive: true });
    writeFileSync(join(copy, path), changed);
    const { exit, err } = await heard(folder, soon(["reference", "--corpus", copy]));
    expect(err).toContain(says);
    expect(exit).toBe(3);
  }
});

function counts(out: string): string {
  return /^wallet .* comparisons +\w+/m.exec(out)?.[0] ?? "";
}

async function doctor(...command: readonly string[]) {
  return await execa(process.execPath, [MAIN, "doctor", "--deadline", "2000", "--", ...command], {
    cwd: folder,
    reject: false,
  });
}

const SUBJECT = [process.execPath, MAIN, "subject", "reference"];

test("a command after -- is judged like the reference: exit 0, and the same counts", async () => {
  const text = readFileSync(join(CORPUS, "wallet/GenPayee.ndjson"), "utf8");
  const id = /T-[0-9a-f]{16}/.exec(text)?.[0] ?? "";
  const here = await certify("reference", "--filter", id);
  const there = await certify("--filter", id, "--jobs", "2", "--", ...SUBJECT);
  expect(counts(there.out)).toMatch(/^wallet +1 traces .* conforms$/);
  expect(counts(there.out)).toBe(counts(here.out));
  expect(there.out).toMatch(/^speed +\d+ steps\/s, apart from \d+ planned crashes/m);
  expect(there.exit).toBe(0);
});

test("a faulty command diverges as it does in this process, and is shown again", async () => {
  const fault = ["--faulty", "WithoutGoodsReleasedInWallet"];
  const table: { mutants: { name: string; kill: { trace: string } }[] } = JSON.parse(
    readFileSync(join(CORPUS, "../mutants.json"), "utf8"),
  );
  const id = table.mutants.find(({ name }) => name === fault[1])?.kill.trace ?? "";
  const there = await certify("--filter", id, "--", ...SUBJECT, ...fault);
  const here = await certify("reference", "--filter", id, ...fault);
  expect(there.exit).toBe(1);
  expect(told(there.out)).toEqual(told(here.out));
  const again = /again +flashmesh certify (.+)$/m.exec(there.out)?.[1]?.split(" ") ?? [];
  expect((await certify(...again)).exit).toBe(1);
});

/** What is said about the divergence, but for the command. */
function told(out: string): readonly string[] {
  const lines = out.split("\n");
  const begin = lines.findIndex((line) => line.startsWith("DIVERGES"));
  return lines.slice(
    begin,
    lines.findIndex((line) => line.startsWith("  again")),
  );
}

test("a command that cannot be judged: 2 where it is silent, 3 where it is not there", async () => {
  const silent = await certify(
    "--hello-deadline",
    "200",
    "--filter",
    "GenPayee",
    "--",
    "sleep",
    "9",
  );
  expect(silent.err).toContain("the subject did not answer hello within 200 ms");
  expect(silent.exit).toBe(2);
  const missing = await certify("--filter", "GenPayee", "--", "flashmesh-no-such-program");
  expect(missing.err).toContain("the subject cannot be started: ENOENT");
  expect(missing.exit).toBe(3);
  const both = await certify("reference", "--", "sleep", "9");
  expect(both.err).toContain("either reference or another subject");
  expect(both.exit).toBe(3);
});

test("the doctor says what is wrong in one line each, and so by its exit code", async () => {
  const healthy = await doctor(...SUBJECT);
  expect(healthy.stdout).toBe("nothing found: it talks as spec/formats/subject.md says");
  expect(healthy.exitCode).toBe(0);
  const chatty = await doctor("echo", "listening on port 1");
  expect(chatty.stdout).toMatch(/^FOUND {2}a line on standard output is no JSON: listening/);
  expect(chatty.stdout).toContain("cure: standard output is for replies alone");
  expect(chatty.exitCode).toBe(1);
});
