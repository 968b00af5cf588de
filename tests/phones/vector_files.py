"""The files of tests/vectors/push-protocol."""

import json
import pathlib
from typing import Any

VECTORS = pathlib.Path(__file__).resolve().parents[1] / "vectors" / "push-protocol"


def vectors(name: str) -> Any:
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))
