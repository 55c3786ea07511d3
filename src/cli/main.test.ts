/** The command as people start it: by bare `node`, which refuses what vitest forgives. */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { execa } from "execa";
import { afterEach, beforeEach, expect, test } from "vitest";

const MAIN = new URL("main.ts", import.meta.url).pathname;
const MANIFEST = new URL("../../tla/manifest.json", import.meta.url).pathname;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flashmesh-cli-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Ended = { readonly exit: number | undefined; readonly out: string; readonly err: string };

async function run(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Ended> {
  const ended = await execa(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: environment,
    reject: false,
    stdin: "ignore",
  });
  return { exit: ended.exitCode, out: ended.stdout, err: ended.stderr };
}

test("help is answered with exit 0 and names every command and option", async () => {
  const overview = await run(["--help"]);
  expect(overview.exit).toBe(0);
  expect(overview.out).toMatch(/^ {2}check +run the models/m);
  const page = await run(["check", "--help"]);
  expect(page.exit).toBe(0);
  for (const option of ["--list", "--dry-run", "--json", "--story", "--pin", "--jobs N"]) {
    expect(page.out).toContain(option);
  }
});

test("wrong usage is exit 3 and one sentence, never a stack", async () => {
  const cases = [
    [[], "usage:"],
    [["certfy"], "there is no command certfy"],
    [["check", "--lsit"], "--lsit"],
    [["check", "--jobs", "0"], "--jobs takes a whole number from 1 to 256, not 0"],
    [["check", "--jobs"], "--jobs"],
    [["check", "NoSuchModel"], "no model or suite is called NoSuchModel"],
    [["check", "--manifest", "none.json"], "none.json cannot be read: ENOENT"],
  ] as const;
  for (const [args, said] of cases) {
    const ended = await run(args);
    expect(ended.exit, args.join(" ")).toBe(3);
    expect(ended.err).toContain(said);
    expect(ended.err).not.toMatch(/^ +at /m);
    expect(ended.out).toBe("");
  }
});

test("a manifest that breaks its format is exit 3 and names file and place", async () => {
  const file = join(folder, "manifest.json");
  writeFileSync(file, '{"jar": {"artifact": "a:b:1"}, "models": []}');
  const ended = await run(["check", "--manifest", file]);
  expect(ended.exit).toBe(3);
  expect(ended.err).toContain(`${file}/jar: wanted the key sha256`);
});

test("no Java, no jar and a corrupt jar are exit 2 and say the cure", async () => {
  const corrupt = join(folder, "corrupt.jar");
  writeFileSync(corrupt, "not the jar");
  const cases = [
    [{ JAVA_HOME: "/nowhere" }, "no Java: /nowhere/bin/java cannot be started", "JAVA_HOME"],
    [{ FLASHMESH_TLA_JAR: "/no.jar" }, "names /no.jar, which cannot be read", "correct the path"],
    [{ FLASHMESH_TLA_JAR: corrupt }, "is not the pinned one", "unset FLASHMESH_TLA_JAR"],
  ] as const;
  const java = join(folder, "java");
  for (const [environment, said, cure] of cases) {
    const ended = await run(["check", "canary"], { ...fakeJava(java), ...environment });
    expect(ended.exit, said).toBe(2);
    expect(ended.err).toContain(said);
    expect(ended.err).toContain(cure);
  }
});

/** A Java that knows its version, so that the jar is looked at on machines without one. */
function fakeJava(home: string): Record<string, string> {
  rmSync(home, { recursive: true, force: true });
  const shell = ["#!/bin/sh", `echo 'openjdk version "17.0.1"' >&2`, ""].join("\n");
  mkdirAndWrite(join(home, "bin"), "java", shell);
  return { JAVA_HOME: home };
}

function mkdirAndWrite(directory: string, name: string, text: string): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, name), text, { mode: 0o755 });
}

test("an interrupt stops the checker, is exit 2 and leaves nothing behind", async () => {
  const home = join(folder, "java");
  const environment = fakeJava(home);
  const asked = `[ "$1" = -version ] && echo 'openjdk version "17.0.1"' >&2 && exit 0`;
  const sleeps = `echo $$ > ${join(folder, "pid")}; exec sleep 60`;
  mkdirAndWrite(join(home, "bin"), "java", ["#!/bin/sh", asked, sleeps, ""].join("\n"));
  const jar = "the bytes of a jar";
  writeFileSync(join(folder, "the.jar"), jar);
  const sha256 = createHash("sha256").update(jar).digest("hex");
  const model = {
    name: "Clock",
    module: "Clock",
    config: "Clock.cfg",
    suite: "small",
    mode: "safety",
    about: "A clock.",
    invariants: ["Small"],
    expect: { result: "holds" },
    counts: { initial: 1, generated: 1, distinct: 1, depth: 1 },
  };
  const manifest = { jar: { artifact: "a:b:1", sha256 }, models: [model] };
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "Clock.cfg"), "SPECIFICATION Spec\nINVARIANT Small\n");
  writeFileSync(join(folder, "Clock.tla"), "---- MODULE Clock ----\n====\n");
  const temporary = join(folder, "tmp");
  mkdirSync(temporary);
  const child = execa(process.execPath, [MAIN, "check", "--manifest", "manifest.json"], {
    cwd: folder,
    env: {
      ...environment,
      FLASHMESH_TLA_JAR: join(folder, "the.jar"),
      TMPDIR: temporary,
      // Node's cache of compiled code is meant to stay.
      NODE_COMPILE_CACHE: join(folder, "compiled"),
    },
    reject: false,
    stdin: "ignore",
  });
  let pid = 0;
  while (pid === 0 && child.exitCode === null) {
    await setTimeout(20);
    if (existsSync(join(folder, "pid"))) pid = Number(readFileSync(join(folder, "pid"), "utf8"));
  }
  expect(readdirSync(temporary)).toHaveLength(1);
  child.kill("SIGINT");
  const ended = await child;
  expect(ended.exitCode).toBe(2);
  expect(ended.stderr).toContain("interrupted");
  expect(readdirSync(temporary)).toEqual([]);
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});

test("listing and the dry run need no Java and write nothing", async () => {
  const list = await run(["check", "canary", "--list", "--manifest", MANIFEST]);
  expect(list.exit).toBe(0);
  expect(list.out).toMatch(/^canary\/LazySequence: /m);
  const dry = await run(["check", "LazySequence", "--dry-run"], {
    JAVA_HOME: "/nowhere",
    FLASHMESH_TLA_JAR: "/the.jar",
  });
  expect(dry.exit).toBe(0);
  expect(dry.out).toContain("-cp /the.jar tlc2.TLC -tool -metadir $RUN/meta");
  expect(readdirSync(folder)).toEqual([]);
});
