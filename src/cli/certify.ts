/**
 * `flashmesh certify`. A command after `--` is judged by judge.ts; `reference` here: it replays the
 * whole corpus against the reference in this process, then compares its whole graph with the
 * model's. Needs no Java.
 * @module
 */
import { join, resolve } from "node:path";
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import type { CorpusResult, GraphResult } from "../replay/certify.ts";
import { PROFILES, certifyCorpus, certifyGraph } from "../replay/certify.ts";
import type { Corpus } from "../replay/corpus.ts";
import type { Mutant, MutantResult } from "../replay/mutants.ts";
import { hunt } from "../replay/mutants.ts";
import type { ProfileTotal, Timed } from "../report/certify.ts";
import {
  findingLines,
  graphLines,
  mutantLines,
  mutantPage,
  mutantTable,
  profileTotals,
  summaryOf,
  totalLines,
} from "../report/certify.ts";
import { clauseSentences } from "../report/clauses.ts";
import { FAULTY } from "../subject/faulty/all.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import type { Arguments, Option } from "./args.ts";
import { helpPage, readArguments } from "./args.ts";
import { readCorpora } from "./corpora.ts";
import { readText, writeWhole } from "./files.ts";
import { certifyProcess } from "./judge.ts";
import { CONFORMANCE, PROTOCOL } from "./places.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  { name: "profile", value: "NAME", about: `only ${PROFILES.join(", ")}` },
  { name: "filter", value: "ID", about: "only traces whose id, or whose model, begins so" },
  { name: "mutants", about: "also show that the corpus catches every faulty reference" },
  { name: "write", about: "with --mutants: write conformance/mutants.json and mutants.md" },
  { name: "faulty", value: "NAME", about: "judge that faulty reference instead, to see it fail" },
  { name: "jobs", value: "N", short: "j", about: "processes of the command at a time (1)" },
  { name: "deadline", value: "MS", about: "longest time of the command for one answer (5000)" },
  { name: "hello-deadline", value: "MS", about: "the same from its start to hello (30000)" },
  { name: "window", value: "N", about: "inputs asked before the first is answered (64)" },
  { name: "json", about: "print one JSON summary instead of lines" },
  { name: "corpus", value: "DIR", about: "another corpus than conformance/traces" },
  { name: "help", short: "h", about: "this page" },
];

const USAGE = "certify reference [options] | certify [options] -- COMMAND ARGS...";
/** What only the reference in this process can be asked. */
const REFERENCE_ONLY = ["mutants", "write"] as const;

const ABOUT = [
  "Gives every input of every trace to the subject, and compares every answer and everything that",
  "can be observed after it. Then explores the reference itself: its graph must be the model's.",
  "Exit: 0 conforms, 1 diverges, 2 could not be judged, 3 bad input, 4 a bug of flashmesh.",
];

export const certifyCommand: Command = {
  name: "certify",
  summary: "replay the conformance vectors against a subject and judge it",
  run,
};

async function run(args: readonly string[], world: World): Promise<Exit> {
  const cut = args.indexOf("--");
  const command = cut === -1 ? [] : args.slice(cut + 1);
  const given = readArguments("certify", OPTIONS, cut === -1 ? args : args.slice(0, cut));
  if (given.has("help")) {
    for (const line of helpPage(USAGE, ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  checkProfile(given.text("profile"));
  if (command.length > 0) {
    checkForProcess(given);
    return await certifyProcess(command, given, world);
  }
  const [subject, ...more] = given.positionals;
  if (subject !== "reference" || more.length > 0) {
    const why = "the subject is: reference, or a command after --";
    throw new InputFault("Usage", { command: "certify", why });
  }
  const folder = resolve(world.folder, given.text("corpus") ?? join(CONFORMANCE, "traces"));
  const corpora = select(await readCorpora(folder), given);
  return await new Certification(corpora, given, world).run();
}

function checkProfile(name: string | undefined): void {
  if (name === undefined || PROFILES.some((profile) => profile === name)) return;
  throw new InputFault("ProfileUnknown", { name });
}

function checkForProcess(given: Arguments): void {
  const [word] = given.positionals;
  const alone = REFERENCE_ONLY.find((name) => given.has(name));
  const faulty = given.text("faulty") === undefined ? undefined : "faulty";
  const option = alone ?? faulty;
  if (word === undefined && option === undefined) return;
  const why =
    option === undefined
      ? `either ${word ?? ""} or a command after --`
      : `--${option} is for the reference in this process`;
  throw new InputFault("Usage", { command: "certify", why });
}

/** The corpora of the profile; where a model is named, only its own. */
function select(corpora: readonly Corpus[], given: Arguments): readonly Corpus[] {
  const profile = given.text("profile");
  const filter = given.text("filter") ?? "";
  const wanted = corpora.filter(({ file: { header, traces } }) => {
    if (profile !== undefined && header.profile !== profile) return false;
    return (
      header.model.startsWith(filter) || traces.some(({ trace }) => trace.id.startsWith(filter))
    );
  });
  if (wanted.length === 0) throw new InputFault("NothingToReplay", { filter });
  return wanted;
}

class Certification {
  readonly #corpora: readonly Corpus[];
  readonly #given: Arguments;
  readonly #world: World;
  readonly #signatures = runSignatures();
  readonly #results: Timed<CorpusResult>[] = [];
  readonly #graphs: Timed<GraphResult>[] = [];

  constructor(corpora: readonly Corpus[], given: Arguments, world: World) {
    this.#corpora = corpora;
    this.#given = given;
    this.#world = world;
  }

  async run(): Promise<Exit> {
    const quiet = this.#given.has("json");
    const filter = this.#given.text("filter") ?? "";
    for (const corpus of this.#corpora) {
      const whole = corpus.file.header.model.startsWith(filter);
      const wanted = (id: string): boolean => whole || id.startsWith(filter);
      this.#results.push(await this.#timed(() => certifyCorpus(corpus, this.#subject(), wanted)));
    }
    const totals = profileTotals(this.#results);
    if (!quiet) await this.#tell(totals);
    // A part of a graph is not a graph: single traces are replayed and no more.
    const graphable = this.#corpora.filter(({ file }) => file.header.model.startsWith(filter));
    for (const corpus of graphable) {
      this.#graphs.push(await this.#timed(() => certifyGraph(corpus, this.#subject())));
    }
    if (!quiet && graphable.length > 0) this.#lines(graphLines(this.#graphs));
    const mutants = this.#given.has("mutants") ? await this.#mutants(quiet) : [];
    if (quiet) this.#world.out(canonical(summaryOf(totals, this.#results, this.#graphs, mutants)));
    else this.#world.out(`peak memory ${Math.round(this.#world.memoryPeak() / 2 ** 20)} MiB`);
    return this.#exit(totals, mutants);
  }

  #subject(): Reference {
    const name = this.#given.text("faulty");
    if (name === undefined) return new Reference(this.#signatures);
    const faulty = FAULTY.find((each) => each.name === name);
    if (faulty === undefined) throw new InputFault("FaultyUnknown", { name });
    return new Reference(this.#signatures, faulty.faults);
  }

  async #tell(totals: readonly ProfileTotal[]): Promise<void> {
    this.#lines(totalLines(totals));
    const sentences = clauseSentences(await readText(PROTOCOL));
    const faulty = this.#given.text("faulty");
    const subject = faulty === undefined ? "reference" : `reference --faulty ${faulty}`;
    const again = (trace: string): string => `flashmesh certify ${subject} --filter ${trace}`;
    this.#lines(findingLines(this.#results, sentences, again));
  }

  async #mutants(quiet: boolean): Promise<readonly MutantResult[]> {
    const results: MutantResult[] = [];
    for (const { name, clause, about, part, faults } of FAULTY) {
      const subject = (): Reference => new Reference(this.#signatures, faults);
      const mutant: Mutant = { name, clause, about, part, subject };
      results.push(await hunt(mutant, this.#corpora));
    }
    if (!quiet) this.#lines(mutantLines(results));
    if (this.#given.has("write")) {
      await writeWhole(join(CONFORMANCE, "mutants.json"), mutantTable(results));
      await writeWhole(join(CONFORMANCE, "mutants.md"), mutantPage(results));
    }
    return results;
  }

  #exit(totals: readonly ProfileTotal[], mutants: readonly MutantResult[]): Exit {
    const diverges =
      totals.some(({ word }) => word === "diverges") ||
      this.#graphs.some(({ verdict }) => verdict.kind === "differs") ||
      mutants.some(({ kill }) => kill === undefined);
    if (diverges) return 1;
    return totals.length > 0 && totals.every(({ word }) => word === "conforms") ? 0 : 2;
  }

  async #timed<Result extends object>(work: () => Promise<Result>): Promise<Timed<Result>> {
    const started = this.#world.now();
    const result = await work();
    return { ...result, seconds: (this.#world.now() - started) / 1000 };
  }

  #lines(lines: readonly string[]): void {
    for (const line of lines) this.#world.out(line);
  }
}
