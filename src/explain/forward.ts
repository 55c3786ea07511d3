/**
 * What breaks if this goes on. In: a trail on which the subject diverges. Out: the first claim of
 * the model that the subject's own answers break, there or after further inputs, and the way to it.
 * The subject itself is led on, breadth first: its answers are put in the place of the model's,
 * whose state it has left. Undefined within the bound proves nothing, and is told with the bound.
 * @module
 */
import type { Corpus } from "../replay/corpus.ts";
import type { Subject } from "../subject/subject.ts";
import { at } from "../trace/flow.ts";
import type { Broken } from "./claims.ts";
import { brokenBy } from "./claims.ts";
import type { Moves, Trail } from "./moves.ts";
import type { Names } from "./names.ts";
import { inputInWords } from "./words.ts";
import type { Exchange } from "./witness.ts";
import { witness } from "./witness.ts";

export type Consequence = Broken & {
  /** The inputs after the one that diverged; none if it breaks at once. */
  readonly steps: readonly string[];
};

/** How far the subject is led on, and how many times it is led there. */
export type Reach = { readonly stepsMax: number; readonly runsMax: number };
export const REACH: Reach = { stepsMax: 2, runsMax: 300 };

export async function runOn(
  moves: Moves,
  names: Names,
  trail: Trail,
  subject: Subject,
  reach: Reach = REACH,
): Promise<Consequence | undefined> {
  const { corpus } = moves;
  // The shortest continuations first; only those that changed something are gone on from.
  let front: readonly Trail[] = [trail];
  let runs = 0;
  for (let steps = 0; steps <= reach.stepsMax; steps += 1) {
    const next: Trail[] = [];
    for (const way of front) {
      if (runs >= reach.runsMax) return undefined;
      runs += 1;
      const said = await witness(moves, way, subject);
      if (said.length < way.inputs.length) continue;
      const demanded = steps === 0 ? answerTo(moves, way) : rootAnswerTo(moves, way);
      const past = { names, genesis: genesisOf(corpus, way), said, demanded };
      const broken = brokenBy(past, corpus.file.header.profile);
      if (broken !== undefined) {
        const after = said.slice(trail.inputs.length);
        return {
          ...broken,
          steps: after.map(({ input }) => inputInWords(names, input.input, input.body)),
        };
      }
      if (steps === 0 || hasMoved(said)) next.push(...continuations(corpus, way));
    }
    front = next;
  }
  return undefined;
}

function genesisOf(corpus: Corpus, { opening }: Trail): Exchange["before"] {
  return corpus.setups.get(opening)?.genesis ?? null;
}

function answerTo(moves: Moves, way: Trail) {
  const move = moves.along(way)?.at(-1);
  return move === undefined ? undefined : at(moves.corpus.answers, move.answer - 1);
}

/**
 * Beyond the divergence the model's state is no more the subject's. What is invalid by itself is
 * refused already in the opening.
 */
function rootAnswerTo(moves: Moves, way: Trail) {
  const input = way.inputs.at(-1);
  const move = input === undefined ? undefined : moves.move(way.root, input);
  const answer = move === undefined ? undefined : at(moves.corpus.answers, move.answer - 1);
  return answer?.outcome === "refused" && answer.clauses[0]?.startsWith("CF-") === true
    ? answer
    : undefined;
}

function hasMoved(said: readonly Exchange[]): boolean {
  const last = said.at(-1);
  return last !== undefined && JSON.stringify(last.before) !== JSON.stringify(last.after);
}

/** Every input of the model once more, but for crashes: they cost most and add nothing. */
function continuations(corpus: Corpus, way: Trail): readonly Trail[] {
  return corpus.inputs.flatMap(({ input }, index) =>
    input === "Restart" ? [] : [{ ...way, inputs: [...way.inputs, index + 1] }],
  );
}
