"""JSON in and out. In: a text that only looks right must not be read as if it were (TH-12). Out: RFC 8785."""

import json
import re


class Unfit:
    """Stands where the text had something that no message may have; no decoder takes it."""


UNFIT = Unfit()
DEEPEST = 32


def _object(pairs):
    value = dict(pairs)
    return value if len(value) == len(pairs) else UNFIT  # TH-12: no duplicate keys


def _integer(digits):
    return UNFIT if len(digits) > 20 or digits == "-0" else int(digits)  # TH-12: one spelling per number


_reader = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_integer,
    parse_float=lambda _: UNFIT,  # TH-12: 1.0 and 1e0 are no spelling of 1
    parse_constant=lambda _: UNFIT,  # NaN and Infinity are no JSON
)
_writer = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read(text):
    """The value of a JSON text; ValueError if it is none."""
    try:
        return _reader.decode(text)
    except RecursionError:
        return _reader.decode(_shallow(text))


def canonical(value):
    """RFC 8785 for what occurs in messages: ASCII keys and strings, integers below 2^53."""
    return _writer.encode(value)


def _shallow(text):
    """The text with everything nested too deeply for any message replaced by NaN, hence by UNFIT."""
    depth, kept, begin = 0, [], 0
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', text):
        if token[0] in "[{":
            depth += 1
            if depth == DEEPEST:
                kept.append(text[begin : token.start()] + "NaN")
        elif token[0] in "]}":
            depth -= 1
            if depth == DEEPEST - 1:
                begin = token.end()
    return "".join(kept) + text[begin:]
