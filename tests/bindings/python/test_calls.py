"""Calls from several places at once: cancelled, observed from another thread, from two threads."""

import asyncio
import base64
import datetime
import threading

import countersign as core
import pytest
from conductor import Child
from phone import EVERYTHING, KEY_URI, PIN, Phone, add, enroll

LONG = core.long_poll()
AT_ONCE = datetime.timedelta(0)


class Progress(core.EnrollmentProgress):
    def __init__(self) -> None:
        self.threads: list[int] = []

    def reached(self, step: core.EnrollmentStep) -> None:
        self.threads.append(threading.get_ident())
        raise RuntimeError("nobody cares")


class Listener(core.ChangeListener):
    def __init__(self) -> None:
        self.told: list[tuple[core.Change, int]] = []

    def changed(self, change: core.Change) -> None:
        self.told.append((change, threading.get_ident()))
        if len(self.told) % 2:
            raise RuntimeError("nobody cares")
        raise core.ListenerError.Failed()


async def waiting_poll(app: core.Authenticator, account: str, handle: core.Cancellation) -> asyncio.Task:
    """A poll that waits at the server: another one is told that it runs."""
    while True:
        poll = asyncio.create_task(app.poll(account, LONG, handle))
        # It begins before the other one: a server counts how often a phone calls.
        await asyncio.sleep(0)
        while not poll.done():
            try:
                await app.poll(account, AT_ONCE, core.Cancellation())
            except core.PushCallError.Running:
                return poll
        # The other one was first, and this one was told so.
        assert isinstance(poll.exception(), core.PushCallError.Running)


async def enrolled(phone: Phone, portal: Child) -> tuple[core.Authenticator, str]:
    app = await phone.set_up()
    user = portal.ask("user")["user"]
    row = await enroll(app, portal.ask("link", user=user)["link"], Progress())
    return app, row.id


def test_a_handle_cancels_a_call_in_mid_flight(phone: Phone, portal: Child) -> None:
    async def life() -> None:
        app, account = await enrolled(phone, portal)
        handle = core.Cancellation()
        poll = await waiting_poll(app, account, handle)
        assert not poll.done()
        handle.cancel()
        with pytest.raises(core.PushCallError.Cancelled):
            await poll
        assert handle.is_cancelled()
        # The line is free again, and the handle stays as it is.
        assert (await app.poll(account, AT_ONCE, core.Cancellation())).arrived == []
        with pytest.raises(core.PushCallError.Cancelled):
            await app.poll(account, AT_ONCE, handle)

    asyncio.run(life())


def test_a_task_that_is_cancelled_uses_its_handle(phone: Phone, portal: Child) -> None:
    async def life() -> None:
        app, account = await enrolled(phone, portal)
        handle = core.Cancellation()
        poll = await waiting_poll(app, account, handle)
        poll.cancel()
        with pytest.raises(asyncio.CancelledError):
            await poll
        while True:
            try:
                await app.poll(account, AT_ONCE, core.Cancellation())
                break
            except core.PushCallError.Running:
                continue
        assert handle.is_cancelled()

    asyncio.run(life())


def test_listeners_are_told_on_another_thread_and_may_throw(phone: Phone, portal: Child) -> None:
    async def life() -> None:
        app = await phone.set_up()
        listener, progress = Listener(), Progress()
        app.observe(listener)
        user = portal.ask("user")["user"]
        row = await enroll(app, portal.ask("link", user=user)["link"], progress)
        portal.ask("start", user=user, mode="enter")
        assert len((await app.poll(row.id, AT_ONCE, core.Cancellation())).arrived) == 1
        here = threading.get_ident()
        assert len(progress.threads) == 3 and here not in progress.threads
        assert {core.Change.ACCOUNTS, core.Change.HISTORY, core.Change.REQUESTS} <= {change for change, _ in listener.told}
        assert any(thread != here for _, thread in listener.told)
        app.stop_observing()
        count = len(listener.told)
        app.lock()
        assert len(listener.told) == count

    asyncio.run(life())


def test_two_threads_call_at_once(phone: Phone) -> None:
    app = asyncio.run(phone.set_up())
    failures: list[BaseException] = []

    def work(first: int) -> None:
        try:
            for number in range(first, first + 20):
                seed = base64.b32encode(number.to_bytes(20)).decode()
                row = add(app, KEY_URI.format(seed))
                assert len(app.code(row.id).code) == 6
                assert len(app.accounts(EVERYTHING)) >= 1
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(first,)) for first in (1000, 2000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(app.accounts(EVERYTHING)) == 40


def test_a_second_authenticator_on_one_vault_is_refused(phone: Phone) -> None:
    app = phone.open()
    with pytest.raises(core.OpenError.InUse):
        phone.open()
    del app
    phone.open()


def test_wrong_roots_are_said(phone: Phone) -> None:
    phone.surroundings.roots = core.TrustedRoots.ONLY([b"no certificate"])
    with pytest.raises(core.OpenError.Roots):
        phone.open()


def test_the_pin_is_no_attempt_where_no_pin_is_like_it(phone: Phone) -> None:
    async def life() -> None:
        app = await phone.set_up()
        app.lock()
        for pin in (b"", b"1", b"\xff" * 6, b"9" * 65):
            with pytest.raises(core.UnlockError.NotAPin):
                await app.unlock(pin, core.Acceptance.NEWEST_ONLY)
        await app.unlock(PIN, core.Acceptance.NEWEST_ONLY)

    asyncio.run(life())


def test_nothing_of_a_panic_crosses(phone: Phone, capfd: pytest.CaptureFixture[str]) -> None:
    canary = "a text that nobody may see"

    async def life() -> None:
        app = await phone.set_up()
        for panic in (app.panic, app.panic_later):
            with pytest.raises(core.StorageError.Uncertain) as error:
                outcome = panic(canary)
                assert await outcome is None
            assert canary not in repr(error.value) and canary not in str(error.value)
        # The app goes on.
        assert app.stage().is_UNLOCKED()

    asyncio.run(life())
    said = capfd.readouterr()
    assert canary not in said.out and canary not in said.err
