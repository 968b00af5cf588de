"""A small server of the push protocol for the phone's tests: in memory, honest unless a test scripts otherwise.

It checks what the protocol tells a server to check, and names the layer that refused in a header of its own
(`X-Layer`), so that tests see that the right thing was wrong. It is no reference: the portal is.
"""

import secrets
from typing import Any, Callable, Mapping

from countersign_push import hpke, offline
from countersign_push.encoding import b64, digest, from_json, to_json
from countersign_push.keys import PrivateKey
from countersign_push.members import Members
from countersign_push.refusal import Refused
from countersign_push.statements import Statement, sign, verify
from countersign_push.transport import Response
from scripted_calls import CALLS, Call, Device, Error, Login, Reply, check_channel, new_keys, same_payload


class ScriptedServer:
    """`script` may replace the reply of a path: it gets the reply and returns another."""

    def __init__(
        self,
        base: str,
        now: Callable[[], float],
        key: PrivateKey | None = None,
        random: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self.base, self.now, self.random = base, now, random
        self.key = key or PrivateKey()
        self.next_key: PrivateKey | None = None
        self.issuer, self.label = "Example Hosting", "cxxxxx.xx"
        self.policy: dict[str, Any] = {"pin_minimum": 6, "biometrics": False}
        self.new_policy: dict[str, Any] | None = None
        self.tokens: dict[str, Device | None] = {}
        self.devices: dict[str, Device] = {}
        self.logins: dict[str, Login] = {}
        self.nonces: list[str] = []
        self.seen: set[tuple[str, str]] = set()
        self.calls: list[tuple[str, str]] = []
        self.script: dict[str, Callable[[Reply], Reply | Response]] = {}

    # --- what a test does ---

    def link(self, policy: str = "pin6", token: str | None = None) -> str:
        token = token or b64(self.random(32))
        self.tokens[token] = None
        labels = f"i={self.issuer.replace(' ', '%20')}&a={self.label}"
        return f"{self.base}/enroll#v=1&t={token}&k={self.key.thumbprint}&{labels}" + (f"&p={policy}" if policy else "")

    def login(self, mode: str, wanted: str | None = None, **changed: Any) -> str:
        """A new request for the only device; its id."""
        request, now = b64(self.random(16)), int(self.now())
        payload = {
            **self.addressed(self.device),
            "jti": request,
            "nonce": b64(self.random(32)),
            "iat": now,
            "exp": now + 120,
            "event": "login",
            "endpoint": "Webmail",
            "client": {"address": "203.0.113.7"},
            "message": "",
            "mode": mode,
        }
        if mode in ("enter", "show"):
            payload["digits"] = 6
        self.logins[request] = Login(sign("cs-request+jwt", self.key, {**payload, **changed}), mode, wanted)
        return request

    @property
    def device(self) -> Device:
        """The only device."""
        (device,) = {id(device): device for device in self.devices.values()}.values()
        return device

    def addressed(self, device: Device) -> dict[str, Any]:
        return {"iss": self.base, "sub": device.account, "aud": device.device.thumbprint}

    def signed(self, typ: str, device: Device, **members: Any) -> str:
        """A statement for a device, now."""
        return sign(typ, self.key, {**self.addressed(device), "iat": int(self.now()), **members})

    # --- section 3 ---

    def post(self, url: str, headers: Mapping[str, str], body: bytes, wait: float = 0) -> Response:
        """A call as it arrives: this is also the transport of a phone in the same process."""
        path = url.removeprefix(self.base)
        self.calls.append((path, body.decode("utf-8", "replace")))
        extra = {}
        try:
            status, members = self._reply(path, {name.lower(): value for name, value in headers.items()}, body)
        except Error as error:
            status, members = error.status, {"error": error.code}
            extra = {"x-layer": error.layer} if error.layer else {}
        reply: Reply | Response = (status, members)
        if path in self.script:
            reply = self.script[path]((status, members))
        self.nonces.append(b64(self.random(8)))
        fixed = {"dpop-nonce": self.nonces[-1], "cache-control": "no-store", "content-type": "application/json"}
        if isinstance(reply, Response):
            return Response(reply.status, {**fixed, **reply.headers}, reply.body)
        return Response(reply[0], {**fixed, **extra}, to_json(reply[1]).encode())

    def _reply(self, path: str, headers: dict[str, str], body: bytes) -> Reply:
        try:
            proof = self._proof(path, headers.get("dpop", ""), body)
        except Refused as refused:
            if refused.layer == "freshness":
                raise Error(401, "use_dpop_nonce", refused.layer) from None
            raise Error(401, "invalid_proof", refused.layer) from None
        try:
            members = Members(from_json(body), "the body")
            if path == "/v1/enrollments":
                return self._enroll(proof, members)
            device = self.devices.get(proof.key.thumbprint)
            if device is None or members.text("account") != device.account:
                raise Error(404, "unknown_account", "binding")
            if device.ended_by is not None:
                return 200, {"ended": self.signed("cs-ended+jwt", device, by=device.ended_by)}
            return CALLS[path](self, device, Call(proof, members, body))
        except Refused as refused:
            raise Error(400, "malformed", refused.layer) from None

    def _proof(self, path: str, compact: str, body: bytes) -> Statement:
        proof = verify(compact, "dpop+jwt")
        members = Members(proof.payload, "the proof")
        members.bound(htm="POST", htu=self.base + path, bh=digest(body))
        members.whole("iat")
        jti = members.token("jti", 16)
        nonce = members.text("nonce") if members.has("nonce") else None
        if nonce not in self.nonces:
            raise Refused("freshness", "the nonce is old")
        if (nonce, jti) in self.seen:
            raise Refused("binding", "a proof counts once")
        self.seen.add((nonce, jti))
        return proof

    # --- section 4 ---

    def _enroll(self, proof: Statement, body: Members) -> Reply:
        token = body.text("token")
        if token not in self.tokens:
            raise Error(404, "unknown_token", "binding")
        device_statement = verify(body.raw("device_statement"), "cs-enroll-device+jwt")
        user_statement = verify(body.raw("user_statement"), "cs-enroll-user+jwt")
        members = same_payload(device_statement, user_statement)
        members.bound(aud=self.base, th=digest(token))
        keys = new_keys(members, device_statement.key, user_statement.key)
        if proof.key.thumbprint != keys[0].thumbprint:
            raise Refused("binding", "the proof is by another key")
        name = members.text("name", 1, 64)
        members.text("app", 0, 64)
        channel = check_channel(members.object("channel"))
        device = self.tokens[token]
        if device is None:
            seed = self.random(32)
            device = Device(f"acct_{len(self.devices)}", *keys, name, digest(token), seed, channel=channel)
            self.tokens[token] = self.devices[device.device.thumbprint] = device
            return 201, {"account": self.account(device)}
        if [key.thumbprint for key in keys] != [key.thumbprint for key in device.keys]:
            raise Error(409, "token_used")
        return 200, {"account": self.account(device)}

    def account(self, device: Device) -> str:
        aad = offline.associated(device.account, device.device.thumbprint)
        enc, ct, _ = hpke.seal(device.agreement, PrivateKey(self.random(32)), offline.INFO, aad, device.seed)
        payload = {
            "th": device.made_by,
            "issuer": self.issuer,
            "account": self.label,
            "wake": b64(bytes(16)),
            "policy": self.policy,
            "offline": {"enc": b64(enc), "ct": b64(ct), "digits": 6, "period": 30},
            "counter": device.counter,
        }
        return self.signed("cs-account+jwt", device, **payload)
