"""One call to the server: its proof, the server's nonce, and what a response that is no statement means (section 3)."""

import secrets
import time
from dataclasses import dataclass
from typing import Any, Callable

from .encoding import b64, digest, from_json, to_json
from .keys import PrivateKey
from .messages import Trust, read_ended
from .refusal import Refused
from .statements import sign
from .storage import State, Store
from .transport import Response, Transport

NONCE_BYTES = 256


@dataclass(frozen=True)
class Surroundings:
    """Chance and clocks, which tests replace. `repeatable`: signatures of RFC 6979."""

    random: Callable[[int], bytes] = secrets.token_bytes
    now: Callable[[], float] = time.time
    # Cannot be set, and counts while the machine sleeps.
    since_boot: Callable[[], float] = lambda: time.clock_gettime(time.CLOCK_BOOTTIME)
    repeatable: bool = False

    def new_key(self) -> PrivateKey:
        return PrivateKey(self.random(32), self.repeatable)


class Hint(Exception):
    """The server did not do what it was asked. Unsigned, so nothing changes because of it."""

    def __init__(self, status: int, code: str, retry_after: int | None = None) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.retry_after = retry_after


class Ended(Exception):
    """The server's signed word that the account has ended."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


@dataclass(frozen=True)
class Answer:
    """A response of the call that the server accepted: its members, and what binds statements in it."""

    status: int
    members: dict[str, Any]
    n: str
    bh: str
    nonce: str | None


class Caller:
    """Makes calls for one account, and keeps the newest nonce in its state.

    The nonce of an answer is kept once the statement in it was verified, in the same write as what the statement
    changed: a server takes it as a sign that the phone has both (section 7.3). That of an error is kept at once.
    """

    def __init__(self, state: State, store: Store, transport: Transport, surroundings: Surroundings) -> None:
        self.state = state
        self.store = store
        self.transport = transport
        self.surroundings = surroundings

    def call(self, path: str, body: str, key: PrivateKey, wanted: str, wait: float = 0) -> Answer:
        """The answer with the member `wanted`; a refusal for a new nonce is repeated once, with the same body."""
        response, n = self._send(path, body, key, wait)
        if _code(response) == "use_dpop_nonce":
            response, n = self._send(path, body, key, wait)
        if response.status not in (200, 201):
            raise Hint(response.status, _code(response) or "unknown", _retry_after(response))
        members = from_json(response.body)
        if wanted not in members and "ended" in members and self.state.account:
            raise Ended(self.end(members["ended"], key))
        if wanted not in members:
            raise Refused("payload", f"the response lacks {wanted}")
        return Answer(response.status, members, n, digest(body.encode()), _nonce(response))

    def keep(self, answer: Answer) -> None:
        """Writes the state down, after everything in the answer was verified."""
        self.state.nonce = answer.nonce or self.state.nonce
        self.store.save(self.state)

    def end(self, statement: Any, key: PrivateKey) -> str:
        """By whom the account was ended, once the server's statement about it was verified: only that ends it."""
        trust = Trust(self.state.base, self.state.account, key.thumbprint, self.state.trusted())
        self.state.ended_by = read_ended(statement, trust)
        self.store.save(self.state)
        return self.state.ended_by

    def _send(self, path: str, body: str, key: PrivateKey, wait: float) -> tuple[Response, str]:
        url = self.state.base + path
        n = b64(self.surroundings.random(16))
        payload = {"jti": n, "htm": "POST", "htu": url, "iat": int(self.surroundings.now())}
        if self.state.nonce is not None:
            payload["nonce"] = self.state.nonce
        payload["bh"] = digest(body.encode())
        headers = {"Content-Type": "application/json", "DPoP": sign("dpop+jwt", key, payload)}
        response = self.transport.post(url, headers, body.encode(), wait)
        if response.status not in (200, 201):
            self.state.nonce = _nonce(response) or self.state.nonce
            self.store.save(self.state)
        return response, n


def _code(response: Response) -> str | None:
    """The error code of a response that is none of the wanted ones; anything may stand there."""
    if response.status in (200, 201):
        return None
    try:
        code = from_json(response.body).get("error")
    except Refused:
        return None
    return code if isinstance(code, str) and len(code) <= 64 else None


def _nonce(response: Response) -> str | None:
    nonce = response.headers.get("dpop-nonce", "")
    return nonce if 0 < len(nonce) <= NONCE_BYTES and nonce.isascii() else None


def _retry_after(response: Response) -> int | None:
    text = response.headers.get("retry-after", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None


def body_of(**members: Any) -> str:
    """The body of a call, written once: what is sent, hashed and repeated are the same bytes."""
    return to_json(members)
