import { expect, test } from "vitest";
import { nodeSignatures } from "../../protocol/ed25519.ts";
import { alice, carol, claimDigestOf, claimOf, genesis, order } from "../../protocol/village.ts";
import { seedOf } from "../../protocol/village.ts";
import { opening, openingDigestOf } from "../../protocol/village-moves.ts";
import { memoryStore } from "../../store/memory.ts";
import { createHandoff } from "./handoff.ts";

const signatures = nodeSignatures();

function held(claims: readonly object[]) {
  return [{ nonce: 0, amount: "4", claims }];
}

test("the first opening of an account is what the genesis says, its claims in order", () => {
  const orders = [order({ nonce: 0 }), order({ nonce: 0, recipient: carol })];
  const ascending = orders.toSorted((a, b) => (claimDigestOf(a) < claimDigestOf(b) ? -1 : 1));
  const facts = { next_nonce: 1, balance: "6" };
  const first = opening({ ...facts, escrow: held(ascending.map(claimOf)) });
  for (const claims of [orders, orders.toReversed()]) {
    const world = genesis({ ...facts, escrow: held(claims.map(claimOf)) });
    const options = { genesis: world, seed: seedOf("anna"), signatures, store: memoryStore() };
    expect(createHandoff(options).observe().openings).toContainEqual({
      account: alice,
      epoch: 1,
      opening: openingDigestOf(first),
    });
  }
});
