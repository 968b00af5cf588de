"""Writes the JSON files beside this script: vectors of core/docs/push-protocol.md, made in Python.

Keys, ids, times and ephemeral keys are fixed (cast.py) and signatures are those of RFC 6979, so that a second run
writes the same bytes. README.md says what is in which file.

    python3 -m venv venv && venv/bin/pip install -r tests/requirements.txt
    venv/bin/python tests/vectors/push-protocol/generate.py --check
"""

import json
import pathlib
import sys
from typing import Any

HERE = pathlib.Path(__file__).resolve().parent
# The phone of tests/phones signs and seals; what it makes is checked by the library.
sys.path.insert(0, str(HERE.parents[1] / "phones"))

import accepted  # noqa: E402
import basics  # noqa: E402
import refused_by_phone  # noqa: E402
import refused_by_server  # noqa: E402
import refused_statements  # noqa: E402
import transcript  # noqa: E402


def files() -> dict[str, Any]:
    return {
        "keys.json": basics.keys(),
        "refused_keys.json": basics.refused_keys(),
        "statements.json": accepted.statements(),
        "refused_statements.json": refused_statements.cases(),
        "refused_by_phone.json": refused_by_phone.cases(),
        "refused_by_server.json": refused_by_server.cases(accepted.phone_side(), "nonce-1", accepted.TIME + 61),
        "proofs.json": basics.proofs(),
        "links.json": basics.links(),
        "offline_seed.json": basics.offline_seed(),
        "transcript.json": transcript.calls(),
    }


def cases(content: Any) -> int:
    """How many cases a file has: objects with a name, and codes."""
    if isinstance(content, list):
        return sum(1 for item in content if isinstance(item, dict) and ("name" in item or "code" in item))
    return sum(cases(part) for part in content.values() if isinstance(part, list))


def main() -> None:
    check = "--check" in sys.argv[1:]
    made = files()
    for name, content in made.items():
        text = json.dumps(content, indent=1, ensure_ascii=True) + "\n"
        if not check:
            (HERE / name).write_text(text, encoding="utf-8")
        elif (HERE / name).read_text(encoding="utf-8") != text:
            sys.exit(f"{name} is not what this script makes")
    print(f"counted: vectors of the push protocol: {sum(cases(content) for content in made.values())}")


if __name__ == "__main__":
    main()
