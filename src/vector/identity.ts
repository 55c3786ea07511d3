/**
 * What the id of a trace stands for: the world, where the trace begins, and each input, its outcome
 * and the state after it, by value. Names, keys, the network and the other traces may change; the
 * id does not. In: values of the model. Out: the id.
 * @module
 */
import type { State } from "../graph/graph.ts";
import { stateKey } from "../graph/graph.ts";
import { print } from "../value/print.ts";
import type { Value } from "../value/value.ts";
import { sha256 } from "./json.ts";

export type Move = { readonly input: Value; readonly outcome: string; readonly to: State };

export function traceId(world: Value, root: State, moves: readonly Move[]): string {
  const path = moves.map(({ input, outcome, to }) => `${print(input)} ${outcome} ${stateKey(to)}`);
  const content = [print(world), stateKey(root), ...path].join("\n");
  return `T-${sha256(`flashmesh/1/trace\n${content}`).slice(0, 16)}`;
}

/** SHA-256 of a state of the model. */
export function stateDigest(state: State): string {
  return sha256(stateKey(state));
}
