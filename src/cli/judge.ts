/**
 * `flashmesh certify -- CMD ARGS`: the corpus against a subject in another process. In: options and
 * a command. Out: the same lines as for the reference, and an exit code.
 * @module
 */
import { resolve, join } from "node:path";
import { canonical } from "../base/canonical.ts";
import { Fault, InputFault } from "../base/fault.ts";
import { certifyAll } from "../replay/crew.ts";
import type { CorpusResult } from "../replay/certify.ts";
import type { Corpus } from "../replay/corpus.ts";
import type { Timed } from "../report/certify.ts";
import { findingLines, profileTotals, summaryOf, totalLines } from "../report/certify.ts";
import { clauseSentences } from "../report/clauses.ts";
import { alikeLines, commandText, speedLine } from "../report/remote.ts";
import type { Limits } from "../subject/conversation.ts";
import { LIMITS } from "../subject/conversation.ts";
import { StateDirectories } from "../subject/process.ts";
import { runSignatures } from "../subject/reference.ts";
import type { RemoteHello, Terms } from "../subject/remote.ts";
import { Remote, RESTARTS_MAX, WINDOW } from "../subject/remote.ts";
import { SUITE_VERSION } from "../vector/lines.ts";
import type { Arguments } from "./args.ts";
import { readCorpora } from "./corpora.ts";
import { readText } from "./files.ts";
import { CONFORMANCE, PROTOCOL } from "./places.ts";
import type { Exit, World } from "./world.ts";

const DOCTOR = "flashmesh doctor says which";
const JOBS_MAX = 64;
const MS_MAX = 3_600_000;
const CLEAR = "\r\u001b[2K";
const REDRAW_MS = 200;

function limitsOf(given: Arguments): Limits {
  return {
    helloMs: given.count("hello-deadline", { min: 1, max: MS_MAX }, LIMITS.helloMs),
    stepMs: given.count("deadline", { min: 1, max: MS_MAX }, LIMITS.stepMs),
    lineMax: LIMITS.lineMax,
  };
}

/** What every process of a run is started with. */
export function termsOf(command: readonly string[], given: Arguments, world: World): Terms {
  const [program = "", ...args] = command;
  return {
    command: { program, args },
    folder: world.folder,
    limits: limitsOf(given),
    suiteVersion: SUITE_VERSION,
    signatures: runSignatures(),
    directories: new StateDirectories(),
    restarts: { left: RESTARTS_MAX },
    now: world.now,
    seed: Math.floor(world.now() * 1000) % 2 ** 32,
    window: given.count("window", { min: 1, max: 1024 }, WINDOW),
  };
}

export async function certifyProcess(
  command: readonly string[],
  given: Arguments,
  world: World,
): Promise<Exit> {
  const folder = resolve(world.folder, given.text("corpus") ?? join(CONFORMANCE, "traces"));
  const corpora = await readCorpora(folder);
  const terms = termsOf(command, given, world);
  const jobs = given.count("jobs", { min: 1, max: JOBS_MAX }, 1);
  const subjects = Array.from({ length: jobs }, () => new Remote(terms));
  const stop = (): void => void Promise.all(subjects.map((subject) => subject.stop()));
  world.signal.addEventListener("abort", stop);
  try {
    return await new Run(corpora, subjects, { command, given, world }).judge();
  } finally {
    await Promise.all(subjects.map((subject) => subject.stop()));
    terms.directories.close();
  }
}

class Run {
  readonly #corpora: readonly Corpus[];
  readonly #subjects: readonly Remote[];
  readonly #command: readonly string[];
  readonly #given: Arguments;
  readonly #world: World;
  #drawn = 0;

  constructor(
    corpora: readonly Corpus[],
    subjects: readonly Remote[],
    asked: { command: readonly string[]; given: Arguments; world: World },
  ) {
    this.#corpora = corpora;
    this.#subjects = subjects;
    this.#command = asked.command;
    this.#given = asked.given;
    this.#world = asked.world;
  }

  async judge(): Promise<Exit> {
    const { out, signal } = this.#world;
    const hello = await this.#hello();
    const profiles = this.#profiles(hello);
    const results: Timed<CorpusResult>[] = [];
    const busy = this.#world.busy();
    const begun = this.#world.now();
    for (const profile of profiles) {
      const started = this.#world.now();
      const part = await this.#certify(profile);
      const seconds = (this.#world.now() - started) / 1000;
      // The time belongs to the profile; its corpora run side by side.
      results.push(...part.map((result, at) => ({ ...result, seconds: at === 0 ? seconds : 0 })));
    }
    if (signal.aborted) throw new Fault("Interrupted", { during: "certify" });
    if (results.every(({ traces }) => traces === 0)) {
      throw new InputFault("NothingToReplay", { filter: this.#given.text("filter") ?? "" });
    }
    const spent = this.#world.busy() - busy;
    const seconds = (this.#world.now() - begun) / 1000;
    const farewells = await Promise.all(this.#subjects.map((subject) => farewell(subject)));
    const totals = profileTotals(results);
    const ended = farewells.every((each) => each);
    if (this.#given.has("json")) {
      out(canonical(summaryOf(totals, results, [], [])));
    } else {
      const steps = totals.reduce((sum, total) => sum + total.steps, 0);
      const crashes = this.#subjects.reduce((sum, subject) => sum + subject.crashes, 0);
      this.#lines([`${hello.name} ${hello.version} (${hello.language})`, ...totalLines(totals)]);
      const sentences = clauseSentences(await readText(PROTOCOL));
      this.#lines(findingLines(results, sentences, (trace) => this.#again(trace)));
      this.#lines(alikeLines(results, commandText(this.#command)));
      const crashMs = this.#subjects.reduce((sum, subject) => sum + subject.crashMs, 0);
      const crashSeconds = crashMs / 1000 / this.#subjects.length;
      this.#lines([speedLine({ steps, crashes, crashSeconds, seconds, spent })]);
      if (!ended)
        out(`LINGERS  after bye it does not exit with code 0, or leaves a child: ${DOCTOR}`);
    }
    if (totals.some(({ word }) => word === "diverges")) return 1;
    return ended && totals.every(({ word }) => word === "conforms") ? 0 : 2;
  }

  async #hello(): Promise<RemoteHello> {
    const [first] = this.#subjects;
    try {
      if (first !== undefined) return await first.hello();
    } catch (cause) {
      if (cause instanceof Fault && cause.code === "SubjectNotStarted") {
        throw new InputFault(cause.code, cause.data, { cause });
      }
      throw cause;
    }
    throw new Fault("SubjectEnded");
  }

  #profiles(hello: RemoteHello): readonly string[] {
    const profile = this.#given.text("profile");
    if (profile === undefined) return hello.profiles;
    if (hello.profiles.includes(profile)) return [profile];
    throw new InputFault("ProfileNotDeclared", { profile, declared: hello.profiles });
  }

  async #certify(profile: string): Promise<readonly CorpusResult[]> {
    const filter = this.#given.text("filter") ?? "";
    const own = this.#corpora.filter(({ file }) => file.header.profile === profile);
    // A process that another one takes over from has to know the answer to hello, too.
    const all = await certifyAll(own, this.#subjects, {
      wanted: ({ file }, trace) => file.header.model.startsWith(filter) || trace.startsWith(filter),
      done: (done, total) => this.#draw(profile, done, total),
      stopped: () => this.#world.signal.aborted,
    });
    if (this.#world.watched) this.#world.err(CLEAR);
    return all.filter(({ traces }) => traces > 0);
  }

  #again(trace: string): string {
    return `flashmesh certify --filter ${trace} -- ${commandText(this.#command)}`;
  }

  #draw(profile: string, done: number, total: number): void {
    const now = this.#world.now();
    if (!this.#world.watched || now - this.#drawn < REDRAW_MS) return;
    this.#drawn = now;
    this.#world.err(`${CLEAR}${profile}  ${done}/${total} traces`);
  }

  #lines(lines: readonly string[]): void {
    for (const line of lines) this.#world.out(line);
  }
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
