/**
 * How a state where orders may wait stands in its store. Clause PD-15.
 * @module
 */
import { fields, one, type Part } from "../../living/layout.ts";
import { readOrder } from "../../protocol/order.ts";
import { list } from "../../protocol/shape.ts";
import { handoffRecords } from "../handoff/records.ts";
import type { PendingState } from "./state.ts";

export const pendingRecords: Part<PendingState> = fields<PendingState>({
  handoff: handoffRecords,
  pending: one(list("PD-15", readOrder)),
});
