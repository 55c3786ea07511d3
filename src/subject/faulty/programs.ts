/**
 * Switches that run a wrong program: `p4/flashmesh.p4` with one piece of text in the place of
 * another, as `p4/tests/mutants.json` has them. What the corpus cannot show (`unseen` says why) is
 * caught by the test that the row names, and is no faulty reference.
 * @module
 */
import rows from "../../../p4/tests/mutants.json" with { type: "json" };
import { assert } from "../../base/assert.ts";
import type { Faulty } from "./fault.ts";

type Row = {
  readonly name: string;
  readonly clause: string;
  readonly about: string;
  /** Stands once in the program. */
  readonly find: string;
  readonly put: string;
  /** A file of `p4/tests` that fails as well. */
  readonly caught?: string;
  readonly unseen?: string;
};

const ROWS: readonly Row[] = rows;

export const WRONG_PROGRAMS: readonly Faulty[] = ROWS.filter(
  ({ unseen }) => unseen === undefined,
).map(({ name, clause, about, find, put }) => ({
  name,
  clause,
  about,
  part: "dataplane",
  faults: () => ({ program: (text) => changed(text, find, put) }),
}));

function changed(text: string, find: string, put: string): string {
  assert(text.split(find).length === 2, "a faulty program is the program but for one place");
  return text.replace(find, () => put);
}
