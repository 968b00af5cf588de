"""Memory across the border: nothing is lost in it, and no secret stays."""

from __future__ import annotations

import base64
import datetime
import gc
import os
import pathlib
import re
import secrets
import subprocess
import sys

import countersign as core
import pictures
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from phone import Phone

HERE = pathlib.Path(__file__).resolve().parent
CYCLES = 10_000


def resident() -> int:
    """Bytes of this process that are in memory."""
    gc.collect()
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def one_root() -> bytes:
    """A certificate that could sign others."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test root")])
    begin = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, begin, begin + datetime.timedelta(days=3650))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def test_objects_come_and_go_without_growth(phone: Phone) -> None:
    # Reading the platform's certificates takes ten times as long as all the rest.
    phone.surroundings.roots = core.TrustedRoots.ONLY([one_root()])

    def cycle() -> None:
        app = phone.open()
        app.stage()
        del app

    for _ in range(CYCLES):
        cycle()
    before = resident()
    for _ in range(CYCLES):
        cycle()
    growth = resident() - before
    print(f"counted: growth over {CYCLES} authenticators: {growth} bytes")
    # A leak of one object of 100 bytes for each cycle would be a megabyte.
    assert growth < 1_000_000


def test_handles_come_and_go_without_growth() -> None:
    for _ in range(CYCLES):
        core.Cancellation().cancel()
    before = resident()
    for _ in range(CYCLES):
        core.Cancellation().cancel()
    assert resident() - before < 1_000_000


def test_no_secret_stays_after_a_lock(tmp_path: pathlib.Path) -> None:
    seed = secrets.token_bytes(20)
    text = base64.b32encode(seed).decode()
    pin = secrets.token_hex(12).encode()
    control = secrets.token_bytes(20)
    picture = tmp_path / "code.png"
    pictures.png(picture, f"otpauth://totp/Example:anna?secret={text}&issuer=Example")
    command = [sys.executable, str(HERE / "locked_phone.py"), str(tmp_path / "app"), str(picture)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(pin + control)
        child.stdin.flush()
        assert child.stdout.readline() == b"locked\n"
        memory = dump(child.pid)
        child.stdin.close()
        assert child.wait() == 0
    assert found(memory, control), "what is known to be there is found"
    for name, secret in [("seed", seed), ("text of the seed", text.encode()), ("PIN", pin)]:
        assert not found(memory, secret), f"the {name} is still there"


def found(memory: list[bytes], secret: bytes) -> bool:
    """Whether any eight bytes in a row of a secret are in memory."""
    windows = [secret[place : place + 8] for place in range(len(secret) - 7)]
    pattern = re.compile(b"|".join(re.escape(window) for window in windows))
    return any(pattern.search(region) for region in memory)


def dump(pid: int) -> list[bytes]:
    """Everything that a process may write to."""
    regions = []
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in pathlib.Path(f"/proc/{pid}/maps").read_text().splitlines():
            place, rights, *_ = line.split()
            if "w" not in rights or line.endswith(("[vvar]", "[vsyscall]")):
                continue
            begin, end = (int(side, 16) for side in place.split("-"))
            memory.seek(begin)
            region = b""
            while len(region) < end - begin:
                try:
                    part = memory.read(end - begin - len(region))
                except OSError:
                    # Pages that nobody may read.
                    part = b""
                if not part:
                    break
                region += part
            regions.append(region)
    return regions
