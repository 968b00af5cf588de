"""mobsfscan over the app as it is built: its Kotlin, its resources, and the manifest that Gradle would make of all parts."""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
import sys
import xml.etree.ElementTree as tree
from typing import Any

import linking
from project import FLAVOURS, SHELL, SOURCES, WORK, versions

RULES = SHELL / "checks/mobsfscan.yaml"


def prepared() -> pathlib.Path:
    """A folder with everything: the sources of all flavours, and of each the whole manifest."""
    folder = WORK / "scanned/app"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SOURCES, folder, ignore=shutil.ignore_patterns("AndroidManifest.xml"))
    for flavour in FLAVOURS:
        manifest = tree.ElementTree(linking.manifest(flavour, versions()))
        manifest.write(folder / flavour / "AndroidManifest.xml", encoding="utf-8", xml_declaration=True)
    return folder


def scanned(folder: pathlib.Path) -> dict[str, Any]:
    """What was found, and the errors of the scanner itself."""
    report = folder.with_suffix(".json")
    report.unlink(missing_ok=True)
    # The scanner looks for its engine on PATH, and finds nothing without a word where it is not there.
    environment = os.environ | {"PATH": f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"}
    subprocess.run(
        ["mobsfscan", "--type", "android", "--config", RULES, "--json", "--output", report, folder],
        env=environment, check=False, capture_output=True,
    )  # fmt: skip
    return dict(json.loads(report.read_text()))
