"""A portal for the second phone: `driven_portal`, started once, driven by lines; and people with phones."""

import dataclasses
import json
import os
import pathlib
import subprocess
from collections.abc import Mapping
from typing import Any

from countersign_push.calls import Surroundings
from countersign_push.phone import Phone
from countersign_push.storage import State, Store
from countersign_push.transport import HttpTransport, Response, Unreachable

NOTHING = {"kind": "none"}


class Portal:
    """The portal's other side: what people and login pages do."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.process = subprocess.Popen(
            [os.environ["COUNTERSIGN_PORTAL"], str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.base = str(self._answer()["base"])

    def ask(self, do: str, **members: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **members}) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the portal has ended"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        assert self.process.wait(timeout=60) == 0


class Line:
    """The network between phone and portal: may lose an answer, and keeps what went over it."""

    def __init__(self, base: str) -> None:
        self.transport = HttpTransport(base, development=True)
        self.losing: str | None = None
        self.sent: list[tuple[str, Mapping[str, str], bytes]] = []
        self.responses: list[Response] = []

    def post(self, url: str, headers: Mapping[str, str], body: bytes, wait: float) -> Response:
        self.sent.append((url, headers, body))
        response = self.transport.post(url, headers, body, wait)
        self.responses.append(response)
        if self.losing is not None and url.endswith(self.losing) and response.status in (200, 201):
            self.losing = None
            raise Unreachable("lost")
        return response

    def last(self) -> tuple[int, dict[str, Any]]:
        return self.responses[-1].status, json.loads(self.responses[-1].body)


@dataclasses.dataclass
class Person:
    """A user of the portal with a phone."""

    portal: Portal
    folder: pathlib.Path
    number: int
    name: str
    line: Line
    phone: Phone

    def link(self) -> str:
        return str(self.portal.ask("link", user=self.number)["link"])

    def new_phone(self, state: State | None = None, file: str = "phone.json") -> Phone:
        """The same phone started anew, from its file or from a backup, or another phone in another file."""
        store = Store(self.folder / file)
        if state is None:
            state = store.load() if store.exists() else State(development=True, base=self.portal.base)
        return Phone(state, store, self.line, Surroundings())

    def backup(self) -> State:
        return self.phone.store.load()

    def start(self, mode: str) -> dict[str, Any]:
        """A login page asks for the second factor."""
        return self.portal.ask("start", user=self.number, mode=mode)

    def shown(self, mode: str) -> dict[str, Any]:
        """The same, and the phone shows the request."""
        attempt = self.start(mode)
        assert attempt["id"] in [view["id"] for view in self.phone.poll()["requests"]]
        return attempt

    def state_of(self, attempt: dict[str, Any]) -> str:
        return str(self.portal.ask("state", id=attempt["id"])["state"])
