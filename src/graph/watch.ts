/**
 * A behaviour gone through once more by the checker itself, with an eye on what the model only
 * derives: is the claim true in each state, which values make it false, who can put a certificate
 * together. In: a behaviour, the configuration of its model, what to look at. Out: a module that
 * takes exactly these steps and prints, with its cfg; and what was printed, read back.
 * @module
 */
import { Fault } from "../base/fault.ts";
import { parse } from "../value/parse.ts";
import { print } from "../value/print.ts";
import type { Field, Value } from "../value/value.ts";
import { constantsIn, replaceNames } from "./config.ts";
import type { Behaviour } from "./behaviour.ts";
import type { Quantified } from "./definition.ts";
import { isSingle } from "./definition.ts";

/** What broke, and what to read of it in the state where it did. */
export type Claim = {
  readonly name: string;
  readonly parts: readonly Quantified[];
  /** Expressions that say why, each told by its own text. */
  readonly terms: readonly string[];
};

export type Watched = {
  /** The module of the model, which is extended. */
  readonly module: string;
  readonly behaviour: Behaviour;
  /** The invariant, or undefined where a claim about steps or about for ever broke. */
  readonly claim: Claim | undefined;
  /** Definitions without arguments that are told of each state. */
  readonly operators: readonly string[];
  /** Constants that say who is who. */
  readonly constants: readonly string[];
};

export type Readings = {
  readonly constants: ReadonlyMap<string, Value>;
  /** For each state: operator -> value. */
  readonly states: readonly ReadonlyMap<string, Value>[];
  /** For each state: whether the claim is true. */
  readonly holds: readonly (boolean | undefined)[];
  /** Values of the bound names for which the claim is false in the last state. */
  readonly breaking: readonly Field[];
  /** Terms of the claim and their values there. */
  readonly terms: readonly Field[];
};

export const NO_READINGS: Readings = {
  constants: new Map(),
  states: [],
  holds: [],
  breaking: [],
  terms: [],
};

export const WATCH_MODULE = "FlashmeshRetold";

/** A module whose one claim is that no run is that long: what breaks it is a run to tell. */
export function sampleText(module: string, steps: number): string {
  return [
    `---- MODULE ${WATCH_MODULE} ----`,
    `EXTENDS ${module}, Integers, TLC`,
    `ToldShort == TLCGet("level") < ${steps}`,
    "====",
    "",
  ].join("\n");
}

/** The configuration of the model, with that claim instead of its own. */
export function sampleConfig(config: string): string {
  const bare = replaceNames(replaceNames(config, "PROPERTY", []), "INVARIANT", []);
  return `${bare.trimEnd()}\nINVARIANT ToldShort\n`;
}

export function watchText({ module, behaviour, claim, operators, constants }: Watched): string {
  const { steps } = behaviour;
  const names = steps[0]?.variables.map(([name]) => name) ?? [];
  const states = steps.map(({ variables }) =>
    variables.map(([name, value]) => `${name} |-> ${print(value)}`).join(", "),
  );
  const at = (which: string, prime: string): string =>
    names.map((name) => `  /\\ ${name}${prime} = ToldSteps[${which}].${name}`).join("\n");
  const seen = operators.map((name) => said("S", `<<toldAt, "${name}", ${name}>>`));
  if (claim !== undefined) seen.push(said("H", `<<toldAt, ${claim.name}>>`));
  const [last, parts, terms] = [steps.length, claim?.parts ?? [], claim?.terms ?? []];
  const why = [
    ...parts.map(brokenOf),
    ...terms.map((term, index) => said("T", `<<${index}, (${term})>>`)),
  ];
  return [
    `---- MODULE ${WATCH_MODULE} ----`,
    `EXTENDS ${module}, Integers, Sequences, TLC`,
    "VARIABLE toldAt",
    "ToldSteps == <<",
    states.map((state) => `  [${state}]`).join(",\n"),
    ">>",
    `ToldInit ==\n  /\\ toldAt = 1\n${at("1", "")}`,
    `ToldNext ==\n  /\\ toldAt < ${last}\n  /\\ toldAt' = toldAt + 1\n${at("toldAt + 1", "'")}`,
    ...parts.map((part, index) => `ToldFalse${index} ==\n${breakingSet(part)}`),
    `ToldSeen == ${["TRUE", ...seen].join("\n  /\\ ")}`,
    `ToldBroken == (toldAt < ${last}) \\/ (${["TRUE", ...why].join("\n  /\\ ")})`,
    ...constants.map((name) => `ASSUME ${said("C", `<<"${name}", ${name}>>`)}`),
    "====",
    "",
  ].join("\n");
}

/** The constants of the model and nothing else that it checks. */
export function watchConfig(config: string): string {
  const own = "INIT ToldInit\nNEXT ToldNext\nINVARIANTS ToldSeen ToldBroken\nCHECK_DEADLOCK FALSE";
  return `${constantsIn(config)}\n${own}\n`;
}

function said(mark: string, expression: string): string {
  return `PrintT("#${mark}|" \\o ToString(${expression}))`;
}

function brokenOf(_: Quantified, index: number): string {
  const set = `ToldFalse${index}`;
  return `((${set} = {}) \\/ ${said("W", `CHOOSE w \\in ${set} : TRUE`)})`;
}

/** All ways in which the part is false: a record of what its names stand for. */
function breakingSet({ bound, body }: Quantified): string {
  const told = bound.filter(({ over }) => !isSingle(over));
  const shown = told.length === 0 ? bound : told;
  const fields = shown.map(({ name }) => `${name} |-> ${name}`).join(", ");
  const inner = `{toldWay \\in {[${fields}]} : ~(\n${body}\n)}`;
  return bound.reduceRight(
    (text, { name, over }) => `UNION {${text} : ${name} \\in ${over}}`,
    inner,
  );
}

/**
 * What the module printed; a line without a mark is the model's own. To show the end of a run TLC
 * may print a thing again. `asked`: the terms of the claim.
 */
export function readingsOf(
  printed: readonly string[],
  length: number,
  asked: readonly string[] = [],
): Readings {
  const constants = new Map<string, Value>();
  const states = Array.from({ length }, () => new Map<string, Value>());
  const holds: (boolean | undefined)[] = Array.from({ length }, () => undefined);
  const terms = new Map<string, Value>();
  let breaking: readonly Field[] = [];
  for (const line of printed) {
    const mark = /^#([CSHTW])\|/.exec(line)?.[1];
    if (mark === undefined) continue;
    const value = parse(line.slice(3));
    const [first, second, third] = value.kind === "tuple" ? value.items : [];
    if (mark === "C") constants.set(textOf(first, line), valueOf(second, line));
    if (mark === "S") {
      states[wholeOf(first, line) - 1]?.set(textOf(second, line), valueOf(third, line));
    }
    if (mark === "H") {
      holds[wholeOf(first, line) - 1] = second?.kind === "bool" ? second.value : undefined;
    }
    if (mark === "T") terms.set(asked[wholeOf(first, line)] ?? "?", valueOf(second, line));
    if (mark === "W" && breaking.length === 0) {
      breaking = value.kind === "record" ? value.fields : [];
    }
  }
  return { constants, states, holds, breaking, terms: [...terms] };
}

function valueOf(value: Value | undefined, line: string): Value {
  if (value === undefined) throw unreadable(line);
  return value;
}

function textOf(value: Value | undefined, line: string): string {
  if (value?.kind !== "string") throw unreadable(line);
  return value.value;
}

function wholeOf(value: Value | undefined, line: string): number {
  if (value?.kind !== "int") throw unreadable(line);
  return value.value;
}

function unreadable(line: string): Fault {
  return new Fault("PrintedUnreadable", { model: WATCH_MODULE, line: line.slice(0, 120) });
}
