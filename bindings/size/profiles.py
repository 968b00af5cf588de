"""Size and speed of the release library, the same code optimised in different ways, in one run.

    bindings/size/profiles.py              builds every variant (minutes each), then measures
    bindings/size/profiles.py --measure    measures those that are built

Sizes are of the stripped library, linked as `size.py` links it. Times are medians over the same calls from Python, the variants in
turns, because a shared machine has slow minutes. Needs what the tests need (`tests/requirements.txt`).
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

import segno
import size

sys.path.append(str(size.ROOT / "tests/bindings"))

from measured import HEIGHT, PASSPHRASE, URI, WIDTH, add, drawn_over, opened  # noqa: E402

PLACE = size.TARGET / "size"
TURNS = 5

PICTURES = ["fdeflate", "image", "png", "zune-jpeg"]
CODES = ["rqrr", "rxing"]
HASHES = ["argon2", "blake2", "sha1", "sha2"]
CORE = ["countersign", "minicbor"]
SCANNER = ["countersign-scan", *CODES]
HOT = [*PICTURES, *SCANNER, *HASHES]

Levels = dict[str, int | str]

# What each variant optimises otherwise than `Cargo.toml` does.
VARIANTS: dict[str, Levels] = {
    "as it ships": {},
    "the core at 3": dict.fromkeys(CORE, 3),
    'the core at "z"': dict.fromkeys(CORE, "z"),
    'the scanner at "s"': dict.fromkeys(SCANNER, "s"),
    'decoders of pictures at "z"': dict.fromkeys(PICTURES, "z"),
    'everything at "z"': dict.fromkeys([*HOT, *CORE], "z"),
}


def folder_of(number: int) -> pathlib.Path:
    return PLACE / str(number)


def build() -> None:
    # What ships does not say what the generator asks for.
    subprocess.run([size.ROOT / "bindings/generate"], cwd=size.ROOT, check=True)
    for number, (name, levels) in enumerate(VARIANTS.items()):
        print(f"building: {name}", file=sys.stderr, flush=True)
        quoted = {package: json.dumps(level) for package, level in levels.items()}
        options = [f"profile.release.package.{package}.opt-level={level}" for package, level in quoted.items()]
        library = size.build([f"--config={option}" for option in options])
        folder = folder_of(number)
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["strip", "-o", folder / library.name, library], check=True)
        shutil.copy(size.TARGET / "bindings/python/countersign.py", folder)


def frame(with_code: bool) -> bytes:
    """What a camera sees: paper with print on it, and a code or none."""
    draw = random.Random(7)
    pixels = bytearray(min(255, max(0, int(draw.gauss(170, 6)))) for _ in range(WIDTH * HEIGHT))
    for top in range(40, HEIGHT - 40, 24):
        for left in range(40, WIDTH - 40, 11):
            for y in range(top, top + draw.randrange(4, 14)):
                start, length = y * WIDTH + left, draw.randrange(2, 7)
                pixels[start : start + length] = bytes([60]) * length
    return drawn_over(pixels) if with_code else bytes(pixels)


def rows(folder: pathlib.Path) -> dict[str, float]:
    """Seconds of each call, in a process that has loaded one variant."""
    core: Any = importlib.import_module("countersign")
    app = asyncio.run(opened(core, folder))
    add(core, app, URI)
    identity = app.accounts(core.AccountFilter(search="", tag=None, favourites_only=False))[0].id
    seen, paper = frame(True), frame(False)
    png = folder / "code.png"
    segno.make(URI, micro=False, error="m").save(str(png), scale=20, border=8)

    def scanned(pixels: bytes, effort: Any) -> Any:
        return core.scan_frame(pixels, WIDTH, HEIGHT, WIDTH, core.Rotation.UPRIGHT, effort)

    def unlocked() -> None:
        app.lock()
        asyncio.run(app.unlock(PASSPHRASE, core.Acceptance.NEWEST_ONLY))

    assert len(scanned(seen, core.Effort.LIVE)) == 1 and not scanned(paper, core.Effort.LIVE)
    calls: dict[str, Callable[[], object]] = {
        "frame with a code": lambda: scanned(seen, core.Effort.LIVE),
        "frame without one": lambda: scanned(paper, core.Effort.LIVE),
        "the same, still": lambda: scanned(paper, core.Effort.STILL),
        "PNG with a code": lambda: asyncio.run(core.scan_picture(png.read_bytes(), core.Effort.STILL)),
        "unlock": unlocked,
        "one code": lambda: app.code(identity),
    }
    return {name: median(call) for name, call in calls.items()}


def median(call: Callable[[], object]) -> float:
    """Of as many calls as half a second allows, after one that does not count."""
    call()
    times: list[float] = []
    while sum(times) < 0.5 or len(times) < 3:
        begin = time.perf_counter()
        call()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def measured(number: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPATH": f"{folder_of(number)}:{pathlib.Path(__file__).parent}"}
        command = [sys.executable, __file__, "--rows", folder]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        result: dict[str, float] = json.loads(done.stdout)
        return result


def table() -> None:
    turns: list[list[dict[str, float]]] = [[measured(number) for number in range(len(VARIANTS))] for _ in range(TURNS)]
    names = list(turns[0][0])
    print(f"| optimised | bytes | {' | '.join(names)} |\n| --- | --- |{' --- |' * len(names)}")
    for number, variant in enumerate(VARIANTS):
        weight = (folder_of(number) / size.LIBRARY).stat().st_size
        times = (statistics.median(turn[number][name] for turn in turns) * 1e3 for name in names)
        print(f"| {variant} | {weight:,} | {' | '.join(f'{value:.2f} ms' for value in times)} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--rows"]:
        print(json.dumps(rows(pathlib.Path(sys.argv[2]))))
    else:
        if sys.argv[1:] != ["--measure"]:
            build()
        table()
