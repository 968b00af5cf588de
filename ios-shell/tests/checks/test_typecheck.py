"""The type-check of what only Apple's systems run: it passes, and finds a mistake in every folder of the app."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess

import pytest
from folders import IOS, PROJECT

TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR") or PROJECT / "target") / "ios-shell"

# File, what is written there, and what a typing mistake or a forgotten change makes of it.
PLANTED = [
    ("Screens/setup/SetupScreen.swift", ".setupPinForgotten", ".setupPinForgoten"),
    ("Screens/requests/RequestsScreen.swift", "case .over(let over): OverPage(over: over, done: intents.back)", ""),
    ("Screens/history/HistoryScreen.swift", "back: intents.back", "back: intents.report"),
    ("Device/EnclaveSlotKeys.swift", "func assurance() throws -> AssuranceClass", "func assurance() throws -> Bool"),
    ("Device/Camera.swift", "rotation: 90", "turned: 90"),
    ("Entry/CountersignApp.swift", "opened.model.left()", "opened.model.gone()"),
    ("Wake/NotificationService.swift", "content.userInfo = request.content.userInfo", "content.userInfo = request.secret"),
]


def typecheck(folder: pathlib.Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([IOS / "tests" / "typecheck", folder], capture_output=True, text=True, check=False)


def test_the_app_is_well_typed() -> None:
    done = typecheck(IOS / "App")
    assert done.returncode == 0, done.stderr
    assert "warning:" not in done.stderr, done.stderr


@pytest.fixture(name="wrong", scope="module")
def app_with_mistakes() -> str:
    """What is said of a copy of the app that has every mistake in it."""
    copy = TARGET / "planted"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(IOS / "App", copy)
    for file, right, mistake in PLANTED:
        text = (copy / file).read_text(encoding="utf-8")
        assert right in text, f"{file} no longer says {right}"
        (copy / file).write_text(text.replace(right, mistake, 1), encoding="utf-8")
    app = typecheck(copy)
    assert app.returncode != 0
    # The extension is a module of its own, looked at once the app is right.
    for folder in ("Screens", "Device", "Entry"):
        shutil.rmtree(copy / folder)
        shutil.copytree(IOS / "App" / folder, copy / folder)
    wake = typecheck(copy)
    shutil.rmtree(copy)
    return app.stderr + wake.stderr


@pytest.mark.parametrize("file", [file for file, _, _ in PLANTED])
def test_a_planted_mistake_is_found(wrong: str, file: str) -> None:
    assert any(f"/planted/{file}:" in line and " error: " in line for line in wrong.splitlines()), wrong
