"""Makes `core/src/scan/kanji.bin`: what the 13 bits of a character in a QR code's Kanji mode stand for (ISO/IEC 18004, 7.4.6).

    kanji.py            writes it
    kanji.py --check    compares it

8,192 UTF-16 units, the higher byte first, 0 where a value stands for nothing. The characters are those of Python's codec `cp932`,
which the Encoding Standard's "Shift_JIS" is too.
"""

import pathlib
import struct
import sys

TABLE = pathlib.Path(__file__).resolve().parents[3] / "core/src/scan/kanji.bin"


def unit(value: int) -> int:
    """0x8140 to 0x9FFC, then 0xE040 to 0xEBBF, with the lower byte counted in steps of 0xC0."""
    pair = (value // 0xC0) << 8 | value % 0xC0
    pair += 0x8140 if pair < 0x1F00 else 0xC140
    try:
        return ord(pair.to_bytes(2, "big").decode("cp932"))
    except UnicodeDecodeError:
        return 0


def main() -> None:
    table = b"".join(struct.pack(">H", unit(value)) for value in range(1 << 13))
    if "--check" not in sys.argv[1:]:
        TABLE.write_bytes(table)
    elif TABLE.read_bytes() != table:
        sys.exit(f"{TABLE.name} is not what {pathlib.Path(__file__).name} makes")


if __name__ == "__main__":
    main()
