"""The phone and the scripted server against every vector of tests/vectors/push-protocol."""

import json
from typing import Any

import pytest

from countersign_push import hpke, messages, offline
from countersign_push.encoding import b64, digest, from_b64, from_json, to_json
from countersign_push.keys import PrivateKey, PublicKey
from countersign_push.link import Link, Policy, parse_link
from countersign_push.messages import Trust
from countersign_push.refusal import LAYERS, Refused
from countersign_push.statements import KEY_MEMBER, sign_segment, verify
from scripted_calls import Device, Login
from scripted_server import ScriptedServer
from vector_files import vectors

KEYS = {key["name"]: PrivateKey(from_b64(key["d"], 32), repeatable=True) for key in vectors("keys.json")}
DEVICE, USER, SERVER = KEYS["device"], KEYS["user"], KEYS["server"]
BASE, ACCOUNT = "https://login.example.com/countersign", "acct_7Hq2-01"
TOKEN = vectors("links.json")["accepted"][0]["token"]
LINK = Link(BASE, TOKEN, SERVER.thumbprint, "Example Hosting", "cxxxxx.xx", Policy(6))
STATEMENTS = vectors("statements.json")


def named(cases: list[dict[str, Any]]) -> Any:
    """One test for every case, by its name."""
    assert len({case["name"] for case in cases}) == len(cases), "a name twice"
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


def refuses(layer: str) -> Any:
    assert layer in LAYERS
    return pytest.raises(Refused, match=f"^{layer}:")


def test_keys() -> None:
    for key in vectors("keys.json"):
        public = PublicKey.from_jwk(key["jwk"])
        assert public.thumbprint == key["thumbprint"] == digest(key["canonical"])
        assert KEYS[key["name"]].jwk == key["jwk"]


@named(vectors("refused_keys.json"))
def test_refused_key(case: dict[str, Any]) -> None:
    with refuses(case["layer"]):
        PublicKey.from_jwk(case["jwk"])


def test_every_typ_has_a_vector() -> None:
    assert {case["typ"] for case in STATEMENTS} == set(KEY_MEMBER)


@named(STATEMENTS)
def test_statement(case: dict[str, Any]) -> None:
    key = KEYS[case["key"]]
    statement = verify(case["compact"], case["typ"], {key.thumbprint: key.public})
    assert statement.hash == case["hash"]
    assert case["compact"] == f"{case['signing_input']}.{case['signature']}"
    segments = case["signing_input"].split(".")
    assert segments == [b64(case["header"].encode()), b64(case["payload"].encode())]
    if to_json(json.loads(case["header"])) == case["header"] and "n - s" not in case["name"]:
        made = sign_segment(case["typ"], key, segments[1])
        # Members of the header have no order of their own: only the usual one repeats.
        assert (made == case["compact"]) == ("order" not in case["name"])


@named(vectors("refused_statements.json"))
def test_refused_statement(case: dict[str, Any]) -> None:
    trusted = None if case["trusted"] is None else {KEYS[case["trusted"]].thumbprint: KEYS[case["trusted"]].public}
    with refuses(case["layer"]):
        verify(case["statement"], case["typ"], trusted)


@named(vectors("links.json")["accepted"])
def test_link(case: dict[str, Any]) -> None:
    link = parse_link(case["link"], case["development"])
    policy = Policy(case["pin_minimum"], case["biometrics"])
    assert link == Link(case["base"], case["token"], case["server_key"], case["issuer"], case["account"], policy)


@named(vectors("links.json")["refused"])
def test_refused_link(case: dict[str, Any]) -> None:
    with refuses(case["layer"]):
        parse_link(case["link"], case["development"])


def test_offline_seed() -> None:
    case = vectors("offline_seed.json")
    recipient, ephemeral = KEYS[case["recipient"]], KEYS[case["ephemeral"]]
    info, aad, seed = case["info"].encode(), case["aad"].encode(), bytes.fromhex(case["seed"])
    enc, ct, context = hpke.seal(recipient.public, ephemeral, info, aad, seed)
    assert (b64(enc), b64(ct)) == (case["enc"], case["ct"])
    assert context == hpke.Context(*(bytes.fromhex(case[name]) for name in ("shared_secret", "key", "base_nonce")))
    sealed = offline.SealedSeed(enc, ct, 6, 30)
    assert offline.open_seed(sealed, recipient, ACCOUNT, DEVICE.thumbprint) == seed
    for code in case["codes"]:
        assert offline.code(seed, code["time"], code["digits"], code["period"]) == code["code"]


@named(vectors("offline_seed.json")["refused"])
def test_refused_seed(case: dict[str, Any]) -> None:
    with refuses(case["layer"]):
        enc, ct = from_b64(case["enc"]), from_b64(case["ct"])
        hpke.open_sealed(KEYS["agreement"], enc, offline.INFO, case["aad"].encode(), ct)


def test_transcript() -> None:
    """Every call is proven, every nonce was given before, and the server's word binds to the call."""
    transcript = vectors("transcript.json")
    link = parse_link(transcript["link"])
    nonces: set[str] = set()
    for call in transcript["calls"]:
        proof = verify(call["proof"], "dpop+jwt").payload
        assert (proof["htu"], proof["bh"]) == (call["url"], digest(call["body"].encode()))
        assert proof.get("nonce") in nonces or call["status"] == 401
        nonces.add(call["nonce"])
        for name, statement in from_json(call["response"].encode()).items():
            if name == "error":
                continue
            payload = verify(statement, f"cs-{name}+jwt", {link.server_key: SERVER.public}).payload
            # The outcome of an answer that is sent again is the first one.
            assert payload["iat"] == call["time"] or "once more" in call["name"]
            assert payload.get("n", proof["jti"]) in (proof["jti"], resumed(call))
    assert call["status"] == 200 and "ended" in call["response"]


def resumed(call: dict[str, Any]) -> str | None:
    """The `n` of the statement that a call carries, where it has one of its own."""
    statement = from_json(call["body"].encode()).get("statement")
    return None if statement is None else from_json(from_b64(statement.split(".")[1]))["n"]


# --- what a phone reads -----------------------------------------------------------------------------------------


def read(typ: str, statement: str, context: dict[str, str]) -> Any:
    """A statement, read as the phone reads it in a call with this context."""
    trust = Trust(BASE, ACCOUNT, DEVICE.thumbprint, {SERVER.thumbprint: SERVER.public})
    match typ:
        case "cs-account+jwt":
            return messages.read_enrolled(statement, LINK, DEVICE.thumbprint, KEYS["agreement"])
        case "cs-requests+jwt":
            return messages.read_requests(statement, trust, context["n"])
        case "cs-outcome+jwt":
            return messages.read_outcome(statement, trust, context["jti"], context["ah"])
        case "cs-counter+jwt":
            return messages.read_counter(statement, trust, context["n"])
        case "cs-done+jwt":
            return messages.read_done(statement, trust, context["n"], context["bh"])
        case "cs-devices+jwt":
            return messages.read_devices(statement, trust, context["n"])
        case "cs-ended+jwt":
            return messages.read_ended(statement, trust)
    raise AssertionError(f"the phone reads no {typ}")


@named(vectors("refused_by_phone.json"))
def test_phone_refuses(case: dict[str, Any]) -> None:
    with refuses(case["layer"]):
        read(case["typ"], case["statement"], case["context"])


READ = [case for case in STATEMENTS if case["key"] == "server" and case["typ"] not in ("cs-request+jwt", "cs-server-key+jwt")]


@named([case for case in READ if "rotation" not in case["name"]])
def test_phone_accepts(case: dict[str, Any]) -> None:
    payload = json.loads(case["payload"])
    context = {name: payload[name] for name in ("n", "bh", "th", "jti", "ah") if name in payload}
    assert read(case["typ"], case["compact"], context)


def test_phone_accepts_a_rotated_account() -> None:
    compact = next(case["compact"] for case in STATEMENTS if case["name"] == "account after a rotation")
    rotation = next(case["hash"] for case in STATEMENTS if case["typ"] == "cs-rotate+jwt")
    device = KEYS["new device"].thumbprint
    account = messages.read_account(compact, BASE, device, rotation, {SERVER.thumbprint})
    assert account.id == ACCOUNT and account.counter == 19
    assert messages.seed_of(account, device, KEYS["new agreement"]) is not None


# --- what a server reads ----------------------------------------------------------------------------------------


class Enrolled(ScriptedServer):
    """The scene of the vectors: a device, four requests, a nonce, a token that nobody used yet."""

    def __init__(self) -> None:
        super().__init__(BASE, lambda: 1_800_000_061, SERVER)
        seed = bytes(32)
        device = Device(ACCOUNT, DEVICE.public, USER.public, KEYS["agreement"].public, "Pixel 9", "", seed, counter=16)
        self.devices[DEVICE.thumbprint] = device
        self.tokens[TOKEN] = None
        self.nonces.append("nonce-1")
        for mode in ("none", "enter", "scan", "show"):
            compact = next(case["compact"] for case in STATEMENTS if case["name"] == f"request, mode {mode}")
            wanted = {"enter": "042917", "scan": SCANNED}.get(mode)
            self.logins[from_json(from_b64(compact.split(".")[1]))["jti"]] = Login(compact, mode, wanted)

    def deliver(self, path: str, body: str, proof: str | None = None) -> Any:
        """A call with the given proof, or a good one."""
        payload = {"jti": b64(bytes(16)), "htm": "POST", "htu": BASE + path, "iat": 0, "nonce": "nonce-1", "bh": digest(body.encode())}
        good = sign_segment("dpop+jwt", DEVICE, b64(to_json(payload).encode()))
        return self.post(BASE + path, {"DPoP": good if proof is None else proof}, body.encode())


SCANNED = from_json(
    next(case["payload"] for case in STATEMENTS if case["name"] == "approval, mode scan").encode()
)["secret"]


@named(vectors("refused_by_server.json"))
def test_server_refuses(case: dict[str, Any]) -> None:
    server = Enrolled()
    response = server.deliver(case["path"], case["body"], case.get("proof"))
    assert (response.status, from_json(response.body)) == (case["status"], {"error": case["error"]})
    assert response.headers["x-layer"] == case["layer"], response.body
    assert not any(login.result for login in server.logins.values()), "a refused call changed something"


@named(vectors("proofs.json"))
def test_proof(case: dict[str, Any]) -> None:
    server = Enrolled()
    server.nonces.append("nonce-2")
    assert digest(case["body"].encode()) == case["bh"]
    response = server.deliver(case["htu"].removeprefix(BASE), case["body"], case["compact"])
    if case["nonce"] is None:
        assert from_json(response.body) == {"error": "use_dpop_nonce"}
    else:
        assert response.status != 401
        again = server.deliver(case["htu"].removeprefix(BASE), case["body"], case["compact"])
        assert from_json(again.body) == {"error": "invalid_proof"}, "a proof counts once"


ANSWERS = {case["name"]: case["compact"] for case in STATEMENTS if case["typ"] in ("cs-approve+jwt", "cs-deny+jwt")}


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("approval, mode none", "approved"),
        ("approval, mode enter", "approved"),
        ("approval, mode scan", "approved"),
        ("approval, mode show", "await_code"),
        ("denial, not me", "denied"),
        ("denial, cancelled", "denied"),
    ],
)
def test_server_accepts_answer(name: str, result: str) -> None:
    response = Enrolled().deliver("/v1/answers", to_json({"account": ACCOUNT, "answer": ANSWERS[name]}))
    outcome = from_json(from_b64(from_json(response.body)["outcome"].split(".")[1]))
    assert outcome["result"] == result and outcome["ah"] == digest(ANSWERS[name])


def test_server_accepts_enrollment_and_rotation() -> None:
    compact = {case["typ"]: case["compact"] for case in STATEMENTS}
    enrollment = {
        "token": TOKEN,
        "device_statement": compact["cs-enroll-device+jwt"],
        "user_statement": compact["cs-enroll-user+jwt"],
    }
    assert Enrolled().deliver("/v1/enrollments", to_json(enrollment)).status == 201
    rotation = {
        "account": ACCOUNT,
        "rotation": compact["cs-rotate+jwt"],
        "device_statement": compact["cs-rotate-device+jwt"],
        "user_statement": compact["cs-rotate-user+jwt"],
    }
    assert Enrolled().deliver("/v1/keys", to_json(rotation)).status == 200
    resume = {"account": ACCOUNT, "statement": compact["cs-resume+jwt"]}
    assert Enrolled().deliver("/v1/counter", to_json(resume)).status == 200
