"""Device keys in Python: what a shell lends, in memory."""

from __future__ import annotations

import hashlib
import hmac
import os

import countersign as core


class SlotKeys(core.SlotKeys):
    """An HMAC key for each id."""

    def __init__(self) -> None:
        self.keys: dict[str, bytes] = {}

    def assurance(self) -> core.AssuranceClass:
        return core.AssuranceClass.HARDWARE

    def create(self, id: str) -> None:
        self.keys.setdefault(id, os.urandom(32))

    def delete(self, id: str) -> None:
        self.keys.pop(id, None)

    def prf(self, id: str, input: bytes) -> bytes:
        if id not in self.keys:
            raise core.DeviceKeyError.Missing()
        return hmac.digest(self.keys[id], input, hashlib.sha256)


class Anchor(core.Anchor):
    """A record, and a key for its MAC."""

    def __init__(self) -> None:
        self.record: bytes | None = None
        self.key = os.urandom(32)

    def load(self) -> bytes | None:
        return self.record

    def store(self, record: bytes) -> None:
        if len(record) > 512:
            raise core.AnchorError.Unavailable()
        self.record = record

    def mac(self, message: bytes) -> bytes:
        return hmac.digest(self.key, message, hashlib.sha256)


def device() -> core.DevicePorts:
    return core.DevicePorts(slot_keys=SlotKeys(), anchor=Anchor())
