/**
 * Claims about an authority whose accounts move (tla/HandoffClaims.tla), as far as they can be read
 * off what a subject answers and shows. In: a turn. Out: how a claim is broken, in words, or
 * undefined. Of the claims about an authority those are asked that outlive a move.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { canonical } from "../base/canonical.ts";
import { books, claimNamed, locksKept, wasOf } from "./authority-claims.ts";
import { fieldsOf, listOf, scalar } from "./fields.ts";
import type { OrderFacts } from "./names.ts";
import type { Row, Shard } from "./shown.ts";
import type { Claim, Turn } from "./turn.ts";
import { sent } from "./turn.ts";

export const HANDOFF_CLAIMS: readonly Claim[] = [
  { name: "OneRelease", module: "HandoffClaims", broken: oneRelease },
  { name: "OnePromise", module: "HandoffClaims", broken: onePromise },
  { name: "OneOwnerPerEpoch", module: "HandoffClaims", broken: oneOwner },
  { name: "ReleasedIsFrozen", module: "HandoffClaims", broken: releasedIsFrozen },
  { name: "FrozenTakesNothing", module: "HandoffClaims", broken: inOneEpoch(frozenStays) },
  { name: "ReleasesTellAll", module: "HandoffClaims", broken: releasesTellAll },
  { name: "AnswersStand", module: "HandoffClaims", broken: answersStand },
  { name: "ReleasesAreAsked", module: "HandoffClaims", broken: unasked("releases", "releases") },
  { name: "PromisesAreDue", module: "HandoffClaims", broken: unasked("accepted", "promises") },
  { name: "OpenedByQuorum", module: "HandoffClaims", broken: opened },
  { name: "OwnersAreProven", module: "HandoffClaims", broken: owners },
  { name: "InvitesWhoAsked", module: "HandoffClaims", broken: invites },
  { name: "SettledStays", module: "HandoffClaims", broken: settledStays },
  { name: "ReceiptsAreOfRecords", module: "HandoffClaims", broken: vouched },
  { name: "BooksBalanceFromOpening", module: "HandoffClaims", broken: inGenesis(books) },
  { name: "LocksOutliveAllButTheirNonce", module: "HandoffClaims", broken: inOneEpoch(locksKept) },
  { name: "AccusesWithCertificates", module: "HandoffClaims", broken: accuses },
  { name: "AskingMovesNothing", module: "HandoffClaims", broken: asking },
  ...[
    "EachVoteOnce",
    "OneClaimPerNonce",
    "VotesAreBacked",
    "OneLockPerNonce",
    "LocksAreFunded",
    "LocksAreOpen",
    "LocksAreWellMade",
    "LocksAreTimely",
    "EvidenceProves",
    "QueueIsBounded",
  ].map(claimNamed),
];

/** The first account of which something is to be said. */
function ofAccounts(turn: Turn, say: (shard: Shard) => string | undefined): string | undefined {
  for (const shard of turn.is.accounts) {
    const how = say(shard);
    if (how !== undefined) return `${turn.names.name(shard.account)}: ${how}`;
  }
  return undefined;
}

type Say = (shard: Shard, turn: Turn) => string | undefined;

/** Of accounts that are in the epoch in which they were before. */
function inOneEpoch(say: Say): Claim["broken"] {
  return (turn) =>
    ofAccounts(turn, (shard) =>
      wasOf(shard, turn)?.epoch === shard.epoch ? say(shard, turn) : undefined,
    );
}

/** Of accounts that are in the epoch in which the genesis opened them. */
function inGenesis(say: Say): Claim["broken"] {
  return (turn) =>
    ofAccounts(turn, (shard) => {
      const first = listOf(fieldsOf(turn.genesis)["openings"])
        .map(fieldsOf)
        .find(({ account }) => account === shard.account);
      return first?.["epoch"] === shard.epoch ? say(shard, turn) : undefined;
    });
}

function moment({ account, epoch }: Row): string {
  return `${account} ${epoch}`;
}

function twice(rows: readonly Row[]): Row | undefined {
  return rows.find((row, at) => rows.slice(0, at).some((each) => moment(each) === moment(row)));
}

function said(turn: Turn, { account, epoch }: Row): string {
  return `${turn.names.name(account)} in epoch ${epoch}`;
}

function oneRelease(turn: Turn): string | undefined {
  const row = twice(turn.is.releases);
  return row === undefined ? undefined : `it has released ${said(turn, row)} to two committees`;
}

function onePromise(turn: Turn): string | undefined {
  const row = twice(turn.is.accepted);
  return row === undefined ? undefined : `it has promised two openings of ${said(turn, row)}`;
}

function oneOwner(turn: Turn): string | undefined {
  const rows = turn.is.ownership.map(fieldsOf).map(({ account, epoch }): Row => {
    return { account: scalar(account), epoch: Number(scalar(epoch)), what: "" };
  });
  const row = twice(rows);
  return row === undefined ? undefined : `two committees own ${said(turn, row)}`;
}

function releasedIsFrozen(turn: Turn): string | undefined {
  const open = turn.is.releases.find(({ account, epoch }) =>
    turn.is.accounts.some((h) => h.account === account && h.epoch === epoch && !h.frozen),
  );
  return open === undefined ? undefined : `${said(turn, open)} is released and not frozen`;
}

function frozenStays(shard: Shard, turn: Turn): string | undefined {
  const before = wasOf(shard, turn);
  if (before?.frozen !== true) return undefined;
  if (!shard.frozen) return "it was frozen, and is no more";
  const had = new Set(before.credited.map(({ digest }) => digest));
  const late = shard.credited.find(({ digest }) => !had.has(digest));
  if (late !== undefined) return `${turn.names.name(late.digest)} is credited, and it is frozen`;
  const held = new Set(before.locks.map(({ digest }) => digest));
  const lock = shard.locks.find(({ digest }) => !held.has(digest));
  return lock === undefined
    ? undefined
    : `${turn.names.name(lock.digest)} is locked, and it is frozen`;
}

/** A fresh release tells every lock, and in the first epoch every payment. */
function releasesTellAll(turn: Turn): string | undefined {
  const { names, was, last } = turn;
  if (last.reply.outcome !== "released") return undefined;
  for (const release of sent(turn, "HandoffRelease")) {
    const shard = was.accounts.find(({ account }) => account === release["account"]);
    if (shard === undefined) continue;
    const orders = [
      ...listOf(release["locks"]),
      ...listOf(release["certificates"]).map((each) => fieldsOf(each)["order"]),
    ];
    const told = new Set(orders.map((order) => claimText(names.facts(order))));
    // What an opening told has no certificate; nothing is opened before an account has moved.
    const isFirst = !turn.said.some(({ reply }) => reply.outcome === "opened");
    const known = [...shard.locks, ...(isFirst ? [...shard.applied, ...shard.credited] : [])];
    const hidden = known.find(({ digest }) => !told.has(claimText(names.order(digest))));
    if (hidden !== undefined)
      return `its release hides what it knows of ${names.name(hidden.digest)}`;
  }
  return undefined;
}

function claimText(facts: OrderFacts | undefined): string {
  if (facts === undefined) return "";
  const { network, sender, recipient, amount, nonce } = facts;
  return [network, sender, recipient, amount, nonce].join(" ");
}

/** What was said once is said again, and kept until it is done. */
function answersStand(turn: Turn): string | undefined {
  const { reply } = turn.last;
  const is = new Set(turn.is.releases.map(moment));
  const lost = turn.was.releases.find((row) => !is.has(moment(row)));
  if (lost !== undefined) return `its release of ${said(turn, lost)} is forgotten`;
  const broken = turn.was.accepted.find(
    ({ account, epoch, what }) =>
      !turn.is.accepted.some((each) => each.account === account && each.what === what) &&
      !turn.is.openings.some((each) => each.account === account && each.epoch >= epoch),
  );
  if (broken !== undefined) return `its promise for ${said(turn, broken)} is forgotten`;
  if (reply.outcome !== "again") return undefined;
  const before = new Set(
    turn.said.slice(0, -1).flatMap(({ reply: { emitted } }) => spoken(emitted)),
  );
  const [other] = spoken(reply.emitted).filter((text) => !before.has(text));
  const isFirst = turn.said.length === 1;
  return other === undefined || isFirst ? undefined : "what it says again is not what it has said";
}

function spoken(emitted: Turn["last"]["reply"]["emitted"]): readonly string[] {
  return emitted.filter(({ type }) => type === "HandoffRelease").map(({ body }) => canonical(body));
}

function grows(is: readonly Row[], was: readonly Row[]): Row | undefined {
  const had = new Set(was.map((row) => canonical(row)));
  return is.find((row) => !had.has(canonical(row)));
}

/** Something is kept that the model refuses. */
function unasked(key: "releases" | "accepted", verb: string): Claim["broken"] {
  return (turn) => {
    const { demanded } = turn;
    if (demanded?.outcome !== "refused") return undefined;
    const row = grows(turn.is[key], turn.was[key]);
    if (row === undefined) return undefined;
    return `it ${verb} ${said(turn, row)} in spite of ${demanded.reasons.join(", ")}`;
  };
}

function opened(turn: Turn): string | undefined {
  const row = grows(turn.is.openings, turn.was.openings);
  if (row === undefined) return undefined;
  const { demanded } = turn;
  if (demanded?.outcome === "refused") {
    return `it opens ${said(turn, row)} in spite of ${demanded.reasons.join(", ")}`;
  }
  const shard = turn.is.accounts.find(({ account }) => account === row.account);
  return shard?.frozen === true ? `${said(turn, row)} is opened, and frozen` : undefined;
}

function owners(turn: Turn): string | undefined {
  if (turn.demanded?.outcome !== "refused") return undefined;
  const known = new Set(turn.was.ownership.map((proof: Json) => canonical(proof)));
  const invented = turn.is.ownership.some((proof) => !known.has(canonical(proof)));
  return invented ? "it believes in an ownership that nobody has proven" : undefined;
}

function invites(turn: Turn): string | undefined {
  const { demanded } = turn;
  const [invitation] = sent(turn, "Invitation");
  if (invitation === undefined || demanded?.outcome !== "refused") return undefined;
  const who = turn.names.name(scalar(invitation["account"]));
  return `it invites ${who} in spite of ${demanded.reasons.join(", ")}`;
}

/** A credit is a receipt for ever; a debit, too, until an opening knows nothing of it. */
function settledStays(turn: Turn): string | undefined {
  return ofAccounts(turn, (shard) => {
    const before = wasOf(shard, turn);
    const kept = new Set(shard.credited.map(({ digest }) => digest));
    const lost = before?.credited.find(({ digest }) => !kept.has(digest));
    return lost === undefined
      ? undefined
      : `${turn.names.name(lost.digest)} was credited, and is no more`;
  });
}

function vouched(turn: Turn): string | undefined {
  const records = turn.is.accounts.flatMap(({ applied, credited }) => [...applied, ...credited]);
  const settled = new Set(records.map(({ digest }) => digest));
  const [bare] = sent(turn, "TransferReceipt").filter(
    ({ claim_digest }) => !settled.has(scalar(claim_digest)),
  );
  if (bare === undefined) return undefined;
  const claim = turn.names.name(scalar(bare["claim_digest"]));
  return `its receipt for ${claim} is of nothing that it shows`;
}

function accuses(turn: Turn): string | undefined {
  const bare = sent(turn, "BrokenQuorum")
    .flatMap(({ first, second }) => [fieldsOf(first), fieldsOf(second)])
    .some(({ votes }) => listOf(votes).length === 0);
  return bare ? "it accuses a quorum with what nobody has voted for" : undefined;
}

const PROMISING = /^(?:TransferVote|TransferReceipt|HandoffRelease|OpeningReceipt)$/;

function asking(turn: Turn): string | undefined {
  const { input, reply, before, after } = turn.last;
  const { input: name } = input;
  const asks = name.startsWith("Verify") || name === "Restart" || name === "Invite";
  if (!asks && reply.outcome !== "refused") return undefined;
  const what = asks ? name : "a refusal";
  const promise = reply.emitted.find(({ type }) => PROMISING.test(type));
  if (promise !== undefined) return `${what} sends a ${promise.type}`;
  return canonical(before) === canonical(after) ? undefined : `${what} changes the state`;
}
