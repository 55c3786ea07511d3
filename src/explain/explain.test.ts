/** An explanation says what a reader needs, in the words of the model, and nothing unprintable. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Json } from "../base/canonical.ts";
import { canonical } from "../base/canonical.ts";
import type { Case } from "../replay/case.ts";
import { ready } from "../replay/corpus.ts";
import { replay } from "../replay/replay.ts";
import type { Explanation } from "../replay/result.ts";
import { FAULTY } from "../subject/faulty/all.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import type { Reply, Subject } from "../subject/subject.ts";
import { read } from "../vector/read.ts";
import { breachWithin } from "../wire/schema.ts";
import { NO_CONSEQUENCES, readConsequences } from "./consequences.ts";
import type { Explained } from "./explain.ts";
import { Explainer } from "./explain.ts";
import { namedCase } from "./named.ts";

const signatures = runSignatures();
const text = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const corpora = [
  "committee/GenCommittee2111",
  "wallet/GenPayee",
  "authority/GenDebit",
  "handoff/GenRelease",
].map((name) => ready(read(text(`conformance/traces/${name}.ndjson`), name)));

function again(spec: string): string {
  return `again ${spec}`;
}

async function explained(
  of: Case,
  subject: Subject,
  consequences = NO_CONSEQUENCES,
): Promise<Explained> {
  const found = await replay(of.corpus, of.trace, subject);
  if (found.kind !== "diverges") throw new Error("it was meant to diverge");
  const how = await new Explainer({ subject, consequences, again }).explain(of, found);
  if (how.kind !== "explained") throw new Error("it was meant to diverge again");
  expect(breachWithin("result", "/$defs/explanation", how.explanation)).toBe(undefined);
  return how;
}

function faulty(name: string): Reference {
  return new Reference(signatures, FAULTY.find((each) => each.name === name)?.faults);
}

test("a second vote at one nonce is told with its lock, its guard and what breaks", async () => {
  const named = "GenCommittee2111:plain2:SignVote.a0b1.3,VerifyTransfer.a0b1.3,SignVote.a0b2.3";
  const { explanation } = await explained(
    namedCase(named, corpora),
    faulty("WithoutConflictingOrder"),
  );
  const expected: Explanation = {
    shrunk: {
      id: "R-ca7a743ccfde9639",
      from_steps: 3,
      to_steps: 2,
      inputs: ["SignVote.a0b1.3", "SignVote.a0b2.3"],
      tried: explanation.shrunk?.tried ?? 0,
    },
    step:
      "SignVote(a0b2) at +3 ms; " +
      "a0b2: alice -> bob 2, nonce 0, epoch 0, issued +2 ms, ttl 2 ms",
    allowed:
      "refused, any of { ConflictingOrder }; the state unchanged; " +
      "sent proof of equivocation: a0b2 and a0b1",
    came: "voted; sent vote of a1 for a0b2",
    state: [
      { key: "alice.locks", before: "a0b1 (ttl 2)", now: "a0b2 (ttl 2)", demanded: "a0b1 (ttl 2)" },
    ],
    guard: {
      name: "VF9 in ShardGuards is false: \\A l \\in LocksAt(h, o.nonce) : Core(l) = Core(o)",
      module: "tla/Authority.tla",
      values: ["o.nonce = 0", "locks = a0b1 (ttl 2)"],
    },
    so_what: {
      invariant: "EachVoteOnce",
      module: "tla/Core.tla",
      how: "it has voted for a0b1 and for a0b2, both alice's nonce 0",
      steps: [],
    },
    transcript: [
      { n: 1, from: "alice", to: "a1", label: "SignVote(a0b1) at +3 ms", note: "voted" },
      { n: 1, from: "a1", to: "alice", label: "vote of a1 for a0b1" },
      {
        n: 2,
        from: "alice",
        to: "a1",
        label: "SignVote(a0b2) at +3 ms",
        note: "voted; must be refused ConflictingOrder",
      },
      { n: 2, from: "a1", to: "alice", label: "vote of a1 for a0b2" },
    ],
    again: "again GenCommittee2111:plain2:SignVote.a0b1.3,SignVote.a0b2.3",
  };
  expect(explanation).toEqual(expected);
});

test("a release that too few have invited is told with the voices and their weights", async () => {
  const { explanation } = await explained(
    namedCase("GenRelease:new:Release.next_by_few.0", corpora),
    faulty("WithoutInvitationMissing"),
  );
  const invited = ["b1", "c2"].map((name) => `invitation of ${name}: alice, after epoch 1 to next`);
  const request = "request: alice, after epoch 1 to next";
  expect(explanation.step).toBe(`Release(${[request, ...invited].join("; ")})`);
  expect(explanation.came).toBe("released; sent release of a1: alice, after epoch 1 to next");
  expect(explanation.state).toContainEqual({
    key: "alice.frozen",
    before: "false",
    now: "true",
    demanded: "false",
  });
  expect(explanation.guard).toEqual({
    name:
      "HO8 in ReleaseGuards is false: " +
      "(r.to \\notin DOMAIN Committees) \\/ Invited(r, invitations)",
    module: "tla/Reassignment.tla",
    values: [...invited, "next = b1:1 c1:2 c2:1"],
  });
  expect(explanation.so_what?.invariant).toBe("ReleasesAreAsked");
  expect(explanation.transcript?.map(({ from, to }) => `${from} ${to}`)).toEqual([
    "alice a1",
    "a1 alice",
  ]);
});

test("who signed in another's name is said of a list, too", async () => {
  const { explanation } = await explained(
    namedCase("GenRelease:new:Release.next_b1_by_x1.0", corpora),
    faulty("WithoutInvitationMissing"),
  );
  expect(explanation.step).toContain("invitation of b1 (signed by x1): alice");
});

test("what was forged about a message is said, though its bytes do not show it", async () => {
  const one = await explained(
    namedCase("GenCommittee2111:plain2:ApplyCertificate.fourth_corrupt.0", corpora),
    faulty("WithoutVoteSignatureInvalid"),
  );
  expect(one.explanation.step).toContain("a4 (with a signature of nobody)");
  const other = await explained(
    namedCase("GenDebit:plain2:SignVote.a0b1_forged.3", corpora),
    faulty("WithoutOrderSignatureInvalid"),
  );
  expect(other.explanation.step).toMatch(
    /a0b1: alice -> bob 1u, .*, signed by \w+; u=576460752303423488$/,
  );
});

test("that nothing breaks is said with the bound, the model's consequence beside it", async () => {
  const consequences = readConsequences(text("conformance/consequences.json"), "consequences");
  const named = "GenCommittee2111:plain2:SignVote.a0b1.3,SignVote.a0b1_renewed.3";
  const { explanation } = await explained(
    namedCase(named, corpora),
    faulty("RenewalTakenForEquivocation"),
    consequences,
  );
  expect(explanation.so_what).toEqual({ invariant: "", module: "", steps: [], bound: 2 });
  expect(explanation.guard).toBe(undefined);
  const lock = await explained(
    namedCase("GenCommittee2111:plain2:SignVote.a0b1.3,SignVote.a0b2.3", corpora),
    faulty("WithoutConflictingOrder"),
    consequences,
  );
  expect(lock.explanation.in_model?.invariant).toMatch(/^[A-Z]\w+$/);
  expect(lock.explanation.in_model?.steps.length).toBeGreaterThan(0);
});

test("a table of consequences that is none is refused whole", () => {
  for (const bad of ["", "[]", "{}", '{"clauses":[]}', '{"clauses":{"VF-9":{"component":{}}}}']) {
    expect(() => readConsequences(bad, "x")).toThrow(/ConsequencesMalformed/);
  }
});

/** The reference, until it is asked to release goods. */
class Foul extends Reference {
  readonly #say: (reply: Reply) => Reply;

  constructor(say: (reply: Reply) => Reply) {
    super(signatures);
    this.#say = say;
  }

  override apply(input: string, body: Json): Reply {
    const reply = super.apply(input, body);
    return input === "ReleaseGoods" ? this.#say(reply) : reply;
  }
}

const RED = "\u001b[31m\u0007\u202e\n";
const FOUL = `${RED}\ud800`;

const fouls: readonly (readonly [string, (reply: Reply) => Reply])[] = [
  ["an outcome", (reply) => ({ ...reply, outcome: FOUL.repeat(100) })],
  ["a reason", () => ({ outcome: "refused", reason: FOUL, emitted: [] })],
  ["a type", (reply) => ({ ...reply, emitted: [{ type: FOUL, body: {} }] })],
  [
    "a vote",
    (reply) => ({ ...reply, emitted: [{ type: "TransferVote", body: { authority: RED } }] }),
  ],
  [
    "a nonce",
    (reply) => ({ ...reply, emitted: [{ type: "MissingCertificate", body: { nonce: RED } }] }),
  ],
  ["no body", (reply) => ({ ...reply, emitted: [{ type: "EquivocationProof", body: null }] })],
  ["an order", (reply) => ({ ...reply, emitted: [{ type: "Order", body: [[{ order: [] }]] }] })],
];

test.each(fouls)("%s that a subject makes up does no harm", async (_, say) => {
  const of = namedCase("GenPayee:plain:ReleaseGoods.a0b1.1", corpora);
  const { explanation } = await explained(of, new Foul(say));
  const told = JSON.stringify(explanation, (_key, value: unknown) =>
    typeof value === "string" && /\p{C}/u.test(value) ? "UNPRINTABLE" : value,
  );
  expect(told).not.toContain("UNPRINTABLE");
  // It is fit for the result stream.
  expect(() => canonical({ ...explanation })).not.toThrow();
});

test("no explanation of a faulty reference has a wall of hex in it", async () => {
  const table: {
    readonly mutants: readonly { name: string; kill: { corpus: string; trace: string } }[];
  } = JSON.parse(text("conformance/mutants.json"));
  let count = 0;
  for (const { name, kill } of table.mutants) {
    const corpus = corpora.find(({ file }) => file.header.id === kill.corpus);
    const trace = corpus?.file.traces.find(({ trace: { id } }) => id === kill.trace);
    if (corpus === undefined || trace === undefined) continue;
    const { explanation } = await explained({ corpus, trace, binding: "corpus" }, faulty(name));
    expect(JSON.stringify(explanation)).not.toMatch(/[0-9a-f]{32}/);
    count += 1;
  }
  expect(count).toBeGreaterThan(50);
});
