"""Where the sources of both shells are."""

from __future__ import annotations

import pathlib

IOS = pathlib.Path(__file__).resolve().parents[2]
PROJECT = IOS.parent
ANDROID = PROJECT / "android-shell" / "app" / "src" / "main" / "kotlin"


def swift_files(folder: pathlib.Path) -> list[pathlib.Path]:
    """What is written by hand: texts/make writes into folders called `Made`."""
    return sorted(path for path in folder.rglob("*.swift") if "Made" not in path.parts)
