"""A switch before the village's first authority: what its controller sets, packets, registers.

In: world.py. Out: more of its VALID. Frames, slots and cells are computed here from the text of
spec/dataplane.md (DP-1, DP-7, DP-8): that is all that the examples share with anybody.
"""

import hashlib

from world import (
    ALICE_BOB,
    ALICE_CAROL,
    KEY,
    NETWORK,
    VALID,
    WHO,
    asked,
    digest_of_core,
    emitted,
    given,
)

SLOT_BITS, BLOOM_BITS = 2, 5
SECRETS = {
    "slot": 0x9E3779B97F4A7C15,
    "nonce": 0xC2B2AE3D27D4EB4F,
    "epoch": 0x165667B19E3779F9,
    "bloom": 0xD6E8FEB86659FD93,
}
ORDER, VOTE = 1, 2
OUTSIDE, AUTHORITY, EVIDENCE = 1, 2, 9
WORD = 2**64


def tag(key):
    return hashlib.sha256(bytes.fromhex(key)).digest()[:8].hex()


def core_tag(order):
    return digest_of_core(order)[:16]


def header(kind, account, epoch, nonce, core, authority):
    return (
        bytes.fromhex("fa5701")
        + bytes([kind])
        + epoch.to_bytes(4, "big")
        + nonce.to_bytes(8, "big")
        + bytes.fromhex(account + core + authority)
    )


def checksum(header_bytes):
    total = sum(
        int.from_bytes(header_bytes[at : at + 2], "big")
        for at in range(0, len(header_bytes), 2)
    )
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return (total ^ 0xFFFF).to_bytes(2, "big")


def frame(payload, dst, dscp=0):
    udp = b"".join(n.to_bytes(2, "big") for n in (4848, 4848, 8 + len(payload), 0)) + payload
    length = (20 + len(udp)).to_bytes(2, "big")
    first = bytes([0x45, dscp << 2]) + length + bytes.fromhex("000040004011")
    last = bytes([10, 0, 0, 1]) + bytes(dst)
    ipv4 = first + checksum(first + bytes(2) + last) + last
    return (bytes.fromhex("0200000000020200000000010800") + ipv4 + udp).hex()


def slot_of(account):
    return (int(account, 16) * SECRETS["slot"] % WORD) >> (64 - SLOT_BITS)


def cells_of(account, epoch, nonce):
    key = (int(account, 16) + nonce * SECRETS["nonce"] + epoch * SECRETS["epoch"]) % WORD
    product = (key ^ (key >> 32)) * SECRETS["bloom"] % WORD
    high, low = product >> 32, product % 2**32 | 1
    return sorted({(high + row * low) % 2**32 >> (32 - BLOOM_BITS) for row in range(4)})


def meter(committed, peak):
    return {
        "committed_rate": committed,
        "committed_burst": committed,
        "peak_rate": peak,
        "peak_burst": peak,
    }


ME = tag(KEY["a1"])
ALICE = tag(KEY["alice"])
VOTED, OFFERED = core_tag(ALICE_BOB), core_tag(ALICE_CAROL)
TO_ME, TO_ALICE = (10, 0, 0, 9), (10, 0, 0, 1)
VOTE_FRAME = header(VOTE, ALICE, 1, 0, VOTED, ME)
CONFLICT = frame(header(ORDER, ALICE, 1, 0, OFFERED, ME) + b"{}", TO_ME)
HELD = {
    "index": slot_of(ALICE),
    "account": ALICE,
    "epoch": 1,
    "voted": {"nonce": f"{0:016x}", "core": VOTED},
    "floor": f"{0:016x}",
    "passed": None,
    "told": False,
}
SETTLED = {
    **HELD,
    "voted": None,
    "floor": f"{1:016x}",
    "passed": {"nonce": f"{0:016x}", "core": VOTED},
    "told": True,
}


def packet(port, text, chance=4096):
    return given("Packet", port=port, chance=chance, frame=text)


def genesis(ports):
    return {
        "network": NETWORK,
        "slot_bits": SLOT_BITS,
        "bloom_bits": BLOOM_BITS,
        "authority": ME,
        "secrets": {name: f"{value:016x}" for name, value in SECRETS.items()},
        "retry": 100_000,
        "evidence_port": EVIDENCE,
        "ports": ports,
        "routes": [
            {"dst": "0a000000", "prefix": 8, "port": OUTSIDE},
            {"dst": "0a000009", "prefix": 32, "port": AUTHORITY},
        ],
    }


PORTS = [
    {"port": OUTSIDE, "from_authority": False, "meter": meter(1_000_000, 2_000_000)},
    {"port": AUTHORITY, "from_authority": True, "meter": None},
]
SENT = {
    "forward": emitted(
        "Forward", {"port": OUTSIDE, "class": 0, "frame": frame(VOTE_FRAME, TO_ALICE, 46)}
    ),
    "conflict": emitted(
        "Conflict",
        {
            "account": ALICE,
            "epoch": 1,
            "nonce": f"{0:016x}",
            "voted": VOTED,
            "offered": OFFERED,
            "port": OUTSIDE,
        },
    ),
    "evidence": emitted("Evidence", {"port": EVIDENCE, "frame": CONFLICT}),
    "counted": emitted(
        "Counted", {"counter": "port_packets", "index": OUTSIDE, "bytes": len(CONFLICT) // 2}
    ),
    "decided": emitted("Counted", {"counter": "decisions", "index": 2}),
}

VALID |= {
    "dataplane-genesis": {"plain": genesis(PORTS), "no-ports": genesis([])},
    "dataplane-input": {
        "vote": packet(AUTHORITY, frame(VOTE_FRAME, TO_ALICE)),
        "conflict": packet(OUTSIDE, CONFLICT),
        "never": packet(OUTSIDE, CONFLICT, 0),
        "always": packet(OUTSIDE, CONFLICT, 65536),
        "runt": packet(OUTSIDE, "0200"),
        "elapse": given("Elapse", microseconds=99_999),
        "rotate": given("Rotate"),
        "reboot": given("Reboot"),
    },
    "dataplane-observation": {
        "empty": {"slots": [], "current": [], "previous": []},
        "voted": {"slots": [HELD], "current": cells_of(ALICE, 1, 0), "previous": []},
        "settled": {"slots": [SETTLED], "current": [], "previous": cells_of(ALICE, 1, 0)},
    },
    "dataplane-emitted": SENT,
}
VALID["emitted"] |= SENT
VALID["adapter/request"]["reset-switch"] = asked(
    "reset",
    profile="dataplane",
    genesis=genesis(PORTS),
    self=KEY["a1"],
    seed=WHO["a1"].seed.hex(),
    state_dir="state/switch",
    resume=False,
)
VALID["outcome"] |= {
    kind.replace("_", "-"): {"kind": kind}
    for kind in (
        "passed",
        "retransmitted",
        "conflict",
        "stale",
        "stale_passed",
        "stale_other",
        "slow_lane",
        "learned",
        "not_judged",
        "elapsed",
        "rotated",
        "rebooted",
    )
}
