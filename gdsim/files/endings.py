"""Which format a file's ending stands for."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from gdsim.engine.errors import InputError

DOCUMENT = ".gdsim"
"""What the name of a document's file ends in."""


def format_by_ending(path: Path, accepted: Collection[str]) -> str:
    """Return the one of `accepted` that `path` ends in; raise InputError if it is none."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in accepted:
        raise InputError(
            "{path} does not tell the format; end it in one of {accepted}, or choose a format",
            path=path.name or repr(str(path)),
            accepted=", ".join(f".{known}" for known in accepted),
        )
    return ending
