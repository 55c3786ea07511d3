/**
 * Claims about a wallet that moves its account (tla/MoverClaims.tla), as far as they can be read
 * off what a subject answers and shows. In: a turn. Out: how a claim is broken, in words, or
 * undefined.
 * @module
 */
import { canonical } from "../base/canonical.ts";
import type { Fields } from "./fields.ts";
import { fieldsOf, listOf, scalar, textOf } from "./fields.ts";
import type { Claim, Turn } from "./turn.ts";
import { sent } from "./turn.ts";

export const MOVER_CLAIMS: readonly Claim[] = [
  { name: "OneTargetAndOneSignature", module: "MoverClaims", broken: stands },
  { name: "NoCoreWhileMoving", module: "MoverClaims", broken: signsWhileMoving },
  { name: "CertificatesOutliveMoves", module: "MoverClaims", broken: forgets },
  { name: "EpochsAreForward", module: "MoverClaims", broken: jumps },
  { name: "ReservedSaysTheSame", module: "MoverClaims", broken: saysAnother },
];

function shown({ last }: Turn): { readonly was: Fields; readonly is: Fields } {
  return { was: fieldsOf(last.before), is: fieldsOf(last.after) };
}

function stands(turn: Turn): string | undefined {
  const { was, is } = shown(turn);
  const before = fieldsOf(was["handoff"]);
  const after = fieldsOf(is["handoff"]);
  if (before["to"] === undefined || was["epoch"] !== is["epoch"]) return undefined;
  const to = turn.names.name(textOf(before["to"]));
  if (before["to"] !== after["to"]) return `it has asked for ${to}, and does not stand by it`;
  if (before["signed"] !== true) return undefined;
  if (after["signed"] !== true) return `what it signed for ${to} is forgotten`;
  return canonical(before["releases"] ?? null) === canonical(after["releases"] ?? null)
    ? undefined
    : `it has signed for ${to}, and counts another set of releases`;
}

function signsWhileMoving(turn: Turn): string | undefined {
  const { input, reply } = turn.last;
  if (input.input !== "Lock" && input.input !== "Complete") return undefined;
  const { releases } = fieldsOf(shown(turn).was["handoff"]);
  return reply.outcome === "locked" && listOf(releases).length > 0
    ? "a new order is signed, though old members have frozen the account"
    : undefined;
}

function forgets(turn: Turn): string | undefined {
  if (turn.last.input.input === "CollectReceipt") return undefined;
  const lost = turn.was.certificates.find((digest) => !turn.is.certificates.includes(digest));
  return lost === undefined
    ? undefined
    : `the certificate of ${turn.names.name(lost)} is kept no longer`;
}

function jumps(turn: Turn): string | undefined {
  const { was, is } = shown(turn);
  const step = Number(scalar(is["epoch"])) - Number(scalar(was["epoch"]));
  const { input, reply } = turn.last;
  const moves = input.input === "CollectOpeningReceipt" && reply.outcome === "moved";
  return step === 0 || (step === 1 && moves)
    ? undefined
    : `epoch ${scalar(was["epoch"])} becomes ${scalar(is["epoch"])}`;
}

function saysAnother(turn: Turn): string | undefined {
  const { input } = turn.last;
  if (input.input !== "Lock" && input.input !== "Complete") return undefined;
  const { was } = shown(turn);
  const wrong = sent(turn, "Order").find((order) => order["epoch"] !== was["epoch"]);
  return wrong === undefined
    ? undefined
    : `an order of epoch ${scalar(wrong["epoch"])} is signed in epoch ${scalar(was["epoch"])}`;
}
