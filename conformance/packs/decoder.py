"""Writes decoder.json: texts of orders, votes, certificates and committees that a strict decoder takes or refuses. What is wrong
with one field comes from spec/examples, which Python made; what JSON itself forgives, and the bounds of TH-12, are made here."""

import json
import pathlib

import pack

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "spec" / "examples"
MESSAGES = ("order", "vote", "certificate", "committee")
LARGEST = 2**20

FLAGS = {
    "WellFormed": {"kind": "stuck funds", "meaning": "A message as it should be.", "loss": "Honest messages are refused."},
    "Text": {
        "kind": "encoding",
        "meaning": "JSON, or nearly, that is spelled otherwise than RFC 8785 spells it, or says a key twice.",
        "loss": "Two implementations read two messages out of one text, and sign or pay different things.",
    },
    "Free": {
        "kind": "stuck funds",
        "meaning": "White space and the order of fields, which are free.",
        "loss": "Honest messages of another implementation are refused.",
    },
    "Size": {
        "kind": "denial",
        "meaning": "The bounds of TH-12: bytes of a text, depth of nesting.",
        "loss": "One message fills the memory or the stack, or a message of the largest size is taken by some only.",
    },
    "Shape": {
        "kind": "encoding",
        "meaning": "A field is missing, unknown, or of another type or length.",
        "loss": "What is guessed for it differs between implementations.",
    },
    "Range": {
        "kind": "minting",
        "meaning": "An amount, nonce, epoch, time or weight is beyond its bounds or written in another way.",
        "loss": "Numbers wrap around or are rounded: money out of nothing, nonces that never end.",
    },
    "Name": {
        "kind": "replay",
        "meaning": "A name that does not fit: it stands in the signing bytes.",
        "loss": "One text is signed and two are meant.",
    },
    "Key": {
        "kind": "forged authority",
        "meaning": "A key that fails SG-1.",
        "loss": "Money goes to a key that nobody, or everybody, can sign for.",
    },
    "List": {
        "kind": "double spend",
        "meaning": "A list that does not ascend, or has something twice.",
        "loss": "One vote is counted twice, or one certificate has two texts.",
    },
}
FLAG_OF = {"TH-3": "Name", "TH-5": "List", "TH-7": "Range", "TH-9": "List", "SG-1": "Key"}


def flag_of(example):
    if example["layer"] == "text":
        return "Text"
    if example["clause"] == "TH-5" and example["layer"] == "shape":
        return "Name" if "name" in example["place"] else "Range" if "weight" in example["place"] else "List"
    return FLAG_OF.get(example["clause"], "Shape")


def decode(comment, flag, message, text, place=None, clause="TH-12", **more):
    """`place` is the JSON pointer to what is wrong; None if nothing is."""
    given = {"message": message, "text": text, **more}
    row = pack.test(comment, [flag], clause, "decode", given, place is None)
    return row if place is None else {**row, "place": place}


def from_examples():
    for message in MESSAGES:
        for file in sorted(EXAMPLES.glob(f"valid/{message}/*.json")):
            yield decode(f"{message}: {file.stem}", "WellFormed", message, pack.compact(load(file)))
        for file in sorted(EXAMPLES.glob(f"invalid/{message}/*.json")):
            each = load(file)
            comment = f"{message}: {file.stem}: {each['why']}"
            yield decode(comment, flag_of(each), message, each["text"], each["place"], each["clause"])


def load(file):
    return json.loads(file.read_text(encoding="utf-8"))


def bounds():
    order = load(EXAMPLES / "valid/order/plain.json")
    text = pack.compact(order)
    backwards = pack.compact(dict(reversed(order.items())))
    yield decode("order: fields in another order", "Free", "order", backwards)
    yield decode("order: white space between all tokens", "Free", "order", json.dumps(order, indent="\t"))
    yield decode("order: carriage returns", "Free", "order", json.dumps(order, indent=1).replace("\n", "\r\n"))
    yield decode("order: a form feed is no white space", "Text", "order", "\f" + text, "")
    room = LARGEST - len(text)
    yield decode("order: 2^20 bytes, most of them spaces", "Size", "order", text, spaces=room)
    yield decode("order: one byte more than 2^20", "Size", "order", text, "", spaces=room + 1)
    for field in ("nonce", "network"):
        for depth in (2, 31):
            nested = "[" * depth + "]" * depth
            bent = text.replace(f'"{field}":{pack.compact(order[field])}', f'"{field}":{nested}')
            clause = "TH-7" if field == "nonce" else "TH-3"
            yield decode(f"order: {field} is {depth} lists", "Shape", "order", bent, f"/{field}", clause)
    for depth in (32, 100000):
        bent = text[:-1] + ',"deep":'
        yield decode(f"order: {depth} lists in an object", "Size", "order", bent, "", lists=depth)


ABOUT = (
    "Is `text` this message? `place` is a JSON pointer to what is wrong, or to something that holds it. With `spaces` so many of them "
    "follow the text; with `lists` so many `[`, as many `]`, and one `}`."
)
if __name__ == "__main__":
    pack.main(__file__, ABOUT, FLAGS, [*from_examples(), *bounds()])
