"""Rule SG at its edges."""

import unittest

from flashmesh import ed25519
from flashmesh.ed25519 import L, NEUTRAL, P, SMALL_ORDER, add, decode, encode, first_sixteen, ready, times_base

SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")  # RFC 8032, test 2
KEY = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
MESSAGE = b"\x72"
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)
ORDER_EIGHT = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")


def with_s(signature, change):
    s = int.from_bytes(signature[32:], "little") + change
    return signature[:32] + s.to_bytes(32, "little")


class Rule(unittest.TestCase):
    def test_rfc_8032(self):
        self.assertEqual(ed25519.public_key(SEED), KEY)
        self.assertEqual(ed25519.sign(SEED, MESSAGE), SIGNATURE)
        self.assertTrue(ed25519.verify(KEY, MESSAGE, SIGNATURE))

    def test_another_message_length_or_s(self):
        self.assertFalse(ed25519.verify(KEY, b"\x73", SIGNATURE))
        self.assertFalse(ed25519.verify(KEY, MESSAGE, SIGNATURE + b"\0"))  # SG-2
        self.assertFalse(ed25519.verify(KEY, MESSAGE, SIGNATURE[:63]))  # SG-2
        self.assertFalse(ed25519.verify(KEY, MESSAGE, with_s(SIGNATURE, L)))  # SG-3
        self.assertFalse(ed25519.verify(KEY, MESSAGE, with_s(SIGNATURE, 1)))  # SG-5

    def test_keys(self):
        self.assertEqual(len(SMALL_ORDER), 14)
        bad = [*SMALL_ORDER, (P + 3).to_bytes(32, "little"), (2).to_bytes(32, "little"), KEY[:31], KEY + b"\0"]
        for octets in bad:  # SG-1
            with self.subTest(octets.hex()), self.assertRaises(ed25519.NoKey):
                ed25519.check_key(octets)

    def test_small_r(self):
        """S = k a makes [S]B - [k]A the neutral point: R is right, and refused (SG-4)."""
        scalar, _, _ = ed25519.expanded(SEED)
        r = encode(NEUTRAL)
        k = int.from_bytes(ed25519.sha512(r + KEY + MESSAGE).digest(), "little") % L
        self.assertFalse(ed25519.verify(KEY, MESSAGE, r + (k * scalar % L).to_bytes(32, "little")))

    def test_mixed_order_is_judged_without_the_cofactor(self):
        """A key with a part of order 8 is a key, and verifies exactly when 8 divides k (SG-5)."""
        scalar, _, _ = ed25519.expanded(SEED)
        mixed = encode(add(decode(KEY), ready(decode(ORDER_EIGHT))))
        ed25519.check_key(mixed)
        verified = set()
        for number in range(1, 40):
            r = encode(times_base(number))
            k = int.from_bytes(ed25519.sha512(r + mixed + MESSAGE).digest(), "little") % L
            signature = r + ((number + k * scalar) % L).to_bytes(32, "little")
            self.assertEqual(ed25519.verify(mixed, MESSAGE, signature), k % 8 == 0)
            verified.add(k % 8 == 0)
        self.assertEqual(verified, {True, False})

    def test_multiples(self):
        row = first_sixteen(decode(KEY))
        for number in (0, 1, 15, 16, 17, 255, 4096, 2**252 + 12345):
            slow, bit = NEUTRAL, ready(decode(KEY))
            for digit in bin(number)[2:]:
                slow = ed25519.double(slow)
                slow = add(slow, bit) if digit == "1" else slow
            self.assertEqual(encode(ed25519.times(number, row)), encode(slow))


if __name__ == "__main__":
    unittest.main()
