"""What benches from Python measure with: a camera's frame with a code in it, and an app that has chosen its passphrase.

No core is imported here: `core` is the module `countersign` of the library that is measured.
"""

from __future__ import annotations

import pathlib
from typing import Any

import segno

WIDTH, HEIGHT = 1280, 720
URI = "otpauth://totp/Example:anna?secret=GEZDGNBVGY3TQOJQ&issuer=Example"
# Keys that are files ask for a passphrase.
PASSPHRASE = b"correct horse battery staple"


def drawn_over(pixels: bytearray) -> bytes:
    """A frame of luma with a code in its middle."""
    code = segno.make(URI, micro=False, error="m")
    modules = [list(row) for row in code.matrix_iter(scale=10, border=4)]
    top, left = (HEIGHT - len(modules)) // 2, (WIDTH - len(modules[0])) // 2
    for y, line in enumerate(modules, top):
        pixels[y * WIDTH + left : y * WIDTH + left + len(line)] = bytes(40 if dark else 210 for dark in line)
    return bytes(pixels)


async def opened(core: Any, folder: pathlib.Path) -> Any:
    """An app after its setup, without an account."""
    surroundings = core.Surroundings(
        folder=str(folder / "vault"), roots=core.TrustedRoots.PLATFORM([]), development_http=core.DevelopmentHttp.OFF
    )
    app = core.Authenticator.open(surroundings, core.file_keys(str(folder / "keys")))
    app.accept_license(core.license_version())
    app.choose_pin(PASSPHRASE)
    await app.confirm_pin(PASSPHRASE)
    app.choose_notifications(False)
    return app


def add(core: Any, app: Any, uri: str) -> None:
    """Adds what a link offers, as it offers it."""
    as_offered = core.Confirmation(issuer=None, account=None, information="", tags=[], same_secret_wanted=False)
    app.confirm_offer(app.read_text(uri).offers[0].id, as_offered)
