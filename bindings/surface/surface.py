#!/usr/bin/env python3
"""Lists what the generated code declares, in each language, so that a change shows up in review.

    surface.py            compares the listings beside this file with target/bindings, and shows what changed
    surface.py --write    writes them anew

It also compares Kotlin for Android with Kotlin for a desktop, and refuses a secret in any place but the named ones.
`bindings/generate` writes what is read here.
"""

from __future__ import annotations

import difflib
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import kotlin  # noqa: E402
import python  # noqa: E402
import secrets_out  # noqa: E402
import swift  # noqa: E402
from braces import lines  # noqa: E402

TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", HERE.parents[1] / "target"))
PARSERS = {
    "kotlin": (kotlin.listing, "kotlin/app/countersign/core/countersign.kt"),
    "kotlin-android": (kotlin.listing, "kotlin-android/app/countersign/core/countersign.kt"),
    "swift": (swift.listing, "swift/CountersignCore.swift"),
    "python": (python.listing, "python/countersign.py"),
}


def listed(language: str) -> list[str]:
    """The listing of one language's generated code."""
    listing, file = PARSERS[language]
    return list(lines(listing((TARGET / "bindings" / file).read_text(encoding="utf-8"))))


def compare(name: str, before: list[str], after: list[str]) -> bool:
    """Shows what is different; whether nothing is."""
    difference = list(difflib.unified_diff(before, after, f"{name}, committed", f"{name}, generated", lineterm="", n=2))
    print("\n".join(difference) or f"{name}: {len(after)} declarations, as committed")
    return not difference


def main(write: bool) -> int:
    listings = {language: listed(language) for language in PARSERS}
    android = listings.pop("kotlin-android")
    ok = compare("Kotlin for Android against Kotlin for a desktop", listings["kotlin"], android)
    for language, listing in listings.items():
        file = HERE / f"{language}.txt"
        if write:
            file.write_text("\n".join(listing) + "\n", encoding="utf-8")
        before = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        ok &= compare(language, before, listing)
        for finding in secrets_out.findings(language, listing):
            print(f"{language}: {finding}")
            ok = False
    return 0 if ok else 1


if __name__ == "__main__":
    raise SystemExit(main(write="--write" in sys.argv[1:]))
