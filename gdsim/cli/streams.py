"""What a command writes to: a file or standard output, and standard error for remarks."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from gdsim.engine.errors import InputError
from gdsim.files.shortened import shortened

if TYPE_CHECKING:
    from typing import BinaryIO, TextIO


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
    # A name may be as long as a page; the lines of the remark stay as they are.
    short = re.sub(r"\S+", lambda word: shortened(word[0]), sentence)
    with suppress(OSError):
        sys.stderr.write(f"{short}\n")


@contextmanager
def standard_output() -> Iterator[TextIO]:
    """Give standard output, and see to it that everything arrives there; see `opened`."""
    stream: TextIO | None = sys.stdout
    if stream is None:
        raise InputError("standard output is closed; name a file with -o, or open it")
    _take_all_characters(stream)
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


def _take_all_characters(stream: TextIO) -> None:
    """Write UTF-8, as tables are; on a terminal, a question mark for what it does not have.

    Where output goes to a file, Windows would write in a code page without Greek letters.
    """
    if isinstance(stream, io.TextIOWrapper):
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="replace")
