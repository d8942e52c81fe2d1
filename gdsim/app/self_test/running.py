"""Trying all parts, in processes of their own: a part that is missing may end its process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence

from gdsim.app.self_test.parts import Group, NotNeeded, groups
from gdsim.files.folders import ENVIRONMENT
from gdsim.i18n import tr

WORD = "--self-test"
"""What the program is started with, followed by the names of some parts or of none."""

LONGEST = 300
"""Seconds that a process may take for its parts."""

FAILED = "\x02"
"""Begins, between the processes, the line of a part that does not work."""

Write = Callable[[str], object]


def test_all(write: Write) -> bool:
    """Try every part, write a line on each, and return whether all that is needed works."""
    with tempfile.TemporaryDirectory() as folder:
        # Each, and not only up to the first that fails.
        worked = [_test_group(group, folder, write) for group in groups()]
    return all(worked)


def test_parts(names: Sequence[str], write: Write) -> None:
    """Try parts in this process, and write a line on each as its parent reads it."""
    for name in names:
        write(_line(name))


def _line(name: str) -> str:
    from gdsim.app.self_test.checks import check

    try:
        detail = check(name)
    except NotNeeded as reason:
        text = tr("{part}  not here, and not needed: {reason}")
        return text.format(part=name, reason=reason)
    except Exception as error:  # noqa: BLE001 - whatever it is, the part does not work
        return FAILED + _failure(name, f"{type(error).__name__}: {_one_line(str(error))}")
    if detail:
        return tr("{part}  works: {detail}").format(part=name, detail=detail)
    return tr("{part}  works").format(part=name)


def _failure(name: str, reason: str) -> str:
    return tr("{part}  does not work: {reason}").format(part=name, reason=reason)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _test_group(group: Group, folder: str, write: Write) -> bool:
    """Try the parts of a group; after one that ends its process the others go on in another."""
    left, all_work = list(group.parts), True
    while left:
        lines, reason = _answers(group, left, folder)
        for line in lines:
            all_work &= not line.startswith(FAILED)
            write(line.removeprefix(FAILED))
        left = left[len(lines) :]
        if left:
            all_work = False
            write(_failure(left.pop(0), reason))
    return all_work


def _answers(group: Group, names: Sequence[str], folder: str) -> tuple[list[str], str]:
    """Return the lines that a process wrote on the parts, and why it wrote no more."""
    environment = {**os.environ, ENVIRONMENT: folder, "PYTHONIOENCODING": "utf-8"}
    if not group.has_screen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    try:
        done = subprocess.run(
            [*_program(), WORD, *names],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=LONGEST,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as late:
        text = tr("it takes more than {seconds} seconds")
        return _lines(late.stdout or b""), text.format(seconds=LONGEST)
    return _lines(done.stdout)[: len(names)], _why_it_ended(done.returncode, done.stderr)


def _lines(said: bytes) -> list[str]:
    return said.decode("utf-8", "replace").splitlines()


def _why_it_ended(status: int, said: bytes) -> str:
    """Return in words how a process ended, with the last that it said."""
    if status < 0:
        how = tr("its process was ended by {signal}").format(signal=signal.Signals(-status).name)
    else:
        how = tr("its process ended with status {status}").format(status=status)
    last = [_one_line(line) for line in _lines(said) if line.strip()][-1:]
    return f"{how} ({last[0]})" if last else how


def _program() -> list[str]:
    """Return what starts this program again."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    # Not -m: the package is to be found wherever this process found it.
    program = f"import sys; sys.path[:] = {sys.path!r}; import gdsim.cli.main as m; m.entry_point()"
    return [sys.executable, "-c", program]
