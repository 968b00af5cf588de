"""Carries out scenario.toml: asks a driver, plays the portal's side, compares. README.md describes steps and drivers."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
import tempfile
import tomllib
from typing import Any, Self

import pictures

HERE = pathlib.Path(__file__).resolve().parent

Facts = dict[str, Any]


class Child:
    """A process that answers each line of JSON with one."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def ask(self, do: str, **members: Any) -> Facts:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **members}) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> Facts:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.process.args} has ended with {self.process.wait()}")
        answer: Facts = json.loads(line)
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.code = self.process.wait()


class Scene:
    """The scenario on its stage: a driver, a portal, and what was kept so far."""

    def __init__(self, driver: Child, portal: Child, folder: pathlib.Path, scenario: Facts) -> None:
        self.driver, self.portal, self.folder = driver, portal, folder
        self.key, self.wall = scenario["key"], scenario["wall"]
        self.kept = pictures.of_scenario(folder, self.key)
        self.drawn = 0

    def play(self, step: Facts) -> list[str]:
        """Plays one step; says what is not as it must be."""
        arguments = {name: self.said(value) for name, value in step.get("with", {}).items()}
        if "advance" in step:
            self.driver.ask("advance", seconds=step["advance"])
            self.portal.ask("advance", seconds=step["advance"])
            return []
        if "draw" in step:
            facts: Facts = {"png": self.draw(self.said(step["draw"]))}
            error = None
        elif "portal" in step:
            facts = self.portal.ask(step["portal"], **arguments)
            error = facts.get("refused")
        else:
            if step["do"] == "open":
                arguments |= {"folder": str(self.folder / "app"), "wall": self.wall}
            answer = self.driver.ask(step["do"], **arguments)
            facts, error = answer.get("ok", {}), answer.get("error")
        return self.differences(step, facts, error)

    def differences(self, step: Facts, facts: Facts, error: str | None) -> list[str]:
        found = []
        if error != step.get("error"):
            found.append(f"error: {error} instead of {step.get('error')}")
        for name, value in step.get("expect", {}).items():
            if facts.get(name) != value:
                found.append(f"{name}: {facts.get(name)!r} instead of {value!r}")
        if (name := step.get("oathtool")) and facts.get(name) != (code := self.oathtool(facts)):
            found.append(f"{name}: {facts.get(name)!r}, and oathtool says {code!r}")
        for name, fact in step.get("keep", {}).items():
            if fact in facts:
                self.kept[name] = facts[fact]
            else:
                found.append(f"no {fact} in {sorted(facts)}")
        return found

    def said(self, value: Any) -> Any:
        """A value of a step, where a name stands for what was kept."""
        if isinstance(value, str) and value.startswith("$"):
            return self.kept.get(value[1:], value)
        return value

    def draw(self, text: str) -> str:
        self.drawn += 1
        return pictures.png(self.folder / f"drawn-{self.drawn}.png", text)

    def oathtool(self, facts: Facts) -> str:
        """The code that the scenario's key has when this one begins."""
        moment = f"@{facts.get('valid_from')}"
        now = subprocess.run(["date", "-u", "-d", moment, "+%F %T UTC"], capture_output=True, text=True, check=True)
        command = ["oathtool", "--totp", "--base32", "--now", now.stdout.strip(), self.key]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def main(portal_program: str, driver_command: list[str]) -> int:
    scenario = tomllib.loads((HERE / "scenario.toml").read_text(encoding="utf-8"))
    passed = failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "portal").mkdir()
        with Child([portal_program, str(folder / "portal")]) as portal, Child(driver_command) as driver:
            portal.answer()
            scene = Scene(driver, portal, folder, scenario)
            for number, step in enumerate(scenario["step"], 1):
                differences = scene.play(step)
                what = step.get("say") or step.get("do") or "time passes"
                print(f"{'FAILED' if differences else 'ok':6} {number:3} {what}")
                for difference in differences:
                    print(f"           {difference}")
                passed, failed = passed + (not differences), failed + bool(differences)
        if driver.code != 0:
            print(f"FAILED     the driver ended with {driver.code}")
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit("conductor.py PORTAL DRIVER [ARGUMENT…]")
    raise SystemExit(main(sys.argv[1], sys.argv[2:]))
