/**
 * Which clauses an answer is about. In: input, outcome kind, what leaves. Out: clause ids, the most
 * telling one first. For a refusal they are the guards that failed; for the rest the rules that say
 * what an accepted input does. An answer that this table does not know is a fault, so no step is
 * without a clause.
 * @module
 */
import { Fault } from "../base/fault.ts";
import { byClause } from "./names.ts";

const RULES: { readonly [answer: string]: readonly string[] } = {
  "SignVote voted": ["VT-1", "VT-2", "VT-3", "TH-8"],
  "SignVote again": ["VT-4", "VT-2", "VT-3"],
  "SignVote settled": ["VT-5", "TH-10"],
  "VerifyTransfer voted": ["VF-15"],
  "VerifyTransfer again": ["VF-15", "VT-4"],
  "VerifyTransfer settled": ["VF-15", "VT-5"],
  "ApplyCertificate applied": ["EX-9", "EX-1", "EX-8", "EX-10", "EX-12", "EX-16", "TH-10"],
  "ApplyCertificate again": ["EX-9", "CF-10"],
  "ApplyCertificate queued": ["EX-11"],
  "VerifyCertificate applied": ["EX-15"],
  "VerifyCertificate again": ["EX-15", "EX-9"],
  "VerifyCertificate queued": ["EX-15", "EX-11"],
  "RecordEvidence recorded": ["EQ-5", "EQ-6"],
  "RecordEvidence again": ["EQ-6"],
  "RecordOwnershipProof recorded": ["OP-2", "OP-1", "EX-11"],
  "RecordOwnershipProof again": ["OP-1"],
  "Lock locked": ["LK-1", "TH-2", "TH-3"],
  "RenewWindow renewed": ["LK-3", "LK-1"],
  "CollectVote collected": ["LK-5", "LK-4"],
  "CollectVote certified": ["LK-6", "TH-6", "TH-9"],
  "CollectVote again": ["LK-5"],
  "CollectReceipt collected": ["LK-10", "LK-7"],
  "CollectReceipt settled": ["LK-10"],
  "CollectReceipt again": ["LK-10"],
  "AnswerMissing answered": ["LK-11", "TH-16"],
  "ReleaseGoods released": ["GD-1", "GD-4", "GD-6"],
};

/** What must have been durable before: a restart changes nothing. */
const RESTARTED: { readonly [profile: string]: readonly string[] } = {
  authority: ["VT-1", "VT-2", "EX-13"],
  committee: ["VT-1", "VT-2", "EX-13"],
  wallet: ["LK-1", "LK-10", "GD-6"],
};

/** What a refusal sends besides. */
const SENT: { readonly [message: string]: { readonly [input: string]: readonly string[] } } = {
  MissingCertificate: { SignVote: ["VT-6", "TH-16"], ApplyCertificate: ["EX-2", "TH-16"] },
  EquivocationProof: { SignVote: ["EQ-4", "TH-14"] },
  BrokenQuorum: {
    ApplyCertificate: ["EX-4", "TH-14"],
    RecordOwnershipProof: ["OP-2", "TH-14"],
  },
};

export function answerClauses(profile: string, input: string, kind: string): readonly string[] {
  const clauses = input === "Restart" ? RESTARTED[profile] : RULES[`${input} ${kind}`];
  if (clauses === undefined) throw new Fault("AnswerWithoutClause", { input, kind });
  return clauses;
}

/** LK-12: what no authority could accept is not signed; the guards are the authority's. */
const UNSIGNABLE: ReadonlySet<string> = new Set(["VF-1", "VF-11", "VF-14"]);

export function refusalClauses(input: string, failed: readonly string[]): readonly string[] {
  const signs = input === "Lock" || input === "RenewWindow";
  return signs && failed.some((clause) => UNSIGNABLE.has(clause)) ? [...failed, "LK-12"] : failed;
}

export function sentClauses(input: string, types: readonly string[]): readonly string[] {
  return types.flatMap((type) => SENT[type]?.[input] ?? []);
}

export function sortedClauses(clauses: Iterable<string>): readonly string[] {
  return [...new Set(clauses)].toSorted(byClause);
}
