"""What a server must refuse although the phone's key signed it: the calls of sections 3, 4, 6 and 7.

Every case is the body of one call, beside it the header `DPoP` where that is what is wrong. The server has issued
the nonce `nonce-1`, the token of keys.json, and the four requests of statements.json to the enrolled device.
"""

from typing import Any

import accepted
from accepted import POLL_BODY, approval, denial, enrollment, proof, rotation
from basics import trailing_bits
from cast import (
    ACCOUNT, BASE, DEVICE, KEYS, SERVER, TOKEN, USER,
    b64, digest, fixed_bytes, identifier, sign, to_json, to_server,
)  # fmt: skip

Payload = dict[str, Any]
OTHER_BASE = "https://other.example.com/countersign"
STRANGER = KEYS["stranger"]


def cases() -> list[dict[str, Any]]:
    return [*proofs(), *enrollments(), *answers(), *counters(), *rotations()]


def case(name: str, layer: str, path: str, body: Payload) -> dict[str, Any]:
    return {"name": name, "layer": layer, "path": path, "body": to_json(body)}


def proofs() -> list[dict[str, Any]]:
    """All are proofs of the same call, whose body is good."""
    path, jti = "/v1/requests", identifier("proof refused")

    def make(**changed: Any) -> Payload:
        return {**proof(path, POLL_BODY, jti), **changed}

    found: list[tuple[str, str, Payload]] = [
        ("proof for GET", "binding", make(htm="GET")),
        ("proof for post in lower case", "binding", make(htm="post")),
        ("proof for another path", "binding", make(htu=BASE + "/v1/devices")),
        ("proof for another server", "binding", make(htu=OTHER_BASE + path)),
        ("proof for the path alone", "binding", make(htu=path)),
        ("proof with a query", "binding", make(htu=BASE + path + "?")),
        ("proof for another body", "binding", make(bh=digest(b"{}"))),
        ("proof without a body", "payload", {name: value for name, value in make().items() if name != "bh"}),
        ("proof with the body's hash in hexadecimal", "binding", make(bh="ab" * 32)),
        ("proof with a nonce that was never issued", "freshness", make(nonce="nonce-0")),
        ("proof without a nonce", "freshness", {name: value for name, value in make().items() if name != "nonce"}),
        ("proof with an empty nonce", "freshness", make(nonce="")),
        ("proof with a nonce that is null", "payload", {**make(), "nonce": None}),
        ("proof without an id", "payload", {name: value for name, value in make().items() if name != "jti"}),
        ("proof with an id of 8 bytes", "payload", make(jti=b64(fixed_bytes("id", 8)))),
        ("proof with an id with trailing bits", "payload", make(jti=trailing_bits(jti))),
        ("proof without iat", "payload", {name: value for name, value in make().items() if name != "iat"}),
        ("proof with iat as a text", "payload", make(iat="now")),
    ]
    made = [(name, layer, sign("dpop+jwt", DEVICE, payload)) for name, layer, payload in found]
    made.append(("proof by the user key", "binding", sign("dpop+jwt", USER, make())))
    made.append(("proof by an unknown key", "binding", sign("dpop+jwt", STRANGER, make())))
    made.append(("denial as a proof", "header", sign("cs-deny+jwt", DEVICE, make())))
    made.append(("no proof", "form", ""))
    return [
        {"name": name, "layer": layer, "path": path, "body": POLL_BODY, "proof": statement} for name, layer, statement in made
    ]


def enrollments() -> list[dict[str, Any]]:
    def call(device: Payload, user: Payload, device_key: str = "device", user_key: str = "user", token: str = TOKEN) -> Payload:
        return {
            "token": token,
            "device_statement": sign("cs-enroll-device+jwt", KEYS[device_key], device),
            "user_statement": sign("cs-enroll-user+jwt", KEYS[user_key], user),
        }

    def both(**changed: Any) -> Payload:
        return call(*[{**enrollment(), **changed}] * 2)

    good = enrollment()
    endpoint = {
        "kind": "unifiedpush",
        "endpoint": "https://push.example.com/x",
        "p256dh": b64(DEVICE.public.point),
        "auth": identifier("auth"),
    }
    off_curve = b64(DEVICE.public.point[:-1] + bytes([DEVICE.public.point[-1] ^ 1]))
    found: list[tuple[str, str, Payload]] = [
        ("unknown token", "binding", call(good, good, token=b64(fixed_bytes("other token")))),
        ("token of another statement", "binding", both(th=digest("x"))),
        ("enrollment with another server", "binding", both(aud=OTHER_BASE)),
        ("two payloads", "binding", call(good, {**good, "name": "Pixel 8"})),
        ("two payloads that say the same", "binding", call(good, dict(reversed(good.items())))),
        ("device statement by another key", "binding", call(good, good, device_key="stranger")),
        ("user statement by another key", "binding", call(good, good, user_key="stranger")),
        ("statements exchanged", "header", {"token": TOKEN,
            "device_statement": sign("cs-enroll-user+jwt", USER, good),
            "user_statement": sign("cs-enroll-device+jwt", DEVICE, good)}),
        ("without the user statement", "payload", {"token": TOKEN, "device_statement": sign("cs-enroll-device+jwt", DEVICE, good)}),
        ("one key for device and user", "payload", call({**good, "user": DEVICE.jwk}, {**good, "user": DEVICE.jwk}, user_key="device")),
        ("one key for user and agreement", "payload", both(agreement=USER.jwk)),
        ("one key for device and agreement", "payload", both(agreement=DEVICE.jwk)),
        ("agreement key off the curve", "key", both(agreement={**DEVICE.jwk, "y": USER.jwk["y"]})),
        ("private agreement key", "key", both(agreement={**KEYS["agreement"].jwk, "d": b64(KEYS["agreement"].secret)})),
        ("empty name", "payload", both(name="")),
        ("name of 65 bytes", "payload", both(name="ü" * 32 + "n")),
        ("app of 65 bytes", "payload", both(app="a" * 65)),
        ("without a channel", "payload", call(*[{name: value for name, value in good.items() if name != "channel"}] * 2)),
        ("unknown channel", "payload", both(channel={"kind": "pigeon"})),
        ("channel over http", "payload", both(channel={**endpoint, "endpoint": "http://push.example.com/x"})),
        ("channel with a key off the curve", "payload", both(channel={**endpoint, "p256dh": off_curve})),
        ("channel with a secret of 15 bytes", "payload", both(channel={**endpoint, "auth": b64(fixed_bytes("auth", 15))})),
    ]  # fmt: skip
    return [case(name, layer, "/v1/enrollments", body) for name, layer, body in found]


def answers() -> list[dict[str, Any]]:
    def approve(payload: Payload, key: str = "user") -> str:
        return sign("cs-approve+jwt", KEYS[key], payload)

    def deny(payload: Payload, key: str = "device") -> str:
        return sign("cs-deny+jwt", KEYS[key], payload)

    def entered(**changed: Any) -> str:
        return approve({**approval("enter", number="042917"), **changed})

    other_request = digest(sign("cs-request+jwt", SERVER, accepted.request("enter", endpoint="Bank")))
    found: list[tuple[str, str, str]] = [
        ("approval by the device key", "key", approve(approval("none"), "device")),
        ("approval by another key", "key", approve(approval("none"), "stranger")),
        ("denial by the user key", "key", deny(denial("not_me"), "user")),
        ("approval with the typ of a denial", "payload", deny(approval("none"))),
        ("denial with the typ of an approval", "payload", approve(denial("not_me"))),
        ("answer for another server", "binding", entered(aud=OTHER_BASE)),
        ("answer of another device", "binding", entered(iss=STRANGER.thumbprint)),
        ("answer in the name of the user key", "binding", entered(iss=USER.thumbprint)),
        ("answer of another account", "binding", entered(sub="acct_other")),
        ("answer to another text of the request", "binding", entered(rh=other_request)),
        ("answer to the hash of another request", "binding", entered(rh=digest(accepted.request_statement("none")))),
        ("answer to an unknown request", "binding", entered(jti=identifier("unknown request"))),
        ("enter without its number", "payload", approve(approval("enter"))),
        ("enter with a number that is no text", "payload", entered(number=42917)),
        ("enter with a code in place of the number", "payload", approve(approval("enter", code="042917"))),
        ("enter with a number and a code", "payload", entered(code="042917")),
        ("none with a number", "payload", approve(approval("none", number="042917"))),
        ("scan without its secret", "payload", approve(approval("scan"))),
        ("scan with a number", "payload", approve(approval("scan", number="042917"))),
        ("show without its code", "payload", approve(approval("show"))),
        ("show with a number", "payload", approve(approval("show", number="730064"))),
        ("approval without saying how the user was verified", "payload", approve(without(approval("none"), "uv"))),
        ("approval of an unverified user", "payload", approve(approval("none", uv="none"))),
        ("approval without a counter", "payload", approve(without(approval("none"), "ctr"))),
        ("approval with a counter as a text", "payload", approve(approval("none", ctr="17"))),
        ("denial without a reason", "payload", deny(without(denial("not_me"), "reason"))),
        ("denial for another reason", "payload", deny(denial("tired"))),
    ]
    return [case(name, layer, "/v1/answers", {"account": ACCOUNT, "answer": answer}) for name, layer, answer in found]


def without(payload: Payload, name: str) -> Payload:
    return {member: value for member, value in payload.items() if member != name}


def counters() -> list[dict[str, Any]]:
    good = to_server(n=identifier("resume"), uv="pin")
    found: list[tuple[str, str, str]] = [
        ("counter by the device key", "key", sign("cs-resume+jwt", DEVICE, good)),
        ("counter for another server", "binding", sign("cs-resume+jwt", USER, {**good, "aud": OTHER_BASE})),
        ("counter of another device", "binding", sign("cs-resume+jwt", USER, {**good, "iss": STRANGER.thumbprint})),
        ("counter with an n of 15 bytes", "payload", sign("cs-resume+jwt", USER, {**good, "n": b64(fixed_bytes("n", 15))})),
        ("counter without saying how the user was verified", "payload", sign("cs-resume+jwt", USER, without(good, "uv"))),
        ("an approval in its place", "header", sign("cs-approve+jwt", USER, approval("none"))),
    ]
    return [case(name, layer, "/v1/counter", {"account": ACCOUNT, "statement": statement}) for name, layer, statement in found]


def rotations() -> list[dict[str, Any]]:
    def call(payload: Payload, old: str = "user", device: str = "new device", user: str = "new user") -> Payload:
        return {
            "account": ACCOUNT,
            "rotation": sign("cs-rotate+jwt", KEYS[old], payload),
            "device_statement": sign("cs-rotate-device+jwt", KEYS[device], payload),
            "user_statement": sign("cs-rotate-user+jwt", KEYS[user], payload),
        }

    good = rotation()
    later = sign("cs-rotate+jwt", USER, {**good, "ctr": 20})
    found: list[tuple[str, str, Payload]] = [
        ("rotation by the old device key", "key", call(good, old="device")),
        ("rotation by the new user key", "key", call(good, old="new user")),
        ("rotation with another new device key than it names", "binding", call(good, device="stranger")),
        ("rotation with another new user key than it names", "binding", call(good, user="stranger")),
        ("rotation with three payloads", "binding", {**call(good), "rotation": later}),
        ("rotation without the new user key's word", "payload", without(call(good), "user_statement")),
        ("rotation for another server", "binding", call({**good, "aud": OTHER_BASE})),
        ("rotation of another account", "binding", call({**good, "sub": "acct_other"})),
        ("rotation of another device", "binding", call({**good, "iss": STRANGER.thumbprint})),
        ("rotation to one key for two", "payload", call({**good, "user": good["device"]}, user="new device")),
        ("rotation to the old device key", "payload", call({**good, "device": DEVICE.jwk}, device="device")),
        ("rotation to the old user key", "payload", call({**good, "user": USER.jwk}, user="user")),
        ("rotation to an agreement key off the curve", "key", call({**good, "agreement": {**USER.jwk, "y": DEVICE.jwk["y"]}})),
        ("rotation without a counter", "payload", call(without(good, "ctr"))),
    ]
    return [case(name, layer, "/v1/keys", body) for name, layer, body in found]
