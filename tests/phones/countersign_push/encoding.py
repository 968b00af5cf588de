"""Bytes as text and text as JSON, as strictly as section 1 of the protocol demands."""

import base64
import hashlib
import json
import re
from typing import Any

from .refusal import Refused

MESSAGE_BYTES = 64 * 1024
DEPTH = 8
_ALPHABET = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


def b64(data: bytes) -> str:
    """base64url without padding (RFC 4648 §5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_b64(text: Any, size: int | None = None) -> bytes:
    """The bytes behind `text`, `size` of them; padding, other characters and non-zero trailing bits are refused."""
    if not isinstance(text, str) or not _ALPHABET.fullmatch(text) or len(text) % 4 == 1:
        raise Refused("form", "not base64url without padding")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64(data) != text:
        raise Refused("form", "base64url with trailing bits")
    if size is not None and len(data) != size:
        raise Refused("form", f"{len(data)} bytes where {size} are wanted")
    return data


def digest(data: str | bytes) -> str:
    """hash(x) of the protocol: b64 of SHA-256; a text is hashed as ASCII."""
    return b64(hashlib.sha256(data.encode("ascii") if isinstance(data, str) else data).digest())


def to_json(value: object) -> str:
    """JSON without spaces, members in the order they have."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def from_json(data: bytes) -> dict[str, Any]:
    """One JSON object: UTF-8, bounded, no member twice, nothing after it."""
    if len(data) > MESSAGE_BYTES:
        raise Refused("json", "more than 64 KiB")
    try:
        text = data.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_members, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Refused("json", str(error)) from None
    if not isinstance(value, dict):
        raise Refused("json", "not an object")
    _check(value)
    return value


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member twice")
    return members


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _check(value: object) -> None:
    """Depth, the outermost object being the first level, and that every text has a UTF-8 form."""
    level: list[object] = [value]
    depth = 0
    while level:
        depth += 1
        inner: list[object] = []
        for item in level:
            if isinstance(item, (dict, list)) and depth > DEPTH:
                raise Refused("json", f"more than {DEPTH} levels")
            if isinstance(item, dict):
                inner += [*item.keys(), *item.values()]
            elif isinstance(item, list):
                inner += item
            elif isinstance(item, str) and any("\ud800" <= character <= "\udfff" for character in item):
                raise Refused("json", "half of a surrogate pair")
        level = inner
