"""What a phone must refuse although the server's key signed it: payload, binding, freshness, policy.

Every case stands alone: the phone is enrolled as `account` of the README says, trusts the key `server`, and made
the call whose `context` is given.
"""

from typing import Any, Callable

import accepted
from accepted import account, devices, done, outcome, request, request_statement, requests, server_key
from cast import BASE, DEVICE, KEYS, SERVER, TIME, TOKEN, USER, b64, digest, fixed_bytes, identifier, sign, to_phone

Payload = dict[str, Any]
OTHER_BASE = "https://other.example.com/countersign"


def cases() -> list[dict[str, Any]]:
    return [*accounts(), *lists(), *single_requests(), *outcomes(), *others()]


def collect(
    typ: str, context: dict[str, str], found: dict[str, tuple[str, Payload]], key: str = "server"
) -> list[dict[str, Any]]:
    return [
        {"name": name, "layer": layer, "typ": typ, "context": context, "statement": sign(typ, KEYS[key], payload)}
        for name, (layer, payload) in found.items()
    ]


def misdirected(what: str, make: Callable[..., Payload]) -> dict[str, tuple[str, Payload]]:
    """The same statement for another server, account or device, and without saying for which."""
    return {
        f"{what} of another server": ("binding", make(iss=OTHER_BASE)),
        f"{what} of the server under another path": ("binding", make(iss=BASE + "/")),
        f"{what} of another account": ("binding", make(sub="acct_other")),
        f"{what} for another device": ("binding", make(aud=KEYS["stranger"].thumbprint)),
        f"{what} for the user key": ("binding", make(aud=USER.thumbprint)),
        f"{what} for a list of devices": ("payload", make(aud=[DEVICE.thumbprint])),
        f"{what} without iss": ("payload", without(make(), "iss")),
        f"{what} without sub": ("payload", without(make(), "sub")),
        f"{what} without aud": ("payload", without(make(), "aud")),
    }


def without(payload: Payload, *names: str) -> Payload:
    return {name: value for name, value in payload.items() if name not in names}


def wrong_times(what: str, make: Callable[..., Payload]) -> dict[str, tuple[str, Payload]]:
    return {
        f"{what}: iat is a text": ("payload", make(iat=str(TIME))),
        f"{what}: iat with a fraction": ("payload", make(iat=float(TIME))),
        f"{what}: iat below zero": ("payload", make(iat=-1)),
        f"{what}: iat beyond 2^53 - 1": ("payload", make(iat=2**53)),
        f"{what}: iat is true": ("payload", make(iat=True)),
    }


def accounts() -> list[dict[str, Any]]:
    """`context.th` is the hash of the token; the link said pin6 and had the server's thumbprint."""
    context = {"th": digest(TOKEN)}
    sealed = account()["offline"]
    other = {f"account {name}": case for name, case in {
        "for another server": ("binding", account(iss=OTHER_BASE)),
        "for another device": ("binding", account(aud=USER.thumbprint)),
        "for another token": ("binding", account(th=digest("x"))),
        "with a longer PIN than agreed": ("policy", account(policy={"pin_minimum": 7, "biometrics": False})),
        "with biometrics that were not agreed": ("policy", account(policy={"pin_minimum": 6, "biometrics": True})),
        "with a PIN of 9": ("payload", account(policy={"pin_minimum": 9, "biometrics": False})),
        "with a PIN of 3": ("payload", account(policy={"pin_minimum": 3, "biometrics": False})),
        "with biometrics as a text": ("payload", account(policy={"pin_minimum": 6, "biometrics": "false"})),
        "without a policy": ("payload", without(account(), "policy")),
        "of another issuer than agreed": ("policy", account(issuer="Example Bank")),
        "of another name than agreed": ("policy", account(account="dyyyyy.yy")),
        "without an id": ("payload", account(sub="")),
        "with an id of 65 characters": ("payload", account(sub="a" * 65)),
        "with an id of other characters": ("payload", account(sub="a.b")),
        "with an empty issuer": ("payload", account(issuer="")),
        "with a wake name of 15 bytes": ("payload", account(wake=b64(fixed_bytes("wake", 15)))),
        "without saying whether there are offline codes": ("payload", without(account(), "offline")),
        "with codes of 5 digits": ("payload", account(offline={**sealed, "digits": 5})),
        "with codes of 9 digits": ("payload", account(offline={**sealed, "digits": 9})),
        "with a period of 45 seconds": ("payload", account(offline={**sealed, "period": 45})),
        "with a compressed enc": ("payload", account(offline={**sealed, "enc": b64(b"\x02" + fixed_bytes("enc"))})),
        "with a seed of 31 bytes": ("payload", account(offline={**sealed, "ct": b64(bytes(47))})),
        "with a seed that does not open": ("seal", account(offline={**sealed, "ct": b64(bytes(48))})),
        "with a counter below zero": ("payload", account(counter=-1)),
    }.items()}  # fmt: skip
    made = collect("cs-account+jwt", context, other | wrong_times("account", account))
    stranger = collect("cs-account+jwt", context, {"account by another key than the link's": ("key", account())}, "stranger")
    return made + stranger


def lists() -> list[dict[str, Any]]:
    """`context.n` is the `jti` of the proof of the poll."""
    good = request_statement("enter")
    stranger = sign("cs-request+jwt", KEYS["stranger"], request("enter"))
    announced = sign("cs-server-key+jwt", KEYS["stranger"], server_key())
    elsewhere = sign("cs-server-key+jwt", SERVER, {**server_key(), "iss": OTHER_BASE})
    no_curve = sign("cs-server-key+jwt", SERVER, {**server_key(), "jwk": {**SERVER.jwk, "crv": "P-384"}})
    many = [sign("cs-request+jwt", SERVER, request("none", jti=identifier(f"many {index}"), client={})) for index in range(17)]

    def make(**changed: Any) -> Payload:
        return {**requests(good), **changed}

    found: dict[str, tuple[str, Payload]] = {
        "list of an earlier call": ("binding", make(n=accepted.CHANNEL_ID)),
        "list without n": ("payload", without(make(), "n")),
        "list without requests": ("payload", without(make(), "requests")),
        "list with requests as an object": ("payload", make(requests={})),
        "list with a request twice": ("payload", make(requests=[good, good])),
        "list with 17 requests": ("payload", make(requests=many)),
        "list with a request by another key": ("key", make(requests=[good, stranger])),
        "list with a request that is not signed": ("form", make(requests=[good, request("none")])),
        "list with an approval in place of a request": (
            "header", make(requests=[sign("cs-approve+jwt", USER, accepted.phone_side().approval("none"))])),
        "list with a key by another key": ("key", make(server_key=announced)),
        "list with a key of another server": ("binding", make(server_key=elsewhere)),
        "list with a key that is none": ("key", make(server_key=no_curve)),
        "list with a key that is null": ("form", make(server_key=None)),
        "list with a policy that is null": ("payload", make(policy=None)),
        "list with a policy that is none": ("payload", make(policy={"pin_minimum": "6", "biometrics": False})),
    }  # fmt: skip
    return collect("cs-requests+jwt", {"n": accepted.POLL_ID}, found | misdirected("list", make) | wrong_times("list", make))


def single_requests() -> list[dict[str, Any]]:
    """Each alone in a list that is otherwise good, so that the list is what must be refused."""

    def make(**changed: Any) -> Payload:
        return request("enter", **changed)

    found: dict[str, tuple[str, Payload]] = {
        "request that ends when it begins": ("payload", make(exp=TIME + 60)),
        "request that ends before it begins": ("payload", make(exp=TIME)),
        "request of 601 seconds": ("payload", make(exp=TIME + 661)),
        "request without an end": ("payload", without(make(), "exp")),
        "request with an id of 15 bytes": ("payload", make(jti=b64(fixed_bytes("id", 15)))),
        "request with a nonce of 16 bytes": ("payload", make(nonce=identifier("nonce"))),
        "request without a nonce": ("payload", without(make(), "nonce")),
        "request of an unknown mode": ("payload", make(mode="choose")),
        "request without a mode": ("payload", without(make(), "mode")),
        "enter without digits": ("payload", without(make(), "digits")),
        "enter with 1 digit": ("payload", make(digits=1)),
        "enter with 9 digits": ("payload", make(digits=9)),
        "enter with digits as a text": ("payload", make(digits="6")),
        "show with 3 digits": ("payload", request("show", digits=3)),
        "none with digits": ("payload", request("none", digits=6)),
        "scan with digits": ("payload", request("scan", digits=6)),
        "request without claims": ("payload", without(make(), "client")),
        "request with claims as a text": ("payload", make(client="203.0.113.7")),
        "request with an address of 257 bytes": ("payload", make(client={"address": "1" * 257})),
        "request with a place that is null": ("payload", make(client={"place": None})),
        "request with an event of 65 bytes": ("payload", make(event="e" * 65)),
        "request with an endpoint of 65 bytes": ("payload", make(endpoint="ü" * 32 + "e")),
        "request with a message of 513 bytes": ("payload", make(message="ü" * 256 + "m")),
        "request without a message": ("payload", without(make(), "message")),
    }
    found |= misdirected("request", make) | wrong_times("request", make)
    alone = {name: (layer, requests(sign("cs-request+jwt", SERVER, payload))) for name, (layer, payload) in found.items()}
    return collect("cs-requests+jwt", {"n": accepted.POLL_ID}, alone)


def outcomes() -> list[dict[str, Any]]:
    """`context` has the request's id and the hash of the answer."""
    answer = sign("cs-approve+jwt", USER, accepted.phone_side().approval("enter", number="042917"))

    def make(**changed: Any) -> Payload:
        return {**outcome("approved", answer), **changed}

    found = {
        "outcome of another request": ("binding", make(jti=accepted.REQUEST_IDS["none"])),
        "outcome of another answer": ("binding", make(ah=digest("x"))),
        "outcome without the answer": ("payload", without(make(), "ah")),
        "unknown outcome": ("payload", make(result="maybe")),
        "already without the first": ("payload", make(result="already")),
        "already with another first": ("payload", make(result="already", first="expired")),
        "outcome without a counter": ("payload", without(make(), "counter")),
        "outcome with a counter as a text": ("payload", make(counter="17")),
    }
    found |= misdirected("outcome", make) | wrong_times("outcome", make)
    return collect("cs-outcome+jwt", {"jti": accepted.REQUEST_IDS["enter"], "ah": digest(answer)}, found)


def others() -> list[dict[str, Any]]:
    """Counter, done, devices, ended."""
    resume = identifier("resume")

    def counter(**changed: Any) -> Payload:
        return {**to_phone(n=resume, iat=TIME + 75, counter=40), **changed}

    def ended(**changed: Any) -> Payload:
        return {**to_phone(iat=TIME + 95, by="server"), **changed}

    first, *more = devices()["devices"]
    counters = {
        "counter of an earlier call": ("binding", counter(n=identifier("earlier"))),
        "counter with a fraction": ("payload", counter(counter=40.0)),
        "counter that is missing": ("payload", without(counter(), "counter")),
    }
    dones = {
        "done of an earlier call": ("binding", done(n=accepted.POLL_ID)),
        "done of another body": ("binding", done(bh=digest("{}"))),
        "done without the body": ("payload", without(done(), "bh")),
    }
    listed = {
        "devices of an earlier call": ("binding", devices(n=accepted.POLL_ID)),
        "33 devices": ("payload", devices(devices=[first] * 33)),
        "device without a name": ("payload", devices(devices=[without(first, "name"), *more])),
        "device with a name of 65 bytes": ("payload", devices(devices=[{**first, "name": "n" * 65}, *more])),
        "device with this as a number": ("payload", devices(devices=[{**first, "this": 1}, *more])),
        "device that was seen at no number": ("payload", devices(devices=[{**first, "seen": "now"}, *more])),
    }
    ends = {
        "ended by another": ("payload", ended(by="admin")),
        "ended by nobody": ("payload", without(ended(), "by")),
    }
    done_context = {"n": accepted.CHANNEL_ID, "bh": digest(accepted.CHANNEL_BODY.encode())}
    return [
        *collect("cs-counter+jwt", {"n": resume}, counters | misdirected("counter", counter)),
        *collect("cs-done+jwt", done_context, dones | misdirected("done", done)),
        *collect("cs-devices+jwt", {"n": accepted.DEVICES_ID}, listed | misdirected("devices", devices)),
        *collect("cs-ended+jwt", {}, ends | misdirected("ended", ended) | wrong_times("ended", ended)),
    ]
