/**
 * Orders and certificates in the model's words. In: JSON. Out: text that is not yet fit to print.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import { AGAIN, ELSEWHERE } from "../vector/bind.ts";
import { fieldsOf, listOf, textOf } from "./fields.ts";
import type { Names } from "./names.ts";

/** An order whole: `a0b1: alice -> bob 1, nonce 0, epoch 0, issued +2 ms, ttl 2 ms`. */
export function orderInWords(names: Names, order: Json | undefined): string {
  const facts = names.facts(order);
  if (facts === undefined) return "no order";
  const { name, sender, recipient, amount, nonce, epoch } = facts;
  const { issued_at, ttl, network, sender_sig } = fieldsOf(order);
  const forged = names.signer(sender_sig);
  const told = [
    `${name}: ${names.name(sender)} -> ${names.name(recipient)} ${names.amount(amount)}`,
    `nonce ${nonce}`,
    ...(epoch === undefined ? [] : [`epoch ${epoch}`]),
    ...(issued_at === undefined ? [] : [`issued ${names.time(issued_at)}`]),
    ...(typeof ttl === "number" ? [`ttl ${ttl} ms`] : []),
    ...(typeof network === "string" && network.startsWith(ELSEWHERE) ? [`network ${network}`] : []),
    ...(forged === undefined ? [] : [signedBy(forged)]),
  ];
  return told.join(", ");
}

export function signedBy(name: string): string {
  if (name.endsWith(AGAIN)) return "with another signature that holds";
  return name === "corrupt" ? "with a signature of nobody" : `signed by ${name}`;
}

export function nameOfOrder(names: Names, order: Json | undefined): string {
  return names.facts(order)?.name ?? "no order";
}

export function certificateInWords(names: Names, certificate: Json | undefined): string {
  const { order, votes } = fieldsOf(certificate);
  const voters = listOf(votes).map((vote) => {
    const { authority, authority_sig, core_digest } = fieldsOf(vote);
    const forged = names.signer(authority_sig);
    const core = names.name(textOf(core_digest));
    const odd = [
      ...(forged === undefined ? [] : [signedBy(forged)]),
      ...(core === nameOfOrder(names, order) ? [] : [`for ${core}`]),
    ];
    return `${names.name(textOf(authority))}${odd.length === 0 ? "" : ` (${odd.join(", ")})`}`;
  });
  return `${nameOfOrder(names, order)} voted by ${voters.join(" ") || "nobody"}`;
}
