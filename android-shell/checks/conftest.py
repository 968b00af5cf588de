"""The app, linked and compiled once for all tests that look into it."""

from __future__ import annotations

import compiling
import linking
import pytest
from project import versions


@pytest.fixture(scope="session")
def foss() -> str:
    """The flavour that is compiled as a whole."""
    linked = linking.link("foss", linking.manifest("foss", versions()))
    assert linked.returncode == 0, linked.stderr
    done = compiling.whole_flavour("foss", versions())
    assert done.returncode == 0, done.stderr
    return "foss"
