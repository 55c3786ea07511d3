import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Json } from "../base/canonical.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import type { Reply, Setup } from "../subject/subject.ts";
import { read } from "../vector/read.ts";
import { casesOf } from "./case.ts";
import { ready } from "./corpus.ts";
import { certifyAll } from "./crew.ts";
import { compareGraphs } from "./graph-equality.ts";

const signatures = runSignatures();
const name = "wallet/GenPayee";
const url = new URL(`../../conformance/traces/${name}.ndjson`, import.meta.url);
const corpus = ready(read(readFileSync(url, "utf8"), name));

/** Counts something that cannot be observed, in bytes that a restart brings back. */
class Counting extends Reference {
  readonly counts: (reply: Reply, input: string) => boolean;
  readonly turn: number;
  #count = 0;

  /** From the count `turn` on it answers every release of goods with yes. */
  constructor(counts: (reply: Reply, input: string) => boolean, turn: number) {
    super(signatures);
    this.counts = counts;
    this.turn = turn;
  }

  override reset(setup: Setup): void {
    super.reset(setup);
    this.#count = 0;
  }

  override apply(input: string, body: Json): Reply {
    const reply = super.apply(input, body);
    if (input === "ReleaseGoods" && this.#count >= this.turn) {
      return { outcome: "released", emitted: [] };
    }
    if (this.counts(reply, input)) this.#count += 1;
    return reply;
  }

  override bytes(): Uint8Array {
    return Buffer.concat([super.bytes(), Buffer.from([this.#count])]);
  }

  override restore(bytes: Uint8Array): void {
    super.restore(bytes.subarray(0, -1));
    this.#count = bytes.at(-1) ?? 0;
  }
}

const proofs = (): Counting => new Counting(({ outcome }) => outcome === "recorded", 99);
const repeats = (): Counting => new Counting(({ outcome }) => outcome === "again", 99);
const refusals = (): Counting => new Counting(({ outcome }) => outcome === "refused", 10_000);

async function divergences(subject: Reference): Promise<readonly unknown[]> {
  const judged = await certifyAll(casesOf([corpus], ["wallet"]), [subject], {
    stopped: () => false,
  });
  expect(judged.length).toBe(corpus.file.header.counts.traces);
  return judged.filter(({ verdict }) => verdict.kind !== "conforms");
}

test("the reference's graph is the model's, state by state and edge by edge", async () => {
  const { states, transitions } = corpus.file.header.counts;
  const verdict = await compareGraphs(corpus, new Reference(signatures));
  expect(verdict).toEqual({ kind: "equal", states, edges: transitions });
});

test("a hidden counter that matters at a second visit is found, if no trace sees it", async () => {
  expect(await divergences(proofs())).toEqual([]);
  // It counts the proofs it records, which the model knows; so far it is the model's equal.
  expect(await compareGraphs(corpus, proofs())).toMatchObject({ kind: "equal" });

  // It counts what is answered "again": the second proof of one thing leaves another state behind.
  expect(await divergences(repeats())).toEqual([]);
  expect(await compareGraphs(corpus, repeats())).toMatchObject({ kind: "differs", what: "bytes" });
});

test("a refusal that changes a byte nobody can observe is found", async () => {
  expect(await divergences(refusals())).toEqual([]);
  const verdict = await compareGraphs(corpus, refusals());
  expect(verdict).toMatchObject({ kind: "differs", what: "bytes", path: [] });
});

test("two states of the model that the subject cannot tell apart are found", async () => {
  /** It forgets on restart, and in its bytes, which goods have left. */
  class Blind extends Reference {
    override bytes(): Uint8Array {
      const state: { [key: string]: Json } = JSON.parse(Buffer.from(super.bytes()).toString());
      const kept = Object.entries(state).filter(([place]) => !place.startsWith("released/"));
      return Buffer.from(JSON.stringify(Object.fromEntries(kept)));
    }
  }
  const verdict = await compareGraphs(corpus, new Blind(signatures));
  expect(verdict).toMatchObject({ kind: "differs", what: "bytes" });
});
