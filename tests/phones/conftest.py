"""Where the tests of the phone find what they share."""

import json
import pathlib
from typing import Any

import pytest
from scene import Scene

VECTORS = pathlib.Path(__file__).resolve().parents[1] / "vectors" / "push-protocol"


def vectors(name: str) -> Any:
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


@pytest.fixture
def scene(tmp_path: pathlib.Path) -> Scene:
    """A phone without an account."""
    return Scene(tmp_path)


@pytest.fixture
def enrolled(scene: Scene) -> Scene:
    """A phone with an account, and nothing noted of how it came to it."""
    scene.enroll()
    scene.server.calls.clear()
    scene.proofs.clear()
    return scene
