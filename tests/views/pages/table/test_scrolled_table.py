"""The iteration table paints only what a step changed, and that is all there is to be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.models.session import Session
from gdsim.views.pages.table import IterationTable
from gdsim.views.style.theme import DARK, apply_theme


class Painted(QObject):
    """Counts the pixels of what is painted anew."""

    def __init__(self) -> None:
        super().__init__()
        self.pixels = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QPaintEvent):
            self.pixels += sum(
                part.width() * part.height() for part in cast("Iterable[QRect]", event.region())
            )
        return False


@pytest.fixture
def session() -> Session:
    run = Run(Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=1e-3))
    run.advance(60)
    return Session(run)


@pytest.fixture(params=[300, 309, 2000])
def height(request: pytest.FixtureRequest) -> int:
    """Of the table, in which the last row may be cut, or that has room for all of them."""
    return cast(int, request.param)


@pytest.fixture
def table(
    qtbot: QtBot, qapp: QApplication, session: Session, height: int
) -> Iterator[IterationTable]:
    palette, font = qapp.palette(), qapp.font()
    apply_theme(qapp, DARK)
    table = IterationTable()
    qtbot.addWidget(table)
    table.set_theme(DARK)
    session.changed.connect(table.set_snapshot)
    session.go_to(60)
    table.resize(500, height)
    with qtbot.waitExposed(table):
        table.show()
    QApplication.processEvents()
    yield table
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


def seen(table: IterationTable) -> QImage:
    """Return what stands on the screen, put together from all that was painted."""
    return table.screen().grabWindow(table.winId()).toImage()


def painted_anew(table: IterationTable) -> QImage:
    return table.grab().toImage().convertToFormat(seen(table).format())


def test_a_step_paints_few_rows_of_the_table(table: IterationTable, session: Session) -> None:
    area, painted = table.rows.viewport(), Painted()
    area.installEventFilter(painted)
    session.step()
    QApplication.processEvents()
    assert 0 < painted.pixels < 0.5 * area.width() * area.height()


@pytest.mark.parametrize("move", ["step", "back", "first", "far"])
def test_what_was_moved_is_what_would_be_painted(
    table: IterationTable, session: Session, move: str
) -> None:
    for _ in range(4):
        {"step": session.step, "back": session.back, "first": session.first}.get(
            move, lambda: session.go_to(31)
        )()
        QApplication.processEvents()
        QApplication.processEvents()
        assert seen(table) == painted_anew(table)


def test_rows_that_were_moved_sideways_are_what_would_be_painted(table: IterationTable) -> None:
    table.resize(300, table.height())
    QApplication.processEvents()
    for _ in range(3):
        bar = table.rows.horizontalScrollBar()
        bar.setValue(bar.value() + 17)
        QApplication.processEvents()
        assert bar.value() and seen(table) == painted_anew(table)
