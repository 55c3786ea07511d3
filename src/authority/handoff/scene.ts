/**
 * The members of the village on the move, for tests: who they are, and what is told to them most.
 * In: names and messages. Out: members that live, and their answers.
 * @module
 */
import { nodeSignatures } from "../../protocol/ed25519.ts";
import { alice, carol, certificate, genesis, harbour } from "../../protocol/village.ts";
import { market, order, seedOf, type OrderJson } from "../../protocol/village.ts";
import { byText, invitations, opening, openingDigestOf } from "../../protocol/village-moves.ts";
import { openingReceipt, release, request } from "../../protocol/village-moves.ts";
import type { OpeningJson } from "../../protocol/village-moves.ts";
import { memoryStore } from "../../store/memory.ts";
import { createHandoff } from "./handoff.ts";

const signatures = nodeSignatures();
/** A quorum of the harbour. */
export const INVITING = ["hugo", "ines", "jana"];
/** A quorum of the market. */
export const OLD = ["anna", "bela", "cleo"];

/** Alice's opening may be another one. */
export function member(name: string, alices: Parameters<typeof genesis>[0] = {}) {
  return createHandoff({
    genesis: genesis(alices),
    seed: seedOf(name),
    signatures,
    store: memoryStore(),
  });
}

type Member = ReturnType<typeof member>;

export function apply(who: Member, one: object) {
  return who.apply("ApplyCertificate", { certificate: one });
}

export function releaseAt(who: Member, asked = request(), inviting = INVITING) {
  return who.apply("Release", { request: asked, invitations: invitations(asked, inviting) });
}

/** Alice at the harbour, and how her epoch 2 begins there. */
export function moved(deviation: object = {}): OpeningJson {
  return opening({ epoch: 2, committee: harbour, ...deviation });
}

export function opens(who: Member, bound: object, opened: OpeningJson, names = INVITING) {
  const digest = openingDigestOf(opened);
  const receipts = byText(names.map((name) => openingReceipt(name, digest)));
  return who.apply("OpenAccount", { handoff: bound, receipts });
}

/** A member of the harbour, who has heard who owned alice until now. */
export function hugoListening(): Member {
  const hugo = member("hugo");
  const proof = { account: alice, epoch: 1, committee: market };
  hugo.apply("RecordOwnershipProof", { proof });
  return hugo;
}

/** What three of the market say, the first of them with these certificates. */
export function saying(asked: ReturnType<typeof request>, ...certificates: readonly object[]) {
  return OLD.map((name, index) =>
    release(
      name,
      asked,
      index === 0 ? { certificates: certificates.map((one) => ({ ...one })) } : {},
    ),
  );
}

export const paysBob = order();
export const paidBob = certificate(paysBob);

/** Carol, of the harbour, pays alice or bob. */
export function paidByCarol(recipient: string, nonce = 0) {
  const signed = order({ sender: carol, recipient, epoch: 3, nonce }, "carol");
  return harbours(signed);
}

export function harbours(signed: OrderJson) {
  return certificate(signed, INVITING, { committee: harbour });
}
