"""Every bad call of tests/vectors/push-protocol/refused_by_server.json, made anew for a phone that the portal knows."""

import json
from typing import Any

import pytest
from people import Person
from phone_side import PhoneSide
from refused_by_server import answers, bodies, counters, enrollments, proofs, reports, rotations

from countersign_push.encoding import b64, from_b64, from_json, to_json
from countersign_push.keys import PrivateKey
from countersign_push.link import parse_link
from countersign_push.statements import sign


def fresh_keys() -> dict[str, PrivateKey]:
    return {name: PrivateKey() for name in ("device", "user", "agreement")}


def side(person: Person, *modes: str) -> PhoneSide:
    """The enrolled phone, with an open request of each mode that is named."""
    state = person.phone.state
    assert state.keys is not None
    opened = state.keys.open(repeatable=False)
    keys = {"device": opened.device, "user": opened.user, "agreement": opened.agreement}
    requests = {}
    for mode in modes:
        person.start(mode)
        person.phone.poll()
        listed = from_json(person.line.responses[-1].body)["requests"]
        (requests[mode],) = from_json(from_b64(listed.split(".")[1]))["requests"]
    return PhoneSide(state.base, state.account, "", keys, fresh_keys(), PrivateKey(), requests)


def deliver(person: Person, phone: PhoneSide, case: dict[str, Any]) -> tuple[int, Any]:
    """Sends the call with its own proof, or with a good one."""
    url, body = phone.base + case["path"], case["body"].encode()
    proof = case.get("proof")
    if proof is None:
        payload = phone.proof(case["path"], case["body"], b64(person.phone.surroundings.random(16)), nonce(person), 0)
        proof = sign("dpop+jwt", phone.keys["device"], payload)
    headers = {"Content-Type": "application/json", **({"DPoP": proof} if proof else {})}
    response = person.line.transport.post(url, headers, body, 0)
    assert response.headers["dpop-nonce"], "every response carries a nonce"
    return response.status, json.loads(response.body)


def nonce(person: Person) -> str:
    """One that the portal has just issued."""
    response = person.line.transport.post(person.portal.base + "/v1/requests", {}, b"", 0)
    return str(response.headers["dpop-nonce"])


def check(person: Person, phone: PhoneSide, cases: list[dict[str, Any]]) -> None:
    """Sends all of them, and lists at once what was answered otherwise."""
    wrong = []
    for case in cases:
        answer = deliver(person, phone, case)
        as_good = [(case["status"], {"error": case["error"]})]
        if case["error"] == "malformed":
            as_good.append((401, {"error": "invalid_proof"}))
        if answer not in as_good:
            wrong.append(f"{case['name']}: {answer} instead of {case['status']} {case['error']}")
    assert wrong == [], "\n" + "\n".join(wrong)


def test_proofs(enrolled: Person) -> None:
    phone = side(enrolled)
    check(enrolled, phone, proofs(phone, nonce(enrolled), 1_800_000_000))


def test_bodies(enrolled: Person) -> None:
    phone = side(enrolled)
    check(enrolled, phone, bodies(phone))


def test_enrollments(person: Person) -> None:
    link = parse_link(person.link(), development=True)
    phone = PhoneSide(link.base, "", link.token, fresh_keys(), fresh_keys(), PrivateKey())
    check(person, phone, enrollments(phone))
    # None of them spent the token.
    good = {
        "token": link.token,
        "device_statement": phone.sign("cs-enroll-device+jwt", "device", phone.enrollment()),
        "user_statement": phone.sign("cs-enroll-user+jwt", "user", phone.enrollment()),
    }
    status, answer = deliver(person, phone, {"path": "/v1/enrollments", "body": to_json(good)})
    assert status == 201 and set(answer) == {"account"}


@pytest.mark.parametrize("mode", ["none", "enter", "scan", "show"])
def test_answers(enrolled: Person, mode: str) -> None:
    phone = side(enrolled, mode)
    check(enrolled, phone, [*answers(phone), *reports(phone)])
    # None of them decided anything.
    assert [view["id"] for view in enrolled.phone.poll()["requests"]] == [phone.request_id(mode)]


def test_counters(enrolled: Person) -> None:
    phone = side(enrolled)
    check(enrolled, phone, counters(phone))


def test_rotations(enrolled: Person) -> None:
    phone = side(enrolled)
    check(enrolled, phone, rotations(phone))
    assert enrolled.phone.rotate().counter == 1, "none of them counted"


def test_too_large(enrolled: Person) -> None:
    phone = side(enrolled)
    body = to_json({"account": phone.account, "wait": 0, "known": [], "later": "x" * 70_000})
    status, answer = deliver(enrolled, phone, {"path": "/v1/requests", "body": body})
    assert (status, answer) == (413, {"error": "too_large"})
