"""The curve of Ed25519 in plain integers (RFC 8032 5.1), and rule SG as it is written. Slow, short, and shares no code with any
implementation that it judges: it makes the signatures of the packs, also those that no honest signer makes."""

import hashlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # A square root of -1.
IDENTITY = (0, 1, 1, 0)  # Extended coordinates X, Y, Z, T: x = X/Z, y = Y/Z, xy = T/Z.


def add(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    total = IDENTITY
    while scalar > 0:
        if scalar & 1:
            total = add(total, point)
        point = add(point, point)
        scalar >>= 1
    return total


def negated(point):
    return -point[0] % P, point[1], point[2], -point[3] % P


def affine(point):
    inverse = pow(point[2], -1, P)
    return point[0] * inverse % P, point[1] * inverse % P


def point_at(y, sign):
    """The point with this y, which may be p or more, and this sign bit, which x = 0 ignores; None off the curve."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    x = x if x & 1 == sign else -x % P
    return x, y % P, 1, x * y % P


BASE = point_at(4 * pow(5, -1, P) % P, 0)


def packed(y, sign):
    return (y | sign << 255).to_bytes(32, "little")


def encode(point):
    x, y = affine(point)
    return packed(y, x & 1)


def encodings(point):
    """All of a point: the canonical one first, then those with a needless sign bit or with y + p."""
    x, y = affine(point)
    signs = (0, 1) if x == 0 else (x & 1,)
    return [packed(each, sign) for each in ((y, y + P) if y < 19 else (y,)) for sign in signs]


def torsion():
    """The eight points of small order, as the multiples of one of order eight."""
    y = 2
    while True:
        point = point_at(y, 0)
        eighth = times(L, point) if point else IDENTITY
        if affine(times(4, eighth)) != (0, 1):
            return [times(count, eighth) for count in range(8)]
        y += 1


SMALL = torsion()
SMALL_ENCODINGS = {each for point in SMALL for each in encodings(point)}


def challenge(r, key, message):
    return int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % L


def is_key(key):
    if len(key) != 32 or key in SMALL_ENCODINGS:
        return False
    number = int.from_bytes(key, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    return y < P and point_at(y, sign) is not None  # x = 0 belongs to two small points alone.


def breach(key, message, signature):
    """The first clause of rule SG that does not hold; None if all of them do."""
    if not is_key(key):
        return "SG-1"
    if len(signature) != 64:
        return "SG-2"
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if s >= L:
        return "SG-3"
    if r in SMALL_ENCODINGS:
        return "SG-4"
    number = int.from_bytes(key, "little")
    point = point_at(number & (1 << 255) - 1, number >> 255)
    left = add(times(s, BASE), negated(times(challenge(r, key, message), point)))
    return None if encode(left) == r else "SG-5"


def expanded(seed):
    digest = hashlib.sha512(seed).digest()
    secret = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
    return secret, digest[32:]


def public(seed):
    return encode(times(expanded(seed)[0], BASE))


def sign(seed, message):
    secret, prefix = expanded(seed)
    nonce = int.from_bytes(hashlib.sha512(prefix + message).digest(), "little") % L
    r = encode(times(nonce, BASE))
    s = (nonce + challenge(r, public(seed), message) * secret) % L
    return r + s.to_bytes(32, "little")
