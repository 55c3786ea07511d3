/**
 * The door for inputs. In: the name of an input and its body as raw JSON. Out: the input with its
 * message read, well formed or not: a malformed message is an input like any other, and refused.
 * A name or a time that is none is not a message of anybody but a mistake of whoever drives us.
 * @module
 */
import { InputFault } from "../base/fault.ts";
import { bodyFields, toldTime } from "../protocol/body.ts";
import { readCertificate } from "../protocol/certificate.ts";
import { readEquivocationProof } from "../protocol/evidence.ts";
import { readOrder } from "../protocol/order.ts";
import { readOwnershipProof } from "../protocol/ownership.ts";
import type { Input } from "./step.ts";

const FIELDS: { readonly [Name in Input["input"]]: readonly string[] } = {
  VerifyTransfer: ["order", "now"],
  SignVote: ["order", "now"],
  VerifyCertificate: ["certificate"],
  ApplyCertificate: ["certificate"],
  RecordEvidence: ["proof"],
  RecordOwnershipProof: ["proof"],
};

export function readInput(name: string, body: unknown): Input {
  if (!isInput(name)) throw new InputFault("InputUnknown", { input: name });
  const fields = bodyFields(name, body, FIELDS[name]);
  const message = fields[FIELDS[name][0] ?? ""];
  switch (name) {
    case "VerifyTransfer":
    case "SignVote":
      return { input: name, order: readOrder(message, "/order"), now: toldTime(name, fields) };
    case "VerifyCertificate":
    case "ApplyCertificate":
      return { input: name, certificate: readCertificate(message, "/certificate") };
    case "RecordEvidence":
      return { input: name, proof: readEquivocationProof(message, "/proof") };
    case "RecordOwnershipProof":
      return { input: name, proof: readOwnershipProof(message, "/proof") };
  }
}

function isInput(name: string): name is Input["input"] {
  return Object.hasOwn(FIELDS, name);
}
