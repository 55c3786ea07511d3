import fc from "fast-check";
import { expect, test } from "vitest";
import {
  cached,
  isKey,
  nobleSignatures,
  nodeSignatures,
  SMALL_ORDER_ENCODINGS,
} from "./ed25519.ts";
import type { Signatures } from "./ed25519.ts";
import { add, BASE, challenge, encode, encoded, encodings, isIdentity, L } from "./edwards.ts";
import { littleEndian, P, pointAt, times, torsion, type Point } from "./edwards.ts";

type Vector = {
  readonly what: string;
  readonly key: string;
  readonly text: string;
  readonly signature: string;
  readonly accepted: boolean;
};

const SMALL = torsion();
const TEXT = "flashmesh";

const backends: readonly (readonly [string, () => Signatures])[] = [
  ["node", nodeSignatures],
  ["noble", nobleSignatures],
  ["cached node", () => cached(nodeSignatures(), 64)],
];

/**
 * A signature made with the secrets a and r over A = aB + small[i] and R = rB + small[j]. What is
 * left over in SG-5 is small[j] + k small[i]; the cofactor would hide it, the rule does not.
 */
function made(what: string, a: bigint, i: number, r: bigint, j: number, text: string): Vector[] {
  const A = add(times(a, BASE), at(i));
  const R = add(times(r, BASE), at(j));
  return encodings(A).flatMap((key) =>
    encodings(R).map((Rs) => {
      const k = challenge(Rs, key, text);
      const residue = add(at(j), times(k % 8n, at(i)));
      const accepted =
        a > 0n && r > 0n && isIdentity(residue) && key === encoded(A) && Rs === encoded(R);
      const S = (r + k * a) % L;
      return { what: `${what} ${i} ${j}`, key, text, signature: Rs + littleEndian(S), accepted };
    }),
  );
}

function at(index: number): Point {
  return SMALL[index] ?? BASE;
}

function edgeVectors(): readonly Vector[] {
  const eight = [0, 1, 2, 3, 4, 5, 6, 7];
  const vectors: Vector[] = [];
  for (const i of eight) {
    for (const j of eight) {
      vectors.push(...made("A small, R small", 0n, i, 0n, j, TEXT));
      vectors.push(...made("A mixed, R small", 11n, i, 0n, j, TEXT));
    }
    vectors.push(...made("A small, R prime", 0n, i, 13n, 0, TEXT));
    // One text leaves a residue and another does not: several, so that both happen.
    for (const text of ["a", "b", "c", "d"]) {
      vectors.push(...made("A mixed, R mixed", 11n, i, 13n, (8 - i) % 8, text));
      vectors.push(...made("A mixed, R prime", 11n, i, 13n, 0, text));
      vectors.push(...made("A prime, R mixed", 11n, 0, 13n, i, text));
    }
  }
  return vectors;
}

function oddVectors(): readonly Vector[] {
  const [honest] = made("honest", 11n, 0, 13n, 0, TEXT);
  if (honest === undefined) return [];
  const R = honest.signature.slice(0, 64);
  const S = challenge(R, honest.key, TEXT) * 11n + 13n;
  const higher = [1n, 2n, 8n, 15n].map((times_) => ({
    ...honest,
    what: `S + ${times_}L`,
    signature: R + littleEndian((S % L) + times_ * L),
    accepted: false,
  }));
  const offCurve = [2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n, 10n]
    .filter((y) => pointAt(y, 0n) === undefined)
    .map((y) => encode(y, 0n));
  return [
    honest,
    ...higher,
    { ...honest, what: "another text", text: "flashmeshed", accepted: false },
    ...offCurve.flatMap((bytes) => [
      { ...honest, what: "A off the curve", key: bytes, accepted: false },
      {
        ...honest,
        what: "R off the curve",
        signature: bytes + honest.signature.slice(64),
        accepted: false,
      },
    ]),
    ...[
      honest.signature.slice(2),
      `${honest.signature}00`,
      "",
      honest.signature.toUpperCase(),
      `zz${honest.signature.slice(2)}`,
    ].map((signature) => ({ ...honest, what: "spelling of S", signature, accepted: false })),
    ...[honest.key.slice(2), `${honest.key}00`, "", honest.key.toUpperCase()].map((key) => ({
      ...honest,
      what: "spelling of A",
      key,
      accepted: false,
    })),
  ];
}

const VECTORS = [...edgeVectors(), ...oddVectors()];

test.for(backends)("%s gives the rule's answer to every edge case", ([, backend]) => {
  const signatures = backend();
  for (const { what, key, text, signature, accepted } of VECTORS) {
    expect(signatures.verify(key, text, signature), `${what}: ${key} ${signature}`).toBe(accepted);
  }
});

test("the edge cases hold every class, and the rule tells them apart", () => {
  const accepted = VECTORS.filter((vector) => vector.accepted);
  expect(VECTORS.length).toBeGreaterThan(394);
  expect(accepted.some(({ what }) => what.startsWith("A mixed, R mixed"))).toBe(true);
  expect(accepted.some(({ what }) => what.startsWith("A mixed, R prime 4"))).toBe(true);
  expect(accepted.some(({ what }) => what.includes("small"))).toBe(false);
});

test("the small-order encodings are the fourteen that exist, computed", () => {
  const all = new Set(SMALL.flatMap(encodings));
  expect(all).toEqual(SMALL_ORDER_ENCODINGS);
  expect(all.size).toBe(14);
});

test("a key is canonical: none of the 26 encodings with y >= p or a needless sign is one", () => {
  const odd = new Set<string>([encode(1n, 1n), encode(P - 1n, 1n)]);
  for (let y = P; y < 2n ** 255n; y += 1n) {
    for (const sign of [0n, 1n]) {
      if (pointAt(y, sign) !== undefined) odd.add(encode(y, sign));
    }
  }
  expect(odd.size).toBe(26);
  expect([...odd].filter(isKey)).toEqual([]);
});

test("a key lies on the curve, and every curve point but the small ones is a key", () => {
  fc.assert(
    fc.property(fc.bigInt(2n, P - 2n), fc.constantFrom(0n, 1n), (y, sign) => {
      const point = pointAt(y, sign);
      const small = point !== undefined && isIdentity(times(8n, point));
      expect(isKey(encode(y, sign))).toBe(point !== undefined && !small);
    }),
    { numRuns: 60 },
  );
});

// RFC 8032 7.1, TEST 1 to 3; the messages are those that are text: empty and one character.
const RFC = [
  {
    seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    key: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    text: "",
    signature:
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155" +
      "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  },
  {
    seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    key: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    text: "r",
    signature:
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" +
      "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  },
];

test.for(backends)("%s signs and verifies as RFC 8032 says", ([, backend]) => {
  const signatures = backend();
  for (const { seed, key, text, signature } of RFC) {
    const signer = signatures.signer(new Uint8Array(Buffer.from(seed, "hex")));
    expect(signer.key).toBe(key);
    expect(signer.sign(text)).toBe(signature);
    expect(signatures.verify(key, text, signature)).toBe(true);
    expect(signatures.verify(key, `${text}.`, signature)).toBe(false);
  }
});

function hex(length: number): fc.Arbitrary<string> {
  return fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((bytes) => Buffer.from(bytes).toString("hex"));
}

test("all backends agree on honest, bent and random signatures", () => {
  const [node, noble] = [nodeSignatures(), nobleSignatures()];
  fc.assert(
    fc.property(
      hex(32),
      fc.string({ unit: "binary" }),
      hex(64),
      fc.nat(511),
      (secret, text, noise, bit) => {
        const bytes = new Uint8Array(Buffer.from(secret, "hex"));
        const signer = node.signer(bytes);
        expect(noble.signer(bytes).key).toBe(signer.key);
        expect(noble.signer(bytes).sign(text)).toBe(signer.sign(text));
        const bent = Buffer.from(signer.sign(text), "hex");
        bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        for (const signature of [signer.sign(text), bent.toString("hex"), noise]) {
          const expected = signature === signer.sign(text);
          expect(node.verify(signer.key, text, signature)).toBe(expected);
          expect(noble.verify(signer.key, text, signature)).toBe(expected);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test("a cache asks once, remembers a bounded number, and keeps its questions apart", () => {
  let asked = 0;
  const counting: Signatures = {
    ...nodeSignatures(),
    verify: (key, text, signature) => {
      asked += 1;
      return key === "a" && text === "c" && signature === "b";
    },
  };
  const cache = cached(counting, 2);
  expect(cache.verify("a", "c", "b")).toBe(true);
  expect(cache.verify("a", "c", "b")).toBe(true);
  expect(asked).toBe(1);
  // The same characters, cut elsewhere, are another question.
  expect(cache.verify("ab", "c", "")).toBe(false);
  expect(cache.verify("a", "", "bc")).toBe(false);
  expect(asked).toBe(3);
  expect(cache.verify("a", "c", "b")).toBe(true);
  expect(asked).toBe(4);
});
