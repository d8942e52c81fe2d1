"""Commands that need no window do without it, and start sooner for that."""

from __future__ import annotations

import subprocess
import sys

WINDOW = ("PySide6", "pyqtgraph", "gdsim.app", "gdsim.views", "gdsim.models", "gdsim.cli.window")


COMMANDS = (
    "run toy-bowl --iterations 3",
    "compare toy-bowl rosenbrock --iterations 3",
    "sweep toy-bowl --over learning-rate=0.1,0.2 --iterations 3",
    "variants --rows 100 --batch-size 8",
    "scenarios",
    "exam due",
    "working toy-bowl --at 1 --format md",
    "working --help",
    "screenshot toy-bowl --at 99 -o a.png",
)

PROGRAM = f"""
import sys
from gdsim.cli.main import main
for words in sys.argv[1:]:
    try:
        main(words.split())
    except SystemExit:
        pass
    if found := set({WINDOW}) & set(sys.modules):
        sys.exit(f"{{words}} imports {{found}}")
"""


def test_no_command_imports_anything_of_the_window() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *COMMANDS], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
