"""Manifests and resources of both flavours, linked against Android 15; who may reach what; and that mistakes are found."""

from __future__ import annotations

import pathlib
import re
import subprocess
import xml.etree.ElementTree as tree

import linking
import pytest
from linking import named
from project import FLAVOURS, SOURCES, WORK, versions

# What others may start. Each is there for one of the ways into the app, or is guarded by a permission of the system.
REACHABLE = {"app.countersign.device.CountersignActivity", "app.countersign.device.ArrivalActivity"}
# What libraries of the app declare themselves; UnifiedPush's distributors are other apps.
OF_LIBRARIES = {
    "org.unifiedpush.android.connector.internal.RaiseToForegroundService",
    "org.unifiedpush.android.connector.internal.MessagingReceiverImpl",
}


@pytest.fixture(params=FLAVOURS)
def flavour(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def known_permissions() -> set[str]:
    """Every permission of Android 15, by the constants of its own class."""
    (android,) = (WORK / "jars").glob("android-all-*.jar")
    printed = subprocess.run(
        ["javap", "-constants", "-cp", android, "android.Manifest$permission"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return set(re.findall(r'= "([\w.]+)";', printed))


def test_the_flavour_links(flavour: str) -> None:
    linked = linking.link(flavour, linking.manifest(flavour, versions()))
    assert linked.returncode == 0, linked.stderr
    said = linking.dump(flavour)
    facts = versions()
    assert f"package: name='{facts.namespace}' versionCode='{facts.code}' versionName='{facts.name}'" in said
    assert f"sdkVersion:'{facts.minimum}'" in said and f"targetSdkVersion:'{facts.target}'" in said
    assert "application-label-de:'Countersign'" in said


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ("android:noSuchAttribute", "attribute android:noSuchAttribute not found"),
        ("android:theme", "resource style/NoSuchStyle"),
    ],
)
def test_a_mistake_in_the_manifest_is_found(mistake: str, told: str) -> None:
    root = linking.manifest("foss", versions())
    application = root.find("application")
    assert application is not None
    application.set(named(mistake.removeprefix("android:")), "@style/NoSuchStyle")
    assert told in linking.link("foss", root).stderr


def test_a_mistake_in_a_resource_is_found(tmp_path: pathlib.Path) -> None:
    (tmp_path / "drawable").mkdir()
    (tmp_path / "drawable/planted.xml").write_text(
        f'<vector xmlns:android="{linking.ANDROID}" android:width="24dp" android:tint="@color/no_such_colour" />'
    )
    linked = linking.link("foss", linking.manifest("foss", versions()), extra=tmp_path)
    assert "color/no_such_colour" in linked.stderr


def test_every_permission_is_one_of_androids(flavour: str, known_permissions: set[str]) -> None:
    root = linking.manifest(flavour, versions())
    assert set(linking.permissions(root)) <= known_permissions
    planted = tree.SubElement(root, "uses-permission", {named("name"): "android.permission.CAMERAS"})
    assert not set(linking.permissions(root)) <= known_permissions, planted


def test_every_permission_is_explained() -> None:
    for path in SOURCES.rglob("AndroidManifest.xml"):
        assert unexplained(path.read_text()) == [], path
    assert unexplained('<manifest>\n    <uses-permission android:name="a" />\n</manifest>') == ['"a"']


def unexplained(manifest: str) -> list[str]:
    """Permissions with no comment right before them."""
    found = re.findall(r"(\S*)\s*<uses-permission\s+android:name=(\"[^\"]*\")", manifest)
    return [name for before, name in found if before != "-->"]


def test_only_what_must_be_is_exported(flavour: str) -> None:
    assert strangers(linking.manifest(flavour, versions())) == set()
    planted = linking.manifest(flavour, versions())
    for receiver in planted.iter("receiver"):
        receiver.set(named("exported"), "true")
    assert strangers(planted) == {"app.countersign.device.notifications.RejectReceiver"}


def strangers(root: tree.Element) -> set[str]:
    """What is exported, or does not say so, without a reason."""
    components = [element for kind in ("activity", "service", "receiver", "provider") for element in root.iter(kind)]
    exported = {
        element.get(named("name"), "")
        for element in components
        if element.get(named("exported")) != "false"
        # A library may leave it out where nothing but its own code can start it.
        and not (element.get(named("exported")) is None and element.find("intent-filter") is None)
    }
    return exported - REACHABLE - OF_LIBRARIES


def test_what_the_manifest_names_is_there(flavour: str) -> None:
    """Classes are named in full, so that neither renaming nor a moved file goes unnoticed."""
    root = tree.parse(SOURCES / flavour / "AndroidManifest.xml").getroot()
    main = tree.parse(SOURCES / "main/AndroidManifest.xml").getroot()
    names = {
        name
        for element in [*root.iter(), *main.iter()]
        if (name := element.get(named("name"))) and name.startswith("app.countersign.device.")
    }
    assert names
    for name in names:
        path = name.removeprefix("app.countersign.").replace(".", "/") + ".kt"
        assert (SOURCES / "main/kotlin" / path).exists() or (SOURCES / flavour / "kotlin" / path).exists(), name


def test_nothing_is_backed_up() -> None:
    application = linking.manifest("foss", versions()).find("application")
    assert application is not None
    assert application.get(named("allowBackup")) == "false"
    rules = tree.parse(SOURCES / "main/res/xml/data_extraction_rules.xml").getroot()
    domains = {"root", "file", "database", "sharedpref", "external"}
    domains |= {f"device_{domain}" for domain in domains - {"external"}}
    for way in ("cloud-backup", "device-transfer"):
        (element,) = rules.findall(way)
        assert {exclude.get("domain") for exclude in element.findall("exclude")} == domains
        assert element.findall("include") == []


def test_shortcuts_name_what_the_app_understands() -> None:
    arrivals = (SOURCES / "main/kotlin/device/Arrivals.kt").read_text()
    for intent in tree.parse(SOURCES / "main/res/xml/shortcuts.xml").getroot().iter("intent"):
        assert f'"{intent.get(named("action"))}"' in arrivals
        assert intent.get(named("targetPackage")) == versions().namespace
        assert intent.get(named("targetClass")) == "app.countersign.device.CountersignActivity"
