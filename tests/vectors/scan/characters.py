"""Makes the tables of the core's `scan`: what the 13 bits of a character in a QR code's modes for Kanji and Hanzi stand for.

    characters.py            writes them
    characters.py --check    compares them

8,192 UTF-16 units each, the higher byte first, 0 where a value stands for nothing. Kanji (ISO/IEC 18004, 7.4.6) are those of
Python's codec `cp932`, which the Encoding Standard's "Shift_JIS" is too; Hanzi (GB/T 18284, 6.4.7) those of `gb2312`.
"""

import pathlib
import struct
import sys
from collections.abc import Callable

FOLDER = pathlib.Path(__file__).resolve().parents[3] / "core/scan/src"


def kanji(value: int) -> tuple[int, str]:
    """0x8140 to 0x9FFC, then 0xE040 to 0xEBBF, with the lower byte counted in steps of 0xC0."""
    pair = value // 0xC0 << 8 | value % 0xC0
    return pair + (0x8140 if pair < 0x1F00 else 0xC140), "cp932"


def hanzi(value: int) -> tuple[int, str]:
    """0xA1A1 to 0xAAFE, then 0xB0A1 to 0xFAFE, with the lower byte counted in steps of 0x60."""
    pair = value // 0x60 << 8 | value % 0x60
    return pair + (0xA1A1 if pair < 0x0A00 else 0xA6A1), "gb2312"


def unit(pair: int, codec: str) -> int:
    try:
        return ord(pair.to_bytes(2, "big").decode(codec))
    except (UnicodeDecodeError, TypeError):
        return 0


def table(pairs: Callable[[int], tuple[int, str]]) -> bytes:
    return b"".join(struct.pack(">H", unit(*pairs(value))) for value in range(1 << 13))


def main() -> None:
    for pairs in (kanji, hanzi):
        file, made = FOLDER / f"{pairs.__name__}.bin", table(pairs)
        if "--check" not in sys.argv[1:]:
            file.write_bytes(made)
        elif file.read_bytes() != made:
            sys.exit(f"{file.name} is not what {pathlib.Path(__file__).name} makes")


if __name__ == "__main__":
    main()
