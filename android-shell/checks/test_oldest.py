"""On the oldest Android that the app promises to run on: whatever came later is asked for only where it is there.

The whole app is compiled once more, against Android 9 and Java 8, whose classes stand for those of that Android. What is not
there is an error, and each error must be one that is known and harmless.
"""

from __future__ import annotations

import pathlib
import re
import subprocess

import compiling
import pytest
from project import WORK, versions

# Since which level Android has what the app calls.
LATER = {
    "setAllowedAuthenticators": 30,
    "setUserAuthenticationParameters": 30,
    "setExpedited": 31,
    "setHideOverlayWindows": 31,
    "securityLevel": 31,
    "setRecentsScreenshotEnabled": 33,
}
LEVELS = {"Q": 29, "R": 30, "S": 31, "TIRAMISU": 33, "UPSIDE_DOWN_CAKE": 34, "VANILLA_ICE_CREAM": 35}

# Numbers and names that the compiler writes into the app: they are there wherever it runs.
CONSTANTS = {
    "android.os.Build$VERSION_CODES": ["R", "S", "TIRAMISU", "UPSIDE_DOWN_CAKE"],
    "android.Manifest$permission": ["POST_NOTIFICATIONS"],
    "android.content.ClipDescription": ["EXTRA_IS_SENSITIVE"],
    "android.content.pm.PackageManager": ["FEATURE_FACE", "FEATURE_IRIS"],
    "android.hardware.biometrics.BiometricManager$Authenticators": ["BIOMETRIC_STRONG"],
    "android.provider.MediaStore": ["ACTION_PICK_IMAGES"],
    "android.security.keystore.KeyProperties": [
        "AUTH_BIOMETRIC_STRONG",
        "PURPOSE_AGREE_KEY",
        "SECURITY_LEVEL_STRONGBOX",
        "SECURITY_LEVEL_TRUSTED_ENVIRONMENT",
        "SECURITY_LEVEL_UNKNOWN_SECURE",
    ],
}
# Names that only lead to a constant.
ON_THE_WAY = {"BiometricManager"}
# What the compiler goes on to say where one of these is not there.
FOLLOWING = ("none of the following candidates", "unresolved reference 'not' for operator", "cannot infer type")

ERROR = re.compile(r"^(?P<path>.+\.kt):(?P<line>\d+):\d+: error: (?P<said>.*)$")
# Each is of Java 9 or newer, or of Android 10 or newer, and none of them is in the app.
PLANTED = """package planted

fun read(stream: java.io.InputStream) = stream.readAllBytes()
fun hex() = java.util.HexFormat.of()
fun unguarded(builder: android.app.job.JobInfo.Builder) = builder.setExpedited(true)
"""


@pytest.fixture(scope="module")
def planted() -> pathlib.Path:
    path = WORK / "planted/Later.kt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PLANTED)
    return path


@pytest.fixture(scope="module")
def strange(foss: str, planted: pathlib.Path) -> list[tuple[str, int, str]]:
    """What is missing there and neither a constant nor guarded: file, line and what the compiler says."""
    errors = compiling.on_oldest(foss, versions(), planted)
    assert errors
    return [place for error in errors if (place := place_of(error)) and not is_harmless(*place)]


def place_of(error: str) -> tuple[str, int, str]:
    found = ERROR.match(error)
    assert found, error
    return found["path"], int(found["line"]), found["said"]


def is_harmless(path: str, line: int, said: str) -> bool:
    if said.startswith(FOLLOWING):
        return True
    (name,) = re.findall(r"unresolved reference '(\w+)'", said) or [""]
    if name in ON_THE_WAY or any(name in names for names in CONSTANTS.values()):
        return True
    return name in LATER and is_guarded(pathlib.Path(path), line, LATER[name])


def is_guarded(path: pathlib.Path, line: int, level: int) -> bool:
    """Whether the line, or the one before it, asks for this level or a newer one."""
    asked = re.findall(r"SDK_INT >= Build\.VERSION_CODES\.(\w+)", "\n".join(path.read_text().splitlines()[line - 2 : line]))
    return any(LEVELS[name] >= level for name in asked)


def test_the_app_calls_nothing_that_may_not_be_there(strange: list[tuple[str, int, str]], planted: pathlib.Path) -> None:
    assert [place for place in strange if place[0] != str(planted)] == []


def test_what_may_not_be_there_is_found(strange: list[tuple[str, int, str]], planted: pathlib.Path) -> None:
    assert [line for path, line, _ in strange if path == str(planted)] == [3, 4, 5]


def test_constants_are_constants() -> None:
    (android,) = compiling.JARS.glob(f"{compiling.ANDROID}*.jar")
    for kind, names in CONSTANTS.items():
        said = subprocess.run(
            ["javap", "-constants", "-cp", android, kind], capture_output=True, text=True, check=True
        ).stdout
        for name in names:
            assert re.search(rf"\b{name} = ", said), f"{kind}.{name}"
