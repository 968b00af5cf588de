"""Both shells are one app: the same screens, the same intents, the same states worth seeing."""

from __future__ import annotations

import pathlib
import re
import tomllib

import pytest
from folders import ANDROID, IOS, PROJECT

# A screen: its intents, and the names of its samples.
Screens = dict[str, dict[str, set[str]]]

INTENTS = {
    "kt": re.compile(r"interface (\w+)Intents \{(.*?)^\}", re.DOTALL | re.MULTILINE),
    "swift": re.compile(r"protocol (\w+)Intents: AnyObject, Sendable \{(.*?)^\}", re.DOTALL | re.MULTILINE),
}
INTENT = re.compile(r"^\s+fun[c]? (\w+)\(", re.MULTILINE)
# What stands first in a call: `Sample("locked", …)`, or a function beside it that makes one.
SAMPLE = re.compile(r"(?:^ +|[\[(])(?:Sample|list|history|account|settings|devices)\(\s*\"([\w-]+)\"", re.MULTILINE)


def screens(models: pathlib.Path, samples: pathlib.Path, suffix: str) -> Screens:
    """Every model by its folder, and by its own name where the folder has several."""
    found: Screens = {}
    for state in sorted(models.glob(f"*/*State.{suffix}")):
        folder, own = state.parent.name, state.stem.removesuffix("State").lower()
        name = folder if own == folder else f"{folder}/{own}"
        _, body = INTENTS[suffix].search(state.read_text(encoding="utf-8")).groups()
        shown = samples / folder / f"{state.stem.removesuffix('State')}Samples.{suffix}"
        found[name] = {
            "intents": set(INTENT.findall(body)),
            "samples": set(SAMPLE.findall(shown.read_text(encoding="utf-8"))) if shown.exists() else set(),
        }
    return found


def differences(android: Screens, ios: Screens) -> set[str]:
    """What one shell has and the other has not: `android: requests/ask`."""
    found = set()
    for name, own, other in (("android", android, ios), ("ios", ios, android)):
        for screen, parts in own.items():
            if screen not in other:
                found.add(f"{name}: {screen}")
                continue
            for part in ("intents", "samples"):
                found |= {f"{name}: {screen}/{each}" for each in parts[part] - other[screen][part]}
    return found


@pytest.fixture(name="android")
def android_screens() -> Screens:
    return screens(ANDROID, ANDROID, "kt")


@pytest.fixture(name="ios")
def ios_screens() -> Screens:
    return screens(IOS / "Sources" / "Models", IOS / "App" / "Screens", "swift")


def test_both_shells_are_the_same_app_but_for_what_is_listed(android: Screens, ios: Screens) -> None:
    assert len(ios) > 10
    assert all(parts["intents"] for parts in ios.values())
    listed = tomllib.loads((IOS / "tests" / "checks" / "differences.toml").read_text(encoding="utf-8"))["differences"]
    assert differences(android, ios) == set(listed)


def test_a_screen_an_intent_and_a_sample_that_one_lacks_are_found(android: Screens, ios: Screens) -> None:
    known = differences(android, ios)
    android["requests"]["intents"].add("snooze")
    ios["unlock"]["samples"].add("upside-down")
    ios["weather"] = {"intents": {"rain"}, "samples": set()}
    assert differences(android, ios) - known == {"android: requests/snooze", "ios: unlock/upside-down", "ios: weather"}


def test_every_model_has_its_screen_and_samples(ios: Screens) -> None:
    for screen in set(ios) - {"pad"}:
        folder, _, own = screen.partition("/")
        file = f"{(own or folder).capitalize()}Screen.swift"
        assert (IOS / "App" / "Screens" / folder / file).exists(), f"{screen} has a model and no screen"
        assert ios[screen]["samples"], f"{screen} has no samples"


def test_walks_ask_for_intents_that_both_shells_have(android: Screens, ios: Screens) -> None:
    walks = tomllib.loads((PROJECT / "tests" / "shells" / "walks.toml").read_text(encoding="utf-8"))
    steps = [step for each in [*walks["part"].values(), *(walk["steps"] for walk in walks["walk"])] for step in each]
    asked = {step.get("intent") or step.get("then") for step in steps} - {None}
    for shell in (android, ios):
        assert asked - {intent for parts in shell.values() for intent in parts["intents"]} == set()
