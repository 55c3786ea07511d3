/**
 * A vector file made ready for replay. In: the file. Out: for each input its body, for each answer
 * and state what is demanded, resolved once and shared by all traces.
 * @module
 */
import { assert } from "../base/assert.ts";
import type { Json } from "../base/canonical.ts";
import { canonical } from "../base/canonical.ts";
import type { Setup } from "../subject/subject.ts";
import { at } from "../trace/flow.ts";
import { bodyOf } from "../vector/digest.ts";
import type { TraceLine, VectorFile } from "../vector/lines.ts";
import { sizeOf } from "./compare.ts";

export type ReadyInput = { readonly name: string; readonly input: string; readonly body: Json };

export type ReadyAnswer = {
  readonly outcome: string;
  readonly reasons: readonly string[];
  /** `type` and canonical body of each message, sorted. */
  readonly emitted: readonly string[];
  /** The most telling one first. */
  readonly clauses: readonly string[];
};

export type ReadyState = { readonly observed: Json; readonly size: number };

export type Corpus = {
  readonly file: VectorFile;
  /** By id, from 1: index 0 is id 1. */
  readonly inputs: readonly ReadyInput[];
  readonly answers: readonly ReadyAnswer[];
  readonly states: readonly ReadyState[];
  readonly setups: ReadonlyMap<string, Setup>;
};

export function ready(file: VectorFile): Corpus {
  const seeds = new Map(file.header.keys.map(({ key, seed }) => [key, seed]));
  const setups = file.setups.map(({ opening, self, genesis }): [string, Setup] => {
    const seed = seeds.get(self);
    assert(seed !== undefined, "the header has the key of whoever is judged");
    return [opening, { profile: file.header.profile, genesis, seed }];
  });
  return {
    file,
    inputs: file.inputs.map(({ id, name, input }) => ({ name, input, body: bodyOf(file, id) })),
    answers: file.answers.map(({ outcome, reasons, emits, clauses }) => ({
      outcome,
      reasons,
      emitted: emits
        .map((id) => at(file.messages, id - 1))
        .map(({ type, body }) => messageKey(type, body))
        .toSorted(),
      clauses,
    })),
    states: file.states.map(({ observed }) => ({ observed, size: sizeOf(observed) })),
    setups: new Map(setups),
  };
}

export function messageKey(type: string, body: Json): string {
  return `${type} ${canonical(body)}`;
}

/** Whatever begins as a trace does. */
type Begun = { readonly trace: Pick<TraceLine, "opening"> };

export function setupOf(corpus: Corpus, { trace }: Begun): Setup {
  const setup = corpus.setups.get(trace.opening);
  assert(setup !== undefined, "a trace begins with an opening of its file");
  return setup;
}

/** Keys by their names in the model: nobody reads 64 digits, and other keys have other digits. */
export function namesOf(corpus: Corpus): (text: string) => string {
  const { keys } = corpus.file.header;
  return (text) => keys.reduce((named, { key, name }) => named.replaceAll(key, name), text);
}
