"""How many rows there is memory for: those of all runs that are held count together."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from gdsim.engine.errors import InputError
from gdsim.engine.run.trace import bytes_of_rows
from gdsim.texts import N_

SHARE_OF_MEMORY = 4
"""Rows may take one part in so many of the memory: a table of them takes as much again, twice."""

MEMORY_WHERE_NOT_TOLD = 4 * 2**30
"""Bytes that any computer has on which the program runs well."""

_LIMIT_OF_CONTAINER = Path("/sys/fs/cgroup/memory.max")
"""A container may have less than its machine; the file holds bytes, or "max"."""


@lru_cache(maxsize=1)
def most_bytes_of_rows() -> int:
    """Return the bytes that the rows of all runs may take together on this computer."""
    return int(min(_of_machine(), _of_container())) // SHARE_OF_MEMORY


def _of_machine() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return MEMORY_WHERE_NOT_TOLD


def _of_container() -> float:
    try:
        return int(_LIMIT_OF_CONTAINER.read_text("ascii"))
    except (OSError, ValueError):
        return float("inf")


def has_room() -> bool:
    """Tell whether rows may take more memory than they do."""
    return bytes_of_rows() < most_bytes_of_rows()


class NoRoomError(InputError):
    """A run that may have no more rows."""


def no_room(made: int) -> NoRoomError:
    """Return the refusal of another update in a run that has made so many."""
    return NoRoomError(
        N_(
            "after {made:,} updates the rows take all of the {most:,} MB of memory that they may;"
            " give fewer iterations, or another criterion that ends the run"
        ),
        made=made,
        most=most_bytes_of_rows() // 1_000_000,
    )
