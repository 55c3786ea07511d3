/**
 * For tests: what every back end must do, as data, so that each runs the same list.
 * @module
 */
import type { SwitchOptions } from "../switch/switch.ts";
import type { Parts, Rig } from "./rig.ts";

export type Law = {
  /** The behaviour, and where it is written. */
  readonly title: string;
  readonly parts: Parts;
  readonly options?: Partial<SwitchOptions>;
  readonly got: (rig: Rig) => unknown;
  readonly want: unknown;
};

/** One packet in, and what leaves. */
export function law(title: string, parts: Parts, input: string, ...want: readonly string[]): Law {
  return { title, parts, got: (rig) => rig.packet(input), want };
}
