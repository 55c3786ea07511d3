/**
 * An authority as its model and the wire have it: Authority.tla, and
 * spec/schemas/authority-observation.schema.json.
 * @module
 */
import type { Value } from "../../value/value.ts";
import { record } from "../../value/value.ts";
import type { Clauses } from "../clauses.ts";
import type { Component } from "../component.ts";
import type { Inputs } from "../input.ts";
import { PAYMENT } from "../message.ts";
import { get, text } from "../names.ts";
import { time } from "../told.ts";
import { accountsGenesis, observeAccounts } from "./accounts.ts";

const INPUTS: Inputs = {
  SignVote: { plain: { now: time }, messages: { order: "Order" } },
  VerifyTransfer: { plain: { now: time }, messages: { order: "Order" } },
  ApplyCertificate: { messages: { certificate: "TransferCertificate" } },
  VerifyCertificate: { messages: { certificate: "TransferCertificate" } },
  RecordEvidence: { messages: { proof: "EquivocationProof" }, told: evidence },
  RecordOwnershipProof: { messages: { proof: "OwnershipProof" } },
  Restart: {},
};

const CLAUSES: Clauses = {
  rules: {
    "SignVote voted": ["VT-1", "VT-2", "VT-3", "TH-8"],
    "SignVote again": ["VT-4", "VT-2", "VT-3"],
    "SignVote settled": ["VT-5", "TH-10"],
    "VerifyTransfer voted": ["VF-15"],
    "VerifyTransfer again": ["VF-15", "VT-4"],
    "VerifyTransfer settled": ["VF-15", "VT-5"],
    "ApplyCertificate applied": ["EX-9", "EX-1", "EX-8", "EX-10", "EX-12", "EX-16", "TH-10"],
    "ApplyCertificate again": ["EX-9", "CF-10"],
    "ApplyCertificate queued": ["EX-11"],
    "VerifyCertificate applied": ["EX-15"],
    "VerifyCertificate again": ["EX-15", "EX-9"],
    "VerifyCertificate queued": ["EX-15", "EX-11"],
    "RecordEvidence recorded": ["EQ-5", "EQ-6"],
    "RecordEvidence again": ["EQ-6"],
    "RecordOwnershipProof recorded": ["OP-2", "OP-1", "EX-11"],
    "RecordOwnershipProof again": ["OP-1"],
    // What must have been durable before: a restart changes nothing.
    "Restart restarted": ["VT-1", "VT-2", "EX-13"],
  },
  sent: {
    MissingCertificate: { SignVote: ["VT-6", "TH-16"], ApplyCertificate: ["EX-2", "TH-16"] },
    EquivocationProof: { SignVote: ["EQ-4", "TH-14"] },
    BrokenQuorum: {
      ApplyCertificate: ["EX-4", "TH-14"],
      RecordOwnershipProof: ["OP-2", "TH-14"],
    },
  },
};

export const AUTHORITY: Component = {
  bodies: PAYMENT,
  inputs: INPUTS,
  observe: observeAccounts,
  genesis: accountsGenesis,
  clauses: CLAUSES,
};

/** Two orders; in a form that is not the good one, together with that form. */
function evidence(input: Value): Value {
  const [orders, form] = [get(input, "orders"), get(input, "form")];
  const told = { form, orders };
  return record([["proof", text(form) === "good" ? orders : record(Object.entries(told))]]);
}
