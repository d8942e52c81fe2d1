"""The memory of rows: what a long run took, the system has again once the run is gone."""

from __future__ import annotations

import mmap
import subprocess
import sys

import numpy as np
import pytest

from gdsim.engine.run.trace import ROWS_OF_A_BLOCK, Trace

HELD_BEFORE_AND_AFTER = """
import mmap
from pathlib import Path
import numpy as np
from gdsim.engine.run.trace import ROWS_OF_A_BLOCK, Trace

def held():
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * mmap.PAGESIZE

def fill(kept):
    trace = Trace(np.zeros(2), [])
    for block in range(100):
        trace.at(block * ROWS_OF_A_BLOCK)[0].fill(1.0)
        # What a window makes meanwhile and keeps, so that no memory below it can be given back.
        kept.append(bytearray(2000))
    return trace.nbytes

kept = []
before = held()
rows = [fill(kept) for _ in range(2)]
print(rows[0], held() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of a process")
def test_the_memory_of_a_long_run_is_given_back_when_the_run_is_gone() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HELD_BEFORE_AND_AFTER], capture_output=True, text=True, check=True
    )
    rows, more = map(int, done.stdout.split())
    assert rows > 20_000_000
    assert more < 2_000_000


def test_where_the_system_gives_no_memory_that_is_told_as_want_of_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise OSError(12, "Cannot allocate memory")

    trace = Trace(np.zeros(2), [])
    trace.at(ROWS_OF_A_BLOCK - 1)
    monkeypatch.setattr(mmap, "mmap", refuse)
    with pytest.raises(MemoryError):
        trace.at(ROWS_OF_A_BLOCK)
