"""Writes digests.json: what is signed and what is hashed (TH-3, TH-4, TH-8, TH-10), and the mistakes that are made there.

SHA-256 is hashlib's, RFC 8785 is json.dumps with sorted keys (every scalar here is ASCII or an integer).
"""

import hashlib
import json

import ed25519
import pack

NETWORK = "digests"
FLAGS = {
    "Right": {"kind": "stuck funds", "meaning": "Text, digest and signature as they should be.", "loss": "Nobody understands anybody."},
    "Largest": {
        "kind": "encoding",
        "meaning": "The largest and smallest numbers that TH-7 allows.",
        "loss": "A number is rounded or wraps around, and the digest names another payment.",
    },
    "OtherNetwork": {
        "kind": "replay",
        "meaning": "The text names another network than the message is spoken in.",
        "loss": "What was signed in one network counts in another.",
    },
    "OtherType": {
        "kind": "replay",
        "meaning": "The text names another type of message.",
        "loss": "A signature under one message is good for another.",
    },
    "Fields": {
        "kind": "lost promise",
        "meaning": "A field is in the text that should not be, or is not and should be.",
        "loss": "Votes for one payment do not add up, or votes for two payments do.",
    },
    "Spelling": {
        "kind": "encoding",
        "meaning": "The message is not in the form of RFC 8785, or the line feed is another.",
        "loss": "Honest signatures and digests of others do not fit.",
    },
}


def seed(name):
    return hashlib.sha256(f"digests.json {name}".encode()).digest()


NAMES = ("payer", "payee", "one", "two", "three")
KEYS = {name: ed25519.public(seed(name)).hex() for name in NAMES}


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def text_of(kind, network, message):
    return f"flashmesh/1/{kind}/{network}\n{canonical(message)}"


def without(message, *fields):
    return {name: value for name, value in message.items() if name not in fields}


def digested(comment, flags, kind, network, message, text, right):
    """`message` is the order or committee whose core, claim or committee digest is asked for."""
    given = {"type": kind, "network": network, "message": message}
    output = {"text": text, "digest": hashlib.sha256(text.encode()).hexdigest()}
    return pack.test(comment, flags, "TH-4", "digest", {**given, **output}, right)


def signed(comment, flags, kind, network, message, signer, text, right):
    """`message` without its signature; `signature` is that of `seed` on `text`."""
    given = {"type": kind, "network": network, "message": message, "seed": seed(signer).hex()}
    signature = ed25519.sign(seed(signer), text.encode()).hex()
    return pack.test(comment, flags, "TH-3", "sign", {**given, "text": text, "signature": signature}, right)


def order(**fields):
    return {"network": NETWORK, "sender": KEYS["payer"], "recipient": KEYS["payee"], **fields}


ORDERS = {
    "smallest": order(amount="1", nonce=0, epoch=0, issued_at=0, ttl=1),
    "plain": order(amount="30", nonce=7, epoch=3, issued_at=1000, ttl=60000),
    "largest": order(
        amount="9223372036854775807",
        nonce=9007199254740990,
        epoch=4294967295,
        issued_at=9007199254740991,
        ttl=9007199254740991,
    ),
    "of another network": order(network="another-network", amount="30", nonce=7, epoch=3, issued_at=1000, ttl=60000),
}


def committee(name, members):
    rows = [{"name": member, "key": KEYS[member], "weight": weight} for member, weight in members.items()]
    return {"name": name, "members": sorted(rows, key=lambda row: row["key"])}


COMMITTEES = {
    "alone": committee("alone", {"one": 1}),
    "weighted": committee("weighted", {"one": 4294967295, "two": 1, "three": 2}),
}


def core_of(message):
    return without(message, "issued_at", "ttl")


def claim_of(message):
    return without(core_of(message), "epoch")


def digests():
    for name, each in ORDERS.items():
        flags = ["Right", *(["Largest"] if name.endswith("est") else [])]
        network = each["network"]
        for kind, part in (("core", core_of(each)), ("claim", claim_of(each))):
            yield digested(f"{kind} of the order {name}", flags, kind, network, each, text_of(kind, network, part), True)
    for name, each in COMMITTEES.items():
        flags = ["Right", *(["Largest"] if name == "weighted" else [])]
        text = text_of("committee", NETWORK, each)
        yield digested(f"committee {name}", flags, "committee", NETWORK, each, text, True)
        elsewhere = text_of("committee", "another-network", each)
        yield digested(f"committee {name}, another network", ["OtherNetwork"], "committee", NETWORK, each, elsewhere, False)
    plain, kinds = ORDERS["plain"], {"core": core_of, "claim": claim_of}
    for kind, part in kinds.items():
        right = part(plain)
        mistakes = {
            "with issued_at": ("Fields", text_of(kind, NETWORK, {**right, "issued_at": 1000})),
            "with ttl": ("Fields", text_of(kind, NETWORK, {**right, "ttl": 60000})),
            "without network": ("Fields", text_of(kind, NETWORK, without(right, "network"))),
            "of the whole order": ("Fields", text_of(kind, NETWORK, plain)),
            "under the type order": ("OtherType", text_of("order", NETWORK, right)),
            "under another network": ("OtherNetwork", text_of(kind, "another-network", right)),
            "with white space": ("Spelling", f"flashmesh/1/{kind}/{NETWORK}\n{json.dumps(right, sort_keys=True)}"),
            "fields as they come": ("Spelling", f"flashmesh/1/{kind}/{NETWORK}\n{pack.compact(right)}"),
            "without a line feed": ("Spelling", text_of(kind, NETWORK, right).replace("\n", "")),
            "with a carriage return": ("Spelling", text_of(kind, NETWORK, right).replace("\n", "\r\n")),
            "with a line feed at the end": ("Spelling", text_of(kind, NETWORK, right) + "\n"),
            "amount as a number": ("Spelling", text_of(kind, NETWORK, {**right, "amount": 30})),
        }
        for name, (flag, text) in mistakes.items():
            yield digested(f"{kind} {name}", [flag], kind, NETWORK, plain, text, False)
    swapped = text_of("core", NETWORK, claim_of(plain))
    yield digested("core without epoch", ["Fields"], "core", NETWORK, plain, swapped, False)
    kept = text_of("claim", NETWORK, core_of(plain))
    yield digested("claim with epoch", ["Fields"], "claim", NETWORK, plain, kept, False)


def vote_for(each):
    core = text_of("core", each["network"], core_of(each))
    return {
        "core_digest": hashlib.sha256(core.encode()).hexdigest(),
        "nonce": each["nonce"],
        "epoch": each["epoch"],
        "ttl": each["ttl"],
        "authority": KEYS["one"],
        "committee": hashlib.sha256(text_of("committee", NETWORK, COMMITTEES["weighted"]).encode()).hexdigest(),
    }


def receipt_of(each, debited, credited):
    claim = text_of("claim", each["network"], claim_of(each))
    digest = hashlib.sha256(claim.encode()).hexdigest()
    return {"claim_digest": digest, "debited": debited, "credited": credited, "authority": KEYS["two"]}


def signatures():
    for name, each in ORDERS.items():
        flags = ["Right", *(["Largest"] if name.endswith("est") else [])]
        network = each["network"]
        yield signed(f"order {name}", flags, "order", network, each, "payer", text_of("order", network, each), True)
    for name in ("smallest", "plain", "largest"):
        vote = vote_for(ORDERS[name])
        flags = ["Right", *(["Largest"] if name.endswith("est") else [])]
        yield signed(f"vote for the order {name}", flags, "vote", NETWORK, vote, "one", text_of("vote", NETWORK, vote), True)
    for debited in (False, True):
        for credited in (False, True):
            receipt = receipt_of(ORDERS["plain"], debited, credited)
            comment = f"receipt, debited {debited}, credited {credited}".lower()
            yield signed(comment, ["Right"], "receipt", NETWORK, receipt, "two", text_of("receipt", NETWORK, receipt), True)
    plain = ORDERS["plain"]
    kinds = {"order": (plain, "payer"), "vote": (vote_for(plain), "one"), "receipt": (receipt_of(plain, True, False), "two")}
    for kind, (message, signer) in kinds.items():
        other = "vote" if kind == "receipt" else "receipt"
        mistakes = {
            "under another network": ("OtherNetwork", text_of(kind, "another-network", message)),
            "under another type": ("OtherType", text_of(other, NETWORK, message)),
            "with an empty signature field": ("Fields", text_of(kind, NETWORK, {**message, "signature": ""})),
            "without its first field": ("Fields", text_of(kind, NETWORK, without(message, next(iter(message))))),
            "the digest of the text": ("Spelling", hashlib.sha256(text_of(kind, NETWORK, message).encode()).hexdigest()),
            "without the first line": ("Spelling", canonical(message)),
            "version 2": ("OtherType", text_of(kind, NETWORK, message).replace("flashmesh/1/", "flashmesh/2/")),
        }
        for name, (flag, text) in mistakes.items():
            yield signed(f"{kind} {name}", [flag], kind, NETWORK, message, signer, text, False)
        yield signed(f"{kind}, another signer", ["Fields"], kind, NETWORK, message, "three", text_of(kind, NETWORK, message), False)


ABOUT = (
    "`digest`: is this the text and the digest of the core, claim or committee of `message`? `sign`: is this the text of `message`, a "
    "message without its signature field, and `signature` that of its own signer? `seed` made it: a signer has to make the same bytes."
)
if __name__ == "__main__":
    pack.main(__file__, ABOUT, FLAGS, [*digests(), *signatures()])
