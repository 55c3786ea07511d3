/**
 * Who is judged: several subjects of one kind that share the cases out, and what is known of them.
 * In: options. Out: a candidate, the same for the reference in this process and for a command, so
 * that whatever follows need not ask which it is.
 * @module
 */
import { randomInt } from "node:crypto";
import { sha256Hex } from "../base/bytes.ts";
import { Fault, InputFault } from "../base/fault.ts";
import type { Corpus } from "../replay/corpus.ts";
import type { SubjectFacts } from "../replay/result.ts";
import { commandText } from "../report/remote.ts";
import type { Limits } from "../subject/conversation.ts";
import { LIMITS } from "../subject/conversation.ts";
import { FAULTY } from "../subject/faulty/all.ts";
import { HIDDEN } from "../subject/faulty/hidden.ts";
import { StateDirectories } from "../subject/process.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import type { RemoteHello, Terms } from "../subject/remote.ts";
import { Remote, RESTARTS_MAX, WINDOW } from "../subject/remote.ts";
import type { OpenSubject, Subject } from "../subject/subject.ts";
import { SUITE_VERSION } from "../vector/lines.ts";
import type { Arguments } from "./args.ts";
import { readText } from "./files.ts";
import { PACKAGE, PROTO } from "./places.ts";
import { checkProgram, switchFor } from "./switch.ts";
import type { World } from "./world.ts";

export type Candidate = {
  readonly facts: SubjectFacts;
  /** What it claims to be. */
  readonly profiles: readonly string[];
  readonly subjects: readonly Subject[];
  /** Its limits of time and of questions ahead, where it has any. */
  readonly limits: { readonly window?: number; readonly deadline_ms?: number };
  /** Planned crashes that were carried out, and the milliseconds they took. */
  readonly crashes: () => { readonly count: number; readonly ms: number };
  /** It may die so many times more before it is given up. */
  readonly allow: (deaths: number) => void;
  /** Says good-bye; whether all of them ended as they should. */
  readonly farewell: () => Promise<boolean>;
  /** Ends everything, whatever is going on. */
  readonly close: () => Promise<void>;
};

const JOBS_MAX = 64;
const MS_MAX = 3_600_000;
const MIB = 2 ** 20;
const MIB_MAX = 2 ** 20;

export const MEMORY_ABOUT = "most memory of the command and its children (2048); on Linux only";

export function jobsOf(given: Arguments): number {
  return given.count("jobs", { min: 1, max: JOBS_MAX }, 1);
}

/** No scheme and no path: a name or a number of a host, and a port. */
const ADDRESS = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}$/;

const SEEDS = 2 ** 32;

/** Unless it is told, nobody can know it beforehand. */
export function seedOf(given: Arguments): number {
  return given.count("seed", { min: 0, max: SEEDS - 1 }, randomInt(SEEDS));
}

function limitsOf(given: Arguments): Limits {
  return {
    helloMs: given.count("hello-deadline", { min: 1, max: MS_MAX }, LIMITS.helloMs),
    stepMs: given.count("deadline", { min: 1, max: MS_MAX }, LIMITS.stepMs),
    lineMax: LIMITS.lineMax,
    memoryMax: given.count("memory", { min: 1, max: MIB_MAX }, LIMITS.memoryMax / MIB) * MIB,
  };
}

/** Whom to ask: the command after `--`, or the server that `--grpc` names. */
async function targetOf(command: readonly string[], given: Arguments): Promise<Terms["command"]> {
  const address = given.text("grpc");
  const [program = "", ...args] = command;
  if (address === undefined) return { program, args };
  if (!ADDRESS.test(address)) {
    const why = `--grpc takes HOST:PORT, not ${address}`;
    throw new InputFault("Usage", { command: "certify", why });
  }
  const { Proto } = await import("../wire/proto.ts");
  return { address, proto: new Proto(await readText(PROTO)) };
}

/** What every process or stream of a run is started with. */
export async function termsOf(
  command: readonly string[],
  given: Arguments,
  world: World,
  seed: number,
): Promise<Terms> {
  return {
    command: await targetOf(command, given),
    folder: world.folder,
    limits: limitsOf(given),
    suiteVersion: SUITE_VERSION,
    signatures: runSignatures(),
    directories: new StateDirectories(),
    restarts: { left: RESTARTS_MAX },
    now: world.now,
    seed,
    window: given.count("window", { min: 1, max: 1024 }, WINDOW),
  };
}

/** The reference in this process, or a faulty one. */
export async function openReference(
  given: Arguments,
  folder: string,
  corpora: readonly Corpus[],
): Promise<Candidate> {
  const program = checkProgram(given, folder, corpora);
  const open = referenceMaker(given, folder);
  const subjects = Array.from({ length: jobsOf(given) }, open);
  const { version, profiles } = open().hello();
  return {
    facts: {
      name: "flashmesh-reference",
      version,
      language: "TypeScript",
      issues: "",
      // What runs is this package: its versions are pinned in the file that names it.
      artifact_sha256: program ?? sha256Hex(await readText(PACKAGE)),
      capabilities: ["advance", "resume"],
      transport: "in-process",
      command: commandOf(given),
    },
    profiles,
    subjects,
    limits: {},
    crashes: () => ({ count: 0, ms: 0 }),
    allow: () => undefined,
    farewell: async () => {
      for (const subject of subjects) subject.bye();
      return await Promise.resolve(true);
    },
    close: async () => await Promise.resolve(),
  };
}

function commandOf(given: Arguments): string {
  const named = ["faulty", "program"].flatMap((option) => {
    const value = given.text(option);
    return value === undefined ? [] : [`--${option} ${value}`];
  });
  return ["reference", ...named].join(" ");
}

export function referenceMaker(given: Arguments, folder: string): () => Reference & OpenSubject {
  const signatures = runSignatures();
  const makeSwitch = switchFor(given, folder);
  const name = given.text("faulty");
  if (name === undefined) return () => new Reference(signatures, undefined, makeSwitch);
  const faulty = [...FAULTY, ...HIDDEN].find((each) => each.name === name);
  if (faulty === undefined) throw new InputFault("FaultyUnknown", { name });
  return () => new Reference(signatures, faulty.faults, makeSwitch);
}

/** A command, or a server, once it has said hello. */
export async function openProcess(
  command: readonly string[],
  given: Arguments,
  world: World,
  seed: number,
): Promise<Candidate> {
  const terms = await termsOf(command, given, world, seed);
  const address = given.text("grpc");
  const subjects = Array.from({ length: jobsOf(given) }, () => new Remote(terms));
  const stop = async (): Promise<void> => {
    await Promise.all(subjects.map((subject) => subject.stop()));
  };
  const close = async (): Promise<void> => {
    await stop();
    terms.directories.close();
  };
  world.signal.addEventListener("abort", () => void stop());
  try {
    const { profiles, limits: _, ...hello } = await helloOf(subjects);
    return {
      facts: {
        ...hello,
        ...(address === undefined
          ? { transport: "stdio", command: `-- ${commandText(command)}` }
          : { transport: "grpc", command: `--grpc ${address}` }),
      },
      profiles,
      subjects,
      limits: { window: terms.window, deadline_ms: terms.limits.stepMs },
      crashes: () => ({
        count: subjects.reduce((sum, subject) => sum + subject.crashes, 0),
        ms: subjects.reduce((sum, subject) => sum + subject.crashMs, 0),
      }),
      allow: (deaths) => {
        terms.restarts.left += deaths;
      },
      farewell: async () => {
        const all = await Promise.all(subjects.map(farewell));
        return all.every((ended) => ended);
      },
      close,
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** Whoever is asked for is not there: that is told to who asked. */
export const NOBODY = ["SubjectNotStarted", "SubjectUnreachable"];

async function helloOf([first]: readonly Remote[]): Promise<RemoteHello> {
  try {
    if (first !== undefined) return await first.hello();
  } catch (cause) {
    if (cause instanceof Fault && NOBODY.includes(cause.code)) {
      throw new InputFault(cause.code, cause.data, { cause });
    }
    throw cause;
  }
  throw new Fault("SubjectEnded");
}

/** Whether it ended by itself, as it should; one that is not there is past that. */
async function farewell(subject: Remote): Promise<boolean> {
  try {
    const how = await subject.bye();
    return how === undefined ? subject.over : how.exit === 0 && !how.left;
  } catch (cause) {
    if (cause instanceof Fault) return false;
    throw cause;
  }
}
