import { expect, test } from "vitest";
import { alice, ascending, bob, carol, certificate } from "../../protocol/village.ts";
import { claimDigestOf, claimOf, harbour, market, order } from "../../protocol/village.ts";
import { receipt } from "../../protocol/village.ts";
import { byText, handoff, opening, openingDigestOf } from "../../protocol/village-moves.ts";
import { release, request } from "../../protocol/village-moves.ts";
import { apply, harbours, hugoListening, member, moved, OLD, opens, paidBob } from "./scene.ts";
import { paidByCarol, paysBob, releaseAt, saying } from "./scene.ts";

// HO-34
test("a certificate that waited for the opening is settled with it, on both sides", () => {
  const hugo = hugoListening();
  const signed = order({ recipient: carol, epoch: 2 });
  expect(apply(hugo, harbours(signed)).kind).toBe("queued");
  const asked = request();
  expect(opens(hugo, handoff(asked, saying(asked)), moved())).toEqual({
    kind: "opened",
    failed: [],
    emitted: [{ type: "TransferReceipt", body: receipt("hugo", signed) }],
  });
  expect(hugo.observe().accounts).toMatchObject({
    [alice]: { balance: "6", next_nonce: 1 },
    [carol]: { balance: "14", queued: [] },
  });
});

test("one beyond the nonce that the opening says has waited in vain", () => {
  const hugo = hugoListening();
  apply(hugo, harbours(order({ recipient: carol, epoch: 2, nonce: 1 })));
  const asked = request();
  expect(opens(hugo, handoff(asked, saying(asked)), moved()).emitted).toEqual([
    { type: "MissingCertificate", body: { account: alice, nonce: 0 } },
  ]);
  expect(hugo.observe().accounts).toMatchObject({
    [alice]: { balance: "10", next_nonce: 0 },
    [carol]: { balance: "10", queued: [] },
  });
});

test("a credit that waited is not lost in an account that has been released meanwhile", () => {
  const anna = member("anna");
  expect(apply(anna, paidByCarol(bob)).kind).toBe("queued");
  const asked = request({ account: bob }, "bob");
  expect(releaseAt(anna, asked).kind).toBe("released");
  const proof = { account: carol, epoch: 3, committee: harbour };
  // No receipt for what is not credited: whoever pays is told where bob is asked to go.
  expect(anna.apply("RecordOwnershipProof", { proof }).emitted).toEqual([
    { type: "Moved", body: { account: bob, epoch: 2, to: harbour } },
  ]);
  expect(anna.observe().accounts[bob]).toMatchObject({ balance: "0", queued: [], credited: [] });
});

// HO-35, TH-23
test("a credit after the release is answered with where the account is asked to go", () => {
  const anna = member("anna");
  releaseAt(anna, request({ account: bob }, "bob"));
  const answer = apply(anna, paidByCarol(bob));
  expect(answer).toEqual({
    kind: "refused",
    failed: ["Moved"],
    emitted: [{ type: "Moved", body: { account: bob, epoch: 2, to: harbour } }],
  });
  const verified = anna.apply("VerifyCertificate", { certificate: paidByCarol(bob) });
  expect(verified).toEqual({ ...answer, emitted: [] });
  // A certificate that is none is told nothing.
  const weak = certificate(paidByCarol(bob).order, ["hugo"], { committee: harbour });
  expect(apply(anna, weak)).toMatchObject({ failed: ["NoQuorum", "Moved"], emitted: [] });
});

// HO-36
test("a claim that is known from an opening alone is answered, and is evidence of nothing", () => {
  const rival = certificate(order({ recipient: carol }));
  const hugo = hugoListening();
  const asked = request();
  const next = moved({ balance: "6", next_nonce: 1, applied: [claimOf(paysBob)] });
  opens(hugo, handoff(asked, saying(asked, paidBob)), next);
  expect(apply(hugo, rival)).toMatchObject({ failed: ["NonceSpent"], emitted: [] });
  // Who has the certificate proves it.
  const anna = member("anna");
  apply(anna, paidBob);
  const proof = ascending(paidBob, rival, (one) => claimDigestOf(one.order));
  expect(apply(anna, rival)).toMatchObject({
    failed: ["NonceSpent"],
    emitted: [{ type: "BrokenQuorum", body: proof }],
  });
  // Nor does hugo show it when the account moves on: his opening says it already.
  const back = request({ epoch: 2, to: market });
  const said = { opening: openingDigestOf(next) };
  expect(releaseAt(hugo, back, OLD).emitted).toEqual([
    { type: "HandoffRelease", body: release("hugo", back, {}, said) },
  ]);
});

// HO-37
test("one side of a payment is settled when its account comes here, the other not again", () => {
  const paysCarol = order({ recipient: carol });
  const paidCarol = certificate(paysCarol);
  const hugo = hugoListening();
  const credited = receipt("hugo", paysCarol, { debited: false });
  expect(apply(hugo, paidCarol)).toMatchObject({ kind: "applied", emitted: [{ body: credited }] });
  const asked = request();
  const locks = [paysCarol];
  const said = [
    ...["anna", "bela"].map((name) => release(name, asked, { locks })),
    release("cleo", asked),
  ];
  const escrow = [{ nonce: 0, amount: "4", claims: [claimOf(paysCarol)] }];
  const next = moved({ balance: "6", next_nonce: 1, escrow });
  expect(opens(hugo, handoff(asked, said), next).kind).toBe("opened");
  const debited = receipt("hugo", paysCarol, { credited: false });
  const rest = apply(hugo, paidCarol);
  expect(rest.kind).toBe("applied");
  expect(rest.emitted.map(({ body }) => body)).toEqual(byText([credited, debited]));
  expect(hugo.observe().accounts).toMatchObject({
    [alice]: { balance: "6", escrow: [], applied: [{ nonce: 0 }] },
    [carol]: { balance: "14", credited: [{ sender: alice, nonce: 0 }] },
  });
  expect(apply(hugo, paidCarol)).toEqual({ ...rest, kind: "again" });
});

test("a frozen payee is credited when its next epoch opens here, and not before", () => {
  const anna = member("anna");
  const home = request({ account: bob, to: market }, "bob");
  releaseAt(anna, home, OLD);
  const debited = receipt("anna", paysBob, { credited: false });
  expect(apply(anna, paidBob)).toMatchObject({ kind: "applied", emitted: [{ body: debited }] });
  expect(apply(anna, paidBob)).toMatchObject({ kind: "again", emitted: [{ body: debited }] });
  expect(anna.observe().accounts[bob]).toMatchObject({ balance: "0", credited: [] });
  const poor = opening({ account: bob, balance: "0" });
  const said = OLD.map((name) => release(name, home, {}, { opening: openingDigestOf(poor) }));
  const bound = handoff(home, said, { opening: poor }, "bob");
  expect(opens(anna, bound, { ...poor, epoch: 2 }, OLD).kind).toBe("opened");
  const credited = receipt("anna", paysBob, { debited: false });
  const rest = apply(anna, paidBob);
  expect(rest.kind).toBe("applied");
  expect(rest.emitted.map(({ body }) => body)).toEqual(byText([credited, debited]));
  expect(anna.observe().accounts[bob]).toMatchObject({ balance: "4" });
});

// HO-38
test("who owned the payer once credits what she pays from where she is now", () => {
  const anna = member("anna");
  const paysLater = order({ epoch: 2 });
  const paidLater = harbours(paysLater);
  // As long as nobody has told anna, alice is hers and of epoch 1.
  expect(apply(anna, paidLater)).toMatchObject({ failed: ["CertificateNotCurrent"] });
  const asked = request();
  expect(opens(anna, handoff(asked, saying(asked)), moved()).kind).toBe("recorded");
  const balance = anna.observe().accounts[alice]?.balance;
  const credited = receipt("anna", paysLater, { debited: false });
  expect(apply(anna, paidLater)).toEqual({
    kind: "applied",
    failed: [],
    emitted: [{ type: "TransferReceipt", body: credited }],
  });
  expect(anna.observe().accounts).toMatchObject({
    [alice]: { balance, frozen: true, applied: [] },
    [bob]: { balance: "4", credited: [{ sender: alice, nonce: 0 }] },
  });
  // What comes after the epoch that anna has heard of waits, as a stranger's would.
  const later = certificate(order({ epoch: 3, nonce: 1 }), OLD);
  expect(apply(anna, later)).toMatchObject({ kind: "queued" });
  expect(apply(anna, harbours(order({ epoch: 2, nonce: 1, recipient: carol })))).toMatchObject({
    failed: ["NeitherOwned"],
  });
});

test("who owned the payer once still pays what she had reserved, whoever certified it", () => {
  const escrow = [{ nonce: 0, amount: "4", claims: [claimOf(paysBob)] }];
  const reserved = { next_nonce: 1, balance: "6", escrow };
  const anna = member("anna", reserved);
  const left = opening(reserved);
  const asked = request();
  const said = OLD.map((name) => release(name, asked, {}, { opening: openingDigestOf(left) }));
  const bound = handoff(asked, said, { opening: left });
  const next = { ...left, epoch: 2, committee: harbour };
  expect(opens(anna, bound, next).kind).toBe("recorded");
  const completed = order({ epoch: 2 });
  expect(apply(anna, harbours(completed))).toMatchObject({
    kind: "applied",
    emitted: [{ body: receipt("anna", completed) }],
  });
  expect(anna.observe().accounts).toMatchObject({
    [alice]: { balance: "6", escrow: [], applied: [{ nonce: 0 }] },
    [bob]: { balance: "4" },
  });
});

test("a payment of two accounts here has one receipt, and one more after one has moved", () => {
  const anna = member("anna");
  apply(anna, paidBob);
  const home = request({ to: market });
  const bound = handoff(home, saying(home, paidBob));
  const next = opening({ epoch: 2, balance: "6", next_nonce: 1, applied: [claimOf(paysBob)] });
  expect(opens(anna, bound, next, OLD).kind).toBe("opened");
  const bodies = apply(anna, paidBob).emitted.map(({ body }) => body);
  // Bob's account has not moved, and there it is one payment as before; alice's knows the debit.
  const whole = receipt("anna", paysBob);
  const half = receipt("anna", paysBob, { credited: false });
  expect(bodies).toEqual(byText([half, whole]));
  expect(anna.observe().accounts[bob]).toMatchObject({ balance: "4" });
});
