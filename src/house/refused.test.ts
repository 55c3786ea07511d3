/**
 * The reference on the hand-made examples: each reason code is provoked by one case and given for
 * it alone, and each malformed message is refused for the reason its example names. What the
 * examples want to be emitted was made by Python and OpenSSL, not by the code that is judged.
 * @module
 */
import { expect, test } from "vitest";
import { createAuthority } from "../authority/authority.ts";
import { createHandoff } from "../authority/handoff/handoff.ts";
import { createPending } from "../authority/pending/pending.ts";
import { createStandby } from "../authority/standby/standby.ts";
import { fromHex } from "../base/bytes.ts";
import { canonical } from "../base/canonical.ts";
import type { Json } from "../base/canonical.ts";
import { nodeSignatures } from "../protocol/ed25519.ts";
import { NOTHING_OFF, type Off } from "../protocol/guards.ts";
import { REASONS } from "../protocol/reasons.ts";
import { memoryStore } from "../store/memory.ts";
import { createPolicyAgent } from "../policy/agent.ts";
import { createMover } from "../wallet/mover/mover.ts";
import { createWallet } from "../wallet/wallet.ts";
import { createWitness } from "../witness/witness.ts";
import type { JsonObject } from "./norm.ts";
import {
  filesUnder,
  list,
  object,
  parse,
  readInvalidExamples,
  readJson,
  readReasons,
} from "./norm.ts";
import { readText, string } from "./norm.ts";

const genesis = readJson("spec/examples/valid/genesis/village.json");
const signatures = nodeSignatures();
const cases = filesUnder("spec/examples/refused", ".json").map((path) =>
  object(parse(readText(path))),
);

function subjectOf(example: JsonObject, off: Off = NOTHING_OFF) {
  const seed = fromHex(string(example["seed"])) ?? new Uint8Array();
  const options = { genesis, seed, signatures, store: memoryStore(), off };
  if (example["component"] === "wallet") return createWallet(options);
  if (example["component"] === "mover") return createMover(options);
  if (example["component"] === "controller") return createPolicyAgent(options);
  if (example["component"] === "witness") return createWitness(options);
  if (example["component"] === "pending") return createPending(options);
  if (example["component"] === "standby") return createStandby(options);
  return example["component"] === "handoff" ? createHandoff(options) : createAuthority(options);
}

function texts(messages: readonly Json[]): readonly string[] {
  return messages.map(canonical).toSorted();
}

test("every reason has a case of its own, under its own clause", () => {
  const wanted = readReasons().map(({ code, clause }) => `${code} ${clause}`);
  const found = cases.map(({ reason, clause }) => `${string(reason)} ${string(clause)}`);
  expect(found.toSorted()).toEqual(wanted.toSorted());
});

test.each(cases.map((example) => [string(example["reason"]), example] as const))(
  "%s: the steps before it succeed, and the last is refused for this alone and changes nothing",
  (reason, example) => {
    const subject = subjectOf(example);
    const steps = list(example["steps"]).map(object);
    for (const [index, { input, body, outcome, emits }] of steps.entries()) {
      const before = subject.bytes();
      const { kind, failed, emitted } = subject.apply(string(input), body);
      expect({ kind, failed, emitted: texts(emitted) }).toEqual({
        kind: outcome,
        failed: index === steps.length - 1 ? [reason] : [],
        emitted: texts(list(emits)),
      });
      if (kind === "refused") expect(subject.bytes()).toEqual(before);
    }
    expect(steps.at(-1)?.["outcome"]).toBe("refused");
  },
);

// What is not well formed cannot be read, guard or not.
const UNREADABLE = [
  "Malformed",
  "CertificateMalformed",
  "RequestMalformed",
  "BundleMalformed",
  "WitnessedMalformed",
  "PendingMalformed",
];

test("with its guard switched off no case is refused, and the answer can be written", () => {
  let judged = 0;
  for (const example of cases) {
    const reason = string(example["reason"]);
    const clause = REASONS.find(({ code }) => code === reason)?.clause;
    if (clause === undefined || UNREADABLE.includes(reason)) continue;
    const subject = subjectOf(example, new Set([clause]));
    const answers = list(example["steps"])
      .map(object)
      .map(({ input, body }) => subject.apply(string(input), body));
    expect([reason, answers.at(-1)?.failed]).toEqual([reason, []]);
    expect(subject.bytes().length).toBeGreaterThan(0);
    expect(subject.apply("Restart", {}).kind).toBe("restarted");
    judged += 1;
  }
  expect(judged).toBe(cases.length - UNREADABLE.length);
});

type Carrier = readonly [
  self: string,
  input: string,
  field: string,
  rest: JsonObject,
  within?: (broken: Json) => Json,
];

const request = readJson("spec/examples/valid/handoff-request/to-the-shop.json");
const idle = object(readJson("spec/examples/valid/handoff-certificate/idle.json"));
const asList = (broken: Json): Json => [broken];

// Which input of whom carries a message of this kind; the wallet has locked an order before.
const CARRIERS: { readonly [message: string]: Carrier } = {
  order: ["a1", "SignVote", "order", { now: 2000 }],
  certificate: ["a1", "ApplyCertificate", "certificate", {}],
  "policy-bundle": ["outsider", "ApplyBundle", "bundle", {}],
  grant: ["b3", "KeepGrant", "grant", {}],
  checkpoint: ["b3", "KeepCheckpoint", "checkpoint", {}],
  "takeover-order": ["b3", "FenceOwner", "order", {}],
  "takeover-report": ["a4", "Report", "report", {}],
  "equivocation-proof": ["a1", "RecordEvidence", "proof", {}],
  "ownership-proof": ["a1", "RecordOwnershipProof", "proof", {}],
  vote: ["alice", "CollectVote", "vote", {}],
  receipt: ["alice", "CollectReceipt", "receipt", {}],
  "missing-certificate": ["alice", "AnswerMissing", "missing", {}],
  "handoff-request": ["shop", "Invite", "request", {}],
  invitation: ["shop", "Release", "invitations", { request }, asList],
  "handoff-certificate": ["shop", "AcceptHandoff", "handoff", {}],
  "handoff-release": [
    "shop",
    "AcceptHandoff",
    "handoff",
    {},
    (broken) => ({ ...idle, releases: [broken] }),
  ],
  "account-opening": [
    "shop",
    "AcceptHandoff",
    "handoff",
    {},
    (broken) => ({ ...idle, opening: broken }),
  ],
  "opening-receipt": ["shop", "OpenAccount", "receipts", { handoff: idle }, asList],
};
const malformed = readInvalidExamples().filter(({ layer }) => layer !== "text");

function caseOf(self: string): JsonObject {
  return cases.find((example) => example["self"] === self) ?? {};
}

test("each malformed message is refused for its reason alone, and changes nothing", () => {
  const order = { recipient: accountOf(1), amount: "30", now: 1000, ttl: 60_000 };
  let judged = 0;
  for (const { message, name, reason, text } of malformed) {
    const carrier = CARRIERS[message];
    if (carrier === undefined) continue;
    const [self, input, field, rest, around = (broken: Json) => broken] = carrier;
    const subject = subjectOf(caseOf(self));
    if (self === "alice") expect(subject.apply("Lock", order).kind).toBe("locked");
    const before = subject.bytes();
    const { kind, failed, emitted } = subject.apply(input, {
      ...rest,
      [field]: around(parse(text)),
    });
    expect([message, name, kind, failed, emitted]).toEqual([
      message,
      name,
      "refused",
      [reason],
      [],
    ]);
    expect(subject.bytes()).toEqual(before);
    judged += 1;
  }
  expect(judged).toBeGreaterThan(150);
});

function accountOf(opening: number): string {
  return string(object(list(object(genesis)["openings"])[opening])["account"]);
}

// LK-12: an amount, a recipient or a ttl that no authority could accept is not signed.
test("a wallet signs nothing that no authority could accept", () => {
  const good = { recipient: accountOf(1), amount: "30", now: 1000, ttl: 60_000 };
  const wrong: readonly (readonly [JsonObject, string])[] = [
    [{ amount: "0" }, "Malformed"],
    [{ amount: 30 }, "Malformed"],
    [{ recipient: `01${"00".repeat(31)}` }, "Malformed"],
    [{ recipient: accountOf(0) }, "SelfTransfer"],
    [{ ttl: 0 }, "Malformed"],
    [{ ttl: 120_001 }, "TtlTooLong"],
  ];
  for (const [change, reason] of wrong) {
    const subject = subjectOf(caseOf("alice"));
    const answer = subject.apply("Lock", { ...good, ...change });
    expect([change, answer]).toMatchObject([
      change,
      { kind: "refused", failed: [reason], emitted: [] },
    ]);
    expect(subject.apply("Lock", good).kind).toBe("locked");
    const renewed = { nonce: 0, now: 2000, ttl: 60_000 };
    if (!("ttl" in change)) continue;
    expect(subject.apply("RenewWindow", { ...renewed, ...change })).toMatchObject({
      kind: "refused",
      failed: [reason],
      emitted: [],
    });
    expect(subject.apply("RenewWindow", renewed).kind).toBe("renewed");
  }
});

test("a malformed genesis, opening or committee is a fault, and never a refusal", () => {
  let judged = 0;
  for (const { message, name, text } of malformed) {
    if (message in CARRIERS) continue;
    const options = { seed: new Uint8Array(32).fill(7), signatures, store: memoryStore() };
    const broken = within(message, parse(text));
    expect(() => createAuthority({ ...options, genesis: broken }), `${message}/${name}`).toThrow(
      expect.objectContaining({ code: "GenesisMalformed" }),
    );
    judged += 1;
  }
  expect(judged).toBeGreaterThan(70);
});

/** The village with this committee or opening instead of its own: only the fault differs. */
function within(message: string, value: Json): Json {
  const village = object(genesis);
  const field = message === "committee" ? "committees" : "openings";
  const index = message === "committee" ? 0 : 4;
  if (message === "genesis") return value;
  const rows = list(village[field]).map((row, at) => (at === index ? value : row));
  return { ...village, [field]: rows };
}
