/**
 * How the state of a witness stands in its store. Clauses WI-19 to WI-21.
 * @module
 */
import { fields, one, type Part } from "../living/layout.ts";
import { readCheckpoint } from "../protocol/checkpoint.ts";
import { readGrant } from "../protocol/grant.ts";
import { list } from "../protocol/shape.ts";
import { readTakeover } from "../protocol/takeover.ts";
import type { State } from "./state.ts";

const CLAUSE = "WI-20";

export const stateRecords: Part<State> = fields<State>({
  grants: one(list(CLAUSE, readGrant)),
  held: one(list(CLAUSE, readCheckpoint)),
  fences: one(list(CLAUSE, readTakeover)),
});
