/**
 * Orders that wait in the village, for tests: what a member says of them, made by hand. In: names,
 * orders and deviations. Out: plain JSON with real signatures. Like `village.ts` it shares no code
 * with what it tests.
 * @module
 */
import { coreDigestOf, keyOf, signedBy, sorted } from "./village.ts";
import type { OrderJson, Plain } from "./village.ts";

function signed<Told extends Plain>(type: string, name: string, told: Told) {
  const unsigned = { ...told, authority: keyOf(name) };
  const text = `flashmesh/1/${type}/village\n${sorted(unsigned)}`;
  return { ...unsigned, authority_sig: signedBy(name, text) };
}

export function pendingOrder(name: string, order: OrderJson, deviation: Plain = {}) {
  const until = order.issued_at + order.ttl;
  return signed("pending-order", name, { core_digest: coreDigestOf(order), until, ...deviation });
}

export function lapseNotice(name: string, order: OrderJson, ...reasons: readonly string[]) {
  return signed("lapse-notice", name, { core_digest: coreDigestOf(order), reasons });
}
