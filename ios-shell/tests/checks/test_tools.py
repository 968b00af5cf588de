"""The other checks find what they are for: formatting, and the walks."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys
import tomllib

import pytest
from folders import PROJECT

sys.path.insert(0, str(PROJECT / "tests" / "shells"))

import walk  # noqa: E402

TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR") or PROJECT / "target")
CHROOT = PROJECT / "tests" / "bindings" / "swift" / "chroot"
WALKS = tomllib.loads((PROJECT / "tests" / "shells" / "walks.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", ["func  f( ) { }\n", "public func f(){\n}\n", "struct s {}\n"])
def test_a_file_that_is_not_formatted_is_refused(text: str) -> None:
    command = [CHROOT, "swift", "format", "lint", "--strict", "--configuration", PROJECT / ".swift-format"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert done.returncode != 0


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([{"part": "setup"}, {"part": "enroll"}, {"part": "login"}, {"page": "approved"}], "says open instead"),
        ([{"intent": "pinTipped"}], "pinTipped"),
        ([{"part": "setup"}, {"intent": "open", "with": "nobody"}], "nobody"),
    ],
)
def test_a_walk_that_goes_wrong_says_how(steps: list[walk.Facts], sentence: str) -> None:
    driver = [str(CHROOT), str(TARGET / "ios-shell" / "debug" / "walker")]
    with walk.Child(driver) as child:
        wrong = walk.walk({"steps": steps}, WALKS["part"], str(TARGET / "debug" / "driven_portal"), child)
    assert wrong is not None
    assert sentence in wrong
