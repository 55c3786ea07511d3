/**
 * `flashmesh doctor -- CMD ARGS`: why an adapter does not talk, one finding a line with its cure.
 * @module
 */
import { join, resolve } from "node:path";
import type { Fault } from "../base/fault.ts";
import { InputFault } from "../base/fault.ts";
import { faultLines } from "../report/fault.ts";
import { at } from "../trace/flow.ts";
import type { Corpus } from "../replay/corpus.ts";
import { setupOf } from "../replay/corpus.ts";
import type { Case } from "../subject/doctor.ts";
import { examine } from "../subject/doctor.ts";
import type { Option } from "./args.ts";
import { helpPage, readArguments } from "./args.ts";
import { MEMORY_ABOUT, NOBODY, seedOf, termsOf } from "./candidate.ts";
import { readCorpora } from "./corpora.ts";
import { CONFORMANCE } from "./places.ts";
import type { Command, Exit, World } from "./world.ts";

const OPTIONS: readonly Option[] = [
  { name: "deadline", value: "MS", about: "longest time for one answer (5000)" },
  { name: "hello-deadline", value: "MS", about: "the same from the start to hello (30000)" },
  { name: "grpc", value: "HOST:PORT", about: "ask the server there instead, unencrypted" },
  { name: "memory", value: "MB", about: MEMORY_ABOUT },
  { name: "corpus", value: "DIR", about: "another corpus than conformance/traces" },
  { name: "help", short: "h", about: "this page" },
];

const USAGE = "doctor [options] (--grpc HOST:PORT | -- COMMAND ARGS...)";
const ABOUT = [
  "Starts the command, asks it a case of each profile it declares, twice and over a crash, and",
  "says what is wrong with how it talks. Whether its answers are right is for certify to say.",
  "Exit: 0 nothing found, 1 something found, 3 bad input, 4 a bug of flashmesh.",
];

export const doctorCommand: Command = {
  name: "doctor",
  summary: "say why an adapter does not talk, with the cure",
  run,
};

async function run(args: readonly string[], world: World): Promise<Exit> {
  const cut = args.indexOf("--");
  const command = cut === -1 ? [] : args.slice(cut + 1);
  const given = readArguments("doctor", OPTIONS, cut === -1 ? args : args.slice(0, cut));
  if (given.has("help")) {
    for (const line of helpPage(USAGE, ABOUT, OPTIONS)) world.out(line);
    return 0;
  }
  const subjects = (command.length > 0 ? 1 : 0) + (given.text("grpc") === undefined ? 0 : 1);
  if (subjects !== 1 || given.positionals.length > 0) {
    const why = "the subject is: --grpc HOST:PORT, or a command after --";
    throw new InputFault("Usage", { command: "doctor", why });
  }
  const folder = resolve(world.folder, given.text("corpus") ?? join(CONFORMANCE, "traces"));
  const corpora = await readCorpora(folder);
  const terms = { ...(await termsOf(command, given, world, seedOf(given))), window: 1 };
  try {
    const findings = await examine(terms, (profile) => caseOf(corpora, profile), world.now);
    for (const finding of findings) tell(finding, world);
    if (findings.length === 0) world.out("nothing found: it talks as spec/formats/subject.md says");
    return findings.length === 0 ? 0 : 1;
  } finally {
    terms.directories.close();
  }
}

/** The longest trace of the profile: what is remembered too long or too briefly shows there. */
export function caseOf(corpora: readonly Corpus[], profile: string): Case | undefined {
  const own = corpora.filter(({ file }) => file.header.profile === profile);
  const all = own.flatMap((corpus) => corpus.file.traces.map((trace) => ({ corpus, trace })));
  const [longest] = all.toSorted((a, b) => b.trace.trace.steps - a.trace.trace.steps);
  if (longest === undefined) return undefined;
  const { corpus, trace } = longest;
  const steps = trace.lines.flatMap((line) => (line.kind === "step" ? [line.input] : []));
  return {
    setup: setupOf(corpus, trace),
    inputs: steps.map((input) => {
      const { input: name, body } = at(corpus.inputs, input - 1);
      return { input: name, body };
    }),
  };
}

function tell(finding: Fault, world: World): void {
  if (NOBODY.includes(finding.code)) throw new InputFault(finding.code, finding.data);
  const { stderr } = finding.data;
  const said = typeof stderr === "string" ? stderr.trimEnd().split("\n").at(-1) : "";
  const last = said === undefined || said === "" ? "" : `; stderr ends: ${said}`;
  world.out(`FOUND  ${faultLines(finding).join("; ")}${last}`);
}
