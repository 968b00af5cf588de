"""The check of the formatting finds what it is for. The walks have mistakes of their own among them."""

from __future__ import annotations

import subprocess

import pytest
from folders import PROJECT

CHROOT = PROJECT / "tests" / "bindings" / "swift" / "chroot"


@pytest.mark.parametrize("text", ["func  f( ) { }\n", "public func f(){\n}\n", "struct s {}\n"])
def test_a_file_that_is_not_formatted_is_refused(text: str) -> None:
    command = [CHROOT, "swift", "format", "lint", "--strict", "--configuration", PROJECT / ".swift-format"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert done.returncode != 0
