/**
 * Is this log a behaviour of the model? In: a log, and where checker and model are. Out: the
 * verdict, with the proof that the run can tell right from wrong: an accepted log comes with copies
 * made wrong on purpose, all of which were rejected; of a rejected one the part before the line was
 * accepted.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import { completion } from "./complete.ts";
import type { Genesis } from "./genesis.ts";
import { readGenesis } from "./genesis.ts";
import type { Log } from "./lines.ts";
import { componentOf } from "./lines.ts";
import type { TraceModule } from "./module.ts";
import { traceModule } from "./module.ts";
import { mutantsOf, MUTATIONS } from "./mutate.ts";
import type { Answer, Asked } from "./run.ts";
import { askTlc } from "./run.ts";

/** One thing that the run was asked to prove itself. */
export type Proof = {
  /** What was done to the log, in words. */
  readonly what: string;
  readonly proves: "rejects" | "accepts";
  readonly holds: boolean;
};

export type Validation = {
  readonly log: Log;
  readonly module: TraceModule;
  readonly answer: Answer;
  readonly proofs: readonly Proof[];
  /** Kinds of mutants for which the log has no place. */
  readonly unproven: readonly string[];
};

export type Options = {
  /** Reason code -> clause as the model spells it. */
  readonly clauses: ReadonlyMap<string, string>;
  readonly selfTest: boolean;
};

export async function validate(asked: Asked, log: Log, options: Options): Promise<Validation> {
  const genesis = readGenesis(log.file, log.header);
  checkSelf(log, genesis);
  const bodies = completion(log, genesis);
  const moduleOf = (part: Log): TraceModule => traceModule(part, genesis, options.clauses, bodies);
  const module = moduleOf(log);
  const answer = await askTlc(asked, module);
  if (!options.selfTest) return { log, module, answer, proofs: [], unproven: [] };
  if (answer.kind === "accepted") {
    const mutants = mutantsOf(log);
    const proofs: Proof[] = [];
    for (const { what, log: wrong, event } of mutants) {
      const verdict = await askTlc(asked, moduleOf(wrong));
      const full = log.header.mode === "full";
      const holds = verdict.kind === "rejected" && (!full || verdict.event === event);
      proofs.push({ what, proves: "rejects", holds });
    }
    const unproven = MUTATIONS.filter((each) => !mutants.some(({ mutation }) => mutation === each));
    return { log, module, answer, proofs, unproven };
  }
  const before = log.events.slice(0, answer.event);
  if (before.length === 0) return { log, module, answer, proofs: [], unproven: [] };
  const part = { ...log, events: before };
  const verdict = await askTlc(asked, moduleOf(part));
  const what = `the ${before.length} events before it alone`;
  const proofs: Proof[] = [{ what, proves: "accepts", holds: verdict.kind === "accepted" }];
  return { log, module, answer, proofs, unproven: [] };
}

/** Whose log it is must be somebody of the genesis, or no line could mean anything. */
function checkSelf({ file, header }: Log, genesis: Genesis): void {
  const { self, profile } = header;
  const known =
    componentOf(profile) === "wallet"
      ? genesis.openings.some(({ account }) => account === self)
      : genesis.committees.some(({ members }) => members.some(({ key }) => key === self));
  if (!known) throw new InputFault("LogOfNobody", { file, self });
}
