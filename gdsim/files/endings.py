"""Which format a file's ending stands for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from gdsim.engine.errors import InputError

Format = TypeVar("Format", bound=str)


def format_by_ending(path: Path, accepted: Sequence[Format]) -> Format:
    """Return the one of `accepted` that `path` ends in; raise InputError if it is none."""
    ending = path.suffix.lower().removeprefix(".")
    for known in accepted:
        if ending == known:
            return known
    raise InputError(
        "{path} does not tell the format; end it in one of {accepted}, or choose a format",
        path=path.name,
        accepted=", ".join(f".{known}" for known in accepted),
    )
