/**
 * Which clause a difference is about. In: the answer that was demanded, and where it differs. Out:
 * one clause id: the guard for an outcome or a reason, the rule about the message that is missing
 * or wrong, the rule about the key of the observation. It only chooses among clauses that the
 * vector names for this answer, or the rule that holds for the key in every answer.
 * @module
 */
import { byText } from "../vector/names.ts";
import type { Mismatch } from "./verdict.ts";

/** Message type -> the clauses that say when it leaves and what it says. */
const MESSAGES: { readonly [type: string]: readonly string[] } = {
  TransferVote: ["VT-4", "VT-3", "VF-15"],
  TransferReceipt: ["VT-5", "EX-9", "OP-2", "EX-11", "EX-15"],
  MissingCertificate: ["VT-6", "EX-2", "VF-15", "EX-15"],
  EquivocationProof: ["EQ-4", "VF-15"],
  BrokenQuorum: ["EX-4", "OP-2", "EX-15"],
  Order: ["LK-1", "LK-3"],
  TransferCertificate: ["LK-6", "LK-3", "LK-11"],
  Invitation: ["HO-23"],
  HandoffRelease: ["HO-25", "HO-24"],
  OpeningReceipt: ["HO-28", "HO-30"],
  Moved: ["HO-35"],
};

/** The same keys where the answer is about a move. */
const MOVES: { readonly [key: string]: readonly string[] } = {
  releases: ["HO-24"],
  accepted: ["HO-28", "HO-31"],
  openings: ["HO-31"],
  frozen: ["HO-24", "HO-31", "HO-33"],
  balance: ["HO-32"],
  next_nonce: ["HO-31"],
  locks: ["HO-31", "HO-24"],
  escrow: ["HO-29"],
  applied: ["HO-32"],
  credited: ["HO-32"],
  queued: ["HO-34"],
  ownership: ["HO-33", "HO-31"],
};

/** Key of an observation -> the clauses about it; the last one holds whatever was asked. */
const KEYS: { readonly [key: string]: readonly string[] } = {
  locks: ["VT-1", "EX-12", "VT-2"],
  balance: ["EX-8", "EX-12", "EX-1"],
  next_nonce: ["EX-16", "LK-6", "EX-16"],
  escrow: ["EX-12"],
  applied: ["EX-9"],
  credited: ["EX-9"],
  queued: ["EX-11", "OP-2", "EX-11"],
  evidence: ["EQ-6"],
  outstanding: ["LK-1", "LK-6", "LK-3", "LK-5"],
  certificates: ["LK-6", "LK-10"],
  released: ["GD-4", "GD-6"],
  ownership: ["OP-2", "OP-1"],
};

export function blame(
  answer: { readonly outcome: string; readonly clauses: readonly string[] },
  found: Mismatch,
): string {
  const own = answer.clauses[0] ?? "";
  if (found.what === "emitted") {
    const types = typesIn(found.expected, found.actual);
    return (
      first(
        types.flatMap((type) => MESSAGES[type] ?? []),
        answer.clauses,
      ) ?? own
    );
  }
  if (!found.what.startsWith("observed")) return own;
  // After a refusal or a `Verify` nothing may differ, whatever the key: that is what it is about.
  if (answer.outcome === "refused" || own === "VF-15" || own === "EX-15") return own;
  const parts = found.what.split(".");
  const moved = first(
    MOVES[parts.find((part) => Object.hasOwn(MOVES, part)) ?? ""] ?? [],
    answer.clauses,
  );
  const clauses = KEYS[parts.find((part) => Object.hasOwn(KEYS, part)) ?? ""] ?? [];
  return moved ?? first(clauses, answer.clauses) ?? clauses.at(-1) ?? own;
}

function first(wanted: readonly string[], among: readonly string[]): string | undefined {
  return wanted.find((clause) => among.includes(clause));
}

/** The types of messages that are on one side only. */
function typesIn(expected: unknown, actual: unknown): readonly string[] {
  const [left, right] = [texts(expected), texts(actual)];
  const odd = [
    ...left.filter((text) => !right.includes(text)),
    ...right.filter((text) => !left.includes(text)),
  ];
  return [...new Set(odd.map((text) => text.split(" ")[0] ?? ""))].toSorted(byText);
}

function texts(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.filter((item) => typeof item === "string");
}
