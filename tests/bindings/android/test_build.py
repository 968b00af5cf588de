"""bindings/android/build with tools that only pretend: what it asks of cargo-ndk, and that it looks at the pages itself."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
ABIS = {"arm64-v8a": "aarch64-linux-android", "x86_64": "x86_64-linux-android"}

# Notes what it was asked for, and leaves a library where a real one would leave it.
CARGO = """#!/bin/bash
echo "$ANDROID_NDK_HOME $RUSTFLAGS $*" > "{place}/asked"
for abi in {abis}; do
    mkdir -p "{place}/target/android/jniLibs/$abi"
    cp "{place}/library.so" "{place}/target/android/jniLibs/$abi/libcountersign_ffi.so"
done
"""


class Machine:
    """A machine that seems to have everything: a folder of tools, an NDK, Rust's targets."""

    def __init__(self, place: pathlib.Path) -> None:
        self.place = place
        self.tool("cargo", CARGO.format(place=place, abis=" ".join(ABIS)))
        self.tool("cargo-ndk", "#!/bin/bash\n")
        self.tool("rustc", f"#!/bin/bash\necho {place}/rust\n")
        for target in ABIS.values():
            (place / "rust/lib/rustlib" / target / "lib").mkdir(parents=True)
        readelf = shutil.which("readelf")
        assert readelf
        tools = place / "ndk/toolchains/llvm/prebuilt/linux-x86_64/bin"
        tools.mkdir(parents=True)
        (tools / "llvm-readelf").symlink_to(readelf)

    def tool(self, name: str, text: str) -> None:
        file = self.place / "tools" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        file.chmod(0o755)

    def library(self, page: int) -> None:
        """A library that is laid out for pages of some size."""
        (self.place / "empty.c").write_text("int empty;\n", encoding="utf-8")
        options = ["-shared", f"-Wl,-z,max-page-size={page}", "-o", self.place / "library.so", self.place / "empty.c"]
        subprocess.run(["cc", *map(str, options)], check=True)

    def build(self) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "PATH": f"{self.place}/tools:/usr/bin:/bin",
            "ANDROID_NDK_HOME": f"{self.place}/ndk",
            "CARGO_TARGET_DIR": f"{self.place}/target",
            "RUSTFLAGS": "",
        }
        command = [ROOT / "bindings/android/build", "--native"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def asked(self) -> str:
        return (self.place / "asked").read_text(encoding="utf-8")


@pytest.fixture
def machine(tmp_path: pathlib.Path) -> Machine:
    return Machine(tmp_path)


def test_cargo_ndk_is_asked_for_both_processors_and_large_pages(machine: Machine) -> None:
    machine.library(page=16384)
    run = machine.build()
    assert run.returncode == 0, run.stderr
    asked = machine.asked()
    assert asked.startswith(f"{machine.place}/ndk ")
    assert "link-arg=-Wl,-z,max-page-size=16384" in asked
    assert "--target arm64-v8a --target x86_64 --platform 28" in asked
    assert "build --release --locked --package countersign-ffi" in asked


def test_a_library_for_small_pages_is_refused(machine: Machine) -> None:
    machine.library(page=4096)
    run = machine.build()
    assert run.returncode == 1
    assert "laid out for pages of other sizes" in run.stderr


def test_only_what_is_missing_is_named(machine: Machine) -> None:
    (machine.place / "rust/lib/rustlib/x86_64-linux-android/lib").rmdir()
    run = machine.build()
    assert run.returncode == 2
    assert run.stderr.splitlines()[1:] == ["  Rust's target for x86_64: rustup target add x86_64-linux-android"]
