/**
 * The guards of a policy agent (PB-1 to PB-24), and what each was asked about.
 * @module
 */
import { fieldsOf, listOf, scalar } from "./fields.ts";
import type { Guard, GuardTable } from "./guard.ts";
import { committeeInWords, where } from "./guard.ts";
import { valueInWords } from "./words.ts";

const MODULE = "PolicyAgent";

const GUARDS: readonly Guard[] = [
  { ...of("PB-1", "BundleWellFormed"), formula: '(b.form = "good") /\\ Ascending(b.signatures)' },
  { ...of("PB-2", "ContentGuards"), formula: "b.network = Network" },
  { ...of("PB-3", "ContentGuards"), formula: "b.version > s.bundle.version" },
  { ...of("PB-4", "ContentGuards"), formula: "b.version <= s.bundle.version + 1" },
  { ...of("PB-5", "ContentGuards"), formula: "(~IsNext(s, b)) \\/ (b.previous = {s.bundle})" },
  {
    ...of("PB-6", "SignatureGuards"),
    formula: "\\A i \\in I : b.signatures[i].authority_sig = b.signatures[i].authority",
  },
  {
    ...of("PB-7", "SignatureGuards"),
    formula: "\\A i \\in I : b.signatures[i].authority \\in DOMAIN Committees[controllers]",
  },
  {
    ...of("PB-8", "SignatureGuards"),
    formula: "HasQuorum(controllers, WeightOf(controllers, b.signatures, Len(b.signatures)))",
  },
  {
    ...of("PB-9", "ContentGuards"),
    formula: "\\A x \\in b.reassignments : \\A y \\in b.reassignments \\cup s.targets :",
  },
  { ...of("PB-10", "ContentGuards"), formula: "k \\in b.committees" },
  {
    ...of("PB-11", "ContentGuards"),
    formula: "[account |-> x.account, epoch |-> x.epoch] \\in s.frozen",
  },
  {
    ...of("PB-12", "ContentGuards"),
    formula: "\\A x \\in b.openings : x.account \\notin s.opened",
  },
  { ...of("PB-13", "ContentGuards"), formula: "s.bundle.revocations \\subseteq b.revocations" },
  {
    ...of("PB-14", "ContentGuards"),
    formula:
      "(b.revocations \\ s.bundle.revocations) \\subseteq (KnownTo(s.bundle) \\cup KnownTo(b))",
  },
  { ...of("PB-15", "ContentGuards"), formula: "b.revocations \\cap MembersOf(b.controllers) = {}" },
  {
    ...of("PB-16", "ContentGuards"),
    formula: "(b.elected = s.bundle.elected) \\/ (b.elected.term > s.bundle.elected.term)",
  },
  {
    ...of("PB-17", "ContentGuards"),
    formula: "(b.elected.winner = Nobody) \\/ (b.elected.winner \\in MembersOf(b.controllers))",
  },
  {
    ...of("PB-18", "SignFailures"),
    formula: "self \\in DOMAIN Committees[s.bundle.controllers]",
  },
  { ...of("PB-19", "SignFailures"), formula: "s.signed \\subseteq {Content(b)}" },
  {
    ...of("PB-20", "ConsultGuards"),
    formula: '(deed = "payment") \\/ (now < s.bundle.valid_until)',
  },
  { ...of("PB-21", "ConsultGuards"), formula: "(~inside) \\/ (subject \\in s.bundle.committees)" },
  { ...of("PB-22", "ConsultGuards"), formula: "(~inside) \\/ NotRevoked(s, subject)" },
  {
    ...of("PB-23", "ConsultGuards"),
    formula: '(deed # "control") \\/ (subject = s.bundle.elected.winner)',
  },
  {
    ...of("PB-24", "ConsultGuards"),
    formula: '(deed # "policy") \\/ (\\E x \\in s.frozen : x.account = subject)',
  },
];

function of(clause: string, operator: string) {
  return where(clause, MODULE, operator);
}

/** Clause -> the fields of the bundle that it reads. */
const READS: { readonly [clause: string]: readonly string[] } = {
  "PB-2": ["network"],
  "PB-3": ["version"],
  "PB-4": ["version"],
  "PB-5": ["version", "previous"],
  "PB-9": ["reassignments"],
  "PB-10": ["reassignments", "openings"],
  "PB-11": ["reassignments"],
  "PB-12": ["openings"],
  "PB-13": ["revocations"],
  "PB-14": ["revocations"],
  "PB-15": ["revocations"],
  "PB-16": ["elected"],
  "PB-17": ["elected"],
};

/** Clause -> the keys of the observation that it reads. */
const SHOWN: { readonly [clause: string]: readonly string[] } = {
  "PB-3": ["version"],
  "PB-4": ["version"],
  "PB-5": ["bundle"],
  "PB-9": ["targets"],
  "PB-11": ["frozen"],
  "PB-12": ["opened"],
  "PB-19": ["signed"],
  "PB-24": ["frozen"],
};

const OF_SIGNERS = new Set(["PB-6", "PB-7", "PB-8"]);
const OF_CONTROLLERS = new Set(["PB-15", "PB-17"]);

export const POLICY_GUARDS: GuardTable = {
  guards: GUARDS,
  values: (clause, { names, input, body, before }) => {
    const told = fieldsOf(body);
    const bundle = fieldsOf(told["bundle"] ?? null);
    const said = (whole: typeof bundle, at: string, keys: readonly string[] = []): string[] =>
      keys.map((key) => `${at}${key} = ${valueInWords(names, whole[key] ?? null)}`);
    const signers = listOf(bundle["signatures"]).map((each) =>
      valueInWords(names, fieldsOf(each)["authority"] ?? null),
    );
    return [
      ...(input === "Consult"
        ? [`${scalar(told["deed"])} of ${valueInWords(names, told["subject"] ?? null)}`]
        : [`version ${scalar(bundle["version"])}`]),
      ...said(bundle, "bundle: ", READS[clause]),
      ...(OF_SIGNERS.has(clause) ? [`signed by ${signers.join(" ")}`] : []),
      ...(OF_CONTROLLERS.has(clause) ? [committeeInWords(bundle["controllers"] ?? null)] : []),
      ...(clause === "PB-20" ? [`now ${scalar(told["now"])}`] : []),
      ...said(fieldsOf(before), "here: ", SHOWN[clause]),
    ];
  },
};
