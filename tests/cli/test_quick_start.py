"""What makes the start of a window quick."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gdsim.cli.quick_start import largest_libraries

MAPS = Path("/proc/self/maps")

BESIDE = """
import sys, threading
from gdsim.cli.quick_start import prepare_start

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
    # What is read beforehand is what is loaded, wherever its packages keep it.
    libraries = list(largest_libraries())
    assert len(libraries) == 7
    assert all(path.name in told.stdout for path in libraries)


MIRRORED = """
from gdsim.cli.quick_start import prepare_start

prepare_start()
import sys, PySide6, pyqtgraph
for name in ("QtCore", "QtGui", "QtWidgets"):
    qt, mirror = sys.modules[f"PySide6.{name}"], getattr(pyqtgraph.Qt, name)
    assert getattr(PySide6, name) is qt
    classes = [known for known in dir(qt) if known.startswith("Q") and known.isidentifier()]
    print(len([known for known in classes if known in vars(mirror)]) / len(classes))
    assert all(getattr(mirror, known) is getattr(qt, known) for known in classes)
"""


def test_pyqtgraph_has_few_of_qts_classes_made_and_can_use_them_all() -> None:
    told = subprocess.run(
        [sys.executable, "-c", MIRRORED], capture_output=True, text=True, check=True, timeout=100
    )
    shares = [float(share) for share in told.stdout.split()]
    assert len(shares) == 3
    assert max(shares) < 0.5
