"""How a pack is written (spec/formats/pack.md): one test a line, ids that are never given again.

A test is known by its comment. One that is there already keeps its tcId, a new one gets the next, and the tcId of one that is
gone is kept in `withdrawn`.

    python3 conformance/packs/NAME.py           writes NAME.json
    python3 conformance/packs/NAME.py --check   exits 1 if the file would change
"""

import json
import pathlib
import sys


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True)


def test(comment, flags, clause, op, given, result):
    """`result` is True for what must be accepted; what is asked is `op` of `given`."""
    word = "valid" if result else "invalid"
    return {"comment": comment, "flags": flags, "clause": clause, "op": op, "input": given, "result": word}


def text_of(script, about, flags, tests, old):
    ids = {each["comment"]: each["tcId"] for each in old.get("tests", [])}
    comments = [each["comment"] for each in tests]
    twice = {each for each in comments if comments.count(each) > 1}
    used = {flag for each in tests for flag in each["flags"]}
    if twice or used != set(flags):
        sys.exit(f"comments twice: {sorted(twice)}; flags used and not told, or told and not used: {used ^ set(flags)}")
    gone = sorted({*old.get("withdrawn", []), *(ids[each] for each in ids.keys() - comments)})
    free = max([*ids.values(), *gone, 0]) + 1
    for each in comments:
        if each not in ids:
            ids[each] = free
            free += 1
    rows = sorted(({"tcId": ids[each["comment"]], **each} for each in tests), key=lambda row: row["tcId"])
    head = {"format": "flashmesh-pack/1", "pack": script.stem, "made_by": f"conformance/packs/{script.name}", "about": about}
    lines = [f"{compact(key)}:{compact(value)}" for key, value in {**head, "flags": flags, "withdrawn": gone}.items()]
    return "{" + ",\n".join([*lines, '"tests":[\n' + ",\n".join(map(compact, rows))]) + "\n]}\n"


def main(script, about, flags, tests):
    script = pathlib.Path(script).resolve()
    target = script.with_suffix(".json")
    before = target.read_text(encoding="utf-8") if target.exists() else "{}"
    after = text_of(script, about, flags, tests, json.loads(before))
    if "--check" in sys.argv:
        sys.exit(0 if after == before else 1)
    target.write_text(after, encoding="utf-8", newline="\n")
