"""Writes signature.json: rule SG at every edge that can be computed. The answer follows from how a signature was made, and from
the rule applied to its bytes; the writer stops if the two differ."""

import hashlib

import ed25519
import pack
from ed25519 import BASE, L, P, SMALL, add, challenge, encode, encodings, packed, times

TEXT = "flashmesh/1/order/packs\n{}"
A, R = 11, 13  # Secrets of no importance: what counts is what is added to them.

FLAGS = {
    "Honest": {"kind": "stuck funds", "meaning": "An honest signature.", "loss": "Honest payments are refused."},
    "Changed": {
        "kind": "forged authority",
        "meaning": "Text, key or signature is another one than was signed.",
        "loss": "Anybody signs for anybody.",
    },
    "SmallOrderKey": {
        "kind": "forged authority",
        "meaning": "The key is one of the eight points of small order, in one of its fourteen encodings.",
        "loss": "One signature fits every text, so that money goes to, and comes from, an account of everybody.",
    },
    "SmallOrderR": {
        "kind": "encoding",
        "meaning": "R is one of the eight points of small order, in one of its fourteen encodings.",
        "loss": "Implementations differ, and an order is paid here and refused there.",
    },
    "MixedOrder": {
        "kind": "encoding",
        "meaning": "Key or R has a part of small order. The equation without the cofactor decides.",
        "loss": "With the cofactor more is accepted: an order is paid here and refused there.",
    },
    "LargeS": {
        "kind": "replay",
        "meaning": "S is L or more.",
        "loss": "Every signature has twins, and what is known by its bytes is new once more.",
    },
    "NonCanonical": {
        "kind": "encoding",
        "meaning": "y is p or more, or a sign bit stands on x = 0.",
        "loss": "One account has two names, and limits, locks and evidence hold for one of them.",
    },
    "OffCurve": {
        "kind": "stuck funds",
        "meaning": "The bytes are no point of the curve.",
        "loss": "Money goes to a key that can never sign.",
    },
    "Spelling": {
        "kind": "encoding",
        "meaning": "Another length, upper case, or no hexadecimal digits.",
        "loss": "Trailing bytes make twins of a signature, and another spelling makes another name of a key.",
    },
}


def octets(digits):
    """The bytes, or None: TH-12 wants lower-case digits, two a byte."""
    if len(digits) % 2 or set(digits) - set("0123456789abcdef"):
        return None
    return bytes.fromhex(digits)


def breach(key, text, signature):
    key, signature = octets(key), octets(signature)
    return ed25519.breach(key if key is not None else b"", text.encode(), b"" if signature is None else signature)


def verify(comment, flags, key, signature, by_making, text=TEXT):
    key, signature = (each if isinstance(each, str) else each.hex() for each in (key, signature))
    clause = breach(key, text, signature)
    if (clause is None) != by_making:
        raise SystemExit(f"{comment}: made to be {by_making}, and the rule says {clause}")
    given = {"key": key, "text": text, "signature": signature}
    return pack.test(comment, flags, clause or "SG-5", "verify", given, clause is None)


def key(comment, flags, value, by_making):
    value = value if isinstance(value, str) else value.hex()
    given = octets(value)
    if (given is not None and ed25519.is_key(given)) != by_making:
        raise SystemExit(f"{comment}: made to be {by_making}, and the rule says otherwise")
    return pack.test(comment, flags, "SG-1", "key", {"key": value}, by_making)


def made(name, a, i, r, j, text=TEXT):
    """Over A = aB + small[i] and R = rB + small[j], in every encoding of both. What is left over is small[j] + k small[i]."""
    whole_a, whole_r = add(times(a, BASE), SMALL[i]), add(times(r, BASE), SMALL[j])
    for at_a, bytes_a in enumerate(encodings(whole_a)):
        for at_r, bytes_r in enumerate(encodings(whole_r)):
            k = challenge(bytes_r, bytes_a, text.encode())
            left = ed25519.affine(add(SMALL[j], times(k % 8, SMALL[i]))) != (0, 1)
            accepted = bool(a and r) and not left and at_a == at_r == 0
            flags = []
            if a == 0:
                flags.append("SmallOrderKey")
            if r == 0:
                flags.append("SmallOrderR")
            if (a and i) or (r and j):
                flags.append("MixedOrder")
            if at_a or at_r:
                flags.append("NonCanonical")
            residue = "a residue" if left else "no residue"
            comment = f"{name}: A = {a} B + small {i}, encoding {at_a}, R = {r} B + small {j}, encoding {at_r}, {residue}"
            yield verify(comment, flags, bytes_a, bytes_r + s_bytes((r + k * a) % L), accepted, text)


def s_bytes(s):
    return s.to_bytes(32, "little")


def edges():
    for i in range(8):
        for j in range(8):
            yield from made("small, small", 0, i, 0, j)
        yield from made("small, prime", 0, i, R, 0)
        yield from made("prime, small", A, 0, 0, i)
        if i == 0:
            continue
        for j in range(8):
            yield from made("mixed, small", A, i, 0, j)
        for text in ("a", "b", "c"):  # One text leaves a residue and another does not.
            yield from made(f"mixed, prime, text {text}", A, i, R, 0, text)
            yield from made(f"prime, mixed, text {text}", A, 0, R, i, text)
        for j in sorted({8 - i, i % 7 + 1}):
            for text in ("a", "b"):
                yield from made(f"mixed, mixed, text {text}", A, i, R, j, text)


def honest():
    for name, text in (("empty", ""), ("short", "r"), ("two lines", TEXT), ("not ASCII", "gr\u00fc\u00df \U0001f4b6"), ("long", "x" * 3000)):
        seed = hashlib.sha256(name.encode()).digest()
        public, signature = ed25519.public(seed), ed25519.sign(seed, text.encode())
        yield verify(f"honest: {name} text", ["Honest"], public, signature, True, text)
        yield verify(f"changed: {name} text and one letter", ["Changed"], public, signature, False, text + ".")


def changed():
    seed, other = bytes(range(32)), bytes(range(1, 33))
    public, signature = ed25519.public(seed), ed25519.sign(seed, TEXT.encode())
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    yield verify("another key", ["Changed"], ed25519.public(other), signature, False)
    yield verify("R and S exchanged", ["Changed"], public, signature[32:] + r, False)
    yield verify("S and one", ["Changed"], public, r + s_bytes(s + 1), False)
    yield verify("L - S", ["Changed"], public, r + s_bytes(L - s), False)
    yield verify("S is zero", ["Changed"], public, r + s_bytes(0), False)
    yield verify("R negated", ["Changed"], public, bytes([*r[:31], r[31] ^ 128]) + s_bytes(s), False)
    yield verify("all zero", ["SmallOrderR"], public, bytes(64), False)
    for count in (1, 2, 8, 15):
        yield verify(f"S and {count} L", ["LargeS"], public, r + s_bytes(s + count * L), False)
    yield verify("S is L", ["LargeS"], public, r + s_bytes(L), False)
    yield verify("all bits of S", ["LargeS"], public, r + b"\xff" * 32, False)
    for y in off_curve():
        bad = packed(y, 0)
        yield verify(f"key off the curve, y = {y}", ["OffCurve"], bad, signature, False)
        yield verify(f"R off the curve, y = {y}", ["OffCurve"], public, bad + signature[32:], False)
    spelled = signature.hex()
    for name, bent in {
        "no signature": "",
        "one byte short": spelled[:-2],
        "half a byte short": spelled[:-1],
        "one byte more": spelled + "00",
        "twice": spelled * 2,
        "R alone": spelled[:64],
        "upper case": spelled.upper(),
        "prefixed": "0x" + spelled[2:],
        "no digits": "zz" + spelled[2:],
        "a line feed at the end": spelled + "\n",
    }.items():
        yield verify(f"signature: {name}", ["Spelling"], public, bent, False)


def off_curve():
    return [y for y in range(2, 12) if ed25519.point_at(y, 0) is None]


def keys():
    seed = bytes(range(32))
    public = ed25519.public(seed)
    yield key("key: honest", ["Honest"], public, True)
    yield key("key: the base point", ["Honest"], encode(BASE), True)
    for i in range(1, 8):
        yield key(f"key: mixed, with small {i}", ["MixedOrder"], encode(add(times(A, BASE), SMALL[i])), True)
    for i, point in enumerate(SMALL):
        for at, value in enumerate(encodings(point)):
            flags = ["SmallOrderKey", *(["NonCanonical"] if at else [])]
            yield key(f"key: small {i}, encoding {at}", flags, value, False)
    for y in range(P, 2**255):
        for sign in (0, 1):
            value = packed(y, sign)
            if ed25519.point_at(y, sign) and value not in ed25519.SMALL_ENCODINGS:
                yield key(f"key: y = p + {y - P}, sign {sign}", ["NonCanonical"], value, False)
    for y in off_curve():
        for sign in (0, 1):
            yield key(f"key: off the curve, y = {y}, sign {sign}", ["OffCurve"], packed(y, sign), False)
    spelled = public.hex()
    for name, bent in {
        "none": "",
        "one byte short": spelled[:-2],
        "half a byte short": spelled[:-1],
        "one byte more": spelled + "00",
        "upper case": spelled.upper(),
        "prefixed": "0x" + spelled[2:],
        "no digits": "zz" + spelled[2:],
        "a line feed at the end": spelled + "\n",
    }.items():
        yield key(f"key: {name}", ["Spelling"], bent, False)


ABOUT = (
    "Rule SG. `key`: is this a key? `verify`: is this the signature of this key on the UTF-8 bytes of `text`? "
    "`clause` is the first that does not hold."
)
if __name__ == "__main__":
    pack.main(__file__, ABOUT, FLAGS, [*honest(), *changed(), *edges(), *keys()])
