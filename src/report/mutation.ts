/**
 * What `flashmesh mutate` found, as tables and lines. Per clause: the models that break without it,
 * by which claim, and the traces that catch a reference without it. In: the kills of both sides.
 * Out: the rows, the files of `conformance/`, and what is not as it must be.
 * @module
 */
import type { Level, ModelMutant, Survivor } from "../graph/mutants.ts";
import { SURVIVORS } from "../graph/mutants.ts";
import type { MutantResult } from "../replay/mutants.ts";

/** The model without one guard, or with one rule broken, and the claim that breaks. */
export type ModelKill = {
  readonly mutant: ModelMutant;
  readonly invariant: string;
  /** States of the counterexample, the first one included. */
  readonly states: number;
  /** The counterexample in words. */
  readonly steps: readonly string[];
};

export type Row = {
  readonly clause: string;
  /** The reason code of a guard; undefined for a rule. */
  readonly reason: string | undefined;
  /** The module of the model that has the guard. */
  readonly module: string | undefined;
  readonly kills: readonly ModelKill[];
  readonly faulty: readonly MutantResult[];
};

export type Guard = {
  readonly clause: string;
  readonly reason: string;
  readonly module: string;
};

/** Guards in the order of their reasons, then the rules that something breaks, by clause. */
export function rowsOf(
  guards: readonly Guard[],
  kills: readonly ModelKill[],
  faulty: readonly MutantResult[],
): readonly Row[] {
  const row = (clause: string, guard: Guard | undefined): Row => ({
    clause,
    reason: guard?.reason,
    module: guard?.module,
    kills: kills.filter(({ mutant }) => mutant.clause === clause),
    faulty: faulty.filter(({ mutant }) => mutant.clause === clause),
  });
  const known = new Set(guards.map(({ clause }) => clause));
  const named = [...kills, ...faulty].map(({ mutant }) => mutant.clause);
  const rules = [...new Set(named.filter((clause) => !known.has(clause)))].toSorted(byClause);
  return [
    ...guards.map((guard) => row(guard.clause, guard)),
    ...rules.map((clause) => row(clause, undefined)),
  ];
}

function byClause(left: string, right: string): number {
  const [leftFamily = "", leftNumber] = left.split("-");
  const [rightFamily = "", rightNumber] = right.split("-");
  if (leftFamily !== rightFamily) return leftFamily < rightFamily ? -1 : 1;
  return Number(leftNumber) - Number(rightNumber);
}

function killsAt(row: Row, level: Level): readonly ModelKill[] {
  return row.kills.filter(({ mutant }) => mutant.level === level);
}

/**
 * What lives and should not: a faulty reference, and where everything was run (`whole`) a guard
 * that nothing needs, unless it is explained.
 */
export function unexplained(
  rows: readonly Row[],
  whole: boolean,
  survivors = SURVIVORS,
): readonly string[] {
  const explained = new Set(survivors.map(({ clause }) => clause));
  return rows.flatMap((row) => {
    const { clause, reason, faulty } = row;
    const found = faulty
      .filter(({ kill }) => kill === undefined)
      .map(({ mutant }) => `${mutant.name} (${clause}): no trace tells it from the model`);
    if (reason === undefined || !whole) return found;
    if (faulty.length === 0) found.push(`${clause}: no reference is without it`);
    if (killsAt(row, "component").length === 0) {
      found.push(`${clause}: no component model needs it`);
    }
    if (killsAt(row, "system").length === 0 && !explained.has(clause)) {
      found.push(`${clause}: no system model needs it, and nothing explains why`);
    }
    return found;
  });
}

/** Explanations of guards that a system model needs after all. */
export function stale(rows: readonly Row[], survivors = SURVIVORS): readonly string[] {
  return survivors.flatMap(({ clause }) => {
    const killed = rows
      .filter((row) => row.clause === clause)
      .flatMap((row) => killsAt(row, "system"))
      .map(({ mutant }) => mutant.model.name);
    return killed.map((model) => `${clause} is explained as a survivor, but ${model} needs it`);
  });
}

export type KillCounts = {
  readonly guards_component: number;
  readonly guards_system: number;
  readonly models: number;
  readonly reference: number;
};

export function countKills(rows: readonly Row[]): KillCounts {
  const guards = rows.filter(({ reason }) => reason !== undefined);
  const needed = (level: Level): number =>
    guards.filter((row) => killsAt(row, level).length > 0).length;
  return {
    guards_component: needed("component"),
    guards_system: needed("system"),
    models: rows.reduce((sum, { kills }) => sum + kills.length, 0),
    reference: rows.reduce(
      (sum, { faulty }) => sum + faulty.filter(({ kill }) => kill !== undefined).length,
      0,
    ),
  };
}

export function killsInWords(kills: KillCounts): string {
  return (
    `guards needed: ${kills.guards_component} by a component, ${kills.guards_system} by the ` +
    `system; ${kills.models} models break, ${kills.reference} references are caught`
  );
}

const MADE_BY = '"generated_by":"flashmesh mutate --write"';

/** `mutation.json`: one clause a line. */
export function mutationTable(rows: readonly Row[], survivors = SURVIVORS): string {
  const kills = JSON.stringify(countKills(rows));
  const lines = rows.map((row) => {
    const told = (level: Level) =>
      killsAt(row, level).map(({ mutant: { model }, invariant, states }) => {
        return { model: model.name, invariant, states };
      });
    return JSON.stringify({
      clause: row.clause,
      reason: row.reason ?? null,
      component: told("component"),
      system: told("system"),
      reference: row.faulty.map(({ mutant, kill }) => ({
        name: mutant.name,
        trace: kill?.trace ?? null,
      })),
    });
  });
  const explained = survivors.map((one) => JSON.stringify({ ...one, base: one.base ?? null }));
  return (
    `{${MADE_BY},"kills":${kills},"clauses":[\n${lines.join(",\n")}\n],` +
    `"survivors":[\n${explained.join(",\n")}\n]}\n`
  );
}

/** `consequences.json`: per clause what follows without it, in steps. */
export function consequencesTable(rows: readonly Row[]): string {
  const lines = rows
    .filter(({ kills }) => kills.length > 0)
    .map((row) => {
      const [component, ...components] = killsAt(row, "component").map(consequence);
      const [system, ...systems] = killsAt(row, "system").map(consequence);
      const told = {
        reason: row.reason ?? null,
        clause: row.clause,
        guard: row.reason === undefined ? null : row.clause.replace("-", ""),
        module: row.module ?? null,
        component: component ?? null,
        system: system ?? null,
        also: [...components, ...systems],
      };
      return `${JSON.stringify(row.clause)}:${JSON.stringify(told)}`;
    });
  return `{${MADE_BY},"clauses":{\n${lines.join(",\n")}\n}}\n`;
}

function consequence({ mutant, invariant, steps }: ModelKill) {
  const { model, part } = mutant;
  return { part, model: model.name, module: model.module, invariant, steps };
}

/** `mutation.md`: the matrix for people. */
export function mutationPage(rows: readonly Row[], survivors = SURVIVORS): string {
  const { guards_component, guards_system, models, reference } = countKills(rows);
  const guards = rows.filter(({ reason }) => reason !== undefined);
  const rules = rows.filter(({ reason }) => reason === undefined);
  return [
    "# One guard less, one rule broken: who notices",
    "",
    "Made by `flashmesh mutate --write`. The model is checked without each of its guards, and the",
    "reference is judged by the corpus without each of its checks. *Component* is one authority or",
    "wallet against every input, *system* is all of them in the hands of an adversary: the claim",
    "that breaks, the model, and the number of states of its counterexample. *Trace* is the first",
    "that tells the faulty reference from the model ([mutants.md](mutants.md) has every one).",
    "",
    `${guards_component} of ${guards.length} guards are needed by a component model, ` +
      `${guards_system} by a system model, the others are explained below.`,
    `${models} models break as they must, ${reference} faulty references are caught.`,
    "",
    "| guard | reason | component | system | trace |",
    "|---|---|---|---|---|",
    ...guards.map((row) => `| ${[row.clause, row.reason, ...cells(row)].join(" | ")} |`),
    "",
    "## Rules",
    "",
    "| rule | component | system | trace |",
    "|---|---|---|---|",
    ...rules.map((row) => `| ${[row.clause, ...cells(row)].join(" | ")} |`),
    "",
    "## Survivors",
    "",
    "Guards without which every system model still holds. Where a model is named, each run checks",
    "that it holds still.",
    "",
    "| guard | holds without it | why |",
    "|---|---|---|",
    ...survivors.map(({ clause, base, why }) => `| ${clause} | ${base ?? ""} | ${why} |`),
    "",
  ].join("\n");
}

function cells(row: Row): readonly string[] {
  const models = (level: Level): string =>
    killsAt(row, level)
      .map(({ mutant, invariant, states }) => `${invariant} (${mutant.model.name}, ${states})`)
      .join("; ");
  const traces = row.faulty.map(
    ({ mutant, kill }) => `${mutant.name}: ${kill?.trace ?? "**survives**"}`,
  );
  return [models("component"), models("system"), traces.join("; ")];
}

/** The matrix on a terminal: one line per clause. */
export function rowLines(rows: readonly Row[], survivors: readonly Survivor[]): readonly string[] {
  const explained = new Set(survivors.map(({ clause }) => clause));
  const told = rows.filter(({ kills, faulty }) => kills.length + faulty.length > 0);
  return told.map((row) => {
    const claims = (level: Level): string =>
      [...new Set(killsAt(row, level).map(({ invariant }) => invariant))].join(" ");
    const system = claims("system") || (explained.has(row.clause) ? "(explained)" : "-");
    const [first] = row.faulty;
    const trace = first === undefined ? "-" : (first.kill?.trace ?? "SURVIVES");
    const more = row.faulty.length > 1 ? ` and ${row.faulty.length - 1} more` : "";
    const name = row.reason === undefined ? row.clause : `${row.clause} ${row.reason}`;
    const left = [name.padEnd(36), (claims("component") || "-").padEnd(32), system.padEnd(32)];
    return `${left.join(" ")} ${trace}${more}`;
  });
}
