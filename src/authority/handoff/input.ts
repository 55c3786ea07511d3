/**
 * The door for inputs where accounts can move: the four of a move, and those of `../input.ts`. In:
 * the name of an input and its body as raw JSON. Out: the input with its messages read, well
 * formed or not.
 * @module
 */
import { bodyFields } from "../../protocol/body.ts";
import { readHandoff, type HandoffCertificate } from "../../protocol/handoff.ts";
import { readInvitations, type Invitation } from "../../protocol/invitation.ts";
import { readOpeningReceipts, type OpeningReceipt } from "../../protocol/opening-receipt.ts";
import { readRequest, type HandoffRequest } from "../../protocol/request.ts";
import type { Read } from "../../protocol/shape.ts";
import { readInput } from "../input.ts";
import type { Input } from "../step.ts";

export type HandoffInput =
  | Input
  | { readonly input: "Invite"; readonly request: Read<HandoffRequest> }
  | {
      readonly input: "Release";
      readonly request: Read<HandoffRequest>;
      readonly invitations: Read<readonly Invitation[]>;
    }
  | { readonly input: "AcceptHandoff"; readonly handoff: Read<HandoffCertificate> }
  | {
      readonly input: "OpenAccount";
      readonly handoff: Read<HandoffCertificate>;
      readonly receipts: Read<readonly OpeningReceipt[]>;
    };

export function readHandoffInput(name: string, body: unknown): HandoffInput {
  switch (name) {
    case "Invite": {
      const { request } = bodyFields(name, body, ["request"]);
      return { input: name, request: readRequest(request, "/request") };
    }
    case "Release": {
      const { request, invitations } = bodyFields(name, body, ["request", "invitations"]);
      return {
        input: name,
        request: readRequest(request, "/request"),
        invitations: readInvitations(invitations, "/invitations"),
      };
    }
    case "AcceptHandoff": {
      const { handoff } = bodyFields(name, body, ["handoff"]);
      return { input: name, handoff: readHandoff(handoff, "/handoff") };
    }
    case "OpenAccount": {
      const { handoff, receipts } = bodyFields(name, body, ["handoff", "receipts"]);
      return {
        input: name,
        handoff: readHandoff(handoff, "/handoff"),
        receipts: readOpeningReceipts(receipts, "/receipts"),
      };
    }
    default:
      return readInput(name, body);
  }
}
