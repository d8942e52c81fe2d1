"""What the built program runs."""

import sys

from gdsim.cli.main import entry_point

if len(sys.argv) == 4 and sys.argv[1].startswith("--"):
    # It may be started by itself, to read a table in a process of its own.
    from gdsim.files.data.apart import CHILD_WORD, child

    if sys.argv[1] == CHILD_WORD:
        child(sys.argv[2:])

entry_point()
