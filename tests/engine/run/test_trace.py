"""The memory of rows: what a long run took, the system has again once the run is gone."""

from __future__ import annotations

import subprocess
import sys

import pytest

HELD_BEFORE_AND_AFTER = """
from pathlib import Path
import numpy as np
from gdsim.engine.run.trace import ROWS_OF_A_BLOCK, Trace

def held():
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096

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
