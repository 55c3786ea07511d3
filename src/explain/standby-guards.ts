/**
 * The guards of an owner beside its witness (SB-1 to SB-10), and what each was asked about. Those
 * of WI that it judges by are written elsewhere in the model than a witness's.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { fieldsOf, scalar } from "./fields.ts";
import type { Guard, GuardTable } from "./guard.ts";
import { where } from "./guard.ts";
import { orderInWords } from "./order-words.ts";
import { messageInWords, valueInWords } from "./words.ts";

const GUARDS: readonly Guard[] = [
  { ...of("SB-1", "VoteGuards"), formula: "\\E c \\in A : o.nonce < LastNonce(g, c)" },
  { ...of("SB-2", "VoteGuards"), formula: "\\A c \\in A : Spends(h, c, o) <= Limit(g, c)" },
  {
    ...of("SB-3", "AcknowledgeGuards"),
    formula: "\\A g \\in G : (a.witness = g.witness) /\\ (a.witness_sig = a.witness)",
  },
  { ...of("SB-4", "AcknowledgeGuards"), formula: "(c.owner = self) /\\ (c.owner_sig = self)" },
  {
    ...of("SB-5", "StatementGuards"),
    formula: "(t.witness = g.witness) /\\ (t.witness_sig = t.witness)",
  },
  {
    ...of("SB-6", "StatementGuards"),
    formula: "(g.account = o.account) /\\ (c.account = o.account)",
  },
  { ...of("SB-7", "OpenTakeover"), formula: "(proof \\in s.ownership) \\/ IsNew(s, proof)" },
  {
    ...of("SB-8", "ReportGuards"),
    formula: "(m.owner = w.owner) /\\ (m.owner_sig = m.owner)",
  },
  { ...of("SB-9", "ReportGuards"), formula: "Of(s.windows, m) # {}" },
  {
    ...of("SB-10", "ReportGuards"),
    formula: "w.closed \\/ (Amounts(Unsettled(s, w, m.claims)) <= w.amount)",
  },
  {
    ...of("WI-6", "WriteCheckpoint"),
    formula: "Granted(s, account)",
    inputs: ["WriteCheckpoint"],
  },
  { ...of("WI-6", "Reserve"), formula: "Granted(s, o.sender)", inputs: ["Reserve"] },
  { ...of("WI-6", "AcknowledgeGuards"), formula: "G # {}", inputs: ["Acknowledge"] },
  {
    ...of("WI-7", "StatementGuards"),
    formula: "(c.owner = g.owner) /\\ (c.owner_sig = c.owner)",
    inputs: ["OpenTakeover"],
  },
  { ...of("WI-10", "StatementGuards"), formula: "Signs(o, g)", inputs: ["OpenTakeover"] },
  { ...of("WI-11", "StatementGuards"), formula: "IsTarget(Known(s), o)", inputs: ["OpenTakeover"] },
];

function of(clause: string, operator: string) {
  return where(clause, "Witness", operator);
}

/** Clause -> the keys of the observation that it reads. */
const READS: { readonly [clause: string]: readonly string[] } = {
  "SB-1": ["grants", "acked"],
  "SB-2": ["grants", "acked", "applied"],
  "SB-3": ["grants"],
  "SB-7": ["ownership"],
  "SB-8": ["windows"],
  "SB-9": ["windows"],
  "SB-10": ["windows"],
};

/** Field of the body -> the type of the message in it. */
const CARRIED: readonly (readonly [field: string, type: string])[] = [
  ["acknowledgement", "Acknowledgement"],
  ["statement", "TakeoverStatement"],
  ["report", "TakeoverReport"],
];

export const STANDBY_GUARDS: GuardTable = {
  guards: GUARDS,
  values: (clause, { names, body, before }) => {
    const given = fieldsOf(body);
    const { order } = given;
    const shown = fieldsOf(before);
    const shard = fieldsOf(fieldsOf(shown["accounts"])[scalar(fieldsOf(order)["sender"])]);
    const told: { readonly [key: string]: Json | undefined } = { ...shown, ...shard };
    return [
      ...(order === undefined ? [] : [`o = ${orderInWords(names, order)}`]),
      ...CARRIED.flatMap(([field, type]) => {
        const message = given[field];
        return message === undefined ? [] : [messageInWords(names, type, message)];
      }),
      ...(READS[clause] ?? []).map((key) => `${key} = ${valueInWords(names, told[key] ?? null)}`),
    ];
  },
};
