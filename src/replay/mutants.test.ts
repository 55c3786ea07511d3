/**
 * The table of faulty references is what the corpus says: each is caught by the trace that the
 * table names, at the step and under the clause that it names.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { switchMaker } from "../dataplane/dataplane.ts";
import { Programs } from "../dataplane/programs.ts";
import { FAULTY } from "../subject/faulty/all.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import { readCatalogue } from "../vector/catalogue.ts";
import { read } from "../vector/read.ts";
import { ready } from "./corpus.ts";
import type { Kill, Mutant } from "./mutants.ts";
import { hunt, retry } from "./mutants.ts";
import { replay } from "./replay.ts";

const folder = new URL("../../conformance/", import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, folder), "utf8");
const index = readCatalogue(text("traces/index.json"), "index.json");
const corpora = index.map(({ path }) => ready(read(text(`traces/${path}`), path)));
const signatures = runSignatures();
const makeSwitch = switchMaker(
  new Programs({ file: "flashmesh.p4", text: text("../p4/flashmesh.p4") }),
);

type Row = {
  readonly name: string;
  readonly clause: string;
  readonly about: string;
  readonly kill: Kill | null;
};
const table: { readonly mutants: readonly Row[] } = JSON.parse(text("mutants.json"));

const mutants = FAULTY.map(({ name, clause, about, part, faults }): Mutant => {
  return {
    name,
    clause,
    about,
    part,
    subject: () => new Reference(signatures, faults, makeSwitch),
  };
});

const row = ({ name, clause, about }: Omit<Row, "kill">): string => `${name} ${clause} ${about}`;

test("the table has exactly the faulty references that there are, and none survives", () => {
  expect(table.mutants.map(row)).toEqual(FAULTY.map(row));
  const survivors = table.mutants.filter(({ kill }) => kill === null).map(({ name }) => name);
  expect(survivors).toEqual([]);
});

test.each(mutants)(
  "$name ($clause) is caught by the trace that the table names",
  async (mutant) => {
    const kill = table.mutants.find(({ name }) => name === mutant.name)?.kill ?? undefined;
    expect(kill).not.toBe(undefined);
    if (kill !== undefined) expect(await retry(mutant, corpora, kill)).toEqual(kill);
  },
);

test("the reference itself conforms in every trace that catches a faulty one", async () => {
  const named = new Set(table.mutants.map(({ kill }) => kill?.trace));
  const subject = new Reference(signatures, undefined, makeSwitch);
  for (const corpus of corpora) {
    for (const trace of corpus.file.traces.filter(({ trace: { id } }) => named.has(id))) {
      expect((await replay(corpus, trace, subject)).kind).toBe("conforms");
    }
  }
});

test("a mutant that does nothing wrong survives the hunt, and no trace retries it", async () => {
  const harmless: Mutant = {
    name: "Harmless",
    clause: "VF-1",
    about: "nothing at all",
    part: "wallet",
    subject: () => new Reference(signatures),
  };
  const small = corpora.filter(({ file }) => file.header.model === "GenPayee");
  expect(await hunt(harmless, small)).toEqual({ mutant: harmless, kill: undefined });
  const [first] = table.mutants.filter(({ kill }) => kill?.corpus === "wallet/GenPayee");
  expect(first?.kill).not.toBe(undefined);
  if (first?.kill) expect(await retry(harmless, small, first.kill)).toBe(undefined);
});
