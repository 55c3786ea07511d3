/**
 * What an owner beside its witness shows of its state. In: the state. Out: the observation that a
 * judge compares, key by key; every list sorted.
 * @module
 */
import type { Move } from "../../protocol/request.ts";
import { observe, type AuthorityObservation } from "../observe.ts";
import type { StandbyState } from "./state.ts";

export type StandbyObservation = AuthorityObservation & {
  readonly releases: readonly Move[];
} & Pick<StandbyState, "grants" | "written" | "acked" | "windows">;

export function observeStandby(state: StandbyState): StandbyObservation {
  const { core, releases, grants, written, acked, windows } = state;
  return { ...observe(core), releases, grants, written, acked, windows };
}
