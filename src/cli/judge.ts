/**
 * One run of `flashmesh certify`, whoever is judged. In: the corpus, a candidate, options. Out: a
 * result stream; what is printed is a rendering of it, and the exit code stands in its footer.
 * @module
 */
import { resolve } from "node:path";
import { canonical } from "../base/canonical.ts";
import { Fault } from "../base/fault.ts";
import type { Baseline } from "../replay/baseline.ts";
import type { Case } from "../replay/case.ts";
import { casesOf } from "../replay/case.ts";
import type { Judged } from "../replay/crew.ts";
import { certifyAll } from "../replay/crew.ts";
import { PROFILES } from "../replay/certify.ts";
import type { CaseLine } from "../replay/result.ts";
import type { Unsealed } from "../replay/stream.ts";
import { resultText } from "../replay/stream.ts";
import type { Words } from "../replay/word.ts";
import { caseLine } from "../replay/word.ts";
import { axesLines } from "../report/axes.ts";
import { findingLines, headLine, lastLines, summaryOf, totalLines } from "../report/certify.ts";
import { faultLines } from "../report/fault.ts";
import { freshLines } from "../report/fresh.ts";
import { againFor } from "../report/tally.ts";
import { alikeLines, plainSpeedLine, speedLine } from "../report/remote.ts";
import { noteLines } from "../report/survivors.ts";
import { putAxes } from "./axes.ts";
import { readBaseline, writeBaseline } from "./baselines.ts";
import type { Candidate } from "./candidate.ts";
import type { Court } from "./court.ts";
import { headerOf, plan, profilesOf, withFreshKeys } from "./court.ts";
import { explained } from "./explaining.ts";
import { writeWhole } from "./files.ts";
import { note, outcomeOf } from "./outcome.ts";
import type { Extras } from "./reference.ts";
import { extrasFor } from "./reference.ts";
import type { Notary } from "./sign.ts";
import { openNotary } from "./sign.ts";
import { Tally } from "./tally.ts";
import type { Exit, World } from "./world.ts";

const RECIPE = [
  "after an upgrade of the suite: raise the version, write the new failures with",
  "--write-baseline, merge them with the old reasons, then mend them one by one",
];

export async function judge(candidate: Candidate, court: Court): Promise<Exit> {
  const { corpora, given, world } = court;
  const profiles = profilesOf(candidate.profiles, court);
  const { all } = plan(court, profiles);
  const { cases, network } = withFreshKeys(all, court);
  const baseline = await readBaseline(given.texts("baseline"), casesOf(corpora, PROFILES), world);
  const notary = await openNotary(given, baseline, world);
  allowListed(candidate, baseline);
  const header = headerOf(candidate, profiles, network, court);
  const { judged, speed } = await replayAll(candidate, cases, world, notary);
  const words = wordsFor(court.sentences);
  const bare = judged.map((each) => caseLine(each, baseline.of(each.of), words));
  const axed = await putAxes(candidate, cases, { ...court, baseline, words });
  const found = [...judged, ...axed.judged];
  const lines = await explained([...bare, ...axed.cases], found, candidate, court);
  goOn(world);
  const ended = await candidate.farewell();
  const transcript = notary?.transcript(header, cases, candidate.subjects, ended);
  const extras = await extrasFor(candidate.facts, all, cases, given, world.folder);
  const result = await outcomeOf(
    {
      header,
      corpora,
      all,
      cases,
      lines,
      heat: axed.heat,
      extras,
      ended,
      axes: axed.notes,
      speed: [note("speed", speed)],
      transcriptHead: transcript?.head,
    },
    given,
  );
  const file = given.text("results");
  const text = resultText(result);
  if (file === "-") world.out(text.trimEnd());
  else if (file !== undefined) await writeWhole(resolve(world.folder, file), text);
  const kept = await keepBaseline(lines, baseline, court);
  if (file !== "-") tell(result, found, extras, court);
  if (file !== "-" && !given.has("json")) for (const line of kept) world.out(line);
  const { exit } = result.footer;
  if (notary === undefined || transcript === undefined) return exit;
  return await notary.sign({ header, exit, result: text, transcript }, court);
}

/** What was asked after an interrupt was answered by nobody, and is no finding. */
function goOn({ signal }: World): void {
  if (signal.aborted) throw new Fault("Interrupted", { during: "certify" });
}

/** A case that is known to end its process costs two starts and must not end the run. */
function allowListed(candidate: Candidate, { entries }: Baseline): void {
  candidate.allow(2 * entries.filter(({ kind }) => kind !== "fail").length);
}

async function replayAll(
  candidate: Candidate,
  cases: readonly Case[],
  world: World,
  notary: Notary | undefined,
) {
  const { subjects, facts } = candidate;
  const tally = new Tally(world, cases.length);
  const [begun, busy] = [world.now(), world.busy()];
  const judged = await certifyAll(cases, subjects, {
    done: (each) => tally.done(each),
    stopped: () => world.signal.aborted,
    ...(notary === undefined ? {} : { through: notary.through }),
  });
  tally.close();
  goOn(world);
  const seconds = (world.now() - begun) / 1000;
  const spent = world.busy() - busy;
  const steps = judged.reduce(
    (sum, { verdict }) => sum + (verdict.kind === "conforms" ? verdict.steps : 0),
    0,
  );
  const { count, ms } = candidate.crashes();
  const crashSeconds = ms / 1000 / subjects.length;
  const speed =
    facts.transport === "in-process"
      ? plainSpeedLine(steps, seconds)
      : speedLine({ steps, crashes: count, crashSeconds, seconds, spent });
  return { judged, speed };
}

function wordsFor(sentences: ReadonlyMap<string, string>): Words {
  return {
    sentenceOf: (clause) => sentences.get(clause),
    faultInWords: ({ code, data }) => faultLines(new Fault(code, data)).join("; "),
  };
}

async function keepBaseline(
  lines: readonly CaseLine[],
  known: Baseline,
  { given, world }: Court,
): Promise<readonly string[]> {
  const file = given.text("write-baseline");
  if (file === undefined) return [];
  const count = await writeBaseline(file, lines, known, world);
  return [`${count} known failures are written to ${file}`, ...RECIPE];
}

function tell(
  result: Unsealed,
  judged: readonly Judged[],
  { graphs, mutants }: Extras,
  { given, sentences, world }: Court,
): void {
  const { header, cases, notes } = result;
  if (given.has("json")) {
    world.out(canonical(summaryOf(result, judged, graphs, mutants)));
    return;
  }
  const command = header.subject.command ?? "";
  const again = (line: CaseLine): string => againFor(result, line);
  const lines = [
    headLine(header),
    ...totalLines(result),
    ...findingLines(cases, judged, { sentences, again, width: world.width }),
    ...alikeLines(cases, command),
    ...freshLines(cases),
    ...axesLines(result),
    ...noteLines(notes, world.width),
    `peak memory ${Math.round(world.memoryPeak() / 2 ** 20)} MiB`,
    ...lastLines(result),
  ];
  for (const line of lines) world.out(line);
}
