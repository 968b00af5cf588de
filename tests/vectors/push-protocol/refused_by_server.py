"""What a server must refuse although the phone's key signed it: the calls of sections 3, 4, 6 and 7.

Every case is the body of one call, beside it the header `DPoP` where that is what is wrong; a case without one is
sent with a good proof. The layer says what is wrong, status and error what the server answers.
"""

from collections.abc import Iterator
from typing import Any

from phone_side import Payload, PhoneSide

from countersign_push.encoding import b64, digest, to_json

OTHER_BASE = "https://other.example.com/countersign"
MALFORMED, INVALID_PROOF = (400, "malformed"), (401, "invalid_proof")
NO_NONCE, UNKNOWN_ACCOUNT = (401, "use_dpop_nonce"), (404, "unknown_account")
UNKNOWN_REQUEST, UNKNOWN_TOKEN = (404, "unknown_request"), (404, "unknown_token")
# The same bytes wherever an id is needed that nothing else has.
OTHER_ID, OTHER_HASH = b64(bytes(range(16))), digest("another")


def case(name: str, layer: str, path: str, body: str, answer: tuple[int, str] = MALFORMED) -> dict[str, Any]:
    return {"name": name, "layer": layer, "path": path, "body": body, "status": answer[0], "error": answer[1]}


def without(payload: Payload, name: str) -> Payload:
    return {member: value for member, value in payload.items() if member != name}


def proofs(phone: PhoneSide, nonce: str, time: int) -> list[dict[str, Any]]:
    """All are proofs of the same call, whose body is good; `nonce` is one that the server issued."""
    path, body = "/v1/requests", to_json({"account": phone.account, "wait": 0, "known": []})

    def make(jti: str, /, **changed: Any) -> Payload:
        return {**phone.proof(path, body, jti, nonce, time), **changed}

    changes: list[tuple[str, str, Payload]] = [
        ("for GET", "binding", {"htm": "GET"}),
        ("for post in lower case", "binding", {"htm": "post"}),
        ("for another path", "binding", {"htu": phone.base + "/v1/devices"}),
        ("for another server", "binding", {"htu": OTHER_BASE + path}),
        ("for the path alone", "binding", {"htu": path}),
        ("with a query", "binding", {"htu": phone.base + path + "?"}),
        ("for another body", "binding", {"bh": digest(b"{}")}),
        ("with the body's hash in hexadecimal", "binding", {"bh": "ab" * 32}),
        ("with a nonce that was never issued", "freshness", {"nonce": "nonce-0"}),
        ("with an empty nonce", "freshness", {"nonce": ""}),
        ("with a nonce that is null", "payload", {"nonce": None}),
        ("with an id of 8 bytes", "payload", {"jti": b64(bytes(8))}),
        ("with an id with trailing bits", "payload", {"jti": "A" * 21 + "B"}),
        ("with iat as a text", "payload", {"iat": "now"}),
    ]
    lacking = [("bh", "payload"), ("nonce", "freshness"), ("jti", "payload"), ("iat", "payload")]
    made: list[dict[str, Any]] = []

    def add(name: str, layer: str, key: str, payload: Payload, typ: str = "dpop+jwt") -> None:
        answer = NO_NONCE if layer == "freshness" else INVALID_PROOF
        made.append({**case(name, layer, path, body, answer), "proof": phone.sign(typ, key, payload)})

    for name, layer, change in changes:
        add(f"proof {name}", layer, "device", make(_own_id(name), **change))
    for member, layer in lacking:
        add(f"proof without {member}", layer, "device", without(make(_own_id(member)), member))
    add("denial as a proof", "header", "device", make(_own_id("denial")), "cs-deny+jwt")
    for name, key in (("the user key", "user"), ("an unknown key", "stranger")):
        proof = phone.sign("dpop+jwt", key, make(_own_id(name)))
        made.append({**case(f"proof by {name}", "binding", path, body, UNKNOWN_ACCOUNT), "proof": proof})
    made.append({**case("no proof", "form", path, body, INVALID_PROOF), "proof": ""})
    return made


def _own_id(name: str) -> str:
    """A jti of this case's own, so that no case is refused because another used it."""
    return digest(f"jti {name}")[:21] + "A"


def bodies(phone: PhoneSide) -> list[dict[str, Any]]:
    """Bodies of calls, with good proofs."""
    path, good = "/v1/requests", {"account": phone.account, "wait": 0, "known": []}
    found: list[tuple[str, str, Payload]] = [
        ("poll without wait", "payload", without(good, "wait")),
        ("poll that waits for 31 seconds", "payload", {**good, "wait": 31}),
        ("poll that waits for a text", "payload", {**good, "wait": "0"}),
        ("poll that knows 17 requests", "payload", {**good, "known": [digest(str(index))[:21] + "A" for index in range(17)]}),
        ("poll that knows a number", "payload", {**good, "known": [1]}),
        ("poll without an account", "payload", without(good, "account")),
        ("poll with an account that is a number", "payload", {**good, "account": 1}),
    ]
    made = [case(name, layer, path, to_json(body)) for name, layer, body in found]
    made.append(case("poll of another account", "binding", path, to_json({**good, "account": "acct_other"}), UNKNOWN_ACCOUNT))
    text = to_json(good)
    broken = {
        "body with a member twice": text.replace('"wait"', '"wait":0,"wait"'),
        "body that goes on after its end": text + "{}",
        "body that is a list": f"[{text}]",
        "body that is a list of the values": to_json(list(good.values())),
        "body that is empty": "",
        "body of nine levels": '{"deep":' + "[" * 8 + "]" * 8 + "," + text[1:],
        "body with a byte order mark": "\ufeff" + text,
    }
    return made + [case(name, "json", path, body) for name, body in broken.items()]


def enrollments(phone: PhoneSide) -> list[dict[str, Any]]:
    """The keys of this phone are not enrolled yet, and its token is good."""
    good = phone.enrollment()
    device, user = phone.keys["device"], phone.keys["user"]

    def call(first: Payload, second: Payload, keys: tuple[str, str] = ("device", "user")) -> Payload:
        return {
            "token": phone.token,
            "device_statement": phone.sign("cs-enroll-device+jwt", keys[0], first),
            "user_statement": phone.sign("cs-enroll-user+jwt", keys[1], second),
        }

    def both(**changed: Any) -> Payload:
        return call({**good, **changed}, {**good, **changed})

    def channel(**changed: Any) -> Payload:
        usual = {"kind": "unifiedpush", "endpoint": "https://push.example.com/x", "p256dh": phone.point(), "auth": OTHER_ID}
        return both(channel={**usual, **changed})

    def apple(**changed: Any) -> Payload:
        usual = {"kind": "apns", "token": "a7" * 32, "topic": "com.example.app", "environment": "production"}
        return both(channel={**usual, **changed})

    off_curve = {**device.jwk, "y": user.jwk["y"]}
    off_point = b64(device.public.point[:-1] + bytes([device.public.point[-1] ^ 1]))
    one_key = {**good, "user": device.jwk}
    lacking = without(good, "channel")
    exchanged = {
        "token": phone.token,
        "device_statement": phone.sign("cs-enroll-user+jwt", "user", good),
        "user_statement": phone.sign("cs-enroll-device+jwt", "device", good),
    }
    found: list[tuple[str, str, Payload]] = [
        ("token of another statement", "binding", both(th=OTHER_HASH)),
        ("enrollment with another server", "binding", both(aud=OTHER_BASE)),
        ("two payloads", "binding", call(good, {**good, "name": "Pixel 8"})),
        ("two payloads that say the same", "binding", call(good, dict(reversed(good.items())))),
        ("device statement by another key", "binding", call(good, good, ("stranger", "user"))),
        ("user statement by another key", "binding", call(good, good, ("device", "stranger"))),
        ("statements exchanged", "header", exchanged),
        ("without the user statement", "payload", without(both(), "user_statement")),
        ("without a token", "payload", without(both(), "token")),
        ("one key for device and user", "payload", call(one_key, one_key, ("device", "device"))),
        ("one key for user and agreement", "payload", both(agreement=user.jwk)),
        ("one key for device and agreement", "payload", both(agreement=device.jwk)),
        ("agreement key off the curve", "key", both(agreement=off_curve)),
        ("agreement key that is a list of the values", "key", both(agreement=list(phone.keys["agreement"].jwk.values()))),
        ("private agreement key", "key", both(agreement={**phone.keys["agreement"].jwk, "d": OTHER_HASH})),
        ("empty name", "payload", both(name="")),
        ("name of 65 bytes", "payload", both(name="ü" * 32 + "n")),
        ("app of 65 bytes", "payload", both(app="a" * 65)),
        ("without a channel", "payload", call(lacking, lacking)),
        ("channel that is a list of the values", "payload", both(channel=["none"])),
        ("unknown channel", "payload", both(channel={"kind": "pigeon"})),
        ("channel over http", "payload", channel(endpoint="http://push.example.com/x")),
        ("channel of 1,025 bytes", "payload", channel(endpoint="https://push.example.com/" + "x" * 1000)),
        ("channel with a key off the curve", "payload", channel(p256dh=off_point)),
        ("channel with a secret of 15 bytes", "payload", channel(auth=b64(bytes(15)))),
        ("channel of FCM without a token", "payload", both(channel={"kind": "fcm"})),
        ("channel of FCM with an empty token", "payload", both(channel={"kind": "fcm", "token": ""})),
        ("channel of FCM with a space", "payload", both(channel={"kind": "fcm", "token": "cGh:APA 91b"})),
        ("channel of FCM of 4,097 bytes", "payload", both(channel={"kind": "fcm", "token": "c" * 4097})),
        ("channel of APNs of 31 bytes", "payload", apple(token="a7" * 31)),
        ("channel of APNs of 101 bytes", "payload", apple(token="a7" * 101)),
        ("channel of APNs with half a byte", "payload", apple(token="a7" * 32 + "a")),
        ("channel of APNs in upper case", "payload", apple(token="A7" * 32)),
        ("channel of APNs in base64url", "payload", apple(token=OTHER_HASH + OTHER_HASH)),
        ("channel of APNs without a topic", "payload", apple(topic="")),
        ("channel of APNs with a path for a topic", "payload", apple(topic="com.example/app")),
        ("channel of APNs with a topic of 156 bytes", "payload", apple(topic="a" * 156)),
        ("channel of APNs in another environment", "payload", apple(environment="development")),
    ]
    made = [case(name, layer, "/v1/enrollments", to_json(body)) for name, layer, body in found]
    unknown = {**both(th=digest(OTHER_HASH)), "token": OTHER_HASH}
    made.append(case("unknown token", "binding", "/v1/enrollments", to_json(unknown), UNKNOWN_TOKEN))
    return made


def answers(phone: PhoneSide) -> list[dict[str, Any]]:
    """Answers to the requests that this phone has; what is about no mode goes with each."""
    return [
        case(name, layer, "/v1/answers", to_json({"account": phone.account, "answer": answer}), reply)
        for mode in phone.requests
        for name, layer, answer, reply in _answers(phone, mode)
    ]


def _answers(phone: PhoneSide, mode: str) -> Iterator[tuple[str, str, str, tuple[int, str]]]:
    proven: Payload = {"none": {}, "enter": {"number": "042917"}, "scan": {"secret": OTHER_ID}, "show": {"code": "730064"}}[mode]
    approval, denial = phone.approval(mode, **proven), phone.denial(mode)

    def approve(payload: Payload, key: str = "user") -> str:
        return phone.sign("cs-approve+jwt", key, payload)

    def deny(payload: Payload, key: str = "device") -> str:
        return phone.sign("cs-deny+jwt", key, payload)

    found: list[tuple[str, str, str]] = [
        ("approval by the device key", "key", approve(approval, "device")),
        ("approval by another key", "key", approve(approval, "stranger")),
        ("denial by the user key", "key", deny(denial, "user")),
        ("denial by another key", "key", deny(denial, "stranger")),
        ("approval with the typ of a denial", "payload", deny(approval)),
        ("denial with the typ of an approval", "payload", approve(denial)),
        ("approval for another server", "binding", approve({**approval, "aud": OTHER_BASE})),
        ("approval of another device", "binding", approve({**approval, "iss": phone.stranger.thumbprint})),
        ("approval in the name of the user key", "binding", approve({**approval, "iss": phone.keys["user"].thumbprint})),
        ("approval of another account", "binding", approve({**approval, "sub": "acct_other"})),
        ("approval without uv", "payload", approve(without(approval, "uv"))),
        ("approval of an unverified user", "payload", approve({**approval, "uv": "none"})),
        ("approval without a counter", "payload", approve(without(approval, "ctr"))),
        ("approval with a counter as a text", "payload", approve({**approval, "ctr": "17"})),
        ("approval without a request", "payload", approve(without(approval, "jti"))),
        ("denial without a reason", "payload", deny(without(denial, "reason"))),
        ("denial for another reason", "payload", deny({**denial, "reason": "tired"})),
        ("denial of another account", "binding", deny({**denial, "sub": "acct_other"})),
        ("answer that is a proof", "header", phone.sign("dpop+jwt", "device", approval)),
    ]
    for member in ("number", "secret", "code"):
        if member in proven:
            found.append((f"approval without its {member}", "payload", approve(without(approval, member))))
            found.append((f"approval with a {member} that is no text", "payload", approve({**approval, member: 42917})))
        else:
            found.append((f"approval with a {member}", "payload", approve({**approval, member: "042917"})))
    for name, layer, answer in found:
        yield f"mode {mode}: {name}", layer, answer, MALFORMED
    yield f"mode {mode}: approval of another text", "binding", approve({**approval, "rh": OTHER_HASH}), UNKNOWN_REQUEST
    yield f"mode {mode}: denial of another text", "binding", deny({**denial, "rh": OTHER_HASH}), UNKNOWN_REQUEST


def reports(phone: PhoneSide) -> list[dict[str, Any]]:
    """Reports of other texts of requests than were sent."""
    made = []
    for mode, statement in phone.requests.items():
        good = {"account": phone.account, "request": phone.request_id(mode), "rh": digest(statement)}
        found = [
            ("of another text", "binding", {**good, "rh": OTHER_HASH}, UNKNOWN_REQUEST),
            ("without a hash", "payload", without(good, "rh"), MALFORMED),
        ]
        for name, layer, body, reply in found:
            made.append(case(f"mode {mode}: report {name}", layer, "/v1/reports", to_json(body), reply))
    return made


def counters(phone: PhoneSide) -> list[dict[str, Any]]:
    good = phone.to_server(n=OTHER_ID, uv="pin")
    stranger = phone.stranger.thumbprint
    found: list[tuple[str, str, str, str, Payload]] = [
        ("counter by the device key", "key", "cs-resume+jwt", "device", good),
        ("counter for another server", "binding", "cs-resume+jwt", "user", {**good, "aud": OTHER_BASE}),
        ("counter of another device", "binding", "cs-resume+jwt", "user", {**good, "iss": stranger}),
        ("counter of another account", "binding", "cs-resume+jwt", "user", {**good, "sub": "acct_other"}),
        ("counter with an n of 15 bytes", "payload", "cs-resume+jwt", "user", {**good, "n": b64(bytes(15))}),
        ("counter without uv", "payload", "cs-resume+jwt", "user", without(good, "uv")),
        ("an approval in the counter's place", "header", "cs-approve+jwt", "user", good),
    ]
    return [
        case(name, layer, "/v1/counter", to_json({"account": phone.account, "statement": phone.sign(typ, key, payload)}))
        for name, layer, typ, key, payload in found
    ]


def rotations(phone: PhoneSide) -> list[dict[str, Any]]:
    def call(payload: Payload, old: str = "user", device: str = "new device", user: str = "new user") -> Payload:
        return {
            "account": phone.account,
            "rotation": phone.sign("cs-rotate+jwt", old, payload),
            "device_statement": phone.sign("cs-rotate-device+jwt", device, payload),
            "user_statement": phone.sign("cs-rotate-user+jwt", user, payload),
        }

    good = phone.rotation()
    device, user = phone.keys["device"].jwk, phone.keys["user"].jwk
    later = phone.sign("cs-rotate+jwt", "user", {**good, "ctr": good["ctr"] + 1})
    found: list[tuple[str, str, Payload]] = [
        ("rotation by the old device key", "key", call(good, old="device")),
        ("rotation by the new user key", "key", call(good, old="new user")),
        ("rotation with another new device key than it names", "binding", call(good, device="stranger")),
        ("rotation with another new user key than it names", "binding", call(good, user="stranger")),
        ("rotation with two payloads", "binding", {**call(good), "rotation": later}),
        ("rotation without the new user key's word", "payload", without(call(good), "user_statement")),
        ("rotation for another server", "binding", call({**good, "aud": OTHER_BASE})),
        ("rotation of another account", "binding", call({**good, "sub": "acct_other"})),
        ("rotation of another device", "binding", call({**good, "iss": phone.stranger.thumbprint})),
        ("rotation to one key for two", "payload", call({**good, "user": good["device"]}, user="new device")),
        ("rotation to the old device key", "payload", call({**good, "device": device}, device="device")),
        ("rotation to the old user key", "payload", call({**good, "user": user}, user="user")),
        ("rotation to the old agreement key", "payload", call({**good, "agreement": phone.keys["agreement"].jwk})),
        ("rotation to a key off the curve", "key", call({**good, "agreement": {**user, "y": device["y"]}})),
        ("rotation without a counter", "payload", call(without(good, "ctr"))),
    ]
    return [case(name, layer, "/v1/keys", to_json(body)) for name, layer, body in found]


def cases(phone: PhoneSide, nonce: str, time: int) -> list[dict[str, Any]]:
    """Everything, for a phone that the server knows, and a token that it did not use."""
    return [
        *proofs(phone, nonce, time),
        *bodies(phone),
        *enrollments(phone),
        *answers(phone),
        *reports(phone),
        *counters(phone),
        *rotations(phone),
    ]
