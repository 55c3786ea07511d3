/**
 * Events of a log -> facts. In: lines, and for a partial log the ways in which what is missing may
 * be filled in. Out: per event the inputs that it may mean, what was answered, what left and what
 * was seen. A message that the wire must refuse is `undefined` here and malformed in the model.
 * @module
 */
import type { Json, JsonObject } from "../vector/json.ts";
import { byText } from "../vector/names.ts";
import { claimDigest, coreDigest } from "./digests.ts";
import type { Certificate, Missing, Order, Ownership, Pair, Receipt, Vote } from "./facts.ts";
import {
  certificateOf,
  isWhole,
  missingOf,
  orderOf,
  ownershipOf,
  pairOf,
  receiptOf,
  voteOf,
} from "./facts.ts";
import type { Event, Log } from "./lines.ts";
import { componentOf, malformed } from "./lines.ts";
import type { SeenAuthority, SeenWallet } from "./seen.ts";
import { seenAuthority, seenWallet } from "./seen.ts";

export type InputFact =
  | { readonly type: "SignVote" | "VerifyTransfer"; readonly order?: Order; readonly now: number }
  | {
      readonly type: "ApplyCertificate" | "VerifyCertificate";
      readonly certificate?: Certificate;
    }
  | { readonly type: "RecordEvidence"; readonly proof?: Pair<Order> }
  | { readonly type: "RecordOwnershipProof"; readonly proof?: Ownership }
  | {
      readonly type: "Lock";
      readonly recipient: string;
      /** 0 where it is no amount. */
      readonly amount: bigint;
      readonly now: number;
      readonly ttl: number;
    }
  | {
      readonly type: "RenewWindow";
      readonly nonce: number;
      readonly now: number;
      readonly ttl: number;
    }
  | { readonly type: "CollectVote"; readonly vote: Vote }
  | { readonly type: "CollectReceipt"; readonly receipt: Receipt }
  | { readonly type: "AnswerMissing"; readonly missing: Missing }
  | { readonly type: "ReleaseGoods"; readonly certificate?: Certificate; readonly now: number }
  | { readonly type: "Restart" };

/** A message that left; without a body it is none that the model could send. */
export type SentFact =
  | { readonly type: "TransferVote"; readonly body: Vote }
  | { readonly type: "TransferReceipt"; readonly body: Receipt }
  | { readonly type: "MissingCertificate"; readonly body: Missing }
  | { readonly type: "EquivocationProof"; readonly body: Pair<Order> }
  | { readonly type: "BrokenQuorum"; readonly body: Pair<Certificate> }
  | { readonly type: "Order"; readonly body: Order }
  | { readonly type: "TransferCertificate"; readonly body: Certificate }
  | { readonly type: "none" };

export type EventFact = {
  readonly line: number;
  readonly input: string;
  readonly inputs: readonly InputFact[];
  /** The bodies that the inputs were read from, one for each. */
  readonly bodies: readonly JsonObject[];
  readonly outcome: string | undefined;
  readonly reason: string | undefined;
  readonly sent: readonly SentFact[] | undefined;
  readonly seen:
    | { readonly component: "authority"; readonly state: SeenAuthority }
    | { readonly component: "wallet"; readonly state: SeenWallet }
    | undefined;
};

/** `bodies` gives every complete body that an event may have had. */
export function factsOf(
  log: Log,
  bodies: (event: Event) => readonly JsonObject[],
): readonly EventFact[] {
  const component = componentOf(log.header.profile);
  // PERF: "same" is one object in many events, and is read once.
  const seen = new Map<JsonObject, EventFact["seen"]>();
  return log.events.map((event) => {
    const { line, input, outcome, reason, state } = event;
    if (state !== undefined && !seen.has(state)) {
      seen.set(
        state,
        component === "wallet"
          ? { component, state: seenWallet(log.file, line, state) }
          : { component, state: seenAuthority(log.file, line, state) },
      );
    }
    const complete = bodies(event);
    return {
      line,
      input,
      inputs: complete.map((body) => inputOf(log.file, line, input, body)),
      bodies: complete,
      outcome,
      reason,
      sent: event.emitted?.map(sentOf),
      seen: state === undefined ? undefined : seen.get(state),
    };
  });
}

function inputOf(file: string, line: number, type: string, body: JsonObject): InputFact {
  const wrong = (why: string): Error => malformed(file, line, `the body of ${type}: ${why}`);
  const told = (name: string): number => {
    const value = body[name];
    if (!isWhole(value) || value < 0) throw wrong(`${name} is no whole number`);
    return value;
  };
  const spoken = <Fact>(fact: Fact | undefined, name: string): Fact => {
    if (fact === undefined) throw wrong(`the model has no malformed ${name}`);
    return fact;
  };
  switch (type) {
    case "SignVote":
    case "VerifyTransfer":
      return { type, now: told("now"), ...given("order", orderOf(body["order"])) };
    case "ApplyCertificate":
    case "VerifyCertificate":
      return { type, ...given("certificate", certificateOf(body["certificate"])) };
    case "ReleaseGoods": {
      const certificate = certificateOf(body["certificate"]);
      return { type, now: told("now"), ...given("certificate", certificate) };
    }
    case "RecordEvidence":
      return { type, ...given("proof", equivocationOf(body["proof"])) };
    case "RecordOwnershipProof":
      return { type, ...given("proof", ownershipOf(body["proof"])) };
    case "Lock": {
      const [recipient, amount] = [body["recipient"], body["amount"]];
      if (typeof recipient !== "string") throw wrong("recipient is no key");
      if (typeof amount !== "string" || !/^[0-9]{1,19}$/.test(amount)) {
        throw wrong("amount is no amount");
      }
      return { type, recipient, amount: BigInt(amount), now: told("now"), ttl: told("ttl") };
    }
    case "RenewWindow":
      return { type, nonce: told("nonce"), now: told("now"), ttl: told("ttl") };
    case "CollectVote":
      return { type, vote: spoken(voteOf(body["vote"]), "vote") };
    case "CollectReceipt":
      return { type, receipt: spoken(receiptOf(body["receipt"]), "receipt") };
    case "AnswerMissing":
      return { type, missing: spoken(missingOf(body["missing"]), "MissingCertificate") };
    case "Restart":
      return { type };
    default:
      throw wrong("no known input");
  }
}

function given<Name extends string, Fact>(
  name: Name,
  fact: Fact | undefined,
): { readonly [Key in Name]?: Fact } {
  return fact === undefined ? {} : objectOf(name, fact);
}

function objectOf<Name extends string, Fact>(
  name: Name,
  fact: Fact,
): { readonly [Key in Name]?: Fact } {
  const object: { [Key in Name]?: Fact } = {};
  object[name] = fact;
  return object;
}

const SENT: { readonly [type: string]: (body: Json | undefined) => SentFact } = {
  TransferVote: (body) => sent("TransferVote", voteOf(body)),
  TransferReceipt: (body) => sent("TransferReceipt", receiptOf(body)),
  MissingCertificate: (body) => sent("MissingCertificate", missingOf(body)),
  EquivocationProof: (body) => sent("EquivocationProof", equivocationOf(body)),
  BrokenQuorum: (body) => sent("BrokenQuorum", brokenQuorumOf(body)),
  Order: (body) => sent("Order", orderOf(body)),
  TransferCertificate: (body) => sent("TransferCertificate", certificateOf(body)),
};

function sentOf(told: JsonObject): SentFact {
  const { type, body, ...more } = told;
  const read = typeof type === "string" && Object.hasOwn(SENT, type) ? SENT[type] : undefined;
  if (read === undefined || Object.keys(more).length > 0) return { type: "none" };
  return read(body);
}

function sent<Type extends string, Body>(
  type: Type,
  body: Body | undefined,
): { readonly type: Type; readonly body: Body } | { readonly type: "none" } {
  return body === undefined ? { type: "none" } : { type, body };
}

/** TH-14: ascending by core digest, then by `issued_at`. */
function equivocationOf(json: Parameters<typeof orderOf>[0]): Pair<Order> | undefined {
  const pair = pairOf(json, orderOf);
  if (pair === undefined) return undefined;
  const { first, second } = pair;
  const place = byText(coreDigest(first), coreDigest(second));
  return (place || first.issued_at - second.issued_at) > 0 ? undefined : pair;
}

/** TH-14: strictly ascending by claim digest. */
function brokenQuorumOf(json: Parameters<typeof orderOf>[0]): Pair<Certificate> | undefined {
  const pair = pairOf(json, certificateOf);
  if (pair === undefined) return undefined;
  return byText(claimDigest(pair.first.order), claimDigest(pair.second.order)) < 0
    ? pair
    : undefined;
}
