"""The Kotlin of the app, compiled against Android 15. Nothing of it is run.

The library's Kotlin and the stubs come first, once for each state of their sources; then a flavour with everything, and of
the other one what it does differently.
"""

from __future__ import annotations

import functools
import hashlib
import os
import pathlib
import shutil
import subprocess

from linking import folder_of
from project import BINDINGS, ROOT, SHELL, SOURCES, WORK, Versions, kotlin_files

JARS = WORK / "jars"
LIBRARY = WORK / "classes/library"
STUBS = [SHELL / "checks/stubs", ROOT / "tests/bindings/kotlin/android/stubs"]
# What runs the compiler, and is no part of what it sees.
COMPILER = ("kotlin-compiler", "kotlin-build-tools", "kotlin-daemon", "kotlin-reflect", "kotlin-script-runtime")
COMPOSE = "kotlin-compose-compiler-plugin"
# The framework: the one of Android 15 among the jars, and the oldest that the app promises to run on.
ANDROID = "android-all-"
OLDEST = WORK / "oldest"


@functools.cache
def library() -> pathlib.Path:
    """The classes of the core's Kotlin and of the stubs."""
    sources = kotlin_files(BINDINGS, *STUBS)
    state = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    stamp = WORK / "classes/library.sha256"
    if not stamp.exists() or stamp.read_text() != state:
        shutil.rmtree(LIBRARY, ignore_errors=True)
        done = compiled(LIBRARY, sources, [])
        assert done.returncode == 0, done.stderr
        stamp.write_text(state)
    return LIBRARY


def whole_flavour(flavour: str, versions: Versions) -> subprocess.CompletedProcess[str]:
    """Every source of the app in this flavour, with the texts and the `R` that were made for it."""
    shutil.rmtree(classes_of(flavour), ignore_errors=True)
    sources = kotlin_files(SOURCES / "main/kotlin", SOURCES / flavour / "kotlin", WORK / "texts/kotlin")
    return compiled(classes_of(flavour), [*sources, *java(flavour, versions)], [library()])


def other_flavour(flavour: str, whole: str, versions: Versions) -> subprocess.CompletedProcess[str]:
    """What only this flavour has, and who calls it, on the classes of the one that was compiled as a whole."""
    shared = WORK / "classes" / f"{whole}-shared"
    shutil.rmtree(shared, ignore_errors=True)
    shutil.copytree(classes_of(whole), shared)
    for path in kotlin_files(SOURCES / whole / "kotlin"):
        for made in (shared / "app/countersign/device/push").glob(f"{path.stem}*.class"):
            made.unlink()
    callers = [
        path
        for path in kotlin_files(SOURCES / "main/kotlin")
        if "import app.countersign.device.push.wakeUps\n" in path.read_text()
    ]
    assert callers
    sources = [*kotlin_files(SOURCES / flavour / "kotlin"), *callers, *java(flavour, versions)]
    return compiled(classes_of(flavour), sources, [library(), shared], f"-Xfriend-paths={shared}")


def planted(name: str, text: str, whole: str) -> list[str]:
    """The errors of one more file, compiled beside the app."""
    folder = WORK / "planted"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.kt"
    path.write_text(text)
    classes = classes_of(whole)
    done = compiled(folder / "classes", [path], [library(), classes], f"-Xfriend-paths={classes}")
    return [line for line in done.stderr.splitlines() if ": error: " in line]


def on_oldest(flavour: str, versions: Versions, *more: pathlib.Path) -> list[str]:
    """The errors of the whole app, and of more files, against the oldest Android and Java 8."""
    sources = kotlin_files(SOURCES / "main/kotlin", SOURCES / flavour / "kotlin", WORK / "texts/kotlin")
    target = WORK / "classes/oldest"
    options = ["-Xjdk-release=8", "-jvm-target", "1.8"]
    done = compiled(target, [*sources, *java(flavour, versions), *more], [library()], *options, android=OLDEST)
    return [line for line in done.stderr.splitlines() if ": error: " in line]


def classes_of(flavour: str) -> pathlib.Path:
    return WORK / "classes" / flavour


def java(flavour: str, versions: Versions) -> list[pathlib.Path]:
    """What Android's own tools write in Java: `R`, out of the resources, and `BuildConfig`."""
    folder = folder_of(flavour) / "java"
    build = folder / versions.namespace.replace(".", "/") / "BuildConfig.java"
    build.write_text(
        f"package {versions.namespace};\n"
        f'public final class BuildConfig {{ public static final String VERSION_NAME = "{versions.name}"; }}\n'
    )
    return sorted(folder.rglob("*.java"))


def compiled(
    target: pathlib.Path,
    sources: list[pathlib.Path],
    classes: list[pathlib.Path],
    *options: str,
    android: pathlib.Path = JARS,
) -> subprocess.CompletedProcess[str]:
    jars = sorted(JARS.glob("*.jar"))
    compose = next(jar for jar in jars if jar.name.startswith(COMPOSE))
    seen = [jar for jar in jars if not jar.name.startswith((*COMPILER, COMPOSE, ANDROID))]
    seen += android.glob(f"{ANDROID}*.jar")
    runs = [jar for jar in jars if jar.name.startswith((*COMPILER, "kotlin-stdlib", "kotlinx-coroutines", "annotations"))]
    # Compiling once takes too little time for the second compiler of the virtual machine to pay.
    machine = ["java", "-Xmx2g", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=1", "-cp", joined(runs)]
    return subprocess.run(
        [
            *machine, "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler", "-no-stdlib", "-no-reflect", "-nowarn",
            "-jvm-target", "17", f"-Xplugin={compose}", *options,
            "-cp", joined([*classes, *seen, WORK / "connector/classes.jar"]), "-d", str(target), *map(str, sources),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def joined(paths: list[pathlib.Path]) -> str:
    return os.pathsep.join(map(str, paths))


def with_the_app(target: pathlib.Path, sources: list[pathlib.Path], whole: str) -> subprocess.CompletedProcess[str]:
    """Programs that look into the app."""
    shutil.rmtree(target, ignore_errors=True)
    classes = classes_of(whole)
    return compiled(target, sources, [library(), classes], f"-Xfriend-paths={classes}")


def run(main: str, classes: pathlib.Path, whole: str) -> list[str]:
    """The lines that a program prints, run with the app, the library and Android's classes. What is in `classes` comes before Android's own."""
    jars = sorted(jar for jar in JARS.glob("*.jar") if not jar.name.startswith((*COMPILER, COMPOSE)))
    path = joined([classes, library(), classes_of(whole), *jars])
    native = f"-Djna.library.path={BINDINGS.parent / 'lib'}"
    done = subprocess.run(["java", native, "-cp", path, main], capture_output=True, text=True, check=False)
    return done.stdout.splitlines() + done.stderr.splitlines()
