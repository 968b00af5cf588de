"""The pictures of the scenario, drawn anew each time: PNG files, and a raw camera frame."""

from __future__ import annotations

import pathlib
from typing import Any

import segno

# Bytes between the end of one row of the frame and the beginning of the next, as cameras leave them.
PADDING = 24


def of_scenario(folder: pathlib.Path, key: str) -> dict[str, Any]:
    """Draws them into a folder, and names them as the scenario does."""
    uri = f"otpauth://totp/Example:anna%40example.com?secret={key}&issuer=Example"
    nothing = folder / "not-a-picture"
    nothing.write_bytes(b"no picture at all")
    empty = folder / "empty.png"
    segno.make("nothing", micro=False).save(str(empty), scale=4, dark="white")
    names: dict[str, Any] = {
        "totp_png": png(folder / "totp.png", uri),
        "empty_png": str(empty),
        "not_a_picture": str(nothing),
    }
    return names | frame(folder / "frame", uri)


def png(file: pathlib.Path, text: str) -> str:
    """A QR code as PNG."""
    segno.make(text, micro=False, error="m").save(str(file), scale=4, border=4)
    return str(file)


def frame(file: pathlib.Path, text: str) -> dict[str, Any]:
    """A QR code as a camera that is held upright gives it: to be turned clockwise once, dark grey on light grey, with
    noise behind each row."""
    upright = [list(row) for row in segno.make(text, micro=False, error="m").matrix_iter(scale=5, border=6)]
    # Turned back once, so that turning it clockwise makes it upright.
    stored = [list(row) for row in zip(*upright)][::-1]
    noise = bytes((index * 37) % 256 for index in range(PADDING))
    rows = [bytes(40 if module else 210 for module in row) + noise for row in stored]
    file.write_bytes(b"".join(rows))
    width = len(stored[0])
    return {
        "frame": str(file),
        "frame_width": width,
        "frame_height": len(stored),
        "frame_stride": width + PADDING,
    }
