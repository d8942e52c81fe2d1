"""Progress on a terminal, and Ctrl+C."""

from __future__ import annotations

import io
import signal
import threading
from contextlib import redirect_stderr

import pytest

from gdsim.cli.long_work import clear_progress, interruptible, show_progress, updates_made
from gdsim.cli.main import main


class Terminal(io.StringIO):
    """A stream that says that a person reads it."""

    def isatty(self) -> bool:
        return True


def lines(written: str) -> list[str]:
    """Return what stood in the line each time before the cursor went back to its start."""
    shown, line = [], ""
    for part in written.split("\r")[1:]:
        line = part + line[len(part) :]
        shown.append(line)
    return shown


def test_shorter_progress_leaves_nothing_of_longer_one_and_the_end_nothing_at_all() -> None:
    with redirect_stderr(Terminal()) as terminal:
        show_progress("rosenbrock: 1,000,000 / 2,000,000")
        show_progress("99 %")
        clear_progress()
    assert [line.rstrip() for line in lines(terminal.getvalue())] == [
        "rosenbrock: 1,000,000 / 2,000,000",
        "99 %",
        "",
        "",
    ]


def test_progress_is_told_to_terminals_alone(capsys: pytest.CaptureFixture[str]) -> None:
    show_progress("99 %")
    clear_progress()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("run toy-bowl --iterations 100", "64 / 100"),
        ("compare toy-bowl --iterations 100", "toy-bowl: 64 / 100"),
    ],
)
@pytest.mark.usefixtures("capsysbinary")
def test_runs_tell_how_far_they_are(words: str, told: str) -> None:
    with redirect_stderr(Terminal()) as terminal:
        assert main(words.split()) == 0
    assert told in [line.rstrip() for line in lines(terminal.getvalue())]


def test_updates_are_told_with_their_limit_where_there_is_one() -> None:
    assert updates_made(1500, 20_000) == "1,500 / 20,000"
    assert updates_made(1500, None) == "1,500"


def test_first_interrupt_is_noted_and_the_second_one_breaks_off() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interruptible() as interrupted:
        assert not interrupted()
        signal.raise_signal(signal.SIGINT)
        assert interrupted()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_work_in_another_thread_is_not_interrupted() -> None:
    told: list[bool] = []

    def work() -> None:
        with interruptible() as interrupted:
            told.append(interrupted())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert told == [False]


def test_interrupted_run_writes_no_table(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(
        "gdsim.cli.commands.run.show_progress", lambda _text: signal.raise_signal(signal.SIGINT)
    )
    assert main(["run", "toy-bowl"]) == 130
    assert capsysbinary.readouterr().out == b""
