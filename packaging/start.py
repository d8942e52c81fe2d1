"""What the two built programs run: ``gdsim`` in a terminal, ``gdsim-window`` without one."""

import sys
from pathlib import Path

from gdsim.cli.main import entry_point, window_entry_point

if len(sys.argv) == 4 and sys.argv[1].startswith("--"):
    # It may be started by itself, to read a table in a process of its own.
    from gdsim.files.data.sheets.apart import CHILD_WORD, child

    if sys.argv[1] == CHILD_WORD:
        child(sys.argv[2:])

if Path(sys.executable).stem == "gdsim-window":
    window_entry_point()
entry_point()
