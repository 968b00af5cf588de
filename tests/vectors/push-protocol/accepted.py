"""Statements that must be accepted: every `typ` of section 1, and the forms that a strict reader may trip over."""

from typing import Any

from cast import (
    ACCOUNT,
    BASE,
    DEVICE,
    KEYS,
    NEW_SEED,
    SEED,
    SERVER,
    TIME,
    TOKEN,
    USER,
    WAKE,
    b64,
    digest,
    fixed_bytes,
    header_of,
    identifier,
    sign,
    sign_text,
    to_json,
    to_phone,
)  # fmt: skip
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from phone_side import PhoneSide

from countersign_push import hpke, offline

# RFC 9180 calls it n, the order of the group; here only to turn s into n - s.
GROUP_ORDER = SECP256R1.group_order

POLICY = {"pin_minimum": 6, "biometrics": False}
REQUEST_IDS = {mode: identifier(f"request {mode}") for mode in ("none", "enter", "scan", "show")}
SCAN_SECRET = identifier("scan secret")
POLL_BODY = to_json({"account": ACCOUNT, "wait": 25, "known": []})
CHANNEL_BODY = to_json({"account": ACCOUNT, "channel": {"kind": "none"}})
POLL_ID, CHANNEL_ID, DEVICES_ID = (identifier(f"proof {name}") for name in ("poll", "channel", "devices"))


def sealed(recipient: str, ephemeral: str, seed: bytes, device: str) -> dict[str, Any]:
    aad = offline.associated(ACCOUNT, device)
    enc, ct, _ = hpke.seal(KEYS[recipient].public, KEYS[ephemeral], offline.INFO, aad, seed)
    return {"enc": b64(enc), "ct": b64(ct), "digits": 6, "period": 30}


def account(**changed: Any) -> dict[str, Any]:
    members = to_phone(
        th=digest(TOKEN),
        iat=TIME,
        issuer="Example Hosting",
        account="cxxxxx.xx",
        wake=WAKE,
        policy=POLICY,
        offline=sealed("agreement", "ephemeral", SEED, DEVICE.thumbprint),
        counter=0,
    )
    return {**members, **changed}


def rotated_account() -> dict[str, Any]:
    device = KEYS["new device"].thumbprint
    return account(
        aud=device,
        th=digest(sign("cs-rotate+jwt", USER, phone_side().rotation())),
        iat=TIME + 900,
        offline=sealed("new agreement", "new ephemeral", NEW_SEED, device),
        counter=19,
    )


def request(mode: str, /, **changed: Any) -> dict[str, Any]:
    members = to_phone(
        jti=REQUEST_IDS[mode],
        nonce=b64(fixed_bytes(f"nonce {mode}")),
        iat=TIME + 60,
        exp=TIME + 180,
        event="login",
        endpoint="Webmail",
        client={"address": "203.0.113.7", "place": "Vienna, AT", "agent": "Firefox on Linux"},
        message="",
        mode=mode,
    )
    if mode in ("enter", "show"):
        members["digits"] = 6
    return {**members, **changed}


def request_statement(mode: str) -> str:
    return sign("cs-request+jwt", SERVER, request(mode))


def phone_side() -> PhoneSide:
    """The phone of the vectors, to which all four requests were sent."""
    return PhoneSide(
        BASE,
        ACCOUNT,
        TOKEN,
        keys={name: KEYS[name] for name in ("device", "user", "agreement")},
        new={name: KEYS[f"new {name}"] for name in ("device", "user", "agreement")},
        stranger=KEYS["stranger"],
        requests={mode: request_statement(mode) for mode in REQUEST_IDS},
    )


def requests(*statements: str, **members: Any) -> dict[str, Any]:
    return {**to_phone(iat=TIME + 61, n=POLL_ID), "requests": list(statements), **members}


def outcome(result: str, answer: str, mode: str = "enter", counter: int = 17, **members: Any) -> dict[str, Any]:
    return to_phone(jti=REQUEST_IDS[mode], ah=digest(answer), iat=TIME + 70, result=result, counter=counter, **members)


def done(**changed: Any) -> dict[str, Any]:
    return {**to_phone(iat=TIME + 80, n=CHANNEL_ID, bh=digest(CHANNEL_BODY.encode())), **changed}


def devices(**changed: Any) -> dict[str, Any]:
    listed = [
        {"name": "Pixel 9", "added": TIME, "seen": TIME + 61, "this": True},
        {"name": "Tablet – Küche", "added": TIME - 86400, "seen": TIME - 3600, "this": False},
    ]
    return {**to_phone(iat=TIME + 90, n=DEVICES_ID, devices=listed), **changed}


def server_key() -> dict[str, Any]:
    return {"iss": BASE, "iat": TIME + 61, "jwk": KEYS["next server"].jwk}


def statements() -> list[dict[str, str]]:
    """Every statement, in the order of the table in section 1."""
    cases: list[dict[str, str]] = []
    phone = phone_side()
    poll = "/v1/requests", POLL_BODY

    def add(name: str, typ: str, key: str, payload: dict[str, Any]) -> str:
        cases.append(case(name, typ, key, to_json(header_of(typ, KEYS[key])), to_json(payload)))
        return cases[-1]["compact"]

    add("proof of a first call", "dpop+jwt", "device", phone.proof(*poll, identifier("proof first"), None, TIME + 61))
    add("proof with a nonce", "dpop+jwt", "device", phone.proof(*poll, POLL_ID, "nonce-1", TIME + 61))
    add("enrollment by the device key", "cs-enroll-device+jwt", "device", phone.enrollment())
    add("enrollment by the user key", "cs-enroll-user+jwt", "user", phone.enrollment())
    add("account", "cs-account+jwt", "server", account())
    add("account without offline codes", "cs-account+jwt", "server", account(offline=None))
    add("account after a rotation", "cs-account+jwt", "server", rotated_account())

    add("no open requests", "cs-requests+jwt", "server", requests())
    both = (request_statement("enter"), request_statement("show"))
    add("two open requests", "cs-requests+jwt", "server", requests(*both))
    by_next = sign("cs-request+jwt", KEYS["next server"], request("none"))
    key_statement = sign("cs-server-key+jwt", SERVER, server_key())
    stricter = {"pin_minimum": 8, "biometrics": True}
    announced = requests(by_next, server_key=key_statement, policy=stricter)
    add("next server key and a new policy, request by the next key", "cs-requests+jwt", "server", announced)
    for mode in REQUEST_IDS:
        add(f"request, mode {mode}", "cs-request+jwt", "server", request(mode))
    hostile = "Prüfung \u202e17\u202c €\n\u0000"
    sparse = request("none", client={}, event="", endpoint="", exp=TIME + 660)
    add("request without claims, ten minutes", "cs-request+jwt", "server", sparse)
    texts = request("none", client={"agent": hostile}, endpoint=hostile, message="ü" * 256)
    add("request with texts to be cleaned, message of 512 bytes", "cs-request+jwt", "server", texts)

    approvals = {
        "none": phone.approval("none"),
        "enter": phone.approval("enter", number="042917"),
        "scan": phone.approval("scan", secret=SCAN_SECRET),
        "show": phone.approval("show", code="730064", uv="biometric"),
    }
    answers = {mode: add(f"approval, mode {mode}", "cs-approve+jwt", "user", payload) for mode, payload in approvals.items()}
    denied = add("denial, not me", "cs-deny+jwt", "device", phone.denial("enter"))
    add("denial, cancelled", "cs-deny+jwt", "device", phone.denial("enter", reason="cancelled"))

    entered = answers["enter"]
    add("outcome approved", "cs-outcome+jwt", "server", outcome("approved", entered))
    add("outcome await_code", "cs-outcome+jwt", "server", outcome("await_code", answers["show"], "show"))
    add("outcome denied", "cs-outcome+jwt", "server", outcome("denied", denied, counter=18))
    for result in ("wrong_number", "expired", "superseded"):
        add(f"outcome {result}", "cs-outcome+jwt", "server", outcome(result, entered))
    add("outcome already", "cs-outcome+jwt", "server", outcome("already", entered, counter=18, first="denied"))
    add("outcome counter", "cs-outcome+jwt", "server", outcome("counter", entered, counter=40))

    resume_id = identifier("resume")
    add("asks for the counter", "cs-resume+jwt", "user", phone.to_server(n=resume_id, uv="pin"))
    add("counter", "cs-counter+jwt", "server", to_phone(n=resume_id, iat=TIME + 75, counter=40))
    add("rotation by the old user key", "cs-rotate+jwt", "user", phone.rotation())
    add("rotation by the new device key", "cs-rotate-device+jwt", "new device", phone.rotation())
    add("rotation by the new user key", "cs-rotate-user+jwt", "new user", phone.rotation())
    add("next server key", "cs-server-key+jwt", "server", server_key())
    add("devices", "cs-devices+jwt", "server", devices())
    add("done", "cs-done+jwt", "server", done())
    add("ended by the phone", "cs-ended+jwt", "server", to_phone(iat=TIME + 95, by="phone"))
    add("ended by the server", "cs-ended+jwt", "server", to_phone(iat=TIME + 95, by="server"))
    return cases + unusual()


def unusual() -> list[dict[str, str]]:
    """Forms that are as good as the usual ones."""
    header = to_json(header_of("cs-done+jwt", SERVER))
    payload = to_json(done())
    order = to_json({"kid": SERVER.thumbprint, "alg": "ES256", "typ": "cs-done+jwt"})
    spaced = '{ "typ" : "cs-done+jwt",\r\n\t"alg":"ES256", "kid":"' + SERVER.thumbprint + '" }'
    escaped = header.replace("cs-done", "\\u0063s-done")
    # The outermost object is the first level; the innermost list here is the eighth.
    more = to_json(done(later=True, fraction=1.5, nothing=None, deep=[[[[[[[]]]]]]]))
    cases = [
        case("header members in another order", "cs-done+jwt", "server", order, payload),
        case("header with spaces", "cs-done+jwt", "server", spaced, payload),
        case("header with an escape", "cs-done+jwt", "server", escaped, payload),
        case("unknown members, eight levels deep", "cs-done+jwt", "server", header, more),
        case("payload with spaces", "cs-done+jwt", "server", header, payload.replace(",", " ,\n ")),
    ]
    other = case("s replaced by n - s: as valid as before", "cs-done+jwt", "server", header, payload)
    signature = SERVER.sign(other["signing_input"].encode())
    turned = GROUP_ORDER - int.from_bytes(signature[32:], "big")
    other["signature"] = b64(signature[:32] + turned.to_bytes(32, "big"))
    other["compact"] = f"{other['signing_input']}.{other['signature']}"
    other["hash"] = digest(other["compact"])
    return [*cases, other]


def case(name: str, typ: str, key: str, header: str, payload: str) -> dict[str, str]:
    compact = sign_text(KEYS[key], header, payload)
    signing_input, signature = compact.rsplit(".", 1)
    return {
        "name": name,
        "typ": typ,
        "key": key,
        "header": header,
        "payload": payload,
        "signing_input": signing_input,
        "signature": signature,
        "compact": compact,
        "hash": digest(compact),
    }
