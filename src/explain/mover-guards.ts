/**
 * The guards of a wallet that moves its account (WH-1 to WH-11, and those of HO that it judges
 * by), and what each was asked about.
 * @module
 */
import { fieldsOf, textOf } from "./fields.ts";
import type { Guard, GuardTable } from "./guard.ts";
import { committeeNamed, where } from "./guard.ts";
import { messageInWords, valueInWords } from "./words.ts";

const MODULE = "WalletHandoff";
const ASKS = ["RequestHandoff"];
const ARRIVES = ["CollectOpeningReceipt"];

const GUARDS: readonly Guard[] = [
  { ...of("HO-1", "RequestHandoff"), formula: "i.trigger \\notin Triggers", inputs: ASKS },
  { ...of("HO-4", "RequestHandoff"), formula: "i.to \\in Listed", inputs: ASKS },
  {
    ...of("HO-21", "CollectOpeningReceipt"),
    formula: "IsByMember(x.committee, m) /\\ (m.opening = x)",
    inputs: ARRIVES,
  },
  { ...of("WH-1", "RequestHandoff"), formula: "w.handoff = same" },
  { ...of("WH-2", "CollectInvitation"), formula: "w.handoff = {}" },
  { ...of("WH-3", "CollectInvitation"), formula: "IsByMember(h.request.to, m)" },
  { ...of("WH-4", "CollectInvitation"), formula: "IsFor(h.request, m)" },
  { ...of("WH-5", "CollectRelease"), formula: "~h.signed" },
  { ...of("WH-6", "CollectOpeningReceipt"), formula: "signed = {}" },
  { ...of("WH-7", "Complete"), formula: "mine # {}" },
  { ...of("WH-8", "StayGuards"), formula: "~IsMoving(w)" },
  { ...of("WH-9", "ShowMove"), formula: "made # {}" },
  {
    ...of("WH-10", "SignFailures"),
    formula: "\\A k \\in w.kept : IsAccountedFor(x, Claim(k.certificate.order))",
  },
  { ...of("WH-11", "CollectVoteHere"), formula: "~IsVoid(w)" },
];

function of(clause: string, operator: string) {
  return where(clause, MODULE, operator);
}

/** Inputs of a move, and the field in which each carries a message. */
const CARRIES: { readonly [input: string]: readonly [type: string, field: string] | null } = {
  RequestHandoff: null,
  CollectInvitation: ["Invitation", "invitation"],
  CollectRelease: ["HandoffRelease", "release"],
  SignHandoff: null,
  CollectOpeningReceipt: ["OpeningReceipt", "receipt"],
  ShowMove: null,
  Complete: null,
};

/** Clause -> the keys of the observation that it reads. */
const READS: { readonly [clause: string]: readonly string[] } = {
  "WH-1": ["handoff"],
  "WH-2": ["handoff"],
  "WH-4": ["epoch", "handoff"],
  "WH-5": ["handoff"],
  "WH-6": ["handoff"],
  "WH-7": ["reserved"],
  "WH-8": ["handoff"],
  "WH-9": ["epoch"],
  "WH-10": ["certificates", "handoff"],
  "WH-11": ["outstanding", "handoff"],
  "HO-12": ["epoch", "opening", "handoff"],
  "HO-14": ["ownership"],
  "HO-16": ["handoff"],
  "HO-18": ["handoff"],
};

/** Whether a wallet that moves is asked: it judges by some clauses of others, too. */
export function isOfMover(input: string): boolean {
  return Object.hasOwn(CARRIES, input);
}

export const MOVER_GUARDS: GuardTable = {
  guards: GUARDS,
  values: (clause, question) => {
    const { names, input, body, before } = question;
    const carried = CARRIES[input] ?? undefined;
    const shown = fieldsOf(before);
    const handoff = fieldsOf(shown["handoff"]);
    const { to, trigger } = fieldsOf(body);
    return [
      ...(trigger === undefined ? [] : [`i.trigger = ${textOf(trigger)}`]),
      ...(to === undefined ? [] : [`i.to = ${names.name(textOf(to))}`]),
      ...(carried === undefined
        ? []
        : [messageInWords(names, carried[0], fieldsOf(body)[carried[1]] ?? null)]),
      ...(READS[clause] ?? []).map((key) => `${key} = ${valueInWords(names, shown[key] ?? null)}`),
      ...committeeNamed(question, handoff["to"]),
    ];
  },
};
