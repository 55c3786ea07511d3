import { createPublicKey, sign, verify } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { signAgain } from "./again.ts";
import { publicOf, secretOf } from "./secret.ts";

// RFC 8032, 5.1.7
test("a second signature holds, is not the first, and is of this key and text alone", () => {
  const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(seed, seed, fc.uint8Array(), fc.uint8Array(), (mine, other, text, another) => {
      const secret = secretOf(mine);
      const key = createPublicKey(secret);
      const again = signAgain(mine, other, text);
      expect(again).not.toEqual(sign(null, text, secret));
      expect(verify(null, text, key, again)).toBe(true);
      expect(verify(null, another, key, again)).toBe(Buffer.compare(another, text) === 0);
      const isOthers = verify(null, text, createPublicKey(secretOf(other)), again);
      expect(isOthers).toBe(publicOf(secret).equals(publicOf(secretOf(other))));
    }),
  );
});
