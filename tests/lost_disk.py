"""A disk that is gone while the program runs: nobody can look at what was on it."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest


def lose(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the system answer for `folder` and all in it as for a stick that was pulled out."""
    stat = Path.stat

    def failing(self: Path, **how: Any) -> os.stat_result:
        if self == folder or folder in self.parents:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(self))
        return stat(self, **how)

    monkeypatch.setattr(Path, "stat", failing)
