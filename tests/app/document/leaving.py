"""A process that keeps a copy of its work and is killed: it needs no window for that."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from gdsim.app.document.recovery import Recovery
from gdsim.engine.run.run import Run
from gdsim.files.document.document import Document
from gdsim.files.scenario.scenario import builtin_scenario

KILL = signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL
"""Ends a process at once; Windows has one way of that alone."""


def document() -> Document:
    scenario = builtin_scenario("toy-bowl")
    return Document(scenario, Run(scenario.experiment))


def main(folder: Path, goes_on: bool) -> None:
    recovery = Recovery(folder)
    recovery.write(document())
    recovery.wait()
    print("written", flush=True)
    while goes_on:
        recovery.write(document())
        recovery.wait()
    os.kill(os.getpid(), KILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), len(sys.argv) > 2)
