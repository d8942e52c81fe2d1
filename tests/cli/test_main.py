"""The program as a whole: which words open the window, help, and how bad words are answered."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

import gdsim
from gdsim import __version__
from gdsim.cli.commands import COMMANDS
from gdsim.cli.main import main
from gdsim.engine.run.trace import Trace
from tests.refusals import assert_refused

Capture = pytest.CaptureFixture[bytes]


@pytest.mark.parametrize("words", ["--start -1,-2", "--start=-1,-2", "--start w1=-1,w2=-2"])
def test_a_start_may_begin_with_a_minus_sign(capsysbinary: Capture, words: str) -> None:
    assert main(["run", "toy-bowl", *words.split(), "--iterations", "1"]) == 0
    first = capsysbinary.readouterr().out.decode().splitlines()[1].split(",")
    assert [float(first[5]), float(first[6])] == [-1, -2]


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["run", "--help"]])
def test_help_and_version_exit_with_0(capsysbinary: Capture, words: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 0
    out = capsysbinary.readouterr().out.decode()
    assert __version__ in out if words == ["--version"] else "gdsim run" in out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_page_of_help(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: gdsim {command} ")


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = {line.split()[0] for line in capsys.readouterr().out.splitlines() if line.strip()}
    assert COMMANDS.keys() <= listed


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["run", "--help"]])
def test_help_and_version_import_none_of_the_large_libraries(words: list[str]) -> None:
    program = (
        "import sys, gdsim.cli.main\n"
        f"try: gdsim.cli.main.main({words})\n"
        "except SystemExit: pass\n"
        "large = {'numpy', 'PySide6', 'polars', 'symengine', 'pyqtgraph'} & set(sys.modules)\n"
        "sys.exit(f'imported {large}' if large else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


BAD = [
    ("run toy-bowl --frobnicate", "--frobnicate"),
    ("run toy-bowl --iter 3", "--iter"),
    ("run toy-bowl --state -1", "-1"),
    ("runn toy-bowl", "runn"),
    ("nowhere.toml", "nowhere.toml"),
    (
        "nowhere",
        "run, compare, sweep, map, verdict, check, exam, variants, scenarios, working, screenshot",
    ),
    ("toy-bowl extra", "extra"),
    ("nowhere.gdsim", ".gdsim"),
]


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of a process")
def test_a_command_calculates_in_one_thread() -> None:
    # NumPy would start one for each core.
    program = (
        "import os, runpy, sys; sys.argv = ['gdsim', 'run', 'toy-bowl', '--iterations', '1']\n"
        "try: runpy.run_module('gdsim', run_name='__main__')\n"
        "except SystemExit: print(len(os.listdir('/proc/self/task')), file=sys.stderr)"
    )
    environment = {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert done.stderr.split()[-1] == b"1"


@pytest.mark.parametrize("words", ["screenshot toy-bowl -o", "working toy-bowl --at 0 -o"])
def test_a_command_with_qt_reads_no_source_of_modules(words: str, tmp_path: Path) -> None:
    # PySide6 would read all of them, which takes a tenth of a start.
    target = tmp_path / ("a.png" if "screenshot" in words else "a.pdf")
    program = (
        "import linecache, runpy, sys\n"
        f"sys.argv = ['gdsim', *{words.split()!r}, {str(target)!r}]\n"
        "try: runpy.run_module('gdsim', run_name='__main__')\n"
        "except SystemExit: print('\\n'.join(linecache.cache), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert target.exists()
    package = str(Path(gdsim.__file__).parent).encode()
    assert not [line for line in done.stderr.splitlines() if line.startswith(package)]


@pytest.mark.parametrize(("words", "named"), BAD, ids=[words for words, _ in BAD])
def test_bad_input_gets_one_line_and_exit_status_2(
    capsysbinary: Capture, words: str, named: str
) -> None:
    assert_refused(words, named, capsysbinary)


def test_a_document_is_no_scenario_file(capsysbinary: Capture, tmp_path: Path) -> None:
    (tmp_path / "mine.gdsim").write_bytes(b"PK")
    assert main(["run", str(tmp_path / "mine.gdsim")]) == 2
    assert b"mine.gdsim is a document" in capsysbinary.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        "run toy-bowl --rule {long}",
        "run toy-bowl --start {long},1",
        "run toy-bowl --{long}",
        "run toy-bowl --learning-rate q{long}",
        "run {long}",
        "{long}",
        "sweep toy-bowl --over {long}=1:2:3",
    ],
)
def test_a_word_of_thousands_of_characters_is_not_repeated_whole(
    capsysbinary: Capture, words: str
) -> None:
    assert main(words.format(long="9" * 3000).split()) == 2
    said = capsysbinary.readouterr().err.decode()
    assert said.count("\n") == 1
    assert max(map(len, said.split())) < 200
    assert "99…" in said


def test_a_run_that_memory_does_not_hold_is_refused_and_the_old_file_stays(
    capsysbinary: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> NoReturn:
        raise MemoryError

    table = tmp_path / "table.csv"
    table.write_text("old")
    monkeypatch.setattr(Trace, "at", full)
    assert_refused(f"run toy-bowl -o {table}", "not enough memory", capsysbinary)
    assert table.read_text() == "old"


def test_numbers_that_overflow_on_the_way_are_no_warning_to_a_person() -> None:
    sides = "--over x=-1e160:1e160:3 --over y=-1e300:1e300:3"
    words = f"map --objective abs(x)+1e150*y^2 --start=1e200,1e70 --iterations 3 {sides}"
    done = subprocess.run(
        [sys.executable, "-m", "gdsim", *words.split()], capture_output=True, check=True, text=True
    )
    assert "Warning" not in done.stderr
    assert ".py" not in done.stderr
