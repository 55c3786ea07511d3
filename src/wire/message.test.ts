import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, type Json } from "../base/canonical.ts";
import { ascending, certificate, claimDigestOf, claimOf } from "../protocol/village.ts";
import { alice, coreDigestOf, genesis, MARKET, market, order } from "../protocol/village.ts";
import { harbour, receipt, vote } from "../protocol/village.ts";
import { bundle, share } from "../protocol/village-policy.ts";
import { acknowledgement, checkpoint, grant } from "../protocol/village-witnessed.ts";
import { report, statement, takeover } from "../protocol/village-witnessed.ts";
import { handoff, invitation, opening, openingDigestOf } from "../protocol/village-moves.ts";
import { openingReceipt, release, request } from "../protocol/village-moves.ts";
import { lapseNotice, pendingOrder } from "../protocol/village-waiting.ts";
import { decode, decodeGenesis, encode, MESSAGE_NAMES, type MessageName } from "./message.ts";
import { breach } from "./schema.ts";

const first = order();
const second = order({ amount: "5" });
const certificates = ascending(certificate(first), certificate(second), (one) =>
  claimDigestOf(one.order),
);

const asked = request();
const released = release("anna", asked, { certificates: [certificate(first)], locks: [second] });

const held = checkpoint({ credited: [claimOf(second)], reserved: claimOf(first) });

/** One good message of each name. */
const GOOD: { readonly [Name in MessageName]: unknown } = {
  order: first,
  vote: vote("anna", first),
  certificate: certificate(first),
  receipt: receipt("anna", first),
  "missing-certificate": { account: alice, nonce: 0 },
  "equivocation-proof": ascending(first, second, coreDigestOf),
  "broken-quorum": certificates,
  "ownership-proof": { account: alice, epoch: 1, committee: market },
  committee: MARKET,
  claim: claimOf(first),
  "handoff-request": asked,
  invitation: invitation("hugo", asked),
  "handoff-release": released,
  "account-opening": opening({
    escrow: [{ nonce: 0, amount: "4", claims: [claimOf(first)] }],
    credited: [claimOf(second)],
  }),
  "handoff-certificate": handoff(asked, [released]),
  "opening-receipt": openingReceipt("hugo", openingDigestOf(opening())),
  moved: { account: alice, epoch: 2, to: harbour },
  "pending-order": pendingOrder("hugo", first),
  "lapse-notice": lapseNotice("hugo", first, "WrongEpoch", "OrderExpired"),
  "policy-bundle": bundle(),
  "bundle-signature": share("anna"),
  grant: grant(),
  checkpoint: held,
  acknowledgement: acknowledgement(held),
  "takeover-order": takeover(),
  "takeover-report": report([]),
  "takeover-statement": statement(takeover(), grant(), held),
};

const names = fc.constantFrom(...MESSAGE_NAMES);

function text(value: unknown): string {
  return JSON.stringify(value);
}

function reparsed(value: unknown): Json {
  const copy: Json = JSON.parse(text(value));
  return copy;
}

test.for(MESSAGE_NAMES)("a good %s is decoded, and encoded to its canonical bytes", (name) => {
  const read = decode(name, text(GOOD[name]));
  expect(read).toEqual({ ok: true, value: GOOD[name] });
  if (!read.ok) return;
  const bytes = encode(read.value);
  expect(Buffer.from(bytes).toString()).toBe(canonical(reparsed(GOOD[name])));
  expect(decode(name, bytes)).toEqual(read);
});

/** Every place in a value where there is a scalar. */
function scalars(value: Json, path: readonly string[] = []): readonly (readonly string[])[] {
  if (value === null || typeof value !== "object") return [path];
  return Object.entries(value).flatMap(([key, inner]) => scalars(inner, [...path, key]));
}

function replaced(value: Json, path: readonly string[], by: (old: Json) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by(value);
  const copy = structuredClone(value) as { [key: string]: Json } | Json[];
  const inner = (copy as { [key: string]: Json })[key] ?? null;
  (copy as { [key: string]: unknown })[key] = replaced(inner, rest, by);
  return copy;
}

/** Another JSON value in the place of one, which is never another spelling of the same. */
const strange: fc.Arbitrary<(old: Json) => unknown> = fc.oneof(
  fc.constantFrom<(old: Json) => unknown>(
    (old) => (typeof old === "string" ? old.toUpperCase() : old),
    (old) => `${String(old)} `,
    (old) => `0${String(old)}`,
    (old) => `+${String(old)}`,
    (old) => (typeof old === "number" ? String(old) : Number(old)),
    (old) => (typeof old === "number" ? old + 0.5 : old),
    (old) => (typeof old === "number" ? -1 - old : old),
    (old) => (typeof old === "string" ? old.slice(1) : old),
    (old) => [old],
    () => null,
    () => ({}),
    () => 2 ** 53,
  ),
  fc.jsonValue().map((value) => () => value),
);

/** Its characters in order: the same for two texts that differ in the order of members alone. */
function unitsOf(json: string): string {
  return json.split("").toSorted().join("");
}

test("a mutated message is refused, or it is another message in its one spelling", () => {
  let [refused, accepted] = [0, 0];
  fc.assert(
    fc.property(names, fc.nat(), strange, (name, at, mutate) => {
      const good = reparsed(GOOD[name]);
      const places = scalars(good);
      const path = places[at % places.length] ?? [];
      const mutant = text(replaced(good, path, mutate));
      const read = decode(name, mutant);
      if (!read.ok) {
        refused += 1;
        expect(read.reason.place).toMatch(/^(?:\/|$)/);
        expect(read.reason.clause).toMatch(/^[A-Z]{2}-\d+$/);
        return;
      }
      accepted += 1;
      // Canonical: encoding it gives the same JSON value, and the same tokens.
      expect(Buffer.from(encode(read.value)).toString()).toBe(
        canonical(reparsed(JSON.parse(mutant))),
      );
      expect(unitsOf(Buffer.from(encode(read.value)).toString())).toBe(unitsOf(mutant));
    }),
    { numRuns: 3000 },
  );
  expect(refused).toBeGreaterThan(1000);
  expect(accepted).toBeGreaterThan(0);
});

test("a message with a field too many, too few, or twice is refused at that field", () => {
  fc.assert(
    fc.property(names, fc.string(), fc.nat(), (name, extra, at) => {
      const fields = Object.entries(reparsed(GOOD[name]) ?? {});
      const [gone] = fields[at % fields.length] ?? [""];
      const less = Object.fromEntries(fields.filter(([field]) => field !== gone));
      expect(decode(name, text(less))).toMatchObject({
        reason: { place: `/${gone}`, problem: "FieldMissing" },
      });
      const twice = `${text(Object.fromEntries(fields)).slice(0, -1)},${text(gone)}:0}`;
      expect(decode(name, twice)).toMatchObject({
        reason: { place: `/${gone}`, problem: "KeyTwice" },
      });
      if (!extra.isWellFormed() || fields.some(([field]) => field === extra)) return;
      const more = `{${text(extra)}:0,${text(Object.fromEntries(fields)).slice(1)}`;
      expect(decode(name, more)).toMatchObject({
        reason: { problem: "FieldUnknown", clause: "TH-12" },
      });
    }),
  );
});

test("the readers and the schemas agree, but for what a schema cannot say", () => {
  const beyondSchemas = new Set(["NotAKey", "NotAscending", "NotUnique"]);
  let compared = 0;
  fc.assert(
    fc.property(names, fc.nat(), strange, (name, at, mutate) => {
      const good = reparsed(GOOD[name]);
      const places = scalars(good);
      const value = reparsed(replaced(good, places[at % places.length] ?? [], mutate));
      const read = decode(name, text(value));
      if (read.ok || read.reason.problem === "NumberNotCanonical") return;
      expect(read.reason.problem).not.toBe("NotOfSchema");
      const place = breach(name, value);
      compared += 1;
      if (!beyondSchemas.has(read.reason.problem)) expect(place).toBeDefined();
    }),
    { numRuns: 3000 },
  );
  expect(compared).toBeGreaterThan(500);
});

test("any bytes whatever give an answer and no exception", () => {
  fc.assert(
    fc.property(names, fc.oneof(fc.uint8Array(), fc.string(), fc.json()), (name, source) => {
      expect(decode(name, source).ok).toBe(false);
    }),
  );
});

test("a torn or bent message is never taken for a good one", () => {
  fc.assert(
    fc.property(names, fc.nat(), fc.nat(255), (name, at, byte) => {
      const bytes = Buffer.from(canonical(reparsed(GOOD[name])));
      const index = at % bytes.length;
      expect(decode(name, bytes.subarray(0, index)).ok).toBe(false);
      const bent = new Uint8Array(bytes).with(index, byte);
      const read = decode(name, bent);
      if (read.ok) expect(Buffer.from(encode(read.value))).toEqual(Buffer.from(bent));
    }),
  );
});

test("a genesis is decoded as strictly", () => {
  expect(decodeGenesis(text(genesis())).ok).toBe(true);
  const twice = text(genesis()).replace('"skew":10', '"skew":10,"skew":10');
  expect(decodeGenesis(twice)).toMatchObject({
    reason: { place: "/parameters/skew", problem: "KeyTwice" },
  });
});

// The examples of the specification, made by Python and OpenSSL.
const EXAMPLES = new URL("../../spec/examples/", import.meta.url);
const isDecodable = (name: string): name is MessageName =>
  MESSAGE_NAMES.some((one) => one === name);

function examplesOf(
  kind: "valid" | "invalid",
  name: string,
): readonly (readonly [string, string])[] {
  const folder = new URL(`${kind}/${name}/`, EXAMPLES);
  return readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), "utf8")]);
}

test("the valid examples of the specification are decoded", () => {
  let count = 0;
  for (const name of readdirSync(new URL("valid/", EXAMPLES)).filter(isDecodable)) {
    for (const [file, content] of examplesOf("valid", name)) {
      count += 1;
      expect(decode(name, content), `${name}/${file}`).toMatchObject({ ok: true });
    }
  }
  expect(count).toBeGreaterThan(MESSAGE_NAMES.length);
});

test("the invalid examples are refused with one place and clause", () => {
  let count = 0;
  for (const name of readdirSync(new URL("invalid/", EXAMPLES)).filter(isDecodable)) {
    for (const [file, content] of examplesOf("invalid", name)) {
      const example: { readonly text: string; readonly layer: string } = JSON.parse(content);
      count += 1;
      const read = decode(name, example.text);
      expect(read, `${name}/${file}`).toMatchObject({ ok: false });
      if (!read.ok) expect(read.reason.clause, `${name}/${file}`).toMatch(/^[A-Z]{2}-\d+$/);
    }
  }
  expect(count).toBeGreaterThan(150);
});
