/**
 * The door for inputs of an owner beside its witness: the six of its own, and those of
 * `../input.ts`. In: the name of an input and its body as raw JSON. Out: the input with its message
 * read, well formed or not.
 * @module
 */
import { bodyFields, toldTime } from "../../protocol/body.ts";
import { readAcknowledgement, type Acknowledgement } from "../../protocol/checkpoint.ts";
import { readGrant, type Grant } from "../../protocol/grant.ts";
import { accountId, type AccountId } from "../../protocol/ids.ts";
import { readOrder, type Order } from "../../protocol/order.ts";
import type { Read } from "../../protocol/shape.ts";
import { readReport, type TakeoverReport } from "../../protocol/takeover-report.ts";
import { readStatement, type TakeoverStatement } from "../../protocol/takeover.ts";
import { readInput } from "../input.ts";
import type { Input } from "../step.ts";

/** `now` in milliseconds. */
export type StandbyInput =
  | Input
  | { readonly input: "TakeGrant"; readonly grant: Read<Grant> }
  | { readonly input: "WriteCheckpoint"; readonly account: Read<AccountId> }
  | { readonly input: "Reserve"; readonly order: Read<Order>; readonly now: number }
  | { readonly input: "Acknowledge"; readonly acknowledgement: Read<Acknowledgement> }
  | { readonly input: "OpenTakeover"; readonly statement: Read<TakeoverStatement> }
  | { readonly input: "Report"; readonly report: Read<TakeoverReport> };

export function readStandbyInput(name: string, body: unknown): StandbyInput {
  switch (name) {
    case "TakeGrant": {
      const { grant } = bodyFields(name, body, ["grant"]);
      return { input: name, grant: readGrant(grant, "/grant") };
    }
    case "WriteCheckpoint": {
      const { account } = bodyFields(name, body, ["account"]);
      return { input: name, account: accountId(account, "/account") };
    }
    case "Reserve": {
      const fields = bodyFields(name, body, ["order", "now"]);
      const order = readOrder(fields["order"], "/order");
      return { input: name, order, now: toldTime(name, fields) };
    }
    case "Acknowledge": {
      const { acknowledgement } = bodyFields(name, body, ["acknowledgement"]);
      const read = readAcknowledgement(acknowledgement, "/acknowledgement");
      return { input: name, acknowledgement: read };
    }
    case "OpenTakeover": {
      const { statement } = bodyFields(name, body, ["statement"]);
      return { input: name, statement: readStatement(statement, "/statement") };
    }
    case "Report": {
      const { report } = bodyFields(name, body, ["report"]);
      return { input: name, report: readReport(report, "/report") };
    }
    default:
      return readInput(name, body);
  }
}
