/**
 * The shortest trail found that still shows a divergence. In: a divergence, its corpus, and the
 * subject that diverged. Out: a trail of the model on which the subject diverges at the same key,
 * under the same clause, at the same input, twice in a row; how many inputs it was before, and how
 * many replays that took.
 *
 * First the shortest way to the state where it diverged, then other states in which the model
 * answers the same, those nearest to an opening first. If the subject hides something that no
 * observation shows, none of these need show it: then inputs are taken out of what was given, by
 * halves, then by ever smaller parts (delta debugging). Whatever is left out, the rest is still a
 * path of the model, since the model answers every input in every state.
 * @module
 */
import type { Corpus } from "../replay/corpus.ts";
import { replay } from "../replay/replay.ts";
import type { Diverges } from "../replay/verdict.ts";
import type { Subject } from "../subject/subject.ts";
import { at } from "../trace/flow.ts";
import type { TraceLines } from "../vector/lines.ts";
import type { Moves, Trail } from "./moves.ts";
import { symptomOf } from "./symptom.ts";
import { givenUntil, traceOf } from "./trail.ts";

export type Shrunk = {
  readonly trail: Trail;
  /** The divergence on that trail: `step` counts its inputs. */
  readonly found: Diverges;
  /** Inputs that were given before. */
  readonly from: number;
  /** Replays, the one that repeats what was found included. */
  readonly tried: number;
  /** The bound was reached before everything had been tried. */
  readonly stopped: boolean;
};

/** It did not diverge again when asked the same from a fresh start. */
export type Unstable = { readonly from: number; readonly tried: number };

export type Bounds = {
  readonly replaysMax: number;
  /** Inputs in all replays together: a long trail costs more than a short one. */
  readonly inputsMax: number;
};

export const BOUNDS: Bounds = { replaysMax: 200, inputsMax: 50_000 };

export async function shrink(
  moves: Moves,
  trace: TraceLines,
  found: Diverges,
  subject: Subject,
  bounds: Bounds = BOUNDS,
): Promise<Shrunk | Unstable> {
  const given = givenUntil(moves.corpus, trace, found);
  const search = new Search(moves, found, subject, bounds);
  const from = given.inputs.length;
  if (!(await search.accepts(given))) return { from, tried: search.tried };
  await search.near();
  await search.less();
  const best = search.best();
  return best === undefined
    ? { from, tried: search.tried }
    : { ...best, from: Math.max(best.trail.inputs.length, from), ...search.spent() };
}

class Search {
  readonly #moves: Moves;
  readonly #corpus: Corpus;
  readonly #subject: Subject;
  readonly #symptom: string;
  readonly #bounds: Bounds;
  readonly #seen = new Set<string>();
  #best: { readonly trail: Trail; readonly found: Diverges } | undefined;
  #inputs = 0;
  #stopped = false;
  tried = 0;

  constructor(moves: Moves, found: Diverges, subject: Subject, bounds: Bounds) {
    this.#moves = moves;
    this.#corpus = moves.corpus;
    this.#subject = subject;
    this.#symptom = symptomOf(moves.corpus, found);
    this.#bounds = bounds;
  }

  best(): { readonly trail: Trail; readonly found: Diverges } | undefined {
    return this.#best;
  }

  spent(): { readonly tried: number; readonly stopped: boolean } {
    return { tried: this.tried, stopped: this.#stopped };
  }

  /** Whether it is shorter than the best so far and shows the same, twice. */
  async accepts(trail: Trail): Promise<boolean> {
    const longest = this.#best?.trail.inputs.length ?? Number.POSITIVE_INFINITY;
    const key = `${trail.root} ${trail.inputs.join()}`;
    if (trail.inputs.length >= longest || this.#seen.has(key)) return false;
    this.#seen.add(key);
    const first = await this.#diverges(trail);
    if (first === undefined) return false;
    // It may have shown itself earlier than at the end.
    const cut = { ...trail, inputs: trail.inputs.slice(0, first.step) };
    this.#seen.add(`${cut.root} ${cut.inputs.join()}`);
    const second = await this.#diverges(cut);
    if (second?.step !== cut.inputs.length) return false;
    this.#best = { trail: cut, found: second };
    return true;
  }

  /** The shortest ways to states where the model answers the last input alike. */
  async near(): Promise<void> {
    const trail = this.#best?.trail;
    const input = trail?.inputs.at(-1);
    const move = trail === undefined ? undefined : this.#moves.along(trail)?.at(-1);
    if (trail === undefined || input === undefined || move === undefined) return;
    const before = this.#moves.along(trail)?.at(-2)?.to ?? trail.root;
    const same = this.#statesLike(input, move.answer);
    await this.accepts(ended(this.#moves.to(before), input));
    const ways = same
      .map((state) => ended(this.#moves.to(state), input))
      .toSorted((left, right) => left.inputs.length - right.inputs.length);
    let missed = 0;
    for (const way of ways) {
      if (way.inputs.length >= (this.#best?.trail.inputs.length ?? 0)) break;
      // A hidden cause is in none of them: enough is left for the search that can find it.
      if (missed >= this.#bounds.replaysMax / 4) break;
      if (!(await this.accepts(way))) missed += 1;
    }
  }

  /** States where the answer to the input says the same for the same reason. */
  #statesLike(input: number, answer: number): readonly number[] {
    const like = at(this.#corpus.answers, answer - 1);
    return this.#corpus.states.flatMap((_, index) => {
      const own = this.#moves.move(index + 1, input)?.answer;
      if (own === undefined) return [];
      const { outcome, clauses } = at(this.#corpus.answers, own - 1);
      return outcome === like.outcome && clauses[0] === like.clauses[0] ? [index + 1] : [];
    });
  }

  /** Leaves out parts of what is given before the last input, until no single one can be spared. */
  async less(): Promise<void> {
    let size = Math.ceil(this.#before() / 2);
    while (size >= 1 && !this.#stopped) {
      let from = 0;
      let shorter = false;
      while (from < this.#before() && !this.#stopped) {
        const { trail } = this.#best ?? {};
        if (trail === undefined) return;
        const last = trail.inputs.length - 1;
        const until = Math.min(from + size, last);
        const inputs = [...trail.inputs.slice(0, from), ...trail.inputs.slice(until)];
        if (await this.accepts({ ...trail, inputs })) shorter = true;
        else from = until;
      }
      if (size === 1 && !shorter) return;
      size = Math.max(1, Math.min(Math.ceil(size / 2), this.#before()));
      if (this.#before() === 0) return;
    }
  }

  #before(): number {
    return Math.max(0, (this.#best?.trail.inputs.length ?? 0) - 1);
  }

  /** The same divergence on this trail, if there is one. */
  async #diverges(trail: Trail): Promise<Diverges | undefined> {
    const trace = traceOf(this.#moves, trail);
    if (trace === undefined) return undefined;
    const cost = trail.inputs.length;
    const { replaysMax, inputsMax } = this.#bounds;
    // The first two tell whether it diverges at all.
    if (this.tried >= 2 && (this.tried >= replaysMax || this.#inputs + cost > inputsMax)) {
      this.#stopped = true;
      return undefined;
    }
    this.tried += 1;
    this.#inputs += cost;
    const verdict = await replay(this.#corpus, trace, this.#subject);
    if (verdict.kind === "inconclusive" && verdict.fault?.code === "RestartsExhausted") {
      this.#stopped = true;
    }
    if (verdict.kind !== "diverges") return undefined;
    return symptomOf(this.#corpus, verdict) === this.#symptom ? verdict : undefined;
  }
}

function ended(way: Trail, input: number): Trail {
  return { ...way, inputs: [...way.inputs, input] };
}
