"""The phone that was written from the protocol's text, and the portal: every call, and what goes wrong in between."""

import json
import pathlib
import subprocess
import sys
import threading
from typing import Any

import pytest
from people import NOTHING, Person, Portal

from countersign_push.calls import Ended, Hint, Surroundings
from countersign_push.encoding import b64
from countersign_push.keys import PrivateKey
from countersign_push.link import parse_link
from countersign_push.phone import Impossible
from countersign_push.transport import Unreachable

COMMAND = pathlib.Path(__file__).resolve().parents[1] / "countersign_phone.py"


# --- enrollment -------------------------------------------------------------------------------------------------


def test_enrolls(person: Person) -> None:
    link = parse_link(person.link(), development=True)
    assert link.account == person.name and link.policy.pin_minimum == 6
    account = person.phone.enroll(person.link(), "Test phone", NOTHING)
    assert (account.label, account.counter) == (person.name, 0)
    (device,) = person.phone.devices()
    assert device["name"] == "Test phone" and device["this"]


def test_lost_answer_to_an_enrollment(person: Person) -> None:
    link, person.line.losing = person.link(), "/v1/enrollments"
    with pytest.raises(Unreachable):
        person.phone.enroll(link, "Test phone", NOTHING)
    person.phone = person.new_phone()
    person.phone.enroll(link, "Test phone", NOTHING)
    assert person.line.responses[-1].status == 200
    assert len(person.phone.devices()) == 1


def test_code_that_another_phone_used(enrolled: Person) -> None:
    other = enrolled.new_phone(file="other.json")
    with pytest.raises(Hint, match="409 token_used"):
        other.enroll(_link_again(enrolled), "Other phone", NOTHING)
    assert len(enrolled.phone.devices()) == 1


def _link_again(person: Person) -> str:
    """The link that the phone enrolled by."""
    token = json.loads(person.line.sent[-1][2])["token"]
    (key,) = person.phone.state.trusted()
    return f"{person.portal.base}/enroll#v=1&t={token}&k={key}&i={person.phone.state.issuer}&a={person.name}&p=pin6"


def test_codes_that_are_none_or_too_old(person: Person) -> None:
    link = person.link()
    token = parse_link(link, development=True).token
    with pytest.raises(Hint, match="404 unknown_token"):
        person.phone.enroll(link.replace(token, b64(bytes(32))), "Test phone", NOTHING)
    person.portal.ask("advance", seconds=601)
    with pytest.raises(Hint, match="410 token_expired"):
        person.phone.enroll(link, "Test phone", NOTHING)
    person.phone.enroll(person.link(), "Test phone", NOTHING)


def test_offline_code_counts_once(enrolled: Person) -> None:
    now = enrolled.portal.ask("advance", seconds=0)["now"]
    enrolled.phone.surroundings = Surroundings(now=lambda: now)
    code = enrolled.phone.offline_code()
    assert enrolled.portal.ask("offline", user=enrolled.number, code=code) == {}
    assert "refused" in enrolled.portal.ask("offline", user=enrolled.number, code=code)


# --- requests and answers ---------------------------------------------------------------------------------------


def test_approves_with_nothing_to_compare(enrolled: Person) -> None:
    attempt = enrolled.shown("none")
    assert enrolled.phone.approve(attempt["id"])[0].result == "approved"
    assert enrolled.state_of(attempt) == "approved"


def test_approves_with_a_number(enrolled: Person) -> None:
    attempt = enrolled.shown("enter")
    assert enrolled.phone.approve(attempt["id"], number=attempt["comparison"])[0].result == "approved"
    assert enrolled.state_of(attempt) == "approved"


def test_approves_with_a_scanned_code(enrolled: Person) -> None:
    attempt = enrolled.shown("scan")
    assert enrolled.phone.approve(attempt["id"], scanned=attempt["comparison"])[0].result == "approved"
    assert enrolled.state_of(attempt) == "approved"


@pytest.mark.parametrize("right", [True, False])
def test_approves_with_a_code_to_show(enrolled: Person, right: bool) -> None:
    attempt = enrolled.shown("show")
    outcome, code = enrolled.phone.approve(attempt["id"], show=True, uv="biometric")
    assert outcome.result == "await_code" and code is not None
    assert enrolled.state_of(attempt) == "await_code"
    typed = code if right else str(int(code[0] == "0")) + code[1:]
    enrolled.portal.ask("enter", id=attempt["id"], code=typed)
    assert enrolled.state_of(attempt) == ("approved" if right else "denied")
    assert enrolled.phone.repeat(attempt["id"]).result == "await_code", "byte for byte the first outcome"


def test_wrong_number_ends_the_request(enrolled: Person) -> None:
    attempt = enrolled.shown("enter")
    number = str(attempt["comparison"])
    wrong = str(int(number[0] == "0")) + number[1:]
    assert enrolled.phone.approve(attempt["id"], number=wrong)[0].result == "wrong_number"
    assert enrolled.state_of(attempt) == "denied"
    assert enrolled.phone.poll()["requests"] == []


@pytest.mark.parametrize("reason", ["not_me", "cancelled"])
def test_denies(enrolled: Person, reason: str) -> None:
    attempt = enrolled.shown("enter")
    assert enrolled.phone.deny(attempt["id"], reason).result == "denied"
    assert enrolled.state_of(attempt) == "denied"


def test_lost_answer_is_repeated(enrolled: Person) -> None:
    attempt = enrolled.shown("enter")
    enrolled.line.losing = "/v1/answers"
    with pytest.raises(Unreachable):
        enrolled.phone.approve(attempt["id"], number=attempt["comparison"])
    lost = json.loads(enrolled.line.responses[-1].body)
    enrolled.phone = enrolled.new_phone()
    assert enrolled.phone.repeat(attempt["id"]).result == "approved"
    assert json.loads(enrolled.line.responses[-1].body) == lost, "the outcome repeats byte for byte"


def test_second_answer_changes_nothing(enrolled: Person) -> None:
    attempt = enrolled.shown("enter")
    before = enrolled.backup()
    before.counter = 50
    assert enrolled.phone.deny(attempt["id"], "cancelled").result == "denied"
    copy = enrolled.new_phone(before, "copy.json")
    outcome, _ = copy.approve(attempt["id"], number=attempt["comparison"])
    assert (outcome.result, outcome.first) == ("already", "denied")
    assert enrolled.state_of(attempt) == "denied"


def test_newer_login_takes_the_place_of_the_older(enrolled: Person) -> None:
    older = enrolled.shown("enter")
    newer = enrolled.start("none")
    assert enrolled.phone.approve(older["id"], number=older["comparison"])[0].result == "superseded"
    assert [view["id"] for view in enrolled.phone.poll()["requests"]] == [newer["id"]]
    assert enrolled.state_of(newer) == "open"


def test_login_that_was_left(enrolled: Person) -> None:
    attempt = enrolled.shown("none")
    enrolled.portal.ask("cancel", id=attempt["id"])
    assert enrolled.phone.approve(attempt["id"])[0].result == "superseded"
    assert enrolled.state_of(attempt) == "cancelled"


def test_too_late(enrolled: Person) -> None:
    attempt = enrolled.shown("none")
    enrolled.portal.ask("advance", seconds=121)
    assert enrolled.phone.approve(attempt["id"])[0].result == "expired"
    assert enrolled.state_of(attempt) == "expired"
    assert enrolled.phone.poll()["requests"] == []


def test_waits_for_a_request(enrolled: Person) -> None:
    listed: list[dict[str, Any]] = []
    poll = threading.Thread(target=lambda: listed.append(enrolled.phone.poll(30)))
    enrolled.phone.poll()
    poll.start()
    attempt = enrolled.start("none")
    poll.join()
    assert [view["id"] for view in listed[0]["requests"]] == [attempt["id"]]


def test_reports(enrolled: Person) -> None:
    attempt = enrolled.shown("none")
    enrolled.phone.deny(attempt["id"], "not_me")
    enrolled.phone.report(attempt["id"])
    enrolled.phone.report(attempt["id"])


# --- the counter ------------------------------------------------------------------------------------------------


def test_restored_backup(enrolled: Person) -> None:
    backup = enrolled.backup()
    for _ in range(2):
        enrolled.phone.approve(enrolled.shown("none")["id"])
    enrolled.phone = enrolled.new_phone(backup)
    attempt = enrolled.shown("none")
    outcome, _ = enrolled.phone.approve(attempt["id"])
    assert (outcome.result, outcome.counter) == ("counter", 2) and enrolled.state_of(attempt) == "open"
    assert enrolled.phone.resume() == 2
    enrolled.phone.poll()
    assert enrolled.phone.approve(attempt["id"])[0].result == "approved"


def test_denial_of_a_restored_backup_still_denies(enrolled: Person) -> None:
    backup = enrolled.backup()
    enrolled.phone.approve(enrolled.shown("none")["id"])
    enrolled.phone = enrolled.new_phone(backup)
    attempt = enrolled.shown("none")
    assert enrolled.phone.deny(attempt["id"], "not_me").result == "denied"
    assert enrolled.state_of(attempt) == "denied"


# --- life cycle -------------------------------------------------------------------------------------------------


def test_channel(enrolled: Person) -> None:
    # A host that exists nowhere: nobody is woken.
    endpoint = f"https://push.invalid/{'x' * 500}"
    point, auth = b64(PrivateKey().public.point), b64(bytes(16))
    enrolled.phone.set_channel({"kind": "unifiedpush", "endpoint": endpoint, "p256dh": point, "auth": auth})
    with pytest.raises(Hint, match="400 malformed"):
        enrolled.phone.set_channel({"kind": "unifiedpush", "endpoint": "http://push.invalid", "p256dh": point, "auth": auth})
    # Services that this portal has no access to: it takes the channels, and wakes nobody.
    for length in (1, 4096):
        enrolled.phone.set_channel({"kind": "fcm", "token": "c" * length})
    for length, topic, environment in ((32, "a", "sandbox"), (100, "A-z.0" * 31, "production")):
        channel = {"kind": "apns", "token": "0f" * length, "topic": topic, "environment": environment}
        enrolled.phone.set_channel(channel)
    assert enrolled.shown("none")["id"]
    enrolled.phone.set_channel(NOTHING)


def test_new_keys(enrolled: Person) -> None:
    before, open_request = enrolled.phone.state.keys, enrolled.shown("none")
    account = enrolled.phone.rotate()
    assert account.counter == 1 and enrolled.phone.state.keys != before
    assert enrolled.phone.poll()["requests"] == [], "what was open for the old keys was withdrawn"
    assert enrolled.state_of(open_request) != "approved"
    attempt = enrolled.shown("enter")
    assert enrolled.phone.approve(attempt["id"], number=attempt["comparison"])[0].result == "approved"
    assert len(enrolled.phone.devices()) == 1


def test_lost_answer_to_new_keys(enrolled: Person) -> None:
    enrolled.line.losing = "/v1/keys"
    with pytest.raises(Unreachable):
        enrolled.phone.rotate()
    enrolled.phone = enrolled.new_phone()
    before = enrolled.phone.state.keys
    assert enrolled.phone.poll()["requests"] == []
    assert enrolled.phone.state.keys != before
    assert enrolled.phone.approve(enrolled.shown("none")["id"])[0].result == "approved"


def test_new_keys_of_a_restored_backup(enrolled: Person) -> None:
    backup = enrolled.backup()
    enrolled.phone.approve(enrolled.shown("none")["id"])
    enrolled.phone = enrolled.new_phone(backup)
    with pytest.raises(Hint, match="409 counter"):
        enrolled.phone.rotate()
    enrolled.phone.resume()
    assert enrolled.phone.rotate().counter == 2


def test_old_keys_are_worth_nothing(enrolled: Person) -> None:
    backup = enrolled.backup()
    enrolled.phone.rotate()
    thief = enrolled.new_phone(backup, "copy.json")
    for attempt in (thief.poll, thief.devices, thief.resume, thief.rotate, thief.unenroll):
        with pytest.raises(Hint):
            attempt()
    assert enrolled.phone.poll()["requests"] == []


def test_next_server_key(enrolled: Person) -> None:
    (old,) = enrolled.phone.state.trusted()
    assert enrolled.portal.ask("new server key") == {}
    enrolled.phone.devices()
    assert list(enrolled.phone.state.trusted()) == [old], "nothing was announced yet"
    enrolled.phone.poll()
    assert old in enrolled.phone.state.trusted() and len(enrolled.phone.state.trusted()) == 2
    enrolled.phone.devices()
    (following,) = enrolled.phone.state.trusted()
    assert following != old
    attempt = enrolled.shown("enter")
    assert enrolled.phone.approve(attempt["id"], number=attempt["comparison"])[0].result == "approved"
    enrolled.phone.rotate()
    assert list(enrolled.phone.state.trusted()) == [following]


def test_announced_key_that_was_not_written_down(enrolled: Person) -> None:
    enrolled.portal.ask("new server key")
    enrolled.line.losing = "/v1/requests"
    with pytest.raises(Unreachable):
        enrolled.phone.poll()
    enrolled.phone = enrolled.new_phone()
    enrolled.phone.poll()
    assert enrolled.phone.approve(enrolled.shown("none")["id"])[0].result == "approved"


def test_phone_ends_the_account(enrolled: Person) -> None:
    assert enrolled.phone.unenroll() == "phone"
    forgetful = enrolled.new_phone(enrolled.backup(), "copy.json")
    forgetful.state.ended_by = None
    with pytest.raises(Ended, match="phone"):
        forgetful.poll()
    assert enrolled.start("none") == {"refused": "NotFound"}


def test_server_ends_the_account(enrolled: Person) -> None:
    assert enrolled.portal.ask("remove", user=enrolled.number) == {}
    with pytest.raises(Ended, match="server"):
        enrolled.phone.poll()
    with pytest.raises(Ended):
        enrolled.phone.rotate()
    assert enrolled.phone.unenroll() == "server"


# --- the proof of each call -------------------------------------------------------------------------------------


def test_proof_counts_once(enrolled: Person) -> None:
    enrolled.phone.poll()
    url, headers, body = enrolled.line.sent[-1]
    response = enrolled.line.transport.post(url, headers, body, 0)
    assert (response.status, json.loads(response.body)) == (401, {"error": "invalid_proof"})
    assert response.headers["cache-control"] == "no-store" and response.headers["dpop-nonce"]


def test_nonce_of_five_minutes_ago(enrolled: Person) -> None:
    enrolled.phone.poll()
    enrolled.portal.ask("advance", seconds=301)
    sent = len(enrolled.line.sent)
    enrolled.phone.poll()
    assert [response.status for response in enrolled.line.responses[sent:]] == [401, 200]


def test_other_accounts_are_other_peoples(enrolled: Person) -> None:
    account = enrolled.phone.state.account
    enrolled.phone.state.account = f"{account[:-1]}{'A' if account[-1] != 'A' else 'B'}"
    with pytest.raises(Hint, match="404 unknown_account"):
        enrolled.phone.poll()


def test_commands(portal: Portal, tmp_path: pathlib.Path) -> None:
    """The same by command, as a person would type it."""

    def run(*arguments: str) -> dict[str, Any]:
        command = [sys.executable, str(COMMAND), *arguments, "--state", str(tmp_path / "phone.json")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        said: dict[str, Any] = json.loads(done.stdout)
        return said

    user = portal.ask("user")["user"]
    run("enroll", portal.ask("link", user=user)["link"], "--development", "--private-address")
    attempt = portal.ask("start", user=user, mode="enter")
    assert [view["id"] for view in run("requests", "--wait", "30")["requests"]] == [attempt["id"]]
    assert run("approve", "--number", attempt["comparison"])["outcome"] == "approved"
    portal.ask("start", user=user, mode="none")
    run("requests")
    assert run("deny", "--reason", "not_me")["outcome"] == "denied"
    assert run("rotate")["counter"] == 3
    assert run("unenroll")["ended_by"] == "phone"


def test_answered_requests_are_not_answered_again(enrolled: Person) -> None:
    attempt = enrolled.shown("none")
    enrolled.phone.deny(attempt["id"], "cancelled")
    with pytest.raises(Impossible):
        enrolled.phone.approve(attempt["id"])
