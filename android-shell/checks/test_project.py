"""The Gradle project: its versions are those that everything is tested with, and what it names is there."""

from __future__ import annotations

import re
import tomllib
import xml.etree.ElementTree as tree

import pytest
from project import BUILD, CATALOGUE, ROOT, SHELL, said, versions

POM = "{http://maven.apache.org/POM/4.0.0}"
CORE = ROOT / "bindings/android"


def catalogue() -> dict[str, dict[str, object]]:
    return tomllib.loads(CATALOGUE.read_text())


def properties(pom: str) -> dict[str, str | None]:
    """What a Maven build says of versions."""
    found = tree.parse(ROOT / pom).getroot().find(f"{POM}properties")
    assert found is not None
    return {element.tag.removeprefix(POM): element.text for element in found}


def test_the_core_gets_the_versions_that_it_asks_for() -> None:
    core = tomllib.loads((CORE / "gradle/libs.versions.toml").read_text())
    assert contradictions(core, catalogue()) == []
    planted = catalogue() | {"versions": catalogue()["versions"] | {"jna": "5.0.0"}}
    assert contradictions(core, planted) == ["versions.jna"]


def contradictions(core: dict[str, dict[str, object]], app: dict[str, dict[str, object]]) -> list[str]:
    return [
        f"{table}.{key}" for table, lines in core.items() for key, line in lines.items() if app[table].get(key) != line
    ]


@pytest.mark.parametrize("pom", ["bindings/kotlin/pom.xml", "android-shell/desktop/pom.xml", "android-shell/checks/pom.xml"])
def test_versions_are_those_of_the_other_builds(pom: str) -> None:
    mine = catalogue()["versions"]
    other = properties(pom)
    for name in ("kotlin", "coroutines", "jna"):
        assert other.get(f"{name}.version", mine[name]) == mine[name], name


def test_screens_are_checked_with_the_compose_that_they_are_tested_with() -> None:
    assert properties("android-shell/checks/pom.xml")["compose.version"] == properties("android-shell/desktop/pom.xml")["compose.version"]  # fmt: skip


def test_the_library_of_wake_ups_is_the_one_that_is_checked() -> None:
    pom = (SHELL / "checks/pom.xml").read_text()
    assert said(pom, r"<artifactId>connector</artifactId>\s*<version>([\d.]+)</version>") == catalogue()["versions"]["unifiedpush"]


def test_levels_are_as_promised() -> None:
    facts = versions()
    assert (facts.minimum, facts.target) == (28, 35)
    assert facts.compiled >= facts.target


def test_every_name_of_the_catalogue_is_used_and_there() -> None:
    lines = catalogue()
    scripts = [BUILD, SHELL / "build.gradle.kts", CORE / "core/build.gradle.kts"]
    assert strays(lines, "".join(path.read_text() for path in scripts)) == set()
    assert strays(lines, BUILD.read_text() + "libs.no.such.library") >= {"no.such.library", "kotlin.gradle.plugin"}
    for library in lines["libraries"].values():
        assert isinstance(library, dict)
        assert "version" not in library or library["version"]["ref"] in lines["versions"]


def strays(lines: dict[str, dict[str, object]], scripts: str) -> set[str]:
    """Names that only one side has: the catalogue, or the scripts that use it."""
    known = {key.replace("-", ".") for key in lines["libraries"]}
    known |= {f"plugins.{key.replace('-', '.')}" for key in lines["plugins"]}
    levels = {f"versions.{key.replace('-', '.')}" for key in lines["versions"] if key.endswith("-sdk")}
    # A name ends where Gradle's own words begin.
    used = {name.removesuffix(".get") for name in re.findall(r"\blibs\.([a-z0-9.]+)", re.sub(r"\s+\.", ".", scripts))}
    return (known | levels) ^ used


def test_every_path_is_there() -> None:
    for path in (SHELL / "settings.gradle.kts", BUILD, SHELL / "build.gradle.kts"):
        for other in re.findall(r'"(\.\./[^"]*)"', path.read_text()):
            if not other.endswith("target"):
                assert (path.parent / other).resolve().exists(), f"{path.name}: {other}"
    assert (SHELL / "app/proguard-rules.pro").exists()


def test_the_build_says_its_flavours() -> None:
    assert re.findall(r'create\("(\w+)"\)', BUILD.read_text()) == ["foss", "play"]
    # Google's libraries are in one flavour only.
    assert re.findall(r'(\S+)\(libs\.firebase', BUILD.read_text()) == ['"playImplementation"']
