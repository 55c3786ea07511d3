/**
 * The guards of a witness (WI-1 to WI-13), and what each was asked about.
 * @module
 */
import { fieldsOf } from "./fields.ts";
import type { Guard, GuardTable } from "./guard.ts";
import { committeeNamed, where } from "./guard.ts";
import { messageInWords, valueInWords } from "./words.ts";

const MODULE = "Witness";

const GUARDS: readonly Guard[] = [
  { ...of("WI-1", "Malformed"), formula: '("WI1" \\notin Off) /\\ (m.form # "good")' },
  { ...of("WI-2", "GrantIsTrue"), formula: "g.owner_sig = g.owner" },
  { ...of("WI-3", "GrantIsTrue"), formula: "OwnsAlone(proofs, g)" },
  { ...of("WI-4", "GrantFailures"), formula: "(part = self) /\\ (g.owner # g.witness)" },
  { ...of("WI-5", "GrantFailures"), formula: "Of(s.grants, g) \\subseteq {g}" },
  {
    ...where("WI-6", MODULE, "TakeoverGuards"),
    formula: "Of(s.grants, o) # {}",
    inputs: ["FenceOwner"],
  },
  { ...of("WI-6", "CheckpointGuards"), formula: "Of(s.grants, c) # {}" },
  {
    ...of("WI-7", "CheckpointGuards"),
    formula: "(c.owner = g.owner) /\\ (c.owner_sig = c.owner)",
  },
  { ...of("WI-8", "CheckpointGuards"), formula: "~IsFenced(s, c)" },
  {
    ...of("WI-9", "CheckpointGuards"),
    formula: "\\A h \\in Of(s.held, c) : (h = c) \\/ IsNewer(c, h)",
  },
  { ...of("WI-10", "TakeoverGuards"), formula: "\\A g \\in Of(s.grants, o) : Signs(o, g)" },
  { ...of("WI-11", "TakeoverGuards"), formula: "IsTarget(Ownership, o)" },
  {
    ...of("WI-12", "TakeoverGuards"),
    formula: "(Of(s.grants, o) = {}) \\/ (Of(s.held, o) # {})",
  },
  { ...of("WI-13", "TakeoverGuards"), formula: "Of(s.fences, o) \\subseteq {o}" },
];

function of(clause: string, operator: string) {
  return where(clause, MODULE, operator);
}

/** Input -> the field in which it carries a message, and the type of that. */
const CARRIES: { readonly [input: string]: readonly [type: string, field: string] } = {
  KeepGrant: ["Grant", "grant"],
  TakeGrant: ["Grant", "grant"],
  Acknowledge: ["Acknowledgement", "acknowledgement"],
  OpenTakeover: ["TakeoverStatement", "statement"],
  KeepCheckpoint: ["Checkpoint", "checkpoint"],
  FenceOwner: ["TakeoverOrder", "order"],
};

/** Clause -> the keys of the observation that it reads. */
const READS: { readonly [clause: string]: readonly string[] } = {
  "WI-5": ["grants"],
  "WI-6": ["grants"],
  "WI-7": ["grants"],
  "WI-8": ["fences"],
  "WI-9": ["held"],
  "WI-10": ["grants"],
  "WI-12": ["held"],
  "WI-13": ["fences"],
};

export const WITNESS_GUARDS: GuardTable = {
  guards: GUARDS,
  values: (clause, question) => {
    const { names, input, body, before } = question;
    const carried = CARRIES[input];
    const told = carried === undefined ? undefined : fieldsOf(body)[carried[1]];
    const shown = fieldsOf(before);
    return [
      ...(carried === undefined ? [] : [messageInWords(names, carried[0], told ?? null)]),
      ...(READS[clause] ?? []).map((key) => `${key} = ${valueInWords(names, shown[key] ?? null)}`),
      ...(clause === "WI-11" ? committeeNamed(question, fieldsOf(told ?? null)["to"]) : []),
    ];
  },
};
