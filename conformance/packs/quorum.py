"""Writes quorum.json: which members of a committee decide together (TH-6), at the boundary and with the largest weights."""

import pack

LARGEST = 2**32 - 1
MEMBERS_MAX = 65535

FLAGS = {
    "TwoThirds": {
        "kind": "double spend",
        "meaning": "The weight is exactly two thirds of the whole, which is one short of enough.",
        "loss": "Two quorums may share only faulty members, and both of two orders get a certificate.",
    },
    "Boundary": {
        "kind": "double spend",
        "meaning": "One unit of weight at either side of two thirds.",
        "loss": "A quorum that is too small lets two orders through; one that is too large leaves honest payments stuck.",
    },
    "Heads": {
        "kind": "double spend",
        "meaning": "Members counted and members weighed give different answers.",
        "loss": "Many light members decide what a few heavy ones were trusted with.",
    },
    "Majority": {
        "kind": "double spend",
        "meaning": "More than half and at most two thirds.",
        "loss": "Two majorities need share no honest member as soon as a third of the weight is faulty.",
    },
    "Minority": {"kind": "double spend", "meaning": "Half or less.", "loss": "Anybody is enough."},
    "Large": {
        "kind": "minting",
        "meaning": "Sums beyond 32 bits, or three times a sum beyond 32 or 48 bits.",
        "loss": "Sums that wrap around make a quorum out of almost nothing, or none out of everybody.",
    },
    "Everybody": {"kind": "stuck funds", "meaning": "All members, or none.", "loss": "Nothing is ever certified, or everything is."},
}


def is_quorum(weight, total):
    return 3 * weight > 2 * total


def quorum(comment, flags, weights, signed):
    weight = sum(weights[each] for each in signed)
    given = {"weights": weights, "signed": signed}
    return pack.test(comment, flags, "TH-6", "quorum", given, is_quorum(weight, sum(weights)))


def side(weight, total):
    distance = 3 * weight - 2 * total
    if abs(distance) < 3:
        return "Boundary" if distance else "TwoThirds"
    return "Majority" if 2 * weight > total else "Minority"


def committees():
    for size in range(1, 8):
        yield quorum(f"{size} of weight 1, all of them", ["Everybody"], [1] * size, list(range(size)))
        yield quorum(f"{size} of weight 1, nobody", ["Everybody"], [1] * size, [])
        for count in range(1, size):
            comment = f"{size} of weight 1, {count} of them"
            yield quorum(comment, [side(count, size)], [1] * size, list(range(count)))
    yield quorum("3 1 1 1: the heavy one alone", ["Heads"], [3, 1, 1, 1], [0])
    yield quorum("3 1 1 1: the heavy one and a light one, exactly two thirds", ["Heads", "TwoThirds"], [3, 1, 1, 1], [0, 1])
    yield quorum("3 1 1 1: the heavy one and two light ones", ["Heads"], [3, 1, 1, 1], [0, 1, 2])
    yield quorum("3 1 1 1: three light ones", ["Heads"], [3, 1, 1, 1], [1, 2, 3])
    yield quorum("2 1 1 1: the heavy one and a light one", ["Heads", "Majority"], [2, 1, 1, 1], [0, 1])
    yield quorum("2 1 1 1: the heavy one and two light ones", ["Heads"], [2, 1, 1, 1], [0, 3, 2])
    yield quorum("2 1 1 1: three light ones", ["Heads", "Majority"], [2, 1, 1, 1], [1, 2, 3])
    yield quorum("9 1 1: the heavy one alone", ["Heads"], [9, 1, 1], [0])
    yield quorum("9 1 1: both light ones", ["Heads"], [9, 1, 1], [1, 2])
    big = [LARGEST] * 4
    yield quorum("four of the largest weight: two", ["Large"], big, [0, 1])
    yield quorum("four of the largest weight: three", ["Large"], big, [0, 1, 3])
    yield quorum("largest, 1, 2: the largest alone", ["Large", "Heads"], [LARGEST, 1, 2], [0])
    yield quorum("largest, 1, 2: the other two", ["Large", "Heads"], [LARGEST, 1, 2], [1, 2])
    yield quorum("largest, largest, 1: both largest", ["Large"], [LARGEST, LARGEST, 1], [0, 1])
    yield quorum("largest, largest, 1: one of them and 1", ["Large"], [LARGEST, LARGEST, 1], [1, 2])
    third = [2**31, 2**31, 2**31]
    yield quorum("three of 2^31: two, exactly two thirds", ["Large", "TwoThirds"], third, [0, 2])
    yield quorum("three of 2^31 and a 1: two, less than two thirds", ["Large", "Boundary"], [*third, 1], [0, 2])
    yield quorum("three of 2^31 and a 1: two and the 1", ["Large", "Boundary"], [*third, 1], [0, 2, 3])


def sums():
    totals = [1, 2, 3, 4, 5, 6, 7, 100, LARGEST, LARGEST + 1, 2**33, 3 * LARGEST, MEMBERS_MAX * LARGEST]
    for total in totals:
        edge = 2 * total // 3
        for weight in sorted({0, max(edge - 1, 0), edge, min(edge + 1, total), total}):
            flag = "Everybody" if weight in (0, total) else side(weight, total)
            flags = [flag, *(["Large"] if total > LARGEST else [])]
            given = {"weight": weight, "total": total}
            yield pack.test(f"weight {weight} of {total}", flags, "TH-6", "weight", given, is_quorum(weight, total))


ABOUT = "Is this set of members a quorum? `quorum`: members by their index; `weight`: the sums themselves."
if __name__ == "__main__":
    pack.main(__file__, ABOUT, FLAGS, [*committees(), *sums()])
