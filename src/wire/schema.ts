/**
 * The JSON Schemas of `spec/schemas`, compiled. In: the name of a message and a value. Out: where
 * the value breaks the schema, if it does. What no schema can say (that 32 bytes are a key, that
 * a list ascends) the readers of `protocol` say; where both speak, a law tests that they agree.
 * @module
 */
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import adapterReply from "../../spec/schemas/adapter/reply.schema.json" with { type: "json" };
import adapterRequest from "../../spec/schemas/adapter/request.schema.json" with { type: "json" };
import acknowledgement from "../../spec/schemas/acknowledgement.schema.json" with { type: "json" };
import accountOpening from "../../spec/schemas/account-opening.schema.json" with { type: "json" };
import attestation from "../../spec/schemas/attestation.schema.json" with { type: "json" };
import baseline from "../../spec/schemas/baseline.schema.json" with { type: "json" };
import benchmark from "../../spec/schemas/benchmark.schema.json" with { type: "json" };
import yardsticks from "../../spec/schemas/benchmark-baseline.schema.json" with { type: "json" };
import brokenQuorum from "../../spec/schemas/broken-quorum.schema.json" with { type: "json" };
import kept from "../../spec/schemas/case.schema.json" with { type: "json" };
import bundle from "../../spec/schemas/policy-bundle.schema.json" with { type: "json" };
import bundleSignature from "../../spec/schemas/bundle-signature.schema.json" with { type: "json" };
import certificate from "../../spec/schemas/certificate.schema.json" with { type: "json" };
import checkpoint from "../../spec/schemas/checkpoint.schema.json" with { type: "json" };
import claim from "../../spec/schemas/claim.schema.json" with { type: "json" };
import committee from "../../spec/schemas/committee.schema.json" with { type: "json" };
import common from "../../spec/schemas/common.schema.json" with { type: "json" };
import envelope from "../../spec/schemas/envelope.schema.json" with { type: "json" };
import dataplane from "../../spec/schemas/dataplane-genesis.schema.json" with { type: "json" };
import equivocation from "../../spec/schemas/equivocation-proof.schema.json" with { type: "json" };
import genesis from "../../spec/schemas/genesis.schema.json" with { type: "json" };
import grant from "../../spec/schemas/grant.schema.json" with { type: "json" };
import handoff from "../../spec/schemas/handoff-certificate.schema.json" with { type: "json" };
import release from "../../spec/schemas/handoff-release.schema.json" with { type: "json" };
import request from "../../spec/schemas/handoff-request.schema.json" with { type: "json" };
import invitation from "../../spec/schemas/invitation.schema.json" with { type: "json" };
import lapseNotice from "../../spec/schemas/lapse-notice.schema.json" with { type: "json" };
import missing from "../../spec/schemas/missing-certificate.schema.json" with { type: "json" };
import moved from "../../spec/schemas/moved.schema.json" with { type: "json" };
import opening from "../../spec/schemas/opening.schema.json" with { type: "json" };
import openingReceipt from "../../spec/schemas/opening-receipt.schema.json" with { type: "json" };
import order from "../../spec/schemas/order.schema.json" with { type: "json" };
import outcome from "../../spec/schemas/outcome.schema.json" with { type: "json" };
import ownership from "../../spec/schemas/ownership-proof.schema.json" with { type: "json" };
import pendingOrder from "../../spec/schemas/pending-order.schema.json" with { type: "json" };
import receipt from "../../spec/schemas/receipt.schema.json" with { type: "json" };
import result from "../../spec/schemas/result.schema.json" with { type: "json" };
import summary from "../../spec/schemas/summary.schema.json" with { type: "json" };
import transcript from "../../spec/schemas/transcript.schema.json" with { type: "json" };
import takeover from "../../spec/schemas/takeover-order.schema.json" with { type: "json" };
import report from "../../spec/schemas/takeover-report.schema.json" with { type: "json" };
import statement from "../../spec/schemas/takeover-statement.schema.json" with { type: "json" };
import vote from "../../spec/schemas/vote.schema.json" with { type: "json" };
import { assert } from "../base/assert.ts";

const SCHEMAS = {
  "account-opening": accountOpening,
  acknowledgement,
  "adapter-reply": adapterReply,
  "adapter-request": adapterRequest,
  attestation,
  baseline,
  benchmark,
  "benchmark-baseline": yardsticks,
  "broken-quorum": brokenQuorum,
  "bundle-signature": bundleSignature,
  case: kept,
  certificate,
  checkpoint,
  claim,
  committee,
  common,
  envelope,
  "dataplane-genesis": dataplane,
  "equivocation-proof": equivocation,
  genesis,
  grant,
  "handoff-certificate": handoff,
  "handoff-release": release,
  "handoff-request": request,
  invitation,
  "lapse-notice": lapseNotice,
  "missing-certificate": missing,
  moved,
  opening,
  "opening-receipt": openingReceipt,
  order,
  outcome,
  "ownership-proof": ownership,
  "pending-order": pendingOrder,
  "policy-bundle": bundle,
  receipt,
  result,
  summary,
  "takeover-order": takeover,
  "takeover-report": report,
  "takeover-statement": statement,
  transcript,
  vote,
} as const;

export type SchemaName = keyof typeof SCHEMAS;

const ajv = new Ajv2020({ strict: true, strictRequired: false });
for (const schema of Object.values(SCHEMAS)) ajv.addSchema(schema);

export type Breach = {
  /** A JSON pointer to what the schema refuses. */
  readonly place: string;
  readonly about: "missing" | "unknown" | "value";
};

/** The JSON pointer of the first thing that the schema refuses, or undefined. */
export function breach(name: SchemaName, value: unknown): string | undefined {
  return breachWithin(name, "", value)?.place;
}

/** The same for a part of a schema: `part` is a fragment such as `/$defs/hello`. */
export function breachWithin(name: SchemaName, part: string, value: unknown): Breach | undefined {
  const validate = ajv.getSchema(`${SCHEMAS[name].$id}${part === "" ? "" : `#${part}`}`);
  assert(validate !== undefined, "every schema is compiled under its id");
  if (validate(value) === true) return undefined;
  const [first] = validate.errors ?? [];
  if (first === undefined) return { place: "", about: "value" };
  const { missingProperty: absent, additionalProperty: unknown } = first.params;
  const about = absent !== undefined ? "missing" : unknown !== undefined ? "unknown" : "value";
  return { place: placeOf(first), about };
}

function placeOf({ instancePath, params }: ErrorObject): string {
  const field: unknown = params["missingProperty"] ?? params["additionalProperty"];
  if (typeof field !== "string") return instancePath;
  return `${instancePath}/${field.slice(0, 64).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
