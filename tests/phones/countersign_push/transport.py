"""HTTP as the protocol wants it: POST over verified TLS, no redirects, no proxies, bounded bodies, time-outs."""

import http.client
import ssl
from dataclasses import dataclass
from typing import Mapping, Protocol
from urllib.parse import urlsplit

from .encoding import MESSAGE_BYTES
from .link import check_base, host_of

# Seconds to connect, and to wait for an answer beyond what a long poll may take.
PATIENCE = 10.0


class Unreachable(Exception):
    """No answer came, or none that is HTTP. Whether the server carried the call out is not known."""


@dataclass(frozen=True)
class Response:
    """What came back, not yet believed. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Transport(Protocol):
    def post(self, url: str, headers: Mapping[str, str], body: bytes, wait: float) -> Response: ...


class HttpTransport:
    """A connection for every call. `authorities` is a file of certificates to trust in place of the system's."""

    def __init__(self, base: str, development: bool = False, authorities: str | None = None) -> None:
        check_base(base, development)
        self.base = base
        self.host = host_of(base)
        self.context = ssl.create_default_context(cafile=authorities)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2

    def post(self, url: str, headers: Mapping[str, str], body: bytes, wait: float) -> Response:
        assert url.startswith(self.base + "/"), "every call goes below the base"
        connection = self._connection(PATIENCE + wait)
        try:
            connection.request("POST", urlsplit(url).path, body=body, headers=dict(headers))
            response = connection.getresponse()
            # One byte more than allowed, so that the reader can tell that it was more.
            answer = response.read(MESSAGE_BYTES + 1)
            return Response(response.status, {name.lower(): value for name, value in response.getheaders()}, answer)
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from None
        finally:
            connection.close()

    def _connection(self, patience: float) -> http.client.HTTPConnection:
        address = urlsplit(self.base)
        host = self.host.strip("[]")
        if address.scheme == "http":
            return http.client.HTTPConnection(host, address.port or 80, timeout=patience)
        return http.client.HTTPSConnection(host, address.port or 443, timeout=patience, context=self.context)
