/**
 * The verdict on a log in words. In: a validation, and the sentences of the clauses. Out: lines for
 * people and one JSON object for programs. A rejected log is told by its first line that fits no
 * step of the model: what was there, what the model answers to everything that the line may be, and
 * the clause for each refusal.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import type { Candidate, Stuck } from "../log/run.ts";
import type { Validation } from "../log/validate.ts";
import type { Change } from "../value/diff.ts";
import { diff } from "../value/diff.ts";
import { print } from "../value/print.ts";
import type { Value } from "../value/value.ts";
import { field } from "../value/value.ts";
import { clauseOf } from "../vector/names.ts";

export type Sentences = {
  /** Clause (`VF-8`) -> what it demands, in one sentence. */
  readonly demand: (clause: string) => string;
  /** Clause -> reason code. */
  readonly code: (clause: string) => string;
};

/** Further states and candidates are counted; the JSON has them all. */
const SHOWN_MAX = 4;
const TEXT_MAX = 400;
/** The parts of a line that an answer may contradict, as Follow.tla calls them. */
const PARTS = ["outcome", "reason", "emitted", "state"] as const;

export function validationLines(found: Validation, say: Sentences): readonly string[] {
  const { log, answer } = found;
  const { profile, mode } = log.header;
  const events = `${log.events.length} events`;
  const about = `${log.file}: ${events}, profile ${profile}, ${mode} log`;
  if (answer.kind === "accepted") {
    const states = `${answer.states} states, ${answer.seconds.toFixed(1)} s`;
    return [about, `accepted: a behaviour of the model (${states})`, ...proofLines(found)];
  }
  return [about, ...rejectedLines(found, say), ...proofLines(found)];
}

function proofLines({ proofs, unproven, answer }: Validation): readonly string[] {
  if (proofs.length === 0 && unproven.length === 0) {
    return [answer.kind === "accepted" ? "self-test: not asked for" : "self-test: none"];
  }
  return [
    ...proofs.map(({ what, proves, holds }) => {
      const done = proves === "rejects" ? "rejected" : "accepted";
      return `self-test: ${what}: ${holds ? `${done}, as it must be` : `NOT ${done}`}`;
    }),
    ...unproven.map((what) => `self-test: ${what}: the log has no place where that must be wrong`),
  ];
}

function rejectedLines(found: Validation, say: Sentences): readonly string[] {
  const { log, answer, module } = found;
  if (answer.kind !== "rejected") return [];
  const event = log.events[answer.event];
  const fact = module.facts[answer.event];
  if (event === undefined || fact === undefined) return [];
  const line = module.line(answer.event);
  const said = [
    event.outcome ?? "an outcome that is not told",
    ...(event.reason === undefined ? [] : [event.reason]),
  ].join(", ");
  const lines = [
    `rejected: line ${event.line} fits no step of the model`,
    `  the log says: ${event.input} -> ${said}`,
    `  ${short(print(part(line, "inputs")))}`,
  ];
  if (answer.stuck.length > 1) lines.push(`  ${answer.stuck.length} states were possible there`);
  for (const stuck of answer.stuck.slice(0, SHOWN_MAX)) {
    lines.push(...stuckLines(stuck, line, say));
  }
  lines.push(...scaleLines(found));
  return lines;
}

function stuckLines(stuck: Stuck, line: Value, say: Sentences): readonly string[] {
  const lines = ["  the state before it:", ...stateLines(stuck.shown)];
  if (stuck.candidates.length > 1) {
    lines.push(`  ${stuck.candidates.length} inputs may be meant; what the model does with each:`);
  }
  for (const candidate of stuck.candidates.slice(0, SHOWN_MAX)) {
    lines.push(...candidateLines(candidate, line, say));
  }
  const more = stuck.candidates.length - SHOWN_MAX;
  if (more > 0) lines.push(`  and ${more} more, see --json`);
  return lines;
}

function candidateLines(candidate: Candidate, line: Value, say: Sentences): readonly string[] {
  const clauses = candidate.why.map(clauseOf);
  const lines = [`  the model answers: ${candidate.kind}`];
  for (const clause of clauses) {
    lines.push(`    refused by ${clause} (${say.code(clause)}): ${say.demand(clause)}`);
  }
  for (const { what, logged, model, changes } of differences(candidate, line)) {
    if (changes.length === 0) lines.push(`    ${what}: the log has ${logged}, the model ${model}`);
    for (const change of changes) lines.push(`    ${what}: ${changeText(change)}`);
  }
  return lines;
}

type Difference = {
  readonly what: string;
  readonly logged: string;
  readonly model: string;
  /** From what the model has to what the log has. */
  readonly changes: readonly Change[];
};

function differences(candidate: Candidate, line: Value): readonly Difference[] {
  // The outcome first: what else differs mostly follows from it.
  const parts = PARTS.filter((each) => candidate.differs.includes(each));
  return parts.map((what): Difference => {
    switch (what) {
      case "outcome":
        return { what, logged: only(line, "kind"), model: candidate.kind, changes: [] };
      case "reason":
        return { what, logged: only(line, "why"), model: candidate.why.join(" or "), changes: [] };
      case "emitted": {
        const sent = element(part(line, "sent"));
        const are = sent === undefined ? undefined : field(sent, "are");
        return compared(what, are, candidate.emitted);
      }
      case "state":
        return compared(what, element(part(line, "shown")), candidate.shown);
    }
  });
}

function compared(what: string, logged: Value | undefined, model: Value): Difference {
  if (logged === undefined) return { what, logged: "nothing", model: print(model), changes: [] };
  const changes = diff(model, logged, what);
  return { what, logged: short(print(logged)), model: short(print(model)), changes };
}

function changeText(change: Change): string {
  const { path } = change;
  switch (change.kind) {
    case "becomes":
      return `${path} is ${brief(change.to)} in the log, ${brief(change.from)} in the model`;
    case "gains":
      return `${path} has ${brief(change.part)} in the log, not in the model`;
    case "loses":
      return `${path} lacks ${brief(change.part)} in the log, not in the model`;
    case "maps":
      return `${path} maps ${brief(change.key)} to ${brief(change.to)} in the log only`;
    case "forgets":
      return `${path} lacks ${brief(change.key)} in the log`;
  }
}

function stateLines(shown: Value): readonly string[] {
  const accounts = field(shown, "accounts");
  if (accounts === undefined || accounts.kind !== "record") return [`    ${short(print(shown))}`];
  return accounts.fields.map(([name, account]) => {
    const told = ["epoch", "balance", "next_nonce", "frozen", "locks", "escrow", "evidence"]
      .map((each) => `${each} ${brief(field(account, each) ?? account)}`)
      .join(", ");
    return `    ${name}: ${short(told)}`;
  });
}

/** Only where numbers of the model are not those of the wire. */
function scaleLines({ module }: Validation): readonly string[] {
  const { money, names } = module.world;
  const lines: string[] = [];
  if (money.unit !== 1n) lines.push(`  amounts are told in units of ${money.unit}`);
  const used = names.ranked().filter((name) => names.hex(name) !== undefined);
  for (const name of used) {
    if (!name.startsWith("k__")) lines.push(`  ${name} is ${String(names.hex(name))}`);
  }
  return lines;
}

export function validationJson(found: Validation, say: Sentences): Json {
  const { log, answer, proofs, unproven, module } = found;
  const head = {
    file: log.file,
    profile: log.header.profile,
    mode: log.header.mode,
    events: log.events.length,
    self_test: proofs.map(({ what, proves, holds }) => ({ what, proves, holds })),
    unproven,
  };
  if (answer.kind === "accepted") {
    return { ...head, verdict: "accepted", states: answer.states };
  }
  const line = module.line(answer.event);
  const event = log.events[answer.event];
  return {
    ...head,
    verdict: "rejected",
    line: event?.line ?? 0,
    input: event?.input ?? "",
    states: answer.stuck.map((stuck) => ({
      state: print(stuck.shown),
      candidates: stuck.candidates.map((candidate, at) => ({
        body: module.facts[answer.event]?.bodies[at] ?? {},
        outcome: candidate.kind,
        refused_by: candidate.why.map(clauseOf).map((clause) => ({
          clause,
          reason: say.code(clause),
          demands: say.demand(clause),
        })),
        differs: differences(candidate, line).map(({ what, logged, model, changes }) => ({
          what,
          logged,
          model,
          changes: changes.map(changeText),
        })),
      })),
    })),
  };
}

function part(line: Value, name: string): Value {
  return field(line, name) ?? line;
}

function element(value: Value): Value | undefined {
  return value.kind === "set" ? value.elements[0] : undefined;
}

function only(line: Value, name: string): string {
  const value = element(part(line, name));
  return value?.kind === "string" ? value.value : "nothing";
}

function brief(value: Value): string {
  return value.kind === "string" ? value.value : short(print(value), TEXT_MAX / 2);
}

function short(text: string, most = TEXT_MAX): string {
  return text.length <= most ? text : `${text.slice(0, most)} ...`;
}
