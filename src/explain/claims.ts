/**
 * The claims of the model, asked of what a subject said and showed. In: the past and the profile.
 * Out: the first claim, in the order of the tables, that the last exchange breaks.
 * @module
 */
import { knownOf } from "./components.ts";
import type { Claim, Past } from "./turn.ts";
import { turnOf } from "./turn.ts";

export type Broken = { readonly claim: Claim; readonly how: string };

export function brokenBy(past: Past, profile: string): Broken | undefined {
  const turn = turnOf(past);
  if (turn === undefined) return undefined;
  for (const claim of knownOf(profile).claims) {
    const how = claim.broken(turn);
    if (how !== undefined) return { claim, how };
  }
  return undefined;
}
