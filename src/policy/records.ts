/**
 * How the state of a policy agent stands in its store. Clause PB-30.
 * @module
 */
import { fields, one, type Part } from "../living/layout.ts";
import { readBundleContent, readFreeze, readMove } from "../protocol/bundle.ts";
import { accountId } from "../protocol/ids.ts";
import { list, nullable } from "../protocol/shape.ts";
import type { State } from "./state.ts";

const CLAUSE = "PB-30";

export const stateRecords: Part<State> = fields<State>({
  bundle: one(readBundleContent),
  signed: one(nullable(readBundleContent)),
  opened: one(list(CLAUSE, accountId)),
  frozen: one(list(CLAUSE, readFreeze)),
  targets: one(list(CLAUSE, readMove)),
});
