/**
 * Words for payments: votes, certificates, receipts, goods, wallets, and the promised ledger. What
 * the fields mean is in `sayings.ts`.
 * @module
 */
import type { Saying } from "./sayings.ts";

/** A payment that is settled, and an account that is opened, take a lock away by right. */
export const SETTLED = ["auth.*.shards.*.applied", "auth.*.ownership", "auth.*.shards.*.epoch"];
const MONEY = [
  "auth.*.shards.*.applied",
  "auth.*.shards.*.credited",
  "auth.*.shards.*.escrow",
  "auth.*.shards.*.epoch",
];

const SETTLEMENT: readonly Saying[] = [
  {
    place: "auth.*.shards.*.locks",
    kind: "loses",
    unless: SETTLED,
    from: "{1}",
    to: "{1}",
    label: "drops lock {payment}",
  },
  {
    place: "auth.*.shards.*.locks",
    kind: "gains",
    unless: ["auth.*.written"],
    from: "{sender}",
    to: "{1}",
    label: "SignVote {payment}",
  },
  {
    place: "auth.*.shards.*.locks",
    kind: "gains",
    beside: "auth.*.written",
    from: "{sender}",
    to: "{1}",
    label: "Reserve {payment}",
  },
  {
    place: "net",
    kind: "gains",
    where: { type: "TransferVote" },
    from: "{by}",
    to: "{core.sender}",
    label: "vote {payment}",
    echoed: "committee",
  },
  {
    place: "auth.*.shards.*.applied",
    kind: "gains",
    from: "{certificate.order.sender}",
    to: "{1}",
    label: "ApplyCertificate {payment}",
    note: "debits",
  },
  {
    place: "auth.*.shards.*.credited",
    kind: "gains",
    unless: ["auth.*.shards.*.applied", "auth.*.queue-"],
    from: "{certificate.order.sender}",
    to: "{1}",
    label: "ApplyCertificate {payment}",
    note: "credits",
  },
  {
    place: "auth.*.shards.*.credited",
    kind: "gains",
    beside: "auth.*.queue-",
    from: "{1}",
    to: "{1}",
    label: "credits {payment}",
    note: "that waited",
  },
  {
    place: "auth.*.queue",
    kind: "gains",
    from: "{order.sender}",
    to: "{1}",
    label: "ApplyCertificate {payment}",
    note: "waits for a proof of ownership",
  },
  {
    place: "auth.*.shards.*.balance",
    kind: "becomes",
    unless: MONEY,
    from: "{1}",
    to: "{1}",
    label: "has {value}",
  },
  {
    place: "net",
    kind: "gains",
    where: { type: "TransferReceipt" },
    from: "{by}",
    to: "{claim.sender}",
    label: "receipt {payment}",
  },
  {
    place: "auth.*.ownership",
    kind: "gains",
    where: { epoch: "0" },
    from: "network",
    to: "{1}",
    label: "RecordOwnershipProof",
    note: "{account} belongs to {committee}",
  },
  {
    place: "auth.*.shards.*.evidence",
    kind: "gains",
    from: "network",
    to: "{1}",
    label: "RecordEvidence",
  },
];

const SHOP: readonly Saying[] = [
  {
    place: "handed.*",
    kind: "gains",
    from: "{sender}",
    to: "{1}",
    label: "ReleaseGoods {payment}",
  },
  { place: "handed.*", kind: "gains", from: "{1}", to: "{sender}", label: "goods for {payment}" },
  {
    place: "phone.*.outstanding",
    kind: "gains",
    unless: ["phone.*.outstanding-"],
    from: "{1}",
    to: "{1}",
    label: "Lock {payment}",
  },
  {
    place: "phone.*.outstanding",
    kind: "gains",
    beside: "phone.*.outstanding-",
    from: "{new.votes}",
    to: "{1}",
    label: "vote {payment}",
  },
  {
    place: "phone.*.kept",
    kind: "gains",
    unless: ["phone.*.kept-"],
    from: "{1}",
    to: "{1}",
    label: "certificate {payment}",
  },
  {
    place: "phone.*.kept",
    kind: "gains",
    beside: "phone.*.kept-",
    from: "{new.debited}",
    to: "{1}",
    label: "receipt {payment}",
  },
  { place: "now", kind: "becomes", from: "clock", to: "clock", label: "shows {value}" },
];

const LEDGER: readonly Saying[] = [
  {
    place: "certified",
    kind: "gains",
    from: "{sender}",
    to: "{recipient}",
    label: "pays {payment}",
  },
];

export const OF_PAYMENTS: readonly Saying[] = [...SETTLEMENT, ...SHOP, ...LEDGER];
