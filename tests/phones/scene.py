"""A phone, a scripted server in the same process, and clocks that tests move."""

import dataclasses
import pathlib
from typing import Any, Mapping

from countersign_push.calls import Surroundings
from countersign_push.encoding import from_b64, from_json
from countersign_push.phone import Phone
from countersign_push.storage import State, Store
from countersign_push.transport import Response, Unreachable
from scripted_calls import Reply
from scripted_server import ScriptedServer

BASE = "https://login.example.com/countersign"
NOTHING = {"kind": "none"}


@dataclasses.dataclass
class Clock:
    """Unix time, which anybody may set, and the seconds since the machine started."""

    time: float = 1_800_000_000.0
    boot: float = 1000.0


class Scene:
    """Also the transport between the two: it notes the proofs, and may lose answers."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.clock = Clock()
        self.server = ScriptedServer(BASE, lambda: self.clock.time)
        self.folder = folder
        self.store = Store(folder / "phone.json")
        self.proofs: list[dict[str, Any]] = []
        self.phone = self._phone(State(base=BASE), self.store)

    def _phone(self, state: State, store: Store) -> Phone:
        surroundings = Surroundings(now=lambda: self.clock.time, since_boot=lambda: self.clock.boot)
        return Phone(state, store, self, surroundings)

    def another_phone(self) -> Phone:
        return self._phone(State(base=BASE), Store(self.folder / "other.json"))

    def restart(self, state: State | None = None) -> None:
        """The phone as it is in its file, or as a backup had it."""
        self.phone = self._phone(state or self.store.load(), self.store)

    def enroll(self) -> None:
        self.phone.enroll(self.server.link(), "Test phone", NOTHING)

    def request(self, mode: str, wanted: str | None = None) -> str:
        """A new request that the phone has shown."""
        request = self.server.login(mode, wanted)
        self.phone.poll()
        return request

    def lose(self, path: str) -> None:
        """The server carries the next good call out; its answer never arrives."""

        def lost(reply: Reply) -> Reply:
            if reply[0] == 401:
                return reply
            del self.server.script[path]
            raise Unreachable("lost")

        self.server.script[path] = lost

    def state_but_nonce(self) -> State:
        """What the phone has on disk; the nonce is a hint and may change with every response."""
        return dataclasses.replace(self.store.load(), nonce=None)

    def post(self, url: str, headers: Mapping[str, str], body: bytes, wait: float) -> Response:
        self.proofs.append(from_json(from_b64(headers["DPoP"].split(".")[1])))
        return self.server.post(url, headers, body)

