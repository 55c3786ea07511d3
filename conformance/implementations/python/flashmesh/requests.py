"""What a judge may ask (schemas/adapter/request). Bodies of inputs are decoded by the authority."""

from . import shape
from .genesis import Genesis
from .shape import list_of, record
from .text import UNFIT, read, size_of

LARGEST = 2**20

_request = record(seq=shape.text, verb=shape.text, body=shape.anything)
_bodies = {
    "hello": record(
        protocol=shape.text, suite_version=shape.text, hello_deadline_ms=shape.ttl, step_deadline_ms=shape.ttl
    ),
    "reset": record(
        profile=shape.text,
        genesis=Genesis.decode,
        self=shape.key,
        seed=shape.hex32,
        state_dir=shape.any_text,
        resume=shape.flag,
    ),
    "apply": record(input=shape.text, body=shape.anything),
    "observe": record(keys=list_of(shape.text)),
    "advance": record(milliseconds=shape.ttl),
    "bye": record(),
}


def decode(line):
    """(seq, verb, body); Bad or ValueError if the line is no request."""
    text = line.decode("utf-8")
    seq, verb, body = _request(read(text)).values()
    shape.require(verb in _bodies, "verb: none that a judge may send")
    body = _bodies[verb](body)
    if verb == "apply" and len(line) > LARGEST and size_of(text, "body", "body") > LARGEST:
        body["body"] = UNFIT  # TH-12
    return seq, verb, body
