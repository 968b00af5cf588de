"""What others look for in Kotlin and in apps: ktlint, mobsfscan; each finds a planted mistake."""

from __future__ import annotations

import pathlib
import re
import shutil
import subprocess

import scanning
from project import ROOT, WORK

KTLINT = WORK / "ktlint/node_modules/.bin/ktlint"


def linted(*files: str | pathlib.Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([KTLINT, *files], cwd=ROOT, capture_output=True, text=True, check=False)


def test_ktlint_finds_nothing() -> None:
    done = linted("android-shell/**/*.kt", "android-shell/**/*.kts")
    assert done.returncode == 0, done.stdout


def test_ktlint_finds_a_planted_mistake(tmp_path: pathlib.Path) -> None:
    # In the project's folder, so that its rules count.
    planted = WORK / "planted/Badly.kt"
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text("package planted\n\nfun  badly ( )= 1\n")
    assert linted(planted).returncode != 0
    planted.write_text("package planted\n\nfun well() = 1\n")
    badly = planted.with_name("Well.kt")
    planted.rename(badly)
    assert linted(badly).returncode == 0


def test_mobsfscan_finds_nothing() -> None:
    report = scanning.scanned(scanning.prepared())
    assert report["errors"] == []
    assert report["results"] == {}


def test_mobsfscan_finds_planted_mistakes() -> None:
    app, folder = scanning.prepared(), WORK / "scanned/planted"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    manifest = (app / "foss/AndroidManifest.xml").read_text()
    (folder / "AndroidManifest.xml").write_text(manifest.replace('allowBackup="false"', 'allowBackup="true"'))
    notices = (app / "main/kotlin/device/notifications/RequestNotices.kt").read_text()
    (folder / "RequestNotices.kt").write_text(notices.replace("PendingIntent.FLAG_IMMUTABLE or ", ""))
    found = scanning.scanned(folder)["results"]
    assert {"android_manifest_allow_backup", "android_kotlin_pending_intent_not_immutable"} <= set(found), sorted(found)


def test_every_ignored_rule_has_a_reason() -> None:
    lines = scanning.RULES.read_text().splitlines()[2:]
    kinds = ["reason" if line.lstrip().startswith("#") else "rule" for line in lines]
    assert kinds[0] == "reason" and "rule" in kinds
    assert all(re.fullmatch(r"  - android_\w+", line) for line, kind in zip(lines, kinds, strict=True) if kind == "rule")
