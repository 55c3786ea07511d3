/**
 * Inputs, messages and observations in the model's words. In: JSON, some of it made by a subject
 * that may say anything at all. Out: short text in one line, without control characters.
 * @module
 */
import type { Reply } from "../subject/subject.ts";
import type { Json } from "../base/canonical.ts";
import { canonical } from "../base/canonical.ts";
import type { Fields } from "./fields.ts";
import { fieldsOf, isList, listOf, scalar, textOf } from "./fields.ts";
import { DATAPLANE_WORDS, packetInWords } from "./dataplane-words.ts";
import { HANDOFF_WORDS } from "./handoff-words.ts";
import type { Names } from "./names.ts";
import { plain } from "./names.ts";
import { PENDING_WORDS } from "./pending-words.ts";
import { STANDBY_WORDS } from "./standby-words.ts";
import { certificateInWords, nameOfOrder, signedBy } from "./order-words.ts";

const WORDS = { ...HANDOFF_WORDS, ...PENDING_WORDS, ...STANDBY_WORDS, ...DATAPLANE_WORDS };

/** What is given with an input, in brackets behind its name. */
export function inputInWords(names: Names, input: string, body: Json): string {
  const { now, ...rest } = fieldsOf(body);
  const { order, certificate, vote, receipt, missing, proof, request, handoff } = rest;
  const { invitation, release } = rest;
  const time = typeof now === "number" ? ` at ${names.time(now)}` : "";
  let what: string;
  if (order !== undefined) what = nameOfOrder(names, order);
  else if (certificate !== undefined) what = certificateInWords(names, certificate);
  else if (vote !== undefined) what = messageInWords(names, "TransferVote", vote);
  else if (receipt !== undefined) {
    const type = input === "CollectOpeningReceipt" ? "OpeningReceipt" : "TransferReceipt";
    what = messageInWords(names, type, receipt);
  } else if (invitation !== undefined) what = messageInWords(names, "Invitation", invitation);
  else if (release !== undefined) what = messageInWords(names, "HandoffRelease", release);
  else if (missing !== undefined) what = messageInWords(names, "MissingCertificate", missing);
  else if (proof !== undefined && input === "RecordEvidence") {
    what = messageInWords(names, "EquivocationProof", proof);
  } else if (proof !== undefined) what = valueInWords(names, proof);
  else if (request !== undefined || handoff !== undefined) what = moveInWords(names, rest);
  else if (rest["frame"] !== undefined) what = packetInWords(rest);
  else if (rest["bundle"] !== undefined) {
    what = messageInWords(names, "PolicyBundle", rest["bundle"]);
  } else {
    what = Object.entries(rest)
      .map(([key, value]) => `${key} ${valueInWords(names, value)}`)
      .join(", ");
  }
  return `${input}${what === "" ? "" : `(${what})`}${time}`;
}

/** A request or a handoff certificate, and who signed what comes with it. */
function moveInWords(names: Names, { request, handoff, invitations, receipts }: Fields): string {
  const told = (type: string, list: Json | undefined): readonly string[] =>
    listOf(list).map((each) => messageInWords(names, type, each));
  return [
    ...(request === undefined ? [] : [messageInWords(names, "HandoffRequest", request)]),
    ...(handoff === undefined ? [] : [messageInWords(names, "HandoffCertificate", handoff)]),
    ...told("Invitation", invitations),
    ...told("OpeningReceipt", receipts),
  ].join("; ");
}

export function messageInWords(names: Names, type: string, body: Json): string {
  return plain(unsafeWords(names, type, body));
}

function unsafeWords(names: Names, type: string, body: Json): string {
  const of = fieldsOf(body);
  const forged = names.signer(of["authority_sig"]);
  const signed = forged === undefined ? "" : ` (${signedBy(forged)})`;
  const who = `${names.name(textOf(of["authority"]))}${signed}`;
  switch (type) {
    case "TransferVote":
      return `vote of ${who} for ${names.name(textOf(of["core_digest"]))}`;
    case "TransferReceipt": {
      const sides = ["debited", "credited"].filter((side) => of[side] === true);
      const did = sides.join(" and ") || "nothing";
      return `receipt of ${who} for ${names.name(textOf(of["claim_digest"]))}: ${did}`;
    }
    case "MissingCertificate":
      return `certificate missing: ${names.name(textOf(of["account"]))} ${scalar(of["nonce"])}`;
    case "EquivocationProof":
    case "BrokenQuorum": {
      const [first, second] = [of["first"], of["second"]].map((each) => {
        const { order = each } = fieldsOf(each);
        return nameOfOrder(names, order);
      });
      const word = type === "BrokenQuorum" ? "broken quorum" : "proof of equivocation";
      return `${word}: ${first ?? ""} and ${second ?? ""}`;
    }
    case "Order":
      return `order ${nameOfOrder(names, body)}`;
    case "TransferCertificate":
      return `certificate ${certificateInWords(names, body)}`;
    case "PolicyBundle": {
      const by = listOf(of["signatures"]).map((each) => {
        return names.name(textOf(fieldsOf(each)["authority"]));
      });
      return `bundle ${scalar(of["version"])} by ${by.length === 0 ? "nobody" : by.join(" ")}`;
    }
    case "BundleSignature":
      return `signature of ${who} for bundle ${names.name(textOf(of["bundle"]))}`;
    default: {
      const say = Object.hasOwn(WORDS, type) ? WORDS[type] : undefined;
      return say?.(names, of) ?? `${type} ${names.text(canonical(body))}`;
    }
  }
}

export function replyInWords(names: Names, { outcome, reason, emitted }: Reply): string {
  const sent = emitted.map(({ type, body }) => messageInWords(names, type, body));
  const head = plain(reason === undefined ? outcome : `${outcome} ${reason}`);
  return sent.length === 0 ? head : `${head}; sent ${sent.join("; ")}`;
}

/** A part of an observation: entries by the orders that they are about. */
export function valueInWords(names: Names, value: Json): string {
  if (value === null) return "none";
  if (typeof value === "string") return plain(amountOr(names, value));
  if (typeof value !== "object") return String(value);
  if (isList(value)) {
    const told = value.map((each) => valueInWords(names, each));
    return told.length === 0 ? "none" : plain(told.join(", "));
  }
  const { core_digest, claim_digest, account, committee, ...rest } = value;
  const digest = core_digest ?? claim_digest;
  if (typeof digest === "string") {
    const { ttl, until, votes, debited, credited } = rest;
    const more = [
      ...(ttl === undefined ? [] : [`ttl ${valueInWords(names, ttl)}`]),
      ...(until === undefined ? [] : [`until ${names.time(until)}`]),
      ...(votes === undefined ? [] : [`votes ${valueInWords(names, votes)}`]),
      ...(debited === undefined ? [] : [`debited ${valueInWords(names, debited)}`]),
      ...(credited === undefined ? [] : [`credited ${valueInWords(names, credited)}`]),
    ];
    return `${names.name(digest)}${more.length === 0 ? "" : ` (${more.join(", ")})`}`;
  }
  if (typeof account === "string" && typeof committee === "string") {
    const epoch = scalar(rest["epoch"]);
    return `${names.name(committee)} owns ${names.name(account)} in epoch ${epoch}`;
  }
  return plain(
    Object.entries(value)
      .map(([key, each]) => `${names.name(key)} ${valueInWords(names, each)}`)
      .join(" "),
  );
}

function amountOr(names: Names, text: string): string {
  return /^-?\d{1,19}$/.test(text) ? names.amount(BigInt(text)) : names.text(text);
}
