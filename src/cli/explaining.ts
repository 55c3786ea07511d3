/**
 * The first few failures of a run, explained. In: the lines of the run, and the candidate, which is
 * still there to be asked again. Out: the same lines, some with an explanation. Of failures of one
 * clause at one key only the first is explained: the others most often have the same cause.
 * @module
 */
import { join, resolve } from "node:path";
import { caseFile, caseText } from "../explain/case-file.ts";
import { NO_CONSEQUENCES, readConsequences } from "../explain/consequences.ts";
import type { Explained } from "../explain/explain.ts";
import { Explainer } from "../explain/explain.ts";
import type { Judged } from "../replay/crew.ts";
import type { CaseLine, Failure } from "../replay/result.ts";
import { CORPUS_BINDING } from "../replay/result.ts";
import { toExplain } from "../replay/telling.ts";
import { explainedLines } from "../report/explained.ts";
import { commandText } from "../report/remote.ts";
import type { Candidate } from "./candidate.ts";
import { readTextIfAny, writeWhole } from "./files.ts";
import type { Court } from "./court.ts";
import { CONFORMANCE } from "./places.ts";
import { CASE_FILE } from "./single.ts";
import { clearStatus, showStatus } from "./status.ts";

/** A folder is read by people and by tools: lines that fit a page. */
const KEPT_WIDTH = 100;

type Failing = CaseLine & { readonly failure: Failure };

export async function explained(
  lines: readonly CaseLine[],
  judged: readonly Judged[],
  candidate: Candidate,
  court: Court,
): Promise<readonly CaseLine[]> {
  const [subject] = candidate.subjects;
  if (court.given.has("no-shrink") || subject === undefined) return lines;
  const wanted = toExplain(lines);
  if (wanted.length === 0) return lines;
  const explainer = new Explainer({
    subject,
    consequences: await recorded(),
    again: (spec, binding) => againOf(spec, binding, candidate, court),
  });
  const told = [...lines];
  const { world } = court;
  for (const index of wanted) {
    const [line, each] = [lines[index], judged[index]];
    if (line?.failure === undefined || each === undefined || world.signal.aborted) break;
    const { of, verdict } = each;
    if (verdict.kind !== "diverges") continue;
    showStatus(world, `shrinking ${line.id}`);
    const how = await explainer.explain(of, verdict);
    if (how.kind === "unstable") continue;
    const folder = court.given.text("keep");
    const kept = folder === undefined ? {} : { kept: join(folder, how.trace.trace.id) };
    const failure = { ...line.failure, explanation: { ...how.explanation, ...kept } };
    const whole = { ...line, failure };
    told[index] = whole;
    if (kept.kept !== undefined) await keep(kept.kept, whole, how, candidate, court);
  }
  clearStatus(world);
  return told;
}

async function recorded() {
  const file = join(CONFORMANCE, "consequences.json");
  const text = await readTextIfAny(file);
  return text === undefined ? NO_CONSEQUENCES : readConsequences(text, file);
}

function againOf(
  spec: string,
  binding: string,
  { facts }: Candidate,
  { given, seed }: Court,
): string {
  // A case of a file is in no corpus: the file shows it again.
  const asked = given.text("case");
  const file = asked !== undefined && /[./]/.test(asked) && !asked.includes(":");
  const network = binding === CORPUS_BINDING ? "" : ` --network ${binding}`;
  const corpus = given.text("corpus");
  const where = corpus === undefined ? "" : ` --corpus ${commandText([corpus])}`;
  const which = `${commandText([file ? asked : spec])}${network}${where}`;
  return `flashmesh certify --case ${which} --seed ${seed} ${facts.command ?? ""}`.trimEnd();
}

/** The case, and what is told of it. */
async function keep(
  folder: string,
  line: Failing,
  how: Explained,
  { facts }: Candidate,
  { world, seed, corpusSha256 }: Court,
): Promise<void> {
  const { corpus, trace, found, first } = how;
  const { step, input, what, clause, expected, actual } = found;
  const { key } = line.failure;
  const { name, version } = facts;
  const from = {
    trace: first.trace,
    steps: how.explanation.shrunk?.from_steps ?? 0,
    subject: { name: name.toWellFormed(), version: version.toWellFormed() },
    seed,
  };
  const told = { step, input, what, key, clause, expected, actual };
  const kept = caseFile({ corpus, trace, binding: line.binding }, told, from, corpusSha256);
  const place = resolve(world.folder, folder);
  await writeWhole(join(place, CASE_FILE), caseText(kept));
  const text = explainedLines(line, KEPT_WIDTH).join("\n");
  await writeWhole(join(place, "explanation.txt"), `${text}\n`);
}
