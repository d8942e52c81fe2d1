"""Where a command's table goes and how: the options that say so, and the writing."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from gdsim.cli.streams import opened
from gdsim.i18n import tr

if TYPE_CHECKING:
    from gdsim.files.frames.column_frame import Frame


class Output(Struct, frozen=True):
    """Where a table goes and how; path None is standard output, decimals None exact."""

    path: Path | None
    format: str
    decimals: int | None = None

    def write(self, frame: Frame, worksheet: str = "iterations") -> None:
        """Write a table; see `gdsim.files.tables.write_frame`."""
        from gdsim.files.tables import write_frame

        with opened(self.path) as target:
            write_frame(frame, target, self.format, self.decimals, worksheet)

    def require_room(self, rows: int) -> None:
        """Raise InputError where the format cannot hold a table of so many rows."""
        from gdsim.files.tables import require_room

        require_room(self.format, rows)


def add_table_options(parser: argparse.ArgumentParser) -> Callable[..., Any]:
    """Add where a table goes and in which format; return what adds to the same group."""
    from gdsim.files.tables import FORMATS

    add = parser.add_argument_group(tr("output")).add_argument
    add("--format", choices=FORMATS, help=tr("default: from the file's ending, else csv"))
    add("-o", "--output", type=Path, metavar="FILE", help=tr("default: standard output"))
    return add


def output_from(options: argparse.Namespace) -> Output:
    """Return where a table goes and how; raise InputError for an unknown ending."""
    from gdsim.files.tables import format_of

    decimals = getattr(options, "decimals", None)
    return Output(options.output, format_from(options, format_of, "csv"), decimals)


def format_from(options: argparse.Namespace, by_ending: Callable[[Path], str], default: str) -> str:
    """Return the format that was asked for, else that of the file's ending, else the default."""
    if options.format is not None:
        return str(options.format)
    return default if options.output is None else by_ending(options.output)
