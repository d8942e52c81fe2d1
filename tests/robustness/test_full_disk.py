"""Writing where there is no room, or nobody to read: one sentence, and the old file stays."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gdsim.files.tables import FORMATS
from gdsim.files.workings import SHEET_FORMS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full and limits of size")

COMMANDS = {
    "run": "run toy-bowl --iterations 300",
    "compare": "compare toy-bowl noisy-bowl --rows --iterations 300",
    "working": "working toy-bowl --at 1 --to 20",
    "scenarios": "scenarios",
    "variants": "variants --rows 9 --batch-size 2",
    "sweep": "sweep toy-bowl --over learning-rate=1e-3:1:log:20 --iterations 3",
    "help": "--help",
    "exam": "exam history",
}

LIMITED = """
import contextlib, io, json, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
from gdsim.cli.main import main
said = []
for words in sys.argv[1:]:
    with contextlib.redirect_stderr(io.StringIO()) as error:
        said.append((main(words.split()), error.getvalue()))
print(json.dumps(said))
"""


def _environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def _said(error: bytes) -> list[str]:
    return [line for line in error.decode().splitlines() if line.startswith("gdsim: ")]


def _run_limited(commands: list[str]) -> list[tuple[int, str]]:
    """Return the exit status and what was said of each command, one process for all."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *commands],
        capture_output=True,
        check=False,
        env=_environment(),
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return [(status, error) for status, error in json.loads(done.stdout)]


def _cases(full: bool) -> list[tuple[str, str]]:
    tables = [("run", form) for form in FORMATS]
    sheets = [("working", form) for form in SHEET_FORMS]
    if not full:
        return [("run", "parquet"), ("run", "xlsx"), ("working", "pdf")]
    return [*tables, *(("compare", form) for form in FORMATS), *sheets]


def test_a_file_too_large_for_the_disk_leaves_the_old_one(tmp_path: Path, full: bool) -> None:
    commands: dict[str, Path] = {}
    for command, form in _cases(full):
        target = tmp_path / command / f"old.{form}"
        target.parent.mkdir(exist_ok=True)
        target.write_text("old")
        commands[f"{COMMANDS[command]} -o {target}"] = target
    said = _run_limited(list(commands))
    for (words, target), (status, error) in zip(commands.items(), said, strict=True):
        assert (status, len(_said(error.encode()))) == (2, 1), (words, error)
        assert "Traceback" not in error
        assert target.read_text() == "old"
    there = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert there == set(commands.values())


@pytest.mark.parametrize("form", FORMATS)
def test_standard_output_on_a_full_disk_is_said(form: str, full: bool) -> None:
    if not full and form not in ("csv", "parquet"):
        pytest.skip("checked with --full")
    words = f"run toy-bowl --iterations 9 --format {form}"
    _check_full(words)


def _check_full(words: str) -> None:
    with Path("/dev/full").open("wb") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "gdsim", *words.split()],
            stdout=stream,
            stderr=subprocess.PIPE,
            check=False,
            env=_environment(),
            timeout=120,
        )
    assert (done.returncode, len(_said(done.stderr))) == (2, 1), (words, done.stderr)
    assert "No space left" in _said(done.stderr)[0]
    assert b"Exception ignored" not in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_that_standard_output_is_full(command: str, full: bool) -> None:
    if not full and command not in ("scenarios", "help"):
        pytest.skip("checked with --full")
    _check_full(COMMANDS[command])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_that_standard_output_is_closed(command: str, full: bool) -> None:
    if not full and command not in ("scenarios", "working"):
        pytest.skip("checked with --full")
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" -m gdsim {COMMANDS[command]} >&-', sys.executable],
        stderr=subprocess.PIPE,
        check=False,
        env=_environment(),
        timeout=120,
    )
    assert (done.returncode, len(_said(done.stderr))) == (2, 1), done.stderr
    assert "standard output is closed" in _said(done.stderr)[0]


def test_a_reader_that_has_seen_enough_ends_the_program_quietly() -> None:
    words = "run toy-bowl --learning-rate 1e-3 --iterations 5000".split()
    process = subprocess.Popen(
        [sys.executable, "-m", "gdsim", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().startswith(b"iteration,")
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=120) == 0
    assert b"Traceback" not in error
    assert b"Exception ignored" not in error


ANSWERING = """
import resource, sys
from gdsim.engine.errors import InputError
from gdsim.files.exam.opening import open_store
from tests.study.exam.learner import answer
with open_store() as store:
    store.add([answer(0)])
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**16, unlimited[1]))
    refused = 0
    for number in range(30):
        try:
            store.add([answer(number, question='"' + "x" * 20_000 + '"')])
        except InputError as error:
            refused += 1
            print(error, file=sys.stderr)
    kept = len(store.answers())
    assert kept + refused == 31 and refused, (kept, refused)
    resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    store.add([answer(9)])
with open_store() as store:
    assert len(store.answers()) == kept + 1
"""


def test_an_answer_that_finds_no_room_is_refused_and_those_before_stay() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ANSWERING],
        capture_output=True,
        check=False,
        env={**_environment(), "PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    for line in done.stderr.decode().splitlines():
        assert line.startswith("cannot use ") and "make room" in line
