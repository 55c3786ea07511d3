/**
 * What an authority shows of its state where accounts can move. In: the state. Out: the
 * observation that a judge compares, key by key; every list sorted.
 * @module
 */
import type { Move } from "../../protocol/request.ts";
import { observe, type AuthorityObservation } from "../observe.ts";
import type { HandoffState, OpeningAt } from "./state.ts";

export type HandoffObservation = AuthorityObservation & {
  readonly releases: readonly Move[];
  readonly accepted: readonly OpeningAt[];
  readonly openings: readonly OpeningAt[];
};

export function observeHandoff(state: HandoffState): HandoffObservation {
  return {
    ...observe(state.core),
    releases: state.releases.map(({ account, epoch, to }) => ({ account, epoch, to })),
    accepted: state.accepted,
    openings: [...state.openings.values()],
  };
}
