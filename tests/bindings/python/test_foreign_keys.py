"""Device keys in another language: the suite that they must pass, and what becomes of what they throw."""

import asyncio
import os
import pathlib

import countersign as core
import pytest
from device import Anchor, SlotKeys, device
from phone import PIN, Phone

CANARY = "a text that no error may carry"


class Failing(SlotKeys):
    """Keys that throw once they are told to."""

    def __init__(self) -> None:
        super().__init__()
        self.thrown: Exception | None = None

    def prf(self, id: str, input: bytes) -> bytes:
        if self.thrown is not None:
            raise self.thrown
        return super().prf(id, input)


@pytest.mark.parametrize(
    ("thrown", "told"),
    [
        (core.DeviceKeyError.Unavailable(), core.UnlockError.Storage),
        (core.DeviceKeyError.Cancelled(), core.UnlockError.Cancelled),
        (core.DeviceKeyError.Invalidated(), core.UnlockError.NotAvailable),
        (core.DeviceKeyError.Missing(), core.UnlockError.NotUsable),
        (RuntimeError(CANARY), core.UnlockError.Storage),
        (core.AnchorError.KeyMissing(), core.UnlockError.Storage),
    ],
)
def test_what_a_key_throws_is_a_typed_error_and_no_attempt(
    thrown: Exception, told: type[core.UnlockError], tmp_path: pathlib.Path
) -> None:
    async def life() -> None:
        keys = Failing()
        phone = Phone(tmp_path, keys)
        app = await phone.set_up()
        app.lock()
        keys.thrown = thrown
        with pytest.raises(told) as error:
            await app.unlock(PIN, core.Acceptance.NEWEST_ONLY)
        assert CANARY not in repr(error.value) and CANARY not in str(error.value)
        keys.thrown = None
        # A key that was missing once is looked for again at the next start. The error holds on to the app, too.
        del app, error
        app = phone.open()
        assert app.stage().view.attempts_left == 10
        await app.unlock(PIN, core.Acceptance.NEWEST_ONLY)
        assert app.stage().is_UNLOCKED()

    asyncio.run(life())


def test_keys_that_do_not_say_what_they_are_open_nothing(tmp_path: pathlib.Path) -> None:
    class Mute(SlotKeys):
        def assurance(self) -> core.AssuranceClass:
            raise RuntimeError(CANARY)

    with pytest.raises(core.OpenError.DeviceKeys) as error:
        Phone(tmp_path, Mute()).open()
    assert CANARY not in repr(error.value)


def test_keys_of_the_wrong_length_are_no_answer(tmp_path: pathlib.Path) -> None:
    class Short(SlotKeys):
        def prf(self, id: str, input: bytes) -> bytes:
            return super().prf(id, input)[:31]

    async def life() -> None:
        app = Phone(tmp_path, Short()).open()
        app.accept_license(core.license_version())
        app.choose_pin(PIN)
        with pytest.raises(core.SetupError.Storage):
            await app.confirm_pin(PIN)

    asyncio.run(life())


def test_the_suite_for_device_keys() -> None:
    assert [report.failure for report in core.check_device_ports(device())] == [None, None]


def test_the_suite_finds_what_does_not_conform() -> None:
    class Random(SlotKeys):
        def prf(self, id: str, input: bytes) -> bytes:
            super().prf(id, input)
            return os.urandom(32)

    class Endless(Anchor):
        def store(self, record: bytes) -> None:
            self.record = record

    ports = core.DevicePorts(slot_keys=Random(), anchor=Endless())
    slot_keys, anchor = (report.failure or "" for report in core.check_device_ports(ports))
    assert "a function gives the same answer" in slot_keys
    assert "more than 512 bytes" in anchor
