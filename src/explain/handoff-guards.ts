/**
 * The guards of a move (HO-1 to HO-22), and what each was asked about.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import type { Fields } from "./fields.ts";
import { fieldsOf, listOf, scalar, textOf } from "./fields.ts";
import type { Guard, GuardTable, Question } from "./guard.ts";
import { committeeNamed, where } from "./guard.ts";
import { releaseInWords } from "./handoff-words.ts";
import type { Names } from "./names.ts";
import { certificateInWords, orderInWords } from "./order-words.ts";
import { messageInWords, valueInWords } from "./words.ts";

const MODULE = "Reassignment";
const OPENS = ["OpenAccount"];
const ACCEPTS = ["AcceptHandoff"];
const JUDGES = [...OPENS, ...ACCEPTS];

const GUARDS: readonly Guard[] = [
  {
    ...where("HO-1", MODULE, "HandoffFailures"),
    formula: '("HO1" \\notin Off) /\\ (~HandoffWellFormed(h))',
    inputs: JUDGES,
  },
  { ...of("HO-1", "RequestFailures"), formula: '("HO1" \\notin Off) /\\ (r.form # "good")' },
  { ...of("HO-2", "RequestFailures"), formula: "r.account_sig = r.account" },
  { ...of("HO-3", "RequestFailures"), formula: "r.network = Network" },
  { ...of("HO-4", "RequestFailures"), formula: "r.to \\in Listed" },
  { ...of("HO-5", "Accept"), formula: "MemberOf(self, x.committee)", inputs: ACCEPTS },
  {
    ...of("HO-5", "Invite"),
    formula: "(r.to \\notin DOMAIN Committees) \\/ MemberOf(self, r.to)",
  },
  { ...of("HO-6", "ReleaseGuards"), formula: "Owns(s, r.account)" },
  {
    ...of("HO-7", "ReleaseGuards"),
    formula: "(~Owns(s, r.account)) \\/ (r.epoch = s.shards[r.account].epoch)",
  },
  {
    ...of("HO-8", "ReleaseGuards"),
    formula: "(r.to \\notin DOMAIN Committees) \\/ Invited(r, invitations)",
  },
  {
    ...of("HO-9", "ReleaseGuards"),
    formula: "\\A x \\in ReleasesAt(s, r.account, r.epoch) : x.to = r.to",
  },
  {
    ...of("HO-10", "HandoffGuards"),
    formula:
      "(o.account = r.account) /\\ (o.epoch = r.epoch) /\\ " +
      "OwnedBy(s, r.account, r.epoch, o.committee)",
  },
  {
    ...of("HO-11", "HandoffGuards"),
    formula:
      "SignedByMembers(o.committee, R) /\\ " +
      "(\\A x, y \\in R : (x.authority = y.authority) => (x = y))",
  },
  {
    ...of("HO-12", "HandoffGuards"),
    formula: "(x.account = r.account) /\\ (x.epoch = r.epoch) /\\ (x.to = r.to)",
  },
  { ...of("HO-13", "HandoffGuards"), formula: "CertificateFailures(Judge(Known(s), c), c) = {}" },
  {
    ...of("HO-14", "HandoffGuards"),
    formula: "\\A c \\in Reported(R) : ProvenBy(Known(s), c.order)",
  },
  {
    ...of("HO-15", "HandoffGuards"),
    formula: "\\A x \\in R : (\\A l \\in x.locks : LockIsTrue(r, l)) /\\ OnePerNonce(x.locks)",
  },
  { ...of("HO-16", "HandoffGuards"), formula: "(~known) \\/ QuorumSigned(o.committee, R)" },
  { ...of("HO-17", "HandoffGuards"), formula: "h.account_sig = r.account" },
  { ...of("HO-18", "HandoffGuards"), formula: "InOrder(o, ClaimsOf(Reported(R)))" },
  { ...of("HO-19", "Accept"), formula: "AcceptedAt(s, x.account, x.epoch) \\subseteq {x}" },
  {
    ...of("HO-20", "Opening"),
    formula: "(proof \\in s.ownership) \\/ IsNew(s, x)",
    inputs: OPENS,
  },
  { ...of("HO-20", "Accept"), formula: "IsNew(s, x)" },
  { ...of("HO-21", "Opening"), formula: "SignedByMembers(x.committee, receipts)" },
  { ...of("HO-22", "Opening"), formula: "QuorumSigned(x.committee, receipts)" },
];

function of(clause: string, operator: string) {
  return where(clause, MODULE, operator);
}

/** A question about a move, its parts read. */
type Asked = {
  readonly question: Question;
  readonly names: Names;
  readonly request: Fields;
  readonly handoff: Fields;
  readonly opening: Fields;
  readonly releases: readonly Fields[];
  readonly shown: Fields;
  readonly account: string;
};

const VALUES: { readonly [clause: string]: (asked: Asked) => readonly string[] } = {
  "HO-2": ({ names, request, account }) => [signedBy(names, request, account)],
  "HO-3": ({ question, request }) => [
    `r.network = ${scalar(request["network"])}`,
    `Network = ${scalar(fieldsOf(question.genesis)["network"])}`,
  ],
  "HO-4": ({ names, question, request }) => [
    `r.to = ${names.name(textOf(request["to"]))}`,
    `Listed = ${listed(question).join(", ")}`,
  ],
  "HO-5": ({ question, request }) => committeeNamed(question, request["to"]),
  "HO-6": ({ names, shown, account }) => [
    `r.account = ${names.name(account)}`,
    `accounts = ${Object.keys(fieldsOf(shown["accounts"]))
      .map((key) => names.name(key))
      .join(", ")}`,
  ],
  "HO-7": ({ request, shown, account }) => [
    `r.epoch = ${scalar(request["epoch"])}`,
    `epoch = ${scalar(fieldsOf(fieldsOf(shown["accounts"])[account])["epoch"])}`,
  ],
  "HO-8": ({ question, request }) => [
    ...voices(question, "Invitation", "invitations"),
    ...committeeNamed(question, request["to"]),
  ],
  "HO-9": ({ names, request, shown }) => [
    `r.to = ${names.name(textOf(request["to"]))}`,
    `releases = ${valueInWords(names, shown["releases"] ?? null)}`,
  ],
  "HO-10": ({ names, request, opening, shown, account }) => [
    `o = ${moment(names, opening)}, owned by ${names.name(textOf(opening["committee"]))}`,
    `r = ${moment(names, request)}`,
    `ownership = ${owners(names, shown, account)}`,
  ],
  "HO-11": ({ question, names, releases, opening }) => [
    ...releases.map((each) => `release of ${releaseInWords(names, each)}`),
    ...committeeNamed(question, opening["committee"]),
  ],
  "HO-12": ({ names, request, releases }) => [
    `r = ${moment(names, request)}, to ${names.name(textOf(request["to"]))}`,
    ...releases.map((each) => {
      const [to, opening] = [each["to"], each["opening"]].map((hex) => names.name(textOf(hex)));
      return `release = ${moment(names, each)}, to ${to ?? ""}, on ${opening ?? ""}`;
    }),
  ],
  "HO-13": ({ names, releases }) => certificates(names, releases),
  "HO-14": ({ names, releases, shown }) => [
    ...certificates(names, releases),
    `ownership = ${valueInWords(names, shown["ownership"] ?? null)}`,
  ],
  "HO-15": ({ names, releases }) =>
    releases.flatMap((each) =>
      listOf(each["locks"]).map((lock) => `l = ${orderInWords(names, lock)}`),
    ),
  "HO-16": ({ question, names, releases, opening }) => [
    `R = ${releases.map((each) => names.name(textOf(each["authority"]))).join(" ")}`,
    ...committeeNamed(question, opening["committee"]),
  ],
  "HO-17": ({ names, handoff, account }) => [signedBy(names, handoff, account)],
  "HO-18": ({ names, opening, releases }) => [
    `o.next_nonce = ${scalar(opening["next_nonce"])}`,
    ...certificates(names, releases),
  ],
  "HO-19": ({ names, shown }) => [`accepted = ${valueInWords(names, shown["accepted"] ?? null)}`],
  "HO-20": ({ names, request, shown, account }) => [
    `x.epoch = ${Number(scalar(request["epoch"])) + 1}`,
    `ownership = ${owners(names, shown, account)}`,
  ],
  "HO-21": ({ question, request }) => [
    ...voices(question, "OpeningReceipt", "receipts"),
    ...committeeNamed(question, request["to"]),
  ],
  "HO-22": ({ question, request }) => [
    ...voices(question, "OpeningReceipt", "receipts"),
    ...committeeNamed(question, request["to"]),
  ],
};

export const HANDOFF_GUARDS: GuardTable = {
  guards: GUARDS,
  values: (clause, question) => {
    const { request: plain, handoff: told } = fieldsOf(question.body);
    const handoff = fieldsOf(told);
    const request = fieldsOf(plain ?? handoff["request"]);
    const asked = {
      question,
      names: question.names,
      request,
      handoff,
      opening: fieldsOf(handoff["opening"]),
      releases: listOf(handoff["releases"]).map(fieldsOf),
      shown: fieldsOf(question.before),
      account: textOf(request["account"]),
    };
    return VALUES[clause]?.(asked) ?? [];
  },
};

function listed({ genesis }: Question): readonly string[] {
  return listOf(fieldsOf(genesis)["committees"]).map((each) => scalar(fieldsOf(each)["name"]));
}

/** `alice, epoch 1`. */
function moment(names: Names, { account, epoch }: Fields): string {
  return `${names.name(textOf(account))}, epoch ${scalar(epoch)}`;
}

function signedBy(names: Names, { account_sig }: Fields, account: string): string {
  return `account_sig = ${names.signer(account_sig) ?? names.name(account)}`;
}

function voices({ names, body }: Question, type: string, field: string): readonly string[] {
  return listOf(fieldsOf(body)[field]).map((each) => messageInWords(names, type, each));
}

function certificates(names: Names, releases: readonly Fields[]): readonly string[] {
  return releases.flatMap((each) =>
    listOf(each["certificates"]).map((one) => `c = ${certificateInWords(names, one)}`),
  );
}

function owners(names: Names, { ownership }: Fields, account: string): string {
  const own = listOf(ownership).filter((each: Json) => fieldsOf(each)["account"] === account);
  return valueInWords(names, own);
}
