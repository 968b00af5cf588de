"""What the scripted server does with the calls of an enrolled device (sections 5 to 8)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Callable

from countersign_push.encoding import digest
from countersign_push.keys import PublicKey
from countersign_push.members import Members
from countersign_push.refusal import Refused
from countersign_push.statements import Statement, sign, verify

if TYPE_CHECKING:
    from scripted_server import ScriptedServer

# What a call is answered with: a status and the members of the body.
Reply = tuple[int, dict[str, Any]]
# The member of an approval that a mode asks for.
PROVEN = {"none": None, "enter": "number", "scan": "secret", "show": "code"}


class Error(Exception):
    """An answer that is an error of section 3, and the layer that refused."""

    def __init__(self, status: int, code: str, layer: str | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.layer = status, code, layer


@dataclass
class Device:
    """An enrolled device. `made_by` is the hash of what made it: the token, or a rotation."""

    account: str
    device: PublicKey
    user: PublicKey
    agreement: PublicKey
    name: str
    made_by: str
    seed: bytes
    counter: int = 0
    channel: dict[str, Any] = field(default_factory=dict)
    ended_by: str | None = None
    copies: int = 0

    @property
    def keys(self) -> tuple[PublicKey, PublicKey, PublicKey]:
        return self.device, self.user, self.agreement


@dataclass
class Login:
    """A request, and what became of it. `wanted` is what the login page shows or has been given."""

    statement: str
    mode: str
    wanted: str | None
    result: str | None = None
    # Answers and the outcome each got.
    outcomes: dict[str, str] = field(default_factory=dict)
    reported: bool = False


@dataclass(frozen=True)
class Call:
    """A call with a good proof."""

    proof: Statement
    body: Members
    raw: bytes

    @property
    def n(self) -> str:
        return str(self.proof.payload["jti"])


def requests(server: ScriptedServer, device: Device, call: Call) -> Reply:
    call.body.whole("wait", 0, 30)
    for known in call.body.items("known", 16):
        Members({"id": known}, "known").token("id", 16)
    waiting = [login.statement for login in server.logins.values() if login.result is None]
    members: dict[str, Any] = {"n": call.n, "requests": waiting[:16]}
    if server.next_key is not None:
        announced = {"iss": server.base, "iat": int(server.now()), "jwk": server.next_key.jwk}
        members["server_key"] = sign("cs-server-key+jwt", server.key, announced)
    if server.new_policy is not None:
        members["policy"] = server.new_policy
    return 200, {"requests": server.signed("cs-requests+jwt", device, **members)}


def answers(server: ScriptedServer, device: Device, call: Call) -> Reply:
    answer = call.body.text("answer", most=32 * 1024)
    members, decision = read_answer(answer, device)
    members.bound(iss=device.device.thumbprint, aud=server.base, sub=device.account)
    # A request that is not there (any more) is over.
    login = server.logins.get(members.token("jti", 16)) or Login("", "none", None, "expired")
    if login.statement and members.text("rh") != digest(login.statement):
        raise Error(404, "unknown_request", "binding")
    counter, given = members.whole("ctr"), read_proven(members, login.mode, decision)
    if answer not in login.outcomes:
        result, first = decide(device, login, counter, decision, given)
        more = {} if first is None else {"first": first}
        login.outcomes[answer] = server.signed(
            "cs-outcome+jwt",
            device,
            jti=members.text("jti"),
            ah=digest(answer),
            result=result,
            counter=device.counter,
            **more,
        )
    return 200, {"outcome": login.outcomes[answer]}


def read_answer(answer: str, device: Device) -> tuple[Members, str]:
    """An approval by the user key, or a denial by the device key: the header's `typ` says which."""
    try:
        statement = verify(answer, "cs-approve+jwt", {device.user.thumbprint: device.user})
        decision = "approve"
    except Refused as refused:
        if refused.layer != "header":
            raise
        statement = verify(answer, "cs-deny+jwt", {device.device.thumbprint: device.device})
        decision = "deny"
    members = Members(statement.payload, "the answer")
    members.one_of("decision", (decision,))
    return members, decision


def read_proven(members: Members, mode: str, decision: str) -> str | None:
    """What the mode asks an approval for, and nothing that it does not ask for."""
    wanted = PROVEN[mode] if decision == "approve" else None
    for name in ("number", "secret", "code"):
        if members.has(name) != (name == wanted):
            raise members.refuse(name, f"does not fit {decision} in mode {mode}")
    if decision == "deny":
        members.one_of("reason", ("not_me", "cancelled"))
        return None
    members.one_of("uv", ("pin", "biometric"))
    return None if wanted is None else members.text(wanted)


def decide(
    device: Device, login: Login, counter: int, decision: str, given: str | None
) -> tuple[str, str | None]:
    """The result and, where another answer was first, what that one was."""
    copied = counter <= device.counter
    device.copies += copied
    device.counter = max(device.counter, counter)
    if decision == "approve" and copied:
        return "counter", None
    if login.result in ("expired", "superseded"):
        return login.result, None
    if login.result is not None:
        return "already", "approved" if login.result in ("approved", "await_code") else "denied"
    if decision == "deny":
        login.result = "denied"
    elif login.mode == "show":
        login.result, login.wanted = "await_code", given
    else:
        login.result = "approved" if given == login.wanted else "wrong_number"
    return login.result, None


def counter(server: ScriptedServer, device: Device, call: Call) -> Reply:
    statement = verify(call.body.raw("statement"), "cs-resume+jwt", {device.user.thumbprint: device.user})
    members = Members(statement.payload, "the statement")
    members.bound(iss=device.device.thumbprint, aud=server.base, sub=device.account)
    members.one_of("uv", ("pin", "biometric"))
    return 200, {"counter": server.signed("cs-counter+jwt", device, n=members.token("n", 16), counter=device.counter)}


def reports(server: ScriptedServer, device: Device, call: Call) -> Reply:
    login = server.logins.get(call.body.token("request", 16))
    if login is not None and call.body.text("rh") != digest(login.statement):
        raise Error(404, "unknown_request", "binding")
    if login is not None:
        login.reported = True
    return done(server, device, call)


def channel(server: ScriptedServer, device: Device, call: Call) -> Reply:
    device.channel = check_channel(call.body.object("channel"))
    return done(server, device, call)


def done(server: ScriptedServer, device: Device, call: Call) -> Reply:
    return 200, {"done": server.signed("cs-done+jwt", device, n=call.n, bh=digest(call.raw))}


def keys(server: ScriptedServer, device: Device, call: Call) -> Reply:
    made_by = digest(call.body.text("rotation", most=32 * 1024))
    if device.made_by == made_by:
        return 200, {"account": server.account(device)}
    rotation = verify(call.body.raw("rotation"), "cs-rotate+jwt", {device.user.thumbprint: device.user})
    device_statement = verify(call.body.raw("device_statement"), "cs-rotate-device+jwt")
    user_statement = verify(call.body.raw("user_statement"), "cs-rotate-user+jwt")
    members = same_payload(rotation, device_statement, user_statement)
    members.bound(iss=device.device.thumbprint, aud=server.base, sub=device.account)
    new = new_keys(members, device_statement.key, user_statement.key)
    if {key.thumbprint for key in new} & {key.thumbprint for key in device.keys}:
        raise Refused("payload", "an old key once more")
    count = members.whole("ctr")
    if count <= device.counter:
        device.copies += 1
        raise Error(409, "counter", "freshness")
    for login in server.logins.values():
        login.result = login.result or "superseded"
    device.device, device.user, device.agreement = new
    device.counter, device.made_by = count, made_by
    # The old device key may still repeat the call: its answer may have been lost.
    server.devices[new[0].thumbprint] = device
    return 200, {"account": server.account(device)}


def devices(server: ScriptedServer, device: Device, call: Call) -> Reply:
    listed = [{"name": device.name, "added": 1, "seen": int(server.now()), "this": True}]
    return 200, {"devices": server.signed("cs-devices+jwt", device, n=call.n, devices=listed)}


def unenroll(server: ScriptedServer, device: Device, call: Call) -> Reply:
    device.ended_by = "phone"
    return 200, {"ended": server.signed("cs-ended+jwt", device, by="phone")}


CALLS: dict[str, Callable[[ScriptedServer, Device, Call], Reply]] = {
    "/v1/requests": requests,
    "/v1/answers": answers,
    "/v1/counter": counter,
    "/v1/reports": reports,
    "/v1/channel": channel,
    "/v1/keys": keys,
    "/v1/devices": devices,
    "/v1/unenroll": unenroll,
}


def same_payload(*statements: Statement) -> Members:
    """The payload that all of them carry, byte for byte."""
    if len({statement.payload_segment for statement in statements}) != 1:
        raise Refused("binding", "different payloads")
    return Members(statements[0].payload, "the statement")


def new_keys(members: Members, device_key: PublicKey, user_key: PublicKey) -> tuple[PublicKey, PublicKey, PublicKey]:
    """The three keys of a payload, two of which made its statements."""
    device, user, agreement = (PublicKey.from_jwk(members.raw(name)) for name in ("device", "user", "agreement"))
    if len({device.thumbprint, user.thumbprint, agreement.thumbprint}) != 3:
        raise Refused("payload", "one key for two purposes")
    if (device.thumbprint, user.thumbprint) != (device_key.thumbprint, user_key.thumbprint):
        raise Refused("binding", "made by another key than it names")
    return device, user, agreement


def check_channel(channel: Members) -> dict[str, Any]:
    """Section 8."""
    kind = channel.one_of("kind", ("none", "unifiedpush", "fcm", "apns"))
    if kind == "unifiedpush":
        _check_resource(channel)
    elif kind == "fcm":
        _spelt(channel, "token", r"[!-~]{1,4096}", 4096)
    elif kind == "apns":
        _spelt(channel, "token", r"(?:[0-9a-f]{2}){32,100}", 200)
        _spelt(channel, "topic", r"[A-Za-z0-9.-]{1,155}", 155)
        channel.one_of("environment", ("production", "sandbox"))
    return channel.value


def _check_resource(channel: Members) -> None:
    if not channel.text("endpoint", 1, 1024).startswith("https://"):
        raise channel.refuse("endpoint", "is not https")
    try:
        PublicKey.from_point(channel.bytes("p256dh", 65))
    except Refused as refused:
        raise channel.refuse("p256dh", refused.reason) from None
    channel.bytes("auth", 16)


def _spelt(members: Members, name: str, pattern: str, most: int) -> None:
    if re.fullmatch(pattern, members.text(name, 1, most)) is None:
        raise members.refuse(name, "has other characters")
