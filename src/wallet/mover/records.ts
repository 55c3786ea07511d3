/**
 * How the state of a wallet that moves stands in its store. Clause WH-12.
 * @module
 */
import { fields, one, type Part } from "../../living/layout.ts";
import { readAccountOpening } from "../../protocol/account-opening.ts";
import { committeeDigest, network } from "../../protocol/ids.ts";
import { readInvitation } from "../../protocol/invitation.ts";
import { readOpeningReceipt } from "../../protocol/opening-receipt.ts";
import { readClaim } from "../../protocol/order.ts";
import { readRelease } from "../../protocol/release.ts";
import { moveFields, type UnsignedRequest } from "../../protocol/request.ts";
import { boolean, list, nullable, record } from "../../protocol/shape.ts";
import { stateRecords } from "../records.ts";
import type { Made, MoverState, UnderWay, UnsignedBinding } from "./state.ts";

const CLAUSE = "WH-12";

const releases = list(CLAUSE, readRelease);
const receipts = list(CLAUSE, readOpeningReceipt);

const underWay = record<UnderWay>(CLAUSE, {
  to: committeeDigest,
  invitations: list(CLAUSE, readInvitation),
  releases,
  signed: boolean(CLAUSE),
  receipts,
});

const made = record<Made>(CLAUSE, {
  handoff: record<UnsignedBinding>(CLAUSE, {
    request: record<UnsignedRequest>(CLAUSE, { network, ...moveFields }),
    opening: readAccountOpening,
    releases,
  }),
  receipts,
});

export const moverRecords: Part<MoverState> = fields<MoverState>({
  core: stateRecords,
  opening: one(readAccountOpening),
  reserved: one(list(CLAUSE, readClaim)),
  handoff: one(nullable(underWay)),
  moves: one(list(CLAUSE, made)),
});
