"""The phone: what a person can do with an enrolled account (sections 5 to 9)."""

from typing import Any

from . import enrollment
from .calls import Caller, Ended, Hint, Surroundings, body_of
from .encoding import b64, digest, from_b64
from .messages import (
    LONGEST_REQUEST,
    REQUESTS,
    Account,
    Outcome,
    Request,
    Trust,
    read_counter,
    read_devices,
    read_done,
    read_outcome,
    read_requests,
    read_scan,
)  # fmt: skip
from .offline import code
from .statements import sign
from .storage import Answered, Keys, Shown, State, Store
from .transport import Transport

# Section 9: so many denials within so many seconds mute the account for so long.
DENIALS, DENIAL_SECONDS, MUTE_SECONDS = 3, 600, 900
# How many answers are remembered whose requests have expired.
ANSWERS = 100


class Impossible(Exception):
    """What was asked for cannot be done now, and nothing was sent."""


class Phone:
    """One account on one phone. The state is written down before anything is sent that depends on it."""

    def __init__(self, state: State, store: Store, transport: Transport, surroundings: Surroundings) -> None:
        self.state = state
        self.store = store
        self.surroundings = surroundings
        self.caller = Caller(state, store, transport, surroundings)

    # --- section 4 and 7.2 ---

    def enroll(self, link: str, name: str, channel: dict[str, str]) -> Account:
        if self.state.account:
            raise Impossible("this phone has an account already")
        return enrollment.enroll(self.caller, link, name, channel)

    def rotate(self) -> Account:
        return enrollment.rotate(self.caller, self._keys(finish=False))

    # --- section 5 ---

    def poll(self, wait: int = 0) -> dict[str, Any]:
        """The open requests, verified; nothing of them is kept unless all of them are good."""
        keys = self._keys()
        known = [*self._open(), *self._answered()][:REQUESTS]
        body = body_of(account=self.state.account, wait=wait, known=known)
        answer = self.caller.call("/v1/requests", body, keys.device, "requests", wait)
        listed = read_requests(answer.members["requests"], self._trust(keys), answer.n)
        received = self.surroundings.since_boot()
        if listed.next_key is not None:
            self.state.key_was_announced(listed.next_key)
        self._used(*listed.signed_by)
        if listed.policy is not None:
            self.state.policy = listed.policy
        self.state.requests = {
            request.id: _shown(request, listed.time, received)
            for request in listed.requests
            if request.expires > listed.time and request.id not in self.state.answers
        }
        self._forget_old_answers()
        self.caller.keep(answer)
        return {
            "time": listed.time,
            "muted": self._muted(),
            "policy_met": self.state.vault.meets(self.state.policy),
            "requests": [shown.view for shown in self.state.requests.values()],
        }

    # --- section 6 ---

    def approve(
        self, request: str, number: str | None = None, scanned: str | None = None, show: bool = False, uv: str = "pin"
    ) -> tuple[Outcome, str | None]:
        """Approves with what the mode asks for; in mode `show`, the second value is what the login page wants."""
        keys = self._keys()
        shown = self._answerable(request)
        if not self.state.vault.meets(self.state.policy):
            raise Impossible("the server's policy asks for another lock")
        mode, digits = shown.view["mode"], shown.view["digits"]
        if (number is not None, scanned is not None, show) != (mode == "enter", mode == "scan", mode == "show"):
            raise Impossible(f"the mode of this request is {mode}")
        proven: dict[str, str] = {}
        if number is not None:
            if not (number.isascii() and number.isdigit() and len(number) == digits):
                raise Impossible(f"the number has {digits} digits")
            proven["number"] = number
        elif scanned is not None:
            proven["secret"] = read_scan(scanned, request)
        elif show:
            proven["code"] = self._random_digits(digits)
        payload = {"decision": "approve", "uv": uv, **proven}
        return self._answer("cs-approve+jwt", keys, request, shown, payload), proven.get("code")

    def deny(self, request: str, reason: str) -> Outcome:
        keys = self._keys()
        shown = self._answerable(request)
        self._count_denial()
        return self._answer("cs-deny+jwt", keys, request, shown, {"decision": "deny", "reason": reason})

    def repeat(self, request: str) -> Outcome:
        """Sends an answer once more, byte for byte: the outcome is that of the first time."""
        keys = self._keys()
        if request not in self.state.answers:
            raise Impossible("this request was not answered")
        return self._send_answer(keys, request)

    def report(self, request: str) -> None:
        keys = self._keys()
        if request not in self.state.answers:
            raise Impossible("this request was not answered")
        request_hash = self.state.answers[request].request_hash
        self._done("/v1/reports", keys, request=request, rh=request_hash)

    def resume(self, uv: str = "pin") -> int:
        """Learns the server's counter, after a restored backup."""
        keys = self._keys()
        n = b64(self.surroundings.random(16))
        payload = {"iss": keys.device.thumbprint, "aud": self.state.base, "sub": self.state.account, "n": n, "uv": uv}
        body = body_of(account=self.state.account, statement=sign("cs-resume+jwt", keys.user, payload))
        answer = self.caller.call("/v1/counter", body, keys.device, "counter")
        counter, signed_by = read_counter(answer.members["counter"], self._trust(keys), n)
        self._used(signed_by)
        self.state.counter = max(self.state.counter, counter)
        self.caller.keep(answer)
        return self.state.counter

    # --- section 7 ---

    def set_channel(self, channel: dict[str, str]) -> None:
        self._done("/v1/channel", self._keys(), channel=channel)

    def devices(self) -> list[dict[str, Any]]:
        keys = self._keys()
        answer = self.caller.call("/v1/devices", body_of(account=self.state.account), keys.device, "devices")
        devices, signed_by = read_devices(answer.members["devices"], self._trust(keys), answer.n)
        self._used(signed_by)
        self.caller.keep(answer)
        return devices

    def unenroll(self) -> str:
        """By whom the account was ended. The phone deletes nothing by itself."""
        if self.state.ended_by is not None:
            return self.state.ended_by
        keys = self._keys()
        answer = self.caller.call("/v1/unenroll", body_of(account=self.state.account), keys.device, "ended")
        return self.caller.end(answer.members["ended"], keys.device)

    def offline_code(self) -> str:
        if self.state.seed is None:
            raise Impossible("this account has no offline codes")
        return code(from_b64(self.state.seed), int(self.surroundings.now()), self.state.digits, self.state.period)

    # --- how ---

    def _keys(self, finish: bool = True) -> Keys:
        """The keys of a live account; a rotation without an answer is finished first."""
        if self.state.ended_by is not None:
            raise Ended(self.state.ended_by)
        if self.state.keys is None:
            raise Impossible("this phone has no account")
        keys = self.state.keys.open(self.surroundings.repeatable)
        if not finish or self.state.pending is None:
            return keys
        try:
            enrollment.finish_rotation(self.caller, keys)
        except Hint:
            # The old keys still count.
            return keys
        return self.state.keys.open(self.surroundings.repeatable)

    def _trust(self, keys: Keys) -> Trust:
        return Trust(self.state.base, self.state.account, keys.device.thumbprint, self.state.trusted())

    def _used(self, *thumbprints: str) -> None:
        for thumbprint in self.state.trusted():
            if thumbprint in thumbprints:
                self.state.key_was_used(thumbprint)

    def _open(self) -> dict[str, Shown]:
        now = self.surroundings.since_boot()
        # A deadline further away was set before the machine started anew.
        return {
            id: shown for id, shown in self.state.requests.items() if 0 < shown.deadline - now <= LONGEST_REQUEST
        }

    def _answered(self) -> list[str]:
        """Requests that were answered and may still be open at the server: the answer may not have arrived."""
        now = self.surroundings.since_boot()
        return [id for id, answered in self.state.answers.items() if answered.deadline > now]

    def _answerable(self, request: str) -> Shown:
        if request in self.state.answers:
            raise Impossible("this request was answered; an answer is repeated, never replaced")
        shown = self._open().get(request)
        if shown is None:
            raise Impossible("no such open request")
        return shown

    def _random_digits(self, count: int) -> str:
        text = ""
        while len(text) < count:
            byte = self.surroundings.random(1)[0]
            # 250 is the largest multiple of ten: each digit is as likely as the others.
            text += str(byte % 10) if byte < 250 else ""
        return text

    def _answer(self, typ: str, keys: Keys, request: str, shown: Shown, decision: dict[str, str]) -> Outcome:
        """Signs an answer, writes it down, sends it."""
        self.state.counter += 1
        payload = {
            "iss": keys.device.thumbprint,
            "aud": self.state.base,
            "sub": self.state.account,
            "jti": request,
            "rh": shown.request_hash,
            "ctr": self.state.counter,
            **decision,
        }
        key = keys.user if typ == "cs-approve+jwt" else keys.device
        answer = sign(typ, key, payload)
        self.state.answers[request] = Answered(answer, decision["decision"], shown.request_hash, shown.deadline)
        del self.state.requests[request]
        self.store.save(self.state)
        return self._send_answer(keys, request)

    def _send_answer(self, keys: Keys, request: str) -> Outcome:
        answered = self.state.answers[request]
        body = body_of(account=self.state.account, answer=answered.answer)
        response = self.caller.call("/v1/answers", body, keys.device, "outcome")
        statement = response.members["outcome"]
        outcome, signed_by = read_outcome(statement, self._trust(keys), request, digest(answered.answer))
        self._used(signed_by)
        if outcome.result == "counter":
            # The request is still open, and may be answered anew once the counter was resumed.
            del self.state.answers[request]
        else:
            answered.outcome = {"result": outcome.result, "first": outcome.first, "statement": statement}
        self.caller.keep(response)
        return outcome

    def _done(self, path: str, keys: Keys, **members: Any) -> None:
        """A call that is answered by its having been carried out."""
        answer = self.caller.call(path, body_of(account=self.state.account, **members), keys.device, "done")
        self._used(read_done(answer.members["done"], self._trust(keys), answer.n, answer.bh))
        self.caller.keep(answer)

    def _count_denial(self) -> None:
        now = self.surroundings.since_boot()
        recent = [time for time in self.state.denials if 0 <= now - time < DENIAL_SECONDS]
        self.state.denials = [*recent, now]
        if len(self.state.denials) >= DENIALS:
            self.state.muted_until, self.state.denials = now + MUTE_SECONDS, []

    def _muted(self) -> bool:
        return self.state.muted_until is not None and self.surroundings.since_boot() < self.state.muted_until

    def _forget_old_answers(self) -> None:
        """Answers are remembered until their request has expired, and the newest ones beyond, to be reported."""
        kept = {*self._answered(), *list(self.state.answers)[-ANSWERS:]}
        self.state.answers = {id: answered for id, answered in self.state.answers.items() if id in kept}


def _shown(request: Request, time: int, received: float) -> Shown:
    """A verified request, listed at the server's `time` by a list that was `received` then."""
    view = {
        "id": request.id,
        "event": request.event,
        "endpoint": request.endpoint,
        "client": request.client,
        "message": request.message,
        "mode": request.mode,
        "digits": request.digits,
        # A person must not take an approval without a number for more than it is.
        "low_assurance": request.mode == "none",
        "seconds": request.expires - time,
    }
    return Shown(view, request.hash, received + request.expires - time)
