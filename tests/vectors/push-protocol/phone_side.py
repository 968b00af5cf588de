"""What a phone says to a server: payloads of proofs, enrollments, answers and rotations, right ones.

The vectors make them for the scene of cast.py; the live test makes them for a phone that has just enrolled.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from countersign_push.encoding import b64, digest, from_b64, from_json
from countersign_push.keys import PrivateKey
from countersign_push.statements import sign

Payload = dict[str, Any]


@dataclass(frozen=True)
class PhoneSide:
    """A phone and the server it talks to. `new` are the keys that it would rotate to."""

    base: str
    account: str
    token: str
    keys: Mapping[str, PrivateKey]
    new: Mapping[str, PrivateKey]
    # A key that the server never heard of.
    stranger: PrivateKey
    # The open requests by mode, as they were received.
    requests: Mapping[str, str] = field(default_factory=dict)

    def sign(self, typ: str, key: str, payload: Payload) -> str:
        """`key` is `device`, `user`, `agreement`, one of these with `new `, or `stranger`."""
        if key == "stranger":
            return sign(typ, self.stranger, payload)
        return sign(typ, self.new[key.removeprefix("new ")] if key.startswith("new ") else self.keys[key], payload)

    def to_server(self, **members: Any) -> Payload:
        return {"iss": self.keys["device"].thumbprint, "aud": self.base, "sub": self.account, **members}

    def proof(self, path: str, body: str, jti: str, nonce: str | None, time: int) -> Payload:
        members = {"jti": jti, "htm": "POST", "htu": self.base + path, "iat": time}
        if nonce is not None:
            members["nonce"] = nonce
        return {**members, "bh": digest(body.encode())}

    def enrollment(self) -> Payload:
        return {
            "aud": self.base,
            "th": digest(self.token),
            **{name: self.keys[name].jwk for name in ("device", "user", "agreement")},
            "name": "Pixel 9",
            "app": "Countersign 0.1.0",
            "channel": {"kind": "none"},
        }

    def rotation(self) -> Payload:
        return self.to_server(**{name: self.new[name].jwk for name in ("device", "user", "agreement")}, ctr=19)

    def request_id(self, mode: str) -> str:
        return str(from_json(from_b64(self.requests[mode].split(".")[1]))["jti"])

    def answer(self, mode: str, counter: int) -> Payload:
        return self.to_server(jti=self.request_id(mode), rh=digest(self.requests[mode]), ctr=counter)

    def approval(self, mode: str, /, **members: Any) -> Payload:
        return {**self.answer(mode, 17), "decision": "approve", "uv": "pin", **members}

    def denial(self, mode: str, /, **members: Any) -> Payload:
        return {**self.answer(mode, 18), "decision": "deny", "reason": "not_me", **members}

    def point(self) -> str:
        """A point on the curve, for a channel."""
        return b64(self.keys["device"].public.point)
