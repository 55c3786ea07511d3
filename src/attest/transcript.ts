/**
 * The transcript of a run (spec/formats/transcript.md): what a subject answered, and nothing of
 * what is thought of it. In: a tape and the cases in the order of the corpus. Out: chained NDJSON
 * that is the same whoever took which case; and back, whole or not at all.
 * @module
 */
import { assert } from "../base/assert.ts";
import { fromUtf8 } from "../base/bytes.ts";
import { canonical, type Json } from "../base/canonical.ts";
import { InputFault } from "../base/fault.ts";
import { breachWithin } from "../wire/schema.ts";
import type { JsonObject } from "./chain.ts";
import { ChainWriter, readChain } from "./chain.ts";
import type { Manner } from "./player.ts";
import type { CaseName, Said } from "./said.ts";
import { nameOf } from "./said.ts";
import type { Tape } from "./tape.ts";

const TRANSCRIPT_FORMAT = "flashmesh-transcript/1";

export type TranscriptHeader = Manner & {
  readonly suite_version: string;
  /** SHA-256 of the index of the corpus whose questions are answered. */
  readonly corpus_sha256: string;
};

export type TranscriptCase = CaseName & {
  /** One list of answers per fresh start. */
  readonly attempts: readonly (readonly Said[])[];
};

export type Transcript = {
  readonly header: TranscriptHeader;
  readonly cases: readonly TranscriptCase[];
  /** Whether every process of the subject took its leave as it should. */
  readonly farewell: boolean;
  /** The hash of the last line. */
  readonly head: string;
};

export type Sealed = { readonly text: string; readonly head: string };

/** `names` are the cases that were judged, in the order of the corpus. */
export function transcriptText(
  tape: Tape,
  header: TranscriptHeader,
  names: readonly CaseName[],
  farewell: boolean,
): Sealed {
  const chain = new ChainWriter();
  chain.add({ kind: "header", format: TRANSCRIPT_FORMAT, ...header });
  const lines = new Answers(tape, chain);
  for (const name of names) {
    const heard = tape.heard(name);
    assert(heard !== undefined, "a case that was judged was listened to");
    const attempts = heard.attempts.map((attempt) => attempt.map((number) => lines.number(number)));
    chain.add({ kind: "case", ...caseName(heard), attempts });
  }
  chain.add({ kind: "footer", answers: lines.count, cases: names.length, farewell });
  return { text: chain.text, head: chain.head };
}

function caseName({ id, binding, axis }: CaseName): CaseName & JsonObject {
  return axis === undefined ? { id, binding } : { id, binding, axis };
}

/** Answers get their numbers, from 1, where they first occur, and stand before that case. */
class Answers {
  readonly #tape: Tape;
  readonly #chain: ChainWriter;
  readonly #byTape = new Map<number, number>();
  readonly #byText = new Map<string, number>();

  constructor(tape: Tape, chain: ChainWriter) {
    this.#tape = tape;
    this.#chain = chain;
  }

  get count(): number {
    return this.#byText.size;
  }

  number(onTape: number): number {
    const known = this.#byTape.get(onTape);
    if (known !== undefined) return known;
    const said = this.#tape.answer(onTape);
    assert(said !== undefined, "every question that was asked was answered, or met a fault");
    const line = json(said);
    const text = canonical(line);
    let number = this.#byText.get(text);
    if (number === undefined) {
      number = this.count + 1;
      this.#byText.set(text, number);
      this.#chain.add({ kind: "answer", n: number, said: line });
    }
    this.#byTape.set(onTape, number);
    return number;
  }
}

/** A reply's messages are JSON, and so is all else that is said. */
function json(said: Said): Json {
  if (!("reply" in said)) return said;
  const { outcome, reason, emitted } = said.reply;
  return { reply: { outcome, emitted, ...(reason === undefined ? {} : { reason }) } };
}

/** Throws an InputFault for anything but a whole transcript, the first thing that is wrong. */
export function readTranscript(bytes: Uint8Array, file: string): Transcript {
  const wrong = (line: number, why: string): InputFault =>
    new InputFault("TranscriptBroken", { file, line, why });
  const text = fromUtf8(bytes);
  if (text === undefined) throw wrong(1, "it is not UTF-8");
  const chain = readChain(text);
  if (!chain.ok) throw wrong(chain.reason.line, chain.reason.why);
  const reader = new Reader();
  for (const [index, line] of chain.value.lines.entries()) {
    const found = breachWithin("transcript", "", line);
    const why =
      found === undefined ? reader.take(line) : `it breaks its schema at ${found.place || "/"}`;
    if (why !== undefined) throw wrong(index + 1, why);
  }
  if (reader.header === undefined || reader.farewell === undefined) {
    throw wrong(chain.value.lines.length, "it ends without a footer");
  }
  const { header, cases, farewell } = reader;
  return { header, cases, farewell, head: chain.value.head };
}

/** Lines that obey the schema, in the only order that a writer leaves them in. */
class Reader {
  readonly #answers: Said[] = [];
  readonly #names = new Set<string>();
  /** The answers so far that some case has given. */
  #used = 0;
  header: TranscriptHeader | undefined;
  readonly cases: TranscriptCase[] = [];
  farewell: boolean | undefined;

  /** Why this line cannot stand here. */
  take(told: JsonObject): string | undefined {
    // The schema has seen it.
    const line: Line = JSON.parse(canonical(told));
    if (this.farewell !== undefined) return "it stands after the footer";
    if ((line.kind === "header") !== (this.header === undefined)) return "the header comes first";
    switch (line.kind) {
      case "header":
        return this.#header(line);
      case "answer":
        if (line.n !== this.#answers.push(line.said)) return "answers count from 1 without a gap";
        return undefined;
      case "case":
        return this.#case(line);
      case "footer":
        if (this.#used !== this.#answers.length) return "an answer before it is given in no case";
        if (line.answers !== this.#answers.length) return "it counts other answers";
        if (line.cases !== this.cases.length) return "it counts other cases";
        this.farewell = line.farewell;
        return undefined;
    }
  }

  #header({ kind: _kind, format: _format, ...header }: HeaderLine): undefined {
    this.header = header;
  }

  #case(line: CaseLine): string | undefined {
    const name = caseName(line);
    if (this.#names.has(nameOf(name))) return "this case was told before";
    this.#names.add(nameOf(name));
    for (const number of line.attempts.flat()) {
      if (number > this.#used + 1) return "answers are numbered as they first occur";
      this.#used = Math.max(this.#used, number);
    }
    if (this.#used !== this.#answers.length) return "an answer before it is not given in it";
    const attempts = line.attempts.map((attempt) =>
      attempt.map((number): Said => {
        const said = this.#answers[number - 1];
        assert(said !== undefined, "no number is beyond the answers");
        return said;
      }),
    );
    this.cases.push({ ...name, attempts });
    return undefined;
  }
}

type HeaderLine = TranscriptHeader & {
  readonly kind: "header";
  readonly format: typeof TRANSCRIPT_FORMAT;
};
type CaseLine = CaseName & {
  readonly kind: "case";
  readonly attempts: readonly (readonly number[])[];
};
type Line =
  | HeaderLine
  | { readonly kind: "answer"; readonly n: number; readonly said: Said }
  | CaseLine
  | {
      readonly kind: "footer";
      readonly answers: number;
      readonly cases: number;
      readonly farewell: boolean;
    };
