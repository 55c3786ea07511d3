/**
 * Every faulty reference, by name.
 * @module
 */
import { assert } from "../../base/assert.ts";
import { ARRIVING } from "./arriving.ts";
import { DEPARTED } from "./departed.ts";
import { EVIDENCE, MESSAGES } from "./evidence.ts";
import type { Faulty } from "./fault.ts";
import { GUARDS } from "./guards.ts";
import { LEAVING } from "./leaving.ts";
import { LOCKS } from "./locks.ts";
import { MONEY } from "./money.ts";
import { MOVERS } from "./movers.ts";
import { POLICIES } from "./policies.ts";
import { WRONG_PROGRAMS } from "./programs.ts";
import { RECKONING } from "./reckoning.ts";
import { STANDBYS } from "./standbys.ts";
import { WAITING } from "./waiting.ts";
import { WALLETS } from "./wallets.ts";
import { WITNESSES } from "./witnesses.ts";

export const FAULTY: readonly Faulty[] = [
  ...GUARDS,
  ...LOCKS,
  ...MONEY,
  ...EVIDENCE,
  ...MESSAGES,
  ...WALLETS,
  ...LEAVING,
  ...RECKONING,
  ...ARRIVING,
  ...DEPARTED,
  ...POLICIES,
  ...MOVERS,
  ...WITNESSES,
  ...WAITING,
  ...STANDBYS,
  ...WRONG_PROGRAMS,
];

assert(new Set(FAULTY.map(({ name }) => name)).size === FAULTY.length, "a name is given once");
