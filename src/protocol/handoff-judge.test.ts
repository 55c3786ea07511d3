import { expect, test } from "vitest";
import { nodeSignatures } from "./ed25519.ts";
import { worldOf } from "./genesis.ts";
import { NOTHING_OFF } from "./guards.ts";
import { readHandoff } from "./handoff.ts";
import { handoffFailures } from "./handoff-judge.ts";
import { bob, carol, certificate, eve, genesis, harbour, order } from "./village.ts";
import { handoff, opening, release, request } from "./village-moves.ts";
import type { Plain } from "./village.ts";

const world = worldOf(genesis());
const { network, committees, ownership } = world;
const judge = { network, committees, signatures: nodeSignatures(), off: NOTHING_OFF };
const asked = request();
const OLD = ["anna", "bela", "cleo"];
const THREE = OLD.map((name) => release(name, asked));

function failures(...bound: Parameters<typeof handoff>) {
  const read = readHandoff(handoff(...bound), "");
  if (!read.ok) throw new Error(`${read.reason.place} ${read.reason.problem}`);
  return handoffFailures(judge, { genesis: ownership, heard: ownership }, read.value);
}

/** What a fourth release is found to be, beside three good ones. */
function fourth(one: Plain) {
  return failures(asked, [...THREE, one]);
}

function locking(...locks: readonly Plain[]) {
  return fourth(release("dina", asked, { locks }));
}

/** A certificate of the harbour. */
function carols(signed: ReturnType<typeof order>, names = ["hugo", "ines", "jana"]) {
  return certificate(signed, names, { committee: harbour });
}

test("releases of quorum weight that say the same are good", () => {
  expect(failures(asked, THREE)).toEqual([]);
  expect(fourth(release("dina", asked))).toEqual([]);
  expect(failures(asked, THREE.slice(1))).toEqual(["ReleasesNoQuorum"]);
  expect(failures(asked, [])).toEqual(["ReleasesNoQuorum"]);
});

test("a release is its member's own, and the only one of it", () => {
  expect(fourth(release("dina", asked, {}, {}, "eve"))).toEqual(["ReleaseNotAMembers"]);
  expect(fourth(release("hugo", asked))).toEqual(["ReleaseNotAMembers"]);
  const second = release("anna", asked, { locks: [order()] });
  expect(fourth(second)).toEqual(["ReleaseNotAMembers"]);
  // Two voices of one member do not make a quorum either.
  const twice = [...THREE.slice(0, 2), second];
  expect(failures(asked, twice)).toEqual(["ReleaseNotAMembers", "ReleasesNoQuorum"]);
});

test("a release for anything else disagrees", () => {
  for (const deviation of [
    { account: bob },
    { epoch: 2 },
    { to: opening().committee },
    { opening: "ab".repeat(32) },
  ]) {
    const found = fourth(release("dina", asked, {}, deviation));
    expect([deviation, found]).toEqual([deviation, ["ReleasesDisagree"]]);
  }
});

test("a release shows certificates that are valid, proven, and of this account", () => {
  const showing = (one: Plain) => fourth(release("dina", asked, { certificates: [one] }));
  const inflow = order({ sender: carol, recipient: asked.account, epoch: 3 });
  expect(showing(certificate())).toEqual([]);
  expect(showing(carols(inflow))).toEqual([]);
  expect(showing(carols(inflow, ["hugo"]))).toEqual(["ReleasedCertificateInvalid"]);
  const others = order({ sender: carol, recipient: bob, epoch: 3 });
  expect(showing(carols(others))).toEqual(["ReleasedCertificateInvalid"]);
  // A committee that anybody may name proves nothing: eve has no owner.
  const unowned = order({ sender: eve, recipient: asked.account });
  expect(showing(carols(unowned))).toEqual(["ReleasedCertificateUnproven"]);
});

test("a release shows locks that the account has signed in this epoch, one claim a nonce", () => {
  const lock = order();
  expect(locking(lock)).toEqual([]);
  // The same core in another window is a renewal.
  expect(locking(lock, order({ issued_at: 150 }))).toEqual([]);
  for (const wrong of [
    [lock, order({ amount: "5" })],
    [order({ epoch: 0 })],
    [order({ network: "town" })],
    [order({ sender: carol, recipient: bob })],
    [order({}, "eve")],
  ]) {
    expect(locking(...wrong)).toEqual(["ReleasedLockInvalid"]);
  }
});

test("the account binds them, and tells an opening of this epoch under its proven owner", () => {
  expect(failures(asked, THREE, {}, "bob")).toEqual(["HandoffSignatureInvalid"]);
  for (const deviation of [{ account: bob }, { epoch: 0 }]) {
    const told = { opening: opening(deviation) };
    // The releases name another.
    const found = failures(asked, THREE, told);
    expect(found).toEqual(["OpeningUnproven", "ReleasesDisagree"]);
  }
  expect(failures(asked, THREE, { opening: opening({ balance: "11" }) })).toEqual([
    "ReleasesDisagree",
  ]);
});

test("what fails as a request is not judged as a handoff", () => {
  const foreign = request({ network: "town", to: "ab".repeat(32) }, "bob");
  expect(failures(foreign, [])).toEqual([
    "RequestSignatureInvalid",
    "RequestWrongNetwork",
    "CommitteeUnlisted",
  ]);
});
