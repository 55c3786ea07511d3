/**
 * The door for inputs of a wallet that moves: those of a move, and those of `../input.ts`. In: the
 * name of an input and its body as raw JSON. Out: the input with its message read, well formed or
 * not.
 * @module
 */
import { bodyFields, toldTime } from "../../protocol/body.ts";
import { nonce, ttl } from "../../protocol/ids.ts";
import { readInvitation, type Invitation } from "../../protocol/invitation.ts";
import { readOpeningReceipt, type OpeningReceipt } from "../../protocol/opening-receipt.ts";
import { readRelease, type HandoffRelease } from "../../protocol/release.ts";
import type { Read } from "../../protocol/shape.ts";
import { readInput } from "../input.ts";
import type { Renewal } from "../lock.ts";
import type { Input } from "../step.ts";
import type { Wish } from "./request.ts";

export type MoverInput =
  | Input
  | ({ readonly input: "RequestHandoff" } & Wish)
  | { readonly input: "CollectInvitation"; readonly invitation: Read<Invitation> }
  | { readonly input: "CollectRelease"; readonly release: Read<HandoffRelease> }
  | { readonly input: "SignHandoff" }
  | { readonly input: "CollectOpeningReceipt"; readonly receipt: Read<OpeningReceipt> }
  | { readonly input: "ShowMove"; readonly epoch: unknown }
  | ({ readonly input: "Complete" } & Renewal);

export function readMoverInput(name: string, body: unknown): MoverInput {
  switch (name) {
    case "RequestHandoff": {
      const fields = bodyFields(name, body, ["to", "trigger"]);
      return { input: name, to: fields["to"], trigger: fields["trigger"] };
    }
    case "CollectInvitation": {
      const { invitation } = bodyFields(name, body, ["invitation"]);
      return { input: name, invitation: readInvitation(invitation, "/invitation") };
    }
    case "CollectRelease": {
      const { release } = bodyFields(name, body, ["release"]);
      return { input: name, release: readRelease(release, "/release") };
    }
    case "SignHandoff":
      bodyFields(name, body, []);
      return { input: name };
    case "CollectOpeningReceipt": {
      const { receipt } = bodyFields(name, body, ["receipt"]);
      return { input: name, receipt: readOpeningReceipt(receipt, "/receipt") };
    }
    case "ShowMove":
      return { input: name, epoch: bodyFields(name, body, ["epoch"])["epoch"] };
    case "Complete": {
      const fields = bodyFields(name, body, ["nonce", "now", "ttl"]);
      return {
        input: name,
        nonce: nonce(fields["nonce"], "/nonce"),
        ttl: ttl(fields["ttl"], "/ttl"),
        now: toldTime(name, fields),
      };
    }
    default:
      return readInput(name, body);
  }
}
