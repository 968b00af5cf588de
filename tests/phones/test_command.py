"""The phone by command, over real HTTP: plain to loopback, and TLS with an authority of the test's own."""

import datetime
import http.server
import ipaddress
import json
import pathlib
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from scripted_server import ScriptedServer

PHONE = pathlib.Path(__file__).with_name("countersign_phone.py")
NOW = 1_800_000_000


class Served:
    """A scripted server behind HTTP on a free loopback port, and the phone's command."""

    def __init__(self, folder: pathlib.Path, tls: ssl.SSLContext | None, host: str = "127.0.0.1") -> None:
        self.folder = folder
        self.httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        if tls is not None:
            self.httpd.socket = tls.wrap_socket(self.httpd.socket, server_side=True)
        scheme = "http" if tls is None else "https"
        self.server = ScriptedServer(f"{scheme}://{host}:{self.httpd.server_port}/countersign", lambda: NOW)
        threading.Thread(target=self.httpd.serve_forever, daemon=True).start()

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        served = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                # The server knows its own base, never what a header says.
                url = served.server.base + self.path.removeprefix("/countersign")
                response = served.server.post(url, dict(self.headers), body)
                self.send_response(response.status)
                for name, value in {**response.headers, "Content-Length": str(len(response.body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(response.body)

            def log_message(self, format: str, *arguments: Any) -> None:
                """Nothing: a token in a log would be a leak."""

        return Handler

    def close(self) -> None:
        self.httpd.shutdown()
        self.httpd.server_close()

    def run(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        """The exit code of a command and what it said."""
        command = [sys.executable, str(PHONE), "--state", str(self.folder / "phone.json"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.stderr == "", done.stderr
        return done.returncode, json.loads(done.stdout)

    def good(self, *arguments: str) -> dict[str, Any]:
        code, said = self.run(*arguments)
        assert code == 0 and said.pop("ok"), said
        return said

    def enroll(self, *options: str) -> dict[str, Any]:
        return self.good("enroll", self.server.link(), "--private-address", *options)


@pytest.fixture
def served(tmp_path: pathlib.Path) -> Iterator[Served]:
    served = Served(tmp_path, None)
    yield served
    served.close()


def certificates(folder: pathlib.Path, host: str) -> tuple[ssl.SSLContext, str]:
    """A server's TLS for `host`, and the file of the authority behind it."""
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority_name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test authority")])
    now = datetime.datetime.now(datetime.timezone.utc)

    def certificate(name: x509.Name, public: ec.EllipticCurvePublicKey, is_authority: bool) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(authority_name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        )

    root = certificate(authority_name, authority_key.public_key(), True).sign(authority_key, hashes.SHA256())
    try:
        alternative: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        alternative = x509.DNSName(host)
    leaf = (
        certificate(x509.Name([]), key.public_key(), False)
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=True)
        .sign(authority_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "authority.pem").write_bytes(root.public_bytes(pem))
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "server.pem").write_bytes(leaf.public_bytes(pem) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context, str(folder / "authority.pem")


def test_whole_life(served: Served) -> None:
    offered = served.good("offer", served.server.link(), "--development")
    assert offered["issuer"] == "Example Hosting" and offered["private_address"] and served.server.calls == []
    assert served.enroll("--development")["label"] == "cxxxxx.xx"

    request = served.server.login("enter", "042917")
    assert [view["id"] for view in served.good("requests", "--wait", "5")["requests"]] == [request]
    assert served.good("approve", "--number", "042917")["outcome"] == "approved"
    assert served.good("repeat", f"--request={request}")["outcome"] == "approved"

    request = served.server.login("enter", "042917")
    served.good("requests")
    code, said = served.run("approve", "--number", "000000")
    assert (code, said["error"]) == (6, "wrong_number")
    request = served.server.login("none")
    served.good("requests")
    assert served.good("deny", "--reason", "not_me")["outcome"] == "denied"
    served.good("report", f"--request={request}")
    code, said = served.run("approve", f"--request={request}")
    assert code == 8 and "never replaced" in said["detail"]

    served.server.login("show")
    served.good("requests")
    shown = served.good("approve", "--show")
    assert shown["outcome"] == "await_code" and len(shown["code"]) == 6

    assert len(served.good("code")["code"]) == 6
    assert served.good("resume") == {"counter": 4}
    assert served.good("channel") == {"channel": "none"}
    assert served.good("rotate")["counter"] == 5
    assert [device["this"] for device in served.good("devices")["devices"]] == [True]
    assert served.good("unenroll") == {"ended_by": "phone"}
    assert served.run("requests")[0] == 7


def test_consents_and_switches(served: Served) -> None:
    link = served.server.link()
    assert served.run("enroll", link, "--development")[0] == 8, "a private address needs its own consent"
    assert served.run("enroll", link, "--private-address")[0] == 3, "http needs the development switch"
    assert served.run("requests")[0] == 8
    assert served.server.calls == [] and not (served.folder / "phone.json").exists()


def test_errors_have_codes(served: Served) -> None:
    served.enroll("--development")
    served.server.script["/v1/requests"] = lambda reply: (503, {"error": "busy"})
    assert served.run("requests") == (4, {"ok": False, "error": "busy", "detail": "status 503", "retry_after": None})
    served.server.script["/v1/requests"] = lambda reply: (200, {"requests": "a.b.c"})
    code, said = served.run("requests")
    assert (code, said["error"]) == (3, "form")
    served.close()
    assert served.run("requests")[0] == 5


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_tls(tmp_path: pathlib.Path, host: str) -> None:
    context, authority = certificates(tmp_path, host)
    served = Served(tmp_path, context, host)
    try:
        served.enroll("--authorities", authority)
        served.server.login("none")
        served.good("requests")
        assert served.good("approve")["outcome"] == "approved"
    finally:
        served.close()


@pytest.mark.parametrize("case", ["unknown authority", "another host"])
def test_tls_that_is_not_to_be_trusted(tmp_path: pathlib.Path, case: str) -> None:
    context, authority = certificates(tmp_path, "127.0.0.1" if case == "unknown authority" else "127.0.0.2")
    served = Served(tmp_path, context)
    options = [] if case == "unknown authority" else ["--authorities", authority]
    try:
        code, said = served.run("enroll", served.server.link(), "--private-address", *options)
        assert code == 5 and "CERTIFICATE_VERIFY_FAILED" in said["detail"]
        assert served.server.calls == []
    finally:
        served.close()
