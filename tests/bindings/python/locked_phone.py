"""A phone that was used and is locked now: whoever started it looks for secrets in its memory.

It reads a PIN of 24 bytes and 20 bytes that may be found, scans a picture, makes a code, locks, and says so.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import pathlib
import sys

import countersign as core
from phone import AS_OFFERED, Phone


def read(length: int) -> ctypes.Array[ctypes.c_char]:
    """Bytes of the input, in the only place where they ever are. It can be overwritten, and the library takes it as it is."""
    place = (ctypes.c_char * length)()
    assert os.readv(0, [place]) == length
    return place


async def main(folder: str, picture: str) -> None:
    pin, control = read(24), read(20)
    app = Phone(pathlib.Path(folder)).open()
    app.accept_license(core.license_version())
    app.choose_pin(pin)
    await app.confirm_pin(pin)
    app.choose_notifications(True)
    codes = await core.scan_picture(pathlib.Path(picture).read_bytes(), core.Effort.STILL)
    row = app.confirm_offer(app.read_code(codes[0]).offers[0].id, AS_OFFERED)
    app.code(row.id)
    secret = await app.export_key_uri(row.id, pin)
    secret.wipe()
    app.lock()
    await app.unlock(pin, core.Acceptance.NEWEST_ONLY)
    app.lock()
    ctypes.memset(pin, 0, len(pin))
    del codes, secret
    print("locked", flush=True)
    # Until the one who looks has looked.
    os.read(0, 1)
    assert len(control) == 20


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
