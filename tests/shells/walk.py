"""Walks through a shell's models as walks.toml describes: asks a driver, plays the portal's side, compares.

    tests/shells/walk.py PORTAL DRIVER [ARGUMENT…]

README.md describes steps and drivers. With COUNTERSIGN_WALK=word, only walks with the word in their name. The end is
`N passed, N failed`.
"""

from __future__ import annotations

import json
import os
import pathlib
import signal
import sys
import tempfile
import tomllib
from typing import Any

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "bindings"))

import pictures  # noqa: E402
from conductor import Child, Facts  # noqa: E402


class Broken(Exception):
    """A step did not come out as it says."""


class Walk:
    """One walk: a phone, a portal, and what was kept so far."""

    def __init__(self, driver: Child, portal: Child, folder: pathlib.Path, parts: Facts) -> None:
        self.driver, self.portal, self.folder, self.parts = driver, portal, folder, parts
        self.kept: Facts = {}
        self.login: Facts = {}
        self.drawn = 0
        self.people: dict[int, int] = {}

    def play(self, steps: list[Facts]) -> None:
        for step in steps:
            if "part" in step:
                self.play(self.parts[step["part"]])
            else:
                self.step(step)

    def step(self, step: Facts) -> None:
        """What the user, the portal or the time does; then what the screen must come to show."""
        match step:
            case {"intent": name}:
                self.ask("intent", intent=name, **self.argument(step))
            case {"pin": pin, "then": intent}:
                self.ask("type", text=self.said(pin))
                self.ask("intent", intent=intent)
            case {"type": text}:
                self.ask("type", text=text)
            case {"number": which}:
                self.ask("intent", intent="digit", **{"with": self.number(which)})
                self.ask("intent", intent="numberTyped")
            case {"see": text}:
                self.see(self.said(text))
            case {"link": text}:
                self.ask("link", text=self.said(text))
            case {"do": name}:
                self.ask(name)
            case {"advance": seconds}:
                self.portal.ask("advance", seconds=seconds)
                self.ask("advance", seconds=seconds)
            case {"invite": name}:
                self.kept[name] = self.portal.ask("link", user=self.person(step))["link"]
            case {"login": mode}:
                self.login = self.portal.ask("start", user=self.person(step), mode=mode)
                self.kept["comparison"] = self.login["comparison"]
            case {"page": state}:
                self.page(state)
            case {"type_code": name}:
                self.portal.ask("enter", id=self.login["id"], code=self.said(name).replace(" ", ""))
            case {"offline": name}:
                if "refused" in (answer := self.portal.ask("offline", user=self.person(step), code=self.said(name))):
                    raise Broken(f"the login page refuses the offline code: {answer['refused']}")
            case {"portal": what}:
                self.disturb(what)
        if "until" in step:
            self.expect(step["until"], step.get("keep", {}))

    def ask(self, do: str, **members: Any) -> Facts:
        answer = self.driver.ask(do, **members)
        if "error" in answer:
            raise Broken(f"{do}: {answer['error']}")
        return answer

    def expect(self, facts: Facts, keep: Facts) -> None:
        """Waits until the screen shows these facts, and keeps others for later steps."""
        wanted = {name: self.said(fact) for name, fact in facts.items()}
        shown = self.ask("until", facts=wanted)
        if different := {name: shown.get(name) for name, fact in wanted.items() if shown.get(name) != fact}:
            raise Broken(f"{wanted} never came, but {different} of {shown}")
        for name, fact in keep.items():
            self.kept[name] = shown[fact]

    def disturb(self, what: str) -> None:
        """The portal ends, or stands still: it hears everything and answers nothing, until it goes on."""
        ways = {"ends": signal.SIGKILL, "pauses": signal.SIGSTOP, "goes_on": signal.SIGCONT}
        self.portal.process.send_signal(ways[what])
        if what == "ends":
            self.portal.process.wait()

    def person(self, step: Facts) -> int:
        """Whom the portal means: the first person, where nobody is named."""
        number = step.get("person", 0)
        if number not in self.people:
            self.people[number] = self.portal.ask("user")["user"]
        return self.people[number]

    def page(self, state: str) -> None:
        if (found := self.portal.ask("state", id=self.login["id"])["state"]) != state:
            raise Broken(f"the login page says {found} instead of {state}")

    def argument(self, step: Facts) -> Facts:
        return {"with": self.said(step["with"])} if "with" in step else {}

    def number(self, which: str) -> str:
        """The number of the login page, or another one of its length."""
        right: str = self.login["comparison"]
        return right if which == "right" else right[:-1] + ("8" if right[-1] == "7" else "7")

    def see(self, text: str) -> None:
        self.drawn += 1
        drawn = pictures.frame(self.folder / f"frame-{self.drawn}", text)
        frame = {name.removeprefix("frame_"): value for name, value in drawn.items() if name != "frame"}
        self.ask("see", frame=frame | {"file": drawn["frame"]})

    def said(self, value: Any) -> Any:
        """A value of a step, where a name stands for what was kept."""
        if isinstance(value, str) and value.startswith("$"):
            return self.kept[value[1:]]
        return value


def walk(each: Facts, parts: Facts, portal_program: str, driver: Child) -> str | None:
    """Plays a walk on a new phone, beside a new portal. What was not as it should be, if anything."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = pathlib.Path(name)
        (folder / "portal").mkdir()
        with Child([portal_program, str(folder / "portal"), json.dumps(each.get("policy", {}))]) as portal:
            portal.answer()
            played = Walk(driver, portal, folder, parts)
            try:
                played.ask("open", folder=str(folder / "app"))
                played.play(each["steps"])
            except Broken as broken:
                # One that stands still would never end.
                portal.process.send_signal(signal.SIGCONT)
                return str(broken)
    return None


def verdict(each: Facts, wrong: str | None) -> str | None:
    """What to complain of: of a mistake, that it was not noticed."""
    says = each.get("says")
    if says is None:
        return wrong
    return None if says in (wrong or "") else f"not noticed, but: {wrong}"


def main(portal_program: str, driver_command: list[str]) -> int:
    walks = tomllib.loads((HERE / "walks.toml").read_text(encoding="utf-8"))
    word = os.environ.get("COUNTERSIGN_WALK", "")
    passed = failed = 0
    with Child(driver_command) as driver:
        for each in (each for each in walks["walk"] + walks["mistake"] if word in each["name"]):
            complaint = verdict(each, walk(each, walks["part"], portal_program, driver))
            print(f"{'FAILED' if complaint else 'ok':6} {each['name']}", flush=True)
            if complaint:
                print(f"       {complaint}")
            passed, failed = passed + (not complaint), failed + bool(complaint)
    if driver.code != 0:
        print(f"FAILED the driver ended with {driver.code}")
        failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    raise SystemExit(main(sys.argv[1], sys.argv[2:]))
