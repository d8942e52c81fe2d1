"""Copies of unsaved work: found after a sudden end, whole whenever that comes, swept."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gdsim.app.document.recovery import Recovery
from gdsim.files.atomic import _HOST
from gdsim.files.document.reading import load_document
from tests.app.document.copies import LEAVE, copies, gone_process, leave_a_copy, left_over
from tests.app.document.leaving import document


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recovery"


WORKING = """
import random, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gdsim.app.document import protection
from gdsim.app.launch import desk_on, _application
from gdsim.app.preferences import Preferences
from gdsim.engine.run.run import Run
from gdsim.files.scenario.scenario import builtin_scenario
_application()
scenario = builtin_scenario("toy-bowl")
run = Run(scenario.experiment.with_(iterations=None))
desk = desk_on(Preferences(None), scenario, run)
protection.SOON = 20
keeper = protection.Protection(desk.documents, desk.history, desk.window, Path(sys.argv[1]))
desk.window.show()
chance = random.Random(int(sys.argv[2]))
def work():
    rate = round(chance.uniform(0.01, 0.2), 6)
    desk.session.change({"learning_rate": rate})
    for _ in range(chance.randint(0, 400)):
        desk.session.step()
    print(rate, flush=True)
timer = QTimer()
timer.timeout.connect(work)
timer.start(25)
QApplication.exec()
"""


def following(seed: int, told: int) -> float:
    """Return the rate after as many as were told."""
    chance = random.Random(seed)  # noqa: S311 - as the window chooses
    for _ in range(told):
        chance.uniform(0.01, 0.2)
        chance.randint(0, 400)
    return round(chance.uniform(0.01, 0.2), 6)


KILLS = 10
"""In each part of the whole check."""


def test_a_window_killed_in_the_middle_of_work_loses_none_but_the_last(
    folder: Path, fuzz_part: int, full: bool
) -> None:
    chance = random.Random(fuzz_part)  # noqa: S311 - moments of a test
    for k in range(KILLS * fuzz_part, KILLS * fuzz_part + (KILLS if full else 1)):
        window = subprocess.Popen(
            [sys.executable, "-c", WORKING, str(folder), str(k)], stdout=subprocess.PIPE
        )
        assert window.stdout is not None
        done = [float(window.stdout.readline()) for _ in range(3)]
        while not copies(folder):
            done.append(float(window.stdout.readline()))
        # No event marks the moment: it is to be any, in the middle of a copy or of a change.
        time.sleep(chance.uniform(0, 0.5))
        window.kill()
        done += [float(line) for line in window.stdout.read().split(b"\n")[:-1]]
        window.wait()
        window.stdout.close()
        recovery = Recovery(folder)
        found = recovery.abandoned()
        assert found is not None
        rate = load_document(found).run.experiment.learning_rate
        # The change that was being made was not told of any more.
        assert rate in done or rate == following(k, len(done))
        recovery.forget()
        recovery.end()
        assert left_over(folder) == []


def test_older_copies_are_left_to_the_next_starts(folder: Path) -> None:
    for k in range(3):
        leave_a_copy(folder, among=k + 1)
        (newest,) = set(copies(folder)) - {folder / f"{j}.gdsim" for j in range(k)}
        os.utime(newest, (time.time() - 60 + k,) * 2)
        newest.rename(folder / f"{k}.gdsim")
    offered = []
    for _ in range(3):
        recovery = Recovery(folder)
        found = recovery.abandoned()
        assert found is not None
        offered.append(found.name)
        recovery.forget()
        recovery.end()
    assert offered == ["2.gdsim", "1.gdsim", "0.gdsim"]
    assert Recovery(folder).abandoned() is None


def test_another_start_does_not_disturb_a_copy_that_is_being_written(folder: Path) -> None:
    living = Recovery(folder)
    living.write(document())
    living.wait()
    half_written = folder / f".gdsim-{_HOST}-{os.getpid()}-x.gdsim"
    half_written.write_bytes(b"PK")
    starting = Recovery(folder)
    assert starting.abandoned() is None
    assert half_written.exists()
    starting.end()
    living.end()


def test_the_copy_of_a_window_that_is_open_is_not_taken(folder: Path) -> None:
    living = Recovery(folder)
    living.write(document())
    living.wait()
    assert Recovery(folder).abandoned() is None
    living.end()


@pytest.mark.parametrize("made", [0.0, 4e9], ids=["decades ago", "in the future"])
def test_half_written_copies_go_but_a_whole_one_stays_whenever_the_clock_says_it_was_made(
    folder: Path, made: float
) -> None:
    leave_a_copy(folder)
    (copy,) = copies(folder)
    half_written = folder / f".gdsim-{_HOST}-{gone_process()}-x.gdsim"
    half_written.write_bytes(b"PK")
    if os.name != "posix":
        # Nobody can tell there whether its process is gone: it stays for a day.
        os.utime(half_written, (0, 0))
    os.utime(copy, (made, made))
    recovery = Recovery(folder)
    assert recovery.abandoned() == copy
    recovery.forget()
    recovery.end()
    assert list(folder.iterdir()) == []


def test_a_process_killed_at_any_moment_leaves_a_whole_copy(folder: Path, full: bool) -> None:
    for k in range(40 if full else 2):
        writing = subprocess.Popen([*LEAVE, str(folder), "on"], stdout=subprocess.PIPE)
        assert writing.stdout is not None
        assert writing.stdout.readline().rstrip() == b"written"
        # No event marks the moment: each is a little later in the writing of the next copy.
        time.sleep(0.003 * k)
        writing.kill()
        writing.wait()
        writing.stdout.close()
        recovery = Recovery(folder)
        found = recovery.abandoned()
        assert found is not None
        assert load_document(found).run.length == 0
        recovery.forget()
        recovery.end()
        assert left_over(folder) == []
