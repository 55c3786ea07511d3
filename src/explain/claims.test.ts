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
const TRACES = 25;
const FILES = [
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
  const source = ["authority", "wallet"]
    .map((part) => text(`src/explain/${part}-claims.ts`))
    .join("\n");
  const rows = [...source.matchAll(/\{ name: "(\w+)", module: "(\w+)"/g)];
  expect(rows.length).toBeGreaterThan(20);
  for (const [, name = "", module = ""] of rows) {
    expect(text(`tla/${module}.tla`)).toMatch(new RegExp(`^${name} ==`, "m"));
  }
});
