/**
 * The programs of `p4/examples` that exercise the language: each keeps its test on both back ends,
 * and each mutant of one (`p4/examples/mutants.json`) fails it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import type { BackEnd } from "./engine.ts";
import { generate } from "./generate/generate.ts";
import { interpret } from "./interpret/interpret.ts";
import { wordsFrom } from "./stf/chance.ts";
import { openDevice } from "./stf/open.ts";
import { parseStf } from "./stf/parse.ts";
import { runStf } from "./stf/run.ts";

type Mutant = {
  readonly name: string;
  readonly program: string;
  readonly find: string;
  readonly put: string;
};

const FOLDER = new URL("../../p4/examples/", import.meta.url);
const textOf = (file: string): string => readFileSync(new URL(file, FOLDER), "utf8");
const programs = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".p4"))
  .map((file) => file.slice(0, -".p4".length));
const mutants: readonly Mutant[] = JSON.parse(textOf("mutants.json"));

function failuresOf(name: string, source: string, backEnd: BackEnd): readonly string[] {
  const program = compile({ file: `${name}.p4`, text: source }, () => undefined);
  if (!program.ok) throw new Error(JSON.stringify(program.reason));
  const lines = parseStf(textOf(`${name}.stf`));
  if (!lines.ok) throw new Error(`${name}.stf:${lines.reason.line} ${lines.reason.why}`);
  const world = { random: wordsFrom(1), log: () => undefined };
  const { failures, checks } = runStf(lines.value, openDevice(program.value, backEnd, world));
  return checks === 0 ? ["it says nothing"] : failures.map(({ line, why }) => `${line}: ${why}`);
}

test.each(programs)("%s keeps its test on both back ends, and has a mutant", (name) => {
  expect(failuresOf(name, textOf(`${name}.p4`), interpret)).toEqual([]);
  expect(failuresOf(name, textOf(`${name}.p4`), generate)).toEqual([]);
  expect(textOf(`${name}.stf`)).toMatch(/^# P4-[\d.]+: /);
  expect(mutants.map(({ program }) => program)).toContain(name);
});

test.each(mutants)("$program with $name fails", ({ program, find, put }) => {
  const source = textOf(`${program}.p4`);
  expect(source.split(find)).toHaveLength(2);
  expect(
    failuresOf(
      program,
      source.replace(find, () => put),
      interpret,
    ),
  ).not.toEqual([]);
});
