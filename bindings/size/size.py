"""What the library for a phone weighs, and whose code it is.

    bindings/size/size.py            builds the release library, prints the table
    bindings/size/size.py LIBRARY    of a library that has its symbols

Code and data with a name are counted for the crate that their symbol names (a generic counts for the crate whose generic it is; C
and assembler of ring for ring); what has no name is counted by section. Sizes are of x86-64 Linux; a phone's differ by about a
tenth. The library that ships is stripped, which takes names only.
"""

from __future__ import annotations

import collections
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
LIBRARY = "libcountersign_ffi.so"

# Symbols of C and assembler, and what the bindings export, by how they begin.
FOREIGN = {
    "ring_core_": "ring",
    "rust_": "std",
    "__rust": "std",
    "_Unwind": "std",
    "uniffi_": "countersign_ffi",
    "ffi_": "countersign_ffi",
}
# `<Type as Trait>::method` and the like: the first crate that is named.
CRATE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(?:\[[0-9a-f]+\])?::")
# What every program has, or what names no crate: modules of the standard library, which a shortened name begins with.
STANDARD = set(
    "core alloc std compiler_builtins hashbrown gimli addr2line miniz_oxide rustc_demangle backtrace_rs ptr slice collections ops"
    " vec fmt iter sys io str option sync raw_vec num thread cell pin net string raw".split()
)
SMALLEST_ROW = 8 * 1024


def build(options: Sequence[str] = ()) -> pathlib.Path:
    """The library as it ships, but with its symbols, linked as build.rs asks for on Android. `options` are Cargo's."""
    environment = {**os.environ, "CARGO_PROFILE_RELEASE_STRIP": "none"}
    library = ["cargo", "rustc", "--release", "--locked", *options, "-p", "countersign-ffi"]
    library += ["--lib", "--crate-type", "cdylib"]
    shorter = ["--icf=all", "-z,pack-relative-relocs", f"-T,{ROOT / 'bindings/android/link.ld'}"]
    shorter = [argument for option in shorter for argument in ("-C", f"link-arg=-Wl,{option}")]
    subprocess.run([*library, "--", *shorter], cwd=ROOT, env=environment, check=True)
    return TARGET / "release" / LIBRARY


def crate(symbol: str) -> str:
    for beginning, owner in FOREIGN.items():
        if symbol.startswith(beginning):
            return owner
    named = [name for name in CRATE.findall(symbol) if name not in STANDARD]
    if named:
        return named[0]
    return "std" if CRATE.search(symbol) else "no crate named"


def by_crate(library: pathlib.Path) -> collections.Counter[str]:
    listing = subprocess.run(
        ["nm", "--print-size", "--demangle", "--defined-only", library], capture_output=True, text=True, check=True
    )
    sizes: collections.Counter[str] = collections.Counter()
    seen: set[str] = set()
    for line in listing.stdout.splitlines():
        address, size, _kind, symbol = (line.split(maxsplit=3) + [""] * 4)[:4]
        if symbol and address not in seen and re.fullmatch("[0-9a-f]{16}", size):
            # Functions that are equal share one address.
            seen.add(address)
            sizes[crate(symbol)] += int(size, 16)
    return sizes


def sections(library: pathlib.Path) -> dict[str, int]:
    listing = subprocess.run(["size", "-A", library], capture_output=True, text=True, check=True)
    rows = [line.split() for line in listing.stdout.splitlines()]
    return {row[0]: int(row[1]) for row in rows if len(row) == 3 and row[0].startswith(".")}


def stripped(library: pathlib.Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / library.name
        subprocess.run(["strip", "-o", copy, library], check=True)
        return copy.stat().st_size


def main() -> None:
    library = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else build()
    total, sizes = stripped(library), by_crate(library)
    print(f"{library.name}, stripped: {total:,} bytes\n\n| crate | KiB |\n| --- | --- |")
    for name, size in sizes.most_common():
        if size >= SMALLEST_ROW:
            print(f"| {name} | {size / 1024:.0f} |")
    rest = sum(size for size in sizes.values() if size < SMALLEST_ROW)
    print(f"| {sum(size < SMALLEST_ROW for size in sizes.values())} smaller ones | {rest / 1024:.0f} |\n")
    print("| section | KiB |\n| --- | --- |")
    for name, size in sorted(sections(library).items(), key=lambda row: -row[1]):
        if size >= SMALLEST_ROW and not name.startswith((".debug", ".symtab", ".strtab")):
            print(f"| {name} | {size / 1024:.0f} |")


if __name__ == "__main__":
    main()
