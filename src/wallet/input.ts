/**
 * The door for inputs of a wallet. In: the name of an input and its body as raw JSON. Out: the
 * input with its message read, well formed or not: a malformed message is an input like any other,
 * and refused. A name or a time that is none is a mistake of whoever drives us.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import { bodyFields, toldTime } from "../protocol/body.ts";
import { readCertificate } from "../protocol/certificate.ts";
import { accountId, amount, nonce, ttl } from "../protocol/ids.ts";
import { readMissing } from "../protocol/missing.ts";
import { readOwnershipProof } from "../protocol/ownership.ts";
import { readReceipt } from "../protocol/receipt.ts";
import { readVote } from "../protocol/vote.ts";
import type { Input } from "./step.ts";

const FIELDS: { readonly [Name in Input["input"]]: readonly string[] } = {
  Lock: ["recipient", "amount", "now", "ttl"],
  RenewWindow: ["nonce", "now", "ttl"],
  CollectVote: ["vote"],
  CollectReceipt: ["receipt"],
  AnswerMissing: ["missing"],
  ReleaseGoods: ["certificate", "now"],
  RecordOwnershipProof: ["proof"],
};

export function readInput(name: string, body: unknown): Input {
  if (!isInput(name)) throw new InputFault("InputUnknown", { input: name });
  const fields = bodyFields(name, body, FIELDS[name]);
  switch (name) {
    case "Lock":
      return {
        input: name,
        recipient: accountId(fields["recipient"], "/recipient"),
        amount: amount(fields["amount"], "/amount"),
        ttl: ttl(fields["ttl"], "/ttl"),
        now: toldTime(name, fields),
      };
    case "RenewWindow":
      return {
        input: name,
        nonce: nonce(fields["nonce"], "/nonce"),
        ttl: ttl(fields["ttl"], "/ttl"),
        now: toldTime(name, fields),
      };
    case "CollectVote":
      return { input: name, vote: readVote(fields["vote"], "/vote") };
    case "CollectReceipt":
      return { input: name, receipt: readReceipt(fields["receipt"], "/receipt") };
    case "AnswerMissing":
      return { input: name, missing: readMissing(fields["missing"], "/missing") };
    case "ReleaseGoods":
      return {
        input: name,
        certificate: readCertificate(fields["certificate"], "/certificate"),
        now: toldTime(name, fields),
      };
    case "RecordOwnershipProof":
      return { input: name, proof: readOwnershipProof(fields["proof"], "/proof") };
  }
}

function isInput(name: string): name is Input["input"] {
  return Object.hasOwn(FIELDS, name);
}
