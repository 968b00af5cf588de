"""Who and what appears in the vectors: fixed keys, ids and times. The keys protect nothing."""

import hashlib
from typing import Any

from countersign_push.encoding import b64, digest, to_json
from countersign_push.keys import PrivateKey
from countersign_push.statements import header_of, sign, sign_segment


def fixed_bytes(name: str, size: int = 32) -> bytes:
    """Bytes that look random and are always the same."""
    return hashlib.sha256(f"Countersign push vectors: {name}".encode()).digest()[:size]


KEYS = {
    name: PrivateKey(fixed_bytes(name), repeatable=True)
    for name in (
        "device",
        "user",
        "agreement",
        "server",
        "next server",
        "new device",
        "new user",
        "new agreement",
        "ephemeral",
        "new ephemeral",
        "stranger",
    )
}
DEVICE, USER, SERVER = KEYS["device"], KEYS["user"], KEYS["server"]

BASE = "https://login.example.com/countersign"
ACCOUNT = "acct_7Hq2-01"
TOKEN = b64(fixed_bytes("token"))
TIME = 1_800_000_000
SEED, NEW_SEED = fixed_bytes("seed"), fixed_bytes("new seed")
WAKE = b64(fixed_bytes("wake", 16))


def identifier(name: str) -> str:
    """A fixed id of 16 bytes."""
    return b64(fixed_bytes(name, 16))


def to_phone(**members: Any) -> dict[str, Any]:
    """A payload by the server for the device."""
    return {"iss": BASE, "sub": ACCOUNT, "aud": DEVICE.thumbprint, **members}


def sign_text(key: PrivateKey, header: str | bytes, payload: str | bytes) -> str:
    """A statement over a header and a payload as they stand, right or wrong."""
    parts = (part.encode() if isinstance(part, str) else part for part in (header, payload))
    signing_input = ".".join(b64(part) for part in parts)
    return signing_input + "." + b64(key.sign(signing_input.encode()))


__all__ = [
    "ACCOUNT", "BASE", "DEVICE", "KEYS", "NEW_SEED", "SEED", "SERVER", "TIME", "TOKEN", "USER", "WAKE",
    "b64", "digest", "fixed_bytes", "header_of", "identifier", "sign", "sign_segment", "sign_text",
    "to_json", "to_phone",
]  # fmt: skip
