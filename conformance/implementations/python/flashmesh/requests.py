"""What a judge may ask (schemas/adapter/request). Bodies of inputs are decoded by the authority."""

from . import shape
from .genesis import Genesis
from .shape import list_of, record
from .text import read

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
        state_dir=shape.text,
        resume=shape.flag,
    ),
    "apply": record(input=shape.text, body=shape.anything),
    "observe": record(keys=list_of(shape.text)),
    "advance": record(milliseconds=shape.ttl),
    "bye": record(),
}


def decode(line):
    """(seq, verb, body); Bad or ValueError if the line is no request."""
    request = _request(read(line.decode("utf-8")))
    shape.require(request["verb"] in _bodies, "verb: none that a judge may send")
    return request["seq"], request["verb"], _bodies[request["verb"]](request["body"])
