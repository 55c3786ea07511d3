/**
 * A divergence in words, always in this order: the requirement, the step, what was allowed, what
 * came, what differs, the last messages, and the command that shows it again. In: the divergence,
 * its corpus, the sentences of the protocol. Out: lines.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { canonical } from "../base/canonical.ts";
import type { Corpus } from "../replay/corpus.ts";
import { namesOf } from "../replay/corpus.ts";
import type { Diverges } from "../replay/verdict.ts";
import { isObject } from "../vector/json.ts";
import type { TraceLines } from "../vector/lines.ts";

/** How many inputs before the one that was answered otherwise are told. */
const LAST = 4;

export function divergenceLines(
  corpus: Corpus,
  found: Diverges,
  sentences: ReadonlyMap<string, string>,
  again: string,
): readonly string[] {
  const { header } = corpus.file;
  const name = namesOf(corpus);
  const trace = corpus.file.traces.find(({ trace: { id } }) => id === found.trace);
  const steps = trace?.trace.steps ?? 0;
  const rows: readonly (readonly [string, string])[] = [
    [found.clause, sentences.get(found.clause) ?? "(no such clause in spec/protocol.md)"],
    ["step", stepInWords(corpus, found)],
    ["allowed", name(allowed(found))],
    ["came", name(told(found.actual))],
    ["differs", name(found.what)],
    ...before(trace, corpus, found).map((line, index): readonly [string, string] => [
      index === 0 ? "before" : "",
      line,
    ]),
    ["again", again],
  ];
  return [
    `DIVERGES  ${header.profile}  ${header.model}  ${found.trace}  step ${found.step} of ${steps}`,
    ...rows.map(([left, right]) => `  ${left.padEnd(8)}  ${right}`),
  ];
}

function stepInWords(corpus: Corpus, found: Diverges): string {
  if (found.input === "") return "the opening itself";
  const input = corpus.inputs.find(({ name }) => name === found.input);
  const now = isObject(input?.body) ? input.body["now"] : undefined;
  const when = now === undefined ? "" : ` at ${canonical(now)} ms`;
  const after = found.step === 0 ? "in the opening" : `after step ${found.step}, or as it`;
  return `${found.input}${when}, ${after}`;
}

function allowed(found: Diverges): string {
  if (found.what === "outcome" && Array.isArray(found.expected)) {
    const [, ...reasons] = found.expected;
    return `refused, any of ${reasons.map(told).join(", ")}; the state unchanged`;
  }
  if (found.what === "reason") return `refused, any of ${told(found.expected)}`;
  return told(found.expected);
}

function told(value: Json): string {
  if (value === null) return "nothing";
  if (typeof value === "string") return value;
  const text = canonical(value);
  return text.length <= 400 ? text : `${text.slice(0, 400)}... (${text.length} characters)`;
}

/** The steps that led there, newest last. */
function before(trace: TraceLines | undefined, corpus: Corpus, found: Diverges): string[] {
  const steps = (trace?.lines ?? []).filter((line) => line.kind === "step");
  const last = steps.filter(({ n }) => n <= found.step).slice(-LAST);
  return last.map(({ n, input, answer }) => {
    const asked = corpus.inputs[input - 1]?.name ?? "";
    return `${n}. ${asked}: ${corpus.answers[answer - 1]?.outcome ?? ""}`;
  });
}
