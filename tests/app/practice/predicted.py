"""Numbers that are predicted of the bowl of the lecture, and what is shown of it meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gdsim.app.desk import Desk
from gdsim.app.pages import TABLE
from gdsim.study.practice.answers import Field
from gdsim.views.pages.predict import PredictPage

W1, W2 = Field("new", 0), Field("new", 1)


def answer(page: PredictPage, given: dict[Field, str]) -> list[str]:
    """Type answers, press Enter in the last one, and return what is said."""
    for field, text in given.items():
        edit = page.fields[field].edit
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    return page.sentences


def table(desk: Desk, row: int) -> list[str]:
    model = desk.window.pages.build(TABLE).model
    return [model.text(row, column) for column in range(model.columnCount())]
