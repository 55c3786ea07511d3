/**
 * A trail as a case: the lines of a trace that gives exactly these inputs, and an id of its own.
 * In: a trail of the model. Out: what replay takes. Unlike a trace of a corpus such a case says
 * each input by itself, refused ones, too: which of them were given, and in which order, is what
 * it is about.
 * @module
 */
import { sha256Hex } from "../base/bytes.ts";
import type { Corpus } from "../replay/corpus.ts";
import type { Diverges } from "../replay/verdict.ts";
import { at } from "../trace/flow.ts";
import { traceDigest } from "../vector/digest.ts";
import type { StepLine, TraceLines } from "../vector/lines.ts";
import type { Moves, Trail } from "./moves.ts";

/** The trace that gives the inputs of the trail, one a step. */
export function traceOf(moves: Moves, trail: Trail): TraceLines | undefined {
  const { corpus } = moves;
  const along = moves.along(trail);
  if (along === undefined) return undefined;
  const lines = along.map(({ input, answer, to }, index): StepLine => {
    return { kind: "step", n: index + 1, input, answer, state: to };
  });
  const { opening, root } = trail;
  const names = namesOf(corpus, trail);
  const bare = {
    kind: "trace" as const,
    id: trailId(corpus, trail),
    digest: "",
    opening,
    root,
    steps: lines.length,
    title: `${opening}: ${names.length === 0 ? "as it is opened" : names.join(", ")}`,
  };
  return {
    trace: { ...bare, digest: traceDigest(corpus.file, { trace: bare, lines }) },
    lines,
  };
}

/** The same model, opening and inputs by name have the same id, whatever keys they are bound to. */
export function trailId({ file }: Corpus, trail: Trail): string {
  const content = [file.header.id, trail.opening, ...namesOf({ file }, trail)].join("\n");
  return `R-${sha256Hex(`flashmesh/1/regression\n${content}`).slice(0, 16)}`;
}

export function namesOf({ file }: Pick<Corpus, "file">, { inputs }: Trail): readonly string[] {
  return inputs.map((input) => at(file.inputs, input - 1).name);
}

/**
 * The inputs that were given up to the one that was answered otherwise. A trace may give an input
 * twice at one step, as the step itself and among what stays; then all up to the last is taken,
 * and replaying it tells which one it was.
 */
export function givenUntil({ file }: Corpus, { trace, lines }: TraceLines, found: Diverges): Trail {
  const { opening, root } = trace;
  const asked = lines.flatMap((line): readonly { n: number; input: number }[] => {
    if (line.kind === "step") return [{ n: line.n, input: line.input }];
    return line.answers.flatMap((answer, index) =>
      answer === 0 ? [] : [{ n: line.n, input: index + 1 }],
    );
  });
  const last = asked.findLastIndex(
    ({ n, input }) => n === found.step && at(file.inputs, input - 1).name === found.input,
  );
  return { opening, root, inputs: asked.slice(0, last + 1).map(({ input }) => input) };
}
