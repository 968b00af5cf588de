"""The driver of the scenario in Python: one short case for each call. README.md in the folder above describes it."""

from __future__ import annotations

import asyncio
import datetime
import json
import sys
from collections.abc import Callable
from typing import Any

import countersign as core
from device import device

Facts = dict[str, Any]

class Listener(core.ChangeListener):
    """Notes every change, and asks the app while it is told."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.told: set[str] = set()
        self.asked = False

    def changed(self, change: core.Change) -> None:
        self.told.add(variant(change))
        if self.driver.app is not None:
            self.driver.app.stage()
            self.asked = True


class Progress(core.EnrollmentProgress):
    def __init__(self) -> None:
        self.steps: list[str] = []

    def reached(self, step: core.EnrollmentStep) -> None:
        self.steps.append(variant(step))


class Driver:
    def __init__(self) -> None:
        self.app: core.Authenticator | None = None
        self.codes: list[core.ScannedCode] = []
        self.listener = Listener(self)

    # --- opening -----------------------------------------------------------------------------------------------------

    def open(self, folder: str, wall: int) -> Facts:
        self.clock = core.TestClock(moment(wall))
        self.device = device()
        self.surroundings = core.Surroundings(
            folder=folder, roots=core.TrustedRoots.PLATFORM([]), development_http=core.DevelopmentHttp.LOOPBACK
        )
        return self.restart()

    def restart(self) -> Facts:
        # The last reference: the vault is free again.
        self.app = None
        self.app = core.Authenticator.open_with_clock(self.surroundings, self.device, self.clock)
        self.app.observe(self.listener)
        return self.stage()

    def advance(self, seconds: int) -> Facts:
        self.clock.advance(datetime.timedelta(seconds=seconds))
        return {}

    # --- setup, lock and unlock --------------------------------------------------------------------------------------

    def stage(self) -> Facts:
        return described(self.app.stage())

    def accept_license(self, version: int) -> Facts:
        return described(self.app.accept_license(version))

    def choose_pin(self, pin: str) -> Facts:
        return described(self.app.choose_pin(pin.encode()))

    async def confirm_pin(self, pin: str) -> Facts:
        return described(await self.app.confirm_pin(pin.encode()))

    def choose_notifications(self, wanted: bool) -> Facts:
        return described(self.app.choose_notifications(wanted))

    def lock(self) -> Facts:
        self.app.lock()
        return self.stage()

    async def unlock(self, pin: str) -> Facts:
        await self.app.unlock(pin.encode(), core.Acceptance.NEWEST_ONLY)
        return self.stage()

    def start_over(self) -> Facts:
        return described(self.app.start_over())

    # --- accounts and codes ------------------------------------------------------------------------------------------

    async def scan_picture(self, file: str) -> Facts:
        with open(file, "rb") as picture:
            self.codes = await core.scan_picture(picture.read(), core.Effort.STILL)
        return {"codes": len(self.codes)}

    def scan_frame(self, file: str, width: int, height: int, stride: int, rotation: str) -> Facts:
        turned = {variant(rotation): rotation for rotation in core.Rotation}[rotation]
        with open(file, "rb") as frame:
            self.codes = core.scan_frame(frame.read(), width, height, stride, turned, core.Effort.STILL)
        return {"codes": len(self.codes)}

    def read_code(self) -> Facts:
        offers = self.app.read_code(self.codes[0]).offers
        first = offers[0]
        facts = {
            "offers": len(offers),
            "offer": first.id,
            "issuer": first.issuer,
            "account": first.account,
            "kind": variant(first.kind),
            "digits": first.digits,
            "same_secret": first.same_secret is not None,
        }
        if first.period_seconds is not None:
            facts["period"] = first.period_seconds
        if first.algorithm is not None:
            facts["algorithm"] = variant(first.algorithm)
        if first.push is not None:
            facts["private_network"] = first.push.private_network
        return facts

    def confirm_offer(self, offer: int) -> Facts:
        return row(self.app.confirm_offer(offer, core.Confirmation()))

    def accounts(self) -> Facts:
        return {"accounts": len(self.app.accounts(core.AccountFilter()))}

    def code(self, account: str) -> Facts:
        return shown(self.app.code(account))

    def code_at(self, account: str, time: int) -> Facts:
        return shown(self.app.code_at(account, moment(time)))

    async def export_key_uri(self, account: str, pin: str) -> Facts:
        secret = await self.app.export_key_uri(account, pin.encode())
        text = secret.read()
        secret.wipe()
        return {
            "holds_key": text is not None and b"secret=" in text,
            "after_wipe": "nothing" if secret.read() is None else "something",
        }

    # --- push --------------------------------------------------------------------------------------------------------

    async def enroll_online(self, offer: int, device_name: str, app: str, private_network: bool) -> Facts:
        enrollment = core.OnlineEnrollment(
            confirmation=core.Confirmation(),
            device_name=device_name,
            app=app,
            channel=core.PushChannel.NOWHERE(),
            private_network=private_network,
        )
        progress = Progress()
        account = await self.app.enroll_online(offer, enrollment, progress, core.Cancellation())
        return row(account) | {"steps": " ".join(progress.steps)}

    async def poll(self, account: str) -> Facts:
        poll = await self.app.poll(account, datetime.timedelta(0), core.Cancellation())
        asked = {"prompt": ""} if poll.prompt is None else {"prompt": poll.prompt.id} | of_request(poll.prompt)
        return {"arrived": len(poll.arrived)} | asked

    def open_request(self, request: str) -> Facts:
        return of_request(self.app.open_request(request))

    async def approve(self, request: str, number: str, pin: str) -> Facts:
        compared = core.Compared.NUMBER(number)
        return outcome(await self.app.approve(request, compared, pin.encode(), core.Cancellation()))

    async def deny(self, request: str, reason: str) -> Facts:
        reasons = {variant(reason): reason for reason in core.DenyReason}
        return outcome(await self.app.deny(request, reasons[reason], core.Cancellation()))

    def history(self) -> Facts:
        return {"events": " ".join(variant(line.event) for line in self.app.history())}

    def changes(self) -> Facts:
        return {"told": " ".join(sorted(self.listener.told)), "asked": self.listener.asked}


# --- facts -------------------------------------------------------------------------------------------------------------


def variant(value: Any) -> str:
    """The name that a variant has in Rust: `CLOCKWISE90` is `Clockwise90`."""
    name = value.name if hasattr(value, "name") else type(value).__name__.rpartition(".")[2]
    return "".join(part.capitalize() for part in name.split("_"))


def moment(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)


def described(stage: core.Stage) -> Facts:
    name = variant(stage)
    if isinstance(stage, core.Stage.SETUP):
        return {"stage": f"{name}.{variant(stage.step)}"}
    if isinstance(stage, core.Stage.LOCKED):
        view = stage.view
        return {
            "stage": name,
            "attempts_left": view.attempts_left,
            "delay": seconds(view.delay),
            "requests_while_locked": view.requests_while_locked,
        }
    return {"stage": name}


def seconds(time: datetime.timedelta) -> int:
    return round(time.total_seconds())


def row(account: core.AccountRow) -> Facts:
    return {
        "id": account.id,
        "issuer": account.issuer,
        "account": account.account,
        "kind": variant(account.kind),
    }


def shown(code: core.CodeView) -> Facts:
    assert code.valid_from is not None
    return {"code": code.code, "valid_from": round(code.valid_from.timestamp())}


def of_request(view: core.RequestView) -> Facts:
    return {
        "on_screen": view.on_screen,
        "verification": variant(view.verification),
        "digits": getattr(view.verification, "digits", 0),
        "endpoint": view.endpoint,
    }


def outcome(view: core.OutcomeView) -> Facts:
    return {"status": variant(view.status), "approved": view.approved}


def told(error: Exception) -> Facts:
    """An exception of the library, with its fields."""
    facts: Facts = {}
    for value in getattr(error, "_values", ()):
        if isinstance(value, datetime.timedelta):
            facts["delay"] = seconds(value)
        else:
            name = named(value)
            facts |= {"reason": name, "problem": name, "error": name}
    for name in ("attempts_left", "delay"):
        if hasattr(error, name):
            value = getattr(error, name)
            facts[name] = seconds(value) if isinstance(value, datetime.timedelta) else value
    return {"error": named(error), "ok": facts}


def named(value: Any) -> str:
    """`SetupError.WeakPin` for an error, `ScanError.UnsupportedFormat` for a variant of an enumeration."""
    if isinstance(value, Exception):
        return type(value).__qualname__
    return f"{type(value).__name__.partition('.')[0]}.{variant(value)}"


async def main() -> None:
    driver = Driver()
    for line in sys.stdin:
        asked = json.loads(line)
        call: Callable[..., Any] = getattr(driver, asked.pop("do"))
        try:
            answer = call(**asked)
            facts = {"ok": await answer if asyncio.iscoroutine(answer) else answer}
        except Exception as error:
            if not type(error).__module__.startswith("countersign"):
                raise
            facts = told(error)
        print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
