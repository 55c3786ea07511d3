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
import { operandOf, scalar } from "./tree.ts";

const LENGTH = `meta[${META.indexOf("packet_length")}]`;

export function apply(coder: Coder, table: Table): { hit: string; ran: string } {
  const { code } = coder;
  const name = code.function(table, () => applyBody(coder, table));
  code.step(`if (${name}() !== 0) return 1;`);
  return { hit: code.temp("hit"), ran: code.temp("ran") };
}

function applyBody(coder: Coder, table: Table): void {
  const { code, control } = coder;
  const choices = choicesOf(table);
  const profile = table.implementation === null ? null : control.profile(table.implementation);
  const index = new TableIndex(control.table(table), choices, profile);
  const [here, key] = [code.constant(index), code.constant(index.key)];
  let word = 0;
  const expressions = table.keys.map(({ expression }) => expression);
  for (const [at, value] of evaluateAll(coder, expressions).entries()) {
    const type = expressions[at]?.type;
    assert(type !== undefined, "a key has a type");
    for (const text of keyWords(type, operandOf(value))) {
      code.step(`${key}[${word}] = ${text};`);
      word += 1;
    }
  }
  const found = code.temp(`${here}.find(${LENGTH})`);
  const hits = code.temp(`${here}.hit`);
  if (table.directMeter === null) code.step(`if (${hits} !== 0) colour = 0;`);
  else code.step(`if (${hits} !== 0) colour = ${here}.meter(${LENGTH}, nowUs);`);
  code.step("ran = -1;");
  code.block(`if (${found} !== null) switch (${found}.choice)`, () => {
    for (const [at, choice] of choices.entries()) {
      code.block(`case ${at}:`, () => {
        runAction(coder, choice, found);
        code.step(`ran = ${coder.numberOf(choice.action)};`);
        code.step("break;");
      });
    }
  });
  code.step(`hit = ${hits};`);
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

function runAction(coder: Coder, { action, bound }: TableAction, found: string): void {
  let word = 0;
  let big = 0;
  const next = (): string => `${found}.words[${word++}]`;
  const given = action.parameters
    .filter(({ direction }) => direction === "none")
    .map((parameter): Bound => {
      const width = bitsOf(parameter.type);
      const operand: Operand =
        width <= 32
          ? single(next())
          : width <= 64
            ? { kind: "pair", high: next(), low: next() }
            : { kind: "wide", text: `${found}.bigs[${big++}]` };
      return { parameter, value: scalar(operand), location: null };
    });
  const all = [...bind(coder, bound), ...given];
  invoke(coder, action, all, () => runBody(coder, action.body, null));
}
