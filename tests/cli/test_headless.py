"""Commands that need no window do without it, and start sooner for that."""

from __future__ import annotations

import subprocess
import sys

import pytest

WINDOW = ("PySide6", "pyqtgraph", "gdsim.app", "gdsim.views", "gdsim.models", "gdsim.cli.window")


@pytest.mark.parametrize(
    "words",
    [
        "run toy-bowl --iterations 3",
        "compare toy-bowl rosenbrock --iterations 3",
        "sweep toy-bowl --over learning-rate=0.1,0.2 --iterations 3",
        "variants --rows 100 --batch-size 8",
        "scenarios",
        "exam due",
        "working toy-bowl --at 1 --format md",
        "working --help",
        "screenshot toy-bowl --at 99 -o a.png",
    ],
)
def test_command_imports_nothing_of_the_window(words: str) -> None:
    program = (
        "import sys\n"
        "from gdsim.cli.main import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        f"sys.exit(' '.join(set({WINDOW}) & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words.split()], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
