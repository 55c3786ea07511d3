/**
 * One faulty reference per guard and per part that has it: the guard switched off, nothing else.
 * @module
 */
import { REASONS } from "../../protocol/reasons.ts";
import type { Faulty } from "./fault.ts";

// What is not well formed cannot be read, guard or not; messages.ts has readers that are too kind.
const UNREADABLE: ReadonlySet<string> = new Set([
  "Malformed",
  "CertificateMalformed",
  "RequestMalformed",
  "BundleMalformed",
  "WitnessedMalformed",
  "PendingMalformed",
]);

/**
 * The families of clauses that each part judges by. Where accounts can move only the guards of a
 * move are dropped: whoever claims that profile is judged as an authority, too.
 */
const PARTS = [
  { part: "authority", families: /^(?:VF|CF|EX|EQ|OP)-/, where: "" },
  { part: "handoff", families: /^HO-/, where: "" },
  { part: "controller", families: /^PB-/, where: "" },
  { part: "witness", families: /^WI-/, where: "" },
  { part: "pending", families: /^PD-/, where: "" },
  { part: "standby", families: /^SB-/, where: "" },
  { part: "standby", families: /^WI-(?:2|3|4|5|6|7|10|11)$/, where: "InStandby" },
  { part: "mover", families: /^WH-|^HO-(?:4|11|12|13|14|15|16|18|21)$/, where: "InMover" },
  { part: "wallet", families: /^(?:CF|LK|GD|OP)-/, where: "InWallet" },
] as const;

export const GUARDS: readonly Faulty[] = PARTS.flatMap(({ part, families, where }) =>
  REASONS.filter(({ code, clause }) => families.test(clause) && !UNREADABLE.has(code)).map(
    ({ code, clause }): Faulty => ({
      name: `Without${code}${where}`,
      clause,
      about: "the guard is switched off",
      part,
      faults: () => ({ off: new Set([clause]) }),
    }),
  ),
);
