/**
 * Words for what moves an account: releases and openings, takeovers, policy, and the wallet that
 * drives it all. What the fields mean is in `sayings.ts`.
 * @module
 */
import type { Saying } from "./sayings.ts";
import { SETTLED } from "./sayings-payment.ts";

/** Told before the payments of the step. */
export const FIRST_OF_MOVES: readonly Saying[] = [
  {
    place: "auth.*.shards.*.escrow",
    kind: "loses",
    unless: SETTLED,
    from: "{1}",
    to: "{1}",
    label: "drops escrow {payment}",
  },
  {
    place: "auth.*.acked",
    kind: "gains",
    from: "{1}",
    to: "{1}",
    label: "hears of {seq}",
  },
];

const REASSIGNMENT: readonly Saying[] = [
  {
    place: "auth.*.releases",
    kind: "gains",
    from: "{account}",
    to: "{1}",
    label: "Release to {to}",
    note: "epoch {epoch} is to end",
  },
  {
    place: "auth.*.releases",
    kind: "gains",
    from: "{1}",
    to: "{account}",
    label: "release",
    note: "certificates shown: {#certificates}, locks: {#locks}",
  },
  {
    place: "auth.*.accepted",
    kind: "gains",
    from: "{account}",
    to: "{1}",
    label: "AcceptHandoff",
    note: "opening of epoch {epoch}: balance {balance}, next nonce {next_nonce}",
  },
  {
    place: "auth.*.accepted",
    kind: "gains",
    from: "{1}",
    to: "{account}",
    label: "opening receipt",
  },
  {
    place: "auth.*.ownership",
    kind: "gains",
    where: { epoch: "!0" },
    unless: ["auth.*.windows"],
    from: "{account}",
    to: "{1}",
    label: "OpenAccount e{epoch}",
    note: "{account} belongs to {committee} in epoch {epoch}",
  },
];

const TAKEOVER: readonly Saying[] = [
  {
    place: "net",
    kind: "gains",
    where: { type: "Vote" },
    from: "{body.by}",
    to: "{body.core.sender}",
    label: "vote {payment}",
  },
  {
    place: "net",
    kind: "gains",
    where: { type: "Receipt" },
    from: "{body.by}",
    to: "{body.claim.sender}",
    label: "receipt {payment}",
  },
  { place: "auth.*.grants", kind: "gains", from: "{owner}", to: "{1}", label: "Grant" },
  {
    place: "net",
    kind: "gains",
    where: { type: "Checkpoint" },
    from: "{body.owner}",
    to: "{=Seer}",
    label: "Checkpoint {body.seq}",
    note: "next nonce {body.next_nonce}, balance {body.balance}",
  },
  {
    place: "net",
    kind: "gains",
    where: { type: "Acknowledgement" },
    from: "{body.witness}",
    to: "{body.checkpoint.owner}",
    label: "acknowledges {body.checkpoint.seq}",
  },
  {
    place: "auth.*.fences",
    kind: "gains",
    from: "{controller}",
    to: "{1}",
    label: "Takeover to {to}",
    note: "epoch {epoch} is fenced",
  },
  {
    place: "net",
    kind: "gains",
    where: { type: "TakeoverStatement" },
    from: "{body.witness}",
    to: "{body.order.controller}",
    label: "statement",
    note: "by checkpoint {body.checkpoint.seq}",
  },
  {
    place: "net",
    kind: "gains",
    where: { type: "TakeoverReport" },
    from: "{body.owner}",
    to: "{body.owner}",
    label: "reports",
    note: "payments: {#body.claims}",
  },
  {
    place: "auth.*.ownership",
    kind: "gains",
    beside: "auth.*.windows",
    from: "network",
    to: "{1}",
    label: "OpenTakeover e{epoch}",
  },
];

const WAITING: readonly Saying[] = [
  {
    place: "auth.*.pending",
    kind: "gains",
    from: "{sender}",
    to: "{1}",
    label: "Pend {payment}",
  },
  {
    place: "auth.*.pending",
    kind: "loses",
    from: "{1}",
    to: "{1}",
    label: "{payment} waits no more",
  },
  {
    place: "net",
    kind: "gains",
    where: { type: "PendingOrder" },
    from: "{by}",
    to: "{core.sender}",
    label: "waits {payment}",
  },
  {
    place: "net",
    kind: "gains",
    where: { type: "LapseNotice" },
    from: "{by}",
    to: "{core.sender}",
    label: "lapsed {payment}",
  },
];

const MOVER: readonly Saying[] = [
  {
    place: "sent.orders",
    kind: "gains",
    from: "{sender}",
    to: "{sender}",
    label: "signs {payment}",
  },
  {
    place: "sent.requests",
    kind: "gains",
    from: "{account}",
    to: "{account}",
    label: "asks to go to {to}",
  },
  {
    place: "phone.kept",
    kind: "gains",
    unless: ["phone.kept-"],
    from: "{certificate.order.sender}",
    to: "{certificate.order.sender}",
    label: "certificate {payment}",
  },
  { place: "sent.handoffs", kind: "gains", from: "alice", to: "alice", label: "signs a handoff" },
  {
    place: "votes",
    kind: "gains",
    from: "{by}",
    to: "{core.sender}",
    label: "vote {payment}",
    echoed: "committee",
  },
];

const POLICY: readonly Saying[] = [
  { place: "auth.*.policy", kind: "gains", from: "policy", to: "{1}", label: "Freeze" },
  {
    place: "auth.*.policy",
    kind: "gains",
    from: "{1}",
    to: "policy",
    label: "release",
    note: "asked for before: {#shown}, locks: {#locks}",
  },
  { place: "decided", kind: "gains", from: "policy", to: "policy", label: "decides: {to}" },
  { place: "auth.*.decided", kind: "gains", from: "policy", to: "{1}", label: "Decide {to}" },
  {
    place: "net",
    kind: "gains",
    from: "{by}",
    to: "network",
    label: "signs v{content.version}",
  },
  {
    place: "agent.*.bundle.version",
    kind: "becomes",
    from: "network",
    to: "{1}",
    label: "ApplyBundle v{value}",
  },
];

export const OF_MOVES: readonly Saying[] = [
  ...REASSIGNMENT,
  ...TAKEOVER,
  ...WAITING,
  ...MOVER,
  ...POLICY,
];
