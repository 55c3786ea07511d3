/**
 * Every faulty reference, by name.
 * @module
 */
import { assert } from "../../base/assert.ts";
import { EVIDENCE, MESSAGES } from "./evidence.ts";
import type { Faulty } from "./fault.ts";
import { GUARDS } from "./guards.ts";
import { LOCKS } from "./locks.ts";
import { MONEY } from "./money.ts";
import { WALLETS } from "./wallets.ts";

export const FAULTY: readonly Faulty[] = [
  ...GUARDS,
  ...LOCKS,
  ...MONEY,
  ...EVIDENCE,
  ...MESSAGES,
  ...WALLETS,
];

assert(new Set(FAULTY.map(({ name }) => name)).size === FAULTY.length, "a name is given once");
