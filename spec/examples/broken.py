"""Invalid examples: each breaks one constraint of one message and says which clause that is.

In: VALID of world.py. Out: INVALID, by message and example name:
`{ clause, reason, layer, place, why, text }`. The layer says what can see the fault: `text` the
JSON text itself, `shape` a JSON Schema, `meaning` only who knows the clause.
Signatures are not renewed after a change: the form of a message is judged before its signature.
"""

import copy
import json

from world import ALICE_BOB, MAX_INT, MAX_NONCE, VALID, certificate

# What the component answers to a malformed message of this kind. Committee, opening and genesis
# are no inputs: a wrong file is a fault (exit 3), not a refusal. A broken quorum is for people.
REASON = {
    "order": "Malformed",
    "certificate": "CertificateMalformed",
    "equivocation-proof": "EvidenceInvalid",
    "vote": "VoteSignatureInvalid",
    "receipt": "ReceiptForNothing",
    "missing-certificate": "NothingMissing",
    "ownership-proof": "OwnershipUnproven",
    "committee": None,
    "opening": None,
    "genesis": None,
    "broken-quorum": None,
}
INVALID = {message: {} for message in REASON}
BASE = {
    "order": VALID["order"]["plain"],
    "certificate": VALID["certificate"]["three-of-four"],
    "equivocation-proof": VALID["equivocation-proof"]["other-recipient"],
    "vote": VALID["vote"]["plain"],
    "receipt": VALID["receipt"]["debited"],
    "missing-certificate": VALID["missing-certificate"]["plain"],
    "ownership-proof": VALID["ownership-proof"]["plain"],
    "committee": VALID["committee"]["village"],
    "opening": VALID["opening"]["escrow-with-two-claims"],
    "genesis": VALID["genesis"]["village"],
    "broken-quorum": VALID["broken-quorum"]["two-quorums"],
}


def text_of(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def add(message, name, clause, layer, why, text, path=()):
    assert name not in INVALID[message], (message, name)
    INVALID[message][name] = {
        "clause": clause,
        "reason": REASON[message],
        "layer": layer,
        "place": "".join(f"/{step}" for step in path),
        "why": why,
        "text": text,
    }


def at(value, path):
    for step in path:
        value = value[step]
    return value


def changed(message, path, value):
    """The base example with the value at `path` replaced."""
    body = copy.deepcopy(BASE[message])
    at(body, path[:-1])[path[-1]] = value
    return body


def label(path):
    return "-".join(str(step).replace("_", "-") for step in path)


def put(message, path, name, clause, why, value, layer="shape", place=None):
    """`place`, if it is not the path: the thing whose parts disagree."""
    text = text_of(changed(message, path, value))
    add(
        message, f"{label(path)}-{name}", clause, layer, why, text, path if place is None else place
    )


def spelled(message, path, name, clause, why, spelling):
    """The value at `path` spelled by hand, so that only the text shows the fault."""
    marker = "\u2603"
    text = text_of(changed(message, path, marker)).replace(f'"{marker}"', spelling)
    add(message, f"{label(path)}-{name}", clause, "text", why, text, path)


# --- one field ---


def without(message, path):
    body = copy.deepcopy(BASE[message])
    del at(body, path[:-1])[path[-1]]
    add(
        message,
        f"{label(path)}-missing",
        "TH-12",
        "shape",
        f"the field {path[-1]} is missing",
        text_of(body),
        path,
    )


def hexadecimal(message, path, every=False):
    good = at(BASE[message], path)
    put(message, path, "upper-case", "TH-12", "a byte string is lower-case", good.upper())
    put(message, path, "short", "TH-12", "one byte is missing", good[:-2])
    if not every:
        return
    put(message, path, "long", "TH-12", "one byte too many", good + "00")
    put(message, path, "odd", "TH-12", "half a byte is missing", good[:-1])
    put(message, path, "empty", "TH-12", "no bytes at all", "")
    put(
        message,
        path,
        "prefixed",
        "TH-12",
        "hexadecimal has one spelling, without 0x",
        "0x" + good[2:],
    )
    put(message, path, "not-hexadecimal", "TH-12", "g is no hexadecimal digit", "g" + good[1:])
    put(message, path, "line-feed", "TH-12", "a line feed follows the last digit", good + "\n")
    put(message, path, "number", "TH-12", "a byte string is a string", 7)
    put(message, path, "null", "TH-12", "null is no byte string", None)


def key(message, path, every=False):
    hexadecimal(message, path, every)
    put(
        message,
        path,
        "identity",
        "SG-1",
        "the point of order 1 is no key: anybody can sign for it",
        "01" + "00" * 31,
        "meaning",
    )
    if not every:
        return
    put(
        message,
        path,
        "order-two",
        "SG-1",
        "(0, -1) has order 2",
        "ec" + "ff" * 30 + "7f",
        "meaning",
    )
    put(message, path, "order-four", "SG-1", "y = 0 has order 4", "00" * 32, "meaning")
    put(
        message,
        path,
        "order-eight",
        "SG-1",
        "a point of order 8",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "meaning",
    )
    put(
        message,
        path,
        "not-reduced",
        "SG-1",
        "y = p + 3 is on the curve, and is not smaller than p",
        "f0" + "ff" * 30 + "7f",
        "meaning",
    )
    put(
        message,
        path,
        "signed-zero",
        "SG-1",
        "x = 0 with a sign bit",
        "01" + "00" * 30 + "80",
        "meaning",
    )
    put(
        message,
        path,
        "off-curve",
        "SG-1",
        "no point of the curve has y = 2",
        "02" + "00" * 31,
        "meaning",
    )


def integer(message, path, lowest, highest, every=False, clause="TH-7"):
    put(message, path, "below-range", clause, f"the smallest is {lowest}", lowest - 1)
    put(message, path, "above-range", clause, f"the largest is {highest}", highest + 1)
    put(message, path, "string", clause, "it is an integer, no string", str(lowest))
    spelled(message, path, "with-fraction", "TH-12", "1.0 is not how an integer is written", "1.0")
    if not every:
        return
    put(message, path, "null", "TH-7", "null is no integer", None)
    put(message, path, "boolean", "TH-7", "true is no integer", True)
    put(message, path, "fraction", "TH-7", "a half is no integer", 1.5)
    spelled(message, path, "with-exponent", "TH-12", "1e0 is not how an integer is written", "1e0")
    spelled(message, path, "leading-zero", "TH-12", "01 is not how an integer is written", "01")
    spelled(message, path, "minus-zero", "TH-12", "-0 is not how an integer is written", "-0")
    spelled(message, path, "plus-sign", "TH-12", "+1 is not how an integer is written", "+1")
    spelled(message, path, "rounded", "TH-7", "2^53 + 1 would be read as 2^53", str(2**53 + 1))
    spelled(message, path, "infinite", "TH-12", "1e999 is beyond every number", "1e999")
    spelled(message, path, "not-a-number", "TH-12", "NaN is no JSON", "NaN")


def amount(message, path, every=False):
    put(message, path, "zero", "TH-7", "an amount is at least 1", "0")
    put(message, path, "too-large", "TH-7", "2^63 is one too many", str(2**63))
    put(message, path, "number", "TH-7", "an amount is a string", 30)
    if not every:
        return
    for name, spelling in {
        "empty": "",
        "leading-zero": "030",
        "minus": "-30",
        "plus": "+30",
        "fraction": "30.0",
        "exponent": "3e1",
        "space": " 30",
        "line-feed": "30\n",
        "hexadecimal": "0x1e",
        "separator": "1_000",
        "arabic-digits": "\u0663\u0660",
        "twenty-digits": "1" + "0" * 19,
        "largest-and-a-digit": str(2**63 - 1) + "0",
    }.items():
        put(message, path, name, "TH-7", f"{json.dumps(spelling)} is no amount", spelling)
    put(message, path, "null", "TH-7", "null is no amount", None)
    put(message, path, "list", "TH-7", "a list is no amount", ["30"])


def network(message, path):
    for name, spelling in {
        "empty": "",
        "upper-case": "Village",
        "too-long": "v" * 33,
        "leading-hyphen": "-village",
        "line-feed": "village\n",
        "two-lines": "village\nflashmesh",
        "slash": "vil/lage",
        "space": "vil lage",
        "not-ascii": "d\u00f6rf",
    }.items():
        put(
            message,
            path,
            name,
            "TH-3",
            "the name stands in the signing bytes, and no other line may be read out of it",
            spelling,
        )
    put(message, path, "number", "TH-3", "a name is a string", 1)


def flag(message, path):
    for name, value in {"number": 1, "string": "true", "null": None}.items():
        put(message, path, name, "TH-12", "it is true or false", value)


# --- the whole message ---


def envelope(message, field):
    """What can be wrong with any message as a text. `field` is a top-level field to be doubled."""
    good = text_of(BASE[message])
    add(
        message,
        "unknown-field",
        "TH-12",
        "shape",
        "a field that no clause names",
        text_of({**BASE[message], "memo": "hello"}),
    )
    doubled = f"{{{json.dumps(field)}:{text_of(BASE[message][field])},{good[1:]}"
    add(message, "duplicate-key", "TH-12", "text", "a key stands twice, with equal values", doubled)
    add(message, "list", "TH-12", "shape", "a message is an object", f"[{good}]")
    add(message, "null", "TH-12", "shape", "a message is an object", "null")
    add(message, "empty-object", "TH-12", "shape", "every field is missing", "{}")


def texts(message, field):
    """More of that, once: the reader of texts is the same for every message."""
    good = text_of(BASE[message])
    escaped = f'{{"\\u{ord(field[0]):04x}{field[1:]}":{text_of(BASE[message][field])},{good[1:]}'
    add(
        message,
        "duplicate-key-escaped",
        "TH-12",
        "text",
        "a key stands twice, once with an escape",
        escaped,
    )
    add(
        message,
        "unknown-prototype",
        "TH-12",
        "shape",
        "__proto__ is a field that no clause names",
        '{"__proto__":{},' + good[1:],
    )
    add(
        message,
        "needless-escape",
        "TH-12",
        "text",
        "a letter stands as an escape",
        good.replace('"village"', '"v\\u0069llage"'),
        ["network"],
    )
    add(message, "empty-text", "TH-12", "text", "there is no message", "")
    add(message, "cut-off", "TH-12", "text", "the text ends early", good[:-1])
    add(message, "two-messages", "TH-12", "text", "another message follows", good + good)
    add(
        message, "byte-order-mark", "TH-12", "text", "a byte order mark is no JSON", "\ufeff" + good
    )
    add(message, "trailing-comma", "TH-12", "text", "a comma too many", good[:-1] + ",}")
    add(message, "comment", "TH-12", "text", "JSON has no comments", "/* order */" + good)
    add(
        message,
        "single-quotes",
        "TH-12",
        "text",
        "strings stand in double quotes",
        good.replace('"', "'"),
    )
    add(
        message,
        "string-of-json",
        "TH-12",
        "shape",
        "a message is an object, no string that holds one",
        json.dumps(good),
    )
    add(
        message,
        "wrong-case-field",
        "TH-12",
        "shape",
        "field names are written as the clause has them",
        good.replace('"issued_at"', '"issuedAt"'),
    )
    add(
        message,
        "deep-nesting",
        "TH-12",
        "shape",
        "an amount ten thousand lists deep",
        good.replace('"30"', "[" * 10_000 + "]" * 10_000),
    )


def order_fields(message, path, every=False):
    (
        network(message, [*path, "network"])
        if every
        else put(message, [*path, "network"], "empty", "TH-3", "a network has a name", "")
    )
    for field in ("sender", "recipient"):
        key(message, [*path, field], every)
    amount(message, [*path, "amount"], every)
    integer(message, [*path, "nonce"], 0, MAX_NONCE, every)
    integer(message, [*path, "epoch"], 0, 2**32 - 1)
    integer(message, [*path, "issued_at"], 0, MAX_INT)
    integer(message, [*path, "ttl"], 1, MAX_INT)
    hexadecimal(message, [*path, "sender_sig"], every)


def vote_fields(message, path):
    for field in ("core_digest", "committee", "authority_sig"):
        hexadecimal(message, [*path, field])
    key(message, [*path, "authority"])
    integer(message, [*path, "nonce"], 0, MAX_NONCE)
    integer(message, [*path, "epoch"], 0, 2**32 - 1)
    integer(message, [*path, "ttl"], 1, MAX_INT)


def everything():
    for message, field in {
        "order": "nonce",
        "vote": "nonce",
        "certificate": "votes",
        "receipt": "debited",
        "missing-certificate": "nonce",
        "equivocation-proof": "first",
        "ownership-proof": "epoch",
        "committee": "name",
        "opening": "epoch",
        "genesis": "network",
        "broken-quorum": "first",
    }.items():
        envelope(message, field)
        for each in BASE[message]:
            without(message, [each])
    texts("order", "nonce")
    order_fields("order", [], every=True)
    vote_fields("vote", [])

    order_fields("certificate", ["order"])
    vote_fields("certificate", ["votes", 1])
    votes = BASE["certificate"]["votes"]
    put(
        "certificate",
        ["votes"],
        "descending",
        "TH-9",
        "votes ascend by authority",
        votes[::-1],
        "meaning",
    )
    put(
        "certificate",
        ["votes"],
        "twice-the-same",
        "TH-9",
        "a vote stands twice, so it would count twice",
        [votes[0], votes[0], votes[1]],
        "meaning",
    )
    again = certificate({**ALICE_BOB, "ttl": 1}, ["a1", "a2", "a3"])["votes"]
    put(
        "certificate",
        ["votes"],
        "same-voter-twice",
        "TH-9",
        "two votes of one authority differ in ttl only",
        [votes[0], again[0], votes[1]],
        "meaning",
    )
    put("certificate", ["votes"], "object", "TH-9", "votes are a list", {"0": votes[0]})
    put("certificate", ["votes", 0], "null", "TH-9", "null is no vote", None)
    put(
        "certificate",
        ["votes", 0],
        "with-unknown-field",
        "TH-12",
        "a field that no clause names",
        {**votes[0], "weight": 3},
    )
    put(
        "certificate",
        ["order"],
        "with-unknown-field",
        "TH-12",
        "a field that no clause names",
        {**ALICE_BOB, "fee": "1"},
    )
    nested = text_of(BASE["certificate"]).replace('"votes":[{', '"votes":[{"nonce":0,')
    add(
        "certificate",
        "duplicate-key-in-a-vote",
        "TH-12",
        "text",
        "a key stands twice in the first vote",
        nested,
    )

    hexadecimal("receipt", ["claim_digest"])
    hexadecimal("receipt", ["authority_sig"])
    key("receipt", ["authority"])
    flag("receipt", ["debited"])
    flag("receipt", ["credited"])

    key("missing-certificate", ["account"])
    integer("missing-certificate", ["nonce"], 0, MAX_NONCE)

    first, second = BASE["equivocation-proof"]["first"], BASE["equivocation-proof"]["second"]
    add(
        "equivocation-proof",
        "descending",
        "TH-14",
        "meaning",
        "the orders ascend by core digest",
        text_of({"first": second, "second": first}),
    )
    for field in ("first", "second"):
        put("equivocation-proof", [field, "amount"], "zero", "TH-7", "an amount is at least 1", "0")
        put(
            "equivocation-proof",
            [field, "sender_sig"],
            "short",
            "TH-12",
            "one byte is missing",
            first["sender_sig"][:-2],
        )
        put(
            "equivocation-proof",
            [field, "recipient"],
            "identity",
            "SG-1",
            "the point of order 1 is no key",
            "01" + "00" * 31,
            "meaning",
        )
        put("equivocation-proof", [field], "null", "TH-14", "null is no order", None)
        spelled(
            "equivocation-proof",
            [field, "nonce"],
            "with-fraction",
            "TH-12",
            "0.0 is not how an integer is written",
            "0.0",
        )

    one, other = BASE["broken-quorum"]["first"], BASE["broken-quorum"]["second"]
    descending = text_of({"first": other, "second": one})
    why = "the certificates ascend by claim digest"
    add("broken-quorum", "descending", "TH-14", "meaning", why, descending)
    put("broken-quorum", ["second"], "same-as-first", "TH-14", "one claim twice", one, "meaning")
    for field in ("first", "second"):
        put("broken-quorum", [field], "null", "TH-14", "null is no certificate", None)
        votes = at(BASE["broken-quorum"], [field, "votes"])[::-1]
        why = "votes ascend by authority"
        put("broken-quorum", [field, "votes"], "descending", "TH-9", why, votes, "meaning")

    key("ownership-proof", ["account"])
    hexadecimal("ownership-proof", ["committee"])
    integer("ownership-proof", ["epoch"], 0, 2**32 - 1)


everything()
