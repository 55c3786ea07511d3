/**
 * What is known of each component beyond its corpus: the claims of its model, and whose missing
 * guards it could lack, too. A component without a row is explained by its answers alone.
 * @module
 */
import { AUTHORITY_CLAIMS } from "./authority-claims.ts";
import { componentNamed } from "../base/profiles.ts";
import { HANDOFF_CLAIMS } from "./handoff-claims.ts";
import { MOVER_CLAIMS } from "./mover-claims.ts";
import { PENDING_CLAIMS } from "./pending-claims.ts";
import type { Claim } from "./turn.ts";
import { WALLET_CLAIMS } from "./wallet-claims.ts";

export type Known = {
  readonly claims: readonly Claim[];
  /** The parts of conformance/consequences.json, the one that tells most first. */
  readonly parts: readonly string[];
};

const BOTH = "both";

const KNOWN: { readonly [component: string]: Known } = {
  authority: { claims: AUTHORITY_CLAIMS, parts: [BOTH, "authority"] },
  handoff: { claims: HANDOFF_CLAIMS, parts: [BOTH, "handoff", "authority"] },
  mover: { claims: MOVER_CLAIMS, parts: ["mover", BOTH] },
  pending: { claims: PENDING_CLAIMS, parts: ["pending", BOTH, "handoff", "authority"] },
  wallet: { claims: WALLET_CLAIMS, parts: ["wallet", BOTH] },
};

export function knownOf(profile: string): Known {
  const component = componentNamed(profile) ?? "";
  return KNOWN[component] ?? { claims: [], parts: [component, BOTH] };
}
