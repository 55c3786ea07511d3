/**
 * A log -> the module and cfg that TLC runs. In: the log, and the candidate bodies of its events.
 * Out: text. The module is one literal over the trace module of the component; nothing of it is
 * kept.
 * @module
 */
import type { JsonObject } from "../vector/json.ts";
import type { Value } from "../value/value.ts";
import { tuple } from "../value/value.ts";
import { print, quoted } from "../value/print.ts";
import { Abstraction } from "./abstract.ts";
import type { EventFact } from "./events.ts";
import { factsOf } from "./events.ts";
import type { Genesis } from "./genesis.ts";
import type { Event, Log, Mode } from "./lines.ts";
import { componentOf } from "./lines.ts";
import { Observed } from "./observed.ts";
import { Pool } from "./pool.ts";
import type { World } from "./survey.ts";
import { survey } from "./survey.ts";

export type TraceModule = {
  readonly name: string;
  readonly text: string;
  readonly config: string;
  readonly mode: Mode;
  readonly facts: readonly EventFact[];
  readonly world: World;
  /** The line of an event as the model has it: a record of Follow.tla, whole. */
  readonly line: (event: number) => Value;
};

const NAME = "FlashmeshLog";

export function traceModule(
  log: Log,
  genesis: Genesis,
  clauses: ReadonlyMap<string, string>,
  bodies: (event: Event) => readonly JsonObject[],
): TraceModule {
  const facts = factsOf(log, bodies);
  const { mode, self, profile } = log.header;
  const world = survey(genesis, self, facts);
  const pool = new Pool();
  const abstraction = new Abstraction(world, pool, clauses);
  const observed = new Observed(world, pool, abstraction);
  const component = componentOf(profile);
  const values = facts.map((fact) => {
    const shown = fact.seen === undefined ? undefined : observed.seen(fact.seen);
    return abstraction.event(fact, shown);
  });
  const lines = values.map(print);
  const constants = [...observed.constants()].filter(
    ([name]) => name !== "Self" || component === "authority",
  );
  const opening = print(observed.opening(component));
  const text = [
    `---- MODULE ${NAME} ----`,
    `EXTENDS Trace${component === "authority" ? "Authority" : "Wallet"}`,
    // TLC compares records by the order in which it met their fields: messages by type first.
    "Words == [type |-> 0, body |-> 0]",
    ...pool.definitions(),
    ...constants.map(([name, value]) => `Log${name} == ${printed(value)}`),
    `LogOpening == ${opening}`,
    `LogTrace == <<\n${lines.join(",\n")}\n>>`,
    "LogLine(n) == LogTrace[n]",
    "====",
    "",
  ].join("\n");
  const line = (event: number): Value => pool.whole(values[event] ?? tuple([]));
  const config = configOf(
    mode,
    lines.length,
    constants.map(([name]) => name),
  );
  return { name: NAME, text, config, mode, facts, world, line };
}

function printed(value: Value): string {
  return value.kind === "string" ? quoted(value.value) : print(value);
}

/** The one invariant of each mode: violated, a full log is rejected and a partial one accepted. */
export const VERDICTS = { full: "Agrees", partial: "NotAccepted" } as const;

function configOf(mode: Mode, length: number, constants: readonly string[]): string {
  return [
    "SPECIFICATION Spec",
    "CONSTANTS",
    "  Off = {}",
    ...constants.map((name) => `  ${name} <- Log${name}`),
    "  Opening <- LogOpening",
    `  Length = ${length}`,
    "  Line <- LogLine",
    "  Respond <- Answering",
    "  Shows <- Observed",
    "INVARIANTS",
    `  ${VERDICTS[mode]}`,
    "CHECK_DEADLOCK FALSE",
    "",
  ].join("\n");
}
