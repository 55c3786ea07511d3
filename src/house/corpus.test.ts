/**
 * The stored corpus against the schemas: every line is of its kind, in canonical text; what must
 * be emitted is well formed; each reason and each outcome comes up somewhere.
 * @module
 */
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { canonical } from "../base/canonical.ts";
import type { JsonObject } from "./norm.ts";
import { filesUnder, list, object, parse, readJson, readReasons, readSchemas } from "./norm.ts";
import { readText, string } from "./norm.ts";

const BASE = "https://flashmesh.invalid/schemas/1/";
const SCHEMA_OF: { readonly [type: string]: string } = {
  Order: "order",
  TransferVote: "vote",
  TransferCertificate: "certificate",
  TransferReceipt: "receipt",
  MissingCertificate: "missing-certificate",
  EquivocationProof: "equivocation-proof",
  BrokenQuorum: "broken-quorum",
  BundleSignature: "bundle-signature",
  HandoffRequest: "handoff-request",
  Invitation: "invitation",
  HandoffRelease: "handoff-release",
  HandoffCertificate: "handoff-certificate",
  OpeningReceipt: "opening-receipt",
  Moved: "moved",
  PendingOrder: "pending-order",
  LapseNotice: "lapse-notice",
  Grant: "grant",
  Checkpoint: "checkpoint",
  Acknowledgement: "acknowledgement",
  TakeoverOrder: "takeover-order",
  TakeoverStatement: "takeover-statement",
  TakeoverReport: "takeover-report",
};
/** What leaves a switch is no message of its own: it has one schema. */
const SWITCH = "dataplane-emitted";
const ofSwitch = new Set(["Forward", "Conflict", "Evidence", "Counted"]);
const ajv = new Ajv2020({ strict: true, strictRequired: false });
const schemas = readSchemas();
for (const schema of schemas.values()) ajv.addSchema(schema);
const kinds = list(schemas.get("vector")?.["oneOf"])
  .map((each) => string(object(each)["$ref"]).split("/").at(-1) ?? "")
  .map(
    (kind) => [kind, ajv.compile({ $ref: `${BASE}vector.schema.json#/$defs/${kind}` })] as const,
  );
const lineOf = new Map(kinds);

const paths = filesUnder("conformance/traces", ".ndjson");
const corpus = paths.map((path) => {
  const texts = readText(path).split("\n");
  return [path, texts.slice(0, -1), texts.at(-1)] as const;
});

const answers = corpus.flatMap(([, texts]) => lines(texts, "answer"));

function lines(texts: readonly string[], kind: string): readonly JsonObject[] {
  const found = texts.filter((text) => text.includes(`"kind":"${kind}"`));
  return found.map((text) => object(parse(text)));
}

test("there is a corpus, and its index says what there is", () => {
  const index = object(readJson("conformance/traces/index.json"));
  expect(ajv.validate(`${BASE}vector-index.schema.json`, index), ajv.errorsText()).toBe(true);
  const listed = list(index["files"]).map((file) => string(object(file)["path"]));
  expect(listed.map((path) => `conformance/traces/${path}`)).toEqual(paths);
  expect(paths.length).toBeGreaterThan(5);
});

test.each(corpus)("%s: every line is what the schema says, in canonical text", (_, texts, end) => {
  expect(end).toBe("");
  const wrong: string[] = [];
  for (const [at, text] of texts.entries()) {
    const line = object(parse(text));
    const validate = lineOf.get(string(line["kind"]));
    if (validate?.(line) === true && canonical(line) === text) continue;
    wrong.push(`${at + 1}: ${ajv.errorsText(validate?.errors)} ${text.slice(0, 200)}`);
    if (wrong.length > 5) break;
  }
  expect(wrong).toEqual([]);
});

test.each(corpus)("%s: every message that must be emitted is well formed", (_, texts) => {
  const messages = lines(texts, "message");
  const emits = lines(texts, "answer").flatMap(({ emits: ids }) => list(ids));
  const wrong = [...new Set(emits)].filter((id) => {
    const { type, body } = messages[Number(id) - 1] ?? {};
    const name = string(type);
    if (ofSwitch.has(name)) {
      return ajv.getSchema(`${BASE}${SWITCH}.schema.json#/$defs/${name}`)?.(body) !== true;
    }
    return ajv.getSchema(`${BASE}${SCHEMA_OF[name]}.schema.json`)?.(body) !== true;
  });
  expect(wrong).toEqual([]);
});

test("every reason is given somewhere in the corpus, alone", () => {
  const alone = answers.map(({ reasons }) => list(reasons)).filter(({ length }) => length === 1);
  const found = new Set(alone.flat());
  const codes = readReasons().map(({ code }) => code);
  expect(codes.filter((code) => !found.has(code))).toEqual([]);
});

test("every outcome is demanded somewhere in the corpus", () => {
  const found = new Set(answers.map(({ outcome }) => outcome));
  expect(answers.some(({ emits }) => list(emits).length > 0)).toBe(true);
  const all = list(object(object(schemas.get("outcome")?.["properties"])["kind"])["enum"]);
  expect(all.filter((kind) => !found.has(kind))).toEqual([]);
});
