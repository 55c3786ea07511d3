/**
 * The valid examples are really signed and really digested. They were made by Python and OpenSSL
 * (`spec/examples/make.py`); here Node's own crypto and our canonical text must agree with them.
 * The protocol's code takes no part, so that it can be tested on them.
 * @module
 */
import { createHash, createPublicKey, verify } from "node:crypto";
import { expect, test } from "vitest";
import { canonical, type Json } from "../base/canonical.ts";
import { list, object, objectsIn, parse, readExamples, string } from "./norm.ts";
import type { JsonObject } from "./norm.ts";

// RFC 8410: what stands before the 32 bytes of a key in its DER form.
const DER_PREFIX = Buffer.from("302a300506032b6570032100", "hex");
const VILLAGE = "village";
const examples = readExamples("valid").map(({ message, name, text }) => ({
  title: `${message}/${name}`,
  message,
  value: parse(text),
}));

function signingText(type: string, network: string, message: JsonObject): string {
  return `flashmesh/1/${type}/${network}\n${canonical(message)}`;
}

function digest(type: string, network: string, message: JsonObject): string {
  return createHash("sha256")
    .update(signingText(type, network, message))
    .digest("hex");
}

function without(message: JsonObject, ...fields: string[]): JsonObject {
  return Object.fromEntries(Object.entries(message).filter(([name]) => !fields.includes(name)));
}

function isSigned(message: JsonObject, signature: string, signer: string, type: string): boolean {
  // TH-3: an order stands under its own network, a vote or a receipt under that of the judge.
  const network = string(message["network"] ?? VILLAGE);
  const text = signingText(type, network, without(message, signature));
  return isText(text, message[signature], message[signer]);
}

function isText(text: string, signature: Json | undefined, signer: Json | undefined): boolean {
  const der = Buffer.concat([DER_PREFIX, Buffer.from(string(signer), "hex")]);
  const key = createPublicKey({ key: der, format: "der", type: "spki" });
  return verify(null, Buffer.from(text), key, Buffer.from(string(signature), "hex"));
}

test("every order, vote and receipt of the valid examples is signed", () => {
  let orders = 0;
  let votes = 0;
  let receipts = 0;
  let words = 0;
  for (const { title, value } of examples) {
    // One request shows that a malformed body travels as it is; its signature is of another body.
    if (title === "adapter/request/apply-malformed") continue;
    for (const [, each] of objectsIn(value)) {
      if ("sender_sig" in each) {
        orders += 1;
        expect([title, isSigned(each, "sender_sig", "sender", "order")]).toEqual([title, true]);
      } else if ("claim_digest" in each && "authority_sig" in each) {
        receipts += 1;
        expect([title, isSigned(each, "authority_sig", "authority", "receipt")]).toEqual([
          title,
          true,
        ]);
      } else if ("core_digest" in each && "authority_sig" in each) {
        const type = wordTypeOf(each);
        if (type === "vote") votes += 1;
        else words += 1;
        expect([title, isSigned(each, "authority_sig", "authority", type)]).toEqual([title, true]);
      }
    }
  }
  expect(Math.min(orders - 20, votes - 20, receipts - 3, words - 5)).toBeGreaterThan(0);
});

test("every message of a move in the valid examples is signed", () => {
  const found = new Map<string, number>();
  for (const { title, value } of examples) {
    for (const [, each] of objectsIn(value)) {
      const type = moveTypeOf(each);
      if (type === undefined) continue;
      found.set(type, (found.get(type) ?? 0) + 1);
      if (type === "handoff") {
        const account = object(each["request"])["account"] ?? null;
        const text = signingText(type, VILLAGE, without(each, "account_sig"));
        expect([title, isText(text, each["account_sig"], account)]).toEqual([title, true]);
      } else {
        const [signature, signer] =
          type === "request" ? ["account_sig", "account"] : ["authority_sig", "authority"];
        expect([title, isSigned(each, signature, signer, type)]).toEqual([title, true]);
      }
    }
  }
  const types = ["handoff", "invitation", "opening-receipt", "release", "request"];
  expect([...found.keys()].toSorted()).toEqual(types);
  expect(Math.min(...found.values())).toBeGreaterThan(1);
});

test("every message of a merchant alone in the valid examples is signed", () => {
  const found = new Map<string, number>();
  for (const { title, value } of examples) {
    for (const [, each] of objectsIn(value)) {
      for (const role of ["owner", "witness", "controller"]) {
        if (!(`${role}_sig` in each)) continue;
        const type = witnessedTypeOf(each);
        found.set(type, (found.get(type) ?? 0) + 1);
        expect([title, isSigned(each, `${role}_sig`, role, type)]).toEqual([title, true]);
      }
    }
  }
  const types = ["acknowledgement", "checkpoint", "grant", "report", "statement", "takeover"];
  expect([...found.keys()].toSorted()).toEqual(types);
  expect(Math.min(...found.values())).toBeGreaterThan(1);
});

/** The type under which a word about a core is signed, by the fields that only it has. */
function wordTypeOf(message: JsonObject): string {
  if ("until" in message) return "pending-order";
  return "reasons" in message ? "lapse-notice" : "vote";
}

/** The type under which it is signed, by the fields that only it has. */
function witnessedTypeOf(message: JsonObject): string {
  if ("budget" in message) return "grant";
  if ("seq" in message) return "checkpoint";
  if ("to" in message) return "takeover";
  if ("claims" in message) return "report";
  return "order" in message ? "statement" : "acknowledgement";
}

/** The type under which a message of a move is signed, by the fields that only it has. */
function moveTypeOf(message: JsonObject): string | undefined {
  if ("account_sig" in message) return "releases" in message ? "handoff" : "request";
  if (!("authority_sig" in message)) return undefined;
  if ("locks" in message) return "release";
  if ("opening" in message) return "opening-receipt";
  return "to" in message ? "invitation" : undefined;
}

test("every vote in a certificate is for the digest of its order's core", () => {
  let votes = 0;
  for (const { title, value } of examples) {
    for (const [, each] of objectsIn(value)) {
      if (!("votes" in each && "order" in each)) continue;
      const order = object(each["order"]);
      const core = without(order, "issued_at", "ttl", "sender_sig");
      for (const vote of list(each["votes"]).map(object)) {
        votes += 1;
        expect([title, vote["core_digest"]]).toEqual([title, digest("core", VILLAGE, core)]);
      }
    }
  }
  expect(votes).toBeGreaterThan(10);
});

test("every committee that a genesis names is one of its committees", () => {
  const all = examples.filter(({ message }) => message === "genesis");
  expect(all.length).toBeGreaterThan(2);
  for (const { value } of all) {
    const genesis = object(value);
    const network = string(genesis["network"]);
    const known = list(genesis["committees"]).map((each) =>
      digest("committee", network, object(each)),
    );
    const rows = [...list(genesis["openings"]), ...list(genesis["ownership"])].map(object);
    expect(rows.map((row) => row["committee"]).filter((id) => !known.includes(string(id)))).toEqual(
      [],
    );
  }
});

test("the two halves of a proof ascend by the digest of their core or claim", () => {
  const fields = ["issued_at", "ttl", "sender_sig"];
  let proofs = 0;
  for (const { title, message, value } of examples) {
    if (message !== "equivocation-proof" && message !== "broken-quorum") continue;
    const isCore = message === "equivocation-proof";
    const [first = "", second = ""] = ["first", "second"].map((half) => {
      const body = object(object(value)[half]);
      const order = isCore ? body : object(body["order"]);
      const thing = without(order, ...fields, ...(isCore ? [] : ["epoch"]));
      return digest(isCore ? "core" : "claim", VILLAGE, thing);
    });
    expect([title, first < second]).toEqual([title, true]);
    proofs += 1;
  }
  expect(proofs).toBeGreaterThan(2);
});
