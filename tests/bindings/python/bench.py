"""What a call costs from Python: one line of JSON for each row. bench.py in the folder above runs it beside the others.

Arguments: a luma frame of 1280 x 720 pixels, and an empty folder.
"""

from __future__ import annotations

import asyncio
import json
import pathlib
import statistics
import sys
import time
from collections.abc import Callable

import countersign as core

ACCOUNTS = 1_000
CALLS = 1_000
ROUNDS = 101
LONG_ROUNDS = 31

AS_OFFERED = core.Confirmation(issuer=None, account=None, information="", tags=[], same_secret_wanted=False)
EVERYTHING = core.AccountFilter(search="", tag=None, favourites_only=False)


def row(name: str, rounds: int, call: Callable[[], object], calls: int = 1) -> None:
    """Prints the median of some rounds, after as many that nobody counts."""
    times = []
    for _ in range(2 * rounds):
        begin = time.perf_counter_ns()
        for _ in range(calls):
            call()
        times.append((time.perf_counter_ns() - begin) / calls)
    median = statistics.median(times[rounds:])
    print(json.dumps({"row": name, "language": "Python", "ns": median, "rounds": rounds}), flush=True)


async def app_with_accounts(folder: pathlib.Path) -> core.Authenticator:
    surroundings = core.Surroundings(
        folder=str(folder / "vault"), roots=core.TrustedRoots.PLATFORM([]), development_http=core.DevelopmentHttp.OFF
    )
    app = core.Authenticator.open(surroundings, core.file_keys(str(folder / "keys")))
    # Keys that are files ask for a passphrase.
    passphrase = b"correct horse battery staple"
    app.accept_license(core.license_version())
    app.choose_pin(passphrase)
    await app.confirm_pin(passphrase)
    app.choose_notifications(False)
    for number in range(ACCOUNTS):
        # Different secrets: the digits of the number in Base32's letters.
        secret = "MFRGGZDFMZTWQ2LK" + "".join("ABCDEFGHIJ"[int(digit)] for digit in f"{number:08}")
        uri = f"otpauth://totp/Example:person{number}?secret={secret}&issuer=Example"
        app.confirm_offer(app.read_text(uri).offers[0].id, AS_OFFERED)
    return app


def scan(frame: bytes) -> None:
    codes = core.scan_frame(frame, 1280, 720, 1280, core.Rotation.UPRIGHT, core.Effort.LIVE)
    assert len(codes) == 1


def main(frame: pathlib.Path, folder: pathlib.Path) -> None:
    handle = core.Cancellation()
    row("sync call", ROUNDS, handle.is_cancelled, CALLS)
    app = asyncio.run(app_with_accounts(folder))
    assert len(app.accounts(EVERYTHING)) == ACCOUNTS
    row("list 1000 accounts", LONG_ROUNDS, lambda: app.accounts(EVERYTHING))
    pixels = frame.read_bytes()
    row("scan 1280x720 frame", LONG_ROUNDS, lambda: scan(pixels))


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
