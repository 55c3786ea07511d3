"""Ed25519 by rule SG: RFC 8032 without the cofactor, keys and R of small order refused.

A point is (X, Y, Z, T) in extended coordinates: x = X/Z, y = Y/Z, xy = T/Z. A *ready* point is what an addition
wants of its second operand, computed once: (Y-X, Y+X, 2dT, 2Z). Nothing here is constant-time.
"""

from functools import lru_cache
from hashlib import sha512

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


class NoKey(Exception):
    """The bytes are no key (SG-1)."""


# --- points ---


def ready(point):
    x, y, z, t = point
    return (y - x) % P, (y + x) % P, 2 * D * t % P, 2 * z % P


def add(point, other):
    """`point` plus the ready point `other`; complete, so it adds equal points and the neutral one too."""
    x, y, z, t = point
    minus, plus, dt, zz = other
    a = (y - x) * minus % P
    b = (y + x) * plus % P
    c = t * dt % P
    d = z * zz % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def double(point):
    x, y, z, _ = point
    a, b = x * x % P, y * y % P
    h = a + b
    e = h - (x + y) * (x + y) % P
    g = a - b
    f = 2 * z * z % P + g
    return e * f % P, g * h % P, f * g % P, e * h % P


def encode(point):
    x, y, z, _ = point
    inverse = pow(z, -1, P)
    return (y * inverse % P | (x * inverse % P & 1) << 255).to_bytes(32, "little")


def decode(octets):
    """The point that 32 bytes stand for in their one canonical spelling, or NoKey."""
    y = int.from_bytes(octets, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:  # SG-1: y is reduced
        raise NoKey
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    if v * x * x % P == -u % P:
        x = x * SQRT_OF_MINUS_ONE % P
    if v * x * x % P != u:  # SG-1: on the curve
        raise NoKey
    if x == 0 and sign:  # SG-1: zero has no sign
        raise NoKey
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


# --- multiples ---


def first_sixteen(point):
    """0 to 15 times the point, ready."""
    step, multiple, row = ready(point), NEUTRAL, []
    for _ in range(16):
        row.append(ready(multiple))
        multiple = add(multiple, step)
    return row


def times(number, row):
    """`number` times the point that `row` holds sixteen multiples of."""
    result = NEUTRAL
    for shift in range(number.bit_length() + 3 & ~3, -4, -4):
        result = add(double(double(double(double(result)))), row[number >> shift & 15])
    return result


@lru_cache(maxsize=1)
def base_rows():
    """Row i: 0 to 15 times 16^i B. So [n]B is 64 additions and no doubling."""
    point, rows = decode((4 * pow(5, -1, P) % P).to_bytes(32, "little")), []
    for _ in range(64):
        rows.append(first_sixteen(point))
        point = double(double(double(double(point))))
    return rows


def times_base(number, result=NEUTRAL):
    for row in base_rows():
        result = add(result, row[number & 15])
        number >>= 4
    return result


def torsion():
    """Every spelling, canonical or not, of the eight points of small order: 14 in all."""
    row = first_sixteen(decode(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")))
    reduced = {int.from_bytes(encode(add(NEUTRAL, each)), "little") & (1 << 255) - 1 for each in row[:8]}
    spelled = reduced | {y + P for y in reduced if y + P < 1 << 255}
    return frozenset((y | sign << 255).to_bytes(32, "little") for y in spelled for sign in (0, 1))


SMALL_ORDER = torsion()


# --- keys and signatures ---


def check_key(octets):
    """Raises NoKey unless SG-1 holds."""
    negated_multiples(octets)


@lru_cache(maxsize=1024)
def negated_multiples(key):
    if len(key) != 32 or key in SMALL_ORDER:  # SG-1: 32 bytes, of no small order
        raise NoKey
    x, y, z, t = decode(key)
    return first_sixteen((P - x, y, z, P - t))


@lru_cache(maxsize=16384)
def verify(key, message, signature):
    if len(signature) != 64:  # SG-2
        return False
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if s >= L or r in SMALL_ORDER:  # SG-3, SG-4
        return False
    try:
        row = negated_multiples(key)  # SG-1
    except NoKey:
        return False
    k = int.from_bytes(sha512(r + key + message).digest(), "little") % L
    return encode(times_base(s, times(k, row))) == r  # SG-5


@lru_cache(maxsize=16)
def expanded(seed):
    """The secret scalar, the prefix of nonces and the public key of a seed."""
    digest = sha512(seed).digest()
    scalar = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
    return scalar, digest[32:], encode(times_base(scalar))


def public_key(seed):
    return expanded(seed)[2]


@lru_cache(maxsize=4096)
def sign(seed, message):
    scalar, prefix, key = expanded(seed)
    r = int.from_bytes(sha512(prefix + message).digest(), "little") % L
    start = encode(times_base(r))
    k = int.from_bytes(sha512(start + key + message).digest(), "little") % L
    return start + ((r + k * scalar) % L).to_bytes(32, "little")
