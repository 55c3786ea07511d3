/**
 * A case by the names of its inputs: `GenDebit:plain2:SignVote.a0b1.3,SignVote.a0b2.3`, which is
 * model, opening, and what is given from there on. In: the text and the corpora. Out: the trail.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import type { Case } from "../replay/case.ts";
import type { Corpus } from "../replay/corpus.ts";
import { CORPUS_BINDING } from "../replay/result.ts";
import { Moves } from "./moves.ts";
import type { Trail } from "./moves.ts";
import { namesOf, traceOf } from "./trail.ts";

/** Longer trails are not written out. */
const WRITTEN_MAX = 12;
/** What a command line may ask for; no trace is as long. */
const ASKED_MAX = 10_000;

/** The text for a trail; undefined for one that is too long for a command line. */
export function nameOf(corpus: Corpus, trail: Trail): string | undefined {
  if (trail.inputs.length > WRITTEN_MAX) return undefined;
  return [corpus.file.header.model, trail.opening, namesOf(corpus, trail).join()].join(":");
}

export function isNamed(text: string): boolean {
  return /^[A-Za-z0-9]+:[A-Za-z0-9_-]+:/.test(text);
}

export function namedCase(text: string, corpora: readonly Corpus[]): Case {
  const [model = "", opening = "", ...rest] = text.split(":");
  const unknown = (why: string): InputFault => new InputFault("CaseUnknown", { case: text, why });
  const corpus = corpora.find(({ file }) => file.header.model === model);
  if (corpus === undefined) throw unknown(`the corpus has no model ${model}`);
  const traces = corpus.file.traces.map(({ trace }) => trace);
  const begun = traces.find((trace) => trace.opening === opening);
  if (begun === undefined) throw unknown(`${model} has no opening ${opening}`);
  const names = rest
    .join(":")
    .split(",")
    .filter((name) => name !== "");
  if (names.length > ASKED_MAX) throw unknown(`it has more than ${ASKED_MAX} inputs`);
  const ids = new Map(corpus.file.inputs.map(({ name, id }) => [name, id]));
  const inputs = names.map((name) => {
    const id = ids.get(name);
    if (id === undefined) throw unknown(`${model} has no input ${name}`);
    return id;
  });
  const trace = traceOf(new Moves(corpus), { opening, root: begun.root, inputs });
  if (trace === undefined) throw unknown(`${model} does not say what follows`);
  return { corpus, trace, binding: CORPUS_BINDING };
}
