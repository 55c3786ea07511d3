/**
 * Controls of a hunt: references that must be caught, or else the hunt is blind, and references
 * with nothing wrong, which must not be caught, or else it sees ghosts.
 * @module
 */
import { REASONS } from "../../protocol/reasons.ts";
import type { Faulty } from "./fault.ts";

export type Control = Faulty & { readonly must: "die" | "live" };

/** The components of the reference. */
const PARTS = [
  "authority",
  "dataplane",
  "wallet",
  "handoff",
  "controller",
  "witness",
  "mover",
  "pending",
  "standby",
];

export const CONTROLS: readonly Control[] = PARTS.flatMap((part) => [
  {
    name: `ControlBroken-${part}`,
    clause: "none",
    about: "every guard is switched off",
    part,
    must: "die",
    faults: () => ({ off: new Set(REASONS.map(({ clause }) => clause)), program: withoutFilter }),
  },
  {
    name: `ControlWhole-${part}`,
    clause: "none",
    about: "nothing is wrong",
    part,
    must: "live",
    faults: () => ({}),
  },
]);

/** A switch that has no guards but its filter passes everything on. */
function withoutFilter(text: string): string {
  return text.replace("if (meta.is_bcb == 1) {", "if (false) {");
}
