"""A phone with and without an account, and a scripted server."""

import pathlib

import pytest

from scene import Scene


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
