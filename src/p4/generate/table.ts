/**
 * Table apply (P4_16 1.2.5, section 14.2) as a function: keys left to right into the words of the
 * index, lookup, then the arguments that the table binds, the action's body, copy-out.
 * @module
 */
import { assert } from "../../base/assert.ts";
import { META } from "../engine.ts";
import type { Table, TableAction, Type } from "../program.ts";
import { bitsOf } from "../switch/bits.ts";
import { bind, invoke, runBody } from "./call.ts";
import type { Bound } from "./argument.ts";
import type { Coder } from "./coder.ts";
import { evaluateAll } from "./expression.ts";
import { TableIndex, wordsOf } from "./lookup.ts";
import type { Operand } from "./operand.ts";
import { single, wordOf } from "./operand.ts";
import { placeOf } from "./remembered.ts";
import { operandOf, scalar } from "./tree.ts";

const LENGTH = `meta[${META.indexOf("packet_length")}]`;

export function apply(coder: Coder, table: Table): { hit: string; ran: string } {
  const { code } = coder;
  const name = code.function(table, () => applyBody(coder, table));
  const stopped = code.temp(`${name}()`);
  code.step(`if (${stopped} !== 0) return 1;`);
  return { hit: code.temp("hit"), ran: code.temp("ran") };
}

function applyBody(coder: Coder, table: Table): void {
  const { code, control } = coder;
  const choices = choicesOf(table);
  const profile = table.implementation === null ? null : control.profile(table.implementation);
  const index = new TableIndex(control.table(table), choices, profile);
  const expressions = table.keys.map(({ expression }) => expression);
  const words = evaluateAll(coder, expressions).flatMap((value, at) => {
    const type = expressions[at]?.type;
    assert(type !== undefined, "a key has a type");
    return keyWords(type, operandOf(value));
  });
  const found = find(coder, index, words);
  code.step("ran = -1;");
  const [only] = choices;
  if (found.some === null && profile === null && only !== undefined && choices.length === 1) {
    // There is nothing else that might run.
    runAction(coder, only, found);
    code.step(`ran = ${coder.numberOf(only.action)}; hit = ${found.hits};`);
    return;
  }
  const some = found.some === null ? "" : `if (${found.some}) `;
  code.block(`${some}switch (${found.choice})`, () => {
    for (const [at, choice] of choices.entries()) {
      code.block(`case ${at}:`, () => {
        runAction(coder, choice, found);
        code.step(`ran = ${coder.numberOf(choice.action)};`);
        code.step("break;");
      });
    }
  });
  code.step(`hit = ${found.hits};`);
}

/**
 * What runs, as texts: whether it is a row that hit (1 or 0), whether anything does, its place in
 * the choices, its data.
 */
type Found = {
  readonly hits: string;
  readonly some: string | null;
  readonly choice: string;
  readonly word: (at: number) => string;
  readonly bigs: string;
};

function find(coder: Coder, index: TableIndex, words: readonly string[]): Found {
  const [first] = words;
  if (first === undefined) return standing(coder, index);
  const isShort = words.length === 1 && index.table.implementation === null;
  return isShort ? remembered(coder, index, first) : searched(coder, index, words);
}

/** PERF: without a key the data stand in one array, whose length is known. */
function standing({ code, colours }: Coder, index: TableIndex): Found {
  const here = code.constant(index);
  const choice = code.temp(
    `${here}.always >= 0 ? ${here}.always : ${here}.choose(${LENGTH}, nowUs)`,
  );
  const hits = code.temp(`${here}.hits`);
  if (colours) code.step(`if (${hits} !== 0) colour = ${here}.colour;`);
  const words = code.constant(index.standing);
  return {
    hits,
    some: null,
    choice,
    word: (at) => `${words}[${at}]`,
    bigs: `${here}.standingBigs`,
  };
}

/** A key of one word is looked for where the last like it was found. */
function remembered(coder: Coder, index: TableIndex, key: string): Found {
  const { code } = coder;
  const { keys, rows, choices, words, bigs, stride } = index.remembered;
  const word = code.temp(key);
  const place = code.temp(placeOf(word));
  const here = code.constant(index);
  code.step(
    `if (${code.constant(keys)}[${place}] !== ${word}) ${here}.remember(${word}, ${place});`,
  );
  const hits = counted(coder, index, code.temp(`${code.constant(rows)}[${place}]`), "");
  const data = code.constant(words);
  return {
    hits,
    some: null,
    choice: `${code.constant(choices)}[${place}]`,
    word: (at) => `${data}[${stride === 1 ? place : `${place} * ${stride} + ${at}`}]`,
    bigs: `${code.constant(bigs)}[${place}]`,
  };
}

function searched(coder: Coder, index: TableIndex, words: readonly string[]): Found {
  const { code } = coder;
  const { implementation } = index.table;
  const [here, key] = [code.constant(index), code.constant(index.key)];
  for (const [at, word] of words.entries()) code.step(`${key}[${at}] = ${word};`);
  const entry = code.temp(`${here}.search()`);
  const row = code.temp(`${entry}.row`);
  const found = code.declared(`${entry}.prepared`);
  const through = implementation === null ? "" : `${found} ??= ${here}.throughProfile(${row});`;
  const hits = counted(coder, index, row, through);
  return {
    hits,
    some: `${found} !== null`,
    choice: `${found}.choice`,
    word: (at) => `${found}.words[${at}]`,
    bigs: `${found}.bigs`,
  };
}

/** Every hit counts for its row, and `more` is done. Gives 1 or 0: whether there is a row. */
function counted(coder: Coder, index: TableIndex, row: string, more: string): string {
  const { code } = coder;
  const hits = code.temp(`${row} === null ? 0 : 1`);
  code.block(`if (${row} !== null)`, () => {
    code.step(`${row}.packets += 1; ${row}.bytes += ${LENGTH};`);
    if (index.table.directMeter !== null) {
      code.step(`colour = ${row}.meter.execute(0, ${LENGTH}, nowUs);`);
    } else if (coder.colours) code.step("colour = 0;");
    if (more !== "") code.step(more);
  });
  return hits;
}

/** Every action with its bound arguments that the table may run. */
function choicesOf(table: Table): readonly TableAction[] {
  const entries = table.entries.map(({ chosen }) => chosen.action);
  return [...new Set([...table.actions, table.defaultAction.action, ...entries])];
}

/** A key as words of 32 bits, the highest first. */
function keyWords(type: Type, operand: Operand): readonly string[] {
  if (operand.kind === "single") return [wordOf(operand)];
  if (operand.kind === "pair") return [operand.high, operand.low];
  const count = wordsOf(bitsOf(type));
  return Array.from({ length: count }, (_, at) => {
    const right = 32 * (count - 1 - at);
    return `Number(BigInt.asUintN(32, ${operand.text} >> ${right}n))`;
  });
}

function runAction(coder: Coder, { action, bound }: TableAction, found: Found): void {
  let word = 0;
  let big = 0;
  const next = (): string => found.word(word++);
  const given = action.parameters
    .filter(({ direction }) => direction === "none")
    .map((parameter): Bound => {
      const width = bitsOf(parameter.type);
      const operand: Operand =
        width <= 32
          ? single(next())
          : width <= 64
            ? { kind: "pair", high: next(), low: next() }
            : { kind: "wide", text: `${found.bigs}[${big++}]` };
      return { parameter, value: scalar(operand), location: null };
    });
  const all = [...bind(coder, bound), ...given];
  invoke(coder, action, all, () => runBody(coder, action.body, null));
}
