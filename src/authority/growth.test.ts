import { expect, test } from "vitest";
import { callsOf } from "../base/calls.ts";
import { nodeSignatures } from "../protocol/ed25519.ts";
import { certificate, genesis, keyOf, order, seedOf } from "../protocol/village.ts";
import { memoryStore } from "../store/memory.ts";
import { createAuthority } from "./authority.ts";

const signatures = nodeSignatures();

type Work = { readonly calls: number; readonly bytes: number };

const pays = (nonce: number) => order({ nonce, amount: "1" });

/** An authority of `accounts` accounts, of which alice has paid bob `paid` times already. */
function town(accounts: number, paid: number) {
  const world = genesis({ balance: "900000", next_nonce: 100 }, { balance: "900000" });
  const [first] = world.openings;
  const [, owned] = world.ownership;
  const others = Array.from({ length: accounts - 3 }, (_, at) => keyOf(`neighbour ${at}`));
  const inner = memoryStore();
  let bytes = 0;
  const anna = createAuthority({
    genesis: {
      ...world,
      openings: [
        ...world.openings,
        ...others.map((account) => ({ ...first, account, balance: "1", next_nonce: 0 })),
      ],
      ownership: [...world.ownership, ...others.map((account) => ({ ...owned, account }))],
    },
    seed: seedOf("anna"),
    signatures,
    store: {
      read: inner.read,
      commit: (changes) => {
        for (const [place, text = ""] of changes) bytes += place.length + text.length;
        inner.commit(changes);
      },
    },
  });
  const vote = (nonce: number): void => {
    expect(anna.apply("SignVote", { order: pays(nonce), now: 100 }).kind).toBe("voted");
  };
  const settle = (nonce: number): void => {
    const body = { certificate: certificate(pays(nonce)) };
    expect(anna.apply("ApplyCertificate", body).kind).toBe("applied");
  };
  for (let nonce = 100; nonce < 100 + paid; nonce += 1) {
    vote(nonce);
    settle(nonce);
  }
  const work = (act: () => void): Work => {
    const before = bytes;
    return { calls: callsOf(act), bytes: bytes - before };
  };
  const next = 100 + paid;
  const rival = { order: order({ nonce: next, amount: "2" }), now: 100 };
  const [voted, refused, settled, again] = [
    work(() => vote(next)),
    work(() => expect(anna.apply("SignVote", rival).failed).toEqual(["ConflictingOrder"])),
    work(() => settle(next)),
    work(() =>
      expect(anna.apply("SignVote", { ...rival, order: pays(next) }).kind).toBe("settled"),
    ),
  ];
  return { voted, refused, settled, again };
}

test("a step does and writes as much, however many there are and whatever they settled", () => {
  const small = town(16, 4);
  const large = town(512, 4);
  const old = town(16, 104);
  for (const step of ["voted", "refused", "settled", "again"] as const) {
    expect([step, large[step].bytes, old[step].bytes]).toEqual([
      step,
      small[step].bytes,
      small[step].bytes,
    ]);
    // A path through 32 times as many entries is half as long again, and more than a path is done.
    expect(large[step].calls, step).toBeLessThan(1.5 * small[step].calls);
    expect(old[step].calls, step).toBeLessThan(1.5 * small[step].calls);
  }
  expect(small.voted.bytes).toBeGreaterThan(0);
  expect([small.refused.bytes, small.again.bytes]).toEqual([0, 0]);
});
