/**
 * `flashmesh merge` for result streams. In: those of all shards. Out: the stream of the whole run.
 * What only the whole reference can be asked, no shard could be: it is asked here.
 * @module
 */
import { canonical } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import type { Corpus } from "../replay/corpus.ts";
import type { Told } from "../replay/merge.ts";
import { mergeResults } from "../replay/merge.ts";
import type { SubjectFacts } from "../replay/result.ts";
import { readResult, resultText } from "../replay/stream.ts";
import { headLine, lastLines, totalLines } from "../report/certify.ts";
import type { Arguments } from "./args.ts";
import { readArguments } from "./args.ts";
import { openReference } from "./candidate.ts";
import { corpusDigest, readCorpora } from "./corpora.ts";
import type { FileText, MergedText } from "./merged.ts";
import { LINGERS, outcomeOf } from "./outcome.ts";
import { extrasFor } from "./reference.ts";

/** `corpus` is where the vectors are, `folder` where a program is named from. */
export async function mergedResults(
  files: readonly FileText[],
  corpus: string,
  folder: string,
): Promise<MergedText> {
  const told = files.map(({ file, text }): Told => ({ file, result: readResult(text, file) }));
  const corpora = await readCorpora(corpus);
  const merged = mergeResults(told, corpora, await corpusDigest(corpus));
  const { header, all, cases, notes } = merged;
  const given = argumentsOf(header.subject, header.options.axes);
  await checkReference(header.subject, given, folder, corpora);
  const extras = await extrasFor(header.subject, all, cases, given, folder);
  const found = {
    ...merged,
    corpora,
    extras,
    ended: notes.every(({ code }) => code !== LINGERS),
    axes: notes.filter(({ code }) => code === "axes"),
    speed: notes.filter(({ code }) => code === "speed"),
    transcriptHead: undefined,
  };
  const result = await outcomeOf(found, given);
  return {
    text: resultText(result),
    lines: [headLine(header), ...totalLines(result), ...lastLines(result)],
    exit: result.footer.exit,
  };
}

/** What the shards were started with, as far as it says what the whole run is. */
function argumentsOf({ command = "" }: SubjectFacts, axes: readonly string[]): Arguments {
  const [, named, value] = /^reference --(faulty|program) (.+)$/.exec(command) ?? [];
  const options = [
    { name: "axes", value: "LIST", about: "" },
    { name: "faulty", value: "NAME", about: "" },
    { name: "program", value: "FILE", about: "" },
  ];
  return readArguments("merge", options, [
    ...(axes.length === 0 ? [] : ["--axes", axes.join(",")]),
    ...(named === undefined || value === undefined ? [] : [`--${named}`, value]),
  ]);
}

/** Only the reference that the shards judged may be asked for them. */
async function checkReference(
  subject: SubjectFacts,
  given: Arguments,
  folder: string,
  corpora: readonly Corpus[],
): Promise<void> {
  if (subject.transport !== "in-process") return;
  const { facts } = await openReference(given, folder, corpora);
  if (canonical(facts) === canonical(subject)) return;
  const wanted = `${subject.version}, ${subject.artifact_sha256}`;
  const found = `${facts.version}, ${facts.artifact_sha256}`;
  throw new InputFault("MergeOther", { file: "each file", what: "reference", wanted, found });
}
