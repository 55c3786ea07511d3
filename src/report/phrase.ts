/**
 * Values of the model in the protocol's words: an order is `order alice -> bob 1 (nonce 0, epoch
 * 0, issued 2, ttl 2)`, not a record of ten fields. In: a value or a change. Out: a phrase; what
 * is no thing of the protocol stays TLA+. For people only: files hold the values themselves.
 * @module
 */
import type { Change } from "../value/diff.ts";
import { print } from "../value/print.ts";
import type { Field, Value } from "../value/value.ts";
import { pathWords } from "./path.ts";

type Fields = ReadonlyMap<string, Value>;

/** Shapes by a field that only they have; the first that fits tells the value. */
const SHAPES: readonly (readonly [fields: readonly string[], tell: (of: Fields) => string])[] = [
  [["sender_sig", "recipient"], (of) => `order ${transfer(of)}`],
  [["sender", "recipient", "amount", "epoch"], (of) => `core ${transfer(of)}`],
  [["sender", "recipient", "amount"], (of) => `claim ${transfer(of)}`],
  [["core_digest", "until"], (of) => `word of ${waiting(of)} waits until ${at(of, "until")}`],
  [["core_digest", "reasons"], (of) => `word of ${waiting(of)} lapses by ${at(of, "reasons")}`],
  [["core_digest", "authority"], (of) => `vote of ${at(of, "authority")} for ${core(of)}`],
  [["claim_digest", "debited"], (of) => `receipt of ${at(of, "authority")} for ${receipt(of)}`],
  [["form", "order", "votes"], (of) => `certificate of ${at(of, "order")}, voted by ${voters(of)}`],
  [["order", "votes"], (of) => `${at(of, "order")}, voted by ${voters(of)}`],
  [["certificate", "debited"], (of) => `payment by ${at(of, "certificate")} (${sides(of)})`],
  [["next_nonce", "locks"], (of) => `{${shard(of)}}`],
  [
    ["opening", "certificates", "locks"],
    (of) => `release of ${at(of, "authority")}: ${release(of)}`,
  ],
  [["account", "escrow", "applied", "committee"], (of) => `opening of ${opening(of)}`],
  [
    ["amount", "claims", "nonce"],
    (of) => `${at(of, "amount")} at nonce ${at(of, "nonce")} for ${at(of, "claims")}`,
  ],
  [["version", "controllers", "previous"], bundle],
  [["seq", "next_nonce", "reserved"], checkpoint],
  [["owner", "window", "budget"], grant],
  [["controller_sig", "to"], takeover],
  [
    ["order", "grant", "checkpoint"],
    (of) => `statement of ${at(of, "witness")}: ${at(of, "order")}, ${at(of, "checkpoint")}`,
  ],
  [
    ["checkpoint", "witness"],
    (of) => `acknowledgement of ${at(of, "witness")}: ${at(of, "checkpoint")}`,
  ],
  [["from", "upto", "amount"], nonces],
  [["outstanding", "kept"], (of) => `{${shard(of)}}`],
  [["shards", "queue"], (of) => `{${shard(of)}}`],
  [["account", "epoch", "committee"], owns],
  [["type", "body"], (of) => `${at(of, "type")}: ${at(of, "body")}`],
  [["type", "by", "core"], (of) => `${at(of, "type")} of ${at(of, "by")} for ${at(of, "core")}`],
];

export function phrase(value: Value): string {
  if (value.kind === "set") return `{${value.elements.map(phrase).join(", ")}}`;
  if (value.kind === "tuple") return `<<${value.items.map(phrase).join(", ")}>>`;
  if (value.kind !== "record") return print(value);
  const of: Fields = new Map(value.fields);
  const shape = SHAPES.find(([names]) => names.every((name) => of.has(name)));
  if (shape !== undefined) return shape[1](of);
  return `[${value.fields.map(([name, each]) => `${name} |-> ${phrase(each)}`).join(", ")}]`;
}

export function changeInWords(change: Change): string {
  switch (change.kind) {
    case "becomes":
      return `${change.path}: ${phrase(change.from)} becomes ${phrase(change.to)}`;
    case "gains":
      return `${change.path} gains ${phrase(change.part)}`;
    case "loses":
      return `${change.path} loses ${phrase(change.part)}`;
    case "maps":
      return `${change.path} now has ${print(change.key)}: ${phrase(change.to)}`;
    case "forgets":
      return `${change.path} has ${print(change.key)} no more`;
  }
}

/** What a change of such a place means, by the last word of its path. */
const GAINED: Readonly<Record<string, string>> = {
  locks: "locks",
  applied: "debits",
  credited: "credits",
  evidence: "records as evidence",
  queue: "queues",
  pending: "keeps waiting",
  ownership: "learns that",
  outstanding: "signs and waits for votes on",
  kept: "keeps",
  released: "gives goods away for",
};

/** A step told by what it changed: `a1 locks order alice -> bob ..`; undefined if nothing fits. */
export function deed(changes: readonly Change[]): string | undefined {
  const told = changes.flatMap((change) => {
    if (change.kind !== "gains" && change.kind !== "loses") return [];
    const words = pathWords(change.path);
    const place = words.at(-1) ?? "";
    if (place === "net" && change.kind === "gains") return [`${phrase(change.part)} is sent`];
    const verb = GAINED[place];
    if (verb === undefined) return [];
    const subject = words[0] === "core" ? "it" : (words[1] ?? "it");
    if (change.kind === "gains") return [`${subject} ${verb} ${phrase(change.part)}`];
    // A lock that ends because its nonce is applied is no news beside the payment.
    const paid = changes.some(({ path }) => path.endsWith(".applied"));
    return place === "locks" && !paid ? [`${subject} gives up ${phrase(change.part)}`] : [];
  });
  return told.length === 0 ? undefined : told.join("; ");
}

function at(of: Fields, name: string): string {
  const value = of.get(name);
  if (value === undefined) return "?";
  return value.kind === "string" ? value.value : phrase(value);
}

function transfer(of: Fields): string {
  const facts = [`nonce ${at(of, "nonce")}`];
  if (of.has("epoch")) facts.push(`epoch ${at(of, "epoch")}`);
  if (of.has("issued_at")) facts.push(`issued ${at(of, "issued_at")}`, `ttl ${at(of, "ttl")}`);
  if (of.has("network") && at(of, "network") !== "n") facts.push(`network ${at(of, "network")}`);
  if (of.has("sender_sig") && at(of, "sender_sig") !== at(of, "sender")) {
    facts.push(`signature ${at(of, "sender_sig")}`);
  }
  if (of.has("form") && at(of, "form") !== "good") facts.push(`form ${at(of, "form")}`);
  return `${at(of, "sender")} -> ${at(of, "recipient")} ${at(of, "amount")} (${facts.join(", ")})`;
}

function core(of: Fields): string {
  const facts = [`committee ${at(of, "committee")}`, `ttl ${at(of, "ttl")}`];
  const signature = at(of, "authority_sig");
  if (signature !== at(of, "authority")) facts.push(`signature ${signature}`);
  return `${at(of, "core_digest")}, ${facts.join(", ")}`;
}

function waiting(of: Fields): string {
  return `${at(of, "authority")}: ${at(of, "core_digest")}`;
}

function receipt(of: Fields): string {
  return `${at(of, "claim_digest")} (${sides(of)})`;
}

function sides(of: Fields): string {
  const said = ["debited", "credited"].filter((side) => {
    const value = of.get(side);
    return value?.kind === "bool" && value.value;
  });
  if (said.length > 0) return said.join(" and ");
  return ["debited", "credited"].map((side) => `${side} ${at(of, side)}`).join(", ");
}

function voters(of: Fields): string {
  const votes = of.get("votes");
  const items = votes?.kind === "tuple" ? votes.items : votes?.kind === "set" ? votes.elements : [];
  const names = items.map((vote) => (vote.kind === "record" ? voter(new Map(vote.fields)) : "?"));
  return names.length === 0 ? "nobody" : names.join(" ");
}

/** Of a certificate that it keeps, the system model keeps no voter but the committee. */
function voter(vote: Fields): string {
  if (vote.has("authority")) return at(vote, "authority");
  const committee = at(vote, "committee");
  return committee === "" ? "nobody" : `somebody in the name of ${committee}`;
}

function release(of: Fields): string {
  const shown = ["certificates", "locks"].filter((name) => !isEmpty(of.get(name) ?? NO_VALUE));
  const told = shown.map((name) => `${name} ${at(of, name)}`).join(", ");
  const what = told === "" ? "no certificates and no locks" : told;
  return `${at(of, "account")} leaves epoch ${at(of, "epoch")} for ${at(of, "to")}, with ${what}`;
}

function opening(of: Fields): string {
  const rest = [...of].filter(([name]) => !["account", "epoch", "committee"].includes(name));
  const head = `${at(of, "account")} in epoch ${at(of, "epoch")} at ${at(of, "committee")}`;
  return `${head}: ${shard(new Map(rest))}`;
}

/** What is in it and not everything that was before it. */
function bundle(of: Fields): string {
  const told = ["controllers", "elected", "freezes", "openings", "moves", "revoked"];
  const facts = new Map([...of].filter(([name]) => told.includes(name)));
  return `bundle v${at(of, "version")} (${shard(facts)})`;
}

function checkpoint(of: Fields): string {
  const told = ["next_nonce", "balance", "escrow", "applied", "credited", "reserved"];
  const facts = new Map([...of].filter(([name]) => told.includes(name)));
  return `checkpoint ${at(of, "seq")} of ${at(of, "owner")} (${shard(facts)})`;
}

function grant(of: Fields): string {
  const bounds = `window ${at(of, "window")}, budget ${at(of, "budget")}`;
  return `grant of ${at(of, "owner")} to ${at(of, "witness")} (${bounds})`;
}

function nonces(of: Fields): string {
  const which = `nonces ${at(of, "from")} up to ${at(of, "upto")}`;
  return `${which} of ${at(of, "owner")}, amount ${at(of, "amount")}`;
}

function takeover(of: Fields): string {
  const moved = `${at(of, "account")} of epoch ${at(of, "epoch")} to ${at(of, "to")}`;
  return `takeover of ${moved} by ${at(of, "controller")}`;
}

function owns(of: Fields): string {
  return `${at(of, "committee")} owns ${at(of, "account")} in epoch ${at(of, "epoch")}`;
}

/** Numbers always, sets and flags only where there is something in them. */
function shard(of: Fields): string {
  const told = [...of].filter(([, value]) => !isEmpty(value));
  return told.map(([name, value]: Field) => `${name} ${plain(value)}`).join(", ");
}

const NO_VALUE: Value = { kind: "set", elements: [] };

function isEmpty(value: Value): boolean {
  if (value.kind === "tuple") return value.items.length === 0;
  if (value.kind === "set") return value.elements.length === 0;
  return value.kind === "bool" && !value.value;
}

function plain(value: Value): string {
  return value.kind === "string" ? value.value : phrase(value);
}
