/**
 * `p4/flashmesh.p4` against `p4/tests`: each test holds on both back ends, and each mutant of the
 * program (`p4/tests/mutants.json`: one piece of text for another) that names a test fails it. The
 * others are caught by the corpus of profile `dataplane`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import type { BackEnd } from "./engine.ts";
import { generate } from "./generate/generate.ts";
import { interpret, interpreter } from "./interpret/interpret.ts";
import type { Program } from "./program.ts";
import { wordsFrom } from "./stf/chance.ts";
import { openDevice } from "./stf/open.ts";
import { parseStf } from "./stf/parse.ts";
import { runStf } from "./stf/run.ts";

type Mutant = {
  readonly name: string;
  readonly clause: string;
  readonly find: string;
  readonly put: string;
  readonly caught?: string;
  /** Why the corpus cannot show it. */
  readonly unseen?: string;
};

const P4 = new URL("../../p4/", import.meta.url);
const source = readFileSync(new URL("flashmesh.p4", P4), "utf8");
const clauses = readFileSync(new URL("../../spec/dataplane.md", import.meta.url), "utf8");
const tests = readdirSync(new URL("tests/", P4)).filter((file) => file.endsWith(".stf"));
const mutants: readonly Mutant[] = JSON.parse(
  readFileSync(new URL("tests/mutants.json", P4), "utf8"),
);
// The sizes of small tables: the tests count on 16 bits of slot only.
const SMALL = new Map([["BLOOM_BITS", "12"]]);

function programOf(text: string): Program {
  const found = compile({ file: "flashmesh.p4", text }, () => undefined, SMALL);
  if (!found.ok) throw new Error(JSON.stringify(found.reason));
  return found.value;
}

/** What is not as the file says, and how many lines said something. */
function failuresOf(program: Program, file: string, backEnd: BackEnd): readonly string[] {
  const statements = parseStf(readFileSync(new URL(`tests/${file}`, P4), "utf8"));
  if (!statements.ok) throw new Error(`${file}:${statements.reason.line} ${statements.reason.why}`);
  const world = { random: wordsFrom(1), log: () => undefined };
  const { failures, checks } = runStf(statements.value, openDevice(program, backEnd, world));
  return checks === 0 ? ["it says nothing"] : failures.map(({ line, why }) => `${line}: ${why}`);
}

const program = programOf(source);

test.each(tests)("%s holds on both back ends", (file) => {
  expect(failuresOf(program, file, interpret)).toEqual([]);
  expect(failuresOf(program, file, generate)).toEqual([]);
});

test.each(tests)(
  "%s: nothing undefined reaches a packet, a register, a key or a branch",
  (file) => {
    const found: string[] = [];
    const watched = interpreter({
      taint: (sink, place) => void found.push(`${sink} at ${place.line}:${place.column}`),
    });
    failuresOf(program, file, watched);
    expect(found).toEqual([]);
  },
);

test.each(tests)("%s names its clause, tells whole packets and has a mutant", (file) => {
  const lines = readFileSync(new URL(`tests/${file}`, P4), "utf8").split("\n");
  const clause = /^# (DP-\d+): /.exec(lines[0] ?? "")?.[1];
  expect(clauses).toContain(`- **${clause}** `);
  const open = lines.filter((line) => line.startsWith("expect") && !line.endsWith("$"));
  expect(open).toEqual([]);
  expect(mutants.map(({ caught = "none" }) => `${caught}.stf`)).toContain(file);
});

test.each(mutants)("$name ($clause) compiles, and is caught where it says", (mutant) => {
  const { find, put, caught, unseen } = mutant;
  expect(source.split(find)).toHaveLength(2);
  const broken = programOf(source.replace(find, () => put));
  if (caught !== undefined) expect(failuresOf(broken, `${caught}.stf`, interpret)).not.toEqual([]);
  else expect(unseen).toBe(undefined);
});
