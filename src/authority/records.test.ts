import { expect, test } from "vitest";
import { nodeSignatures } from "../protocol/ed25519.ts";
import { ascending, carol, certificate, claimOf, coreDigestOf } from "../protocol/village.ts";
import { genesis, order, seedOf, sorted } from "../protocol/village.ts";
import { memoryStore } from "../store/memory.ts";
import { createAuthority } from "./authority.ts";

test("what is stored is in the one text that RFC 8785 gives it, whatever is in it", () => {
  const [paid, locked, other] = [order(), order({ nonce: 1 }), order({ nonce: 2 })];
  const escrow = [{ nonce: 0, amount: "9", claims: [claimOf(paid)] }];
  const inner = memoryStore();
  const texts: string[] = [];
  const anna = createAuthority({
    genesis: genesis({ escrow, next_nonce: 1 }),
    seed: seedOf("anna"),
    signatures: nodeSignatures(),
    store: {
      read: inner.read,
      commit: (changes) => {
        for (const [, text] of changes) if (text !== undefined) texts.push(text);
        inner.commit(changes);
      },
    },
  });
  const rival = order({ nonce: 2, recipient: carol });
  const proof = ascending(other, rival, coreDigestOf);
  const kinds = [
    anna.apply("SignVote", { order: locked, now: 100 }),
    anna.apply("RecordEvidence", { proof }),
    anna.apply("ApplyCertificate", { certificate: certificate(paid) }),
    anna.apply("ApplyCertificate", { certificate: certificate(locked) }),
  ].map(({ kind }) => kind);
  expect(kinds).toEqual(["voted", "recorded", "applied", "applied"]);
  expect(texts.filter((text) => text.includes('"locks":[{'))).not.toEqual([]);
  expect(texts.filter((text) => text.includes('"evidence":{'))).not.toEqual([]);
  expect(texts.filter((text) => text.includes('"escrow":[{'))).not.toEqual([]);
  for (const text of texts) expect(text).toBe(sorted(JSON.parse(text)));
});
