"""Codes for a phone without a network: a sealed seed, and TOTP over it (section 4.3)."""

import hmac
from dataclasses import dataclass

from . import hpke
from .keys import PrivateKey

INFO = b"countersign-push/1 offline seed"
SEED_BYTES = 32
# The largest distance between the server's step and the one of an accepted code, in seconds.
TOLERANCE = 300


@dataclass(frozen=True)
class SealedSeed:
    """`offline` of an account."""

    enc: bytes
    ct: bytes
    digits: int
    period: int


def open_seed(sealed: SealedSeed, agreement: PrivateKey, account: str, device: str) -> bytes:
    """The seed, of the account with this id and the device with this thumbprint."""
    return hpke.open_sealed(agreement, sealed.enc, INFO, associated(account, device), sealed.ct)


def associated(account: str, device: str) -> bytes:
    """The associated data: `sub` + `.` + `aud`."""
    return f"{account}.{device}".encode("ascii")


def code(seed: bytes, time: int, digits: int, period: int) -> str:
    """The code of the step that `time` (Unix seconds) is in: RFC 6238 with SHA-256."""
    tag = hmac.digest(seed, (time // period).to_bytes(8, "big"), "sha256")
    offset = tag[-1] & 15
    number = int.from_bytes(tag[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)
