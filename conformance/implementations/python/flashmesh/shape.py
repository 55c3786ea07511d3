"""The scalars and records that messages are made of, decoded strictly (TH-1, TH-7, TH-12).

A decoder takes a value out of JSON and returns it, or raises Bad.
"""

import re
from functools import lru_cache

from . import ed25519

LARGEST_MONEY = 2**63 - 1


class Bad(Exception):
    """The value breaks a clause."""


def require(holds, why):
    if not holds:
        raise Bad(why)


def _text(pattern, why):
    matches = re.compile(pattern).fullmatch

    def decode(value):
        if type(value) is not str or not matches(value):
            raise Bad(why)
        return value

    return decode


def _integer(lowest, highest, why):
    def decode(value):
        if type(value) is not int or not lowest <= value <= highest:
            raise Bad(why)
        return value

    return decode


def _money(pattern, lowest, why):
    spelled = _text(pattern, why)

    def decode(value):
        number = int(spelled(value))
        require(lowest <= number <= LARGEST_MONEY, why)
        return number

    return decode


hex32 = digest = _text("[0-9a-f]{64}", "TH-12: 32 bytes in lower-case hexadecimal")
signature = _text("[0-9a-f]{128}", "TH-12: 64 bytes in lower-case hexadecimal")
name = _text("[a-z0-9][a-z0-9-]{0,31}", "TH-3: 1 to 32 lower-case letters, digits and hyphens")
amount = _money("[1-9][0-9]{0,18}", 1, "TH-7: an amount is a decimal string from 1 to 2^63-1")
balance = _money("0|-?[1-9][0-9]{0,18}", -(2**63), "TH-13: an opening balance is a decimal string from -2^63 to 2^63-1")
nonce = _integer(0, 2**53 - 2, "TH-7: an integer from 0 to 2^53-2")
next_nonce = time = _integer(0, 2**53 - 1, "TH-7: an integer from 0 to 2^53-1")
ttl = _integer(1, 2**53 - 1, "TH-7: an integer from 1 to 2^53-1")
epoch = count = _integer(0, 2**32 - 1, "TH-7: an integer from 0 to 2^32-1")
weight = _integer(1, 2**32 - 1, "TH-5: a weight is an integer from 1 to 2^32-1")


@lru_cache(maxsize=4096)
def _is_key(value):
    try:
        ed25519.check_key(bytes.fromhex(value))
    except ed25519.NoKey:
        return False
    return True


def key(value):
    require(_is_key(hex32(value)), "TH-1: a key by rule SG-1")
    return value


def flag(value):
    require(type(value) is bool, "TH-12: true or false")
    return value


def any_text(value):
    require(type(value) is str, "a text")
    return value


def text(value):
    require(any_text(value), "a text that is not empty")
    return value


def anything(value):
    return value


def list_of(decode):
    def decode_list(value):
        require(type(value) is list, "TH-12: a list")
        return [decode(each) for each in value]

    return decode_list


def record(**fields):
    """An object with exactly these fields, each by its decoder; comes back as a dict."""

    def decode(value):
        require(type(value) is dict, "TH-12: an object without duplicate keys")
        if value.keys() != fields.keys():
            raise Bad(f"TH-12: exactly the fields {', '.join(fields)}")
        decoded = {}
        for field, decode_field in fields.items():
            try:
                decoded[field] = decode_field(value[field])
            except Bad as bad:
                raise Bad(f"{field}: {bad}") from None
        return decoded

    return decode
