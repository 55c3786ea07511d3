/**
 * Inputs, messages and observations in the model's words. In: JSON, some of it made by a subject
 * that may say anything at all. Out: short text in one line, without control characters.
 * @module
 */
import type { Reply } from "../subject/subject.ts";
import type { Json } from "../base/canonical.ts";
import { canonical } from "../base/canonical.ts";
import type { Names } from "./names.ts";
import { plain } from "./names.ts";

type Fields = { readonly [key: string]: Json };

export function fieldsOf(value: Json | undefined): Fields {
  return typeof value === "object" && value !== null && !isList(value) ? value : {};
}

export function listOf(value: Json | undefined): readonly Json[] {
  return value !== undefined && isList(value) ? value : [];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** A string, number or truth as text; nothing else has one. */
export function scalar(value: Json | undefined): string {
  return typeof value === "object" || value === undefined ? "" : String(value);
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** An order whole: `a0b1: alice -> bob 1, nonce 0, epoch 0, issued +2 ms, ttl 2 ms`. */
export function orderInWords(names: Names, order: Json | undefined): string {
  const facts = names.facts(order);
  if (facts === undefined) return "no order";
  const { name, sender, recipient, amount, nonce, epoch } = facts;
  const { issued_at, ttl, network, sender_sig } = fieldsOf(order);
  const forged = names.signer(sender_sig);
  const told = [
    `${name}: ${names.name(sender)} -> ${names.name(recipient)} ${names.amount(amount)}`,
    `nonce ${nonce}`,
    ...(epoch === undefined ? [] : [`epoch ${epoch}`]),
    ...(issued_at === undefined ? [] : [`issued ${names.time(issued_at)}`]),
    ...(typeof ttl === "number" ? [`ttl ${ttl} ms`] : []),
    ...(typeof network === "string" && network.startsWith("other-") ? [`network ${network}`] : []),
    ...(forged === undefined ? [] : [signedBy(forged)]),
  ];
  return told.join(", ");
}

function signedBy(name: string): string {
  return name === "corrupt" ? "with a signature of nobody" : `signed by ${name}`;
}

function nameOfOrder(names: Names, order: Json | undefined): string {
  return names.facts(order)?.name ?? "no order";
}

function certificateInWords(names: Names, certificate: Json | undefined): string {
  const { order, votes } = fieldsOf(certificate);
  const voters = listOf(votes).map((vote) => {
    const { authority, authority_sig, core_digest } = fieldsOf(vote);
    const forged = names.signer(authority_sig);
    const core = names.name(textOf(core_digest));
    const odd = [
      ...(forged === undefined ? [] : [signedBy(forged)]),
      ...(core === nameOfOrder(names, order) ? [] : [`for ${core}`]),
    ];
    return `${names.name(textOf(authority))}${odd.length === 0 ? "" : ` (${odd.join(", ")})`}`;
  });
  return `${nameOfOrder(names, order)} voted by ${voters.join(" ") || "nobody"}`;
}

/** What is given with an input, in brackets behind its name. */
export function inputInWords(names: Names, input: string, body: Json): string {
  const { now, ...rest } = fieldsOf(body);
  const { order, certificate, vote, receipt, missing, proof } = rest;
  const time = typeof now === "number" ? ` at ${names.time(now)}` : "";
  let what: string;
  if (order !== undefined) what = nameOfOrder(names, order);
  else if (certificate !== undefined) what = certificateInWords(names, certificate);
  else if (vote !== undefined) what = messageInWords(names, "TransferVote", vote);
  else if (receipt !== undefined) what = messageInWords(names, "TransferReceipt", receipt);
  else if (missing !== undefined) what = messageInWords(names, "MissingCertificate", missing);
  else if (proof !== undefined && input === "RecordEvidence") {
    what = messageInWords(names, "EquivocationProof", proof);
  } else if (proof !== undefined) what = valueInWords(names, proof);
  else {
    what = Object.entries(rest)
      .map(([key, value]) => `${key} ${valueInWords(names, value)}`)
      .join(", ");
  }
  return `${input}${what === "" ? "" : `(${what})`}${time}`;
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
    default:
      return `${type} ${names.text(canonical(body))}`;
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
    const { ttl, votes, debited, credited } = rest;
    const more = [
      ...(ttl === undefined ? [] : [`ttl ${valueInWords(names, ttl)}`]),
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
