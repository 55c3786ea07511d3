/**
 * Which guard of the model a reason stands for, and what it was asked about. In: the clause, the
 * input and what was known. Out: the operator, its module, its formula as the model writes it, and
 * the values that make it true or false. A test holds every formula against the model's text.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { fieldsOf, listOf, scalar } from "./fields.ts";
import type { Guard, GuardTable, Question } from "./guard.ts";
import { committeeInWords, where } from "./guard.ts";
import { HANDOFF_GUARDS } from "./handoff-guards.ts";
import { isOfMover, MOVER_GUARDS } from "./mover-guards.ts";
import type { Names } from "./names.ts";
import { orderInWords } from "./order-words.ts";
import { PENDING_GUARDS } from "./pending-guards.ts";
import { POLICY_GUARDS } from "./policy-guards.ts";
import { STANDBY_GUARDS } from "./standby-guards.ts";
import { WITNESS_GUARDS } from "./witness-guards.ts";
import { valueInWords } from "./words.ts";

const VOTE = ["CollectVote"];
const OWN = ["Lock", "RenewWindow"];

const PAYMENT: readonly Guard[] = [
  {
    ...where("VF-1", "Wallet", "Lock"),
    formula: "(i.amount >= 1) /\\ (i.ttl >= 1)",
    inputs: ["Lock"],
  },
  { ...where("VF-1", "Wallet", "WindowGuards"), formula: "i.ttl >= 1", inputs: OWN },
  { ...where("VF-11", "Wallet", "Lock"), formula: "i.recipient # w.account", inputs: OWN },
  { ...where("VF-14", "Wallet", "WindowGuards"), formula: "i.ttl <= TtlMax", inputs: OWN },
  {
    ...where("VF-1", "Messages", "OrderWellFormed"),
    formula: '(o.form = "good") /\\ (o.amount >= 1) /\\ (o.ttl >= 1)',
  },
  { ...where("VF-2", "Authority", "OrderGuards"), formula: "o.sender_sig = o.sender" },
  { ...where("VF-3", "Authority", "OrderGuards"), formula: "o.network = Network" },
  { ...where("VF-5", "Authority", "OrderGuards"), formula: "Owns(s, o.sender)" },
  { ...where("VF-11", "Authority", "OrderGuards"), formula: "o.sender # o.recipient" },
  { ...where("VF-12", "Authority", "OrderGuards"), formula: "NotExpired(o, now)" },
  { ...where("VF-13", "Authority", "OrderGuards"), formula: "NotFromFuture(o, now)" },
  { ...where("VF-14", "Authority", "OrderGuards"), formula: "o.ttl <= TtlMax" },
  { ...where("VF-4", "Authority", "ShardGuards"), formula: "o.epoch = h.epoch" },
  { ...where("VF-6", "Authority", "ShardGuards"), formula: "~h.frozen" },
  { ...where("VF-7", "Authority", "ShardGuards"), formula: "h.evidence = {}" },
  {
    ...where("VF-8", "Authority", "ShardGuards"),
    formula: "(o.nonce = h.next_nonce) \\/ Completes(h, o)",
  },
  {
    ...where("VF-9", "Authority", "ShardGuards"),
    formula: "\\A l \\in LocksAt(h, o.nonce) : Core(l) = Core(o)",
  },
  {
    ...where("VF-10", "Authority", "ShardGuards"),
    formula: "Completes(h, o) \\/ (o.amount <= h.balance)",
  },
  {
    ...where("CF-2", "Wallet", "VoteFailures"),
    formula: "v.authority \\in DOMAIN Committees[home]",
    inputs: VOTE,
  },
  {
    ...where("CF-3", "Wallet", "VoteFailures"),
    formula: "v.authority_sig = v.authority",
    inputs: VOTE,
  },
  {
    ...where("CF-4", "Wallet", "VoteFailures"),
    formula: "(v.core_digest = Core(o)) /\\ (v.nonce = o.nonce) /\\ (v.epoch = o.epoch)",
    inputs: VOTE,
  },
  { ...where("CF-5", "Wallet", "VoteFailures"), formula: "v.committee = home", inputs: VOTE },
  {
    ...where("CF-1", "Messages", "CertificateWellFormed"),
    formula: '(c.form = "good") /\\ OrderWellFormed(c.order) /\\ Ascending(c.votes)',
  },
  {
    ...where("CF-2", "Messages", "CertificateGuards"),
    formula: "(~named) \\/ (\\A i \\in I : c.votes[i].authority \\in DOMAIN Committees[committee])",
  },
  {
    ...where("CF-3", "Messages", "CertificateGuards"),
    formula: "\\A i \\in I : c.votes[i].authority_sig = c.votes[i].authority",
  },
  {
    ...where("CF-4", "Messages", "CertificateGuards"),
    formula: "\\A i \\in I : (c.votes[i].core_digest = Core(c.order))",
  },
  {
    ...where("CF-5", "Messages", "CertificateGuards"),
    formula: "named /\\ (\\A i \\in I : c.votes[i].committee = committee)",
  },
  {
    ...where("CF-6", "Messages", "CertificateGuards"),
    formula: "(~named) \\/ HasQuorum(committee, WeightOf(committee, c.votes, Len(c.votes)))",
  },
  {
    ...where("CF-7", "Messages", "CertificateGuards"),
    formula: "c.order.sender_sig = c.order.sender",
  },
  { ...where("CF-8", "Messages", "CertificateGuards"), formula: "c.order.network = Network" },
  {
    ...where("CF-9", "Messages", "CertificateGuards"),
    formula: "c.order.sender # c.order.recipient",
  },
  {
    ...where("EX-2", "Authority", "ApplyGuards"),
    formula: "(~Debits(s, o)) \\/ NonceDecided(s, o) \\/ NoGap(s.shards[o.sender], o)",
  },
  {
    ...where("EX-3", "Authority", "ApplyGuards"),
    formula: "(~Debits(s, o)) \\/ Acceptable(s, o)",
  },
  { ...where("EX-4", "Authority", "ApplyGuards"), formula: "Contradicted(s, c) = {}" },
  {
    ...where("EX-5", "Authority", "ApplyGuards"),
    formula: "Debits(s, o) \\/ Owns(s, o.recipient)",
  },
  {
    ...where("EX-6", "Authority", "ApplyGuards"),
    formula: "(~OnlyPayee(s, o)) \\/ Proven(s, o) \\/ HasRoom(s, c)",
  },
  { ...where("EX-7", "Authority", "ApplyGuards"), formula: "(~OnlyPayee(s, o)) \\/ Credits(s, o)" },
  { ...where("OP-1", "Authority", "RecordOwnershipProof"), formula: "p \\in Ownership" },
  {
    ...where("EQ-1", "Authority", "EvidenceFailures"),
    formula: "\\A o \\in orders : (o.network = Network) /\\ (o.sender_sig = o.sender)",
  },
  {
    ...where("EQ-2", "Authority", "EvidenceFailures"),
    formula: "(Cardinality({Core(o) : o \\in orders}) = 2)",
  },
  {
    ...where("EQ-3", "Authority", "EvidenceFailures"),
    formula: "\\A o \\in orders : Owns(s, o.sender) /\\ (s.shards[o.sender].epoch = o.epoch)",
  },
  { ...where("LK-2", "Wallet", "Lock"), formula: "w.outstanding = {}" },
  { ...where("LK-3", "Wallet", "RenewWindow"), formula: "(open # {}) \\/ (kept # {})" },
  { ...where("LK-4", "Wallet", "VoteFailures"), formula: "w.outstanding = {}" },
  { ...where("LK-7", "Wallet", "CollectReceipt"), formula: "mine = {}" },
  { ...where("LK-8", "Wallet", "CollectReceipt"), formula: "r.authority_sig = r.authority" },
  { ...where("LK-9", "Wallet", "CollectReceipt"), formula: "debit \\/ credit" },
  {
    ...where("LK-11", "Wallet", "AnswerMissing"),
    formula: "(m.account = w.account) /\\ (kept # {})",
  },
  { ...where("GD-2", "Wallet", "ReleaseGoods"), formula: "o.recipient = w.account" },
  { ...where("GD-3", "Wallet", "ReleaseGoods"), formula: "WindowOpen(o, now)" },
  {
    ...where("GD-4", "Wallet", "ReleaseGoods"),
    formula: "[sender |-> o.sender, nonce |-> o.nonce] \\notin w.released",
  },
  { ...where("GD-5", "Wallet", "ReleaseGoods"), formula: "proven" },
];

/** Family of clauses -> its guards, where they are not those of a payment. */
const TABLES: { readonly [family: string]: GuardTable } = {
  WH: MOVER_GUARDS,
  HO: HANDOFF_GUARDS,
  // Before those of a witness: it has WI for inputs of its own.
  SB: STANDBY_GUARDS,
  WI: WITNESS_GUARDS,
  PB: POLICY_GUARDS,
  PD: PENDING_GUARDS,
};

export const GUARDS: readonly Guard[] = [
  ...PAYMENT,
  ...Object.values(TABLES).flatMap(({ guards }) => guards),
];

/** Clauses whose test, as the model writes it, is true where the input is to be refused. */
const TURNED: ReadonlySet<string> = new Set(["LK-4", "LK-7", "WH-2", "WH-6"]);

export function guardOf(clause: string, input: string): Guard | undefined {
  return GUARDS.find((guard) => guard.clause === clause && (guard.inputs?.includes(input) ?? true));
}

/** `VF9 is false: ..`, for a guard that holds where `holds`. */
export function sayGuard({ clause, operator, formula }: Guard, holds: boolean): string {
  const truth = holds !== TURNED.has(clause) ? "true" : "false";
  return `${clause.replace("-", "")} in ${operator} is ${truth}: ${formula}`;
}

export function valuesOf(clause: string, question: Question): readonly string[] {
  const table = isOfMover(question.input) ? MOVER_GUARDS : TABLES[clause.slice(0, 2)];
  if (table !== undefined) return table.values(clause, question);
  const { names, input, body, before, genesis } = question;
  const { order: plain, certificate, proof } = fieldsOf(body);
  const order = plain ?? fieldsOf(certificate)["order"];
  const { parameters, network, committees } = fieldsOf(genesis);
  const sender = scalar(fieldsOf(order)["sender"]);
  const shard = fieldsOf(fieldsOf(before)["accounts"])[sender];
  const told: { readonly [name: string]: Json | undefined } = {
    ...fieldsOf(before),
    ...fieldsOf(shard),
    ...fieldsOf(parameters),
    accounts: Object.keys(fieldsOf(fieldsOf(before)["accounts"])),
    network,
  };
  const keys = READS[clause] ?? [];
  const state = keys.flatMap((key) => {
    const value = told[key];
    return value === undefined ? [] : [`${key} = ${valueInWords(names, value)}`];
  });
  const now = fieldsOf(body)["now"];
  return [
    ...asked(names, clause, order),
    ...(input === "RecordEvidence" ? pairOf(names, proof) : []),
    ...(TIMED.has(clause) && now !== undefined ? [`now = ${names.time(now)}`] : []),
    ...state,
    ...(WEIGHED.has(clause) ? listOf(committees).map((each) => committeeInWords(each)) : []),
  ];
}

/** The fields of the order that the clause reads; the whole order is told with the step. */
function asked(names: Names, clause: string, order: Json | undefined): readonly string[] {
  const of = fieldsOf(order);
  return (ASKED[clause] ?? []).flatMap((key) => {
    const value = of[key];
    if (value === undefined) return [];
    return [`o.${key} = ${key === "issued_at" ? names.time(value) : valueInWords(names, value)}`];
  });
}

const ASKED: { readonly [clause: string]: readonly string[] } = {
  "VF-3": ["network"],
  "VF-4": ["epoch"],
  "VF-5": ["sender"],
  "VF-8": ["nonce"],
  "VF-9": ["nonce"],
  "VF-10": ["amount"],
  "VF-12": ["issued_at", "ttl"],
  "VF-13": ["issued_at"],
  "VF-14": ["ttl"],
  "CF-8": ["network"],
  "EX-2": ["epoch", "nonce"],
  "EX-3": ["epoch", "nonce"],
  "EX-4": ["nonce"],
  "EX-5": ["sender", "recipient"],
  "GD-2": ["recipient"],
  "GD-3": ["issued_at", "ttl"],
  "GD-4": ["sender", "nonce"],
  "GD-5": ["sender", "epoch"],
};

function pairOf(names: Names, proof: Json | undefined): readonly string[] {
  const { first, second } = fieldsOf(proof);
  return [first, second].map((each) => `o = ${orderInWords(names, each)}`);
}

const TIMED: ReadonlySet<string> = new Set(["VF-12", "VF-13", "GD-3"]);
const WEIGHED: ReadonlySet<string> = new Set(["CF-2", "CF-5", "CF-6", "LK-9"]);

/** Clause -> the keys of account, observation and genesis that it reads. */
const READS: { readonly [clause: string]: readonly string[] } = {
  "VF-3": ["network"],
  "VF-4": ["epoch"],
  "VF-5": ["accounts"],
  "VF-6": ["frozen"],
  "VF-7": ["evidence"],
  "VF-8": ["next_nonce", "escrow"],
  "VF-9": ["locks"],
  "VF-10": ["balance", "escrow"],
  "VF-13": ["skew"],
  "VF-14": ["ttl_max"],
  "CF-8": ["network"],
  "EX-2": ["epoch", "next_nonce", "applied"],
  "EX-3": ["epoch", "next_nonce", "applied", "escrow", "ownership"],
  "EX-4": ["applied", "ownership"],
  "EX-6": ["queue_max", "ownership"],
  "EX-7": [],
  "OP-1": [],
  "EQ-1": ["network"],
  "EQ-3": ["epoch"],
  "LK-2": ["outstanding"],
  "LK-3": ["outstanding", "certificates"],
  "LK-4": ["outstanding"],
  "LK-7": ["certificates"],
  "LK-8": [],
  "LK-9": ["certificates"],
  "LK-11": ["account", "certificates"],
  "GD-2": ["account"],
  "GD-3": ["skew"],
  "GD-4": ["released"],
  "GD-5": ["ownership"],
};
