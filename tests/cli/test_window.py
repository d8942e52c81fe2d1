"""What makes the start of a window quick."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MAPS = Path("/proc/self/maps")

BESIDE = """
import sys, threading
from gdsim.cli.window import prepare_start

prepare_start()
for thread in threading.enumerate():
    if thread is not threading.current_thread():
        thread.join()
assert "symengine" not in sys.modules
print(open("/proc/self/maps").read())
import symengine
assert symengine.Symbol("x").diff("x") == 1
"""


@pytest.mark.skipif(not MAPS.exists(), reason="this system does not tell which libraries are there")
def test_the_largest_library_is_there_before_it_is_imported() -> None:
    told = subprocess.run(
        [sys.executable, "-c", BESIDE], capture_output=True, text=True, check=True, timeout=100
    )
    assert "symengine_wrapper" in told.stdout
    assert told.stderr == ""
