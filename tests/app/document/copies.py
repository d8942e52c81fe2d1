"""Copies of unsaved work as processes leave them that end suddenly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.app.document.leaving import KILL


def copies(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*.gdsim") if not path.name.startswith(".")]


def left_over(folder: Path) -> list[Path]:
    """Return all that is in a folder after a process was killed.

    Where the system is no Unix nobody can tell that it is gone, and what it had half written stays
    for a day.
    """
    return list(folder.iterdir()) if os.name == "posix" else copies(folder)


LEAVE = [sys.executable, "-m", "tests.app.document.leaving"]


def gone_process() -> int:
    """Return the number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def leave_a_copy(folder: Path, among: int = 1) -> None:
    """Have a process write a copy and be killed; then there are so many."""
    done = subprocess.run([*LEAVE, str(folder)], check=False)
    assert abs(done.returncode) == KILL
    assert len(copies(folder)) == among
