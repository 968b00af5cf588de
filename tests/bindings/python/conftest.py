"""What the tests of the Python bindings share: an app that is set up, and a portal.

They test the wheel that is installed: it is built with the feature `testing`.
"""

from __future__ import annotations

import os
import pathlib
import sys
from collections.abc import Iterator

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from conductor import Child  # noqa: E402
from phone import Phone  # noqa: E402


@pytest.fixture
def phone(tmp_path: pathlib.Path) -> Phone:
    """A phone on which the app was never started."""
    return Phone(tmp_path / "app")


@pytest.fixture
def portal(tmp_path: pathlib.Path) -> Iterator[Child]:
    """A portal with nobody in it."""
    (tmp_path / "portal").mkdir()
    with Child([os.environ["COUNTERSIGN_PORTAL"], str(tmp_path / "portal")]) as portal:
        portal.answer()
        yield portal
