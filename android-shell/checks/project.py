"""Where everything of the app and of its checks is, and what the Gradle project says of versions."""

from __future__ import annotations

import os
import pathlib
import re
import tomllib
from dataclasses import dataclass

SHELL = pathlib.Path(__file__).resolve().parent.parent
ROOT = SHELL.parent
SOURCES = SHELL / "app/src"
FLAVOURS = ("foss", "play")
CATALOGUE = SHELL / "gradle/libs.versions.toml"
BUILD = SHELL / "app/build.gradle.kts"
# What `check` downloaded and made; everything that is made here goes there as well.
WORK = pathlib.Path(os.environ.get("ANDROID_CHECK", ROOT / "target/android-shell/check"))
BINDINGS = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "bindings/test/kotlin-android"


@dataclass(frozen=True)
class Versions:
    """What Gradle puts into the manifest and into `BuildConfig`."""

    namespace: str
    minimum: int
    target: int
    compiled: int
    code: int
    name: str


def versions(build: str | None = None, catalogue: str | None = None) -> Versions:
    build = BUILD.read_text() if build is None else build
    levels = tomllib.loads(CATALOGUE.read_text() if catalogue is None else catalogue)["versions"]
    return Versions(
        namespace=said(build, r'^ *namespace = "([a-z.]+)"$'),
        minimum=int(levels["min-sdk"]),
        target=int(levels["target-sdk"]),
        compiled=int(levels["compile-sdk"]),
        code=int(said(build, r"^ *versionCode = (\d+)$")),
        name=said(build, r'^ *versionName = "([0-9.]+)"$'),
    )


def said(text: str, pattern: str) -> str:
    """The one thing that a line of a Gradle file says."""
    (found,) = re.findall(pattern, text, re.MULTILINE)
    return found


def kotlin_files(*folders: pathlib.Path) -> list[pathlib.Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.kt"))
