/**
 * The pinned checker: finds Java and the jar, fetches the jar once with the Maven client, and
 * checks its hash. Everything that can be wrong with a machine is a fault of its own.
 * @module
 */
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { Fault, InputFault } from "../base/fault.ts";

/** What `tla/manifest.json` says about the jar. */
export type JarPin = {
  /** Maven coordinates, `group:name:version`. */
  readonly artifact: string;
  /** Lower-case hex of the file's SHA-256. */
  readonly sha256: string;
};

export type Environment = { readonly [name: string]: string | undefined };

export type Engine = { readonly java: string; readonly jar: string; readonly pin: JarPin };

/** Oldest Java that runs the jar. */
const JAVA_MIN = 11;

/** Java and a jar whose hash is right, or a fault with the first thing that is wrong. */
export async function prepareEngine(
  pin: JarPin,
  environment: Environment,
  signal?: AbortSignal,
): Promise<Engine> {
  const java = await findJava(environment);
  const jar = await findJar(pin, environment, signal);
  return { java, jar, pin };
}

/** Reads the whole jar each time: what was right a minute ago may have been replaced. */
export async function checkJar(jar: string, pin: JarPin): Promise<void> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(jar);
  } catch (cause) {
    throw new Fault("JarUnreadable", { jar }, { cause });
  }
  const actual = createHash("sha256").update(bytes).digest("hex");
  if (actual !== pin.sha256) throw new Fault("JarCorrupt", { jar, expected: pin.sha256, actual });
}

async function findJava(environment: Environment): Promise<string> {
  const home = environment["JAVA_HOME"];
  const java = home === undefined || home === "" ? "java" : join(home, "bin", "java");
  const asked = await execa(java, ["-version"], {
    env: environment,
    extendEnv: false,
    reject: false,
    all: true,
    stdin: "ignore",
  });
  if (asked.code === "ENOENT" || asked.code === "EACCES") throw new Fault("JavaMissing", { java });
  // `openjdk version "17.0.15"`, and before Java 9 `java version "1.8.0_392"`.
  const found = /version "(?:1\.)?(\d+)/.exec(asked.all)?.[1];
  if (asked.failed || found === undefined) {
    throw new Fault("JavaUnusable", { java, said: asked.all.slice(0, 400) });
  }
  if (Number(found) < JAVA_MIN) {
    throw new Fault("JavaTooOld", { java, found: Number(found), needed: JAVA_MIN });
  }
  return java;
}

async function findJar(
  pin: JarPin,
  environment: Environment,
  signal: AbortSignal | undefined,
): Promise<string> {
  const named = environment["FLASHMESH_TLA_JAR"];
  if (named !== undefined && named !== "") {
    if (!(await exists(named))) throw new Fault("JarMissing", { jar: named });
    await checkJar(named, pin);
    return named;
  }
  const jar = expectedJar(pin, environment);
  if (!(await exists(jar))) await fetchJar(pin, jar, environment, signal);
  await checkJar(jar, pin);
  return jar;
}

/** Where the jar is, or will be once it is fetched. */
export function expectedJar(pin: JarPin, environment: Environment): string {
  return (
    environment["FLASHMESH_TLA_JAR"] || join(cacheDirectory(environment), jarName(pin.artifact))
  );
}

function jarName(artifact: string): string {
  const [, name = "", version = ""] = artifact.split(":");
  if (name === "" || version === "") throw new InputFault("JarPinBad", { artifact });
  return `${name}-${version}.jar`;
}

function cacheDirectory(environment: Environment): string {
  const root =
    environment["XDG_CACHE_HOME"] || environment["LOCALAPPDATA"] || join(homedir(), ".cache");
  return join(root, "flashmesh");
}

/** Into a directory of its own beside the target, checked there, then moved in one step. */
async function fetchJar(
  pin: JarPin,
  jar: string,
  environment: Environment,
  signal: AbortSignal | undefined,
): Promise<void> {
  const directory = dirname(jar);
  let fresh: string | undefined;
  try {
    await mkdir(directory, { recursive: true });
    fresh = await mkdtemp(join(directory, "fetch-"));
    const options = ["-q", "-B", "dependency:copy", `-Dartifact=${pin.artifact}`];
    const fetched = await execa("mvn", [...options, `-DoutputDirectory=${fresh}`], {
      cwd: fresh,
      env: environment,
      extendEnv: false,
      reject: false,
      all: true,
      stdin: "ignore",
      ...(signal === undefined ? {} : { cancelSignal: signal }),
    });
    if (fetched.isCanceled) throw new Fault("Interrupted", { during: "fetching the jar" });
    if (fetched.code === "ENOENT" || fetched.code === "EACCES") {
      throw new Fault("MavenMissing", { artifact: pin.artifact });
    }
    if (fetched.failed) {
      const said = fetched.all.slice(-1200);
      if (said.includes("No space left on device")) throw new Fault("DiskFull", { directory });
      throw new Fault("JarFetchFailed", {
        artifact: pin.artifact,
        exit: fetched.exitCode ?? null,
        said,
      });
    }
    const arrived = join(fresh, jarName(pin.artifact));
    await checkJar(arrived, pin);
    await rename(arrived, jar);
  } catch (cause) {
    throw diskFault(cause, directory);
  } finally {
    if (fresh !== undefined) await rm(fresh, { recursive: true, force: true });
  }
}

/** A fault as it is; an error of the file system as the fault it means. */
export function diskFault(cause: unknown, directory: string): unknown {
  if (!(cause instanceof Error) || cause instanceof Fault || !("code" in cause)) return cause;
  if (cause.code === "ENOSPC" || cause.code === "EDQUOT") {
    return new Fault("DiskFull", { directory }, { cause });
  }
  if (cause.code === "EACCES" || cause.code === "EROFS" || cause.code === "EPERM") {
    return new Fault("DirectoryNotWritable", { directory }, { cause });
  }
  return new Fault("DirectoryUnusable", { directory, why: String(cause.code) }, { cause });
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
