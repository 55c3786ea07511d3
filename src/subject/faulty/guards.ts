/**
 * One faulty reference per guard: the guard switched off, nothing else.
 * @module
 */
import { REASONS } from "../../protocol/reasons.ts";
import type { Faulty } from "./fault.ts";

// What is not well formed cannot be read, guard or not; messages.ts has readers that are too kind.
const UNREADABLE: ReadonlySet<string> = new Set(["Malformed", "CertificateMalformed"]);

/** Clauses that authorities judge, and clauses that wallets judge, by family. */
const AUTHORITY = /^(?:VF|CF|EX|EQ|OP)-/;
const WALLET = /^(?:CF|LK|GD|OP)-/;

export const GUARDS: readonly Faulty[] = REASONS.filter(({ code }) => !UNREADABLE.has(code)).map(
  ({ code, clause, meaning }) => ({
    name: `Without${code}`,
    clause,
    about: `the guard is switched off: ${meaning}`,
    part: AUTHORITY.test(clause) ? (WALLET.test(clause) ? "both" : "authority") : "wallet",
    faults: () => ({ off: new Set([clause]) }),
  }),
);
