/**
 * Inputs of the model -> inputs of a subject. In: an input of Authority.tla or Wallet.tla. Out: the
 * fields that are told plainly, and the messages that come with them.
 * @module
 */
import type { Value } from "../value/value.ts";
import { record } from "../value/value.ts";
import type { Binding, WireMessage } from "./bind.ts";
import type { JsonObject } from "./json.ts";
import { get, text, unbindable, whole } from "./names.ts";

export type BoundInput = {
  readonly input: string;
  readonly plain: JsonObject;
  /** Field name -> message. */
  readonly messages: { readonly [name: string]: WireMessage };
};

export function bindInput(binding: Binding, value: Value): BoundInput {
  const input = text(get(value, "type"));
  return {
    input,
    plain: plainOf(binding, input, value),
    messages: messagesOf(binding, input, value),
  };
}

function plainOf(binding: Binding, input: string, value: Value): JsonObject {
  const now = (): number => binding.time(get(value, "now"));
  switch (input) {
    case "SignVote":
    case "VerifyTransfer":
    case "ReleaseGoods":
      return { now: now() };
    case "Lock":
      return {
        recipient: binding.key(get(value, "recipient")),
        amount: binding.amount(get(value, "amount")),
        now: now(),
        ttl: whole(get(value, "ttl")),
      };
    case "RenewWindow":
      return { nonce: whole(get(value, "nonce")), now: now(), ttl: whole(get(value, "ttl")) };
    default:
      return {};
  }
}

function messagesOf(binding: Binding, input: string, value: Value): BoundInput["messages"] {
  const message = (name: string, type: string): BoundInput["messages"] => {
    return { [name]: binding.message(type, get(value, name)) };
  };
  switch (input) {
    case "SignVote":
    case "VerifyTransfer":
      return message("order", "Order");
    case "ApplyCertificate":
    case "VerifyCertificate":
    case "ReleaseGoods":
      return message("certificate", "TransferCertificate");
    case "RecordEvidence":
      return { proof: binding.message("EquivocationProof", evidence(value)) };
    case "RecordOwnershipProof":
      return message("proof", "OwnershipProof");
    case "CollectVote":
      return message("vote", "TransferVote");
    case "CollectReceipt":
      return message("receipt", "TransferReceipt");
    case "AnswerMissing":
      return message("missing", "MissingCertificate");
    case "Lock":
    case "RenewWindow":
    case "Restart":
      return {};
    default:
      throw unbindable("a known input", value);
  }
}

/** Two orders; in a form that is not the good one, together with that form. */
function evidence(input: Value): Value {
  const [orders, form] = [get(input, "orders"), get(input, "form")];
  if (text(form) === "good") return orders;
  return record([
    ["form", form],
    ["orders", orders],
  ]);
}
