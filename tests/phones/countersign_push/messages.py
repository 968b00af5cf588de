"""What the server says, verified: one function for every statement that it signs (sections 4 to 7).

Each takes what the phone knows about the account (`Trust`) and what binds the statement to this very call.
"""

import re
from dataclasses import dataclass, field
from typing import Any, Mapping

from .encoding import digest
from .keys import PrivateKey, PublicKey
from .link import Link, Policy
from .members import Members
from .offline import SEED_BYTES, SealedSeed, open_seed
from .refusal import Refused
from .statements import Statement, verify

REQUESTS, DEVICES = 16, 32
LONGEST_REQUEST = 600
MODES = {"none": None, "enter": (2, 8), "scan": None, "show": (4, 8)}
RESULTS = ("approved", "await_code", "denied", "wrong_number", "expired", "superseded", "already", "counter")
POINT_BYTES, TAG_BYTES = 65, 16
_SCAN = re.compile(r"countersign:scan\?r=([A-Za-z0-9_-]{22})&s=([A-Za-z0-9_-]{22})", re.ASCII)


@dataclass(frozen=True)
class Trust:
    """Whom a statement must come from, and for which account and device it must be."""

    base: str
    account: str
    device: str
    keys: Mapping[str, PublicKey]

    def members(self, statement: Statement) -> Members:
        """The payload, made for this account and device by its server."""
        members = Members(statement.payload, "the statement")
        members.bound(iss=self.base, sub=self.account, aud=self.device)
        return members


@dataclass(frozen=True)
class Account:
    """cs-account: what enrolling or rotating made."""

    id: str
    issuer: str
    label: str
    wake: str
    policy: Policy
    offline: SealedSeed | None
    counter: int
    server_key: PublicKey
    time: int


@dataclass(frozen=True)
class Request:
    """cs-request: one login that waits for an answer."""

    id: str
    hash: str
    issued: int
    expires: int
    event: str
    endpoint: str
    client: dict[str, str]
    message: str
    mode: str
    digits: int | None


@dataclass(frozen=True)
class RequestList:
    """cs-requests: every open request, at the server's time."""

    time: int
    requests: list[Request]
    policy: Policy | None
    signed_by: set[str] = field(default_factory=set)
    next_key: PublicKey | None = None


@dataclass(frozen=True)
class Outcome:
    """cs-outcome: what became of an answer."""

    result: str
    first: str | None
    counter: int
    time: int


def read_account(compact: Any, base: str, device: str, th: str, keys: set[str]) -> Account:
    """The account that answers the statement or token with the hash `th`, by one of `keys` (thumbprints)."""
    statement = verify(compact, "cs-account+jwt")
    if statement.key.thumbprint not in keys:
        raise Refused("key", "not the server's key")
    members = Members(statement.payload, "the account")
    members.bound(iss=base, aud=device, th=th)
    return Account(
        members.account_id("sub"),
        members.text("issuer", 1, 128),
        members.text("account", 1, 128),
        members.token("wake", 16),
        read_policy(members),
        _offline(members),
        members.whole("counter"),
        statement.key,
        members.whole("iat"),
    )


def read_enrolled(compact: Any, link: Link, device: str, agreement: PrivateKey) -> tuple[Account, bytes | None]:
    """The account that the link's token made, as the user agreed to it, and its seed."""
    account = read_account(compact, link.base, device, digest(link.token), {link.server_key})
    if account.policy.asks_more_than(link.policy):
        raise Refused("policy", "asks more than the link said")
    if (account.issuer, account.label) != (link.issuer, link.account):
        raise Refused("policy", "another issuer or account than the link said")
    return account, seed_of(account, device, agreement)


def seed_of(account: Account, device: str, agreement: PrivateKey) -> bytes | None:
    """The seed of the offline codes, where there are any."""
    if account.offline is None:
        return None
    seed = open_seed(account.offline, agreement, account.id, device)
    if len(seed) != SEED_BYTES:
        raise Refused("seal", f"not {SEED_BYTES} bytes")
    return seed


def read_policy(members: Members) -> Policy:
    policy = members.object("policy")
    return Policy(policy.whole("pin_minimum", 4, 8), policy.truth("biometrics"))


def _offline(members: Members) -> SealedSeed | None:
    if members.raw("offline") is None:
        return None
    offline = members.object("offline")
    period = offline.whole("period", 30, 60)
    if period not in (30, 60):
        raise offline.refuse("period", "is neither 30 nor 60")
    return SealedSeed(
        offline.bytes("enc", POINT_BYTES),
        offline.bytes("ct", SEED_BYTES + TAG_BYTES),
        offline.whole("digits", 6, 8),
        period,
    )


def read_requests(compact: Any, trust: Trust, n: str) -> RequestList:
    """The list that answers the call whose proof had the `jti` n. One bad request makes the whole list bad."""
    statement = verify(compact, "cs-requests+jwt", trust.keys)
    members = trust.members(statement)
    members.bound(n=n)
    time = members.whole("iat")
    next_key = read_server_key(members.raw("server_key"), trust) if members.has("server_key") else None
    keys = dict(trust.keys)
    if next_key is not None:
        keys[next_key.thumbprint] = next_key
    inner = Trust(trust.base, trust.account, trust.device, keys)
    signed_by = {statement.key.thumbprint}
    requests = []
    for item in members.items("requests", REQUESTS):
        request = verify(item, "cs-request+jwt", keys)
        requests.append(read_request(request, inner))
        signed_by.add(request.key.thumbprint)
    if len({request.id for request in requests}) != len(requests):
        raise Refused("payload", "a request twice")
    policy = read_policy(members) if members.has("policy") else None
    return RequestList(time, requests, policy, signed_by, next_key)


def read_request(statement: Statement, trust: Trust) -> Request:
    members = trust.members(statement)
    members.token("nonce", 32)
    issued, expires = members.whole("iat"), members.whole("exp")
    if not issued < expires <= issued + LONGEST_REQUEST:
        raise members.refuse("exp", f"is not within {LONGEST_REQUEST} seconds of iat")
    mode = members.one_of("mode", tuple(MODES))
    allowed = MODES[mode]
    if allowed is None and members.has("digits"):
        raise members.refuse("digits", f"goes with no {mode}")
    client = members.object("client")
    named = {name: client.text_or_absent(name) for name in ("address", "place", "agent")}
    return Request(
        members.token("jti", 16),
        statement.hash,
        issued,
        expires,
        members.text("event", most=64),
        members.text("endpoint", most=64),
        {name: text for name, text in named.items() if text is not None},
        members.text("message", most=512),
        mode,
        members.whole("digits", *allowed) if allowed else None,
    )


def read_server_key(compact: Any, trust: Trust) -> PublicKey:
    """cs-server-key: the server's next key, by one that is trusted already."""
    members = Members(verify(compact, "cs-server-key+jwt", trust.keys).payload, "the server key")
    members.bound(iss=trust.base)
    members.whole("iat")
    return PublicKey.from_jwk(members.raw("jwk"))


def read_outcome(compact: Any, trust: Trust, request: str, answer_hash: str) -> tuple[Outcome, str]:
    """What became of the answer with this hash, and the thumbprint of the key that says so."""
    statement = verify(compact, "cs-outcome+jwt", trust.keys)
    members = trust.members(statement)
    members.bound(jti=request, ah=answer_hash)
    result = members.one_of("result", RESULTS)
    first = members.one_of("first", ("approved", "denied")) if result == "already" else None
    outcome = Outcome(result, first, members.whole("counter"), members.whole("iat"))
    return outcome, statement.key.thumbprint


def read_counter(compact: Any, trust: Trust, n: str) -> tuple[int, str]:
    """The counter that answers the cs-resume with this `n`, and the key that says so."""
    statement = verify(compact, "cs-counter+jwt", trust.keys)
    members = trust.members(statement)
    members.bound(n=n)
    members.whole("iat")
    return members.whole("counter"), statement.key.thumbprint


def read_done(compact: Any, trust: Trust, n: str, bh: str) -> str:
    """That the call with this proof and body was carried out: the key that says so."""
    statement = verify(compact, "cs-done+jwt", trust.keys)
    members = trust.members(statement)
    members.bound(n=n, bh=bh)
    members.whole("iat")
    return statement.key.thumbprint


def read_devices(compact: Any, trust: Trust, n: str) -> tuple[list[dict[str, Any]], str]:
    """The user's devices, and the key that says so."""
    statement = verify(compact, "cs-devices+jwt", trust.keys)
    members = trust.members(statement)
    members.bound(n=n)
    members.whole("iat")
    devices = []
    for item in members.items("devices", DEVICES):
        device = Members(item, "a device")
        devices.append(
            {
                "name": device.text("name", 1, 64),
                "added": device.whole("added"),
                "seen": device.whole("seen"),
                "this": device.truth("this"),
            }
        )
    return devices, statement.key.thumbprint


def read_ended(compact: Any, trust: Trust) -> str:
    """By whom the account was ended."""
    members = trust.members(verify(compact, "cs-ended+jwt", trust.keys))
    members.whole("iat")
    return members.one_of("by", ("phone", "server"))


def read_scan(text: str, request: str) -> str:
    """The secret behind the code of a login page, which must be the page of this request."""
    found = _SCAN.fullmatch(text)
    if not found:
        raise Refused("payload", "not the code of a login page")
    if found[1] != request:
        raise Refused("binding", "the code of another login")
    scanned = Members({"secret": found[2]}, "the code")
    return scanned.token("secret", 16)
