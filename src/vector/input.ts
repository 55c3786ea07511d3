/**
 * Inputs of the model -> inputs of a subject. In: an input of Authority.tla or Wallet.tla. Out: the
 * fields that are told plainly, and the messages that come with them.
 * @module
 */
import type { Value } from "../value/value.ts";
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
  switch (input) {
    case "SignVote":
    case "VerifyTransfer":
      return { order: { type: "Order", body: binding.order(get(value, "order")) } };
    case "ApplyCertificate":
    case "VerifyCertificate":
    case "ReleaseGoods": {
      const body = binding.certificate(get(value, "certificate"));
      return { certificate: { type: "TransferCertificate", body } };
    }
    case "RecordEvidence": {
      const form = text(get(value, "form"));
      const body = binding.equivocation(get(value, "orders"), form);
      return { proof: { type: "EquivocationProof", body } };
    }
    case "RecordOwnershipProof":
      return { proof: { type: "OwnershipProof", body: binding.ownership(get(value, "proof")) } };
    case "CollectVote":
      return { vote: { type: "TransferVote", body: binding.vote(get(value, "vote")) } };
    case "CollectReceipt":
      return { receipt: { type: "TransferReceipt", body: binding.receipt(get(value, "receipt")) } };
    case "AnswerMissing": {
      const body = binding.missing(get(value, "missing"));
      return { missing: { type: "MissingCertificate", body } };
    }
    case "Lock":
    case "RenewWindow":
    case "Restart":
      return {};
    default:
      throw unbindable("a known input", value);
  }
}
