/**
 * A component of a system, as its model and the wire must be told of each other: what goes in, what
 * comes out, what is shown, how it begins, and which clauses an answer stands for. Each has a file
 * in `components/`; a profile names its component in spec/profiles.json.
 * @module
 */
import type { Value } from "../value/value.ts";
import type { Binding } from "./bind.ts";
import type { Clauses } from "./clauses.ts";
import type { Inputs } from "./input.ts";
import type { JsonObject } from "./json.ts";
import type { Bodies } from "./message.ts";
import type { World } from "./world.ts";

export type Component = {
  readonly bodies: Bodies;
  readonly inputs: Inputs;
  /** A state of the model -> what a subject in that state must show, complete and sorted. */
  readonly observe: (binding: Binding, core: Value) => JsonObject;
  /** An initial state of the model -> the genesis; a fault, if no genesis can say it. */
  readonly genesis: (binding: Binding, world: World, initial: Value) => JsonObject;
  readonly clauses: Clauses;
};
