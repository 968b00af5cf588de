"""What a machine without Android's tools can check of bindings/android: versions, names, paths, the script's words."""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
import tomllib
import xml.etree.ElementTree as xml
from typing import Any

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
ANDROID = ROOT / "bindings/android"
POMS = [ROOT / "bindings/kotlin/pom.xml", ROOT / "tests/bindings/kotlin/pom.xml"]
SCRIPTS = sorted(ANDROID.rglob("*.kts"))


def table(path: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / path).read_text(encoding="utf-8"))


CATALOG = table("bindings/android/gradle/libs.versions.toml")


def properties(pom: pathlib.Path) -> dict[str, str]:
    found = xml.parse(pom).getroot().find("{*}properties")
    assert found is not None
    return {element.tag.rpartition("}")[2]: element.text or "" for element in found if isinstance(element.tag, str)}


@pytest.mark.parametrize("pom", POMS, ids=lambda pom: str(pom.relative_to(ROOT)))
@pytest.mark.parametrize("name", ["kotlin", "coroutines", "jna"])
def test_android_has_the_versions_that_are_tested(pom: pathlib.Path, name: str) -> None:
    assert properties(pom)[f"{name}.version"] == CATALOG["versions"][name]


def test_the_jar_has_the_version_of_the_workspace() -> None:
    version = xml.parse(POMS[0]).getroot().findtext("{*}version")
    assert version == table("Cargo.toml")["workspace"]["package"]["version"]


def test_every_version_is_named_and_every_name_is_there() -> None:
    for section in ("libraries", "plugins"):
        for name, entry in CATALOG[section].items():
            assert entry["version"]["ref"] in CATALOG["versions"], name


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: str(script.relative_to(ANDROID)))
def test_a_script_asks_the_catalog_for_what_it_has(script: pathlib.Path) -> None:
    names = {name.replace("-", ".") for name in CATALOG["libraries"]}
    names |= {f"plugins.{name.replace('-', '.')}" for name in CATALOG["plugins"]}
    names |= {f"versions.{name.replace('-', '.')}" for name in CATALOG["versions"]}
    text = re.sub(r"\s+\.", ".", script.read_text(encoding="utf-8"))
    for name in re.findall(r"\blibs\.([a-z.]+[a-z])", text):
        assert name.removesuffix(".get") in names


def test_names_are_those_of_the_generated_code() -> None:
    kotlin = table("bindings/uniffi.toml")["bindings"]["kotlin"]
    module = (ANDROID / "core/build.gradle.kts").read_text(encoding="utf-8")
    assert f'namespace = "{kotlin["package_name"]}"' in module
    assert f"lib{kotlin['cdylib_name']}.so" in module
    rules = (ANDROID / "core/consumer-rules.pro").read_text(encoding="utf-8")
    assert f"{kotlin['package_name']}.**" in rules
    library = table("bindings/Cargo.toml")["lib"]
    assert library["name"] == kotlin["cdylib_name"] and "cdylib" in library["crate-type"]


def test_the_module_is_filled_where_the_scripts_write() -> None:
    module = (ANDROID / "core/build.gradle.kts").read_text(encoding="utf-8")
    assert "bindings/kotlin-android" in module and "kotlin-android" in (ROOT / "bindings/generate").read_text()
    build = (ANDROID / "build").read_text(encoding="utf-8")
    assert "android/jniLibs" in module and "$target/android/jniLibs" in build


@pytest.mark.parametrize("script", ["build.gradle.kts", "core/build.gradle.kts"])
def test_a_script_finds_the_target_folder(script: str) -> None:
    file = ANDROID / script
    (default,) = re.findall(r'"CARGO_TARGET_DIR"\)\.getOrElse\("([^"]+)"\)', file.read_text(encoding="utf-8"))
    assert (file.parent / default).resolve() == ROOT / "target"


def test_the_manifest_asks_for_the_internet_only() -> None:
    manifest = xml.parse(ANDROID / "core/src/main/AndroidManifest.xml").getroot()
    name = "{http://schemas.android.com/apk/res/android}name"
    assert [element.get(name) for element in manifest] == ["android.permission.INTERNET"]


def test_the_script_reads_the_api_level() -> None:
    line = next(line for line in (ANDROID / "build").read_text().splitlines() if line.startswith("api="))
    api = subprocess.run(["bash", "-c", f'{line}; echo "$api"'], cwd=ROOT, capture_output=True, text=True, check=True)
    assert api.stdout.strip() == CATALOG["versions"]["min-sdk"]


def test_without_tools_the_script_names_all_of_them_and_builds_nothing(tmp_path: pathlib.Path) -> None:
    # A machine with a shell and nothing else.
    for tool in ("bash", "sed", "find", "sort", "tail", "dirname"):
        (tmp_path / tool).symlink_to(next(p for p in map(pathlib.Path, (f"/bin/{tool}", f"/usr/bin/{tool}")) if p.exists()))
    target = tmp_path / "target"
    environment = {"PATH": str(tmp_path), "CARGO_TARGET_DIR": str(target), "HOME": os.devnull}
    run = subprocess.run(
        ["/bin/bash", str(ANDROID / "build")], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    wanted = ["cargo", "cargo-ndk", "NDK", "aarch64-linux-android", "x86_64-linux-android", "SDK", "JDK", "Gradle"]
    assert [word for word in wanted if word not in run.stderr] == []
    assert not target.exists()
