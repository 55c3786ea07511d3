/** `flashmesh init adapter`: what it writes talks, is judged to the end, and overwrites nothing. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readResult } from "../replay/stream.ts";
import { heard } from "./heard.ts";

const MAIN = new URL("main.ts", import.meta.url).pathname;
const PATIENCE_MS = 120_000;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flashmesh-init-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(cwd: string, program: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8" });
  return { exit: status, out: stdout, err: stderr };
}

function flashmesh(cwd: string, ...args: readonly string[]) {
  return run(cwd, process.execPath, MAIN, ...args);
}

type Start = {
  readonly lang: string;
  /** How much of the corpus is asked: all of it once is enough. */
  readonly shard: string;
  readonly needs: readonly [program: string, ...args: string[]];
  readonly build?: readonly [program: string, ...args: string[]];
  readonly command: readonly string[];
};

const STARTS: readonly Start[] = [
  {
    lang: "ts",
    shard: "1/1",
    needs: [process.execPath, "--version"],
    command: [process.execPath, "adapter.ts"],
  },
  {
    lang: "python",
    shard: "2/9",
    needs: ["python3", "--version"],
    command: ["python3", "-B", "adapter.py"],
  },
  {
    lang: "go",
    shard: "3/9",
    needs: ["go", "version"],
    build: ["go", "build", "-o", "my-authority", "."],
    command: ["./my-authority"],
  },
];

for (const { lang, shard, needs, build, command } of STARTS) {
  if (run(".", ...needs).exit !== 0) {
    console.log(`not run: the skeleton in ${lang} (needs \`${needs.join(" ")}\`)`);
    continue;
  }
  test(
    `the skeleton in ${lang} talks as it should, is judged to the end, and diverges`,
    () => {
      const begun = flashmesh(folder, "init", "adapter", "--lang", lang, "--dir", "mine");
      expect(begun).toMatchObject({ exit: 0, err: "" });
      const home = join(folder, "mine");
      if (build !== undefined) expect(run(home, ...build)).toMatchObject({ exit: 0, err: "" });

      const doctor = flashmesh(home, "doctor", "--", ...command);
      expect(doctor.out).toBe("nothing found: it talks as spec/formats/subject.md says\n");
      expect(doctor.exit).toBe(0);

      const told = ["--shard", shard, "--results", "r.ndjson", "--"];
      const judged = flashmesh(home, "certify", ...told, ...command);
      expect(judged.exit).toBe(1);
      expect(judged.out).toMatch(/^FAIL .*\n +[A-Z]{2}-\d+ +MUST /m);
      const { cases, footer } = readResult(readFileSync(join(home, "r.ndjson"), "utf8"), "r");
      // Whatever it answers wrongly, it answers: nothing hangs, dies or breaks off.
      expect(Object.keys(footer.words)).toEqual(["fail"]);
      const outcomes = cases.filter(({ failure }) => failure?.what === "outcome");
      expect(outcomes.length).toBeGreaterThan(cases.length / 2);
      expect(cases.some(({ failure }) => failure?.explanation !== undefined)).toBe(true);
    },
    PATIENCE_MS,
  );
}

test("the next commands are named, and the files, for people and for machines", async () => {
  const { out } = await heard(folder, ["init", "adapter", "--lang", "go"]);
  expect(out).toContain(join("my-authority", "adapter.go"));
  expect(out.trimEnd().split("\n").slice(-2)).toEqual([
    "  go build -o my-authority . && npx flashmesh doctor -- ./my-authority",
    "  npx flashmesh certify -- ./my-authority",
  ]);
  const json = ["init", "adapter", "--lang", "ts", "--dir", "ts", "--json"];
  const told = await heard(folder, json);
  expect(JSON.parse(told.out)).toEqual({
    dir: "ts",
    files: [".github/workflows/conformance.yml", "README.md", "adapter.ts"],
    next: ["npx flashmesh doctor -- node adapter.ts", "npx flashmesh certify -- node adapter.ts"],
  });
});

test("nothing is overwritten, not even a link to nowhere, nor written then: exit 3", async () => {
  const args = ["init", "adapter", "--lang", "python", "--dir", "."];
  writeFileSync(join(folder, "adapter.py"), "mine\n");
  const { exit, err } = await heard(folder, args);
  expect(exit).toBe(3);
  expect(err).toContain("adapter.py is there, and would be overwritten");
  expect(readFileSync(join(folder, "adapter.py"), "utf8")).toBe("mine\n");
  expect(run(folder, "ls", "-A").out).toBe("adapter.py\n");
  rmSync(join(folder, "adapter.py"));
  symlinkSync("nowhere", join(folder, "README.md"));
  expect((await heard(folder, args)).exit).toBe(3);
  expect(run(folder, "ls", "-A").out).toBe("README.md\n");
});

test("what it does not know is bad input: exit 3 and one sentence", async () => {
  const lines: readonly (readonly [readonly string[], string])[] = [
    [[], "what can be begun is: adapter"],
    [["wallet"], "what can be begun is: adapter"],
    [["adapter"], "--lang is one of go, python, ts"],
    [["adapter", "--lang", "../go"], "--lang is one of go, python, ts"],
    [["adapter", "--lang", "constructor"], "--lang is one of go, python, ts"],
  ];
  for (const [args, says] of lines) {
    const { exit, err } = await heard(folder, ["init", ...args]);
    expect(err).toContain(says);
    expect(exit).toBe(3);
  }
  writeFileSync(join(folder, "file"), "");
  const onto = ["init", "adapter", "--lang", "ts", "--dir", "file"];
  expect((await heard(folder, onto)).exit).toBe(3);
});
