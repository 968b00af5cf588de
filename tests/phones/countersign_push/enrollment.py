"""Making an account (section 4) and giving it new keys (section 7.2): the calls that introduce keys."""

from .calls import Answer, Caller, Hint, body_of
from .encoding import b64, digest, from_json, to_json
from .link import Link, parse_link
from .messages import Account, read_account, read_enrolled, seed_of
from .refusal import Refused
from .statements import sign_segment
from .storage import Keys, KeySet, PendingCall

APP = "Countersign test phone 1"


class Unmet(Exception):
    """The server asks for more than this phone's lock is."""


def enroll(caller: Caller, link_text: str, name: str, channel: dict[str, str]) -> Account:
    """The account behind a link. Repeats with the same keys what an earlier attempt left without an answer."""
    state = caller.state
    link = parse_link(link_text, state.development)
    if not state.vault.meets(link.policy):
        raise Unmet("the link asks for another lock")
    if state.pending is None or state.pending.link != link_text:
        keys = new_keys(caller)
        state.base = link.base
        state.pending = PendingCall(_enrollment(link, keys, name, channel), KeySet.of(keys), link_text)
        caller.store.save(state)
    keys = state.pending.keys.open(caller.surroundings.repeatable)
    answer = caller.call("/v1/enrollments", state.pending.body, keys.device, "account")
    account, seed = read_enrolled(answer.members["account"], link, keys.device.thumbprint, keys.agreement)
    state.account = account.id
    _adopt(caller, answer, account, seed)
    return account


def _enrollment(link: Link, keys: Keys, name: str, channel: dict[str, str]) -> str:
    payload = {
        "aud": link.base,
        "th": digest(link.token),
        "device": keys.device.jwk,
        "user": keys.user.jwk,
        "agreement": keys.agreement.jwk,
        "name": name,
        "app": APP,
        "channel": channel,
    }
    segment = b64(to_json(payload).encode())
    return body_of(
        token=link.token,
        device_statement=sign_segment("cs-enroll-device+jwt", keys.device, segment),
        user_statement=sign_segment("cs-enroll-user+jwt", keys.user, segment),
    )


def rotate(caller: Caller, keys: Keys) -> Account:
    """New keys for the account, signed by the old ones. An attempt without an answer is repeated, not begun anew."""
    state = caller.state
    if state.pending is None:
        new = new_keys(caller)
        state.counter += 1
        state.pending = PendingCall(_rotation(caller, keys, new), KeySet.of(new))
        caller.store.save(state)
    return finish_rotation(caller, keys)


def finish_rotation(caller: Caller, keys: Keys) -> Account:
    """Sends the rotation that was written down; the old keys stay until its answer was verified."""
    state, pending = caller.state, caller.state.pending
    assert pending is not None and state.keys is not None, "a rotation was begun"
    new = pending.keys.open(caller.surroundings.repeatable)
    try:
        answer = caller.call("/v1/keys", pending.body, keys.device, "account")
    except Hint as hint:
        # Nothing was rotated, and these bytes never will be: the next rotation has a higher count.
        if hint.code == "counter":
            state.pending = None
            caller.store.save(state)
        raise
    rotation = from_json(pending.body.encode())["rotation"]
    statement, device = answer.members["account"], new.device.thumbprint
    account = read_account(statement, state.base, device, digest(rotation), set(state.trusted()))
    if account.id != state.account:
        raise Refused("binding", "sub of the account belongs to something else")
    _adopt(caller, answer, account, seed_of(account, new.device.thumbprint, new.agreement))
    return account


def _rotation(caller: Caller, old: Keys, new: Keys) -> str:
    state = caller.state
    payload = {
        "iss": old.device.thumbprint,
        "aud": state.base,
        "sub": state.account,
        "device": new.device.jwk,
        "user": new.user.jwk,
        "agreement": new.agreement.jwk,
        "ctr": state.counter,
    }
    segment = b64(to_json(payload).encode())
    return body_of(
        account=state.account,
        rotation=sign_segment("cs-rotate+jwt", old.user, segment),
        device_statement=sign_segment("cs-rotate-device+jwt", new.device, segment),
        user_statement=sign_segment("cs-rotate-user+jwt", new.user, segment),
    )


def new_keys(caller: Caller) -> Keys:
    surroundings = caller.surroundings
    return Keys(surroundings.new_key(), surroundings.new_key(), surroundings.new_key())


def _adopt(caller: Caller, answer: Answer, account: Account, seed: bytes | None) -> None:
    """The verified account becomes the one this phone has, its pending keys the keys."""
    state = caller.state
    assert state.pending is not None, "an account answers a call"
    state.keys, state.pending = state.pending.keys, None
    state.issuer, state.label, state.wake, state.policy = account.issuer, account.label, account.wake, account.policy
    state.seed = None if seed is None else b64(seed)
    if account.offline is not None:
        state.digits, state.period = account.offline.digits, account.offline.period
    state.counter = max(state.counter, account.counter)
    # What was open for the old keys was withdrawn.
    state.requests = {}
    if not state.server_keys:
        state.server_keys = [account.server_key.jwk]
    state.key_was_used(account.server_key.thumbprint)
    caller.keep(answer)
