"""What of the app can be run without a phone, run: the device keys on a Keystore in memory, and what it works out by itself."""

from __future__ import annotations

import pathlib
import re

import compiling
import pytest
from project import SHELL, WORK, kotlin_files

PROGRAMS = SHELL / "checks/programs"
MAINS = ("keystore.KeysKt", "pictures.PicturesKt", "app.AppKt")


def checks(program: pathlib.Path) -> list[str]:
    """The names of a program's checks."""
    return re.findall(r'^        "(.*)" to \w*::', program.read_text(), re.MULTILINE)


@pytest.fixture(scope="module")
def said(foss: str) -> list[str]:
    classes = WORK / "classes/programs"
    done = compiling.with_the_app(classes, kotlin_files(PROGRAMS), foss)
    assert done.returncode == 0, done.stderr
    return [line for main in MAINS for line in compiling.run(main, classes, foss)]


@pytest.mark.parametrize("check", [name for path in sorted(PROGRAMS.glob("*/*.kt")) for name in checks(path)])
def test_programs(said: list[str], check: str) -> None:
    assert f"ok {check}" in said, [line for line in said if check in line] or said
