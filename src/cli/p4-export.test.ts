/**
 * The corpus as STF: our own runner finds every line of it true of the program, on both back ends,
 * and finds lines that are not true of wrong programs.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Programs } from "../dataplane/programs.ts";
import { genesisOf } from "../dataplane/genesis.ts";
import type { BackEnd } from "../p4/engine.ts";
import { generate } from "../p4/generate/generate.ts";
import { interpret } from "../p4/interpret/interpret.ts";
import { wordsFrom } from "../p4/stf/chance.ts";
import { openDevice } from "../p4/stf/open.ts";
import { parseStf } from "../p4/stf/parse.ts";
import { runStf, type Outcome } from "../p4/stf/run.ts";
import { readCatalogue } from "../vector/catalogue.ts";
import { read } from "../vector/read.ts";
import { ready, type Corpus } from "../replay/corpus.ts";
import { stfOf } from "../replay/stf.ts";

const root = new URL("../../", import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, root), "utf8");
const folder = "conformance/traces/";
const corpora = readCatalogue(text(`${folder}index.json`), "index.json")
  .filter(({ profile }) => profile === "dataplane")
  .map(({ path }) => ready(read(text(`${folder}${path}`), path)));
const programs = new Programs({ file: "flashmesh.p4", text: text("p4/flashmesh.p4") });

type Mutant = { readonly name: string; readonly find: string; readonly put: string };
const mutants: readonly Mutant[] = JSON.parse(text("p4/tests/mutants.json"));

/** What the file of the first opening says of a program. */
function outcome(
  corpus: Corpus,
  backEnd: BackEnd,
  { change, edit }: { change?: (text: string) => string; edit?: (stf: string) => string } = {},
): Outcome {
  const [file] = stfOf(corpus);
  const [setup] = corpus.setups.values();
  const statements = parseStf(edit?.(file?.text ?? "") ?? file?.text ?? "");
  if (!statements.ok) throw new Error(`${statements.reason.line}: ${statements.reason.why}`);
  const program = programs.at(genesisOf(setup?.genesis), change);
  const world = { random: wordsFrom(1), log: () => undefined };
  return runStf(statements.value, openDevice(program, backEnd, world));
}

test("there are corpora of switches", () => {
  expect(corpora.length).toBeGreaterThan(0);
});

describe.each(corpora.map((corpus) => ({ model: corpus.file.header.model, corpus })))(
  "$model as STF",
  ({ corpus }) => {
    test.each([
      { name: "generated", backEnd: generate },
      { name: "interpreted", backEnd: interpret },
    ])("is true of the program, $name", ({ backEnd }) => {
      const { failures, checks } = outcome(corpus, backEnd);
      expect(failures.slice(0, 5)).toEqual([]);
      expect(checks).toBeGreaterThan(corpus.file.header.counts.steps / 2);
    });

    test.each(["ConflictUntold", "FloorIsTheNonce", "PortsUncounted"])(
      "is not true of %s",
      (wanted) => {
        const { find = "", put = "" } = mutants.find(({ name }) => name === wanted) ?? {};
        const change = (source: string): string => source.replace(find, () => put);
        expect(outcome(corpus, generate, { change }).failures).not.toEqual([]);
      },
    );

    test.each([
      ["a packet", /^expect 2 .*\n/m, ""],
      ["a digest", /^#! digest.*\n/m, ""],
      ["a register", /^(#! register slot_floor\[\d+\] == ).*$/m, "$17"],
      ["a count", /^(check_counter decisions\(\d\) packets == ).*$/m, "$10"],
    ])("is wrong when %s is changed", (_, find, put) => {
      const edit = (stf: string): string => stf.replace(find, put);
      expect(outcome(corpus, generate, { edit }).failures).not.toEqual([]);
    });
  },
);
