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
    if "\\" in text:
        text = _STRING.sub(_as_spelled, text)
    try:
        return _reader.decode(text)
    except RecursionError:
        return _reader.decode(_shallow(text))


def size_of(text, *path):
    """How many bytes of a JSON text the value at a path of field names takes; 0 if there is none. Slow."""
    depth, names, begin = 0, [], None
    for token in _TOKEN.finditer(text):
        if token[0] in ",}]" and depth == len(path) and begin is not None:
            return len(text[begin : token.start()].strip().encode())
        if token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
        elif token[0][-1] == ":":
            names[depth - 1 :] = [token[1]]
            if names == list(path) and depth == len(path):
                begin = token.end()
    return 0


def canonical(value):
    """RFC 8785 for what occurs in messages: ASCII keys and strings, integers below 2^53."""
    return _writer.encode(value)


_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"(?:\s*:)?|[\[{]|[\]}]|,')
_STRING = re.compile(r'("(?:[^"\\]|\\.)*")(\s*:)?')


def _as_spelled(match):
    """The string, or what no decoder takes if RFC 8785 spells it in another way (TH-12)."""
    string, colon = match.groups("")
    if "\\" not in string or canonical(json.loads(string)) == string:
        return match[0]
    return f'"not RFC 8785"{colon}' if colon else "NaN"


def _shallow(text):
    """The text with everything nested too deeply for any message replaced by NaN, hence by UNFIT."""
    depth, kept, begin = 0, [], 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            depth += 1
            if depth == DEEPEST:
                kept.append(text[begin : token.start()] + "NaN")
        elif token[0] in "]}":
            depth -= 1
            if depth == DEEPEST - 1:
                begin = token.end()
    return "".join(kept) + text[begin:]
