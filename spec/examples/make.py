"""Writes spec/examples/valid, invalid and refused, and removes what it did not write.

    python3 spec/examples/make.py           writes
    python3 spec/examples/make.py --check   exits 1 if a file would change

It needs Python 3 and the `cryptography` package, and shares nothing with src/.
The same bytes every time.
"""

import json
import pathlib
import sys

sys.dont_write_bytecode = True
import broken_genesis  # noqa: E402, F401
import broken_policy  # noqa: E402, F401
import broken_standby  # noqa: E402, F401
import broken_waiting  # noqa: E402, F401
import broken_witnessed  # noqa: E402, F401
import mover  # noqa: E402, F401
import refused_mover  # noqa: E402, F401
import refused_policy  # noqa: E402, F401
import refused_standby  # noqa: E402, F401
import refused_waiting  # noqa: E402, F401
import refused_witnessed  # noqa: E402, F401
import switch  # noqa: E402, F401
from broken_moves import INVALID  # noqa: E402
from refused_moves import REFUSED  # noqa: E402
from world import VALID  # noqa: E402

HERE = pathlib.Path(__file__).parent


def text_of(value):
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def wanted():
    for kind, examples in {"valid": VALID, "invalid": INVALID}.items():
        for message, named in examples.items():
            for name, value in named.items():
                yield HERE / kind / message / f"{name}.json", text_of(value)
    for reason, case in REFUSED.items():
        yield HERE / "refused" / f"{reason}.json", text_of(case)


def main():
    files = dict(wanted())
    present = {
        path for kind in ("valid", "invalid", "refused") for path in (HERE / kind).rglob("*.json")
    }
    different = [
        path for path, text in files.items() if path not in present or path.read_text() != text
    ]
    different += sorted(present - files.keys())
    if "--check" in sys.argv:
        for path in different:
            print(path.relative_to(HERE))
        sys.exit(1 if different else 0)
    for path in present - files.keys():
        path.unlink()
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    print(f"{len(files)} examples, {len(different)} changed")


main()
