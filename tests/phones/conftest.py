"""Where the tests of the phone find what they share."""

import json
import pathlib
from typing import Any

import pytest

VECTORS = pathlib.Path(__file__).resolve().parents[1] / "vectors" / "push-protocol"


def vectors(name: str) -> Any:
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


@pytest.fixture
def key_of() -> dict[str, Any]:
    """The keys of the vectors by name."""
    return {key["name"]: key for key in vectors("keys.json")}
