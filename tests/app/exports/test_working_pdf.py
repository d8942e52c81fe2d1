"""Workings as PDF, from the window and the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from gdsim.app.exports.working_pdf import write_pdf
from gdsim.cli.main import main
from gdsim.engine.errors import InputError
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.numbers import NumberFormat
from gdsim.study.working.sheets.sheet import make_sheet

FOUR = NumberFormat.decimals(4)


def pages(path: Path) -> int:
    """Return the number of pages that a PDF says it has."""
    content = path.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
    return len(re.findall(rb"/Type /Page\b", content))


@pytest.fixture
def run(qtbot: QtBot) -> Run:
    return run_scenario(builtin_scenario("linear-regression"), 6)


def test_more_updates_take_more_pages(run: Run, tmp_path: Path) -> None:
    counts = []
    for last in (0, 2):
        path = tmp_path / f"{last}.pdf"
        write_pdf(make_sheet(run, 0, last, FOUR), path)
        counts.append(pages(path))
    assert counts[0] >= 1
    assert counts == sorted(set(counts))


def test_blanks_come_with_their_answers_on_further_pages(run: Run, tmp_path: Path) -> None:
    write_pdf(make_sheet(run, 0, 2, FOUR, "blanks"), tmp_path / "blanks.pdf")
    assert pages(tmp_path / "blanks.pdf") >= 3


def test_folder_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        write_pdf(make_sheet(run, 1, 1, FOUR), tmp_path / "nowhere" / "sheet.pdf")
    assert list(tmp_path.iterdir()) == []


def test_command_line_writes_the_pdf(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    assert main(["working", "toy-bowl", "--at", "0", "--to", "3", "-o", str(path)]) == 0
    assert pages(path) >= 1


def test_every_page_has_its_number_and_that_of_all(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    draw = QPainter.drawText

    def noting(painter: QPainter, *what: object) -> object:
        written.append(what[-1])
        return draw(painter, *what)

    monkeypatch.setattr(QPainter, "drawText", noting)
    write_pdf(make_sheet(run, 0, 2, FOUR, title="Six rows"), tmp_path / "sheet.pdf")
    count = pages(tmp_path / "sheet.pdf")
    assert written[0] == "Six rows"
    numbers = [text for text in written if re.fullmatch(r"\d+ / \d+", str(text))]
    assert numbers == [f"{n} / {count}" for n in range(1, count + 1)]
