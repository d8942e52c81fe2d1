"""Tables read in a process of their own, so that no file can end the program.

What reads workbooks and Parquet is written in Rust: where a damaged file asks it for more memory
than there is, it ends its process and asks nobody. The process gets the file's content on standard
input and answers on standard output: one line of JSON, and the cells as Arrow IPC.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from gdsim.engine.errors import InputError
from gdsim.files.data.sheets.workbooks import parquet_cells, workbook_cells
from gdsim.files.data.table import unreadable
from gdsim.texts import N_

if TYPE_CHECKING:
    import polars as pl

    from gdsim.files.data.sheets.workbooks import Cells

MOST_MEMORY = 4 * 2**30
"""Bytes of memory that reading may take, beside `MEMORY_PER_BYTE` for each byte of the file."""

MEMORY_PER_BYTE = 8

MOST_BYTES_OF_TABLE = 2**30
"""Bytes that what was read may take, beside as many more for each byte of the file.

What is all the same is packed into next to nothing: without a limit 20 kilobytes become gigabytes,
and these would be too many for the program itself.
"""

LONGEST = 120
"""Seconds that reading may take."""

CHILD_WORD = "--read-a-table-apart"
"""What a built program is started with to be such a process; another word names the kind."""

_TOO_LARGE = N_(
    "{path}: the table takes more than {most} bytes once unpacked; leave out rows or columns"
)

KINDS: Mapping[str, tuple[str, Callable[[bytes], Cells]]] = {
    "workbook": ("an Excel workbook", workbook_cells),
    "parquet": ("a Parquet file", parquet_cells),
}
"""What can be read apart: what it is called in a message, and what reads it."""


def cells_apart(kind: str, content: bytes, title: str) -> Cells:
    """Return the names and cells in a file's content, read in another process.

    Parameters
    ----------
    kind
        One of `KINDS`.
    title
        What to call the file in a message.

    Raises
    ------
    InputError
        If it is not of its kind, holds no table, or takes too much memory or time.
    """
    import polars as pl

    called = KINDS[kind][0]
    try:
        done = subprocess.run(
            _command(kind, len(content)),
            input=content,
            stdout=subprocess.PIPE,
            # A panic of Rust tells nobody anything.
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=LONGEST,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        reason = OSError(f"it takes more than {LONGEST} seconds")
        raise unreadable(title, called, reason) from error
    except OSError as error:
        raise unreadable(title, called, error) from error
    head, _, cells = done.stdout.partition(b"\n")
    if done.returncode or not head:
        reason = OSError("it is damaged, or takes too much memory")
        raise unreadable(title, called, reason)
    answer = json.loads(head)
    if "template" in answer:
        values = {**answer["values"], "path": title}
        raise InputError(answer["template"], answer["plural"], **values)
    return tuple(answer["names"]), pl.read_ipc(io.BytesIO(cells))


def _command(kind: str, size: int) -> list[str]:
    """Return the command that starts the process for a file of `size` bytes."""
    words = [kind, str(MOST_MEMORY + MEMORY_PER_BYTE * size)]
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_WORD, *words]
    # Not -m: the package is to be found wherever this process found it.
    program = f"import sys; sys.path[:] = {sys.path!r}; import {__name__} as apart; apart.child()"
    return [sys.executable, "-c", program, *words]


def child(words: list[str] | None = None) -> None:
    """Be the process: read the content of the kind that the words name, and answer."""
    kind, memory = sys.argv[1:] if words is None else words
    _limit_memory(int(memory))
    out = sys.stdout.buffer
    head, frame = _answer(kind, sys.stdin.buffer.read())
    out.write(json.dumps(head).encode() + b"\n")
    if frame is not None:
        buffer = io.BytesIO()
        frame.write_ipc(buffer)
        out.write(buffer.getbuffer())
    out.flush()
    # Threads of the readers may still hold what they began.
    os._exit(0)


def _answer(kind: str, content: bytes) -> tuple[dict[str, Any], pl.DataFrame | None]:
    try:
        names, frame = KINDS[kind][1](content)
    except InputError as error:
        return {"template": error.template, "plural": error.plural, "values": error.values}, None
    if _bytes_of(frame) > MOST_BYTES_OF_TABLE + MEMORY_PER_BYTE * len(content):
        most = f"{MOST_BYTES_OF_TABLE:,}"
        return {"template": _TOO_LARGE, "plural": None, "values": {"most": most}}, None
    frame.columns = [str(k) for k in range(len(frame.columns))]
    return {"names": names}, frame


def _bytes_of(frame: pl.DataFrame) -> int:
    """Return how many bytes the cells of a table take, as numbers and texts."""
    import polars as pl

    texts = (column.str.len_bytes().sum() for column in frame if column.dtype == pl.String)
    return 8 * frame.height * frame.width + sum(map(int, texts))


def _limit_memory(most: int) -> None:
    """Give this process no more memory than `most` bytes, where the system can see to that."""
    if sys.platform == "win32":
        return
    import resource

    for what, limit in ((resource.RLIMIT_AS, most), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):
            _, hard = resource.getrlimit(what)
            is_within = hard == resource.RLIM_INFINITY or limit <= hard
            resource.setrlimit(what, (limit if is_within else hard, hard))
