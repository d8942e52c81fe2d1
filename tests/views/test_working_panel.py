"""The panel with the worked solution, alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from gdsim.engine.experiment import Experiment
from gdsim.engine.run import Run
from gdsim.engine.stages import Stage
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat
from gdsim.study.sheet import sheet_text
from gdsim.study.sheet_writers import Form
from gdsim.views.style.formula import FormulaLabel, load_typesetter
from gdsim.views.working_panel import WorkingPanel


def snapshot(cursor: int, rule: str = "gd", stage: Stage | None = None) -> Snapshot:
    run = Run(Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), rule=rule))
    run.advance(5)
    return Snapshot(run, 1, run.length, cursor, run.row(cursor), run.stop, stage)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[WorkingPanel]:
    load_typesetter()
    panel = WorkingPanel()
    qtbot.addWidget(panel)
    panel.set_number_format(NumberFormat.decimals(2))
    panel.resize(460, 400)
    panel.show()
    yield panel
    panel.hide()


def shown(panel: WorkingPanel) -> list[str]:
    panel.sheet.complete()
    return [label.latex for label in panel.findChildren(FormulaLabel)]


def test_shows_the_update_at_the_cursor(panel: WorkingPanel) -> None:
    panel.set_snapshot(snapshot(0))
    assert r"w_{1} \leftarrow 4 - 0.1 \cdot 8 = 3.2" in shown(panel)
    panel.set_snapshot(snapshot(1))
    assert r"w_{1} \leftarrow 3.2 - 0.1 \cdot 6.4 = 2.56" in shown(panel)


def test_shows_the_update_that_led_here_where_that_is_asked_for(
    panel: WorkingPanel, qtbot: QtBot
) -> None:
    panel.set_snapshot(snapshot(0))
    last, _next = panel.which.findChildren(QToolButton)
    qtbot.mouseClick(last, Qt.MouseButton.LeftButton)
    assert shown(panel) == []
    assert any("No update" in label.text() for label in panel.findChildren(QLabel))
    panel.set_snapshot(snapshot(1))
    assert r"w_{1} \leftarrow 4 - 0.1 \cdot 8 = 3.2" in shown(panel)
    panel.copy("txt")
    assert "w_1 <- 4 - 0.1 * 8 = 3.2" in QGuiApplication.clipboard().text()


@pytest.mark.parametrize(
    ("stage", "titles"),
    [
        (Stage.CHOOSE, ["Loss"]),
        (Stage.GRADIENT, ["Gradient"]),
        (Stage.UPDATE, ["Learning rate", "Velocity", "Update"]),
    ],
)
def test_marks_what_belongs_to_a_stage_and_brings_it_into_sight(
    panel: WorkingPanel, stage: Stage, titles: list[str]
) -> None:
    panel.set_snapshot(snapshot(2, "momentum"))
    shown(panel)
    panel.set_snapshot(snapshot(2, "momentum", stage))
    lit = [label for label in panel.findChildren(QLabel) if label.property("lit")]
    assert [label.text() for label in lit] == titles
    assert not lit[0].visibleRegion().isEmpty()
    panel.set_snapshot(snapshot(2, "momentum"))
    assert not any(label.property("lit") for label in panel.findChildren(QLabel))


def test_asks_for_another_number_format(panel: WorkingPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.numberFormatRequested) as asked:
        qtbot.keyClick(panel.number_format.digits, Qt.Key.Key_Up)
    assert asked.args == [NumberFormat.decimals(3)]


def test_works_nothing_out_while_hidden(panel: WorkingPanel) -> None:
    panel.hide()
    panel.set_snapshot(snapshot(0, "adam"))
    assert shown(panel) == []
    panel.show()
    assert len(shown(panel)) > 10


def test_formulas_come_one_by_one_without_being_waited_for(
    panel: WorkingPanel, qtbot: QtBot
) -> None:
    panel.set_snapshot(snapshot(2, "adam"))
    labels = panel.findChildren(FormulaLabel)
    assert not all(label.latex for label in labels)
    qtbot.waitUntil(lambda: all(label.latex for label in labels))
    assert all(label.is_typeset for label in labels)


@pytest.mark.parametrize(
    ("form", "part", "whole"),
    [
        ("txt", "w_1 <- 4", "===="),
        ("md", r"$$w_{1} \leftarrow", "# Worked"),
        ("tex", r"\[ w_{1}", "document"),
        ("html", "<math", "<body"),
    ],
)
def test_copies_a_part_to_paste_in_every_form(
    panel: WorkingPanel, form: Form, part: str, whole: str
) -> None:
    panel.set_snapshot(snapshot(0))
    panel.copy(form)
    text = QGuiApplication.clipboard().text()
    assert part in text
    assert whole not in text
    assert whole in sheet_text(snapshot(0).run, 0, 0, form, NumberFormat.decimals(2))


def test_html_is_pasted_with_its_format_and_other_forms_as_text(panel: WorkingPanel) -> None:
    panel.set_snapshot(snapshot(0))
    panel.copy("html")
    copied = QGuiApplication.clipboard().mimeData()
    assert "<math" in copied.html()
    assert copied.html().endswith(copied.text())
    panel.copy("tex")
    assert not QGuiApplication.clipboard().mimeData().hasHtml()
