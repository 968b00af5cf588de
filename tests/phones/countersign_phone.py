#!/usr/bin/env python3
"""A phone for tests, by command: it enrolls with a server, lists requests, approves and denies.

It speaks core/docs/push-protocol.md and was written from that text alone. Keys lie unprotected in the state file.

    countersign_phone.py --state FILE enroll LINK
    countersign_phone.py --state FILE requests --wait 25
    countersign_phone.py --state FILE approve --number 042917

An id may begin with a minus sign: write `--request=ID`. Every command writes one JSON object to standard output: `{"ok": true, …}`, or `{"ok": false, "error": …, "detail": …}`.

Exit codes:
    0  the server did, by its signed word, what was asked
    2  the command line is wrong
    3  what came from outside is not what the protocol demands, `error` is the layer; nothing was changed
    4  the server answered with an error, which is `error`
    5  the server cannot be reached
    6  the answer had another outcome than what was asked for, which is `error`
    7  the account has ended
    8  it cannot be done: no account, no such request, another mode, a policy that this phone does not meet
"""

import argparse
import json
import sys
from typing import Any, Callable

from countersign_push.calls import Ended, Hint, Surroundings
from countersign_push.enrollment import Unmet
from countersign_push.link import needs_own_consent, parse_link
from countersign_push.phone import Impossible, Phone
from countersign_push.refusal import Refused
from countersign_push.storage import State, Store, Vault
from countersign_push.transport import HttpTransport, Unreachable

REFUSED, HINT, UNREACHABLE, OTHER_OUTCOME, ENDED, IMPOSSIBLE = 3, 4, 5, 6, 7, 8


class OtherOutcome(Exception):
    """An answer that did not become what it was meant to be."""

    def __init__(self, result: str, first: str | None) -> None:
        super().__init__(first or result)
        self.result = result


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        said = options.run(options)
    except Refused as refused:
        return _fail(REFUSED, refused.layer, refused.reason)
    except Hint as hint:
        return _fail(HINT, hint.code, f"status {hint.status}", retry_after=hint.retry_after)
    except Unreachable as unreachable:
        return _fail(UNREACHABLE, "unreachable", str(unreachable))
    except OtherOutcome as other:
        return _fail(OTHER_OUTCOME, other.result, str(other))
    except Ended as ended:
        return _fail(ENDED, "ended", f"by the {ended.by}")
    except (Impossible, Unmet) as impossible:
        return _fail(IMPOSSIBLE, "impossible", str(impossible))
    print(json.dumps({"ok": True, **said}))
    return 0


def _fail(code: int, error: str, detail: str, **more: Any) -> int:
    print(json.dumps({"ok": False, "error": error, "detail": detail, **more}))
    return code


# --- commands ---------------------------------------------------------------------------------------------------


def offer(options: argparse.Namespace) -> dict[str, Any]:
    """What a link offers. Sends nothing."""
    link = parse_link(options.link, options.development)
    policy = {"pin_minimum": link.policy.pin_minimum, "biometrics": link.policy.biometrics}
    said = {"issuer": link.issuer, "account": link.account, "host": link.host, "policy": policy}
    return {**said, "private_address": needs_own_consent(link.host)}


def enroll(options: argparse.Namespace) -> dict[str, Any]:
    link = parse_link(options.link, options.development)
    if needs_own_consent(link.host) and not options.private_address:
        raise Impossible("a private address needs a consent of its own: --private-address")
    store = Store(options.state)
    if store.exists():
        state = store.load()
    else:
        vault = Vault(options.pin_length, options.biometrics)
        state = State(options.development, options.authorities, vault, base=link.base)
    if state.base != link.base:
        raise Impossible("an enrollment with another server was begun")
    account = _phone(store, state).enroll(options.link, options.name, _channel(options))
    return {"account": account.id, "issuer": account.issuer, "label": account.label, "wake": account.wake}


def requests(options: argparse.Namespace) -> dict[str, Any]:
    return _open(options).poll(options.wait)


def approve(options: argparse.Namespace) -> dict[str, Any]:
    phone = _open(options)
    request = _request(phone, options)
    outcome, shown = phone.approve(request, options.number, options.scan, options.show, options.uv)
    if outcome.result not in ("approved", "await_code"):
        raise OtherOutcome(outcome.result, outcome.first)
    return {"request": request, "outcome": outcome.result, "code": shown}


def deny(options: argparse.Namespace) -> dict[str, Any]:
    phone = _open(options)
    request = _request(phone, options)
    outcome = phone.deny(request, options.reason)
    if outcome.result != "denied":
        raise OtherOutcome(outcome.result, outcome.first)
    return {"request": request, "outcome": outcome.result}


def repeat(options: argparse.Namespace) -> dict[str, Any]:
    phone = _open(options)
    outcome = phone.repeat(options.request)
    return {"request": options.request, "outcome": outcome.result, "first": outcome.first}


def report(options: argparse.Namespace) -> dict[str, Any]:
    _open(options).report(options.request)
    return {"request": options.request}


def resume(options: argparse.Namespace) -> dict[str, Any]:
    return {"counter": _open(options).resume()}


def code(options: argparse.Namespace) -> dict[str, Any]:
    return {"code": _open(options).offline_code()}


def channel(options: argparse.Namespace) -> dict[str, Any]:
    wanted = _channel(options)
    _open(options).set_channel(wanted)
    return {"channel": wanted["kind"]}


def devices(options: argparse.Namespace) -> dict[str, Any]:
    return {"devices": _open(options).devices()}


def rotate(options: argparse.Namespace) -> dict[str, Any]:
    phone = _open(options)
    account = phone.rotate()
    return {"account": account.id, "counter": phone.state.counter}


def unenroll(options: argparse.Namespace) -> dict[str, Any]:
    return {"ended_by": _open(options).unenroll()}


# --- how --------------------------------------------------------------------------------------------------------


def _open(options: argparse.Namespace) -> Phone:
    store = Store(options.state)
    if not store.exists():
        raise Impossible("no such state file")
    return _phone(store, store.load())


def _phone(store: Store, state: State) -> Phone:
    transport = HttpTransport(state.base, state.development, state.authorities)
    return Phone(state, store, transport, Surroundings())


def _request(phone: Phone, options: argparse.Namespace) -> str:
    """The request that was named, or the only one that `requests` has shown."""
    if options.request is not None:
        return str(options.request)
    if len(phone.state.requests) != 1:
        raise Impossible(f"{len(phone.state.requests)} requests are known: list them, and name one with --request")
    return next(iter(phone.state.requests))


def _channel(options: argparse.Namespace) -> dict[str, str]:
    if options.endpoint is None:
        return {"kind": "none"}
    return {"kind": "unifiedpush", "endpoint": options.endpoint, "p256dh": options.p256dh, "auth": options.auth}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--state", metavar="FILE", default="phone.json", help="what the phone remembers; mode 0600")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(run: Callable[[argparse.Namespace], dict[str, Any]], help: str) -> argparse.ArgumentParser:
        added = commands.add_parser(run.__name__, help=help)
        added.set_defaults(run=run)
        added.add_argument("--state", metavar="FILE", default=argparse.SUPPRESS)
        return added

    for run, help in ((offer, "say what a link offers; nothing is sent"), (enroll, "make the account behind a link")):
        added = command(run, help)
        added.add_argument("link", metavar="LINK")
        added.add_argument("--development", action="store_true", help="allow plain http to a loopback host")
    added.add_argument("--private-address", action="store_true", help="consent to a server at a private address")
    added.add_argument("--authorities", metavar="PEM", help="certificates to trust in place of the system's")
    added.add_argument("--name", default="Test phone")
    added.add_argument("--pin-length", type=int, default=6)
    added.add_argument("--biometrics", action="store_true")
    _channel_options(added)

    command(requests, "the open requests").add_argument("--wait", type=int, default=0, choices=range(31), metavar="0…30")
    added = command(approve, "approve a request")
    added.add_argument("--request", metavar="ID")
    proven = added.add_mutually_exclusive_group()
    proven.add_argument("--number", help="the number of the login page (mode enter)")
    proven.add_argument("--scan", metavar="TEXT", help="the text of the login page's code (mode scan)")
    proven.add_argument("--show", action="store_true", help="make a code for the login page (mode show)")
    added.add_argument("--uv", choices=("pin", "biometric"), default="pin")
    added = command(deny, "deny a request")
    added.add_argument("--request", metavar="ID")
    added.add_argument("--reason", choices=("not_me", "cancelled"), default="cancelled")
    command(repeat, "send an answer once more").add_argument("--request", metavar="ID", required=True)
    command(report, "report an answered request").add_argument("--request", metavar="ID", required=True)
    command(resume, "learn the server's counter")
    command(code, "an offline code")
    _channel_options(command(channel, "say how this phone is woken; without an endpoint: not at all"))
    command(devices, "the user's devices")
    command(rotate, "new keys")
    command(unenroll, "end the account")
    return parser


def _channel_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--endpoint", metavar="URL")
    parser.add_argument("--p256dh", default="")
    parser.add_argument("--auth", default="")


if __name__ == "__main__":
    sys.exit(main())
