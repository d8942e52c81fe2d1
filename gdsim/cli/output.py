"""Where a command's table goes and how: the options that say so, and the writing."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from gdsim.engine.errors import InputError
from gdsim.i18n import tr

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Output:
    """Where a table goes and how; path None is standard output, decimals None exact."""

    path: Path | None
    format: str
    decimals: int | None = None

    def write(self, frame: pl.DataFrame, worksheet: str = "iterations") -> None:
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


@contextmanager
def opened(path: Path | None) -> Iterator[Path | BinaryIO]:
    """Give what is written to: the file, or standard output where there is none.

    Raises
    ------
    InputError
        If standard output is closed, or cannot be written to.
    BrokenPipeError
        If whoever reads standard output has seen enough.
    """
    if path is None:
        with standard_output() as stream:
            yield stream.buffer
    else:
        yield path


def remark(sentence: str) -> None:
    """Write a sentence to standard error; where that is full as well, nobody can be told."""
    with suppress(OSError):
        sys.stderr.write(f"{sentence}\n")


@contextmanager
def standard_output() -> Iterator[TextIO]:
    """Give standard output, and see to it that everything arrives there; see `opened`."""
    stream: TextIO | None = sys.stdout
    if stream is None:
        raise InputError("standard output is closed; name a file with -o, or open it")
    try:
        yield stream
        stream.flush()
    except OSError as error:
        # Python would try once more at its end to write what is left, and complain.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if error.errno == errno.EPIPE or isinstance(error, BrokenPipeError):
            raise BrokenPipeError from error
        raise InputError(
            "cannot write to standard output ({reason}); name a file with -o, or make room",
            reason=error.strerror or str(error),
        ) from error
