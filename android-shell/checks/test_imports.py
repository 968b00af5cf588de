"""Who may name what: only `device/` reaches for the phone's security, camera and notifications."""

from __future__ import annotations

import pathlib
import re

from project import SOURCES, kotlin_files

ANDROID = re.compile(r"\b(?:import (?:android|androidx\.activity)\.|android\.\w+\.\w)")
GENERATED = "app.countersign.core."


def broken(path: str, text: str) -> list[str]:
    """The sentences that a file breaks. Its path begins with the folder of its package."""
    code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(("//", "/*", "*")))
    rules = []
    if not path.startswith("device/") and ANDROID.search(code):
        rules.append(f"{path}: only device/ names what Android alone has")
    if not path.startswith("client/") and GENERATED in code:
        rules.append(f"{path}: only client/ names the generated bindings")
    if path.startswith("device/") and re.search(r"\bandroid\.util\.Log\b|\bprintln\(", code):
        rules.append(f"{path}: nothing is written into the phone's log")
    if re.search(r"\b(?:TestClock|openWithClock|checkDevicePorts|DevelopmentHttp\.LOOPBACK)\b", code):
        rules.append(f"{path}: what only tests have is in no release")
    return rules


def folders() -> list[pathlib.Path]:
    return [folder for folder in SOURCES.glob("*/kotlin") if folder.is_dir()]


def test_every_file_keeps_to_the_rules() -> None:
    files = [(folder, path) for folder in folders() for path in kotlin_files(folder)]
    assert len(files) > 80
    assert [rule for folder, path in files for rule in broken(str(path.relative_to(folder)), path.read_text())] == []


def test_each_rule_is_broken_by_a_planted_file() -> None:
    planted = [
        ("unlock/UnlockModel.kt", "import android.security.keystore.KeyInfo"),
        ("add/AddScreen.kt", "import android.hardware.camera2.CameraManager"),
        ("requests/RequestsModel.kt", "val manager: android.app.NotificationManager? = null"),
        ("navigation/AppScreen.kt", "import androidx.activity.compose.BackHandler"),
        ("device/Leaving.kt", "import app.countersign.core.Authenticator"),
        ("device/Leaving.kt", "import android.util.Log"),
        ("client/Opened.kt", "val http = DevelopmentHttp.LOOPBACK"),
    ]
    for path, text in planted:
        assert len(broken(path, text)) == 1, (path, text)
    assert broken("device/Leaving.kt", "import android.content.Context") == []
    assert broken("add/AddScreen.kt", "// as android.app.Activity does") == []
