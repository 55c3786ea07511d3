/**
 * A merchant alone in the village, for tests: kiki, who is the kiosk and owns alice in epoch 0,
 * with jana as her witness and karl as the controller. In: deviations and who signs. Out: plain
 * JSON with real signatures. Like village.ts it shares no code with what it tests.
 * @module
 */
import { alice, genesis, harbour, keyOf, signedBy, sorted, type Plain } from "./village.ts";

const { network } = genesis();

function signedText(type: string, unsigned: Plain): string {
  return `flashmesh/1/${type}/${network}\n${sorted(unsigned)}`;
}

export function grant(deviation: Plain = {}, signer = "kiki") {
  const unsigned = {
    account: alice,
    epoch: 0,
    owner: keyOf("kiki"),
    witness: keyOf("jana"),
    controller: keyOf("karl"),
    window: 1,
    budget: "2",
    ...deviation,
  };
  return { ...unsigned, owner_sig: signedBy(signer, signedText("grant", unsigned)) };
}

export function checkpoint(deviation: Plain = {}, signer = "kiki") {
  const unsigned = {
    account: alice,
    epoch: 0,
    seq: 1,
    next_nonce: 0,
    balance: "10",
    escrow: [],
    applied: [],
    credited: [],
    reserved: null,
    owner: keyOf("kiki"),
    ...deviation,
  };
  return { ...unsigned, owner_sig: signedBy(signer, signedText("checkpoint", unsigned)) };
}

export function takeover(deviation: Plain = {}, signer = "karl") {
  const unsigned = {
    account: alice,
    epoch: 0,
    to: harbour,
    controller: keyOf("karl"),
    ...deviation,
  };
  return { ...unsigned, controller_sig: signedBy(signer, signedText("takeover", unsigned)) };
}

export function acknowledgement(held: Plain, signer = "jana") {
  const unsigned = { checkpoint: held, witness: keyOf("jana") };
  return { ...unsigned, witness_sig: signedBy(signer, signedText("acknowledgement", unsigned)) };
}

export function report(claims: readonly Plain[], deviation: Plain = {}, signer = "kiki") {
  const unsigned = { account: alice, epoch: 0, claims, owner: keyOf("kiki"), ...deviation };
  return { ...unsigned, owner_sig: signedBy(signer, signedText("report", unsigned)) };
}

export function statement(order: Plain, granted: Plain, held: Plain, signer = "jana") {
  const unsigned = { order, grant: granted, checkpoint: held, witness: keyOf("jana") };
  return { ...unsigned, witness_sig: signedBy(signer, signedText("statement", unsigned)) };
}
