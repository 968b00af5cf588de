"""The project for Xcode says what is there: paths, versions, targets, texts of permissions, colours."""

from __future__ import annotations

import copy
import json
import pathlib
import plistlib
import re
import struct
import tomllib
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from folders import IOS, PROJECT, swift_files

APP = IOS / "App"
ASSETS = APP / "Assets.xcassets"

Project = dict[str, Any]


def mistakes(project: Project, info: Project) -> list[str]:
    """Everything in the project that cannot be right."""
    return [*versions(project), *targets(project), *plists(project, info)]


def versions(project: Project) -> list[str]:
    package = (IOS / "Package.swift").read_text(encoding="utf-8")
    core = (PROJECT / "bindings" / "swift" / "Package.swift").read_text(encoding="utf-8")
    oldest = int(re.search(r"\.iOS\(\.v(\d+)\)", package)[1])
    base = project["settings"]["base"]
    cargo = tomllib.loads((PROJECT / "Cargo.toml").read_text(encoding="utf-8"))["workspace"]["package"]["version"]
    found = []
    if project["options"]["deploymentTarget"]["iOS"] != f"{oldest}.0":
        found.append(f"the app is for iOS {project['options']['deploymentTarget']['iOS']}, its models for {oldest}.0")
    if int(re.search(r"\.iOS\(\.v(\d+)\)", core)[1]) > oldest:
        found.append("the core is for a newer iOS than the app")
    if base["SWIFT_VERSION"] != re.search(r"swift-tools-version: (\S+)", package)[1]:
        found.append("the app and its models are in different versions of Swift")
    if base["MARKETING_VERSION"] != cargo:
        found.append(f"the app is version {base['MARKETING_VERSION']}, the core {cargo}")
    return found


def targets(project: Project) -> list[str]:
    found = []
    products = re.findall(r'\.library\(name: "(\w+)"', (IOS / "Package.swift").read_text(encoding="utf-8"))
    for name, package in project["packages"].items():
        if not (APP / package["path"] / "Package.swift").exists():
            found.append(f"package {name}: nothing at {package['path']}")
    for name, target in project["targets"].items():
        for source in target["sources"]:
            path = source if isinstance(source, str) else source["path"]
            # The String Catalog is made by texts/make, into a folder that Git ignores.
            if not (APP / path).exists() and "/Made/" not in path:
                found.append(f"target {name}: no source {path}")
        for key in ("info", "entitlements"):
            if key in target and not (APP / target[key]["path"]).exists():
                found.append(f"target {name}: no {target[key]['path']}")
        for dependency in target.get("dependencies", []):
            if "target" in dependency and dependency["target"] not in project["targets"]:
                found.append(f"target {name}: there is no target {dependency['target']}")
            if "product" in dependency and dependency["product"] not in products:
                found.append(f"target {name}: the package has no product {dependency['product']}")
    sources = {str(source) for target in project["targets"].values() for source in target["sources"]}
    for folder in sorted(path.name for path in APP.iterdir() if swift_files(path)):
        if folder not in sources:
            found.append(f"no target compiles {folder}")
    return found


def plists(project: Project, info: Project) -> list[str]:
    found = []
    words = json.loads((APP / "InfoPlist.xcstrings").read_text(encoding="utf-8"))["strings"]
    for key in (key for key in info if key.endswith("UsageDescription")):
        if set(words.get(key, {}).get("localizations", {})) != {"en", "de"}:
            found.append(f"{key} is not said in both languages")
        elif words[key]["localizations"]["en"]["stringUnit"]["value"] != info[key]:
            found.append(f"{key} says something else in InfoPlist.xcstrings")
    identifiers = {name: target["settings"]["base"]["PRODUCT_BUNDLE_IDENTIFIER"] for name, target in project["targets"].items()}
    if not identifiers["NotificationService"].startswith(identifiers["Countersign"] + "."):
        found.append("the extension's identifier does not begin with the app's")
    if info["CFBundleLocalizations"] != ["en", "de"]:
        found.append("the app is in English and German")
    return found


@pytest.fixture(name="project")
def project_of_the_app() -> Project:
    return yaml.safe_load((APP / "project.yml").read_text(encoding="utf-8"))


@pytest.fixture(name="info")
def info_of_the_app() -> Project:
    return plistlib.loads((APP / "Info.plist").read_bytes())


def test_the_project_is_right(project: Project, info: Project) -> None:
    assert mistakes(project, info) == []


def change(path: str, value: object) -> Callable[[Project, Project], None]:
    def planted(project: Project, info: Project) -> None:
        first, *names, last = path.split("/")
        found: Any = {"project": project, "info": info}[first]
        for name in names:
            found = found[name]
        found[last] = value

    return planted


@pytest.mark.parametrize(
    ("planted", "sentence"),
    [
        (change("project/options/deploymentTarget/iOS", "16.0"), "its models for"),
        (change("project/settings/base/SWIFT_VERSION", "5.0"), "different versions of Swift"),
        (change("project/settings/base/MARKETING_VERSION", "9.9"), "is version 9.9"),
        (change("project/packages/CountersignShell/path", "../nowhere"), "nothing at"),
        (change("project/targets/Countersign/sources", ["Screens", "Devices", "Entry"]), "no source Devices"),
        (change("project/targets/Countersign/sources", ["Screens", "Entry"]), "no target compiles Device"),
        (change("project/targets/Countersign/info", {"path": "Other.plist"}), "no Other.plist"),
        (change("project/targets/Countersign/dependencies", [{"target": "Widget"}]), "no target Widget"),
        (change("project/targets/Countersign/dependencies", [{"product": "Core"}]), "no product Core"),
        (change("project/targets/NotificationService/settings/base/PRODUCT_BUNDLE_IDENTIFIER", "x.y"), "identifier"),
        (change("info/NSMicrophoneUsageDescription", "To listen."), "not said in both languages"),
        (change("info/NSCameraUsageDescription", "Because."), "says something else"),
        (change("info/CFBundleLocalizations", ["en"]), "English and German"),
    ],
)
def test_a_planted_mistake_is_found(
    project: Project, info: Project, planted: Callable[[Project, Project], None], sentence: str
) -> None:
    wrong, wrong_info = copy.deepcopy(project), copy.deepcopy(info)
    planted(wrong, wrong_info)
    assert any(sentence in mistake for mistake in mistakes(wrong, wrong_info)), mistakes(wrong, wrong_info)


def test_the_extension_begins_in_a_class_that_is_there() -> None:
    wake = plistlib.loads((APP / "Wake" / "Info.plist").read_bytes())["NSExtension"]
    assert wake["NSExtensionPointIdentifier"] == "com.apple.usernotifications.service"
    name = wake["NSExtensionPrincipalClass"].removeprefix("$(PRODUCT_MODULE_NAME).")
    assert f"final class {name}: UNNotificationServiceExtension" in (APP / "Wake" / f"{name}.swift").read_text(encoding="utf-8")


def test_every_file_of_the_app_is_closed_while_the_phone_is() -> None:
    entitlements = plistlib.loads((APP / "Countersign.entitlements").read_bytes())
    assert entitlements["com.apple.developer.default-data-protection"] == "NSFileProtectionComplete"
    assert entitlements["com.apple.developer.associated-domains"] == ["applinks:$(COUNTERSIGN_PORTAL)"]


def test_every_colour_is_there_in_light_and_dark() -> None:
    used = {name for file in swift_files(APP) for name in re.findall(r'Color\("(\w+)"\)', file.read_text(encoding="utf-8"))}
    there = {path.stem for path in ASSETS.glob("*.colorset")}
    assert used == there
    for name in there:
        colours = json.loads((ASSETS / f"{name}.colorset" / "Contents.json").read_text(encoding="utf-8"))["colors"]
        assert [colour.get("appearances", [{}])[0].get("value") for colour in colours] == [None, "dark"], name


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [(f"On{name}", name) for name in ("Soft", "Quiet", "Good", "Caution", "Danger")]
    + [("OnAccent", "AccentColor"), ("AccentColor", "Backdrop"), ("AccentColor", "Sheet"), ("Warning", "Backdrop"), ("Warning", "Sheet")],
)
def test_what_is_written_can_be_read(ink: str, ground: str, dark: bool) -> None:
    """WCAG 2.2, 1.4.3: a contrast of 4.5 to 1."""
    lighter, darker = sorted((luminance(ink, dark), luminance(ground, dark)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def luminance(name: str, dark: bool) -> float:
    colours = json.loads((ASSETS / f"{name}.colorset" / "Contents.json").read_text(encoding="utf-8"))["colors"]
    components = colours[dark]["color"]["components"]
    linear = []
    for part in ("red", "green", "blue"):
        value = int(components[part], 16) / 255
        linear.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_icon_has_the_size_that_xcode_wants_and_no_transparency() -> None:
    header = (ASSETS / "AppIcon.appiconset" / "icon.png").read_bytes()[:26]
    width, height, _, kind = struct.unpack(">IIBB", header[16:26])
    assert (width, height, kind) == (1024, 1024, 2)
