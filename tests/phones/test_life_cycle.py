"""Keys of the phone and of the server, channels, devices, and the end (section 7), with a scripted server."""

import pytest

from countersign_push.calls import Ended, Hint
from countersign_push.encoding import b64
from countersign_push.keys import PrivateKey
from countersign_push.refusal import Refused
from countersign_push.statements import sign
from countersign_push.transport import Unreachable
from scene import Scene


def test_new_keys(enrolled: Scene) -> None:
    request, old = enrolled.request("none"), enrolled.phone.state.keys
    account = enrolled.phone.rotate()
    assert enrolled.phone.state.keys != old and enrolled.phone.state.pending is None
    assert account.counter == enrolled.phone.state.counter == 1
    assert request not in enrolled.phone.state.requests
    assert enrolled.server.logins[request].result == "superseded"
    assert enrolled.phone.approve(enrolled.request("none"))[0].result == "approved"


def test_lost_answer_to_a_rotation(enrolled: Scene) -> None:
    enrolled.lose("/v1/keys")
    with pytest.raises(Unreachable):
        enrolled.phone.rotate()
    old = enrolled.phone.state.keys
    enrolled.restart()
    assert enrolled.phone.state.keys == old, "the old keys stay until the answer was verified"
    enrolled.phone.poll()
    assert enrolled.phone.state.keys != old and enrolled.phone.state.pending is None
    sent = [body for path, body in enrolled.server.calls if path == "/v1/keys"]
    assert len(sent) == 2 and sent[0] == sent[1]
    assert enrolled.server.device.copies == 0


def test_rotation_that_never_arrived(enrolled: Scene) -> None:
    enrolled.server.script["/v1/keys"] = lambda reply: (503, {})
    with pytest.raises(Hint):
        enrolled.phone.rotate()
    assert enrolled.phone.state.pending is not None
    enrolled.restart()
    del enrolled.server.script["/v1/keys"]
    assert enrolled.phone.rotate().id == enrolled.server.device.account


def test_rotation_answered_by_a_stranger(enrolled: Scene) -> None:
    before = enrolled.phone.state.keys
    honest, enrolled.server.key = enrolled.server.key, PrivateKey()
    with pytest.raises(Refused, match="^key:"):
        enrolled.phone.rotate()
    assert enrolled.phone.state.keys == before
    enrolled.server.key = honest
    enrolled.phone.poll()
    assert enrolled.phone.state.keys != before


def test_rotation_of_a_restored_backup(enrolled: Scene) -> None:
    backup = enrolled.store.load()
    enrolled.phone.approve(enrolled.request("none"))
    enrolled.restart(backup)
    with pytest.raises(Hint, match="409 counter"):
        enrolled.phone.rotate()
    assert enrolled.server.device.copies == 1
    enrolled.phone.resume()
    assert enrolled.phone.rotate().counter == 2


def test_next_server_key(enrolled: Scene) -> None:
    old, following = enrolled.server.key, PrivateKey()
    enrolled.server.next_key = following
    enrolled.phone.poll()
    enrolled.phone.poll()
    assert list(enrolled.phone.state.trusted()) == [old.thumbprint, following.thumbprint]
    enrolled.server.key, enrolled.server.next_key = following, None
    enrolled.restart()
    assert enrolled.phone.devices()
    assert list(enrolled.phone.state.trusted()) == [following.thumbprint]
    enrolled.server.key = old
    with pytest.raises(Refused, match="^key:"):
        enrolled.phone.poll()


def test_newer_next_server_key(enrolled: Scene) -> None:
    never_used, following = PrivateKey(), PrivateKey()
    for key in (never_used, following):
        enrolled.server.next_key = key
        enrolled.phone.poll()
    assert list(enrolled.phone.state.trusted()) == [enrolled.server.key.thumbprint, following.thumbprint]


def test_server_key_that_was_not_announced(enrolled: Scene) -> None:
    enrolled.server.key = PrivateKey()
    with pytest.raises(Refused, match="^key:"):
        enrolled.phone.poll()


def test_channel(enrolled: Scene) -> None:
    point, auth = b64(PrivateKey().public.point), b64(bytes(16))
    endpoint = f"https://push.example.com/{'x' * 500}"
    channel = {"kind": "unifiedpush", "endpoint": endpoint, "p256dh": point, "auth": auth}
    enrolled.phone.set_channel(channel)
    assert enrolled.server.device.channel == channel
    with pytest.raises(Hint, match="400 malformed"):
        enrolled.phone.set_channel({**channel, "endpoint": "http://push.example.com"})
    assert enrolled.server.device.channel == channel


@pytest.mark.parametrize(
    ("channel", "fault"),
    [
        ({"kind": "fcm", "token": "cGh:APA91b-_"}, {"token": "a b"}),
        ({"kind": "apns", "token": "a7" * 32, "topic": "com.example.app", "environment": "sandbox"}, {"token": "A7" * 32}),
    ],
)
def test_channel_of_a_platform(enrolled: Scene, channel: dict[str, str], fault: dict[str, str]) -> None:
    enrolled.phone.set_channel(channel)
    assert enrolled.server.device.channel == channel
    with pytest.raises(Hint, match="400 malformed"):
        enrolled.phone.set_channel({**channel, **fault})
    assert enrolled.server.device.channel == channel


def test_done_of_another_call(enrolled: Scene) -> None:
    enrolled.server.script["/v1/channel"] = lambda reply: (200, {"done": forged})
    device = enrolled.server.device
    forged = enrolled.server.signed("cs-done+jwt", device, n=b64(bytes(16)), bh=b64(bytes(32)))
    with pytest.raises(Refused, match="^binding:"):
        enrolled.phone.set_channel({"kind": "none"})


def test_devices(enrolled: Scene) -> None:
    assert [(device["name"], device["this"]) for device in enrolled.phone.devices()] == [("Test phone", True)]


def test_unenroll(enrolled: Scene) -> None:
    assert enrolled.phone.unenroll() == "phone"
    calls = len(enrolled.server.calls)
    enrolled.restart()
    assert enrolled.phone.unenroll() == "phone" and len(enrolled.server.calls) == calls
    with pytest.raises(Ended):
        enrolled.phone.poll()


def test_unenroll_after_the_server_did(enrolled: Scene) -> None:
    enrolled.server.device.ended_by = "server"
    assert enrolled.phone.unenroll() == "server"


def test_end_that_is_not_signed(enrolled: Scene) -> None:
    members = {**enrolled.server.addressed(enrolled.server.device), "iat": 1, "by": "server"}
    forged = sign("cs-ended+jwt", PrivateKey(), members)
    for ended in (forged, members, None, True, ""):
        enrolled.server.script["/v1/requests"] = lambda reply, ended=ended: (200, {"ended": ended})
        with pytest.raises(Refused):
            enrolled.phone.poll()
        assert enrolled.store.load().ended_by is None


def test_end_of_another_account(enrolled: Scene) -> None:
    device = enrolled.server.device
    other = {**enrolled.server.addressed(device), "sub": "acct_other", "iat": 1, "by": "server"}
    forged = sign("cs-ended+jwt", enrolled.server.key, other)
    enrolled.server.script["/v1/requests"] = lambda reply: (200, {"ended": forged})
    with pytest.raises(Refused, match="^binding:"):
        enrolled.phone.poll()
    assert enrolled.store.load().ended_by is None
