/**
 * Messages by which an account moves -> messages on the wire (TH-18 to TH-23). In: values of
 * Reassignment.tla. Out: JSON. A signature that must not verify is the right key's over a message
 * of the next epoch; over no opening, where a message has no epoch of its own.
 * @module
 */
import type { Value } from "../../value/value.ts";
import type { Binding } from "../bind.ts";
import { extra } from "../bind.ts";
import { claimsOf, escrowsOf } from "../genesis.ts";
import type { JsonObject } from "../json.ts";
import type { Bodies } from "../message.ts";
import { get, text, whole } from "../names.ts";
import { listed } from "../told.ts";

export const HANDOFF: Bodies = {
  HandoffRequest: request,
  Invitation: invitation,
  HandoffRelease: release,
  HandoffCertificate: handoff,
  OpeningReceipt: receipt,
  Moved: move,
};

export const invitations = listed(invitation);
export const receipts = listed(receipt);

const certificates = listed((binding, value) => binding.certificate(value));
const orders = listed((binding, value) => binding.order(value));
const releases = listed(release);

function move(binding: Binding, value: Value) {
  return {
    account: binding.key(get(value, "account")),
    epoch: whole(get(value, "epoch")),
    to: binding.committeeDigest(get(value, "to")),
  };
}

function request(binding: Binding, value: Value): JsonObject {
  const network = binding.network(text(get(value, "network")));
  const unsigned = { network, ...move(binding, value) };
  const signer = { name: get(value, "account_sig"), right: get(value, "account") };
  const other = later(unsigned);
  const account_sig = binding.signature("request", signer, unsigned, other, network);
  return { ...unsigned, account_sig, ...extra(text(get(value, "form"))) };
}

function invitation(binding: Binding, value: Value): JsonObject {
  const unsigned = { ...move(binding, value), authority: binding.key(get(value, "authority")) };
  return byAuthority(binding, "invitation", value, unsigned, later(unsigned));
}

function release(binding: Binding, value: Value): JsonObject {
  const unsigned = {
    ...move(binding, value),
    opening: openingDigest(binding, get(value, "opening")),
    certificates: certificates(binding, get(value, "certificates")),
    locks: orders(binding, get(value, "locks")),
    authority: binding.key(get(value, "authority")),
  };
  return byAuthority(binding, "release", value, unsigned, later(unsigned));
}

/** The opening of an account in an epoch, whole. */
function opening(binding: Binding, value: Value): JsonObject {
  return {
    account: binding.key(get(value, "account")),
    epoch: whole(get(value, "epoch")),
    committee: binding.committeeDigest(get(value, "committee")),
    balance: binding.amount(get(value, "balance")),
    next_nonce: whole(get(value, "next_nonce")),
    escrow: escrowsOf(binding, value),
    applied: claimsOf(binding, get(value, "applied")),
    credited: claimsOf(binding, get(value, "credited")),
  };
}

export function openingDigest(binding: Binding, value: Value): string {
  return binding.digest("opening", opening(binding, value));
}

function handoff(binding: Binding, value: Value): JsonObject {
  const asked = get(value, "request");
  const unopened = {
    request: request(binding, asked),
    releases: releases(binding, get(value, "releases")),
  };
  const unsigned = { ...unopened, opening: opening(binding, get(value, "opening")) };
  const signer = { name: get(value, "account_sig"), right: get(asked, "account") };
  const account_sig = binding.signature("handoff", signer, unsigned, unopened);
  return { ...unsigned, account_sig };
}

function receipt(binding: Binding, value: Value): JsonObject {
  const authority = binding.key(get(value, "authority"));
  const unsigned = { opening: openingDigest(binding, get(value, "opening")), authority };
  return byAuthority(binding, "opening-receipt", value, unsigned, { authority });
}

function later<Told extends { readonly epoch: number }>(told: Told): Told {
  return { ...told, epoch: told.epoch + 1 };
}

function byAuthority(
  binding: Binding,
  type: string,
  value: Value,
  unsigned: JsonObject,
  other: JsonObject,
): JsonObject {
  const signer = { name: get(value, "authority_sig"), right: get(value, "authority") };
  return { ...unsigned, authority_sig: binding.signature(type, signer, unsigned, other) };
}
