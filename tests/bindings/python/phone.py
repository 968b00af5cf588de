"""A phone for tests: device keys, a folder, a clock, and the app on them."""

from __future__ import annotations

import datetime
import pathlib

import countersign as core
from device import Anchor, SlotKeys

PIN = b"493817"
WALL = datetime.datetime.fromtimestamp(1_800_000_000, datetime.UTC)
KEY_URI = "otpauth://totp/Example:anna?secret={}&issuer=Example"
AS_OFFERED = core.Confirmation()
EVERYTHING = core.AccountFilter()


class Phone:
    def __init__(self, folder: pathlib.Path, slot_keys: core.SlotKeys | None = None) -> None:
        self.device = core.DevicePorts(slot_keys=slot_keys or SlotKeys(), anchor=Anchor())
        self.clock = core.TestClock(WALL)
        self.surroundings = core.Surroundings(
            folder=str(folder), roots=core.TrustedRoots.PLATFORM([]), development_http=core.DevelopmentHttp.LOOPBACK
        )

    def open(self) -> core.Authenticator:
        return core.Authenticator.open_with_clock(self.surroundings, self.device, self.clock)

    async def set_up(self) -> core.Authenticator:
        """The app, set up and unlocked."""
        app = self.open()
        app.accept_license(core.license_version())
        app.choose_pin(PIN)
        await app.confirm_pin(PIN)
        app.choose_notifications(True)
        return app


def add(app: core.Authenticator, uri: str) -> core.AccountRow:
    """Adds what a text offers."""
    return app.confirm_offer(app.read_text(uri).offers[0].id, AS_OFFERED)


async def enroll(app: core.Authenticator, link: str, progress: core.EnrollmentProgress) -> core.AccountRow:
    """Enrolls with the portal that a link names."""
    offer = app.read_text(link).offers[0]
    enrollment = core.OnlineEnrollment(
        confirmation=AS_OFFERED,
        device_name="Test phone",
        app="tests 1",
        channel=core.PushChannel.NOWHERE(),
        private_network=True,
    )
    return await app.enroll_online(offer.id, enrollment, progress, core.Cancellation())
