/**
 * What only the reference in this process can be asked beyond the cases: whether its whole graph is
 * the model's, and whether the corpus catches every faulty one. In: corpora. Out: results.
 * @module
 */
import { dirname, join } from "node:path";
import { componentNamed } from "../base/profiles.ts";
import type { Case } from "../replay/case.ts";
import type { GraphResult } from "../replay/certify.ts";
import { certifyGraph } from "../replay/certify.ts";
import type { Corpus } from "../replay/corpus.ts";
import type { MutantResult } from "../replay/mutants.ts";
import { huntEach } from "../replay/mutants.ts";
import type { SubjectFacts } from "../replay/result.ts";
import { graphLines, mutantLines, mutantPage, mutantTable } from "../report/certify.ts";
import { FAULTY } from "../subject/faulty/all.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import type { Arguments } from "./args.ts";
import { referenceMaker } from "./candidate.ts";
import { writeWhole } from "./files.ts";
import { CONFORMANCE, P4_PROGRAM } from "./places.ts";
import { switchOf } from "./switch.ts";

export type Extras = {
  readonly graphs: readonly GraphResult[];
  readonly mutants: readonly MutantResult[];
  readonly lines: readonly string[];
  /** Every graph is equal and every faulty one caught. */
  readonly green: boolean;
};

const NO_EXTRAS: Extras = { graphs: [], mutants: [], lines: [], green: true };

/** Nothing of any other subject. `all`: the cases of the profiles; `cases`: those that are run. */
export async function extrasFor(
  { transport }: SubjectFacts,
  all: readonly Case[],
  cases: readonly Case[],
  given: Arguments,
  folder: string,
): Promise<Extras> {
  if (transport !== "in-process") return NO_EXTRAS;
  const asked = [...new Set(all.map(({ corpus }) => corpus))];
  const whole = asked.filter((corpus) => countOf(cases, corpus) === countOf(all, corpus));
  return await extrasOf(asked, whole, given, folder);
}

function countOf(cases: readonly Case[], corpus: Corpus): number {
  return cases.filter((each) => each.corpus === corpus).length;
}

/** `whole` are the suites all of whose cases are run: a part of a graph is not a graph. */
async function extrasOf(
  corpora: readonly Corpus[],
  whole: readonly Corpus[],
  given: Arguments,
  folder: string,
): Promise<Extras> {
  const open = referenceMaker(given, folder);
  const graphs: GraphResult[] = [];
  for (const corpus of whole) graphs.push(await certifyGraph(corpus, open()));
  const mutants = given.has("mutants") ? await hunted(corpora) : [];
  if (given.has("mutants") && given.has("write")) {
    await writeWhole(join(CONFORMANCE, "mutants.json"), mutantTable(mutants));
    await writeWhole(join(CONFORMANCE, "mutants.md"), mutantPage(mutants));
  }
  return {
    graphs,
    mutants,
    lines: [
      ...(graphs.length > 0 ? graphLines(graphs) : []),
      ...(given.has("mutants") ? mutantLines(mutants) : []),
    ],
    green:
      graphs.every(({ verdict }) => verdict.kind === "equal") &&
      mutants.every(({ kill }) => kill !== undefined),
  };
}

/** Every faulty reference of a part that these corpora judge. */
async function hunted(corpora: readonly Corpus[]): Promise<readonly MutantResult[]> {
  const parts = new Set(corpora.map(({ file }) => componentNamed(file.header.profile)));
  const signatures = runSignatures();
  const makeSwitch = switchOf(P4_PROGRAM, dirname(P4_PROGRAM));
  const results: MutantResult[] = [];
  for (const { name, clause, about, part, faults } of FAULTY) {
    if (!parts.has(part)) continue;
    const subject = (): Reference => new Reference(signatures, faults, makeSwitch);
    results.push(await huntEach({ name, clause, about, part, subject }, corpora));
  }
  return results;
}
