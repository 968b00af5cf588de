"""The device keys, run for real on a Keystore in memory: they pass the core's suites, and ask the Keystore for what they must."""

from __future__ import annotations

import re

import compiling
import pytest
from project import SHELL, WORK, kotlin_files

PROGRAM = SHELL / "checks/keystore"
CHECKS = re.findall(r'^        "(.*)" to ::', (PROGRAM / "Keys.kt").read_text(), re.MULTILINE)


@pytest.fixture(scope="module")
def said(foss: str) -> list[str]:
    classes = WORK / "classes/keystore"
    done = compiling.with_the_app(classes, kotlin_files(PROGRAM), foss)
    assert done.returncode == 0, done.stderr
    return compiling.run("keystore.KeysKt", classes, foss).stdout.splitlines()


@pytest.mark.parametrize("check", CHECKS)
def test_keys(said: list[str], check: str) -> None:
    assert f"ok {check}" in said, [line for line in said if check in line] or said
