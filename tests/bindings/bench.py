"""What a call costs from each language, and over the plain C interface, all in one run.

    python3 tests/bindings/bench.py [LANGUAGE…]

Builds the library as it is released, with the feature `testing`, since the languages' test builds are run with it;
`tests/run kotlin` must have made those. Swift takes part where there is a program `swift/bench`. Each program is started
with a luma frame of 1280 x 720 pixels and an empty folder, and prints one line of JSON for each row.
"""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from typing import Any

from measured import HEIGHT, WIDTH, drawn_over

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
TESTED = TARGET / "bindings/test"
# The released library, and Python's module beside it: that is where it looks.
PLACE = TARGET / "bindings/bench"
LIBRARY = "libcountersign_ffi.so"

Command = list[str]


def compiled(source: str, result: str, *options: str) -> str:
    """One of the baselines in C."""
    header = ["-D_Nonnull=", "-D_Nullable=", f"-I{TESTED / 'swift'}"]
    linked = [f"-L{PLACE}", "-lcountersign_ffi", f"-Wl,-rpath,{PLACE}"]
    program = str(PLACE / result)
    run(["cc", "-O2", "-Wall", "-Wextra", *options, *header, str(HERE / "c" / source), "-o", program, *linked])
    return program


def c() -> Command:
    return [compiled("bench.c", "c-bench")]


def kotlin() -> Command:
    built = TARGET / "kotlin/test/kotlin-suite"
    return ["java", f"-Djna.library.path={PLACE}", "-cp", f"{built / 'classes'}:{built / 'libraries'}/*", "driver.BenchKt"]


def python() -> Command:
    compiled("list.c", "list.so", "-shared", "-fPIC")
    shutil.copy(TESTED / "python/countersign.py", PLACE)
    return [sys.executable, str(HERE / "python/bench.py")]


def swift() -> Command:
    return [str(HERE / "swift/bench")]


LANGUAGES: dict[str, Callable[[], Command]] = {"C": c, "Kotlin": kotlin, "Python": python, "Swift": swift}


def run(command: Command) -> str:
    environment = {**os.environ, "LD_LIBRARY_PATH": str(PLACE), "PYTHONPATH": f"{PLACE}:{HERE}"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def build() -> None:
    run(["cargo", "build", "--release", "--locked", "-p", "countersign-ffi", "--lib", "--features", "testing"])
    PLACE.mkdir(parents=True, exist_ok=True)
    shutil.copy(TARGET / "release" / LIBRARY, PLACE)


def rows_of(language: str, frame: pathlib.Path, folder: pathlib.Path) -> list[dict[str, Any]]:
    folder.mkdir()
    lines = run([*LANGUAGES[language](), str(frame), str(folder)]).splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def table(rows: list[dict[str, Any]]) -> None:
    """Each time, and how many times the baseline's it is, where the baseline has the row."""
    baseline = {row["row"]: row["ns"] for row in rows if row["language"] == "C"}
    print(f"{'':22}{'language':10}{'time':>14}{'to C':>10}")
    for row in sorted(rows, key=lambda row: (row["row"], row["language"])):
        ratio = f"{row['ns'] / baseline[row['row']]:.2f}" if row["row"] in baseline else "–"
        print(f"{row['row']:22}{row['language']:10}{row['ns'] / 1000:11.2f} µs{ratio:>10}")


def main(languages: list[str]) -> None:
    build()
    rows = []
    # In memory where there is such a folder: a vault of a thousand accounts takes a thousand commits.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as name:
        place = pathlib.Path(name)
        (place / "frame").write_bytes(drawn_over(bytearray([150] * (WIDTH * HEIGHT))))
        for language in languages:
            rows += rows_of(language, place / "frame", place / language)
    table(rows)


if __name__ == "__main__":
    everything = [language for language in LANGUAGES if language != "Swift" or (HERE / "swift/bench").exists()]
    main(sys.argv[1:] or everything)
