/**
 * Where a graph begins -> what a subject is given to begin with. In: the component, the world that
 * the model prints, and an initial state. Out: the genesis and the key that is judged.
 * @module
 */
import type { Value } from "../value/value.ts";
import type { Binding } from "./bind.ts";
import type { Component } from "./component.ts";
import { assertRanked } from "./keys.ts";
import type { SetupLine } from "./lines.ts";
import type { World } from "./world.ts";

export function setupOf(
  binding: Binding,
  component: Component,
  world: World,
  opening: string,
  initial: Value,
): SetupLine {
  assertRanked(binding.keys, world.rank);
  return {
    kind: "setup",
    opening,
    self: binding.keys.key(world.self),
    genesis: component.genesis(binding, world, initial),
  };
}
