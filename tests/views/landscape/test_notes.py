"""The notes in the corners of the landscape: whole, and none upon another."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gdsim.views.landscape.canvas import WindowCanvas
from gdsim.views.style.theme import LIGHT

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

LEFT = "The point has left the picture: w₁ ≈ 2.3×10⁻¹², w₂ ≈ −196000"
READ = "w₁ = 12.000000000   w₂ = −3.250000000   loss 196.250000000"
ROWS = "contours from 2,000 of 1,000,000 rows"


@pytest.mark.parametrize("width", [320, 480, 900])
@pytest.mark.parametrize("is_low", [False, True])
def test_notes_are_whole_and_apart(qtbot: QtBot, width: int, is_low: bool) -> None:
    canvas = WindowCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(width, 500)
    canvas.set_theme(LIGHT)
    canvas.show()
    canvas.notes.is_low = is_low
    notes = canvas.notes.absence, canvas.notes.readout, canvas.notes.remark
    for note, text in zip(notes, (LEFT, READ, ROWS), strict=True):
        canvas.notes.show(note, text)
    for note in notes:
        assert canvas.rect().contains(note.geometry())
        room = note.contentsRect()
        needed = note.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), note.text())
        assert needed.width() <= room.width() and needed.height() <= room.height()
    for one, other in combinations(notes, 2):
        assert not one.geometry().intersects(other.geometry())


def test_a_low_note_stands_at_the_edge_where_no_other_is(qtbot: QtBot) -> None:
    canvas = WindowCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(900, 500)
    canvas.show()
    canvas.notes.is_low = True
    canvas.notes.show(canvas.notes.absence, "here")
    area = canvas.mapFromScene(canvas.area.sceneBoundingRect()).boundingRect()
    assert area.bottom() - canvas.notes.absence.geometry().bottom() <= 10
