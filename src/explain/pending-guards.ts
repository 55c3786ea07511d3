/**
 * The guards of orders that wait (PD-1 to PD-12), and what each was asked about.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { fieldsOf, scalar } from "./fields.ts";
import type { Guard, GuardTable } from "./guard.ts";
import { where } from "./guard.ts";
import { orderInWords } from "./order-words.ts";
import { valueInWords } from "./words.ts";

const GUARDS: readonly Guard[] = [
  { ...of("PD-1", "PendFailures"), formula: '("PD1" \\notin Off) /\\ (~OrderWellFormed(o))' },
  { ...of("PD-2", "PendGuards"), formula: "o.sender_sig = o.sender" },
  { ...of("PD-3", "PendGuards"), formula: "o.network = Network" },
  { ...of("PD-4", "PendGuards"), formula: "o.sender # o.recipient" },
  { ...of("PD-5", "PendGuards"), formula: "NotExpired(o, now)" },
  { ...of("PD-6", "PendGuards"), formula: "NotFromFuture(o, now)" },
  { ...of("PD-7", "PendGuards"), formula: "o.ttl <= TtlMax" },
  { ...of("PD-8", "PendGuards"), formula: "IsKnown(s, o.sender)" },
  { ...of("PD-9", "PendGuards"), formula: "~IsDue(s, o)" },
  {
    ...of("PD-10", "PendGuards"),
    formula: "(PendingAt(s, o) # {}) \\/ (Cardinality(PendingOf(s, o.sender)) < PendingMax)",
  },
  { ...of("PD-11", "PendGuards"), formula: "\\A p \\in PendingAt(s, o) : Core(p) = Core(o)" },
  { ...of("PD-12", "Activate"), formula: "Owns(s, account)" },
];

function of(clause: string, operator: string) {
  return where(clause, "Pending", operator);
}

/** Clause -> the keys of the observation, and of the genesis, that it reads. */
const READS: { readonly [clause: string]: readonly string[] } = {
  "PD-3": ["network"],
  "PD-6": ["skew"],
  "PD-7": ["ttl_max"],
  "PD-8": ["ownership"],
  "PD-9": ["epoch"],
  "PD-10": ["queue_max", "pending"],
  "PD-11": ["pending"],
  "PD-12": ["accounts"],
};
const TIMED: ReadonlySet<string> = new Set(["PD-5", "PD-6"]);

export const PENDING_GUARDS: GuardTable = {
  guards: GUARDS,
  values: (clause, { names, body, before, genesis }) => {
    const { order, account, now } = fieldsOf(body);
    const { parameters, network, ownership } = fieldsOf(genesis);
    const shown = fieldsOf(before);
    const accounts = fieldsOf(shown["accounts"]);
    const shard = fieldsOf(accounts[scalar(fieldsOf(order)["sender"])]);
    const owned = { accounts: Object.keys(accounts), epoch: shard["epoch"] ?? null };
    const told: { readonly [key: string]: Json | undefined } = {
      ...fieldsOf(parameters),
      ...shown,
      network,
      ownership,
      ...owned,
    };
    return [
      ...(order === undefined ? [] : [`o = ${orderInWords(names, order)}`]),
      ...(account === undefined ? [] : [`account = ${valueInWords(names, account)}`]),
      ...(TIMED.has(clause) && now !== undefined ? [`now = ${names.time(now)}`] : []),
      ...(READS[clause] ?? []).map((key) => `${key} = ${valueInWords(names, told[key] ?? null)}`),
    ];
  },
};
