"""Libraries of Linux: what they need, and themselves without what only debuggers read.

``strip`` breaks those whose sections ``patchelf`` moved when their wheel was made, and FLINT alone
has 60 MB for debuggers. What is loaded is said by the program headers, so a file of these parts
alone is the same library: the dynamic linker looks at nothing else.
"""

from __future__ import annotations

import struct
from pathlib import Path

MAGIC = b"\x7fELF\x02\x01"
"""How a library of 64 bits with the least byte first begins."""

HEADER_SIZE, LOAD, DYNAMIC = 64, 1, 2

NEEDED, NAMES = 1, 5
"""Kinds of entries for the dynamic linker: a library needed, and where all names stand."""


def loaded_parts(content: bytes) -> bytes:
    """Return a library with the parts alone that are loaded, in their order.

    Raises
    ------
    ValueError
        If it is no library of 64 bits with the least byte first.
    """
    if not content.startswith(MAGIC):
        raise ValueError("no library of 64 bits")
    (table,) = struct.unpack_from("<Q", content, 32)
    size, count = struct.unpack_from("<HH", content, 54)
    places = [table + k * size for k in range(count)]
    result, moves = bytearray(), []
    for place in places:
        kind, _, begin, address, _, length, _, align = struct.unpack_from(
            "<IIQQQQQQ", content, place
        )
        if kind == LOAD and length:
            # A page of the file is a page in memory: both begin at the same place within it.
            result.extend(bytes((address - len(result)) % max(align, 1)))
            moves.append((begin, length, len(result) - begin))
            result += content[begin : begin + length]

    def moved(offset: int) -> int:
        for begin, length, by in moves:
            if begin <= offset < begin + length:
                return offset + by
        return offset

    for place in places:
        (offset,) = struct.unpack_from("<Q", content, place + 8)
        struct.pack_into("<Q", result, moved(place) + 8, moved(offset))
    struct.pack_into("<Q", result, 32, moved(table))
    # The table of sections is gone: its place, the number of them, and the one with their names.
    struct.pack_into("<Q", result, 40, 0)
    struct.pack_into("<HHH", result, 58, HEADER_SIZE, 0, 0)
    return bytes(result)


def needed(content: bytes) -> list[str]:
    """Return the names of the libraries that a library or program needs; none if it is neither."""
    if not content.startswith(MAGIC):
        return []
    (table,) = struct.unpack_from("<Q", content, 32)
    size, count = struct.unpack_from("<HH", content, 54)
    headers = [struct.unpack_from("<IIQQQQQQ", content, table + k * size) for k in range(count)]
    entries: list[tuple[int, int]] = []
    for kind, _, begin, _, _, length, _, _ in headers:
        if kind == DYNAMIC:
            entries = list(struct.iter_unpack("<QQ", content[begin : begin + length]))
    names = next((value for tag, value in entries if tag == NAMES), 0)
    for kind, _, begin, address, _, length, _, _ in headers:
        if kind == LOAD and address <= names < address + length:
            place = names - address + begin
            starts = [place + value for tag, value in entries if tag == NEEDED]
            return [content[at : content.index(0, at)].decode() for at in starts]
    return []


def write_loaded_parts(source: Path, target: Path) -> None:
    """Write what is loaded of a library, if that is smaller, or else the library as it is."""
    content = source.read_bytes()
    smaller = loaded_parts(content) if content.startswith(MAGIC) else content
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(min(content, smaller, key=len))
    target.chmod(0o755)
