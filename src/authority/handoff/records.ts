/**
 * How a state where accounts can move stands in its store. Clauses HO-24 and HO-30.
 * @module
 */
import { each, fields, one, type Part } from "../../living/layout.ts";
import { accountId, epoch, openingDigest } from "../../protocol/ids.ts";
import { readUnsignedRelease } from "../../protocol/release.ts";
import { list, record } from "../../protocol/shape.ts";
import { stateRecords } from "../records.ts";
import type { HandoffState, OpeningAt } from "./state.ts";

const CLAUSE = "HO-24";

const openingAt = record<OpeningAt>(CLAUSE, { account: accountId, epoch, opening: openingDigest });

export const handoffRecords: Part<HandoffState> = fields<HandoffState>({
  core: stateRecords,
  releases: one(list(CLAUSE, readUnsignedRelease)),
  accepted: one(list(CLAUSE, openingAt)),
  openings: each(accountId, one(openingAt)),
});
