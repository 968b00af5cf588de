"""A whole life of an account, call by call: what was sent and what came back, byte for byte."""

import hashlib
import pathlib
import tempfile
from typing import Any, Mapping

from cast import BASE, SERVER, TIME, fixed_bytes

from countersign_push.calls import Surroundings
from countersign_push.phone import Phone
from countersign_push.storage import State, Store
from countersign_push.transport import Response
from scripted_server import ScriptedServer


class Chance:
    """Bytes that look random and are always the same."""

    def __init__(self, name: str) -> None:
        self.state = fixed_bytes(name)

    def __call__(self, size: int) -> bytes:
        self.state = hashlib.sha256(self.state).digest()
        return self.state[:size]


class Recorder:
    """Stands between phone and server. Every call takes a second."""

    def __init__(self) -> None:
        self.time = TIME
        self.server = ScriptedServer(BASE, lambda: self.time, SERVER, Chance("transcript, server"))
        self.calls: list[dict[str, Any]] = []
        self.doing = ""

    def post(self, url: str, headers: Mapping[str, str], body: bytes, wait: float) -> Response:
        response = self.server.post(url, headers, body)
        self.calls.append(
            {
                "name": f"{len(self.calls) + 1}: {self.doing}",
                "time": self.time,
                "url": url,
                "proof": headers["DPoP"],
                "body": body.decode(),
                "status": response.status,
                "nonce": response.headers["dpop-nonce"],
                "response": response.body.decode(),
            }
        )
        self.time += 1
        return response


def calls() -> dict[str, Any]:
    recorder = Recorder()
    server = recorder.server
    surroundings = Surroundings(Chance("transcript, phone"), lambda: recorder.time, lambda: recorder.time, True)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(pathlib.Path(folder) / "phone.json")
        phone = Phone(State(base=BASE), store, recorder, surroundings)
        link = server.link()

        recorder.doing = "enroll"
        phone.enroll(link, "Pixel 9", {"kind": "none"})
        entered = server.login("enter", "042917")
        recorder.doing = "a request arrives"
        phone.poll(25)
        recorder.doing = "approve it with the number"
        phone.approve(entered, number="042917")
        recorder.doing = "the same answer once more"
        phone.repeat(entered)
        denied, shown = server.login("none"), server.login("show")
        recorder.doing = "two more requests"
        phone.poll(25)
        recorder.doing = "deny the first"
        phone.deny(denied, "not_me")
        recorder.doing = "report it"
        phone.report(denied)
        recorder.doing = "approve the second with a code to show"
        phone.approve(shown, show=True)
        recorder.doing = "the counter"
        phone.resume()
        recorder.doing = "the channel"
        phone.set_channel({"kind": "none"})
        recorder.doing = "the devices"
        phone.devices()
        recorder.doing = "new keys"
        phone.rotate()
        recorder.doing = "nothing is open"
        phone.poll(0)
        recorder.doing = "the end"
        phone.unenroll()
    return {"link": link, "calls": recorder.calls}
