"""What a call costs from Python: one line of JSON for each row. bench.py in the folder above runs it beside the others.

Arguments: a luma frame of 1280 x 720 pixels, and an empty folder.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import pathlib
import statistics
import sys
import time
from collections.abc import Callable

import countersign as core
from measured import HEIGHT, WIDTH, add, opened

ACCOUNTS = 1_000
CALLS = 1_000
ROUNDS = 101
LONG_ROUNDS = 31

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
    app: core.Authenticator = await opened(core, folder)
    for number in range(ACCOUNTS):
        # Different secrets: the digits of the number in Base32's letters.
        secret = "MFRGGZDFMZTWQ2LK" + "".join("ABCDEFGHIJ"[int(digit)] for digit in f"{number:08}")
        add(core, app, f"otpauth://totp/Example:person{number}?secret={secret}&issuer=Example")
    return app


def list_in_c(app: core.Authenticator) -> None:
    """The same listing over the plain C interface, from this process: list.c lies beside the module."""
    baseline = ctypes.CDLL(str(pathlib.Path(core.__file__).parent / "list.so"))
    baseline.list_accounts.argtypes, baseline.list_accounts.restype = [ctypes.c_uint64, ctypes.c_uint32], ctypes.c_bool
    assert baseline.list_accounts(app._handle, ACCOUNTS)


def scan(frame: bytes) -> None:
    codes = core.scan_frame(frame, WIDTH, HEIGHT, WIDTH, core.Rotation.UPRIGHT, core.Effort.LIVE)
    assert len(codes) == 1


def main(frame: pathlib.Path, folder: pathlib.Path) -> None:
    handle = core.Cancellation()
    row("sync call", ROUNDS, handle.is_cancelled, CALLS)
    app = asyncio.run(app_with_accounts(folder))
    assert len(app.accounts(EVERYTHING)) == ACCOUNTS
    row("list 1000 accounts", LONG_ROUNDS, lambda: app.accounts(EVERYTHING))
    list_in_c(app)
    pixels = frame.read_bytes()
    row("scan 1280x720 frame", LONG_ROUNDS, lambda: scan(pixels))


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
