"""Which folder may name what: the rules of the README, held by reading every import."""

from __future__ import annotations

import pathlib
import re

import pytest
from folders import IOS, swift_files

PLATFORM = {
    "AVFoundation", "CryptoKit", "LocalAuthentication", "PhotosUI", "Security", "SwiftUI", "UIKit",
    "UniformTypeIdentifiers", "UserNotifications",
}  # fmt: skip

# Folder, what its files may import, and the sentence that is broken otherwise.
RULES = [
    ("Sources/Texts", {"Foundation"}, "texts know nothing of the app"),
    ("Sources/Client", {"CountersignCore", "Foundation", "Texts"}, "the client names the core, and nothing of a screen"),
    ("Sources/Models", {"Client", "Foundation", "Observation", "Texts"}, "a model is plain Swift over the client"),
    ("App/Screens", {"Client", "Foundation", "Models", "SwiftUI", "Texts"}, "a screen draws a state, and names no device"),
    ("App/Device", PLATFORM | {"Client", "Foundation", "Models", "Observation", "Texts"}, "the device lends, by the client's names"),
    ("App/Entry", {"Client", "Foundation", "Models", "SwiftUI", "Texts", "UIKit"}, "the entry puts the others together"),
    ("App/Wake", {"Foundation", "UserNotifications"}, "the extension only wakes: it knows no vault, no key, no server"),
]
IMPORT = re.compile(r"^(?:@\w+ )?import (?:\w+ )?(\w+)", re.MULTILINE)
COMMENT = re.compile(r"//[^\n]*")


def broken(path: str, text: str) -> list[str]:
    """The sentences that a file breaks."""
    text = COMMENT.sub("", text)
    found = [(folder, allowed, rule) for folder, allowed, rule in RULES if path.startswith(f"{folder}/")]
    if not found:
        return [f"{path}: no rule says what this folder may name"]
    (_, allowed, rule), = found
    sentences = [f"{path}: {rule}: not {name}" for name in IMPORT.findall(text) if name not in allowed]
    if "CountersignCore." in text and "CountersignCore" not in allowed:
        sentences.append(f"{path}: only the client names the generated module")
    if path.endswith("State.swift") and re.search(r"\b(Authenticator|Task|async)\b", text):
        sentences.append(f"{path}: a state is plain data")
    if path.startswith("App/Screens/") and path.endswith("Samples.swift") and "import SwiftUI" in text:
        sentences.append(f"{path}: a sample is data")
    return sentences


def test_every_folder_keeps_to_its_rules() -> None:
    files = swift_files(IOS / "Sources") + swift_files(IOS / "App")
    assert len(files) > 80
    assert [sentence for file in files for sentence in broken(str(file.relative_to(IOS)), file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Sources/Models/unlock/UnlockModel.swift", "import CountersignCore"),
        ("Sources/Models/unlock/UnlockModel.swift", "let stage: CountersignCore.Stage"),
        ("Sources/Models/unlock/UnlockModel.swift", "import SwiftUI"),
        ("Sources/Models/unlock/UnlockModel.swift", "@preconcurrency import struct UIKit.UIColor"),
        ("Sources/Models/unlock/UnlockState.swift", "let app: Authenticator"),
        ("Sources/Client/Core.swift", "import SwiftUI"),
        ("Sources/Texts/Message.swift", "import Client"),
        ("App/Screens/unlock/UnlockScreen.swift", "import LocalAuthentication"),
        ("App/Screens/unlock/UnlockSamples.swift", "import SwiftUI"),
        ("App/Device/Camera.swift", "import CountersignCore"),
        ("App/Wake/NotificationService.swift", "import Client"),
        ("App/Elsewhere/File.swift", ""),
    ],
)
def test_each_rule_is_broken_by_a_planted_file(path: str, text: str) -> None:
    assert len(broken(path, text)) == 1, broken(path, text)


def test_what_keeps_to_the_rules_breaks_none() -> None:
    assert broken("Sources/Client/Core.swift", "import CountersignCore") == []
    assert broken("Sources/Models/unlock/UnlockModel.swift", "// not CountersignCore. itself\nimport Client") == []
