/**
 * A policy agent as a function: total over every input, legal or hostile, in every state. In: the
 * state and an input. Out: the next state, one outcome, and what may be signed once that state is
 * durable. It is told the time, and waits, stores and signs nothing. Clauses PB.
 * @module
 */
import type { PolicyBundle } from "../protocol/bundle.ts";
import type { Read } from "../protocol/shape.ts";
import type { Config, Step } from "./answer.ts";
import { applyBundle, signBundle } from "./bundles.ts";
import { consult, type Deed } from "./consult.ts";
import type { State } from "./state.ts";

/** A bundle as it was read: the facts, or where it is malformed. `now` in milliseconds. */
export type Input =
  | { readonly input: "ApplyBundle" | "SignBundle"; readonly bundle: Read<PolicyBundle> }
  | { readonly input: "Consult"; readonly deed: Deed; readonly now: number };

export function step(config: Config, state: State, input: Input): Step {
  switch (input.input) {
    case "ApplyBundle":
      return applyBundle(config, state, input.bundle);
    case "SignBundle":
      return signBundle(config, state, input.bundle);
    case "Consult":
      return consult(config, state, input.deed, input.now);
  }
}
