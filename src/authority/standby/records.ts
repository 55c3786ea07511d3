/**
 * How the state of an owner beside its witness stands in its store. Clauses SB-12 and SB-13.
 * @module
 */
import { fields, one, type Part } from "../../living/layout.ts";
import { readUnsignedCheckpoint } from "../../protocol/checkpoint.ts";
import { readGrant, witnessedFields } from "../../protocol/grant.ts";
import { authorityKey, nextNonce, sum } from "../../protocol/ids.ts";
import { moveFields, type Move } from "../../protocol/request.ts";
import { boolean, list, record } from "../../protocol/shape.ts";
import { stateRecords } from "../records.ts";
import type { StandbyState, Window } from "./state.ts";

const CLAUSE = "SB-13";

const readWindow = record<Window>(CLAUSE, {
  ...witnessedFields,
  owner: authorityKey,
  from: nextNonce,
  upto: nextNonce,
  amount: sum,
  closed: boolean(CLAUSE),
});

export const standbyRecords: Part<StandbyState> = fields<StandbyState>({
  core: stateRecords,
  releases: one(list(CLAUSE, record<Move>(CLAUSE, moveFields))),
  grants: one(list(CLAUSE, readGrant)),
  written: one(list(CLAUSE, readUnsignedCheckpoint)),
  acked: one(list(CLAUSE, readUnsignedCheckpoint)),
  windows: one(list(CLAUSE, readWindow)),
});
