import { expect, test } from "vitest";
import { alice, bob, carol, claimDigestOf } from "../../protocol/village.ts";
import { claimOf, harbour, market, order, receipt, vote } from "../../protocol/village.ts";
import { byText, handoff, invitation, opening } from "../../protocol/village-moves.ts";
import { openingDigestOf, openingReceipt, release } from "../../protocol/village-moves.ts";
import { request } from "../../protocol/village-moves.ts";
import { INVITING, apply, hugoListening, member, moved, OLD, opens, paidBob } from "./scene.ts";
import { paidByCarol, paysBob, releaseAt, saying } from "./scene.ts";

test("an account moves, with what it has paid, to where it votes on", () => {
  const anna = member("anna");
  apply(anna, paidBob);
  const asked = request();
  const said = releaseAt(anna, asked);
  expect(said.kind).toBe("released");
  expect(said.emitted).toEqual([
    { type: "HandoffRelease", body: release("anna", asked, { certificates: [paidBob] }) },
  ]);
  expect(anna.observe()).toMatchObject({
    accounts: { [alice]: { frozen: true, epoch: 1 }, [bob]: { frozen: false } },
    releases: [{ account: alice, epoch: 1, to: harbour }],
  });
  const frozen = anna.apply("SignVote", { order: order({ nonce: 1 }), now: 100 });
  expect(frozen.failed).toEqual(["AccountFrozen"]);

  const hugo = hugoListening();
  const bound = handoff(asked, saying(asked, paidBob));
  const next = moved({ balance: "6", next_nonce: 1, applied: [claimOf(paysBob)] });
  const digest = openingDigestOf(next);
  expect(hugo.apply("AcceptHandoff", { handoff: bound })).toEqual({
    kind: "accepted",
    failed: [],
    emitted: [{ type: "OpeningReceipt", body: openingReceipt("hugo", digest) }],
  });
  expect(hugo.observe().accepted).toEqual([{ account: alice, epoch: 2, opening: digest }]);
  expect(opens(hugo, bound, next)).toEqual({ kind: "opened", failed: [], emitted: [] });
  expect(hugo.observe()).toMatchObject({
    accounts: {
      [alice]: {
        epoch: 2,
        committee: harbour,
        balance: "6",
        next_nonce: 1,
        frozen: false,
        locks: [],
        applied: [{ nonce: 0, claim_digest: claimDigestOf(paysBob) }],
      },
    },
    accepted: [],
  });
  expect(hugo.observe().openings).toContainEqual({ account: alice, epoch: 2, opening: digest });
  expect(hugo.observe().ownership).toContainEqual({ account: alice, epoch: 2, committee: harbour });
  const more = order({ nonce: 1, epoch: 2, amount: "6" });
  expect(hugo.apply("SignVote", { order: more, now: 100 }).emitted).toEqual([
    { type: "TransferVote", body: vote("hugo", more, { committee: harbour }) },
  ]);
  // The old certificate comes late, and is known: the receipt says what this member has done.
  const told = receipt("hugo", paysBob, { credited: false });
  expect(apply(hugo, paidBob)).toMatchObject({ kind: "again", emitted: [{ body: told }] });

  // HO-33: the old owner records it, and stays frozen.
  expect(opens(anna, bound, next).kind).toBe("recorded");
  expect(anna.observe().accounts[alice]).toMatchObject({ epoch: 1, frozen: true });
  expect(opens(anna, bound, next).kind).toBe("again");
});

// HO-23
test("an invitation is for whoever asks, and changes nothing", () => {
  const hugo = member("hugo");
  const before = hugo.bytes();
  const asked = request();
  expect(hugo.apply("Invite", { request: asked })).toEqual({
    kind: "invited",
    failed: [],
    emitted: [{ type: "Invitation", body: invitation("hugo", asked) }],
  });
  expect(hugo.bytes()).toEqual(before);
});

// HO-24, HO-25, TH-20
test("asked again for the same committee, the same release comes back, byte for byte", () => {
  const anna = member("anna");
  anna.apply("SignVote", { order: paysBob, now: 100 });
  const first = releaseAt(anna);
  expect(first.emitted).toEqual([
    { type: "HandoffRelease", body: release("anna", request(), { locks: [paysBob] }) },
  ]);
  // What is paid meanwhile is not in it: another one would be a second voice of anna.
  expect(apply(anna, paidBob).kind).toBe("applied");
  anna.apply("Restart", {});
  expect(releaseAt(anna)).toEqual({ ...first, kind: "again" });
  const home = request({ to: market });
  expect(releaseAt(anna, home, OLD).failed).toEqual(["ReleasedElsewhere"]);
});

test("invitations count by weight, once each, and one false one spoils them", () => {
  const asked = request();
  const released = (list: readonly object[]) =>
    member("anna").apply("Release", { request: asked, invitations: byText(list) }).failed;
  const of = (...names: readonly string[]) => names.map((name) => invitation(name, asked));
  // Hugo weighs 2, the others 1, all together 5: more than two thirds are 4.
  expect(released(of("hugo", "ines", "jana"))).toEqual([]);
  expect(released(of("hugo", "ines"))).toEqual(["InvitationMissing"]);
  expect(released(of("ines", "jana", "karl"))).toEqual(["InvitationMissing"]);
  expect(released([...of(...INVITING), ...of("eve")])).toEqual(["InvitationMissing"]);
  const forged = invitation("karl", asked, {}, "eve");
  expect(released([...of(...INVITING), forged])).toEqual(["InvitationMissing"]);
  const elsewhere = invitation("karl", request({ epoch: 2 }));
  expect(released([...of(...INVITING), elsewhere])).toEqual(["InvitationMissing"]);
});

// HO-30
test("a promise excludes any other, until the account is open; then it is given again", () => {
  const hugo = hugoListening();
  const asked = request();
  const bound = handoff(asked, saying(asked));
  const richer = handoff(asked, saying(asked, paidByCarol(alice)));
  const first = hugo.apply("AcceptHandoff", { handoff: bound });
  expect(first.kind).toBe("accepted");
  expect(hugo.apply("AcceptHandoff", { handoff: richer }).failed).toEqual(["AcceptedOther"]);
  expect(hugo.apply("AcceptHandoff", { handoff: bound })).toEqual({ ...first, kind: "again" });
  // HO-31: it opens as a quorum says, whatever it has promised.
  const claim = claimOf(order({ sender: carol, recipient: alice, epoch: 3 }, "carol"));
  const next = moved({ balance: "14", credited: [claim] });
  expect(opens(hugo, richer, next).kind).toBe("opened");
  expect(hugo.apply("AcceptHandoff", { handoff: richer })).toMatchObject({
    kind: "again",
    emitted: [{ body: openingReceipt("hugo", openingDigestOf(next)) }],
  });
  expect(hugo.apply("AcceptHandoff", { handoff: bound }).failed).toEqual(["EpochNotNew"]);
  expect(opens(hugo, bound, moved()).kind).toBe("again");
});

test("an owner that has not released freezes when it hears of the opening", () => {
  const dina = member("dina");
  const asked = request();
  expect(opens(dina, handoff(asked, saying(asked)), moved()).kind).toBe("recorded");
  expect(dina.observe().accounts[alice]).toMatchObject({ epoch: 1, frozen: true });
  expect(dina.observe().releases).toEqual([]);
});

// HO-32
test("what a member has settled and the opening lacks, it settles again at once", () => {
  const home = request({ to: market });
  const anna = member("anna");
  const paidAlice = paidByCarol(alice);
  anna.apply("RecordOwnershipProof", { proof: { account: carol, epoch: 3, committee: harbour } });
  expect(apply(anna, paidAlice).kind).toBe("applied");
  expect(apply(anna, paidBob).kind).toBe("applied");
  // Bela and cleo hold the lock, dina does not; nobody shows a certificate: it is possible.
  const locks = [paysBob];
  const releases = ["bela", "cleo"].map((name) => release(name, home, { locks }));
  const bound = handoff(home, [...releases, release("dina", home)]);
  const escrow = [{ nonce: 0, amount: "4", claims: [claimOf(paysBob)] }];
  const next = opening({ epoch: 2, balance: "6", next_nonce: 1, escrow });
  expect(opens(anna, bound, next, OLD).kind).toBe("opened");
  expect(anna.observe().accounts[alice]).toMatchObject({
    epoch: 2,
    balance: "10",
    next_nonce: 1,
    escrow: [],
    applied: [{ nonce: 0, claim_digest: claimDigestOf(paysBob) }],
    credited: [{ sender: carol, nonce: 0, claim_digest: claimDigestOf(paidAlice.order) }],
  });
  // Another member pays the escrow when the certificate comes.
  const bela = member("bela");
  opens(bela, bound, next, OLD);
  expect(bela.observe().accounts[alice]).toMatchObject({
    balance: "6",
    escrow: [{ nonce: 0, amount: "4", claims: [claimDigestOf(paysBob)] }],
  });
  expect(apply(bela, paidBob).kind).toBe("applied");
  expect(bela.observe().accounts[alice]).toMatchObject({ balance: "6", escrow: [], next_nonce: 1 });
});

test("a member of neither committee records who owns the account, once that is proven", () => {
  const kiki = member("kiki");
  const asked = request();
  const bound = handoff(asked, saying(asked));
  expect(opens(kiki, bound, moved()).failed).toEqual(["OpeningUnproven"]);
  const proof = { account: alice, epoch: 1, committee: market };
  kiki.apply("RecordOwnershipProof", { proof });
  expect(kiki.apply("AcceptHandoff", { handoff: bound }).failed).toEqual(["NotOfThatCommittee"]);
  expect(opens(kiki, bound, moved()).kind).toBe("recorded");
  expect(kiki.observe().ownership).toContainEqual({ account: alice, epoch: 2, committee: harbour });
});
