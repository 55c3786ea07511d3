/**
 * One program and one STF file. In: their texts and the back ends. Out: a verdict. With two back
 * ends both run the file, and must leave the same packets, digests, registers and counters.
 * @module
 */
import { toHex } from "../../base/bytes.ts";
import type { BackEnd, EngineWorld } from "../engine.ts";
import type { Instance, Program } from "../program.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Result } from "../../base/result.ts";
import { openDevice } from "./open.ts";
import { parseStf } from "./parse.ts";
import { runStf, type Device, type Failure } from "./run.ts";
import type { Malformed, Statement } from "./statement.ts";

export type Verdict =
  | { readonly kind: "passed"; readonly checks: number }
  | { readonly kind: "failed"; readonly failures: readonly Failure[] }
  /** The program uses something by name that is not done here. */
  | { readonly kind: "unsupported"; readonly diagnostics: readonly Diagnostic[] }
  /** The program is said to be wrong. */
  | { readonly kind: "refused"; readonly diagnostics: readonly Diagnostic[] }
  /** The STF file is wrong. */
  | { readonly kind: "malformed"; readonly fault: Malformed };

/** The first back end judges; the second must agree with it. `world` is made anew for each. */
export function judgeStf(
  program: Result<Program, readonly Diagnostic[]>,
  stf: string,
  [first, second]: readonly [BackEnd, ...BackEnd[]],
  world: () => EngineWorld,
): Verdict {
  const statements = parseStf(stf);
  if (!statements.ok) return { kind: "malformed", fault: statements.reason };
  if (!program.ok) {
    const diagnostics = program.reason;
    const isWrong = diagnostics.some(({ kind }) => kind === "syntax" || kind === "type");
    return { kind: isWrong ? "refused" : "unsupported", diagnostics };
  }
  const one = openDevice(program.value, first, world());
  const { failures, checks } = runStf(statements.value, one);
  const found = [...failures, ...against(one, program.value, statements.value, second, world)];
  return found.length === 0 ? { kind: "passed", checks } : { kind: "failed", failures: found };
}

function against(
  one: Device,
  program: Program,
  statements: readonly Statement[],
  backEnd: BackEnd | undefined,
  world: () => EngineWorld,
): readonly Failure[] {
  if (backEnd === undefined) return [];
  const other = openDevice(program, backEnd, world());
  runStf(statements, other);
  return deviceDifferences(one, other).map((why) => ({ line: null, why }));
}

/** Where two switches that were told the same are not the same. */
export function deviceDifferences(one: Device, other: Device): readonly string[] {
  return [
    ...listDifferences("packet", sentBy(one), sentBy(other)),
    ...listDifferences("digest", digestsOf(one), digestsOf(other)),
    ...stateDifferences(one, other),
  ];
}

function sentBy({ sent }: Device): readonly string[] {
  return sent.map(({ port, bytes }) => `port ${port}: ${toHex(bytes)}`);
}

function digestsOf({ digests }: Device): readonly string[] {
  return digests.map(({ name, values }) => `${name} {${values.join(", ")}}`);
}

function listDifferences(
  what: string,
  one: readonly string[],
  other: readonly string[],
): readonly string[] {
  const at = one.findIndex((each, index) => each !== other[index]);
  if (at < 0 && one.length === other.length) return [];
  const where = at < 0 ? one.length : at;
  const none = "none";
  const [here, there] = [one[where] ?? none, other[where] ?? none];
  return [`the back ends differ in ${what} ${where + 1}: ${here}; ${there}`];
}

function stateDifferences(one: Device, other: Device): readonly string[] {
  return one.program.instances.flatMap((instance) => {
    const there = arraysOf(other, instance);
    const at = arraysOf(one, instance)
      .map((array, index) => firstDifference(array, there[index] ?? []))
      .find((index) => index >= 0);
    return at === undefined ? [] : [`the back ends differ in ${instance.name}[${at}]`];
  });
}

type Cells = ArrayLike<number | bigint>;

function arraysOf({ control }: Device, instance: Instance): readonly Cells[] {
  const register = control.registers.get(instance);
  const counters = control.counters.get(instance);
  return [
    ...(register === undefined ? [] : [register.lo, register.hi, register.wide]),
    ...(counters === undefined ? [] : [counters.packets, counters.bytes]),
  ];
}

/** -1: there is none. PERF: a register may have millions of cells. */
function firstDifference(one: Cells, other: Cells): number {
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return at;
  return -1;
}
