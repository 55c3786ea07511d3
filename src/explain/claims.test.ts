/**
 * Claims are read off what is said and shown. The reference breaks none of them, whatever it is
 * asked; faulty ones break the one that a reader would name.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ready } from "../replay/corpus.ts";
import { FAULTY } from "../subject/faulty/all.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import { at } from "../trace/flow.ts";
import { readCatalogue } from "../vector/catalogue.ts";
import { read } from "../vector/read.ts";
import { brokenBy } from "./claims.ts";
import { runOn } from "./forward.ts";
import { Moves } from "./moves.ts";
import { namedCase } from "./named.ts";
import { Names } from "./names.ts";
import { witness } from "./witness.ts";

const signatures = runSignatures();
const text = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

function movesOf(name: string): Moves {
  return new Moves(ready(read(text(`conformance/traces/${name}.ndjson`), name)));
}

/** So many traces of each file, spread over it. */
const TRACES = 30;
const FILES = [
  ...readCatalogue(text("conformance/traces/index.json"), "index.json")
    .filter(({ profile }) => ["handoff", "mover", "pending"].includes(profile))
    .map(({ path }) => path.replace(".ndjson", "")),
  "authority/GenDebit",
  "authority/GenEscrow",
  "authority/GenCredit",
  "committee/GenCommittee2111",
  "wallet/GenCollect",
  "wallet/GenReceipts",
  "wallet/GenPayee",
];

test.each(FILES)("the reference breaks no claim anywhere in %s", async (name) => {
  const moves = movesOf(name);
  const { corpus } = moves;
  const names = new Names(corpus.file);
  const subject = new Reference(signatures);
  const step = Math.ceil(corpus.file.traces.length / TRACES);
  let asked = 0;
  for (const { trace, lines } of corpus.file.traces.filter((_, index) => index % step === 0)) {
    const inputs = lines.flatMap((line) =>
      line.kind === "step"
        ? [line.input]
        : line.answers.flatMap((answer, index) => (answer === 0 ? [] : [index + 1])),
    );
    const trail = { opening: trace.opening, root: trace.root, inputs };
    const said = await witness(moves, trail, subject);
    const along = moves.along(trail) ?? [];
    const genesis = corpus.setups.get(trace.opening)?.genesis ?? null;
    for (const [index, { answer }] of along.entries()) {
      const past = { names, genesis, said: said.slice(0, index + 1) };
      const demanded = at(corpus.answers, answer - 1);
      const { profile } = corpus.file.header;
      expect(brokenBy({ ...past, demanded }, profile)).toBe(undefined);
      asked += 1;
    }
  }
  expect(asked).toBeGreaterThan(400);
});

function applied(name: string): string {
  return `ApplyCertificate.c0${name}.0`;
}

type Planted = readonly [faulty: string, named: string, claim: string, steps: number];

/** alice's wallet asks, signs what a1 and a2 say, and arrives. */
const MOVED = [
  "RequestHandoff.next.0",
  "CollectRelease.a1_cert.0",
  "CollectRelease.a2.0",
  "SignHandoff.sign.0",
  "CollectOpeningReceipt.c1_applied.0",
  "CollectOpeningReceipt.c2_applied.0",
];

const planted: readonly Planted[] = [
  ["WithoutConflictingOrder", "GenDebit:plain2:SignVote.a0b1.3,SignVote.a0b2.3", "EachVoteOnce", 0],
  ["NoLock", "GenDebit:plain2:SignVote.a0b1.3", "VotesAreBacked", 0],
  [
    "WithoutNoQuorum",
    "GenCommittee2111:plain2:ApplyCertificate.by_12.0",
    "ExecuteOnCertificateOnly",
    0,
  ],
  ["DebitAtVote", "GenCommittee2111:plain2:SignVote.a0b1.3", "BooksBalance", 0],
  [
    "WithoutQueueFull",
    `GenCredit:empty:${["a1", "b1_by_far", "b1_by_home"].map(applied).join()}`,
    "QueueIsBounded",
    1,
  ],
  ["LockLostOnRestart", "GenDebit:plain2:SignVote.a0b1.3,Restart.restart.0", "VotePermanence", 0],
  [
    "WithoutNonceSpent",
    "GenCommittee2111:plain2:ApplyCertificate.by_123.0,ApplyCertificate.b2_by_123.0",
    "OneClaimPerNonce",
    0,
  ],
  [
    "ReleaseForgottenOnRestart",
    "GenPayee:plain:RecordOwnershipProof.alice.0,ReleaseGoods.a0b1.1,Restart.restart.0",
    "GoodsAtMostOnce",
    1,
  ],
  [
    "OrderForgottenOnRestart",
    "GenCollect:plain:Lock.b1.2,Restart.restart.0",
    "SignedCoreIsKept",
    0,
  ],
  [
    "VoteCountedTwice",
    "GenCollect:plain:Lock.b1.2,CollectVote.a2_a0b1.0,CollectVote.a2_a0b1.0",
    "KeptCertificatesAreValid",
    2,
  ],
  ["ReleasesUnfrozen", "GenRelease:new:Release.next.0", "ReleasedIsFrozen", 0],
  ["WithoutInvitationMissing", "GenRelease:new:Release.home_by_few.0", "ReleasesAreAsked", 0],
  ["WithoutReleasedElsewhere", "GenRelease:new:Release.next.0,Release.home.0", "OneRelease", 0],
  ["ReleaseForgetsLocks", "GenRelease:new:SignVote.a1b1.2,Release.next.0", "ReleasesTellAll", 0],
  ["ReleaseLostOnRestart", "GenRelease:new:Release.next.0,Restart.restart.0", "AnswersStand", 0],
  ["InvitesByFreezing", "GenRelease:new:Invite.home.0", "AskingMovesNothing", 0],
  [
    "WithoutReleasesNoQuorum",
    "GenPromise:new:RecordOwnershipProof.alice1.0,AcceptHandoff.of_nobody.0",
    "PromisesAreDue",
    0,
  ],
  [
    "ForgetsCreditsAtOpening",
    "GenUnlock:both:ApplyCertificate.a0b1.0,OpenAccount.one.0",
    "SettledStays",
    0,
  ],
  ["VotesForWhatWaits", "GenPending:new:Pend.a0c1e1.3", "WaitingPromisesNothing", 0],
  ["SaysWithoutKeeping", "GenPending:new:Pend.a0c1e1.3", "WaitingIsSaid", 0],
  [
    "WaitingForgottenOnRestart",
    "GenPending:new:Pend.a0c1e1.3,Restart.restart.0",
    "WaitingGoesOn",
    0,
  ],
  ["LapsesSilently", "GenPending:new:Pend.a0c1e1.3,Lapse.clock.4", "NothingLapsesSilently", 0],
  [
    "WithoutTargetChosenInMover",
    "GenMove:plain:RequestHandoff.next.0,RequestHandoff.home.0",
    "OneTargetAndOneSignature",
    0,
  ],
  [
    "TargetForgottenOnRestart",
    "GenMove:plain:RequestHandoff.next.0,Restart.restart.0",
    "OneTargetAndOneSignature",
    0,
  ],
  [
    "WithoutAccountMovingInMover",
    "GenMove:plain:RequestHandoff.next.0,CollectRelease.a1.0,Lock.b1.2",
    "NoCoreWhileMoving",
    0,
  ],
  [
    "CertificatesDroppedAtMove",
    `GenMoved:plain:Lock.b1.2,CollectVote.a1_a0b1.0,CollectVote.a2_a0b1.0,${MOVED.join()}`,
    "CertificatesOutliveMoves",
    0,
  ],
];

test.each(planted)(
  "%s, after %s, breaks %s in %i further inputs",
  async (name, named, claim, most) => {
    const [model = ""] = named.split(":");
    const file = FILES.find((each) => each.endsWith(`/${model}`)) ?? "";
    const moves = movesOf(file);
    const { trace } = namedCase(named, [moves.corpus]);
    const inputs = trace.lines.flatMap((line) => (line.kind === "step" ? [line.input] : []));
    const { opening, root } = trace.trace;
    const faulty = FAULTY.find((each) => each.name === name);
    const subject = new Reference(signatures, faulty?.faults);
    const names = new Names(moves.corpus.file);
    const broken = await runOn(moves, names, { opening, root, inputs }, subject);
    expect(broken?.claim.name).toBe(claim);
    expect(broken?.steps.length).toBeLessThanOrEqual(most);
  },
);

test("every claim that is named is in the module that is named for it", () => {
  const source = ["authority", "wallet", "handoff"]
    .map((part) => text(`src/explain/${part}-claims.ts`))
    .join("\n");
  const rows = [...source.matchAll(/\{ name: "(\w+)", module: "(\w+)"/g)];
  expect(rows.length).toBeGreaterThan(20);
  for (const [, name = "", module = ""] of rows) {
    expect(text(`tla/${module}.tla`)).toMatch(new RegExp(`^${name} ==`, "m"));
  }
});
