"""What the phone does, with a scripted server in the same process: enrolling, requests, answers, the counter."""

import dataclasses
import json
import stat
from typing import Any

import pytest

from countersign_push import offline
from countersign_push.calls import Ended, Hint
from countersign_push.encoding import b64, from_b64, to_json
from countersign_push.enrollment import Unmet
from countersign_push.keys import PrivateKey
from countersign_push.link import parse_link
from countersign_push.phone import Impossible
from countersign_push.refusal import Refused
from countersign_push.statements import sign
from countersign_push.storage import Vault
from countersign_push.transport import Response, Unreachable
from scene import NOTHING, Scene

# --- enrolling --------------------------------------------------------------------------------------------------


def test_enrolls_with_the_server_of_the_link(scene: Scene) -> None:
    account = scene.phone.enroll(scene.server.link(), "Test phone", NOTHING)
    assert (account.issuer, account.label, account.counter) == ("Example Hosting", "cxxxxx.xx", 0)
    assert scene.server.device.name == "Test phone"
    assert scene.phone.offline_code() == offline.code(scene.server.device.seed, int(scene.clock.time), 6, 30)
    assert stat.S_IMODE(scene.store.path.stat().st_mode) == 0o600


def test_reading_a_link_sends_nothing(scene: Scene) -> None:
    parse_link(scene.server.link())
    assert scene.server.calls == []


def test_first_call_is_repeated_once_for_its_nonce(scene: Scene) -> None:
    scene.enroll()
    (first, body), (second, same_body) = scene.server.calls
    assert first == second == "/v1/enrollments" and body == same_body
    assert len({proof["jti"] for proof in scene.proofs}) == 2
    assert "nonce" not in scene.proofs[0] and scene.proofs[1]["nonce"]


def test_a_nonce_that_is_never_good_enough(enrolled: Scene) -> None:
    enrolled.server.script["/v1/requests"] = lambda reply: (401, {"error": "use_dpop_nonce"})
    with pytest.raises(Hint, match="401 use_dpop_nonce"):
        enrolled.phone.poll()
    assert len(enrolled.server.calls) == 2


def test_newest_nonce_comes_from_errors_too(enrolled: Scene) -> None:
    enrolled.server.script["/v1/devices"] = lambda reply: (500, {})
    with pytest.raises(Hint):
        enrolled.phone.devices()
    assert enrolled.phone.state.nonce == enrolled.server.nonces[-1]


def test_lost_answer_to_an_enrollment(scene: Scene) -> None:
    link = scene.server.link()
    scene.lose("/v1/enrollments")
    with pytest.raises(Unreachable):
        scene.phone.enroll(link, "Test phone", NOTHING)
    scene.restart()
    account = scene.phone.enroll(link, "Test phone", NOTHING)
    assert len(scene.server.devices) == 1 and account.id == scene.server.device.account
    assert len({body for _, body in scene.server.calls}) == 1, "repeated with the same keys"


def test_another_phone_used_the_code(scene: Scene) -> None:
    link = scene.server.link()
    scene.phone.enroll(link, "Test phone", NOTHING)
    other = scene.another_phone()
    with pytest.raises(Hint, match="409 token_used"):
        other.enroll(link, "Other phone", NOTHING)
    assert other.state.account == "" and other.state.keys is None


def test_account_that_was_not_agreed_to(scene: Scene) -> None:
    link = scene.server.link("pin6")
    for changed in ({"policy": {"pin_minimum": 8, "biometrics": False}}, {"issuer": "Example Bank"}):
        for name, value in changed.items():
            setattr(scene.server, name, value)
        with pytest.raises(Refused, match="^policy:"):
            scene.phone.enroll(link, "Test phone", NOTHING)
        assert scene.phone.state.account == "" and scene.phone.state.keys is None


def test_account_by_another_key(scene: Scene) -> None:
    link = scene.server.link()
    scene.server.key = PrivateKey()
    with pytest.raises(Refused, match="^key:"):
        scene.phone.enroll(link, "Test phone", NOTHING)


def test_policy_that_this_phone_does_not_meet(scene: Scene) -> None:
    with pytest.raises(Unmet):
        scene.phone.enroll(scene.server.link("pin8"), "Test phone", NOTHING)
    assert scene.server.calls == []


# --- requests and answers ---------------------------------------------------------------------------------------


def test_approves_in_every_mode(enrolled: Scene) -> None:
    secret = b64(bytes(range(16)))
    none, enter = enrolled.server.login("none"), enrolled.server.login("enter", "042917")
    scan, show = enrolled.server.login("scan", secret), enrolled.server.login("show")
    views = {view["id"]: view for view in enrolled.phone.poll()["requests"]}
    assert [view["low_assurance"] for view in views.values()] == [True, False, False, False]
    assert enrolled.phone.approve(none)[0].result == "approved"
    assert enrolled.phone.approve(enter, number="042917")[0].result == "approved"
    assert enrolled.phone.approve(scan, scanned=f"countersign:scan?r={scan}&s={secret}")[0].result == "approved"
    outcome, code = enrolled.phone.approve(show, show=True, uv="biometric")
    assert outcome.result == "await_code" and enrolled.server.logins[show].wanted == code
    assert code is not None and len(code) == 6 and code.isdigit()


def test_wrong_number_ends_the_request(enrolled: Scene) -> None:
    request = enrolled.request("enter", "042917")
    assert enrolled.phone.approve(request, number="042918")[0].result == "wrong_number"
    assert enrolled.server.logins[request].result == "wrong_number"
    with pytest.raises(Impossible):
        enrolled.phone.approve(request, number="042917")


@pytest.mark.parametrize(
    ("mode", "given"),
    [
        ("none", {"number": "042917"}),
        ("enter", {}),
        ("enter", {"number": "04291"}),
        ("enter", {"number": "04291x"}),
        ("enter", {"number": "٠٤٢٩١٧"}),
        ("enter", {"show": True}),
        ("scan", {"number": "042917"}),
        ("show", {}),
    ],
)
def test_approval_that_does_not_fit_its_mode_is_not_sent(enrolled: Scene, mode: str, given: dict[str, Any]) -> None:
    request = enrolled.request(mode)
    with pytest.raises(Impossible):
        enrolled.phone.approve(request, **given)
    assert enrolled.server.calls[-1][0] == "/v1/requests" and enrolled.phone.state.answers == {}


@pytest.mark.parametrize("text", ["countersign:scan?r={other}&s={secret}", "countersign:scan?s={secret}&r={id}",
    "countersign:scan?r={id}&s={short}", "countersign:scan?r={id}&s={secret}&x=1", "https://example.com"])  # fmt: skip
def test_code_of_another_login_is_not_sent(enrolled: Scene, text: str) -> None:
    request, secret = enrolled.request("scan"), b64(bytes(16))
    scanned = text.format(other=b64(bytes(16)), id=request, secret=secret, short=secret[:-1])
    with pytest.raises(Refused):
        enrolled.phone.approve(request, scanned=scanned)
    assert enrolled.server.calls[-1][0] == "/v1/requests" and enrolled.phone.state.counter == 0


def test_denial_is_final(enrolled: Scene) -> None:
    request = enrolled.request("none")
    assert enrolled.phone.deny(request, "not_me").result == "denied"
    with pytest.raises(Impossible):
        enrolled.phone.approve(request)
    assert enrolled.phone.poll()["requests"] == []


def test_answer_is_written_down_before_it_is_sent(enrolled: Scene) -> None:
    request = enrolled.request("none")
    enrolled.lose("/v1/answers")
    with pytest.raises(Unreachable):
        enrolled.phone.approve(request)
    enrolled.restart()
    assert enrolled.phone.state.answers[request].outcome is None and enrolled.phone.state.counter == 1
    assert enrolled.phone.repeat(request).result == "approved"
    first = enrolled.phone.state.answers[request].outcome
    assert enrolled.phone.repeat(request).result == "approved"
    assert enrolled.phone.state.answers[request].outcome == first, "the outcome repeats byte for byte"
    sent = {body for path, body in enrolled.server.calls if path == "/v1/answers"}
    assert len(sent) == 1 and len(enrolled.server.logins[request].outcomes) == 1


def test_request_that_ended_elsewhere(enrolled: Scene) -> None:
    request = enrolled.request("none")
    enrolled.server.logins[request].result = "denied"
    outcome, _ = enrolled.phone.approve(request)
    assert (outcome.result, outcome.first) == ("already", "denied")


def test_report(enrolled: Scene) -> None:
    request = enrolled.request("none")
    with pytest.raises(Impossible):
        enrolled.phone.report(request)
    enrolled.phone.deny(request, "not_me")
    enrolled.phone.report(request)
    assert enrolled.server.logins[request].reported


def test_request_ends_by_the_clock_that_cannot_be_set(enrolled: Scene) -> None:
    request = enrolled.request("none")
    enrolled.clock.time += 3600
    assert enrolled.phone.state.requests[request].deadline > enrolled.clock.boot
    enrolled.clock.boot += 121
    with pytest.raises(Impossible, match="no such open request"):
        enrolled.phone.approve(request)


def test_request_that_is_over_when_it_is_listed(enrolled: Scene) -> None:
    enrolled.server.login("none", iat=int(enrolled.clock.time) - 200, exp=int(enrolled.clock.time))
    assert enrolled.phone.poll()["requests"] == []


def test_three_denials_mute(enrolled: Scene) -> None:
    for _ in range(3):
        assert not enrolled.phone.poll()["muted"]
        enrolled.phone.deny(enrolled.request("none"), "cancelled")
    request = enrolled.server.login("none")
    enrolled.restart()
    listed = enrolled.phone.poll()
    assert listed["muted"] and [view["id"] for view in listed["requests"]] == [request]
    enrolled.clock.boot += 900
    assert not enrolled.phone.poll()["muted"]


# --- the counter ------------------------------------------------------------------------------------------------


def test_restored_backup(enrolled: Scene) -> None:
    backup = enrolled.store.load()
    for _ in range(3):
        enrolled.phone.approve(enrolled.request("none"))
    enrolled.restart(backup)
    request = enrolled.request("none")
    outcome, _ = enrolled.phone.approve(request)
    assert (outcome.result, outcome.counter) == ("counter", 3) and enrolled.server.device.copies == 1
    assert enrolled.phone.resume() == 3
    enrolled.phone.poll()
    assert enrolled.phone.approve(request)[0].result == "approved"


def test_denial_of_a_restored_backup_still_denies(enrolled: Scene) -> None:
    backup = enrolled.store.load()
    enrolled.phone.approve(enrolled.request("none"))
    enrolled.restart(backup)
    assert enrolled.phone.deny(enrolled.request("none"), "not_me").result == "denied"
    assert enrolled.server.device.copies == 1


# --- what is not believed ---------------------------------------------------------------------------------------


def test_nonce_of_a_refused_answer_is_not_used(enrolled: Scene) -> None:
    before = enrolled.phone.state.nonce
    enrolled.server.script["/v1/requests"] = lambda reply: (200, {"requests": "a.b.c"})
    with pytest.raises(Refused):
        enrolled.phone.poll()
    assert enrolled.phone.state.nonce == enrolled.store.load().nonce == before


def test_list_of_an_earlier_call(enrolled: Scene) -> None:
    replies: list[Any] = []
    enrolled.server.script["/v1/requests"] = lambda reply: replies.append(reply) or replies[0]
    enrolled.request("none")
    before = enrolled.state_but_nonce()
    with pytest.raises(Refused, match="^binding:"):
        enrolled.phone.poll()
    assert enrolled.state_but_nonce() == before


def test_every_character_of_a_list_counts(enrolled: Scene) -> None:
    enrolled.server.login("enter", "042917")
    lists: list[str] = []
    enrolled.server.script["/v1/requests"] = lambda reply: lists.append(reply[1]["requests"]) or (500, {})
    with pytest.raises(Hint):
        enrolled.phone.poll()
    before = enrolled.state_but_nonce()
    for at in range(0, len(lists[0]), 7):
        changed = lists[0][:at] + ("A" if lists[0][at] != "A" else "B") + lists[0][at + 1 :]
        enrolled.server.script["/v1/requests"] = lambda reply, changed=changed: (200, {"requests": changed})
        with pytest.raises(Refused):
            enrolled.phone.poll()
    assert enrolled.state_but_nonce() == before


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b'{"requests":1}', b'{"requests":""}', b"{" + b" " * 65536 + b"}", b"<html>", b"\xff",
     b'{"a":' * 9 + b"1" + b"}" * 9],
)  # fmt: skip
def test_answers_that_are_none(enrolled: Scene, body: bytes) -> None:
    enrolled.server.script["/v1/requests"] = lambda reply: Response(200, {}, body)
    before = enrolled.state_but_nonce()
    with pytest.raises(Refused):
        enrolled.phone.poll()
    assert enrolled.state_but_nonce() == before


@pytest.mark.parametrize("status", [204, 301, 302, 307, 400, 401, 403, 404, 410, 413, 418, 500, 503])
def test_no_status_ends_an_account_or_is_followed(enrolled: Scene, status: int) -> None:
    body = to_json({"error": "unknown_account"}).encode()
    elsewhere = {"location": "http://127.0.0.1/v1/requests"}
    enrolled.server.script["/v1/requests"] = lambda reply: Response(status, elsewhere, body)
    before = enrolled.state_but_nonce()
    with pytest.raises(Hint, match=f"^{status} unknown_account$"):
        enrolled.phone.poll()
    assert enrolled.state_but_nonce() == before and len(enrolled.server.calls) == 1


def test_slow_down(enrolled: Scene) -> None:
    enrolled.server.script["/v1/requests"] = lambda reply: Response(429, {"retry-after": "17"}, b'{"error":"slow_down"}')
    with pytest.raises(Hint) as caught:
        enrolled.phone.poll()
    assert caught.value.retry_after == 17


def test_outcome_by_another_key_leaves_the_answer_open(enrolled: Scene) -> None:
    request = enrolled.request("none")
    forged = sign("cs-outcome+jwt", PrivateKey(), {})
    enrolled.server.script["/v1/answers"] = lambda reply: (200, {"outcome": forged})
    with pytest.raises(Refused, match="^key:"):
        enrolled.phone.approve(request)
    assert enrolled.phone.state.answers[request].outcome is None


def test_private_numbers_are_in_the_state_file_alone(enrolled: Scene) -> None:
    assert enrolled.phone.state.keys is not None
    secrets = dataclasses.asdict(enrolled.phone.state.keys).values()
    told = repr(enrolled.phone.state.keys.open(False)) + json.dumps(enrolled.server.calls)
    assert all(secret not in told and from_b64(secret).hex() not in told for secret in secrets)


def test_another_lock_later(enrolled: Scene) -> None:
    enrolled.server.new_policy = {"pin_minimum": 8, "biometrics": False}
    first, second = enrolled.request("none"), enrolled.request("none")
    assert not enrolled.phone.poll()["policy_met"]
    with pytest.raises(Impossible, match="another lock"):
        enrolled.phone.approve(first)
    assert enrolled.phone.deny(first, "not_me").result == "denied"
    enrolled.phone.state.vault = Vault(pin_length=8)
    assert enrolled.phone.approve(second)[0].result == "approved"


def test_ended_account_does_nothing_more(enrolled: Scene) -> None:
    enrolled.server.device.ended_by = "server"
    with pytest.raises(Ended, match="server"):
        enrolled.phone.poll()
    calls = len(enrolled.server.calls)
    enrolled.restart()
    for attempt in (enrolled.phone.poll, enrolled.phone.rotate, enrolled.phone.devices):
        with pytest.raises(Ended):
            attempt()
    assert len(enrolled.server.calls) == calls and enrolled.phone.state.keys is not None, "nothing was deleted"
