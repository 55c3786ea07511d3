/**
 * One trace x one subject -> one verdict. Every input is given, every answer compared, and after
 * every answer, above all after every refusal, everything that can be observed. The same for any
 * other path through the graph of a corpus: what is demanded along it is exact, too.
 * @module
 */
import { Fault } from "../base/fault.ts";
import type { Subject } from "../subject/subject.ts";
import { at } from "../trace/flow.ts";
import type { TraceLine, TraceLines } from "../vector/lines.ts";
import { blame } from "./blame.ts";
import type { Corpus } from "./corpus.ts";
import { setupOf } from "./corpus.ts";
import type { Ask } from "./run.ts";
import { Run } from "./run.ts";
import type { Diverges, Inconclusive, InconclusiveWord, Mismatch, Verdict } from "./verdict.ts";

/** Where a path begins, and the trace in whose name it is judged. */
export type Beginning = Pick<TraceLine, "id" | "opening" | "root">;

export function replay(corpus: Corpus, trace: TraceLines, subject: Subject): Promise<Verdict> {
  return judgePath(corpus, trace.trace, asksOf(trace), subject);
}

/** What is asked in a trace, in its order. */
function asksOf({ lines }: TraceLines): readonly Ask[] {
  return lines.flatMap((line): readonly Ask[] => {
    const { n, state } = line;
    if (line.kind === "step") return [{ n, input: line.input, answer: line.answer, state }];
    return line.answers.flatMap((answer, index) =>
      answer === 0 ? [] : [{ n, input: index + 1, answer, state }],
    );
  });
}

/** Judges a subject, from a fresh start, along one path of the graph. */
export async function judgePath(
  corpus: Corpus,
  begin: Beginning,
  asks: readonly Ask[],
  subject: Subject,
): Promise<Verdict> {
  const run = new Run(corpus, subject);
  const ended = (why: string, word: InconclusiveWord): Inconclusive => {
    return { kind: "inconclusive", trace: begin.id, why, word, ...run.place };
  };
  try {
    const found = await walk(corpus, begin, asks, { subject, run });
    if (found !== undefined) return found;
  } catch (cause) {
    // A subject that fails has not been judged; our own bugs are not its failure.
    if (!(cause instanceof Fault)) throw cause;
    const { code, data } = cause;
    return { ...ended(cause.message, WORDS[code] ?? "inconclusive"), fault: { code, data } };
  }
  if (run.untestable > 0) return ended("it does not declare `resume`", "untestable");
  if (run.compared === 0) return ended("nothing was compared", "inconclusive");
  return { kind: "conforms", steps: run.steps, compared: run.compared };
}

/** Codes of faults that have a word of their own. */
const WORDS: { readonly [code: string]: InconclusiveWord } = {
  SubjectDied: "crashed",
  SubjectTooBig: "crashed",
  StreamEnded: "crashed",
  SubjectUnreachable: "crashed",
  SubjectHung: "hung",
  RestartsExhausted: "crashed",
  RequestBreaksSchema: "kit-error",
};

async function walk(
  corpus: Corpus,
  begin: Beginning,
  asks: readonly Ask[],
  { subject, run }: { readonly subject: Subject; readonly run: Run },
): Promise<Diverges | undefined> {
  await subject.reset(setupOf(corpus, { trace: begin }));
  const tell = (step: number, input: string, clause: string, found: Mismatch): Diverges => {
    return { kind: "diverges", trace: begin.id, step, input, clause, ...found };
  };
  const opened = run.compareState(at(corpus.states, begin.root - 1), await subject.observe());
  // EX-13: what the genesis says is where everything begins.
  if (opened !== undefined) return tell(0, "", "TH-13", opened);
  const odd = await run.giveAll(asks);
  if (odd === undefined) return undefined;
  const { ask, found } = odd;
  const { name } = at(corpus.inputs, ask.input - 1);
  return tell(ask.n, name, blame(at(corpus.answers, ask.answer - 1), found), found);
}
