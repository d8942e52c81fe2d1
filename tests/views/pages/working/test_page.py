"""The panel with the worked solution, alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.generated import generate
from gdsim.engine.run.run import Run
from gdsim.engine.run.stages import Stage
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat
from gdsim.study.working.batch import MOST_ROWS_ON_REQUEST
from gdsim.study.working.blocks import Table
from gdsim.study.working.sheets.sheet import make_sheet
from gdsim.study.working.sheets.writers import FORMS, sheet_document
from gdsim.views.pages.working.page import WorkingPage
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.typesetting import load_typesetter, typeset


def snapshot(cursor: int, rule: str = "gd", stage: Stage | None = None) -> Snapshot:
    run = Run(Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), rule=rule))
    run.advance(5)
    return Snapshot(run, 1, run.length, cursor, run.row(cursor), run.stop, stage)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[WorkingPage]:
    load_typesetter()
    panel = WorkingPage()
    qtbot.addWidget(panel)
    panel.set_number_format(NumberFormat.decimals(2))
    panel.resize(460, 400)
    panel.show()
    yield panel
    panel.hide()


def shown(panel: WorkingPage) -> list[str]:
    panel.sheet.complete()
    return [label.latex for label in panel.findChildren(FormulaLabel)]


def test_shows_the_update_at_the_cursor(panel: WorkingPage) -> None:
    panel.set_snapshot(snapshot(0))
    assert r"w_{1} \leftarrow 4 - 0.1 \cdot 8 = 3.2" in shown(panel)
    panel.set_snapshot(snapshot(1))
    assert r"w_{1} \leftarrow 3.2 - 0.1 \cdot 6.4 = 2.56" in shown(panel)


def test_shows_the_update_that_led_here_where_that_is_asked_for(
    panel: WorkingPage, qtbot: QtBot
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
    panel: WorkingPage, stage: Stage, titles: list[str]
) -> None:
    panel.set_snapshot(snapshot(2, "momentum"))
    shown(panel)
    panel.set_snapshot(snapshot(2, "momentum", stage))
    lit = [label for label in panel.findChildren(QLabel) if label.property("lit")]
    assert [label.text() for label in lit] == titles
    assert not lit[0].visibleRegion().isEmpty()
    panel.set_snapshot(snapshot(2, "momentum"))
    assert not any(label.property("lit") for label in panel.findChildren(QLabel))


def batch_at(run: Run, cursor: int, *, is_veiled: bool = False) -> Snapshot:
    row = run.row(cursor)
    return Snapshot(run, 1, run.length, cursor, row, run.stop, is_veiled=is_veiled)


def batch_run(rows: int, batch_size: int) -> Run:
    run = Run(
        Experiment(
            objective="(w*x + b - y)^2",
            dataset=generate(f"linear(rows={rows})"),
            method="mini-batch",
            batch_size=batch_size,
            learning_rate=1e-3,
        )
    )
    run.advance(3)
    return run


def table_of(panel: WorkingPage) -> Table:
    (table,) = (b for s in panel.sheet.shown.sections for b in s.blocks if isinstance(b, Table))
    return table


def buttons(panel: WorkingPage) -> dict[str, QPushButton]:
    return {one.text(): one for one in panel.findChildren(QPushButton)}


def test_all_rows_of_a_long_batch_are_shown_on_demand_while_the_run_is_the_same(
    panel: WorkingPage, qtbot: QtBot
) -> None:
    run = batch_run(80, 32)
    panel.set_snapshot(batch_at(run, 0))
    assert len(table_of(panel).rows) == 8
    qtbot.mouseClick(buttons(panel)["Show all 32 rows"], Qt.MouseButton.LeftButton)
    for t in (0, 1):
        panel.set_snapshot(batch_at(run, t))
        panel.complete()
        assert [int(row[0]) for row in table_of(panel).rows] == run.rows(t).tolist()
    panel.copy("txt")
    assert "more rows" not in QGuiApplication.clipboard().text()
    other = batch_run(80, 32)
    panel.set_snapshot(batch_at(other, 0))
    assert len(table_of(panel).rows) == 8
    qtbot.mouseClick(buttons(panel)["Show all 32 rows"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(buttons(panel)["Show fewer rows"], Qt.MouseButton.LeftButton)
    assert len(table_of(panel).rows) == 8


def test_hidden_update_shows_all_rows_with_blanks(panel: WorkingPage, qtbot: QtBot) -> None:
    run = batch_run(160, 64)
    panel.set_snapshot(batch_at(run, 1, is_veiled=True))
    qtbot.mouseClick(buttons(panel)["Show all 64 rows"], Qt.MouseButton.LeftButton)
    table = table_of(panel)
    assert len(table.rows) == 64
    assert {row[-1].strip("_") for row in table.rows} == {""}


def test_batch_of_very_many_rows_says_how_many_can_be_shown(panel: WorkingPage) -> None:
    panel.set_snapshot(batch_at(batch_run(2 * MOST_ROWS_ON_REQUEST, MOST_ROWS_ON_REQUEST), 0))
    assert any(text.startswith("Show all") for text in buttons(panel))
    panel.set_snapshot(batch_at(batch_run(2 * MOST_ROWS_ON_REQUEST, MOST_ROWS_ON_REQUEST + 1), 0))
    assert not any(text.startswith("Show all") for text in buttons(panel))
    told = " ".join(label.text() for label in panel.findChildren(QLabel))
    assert f"Up to {MOST_ROWS_ON_REQUEST:,} rows can be shown" in told


def test_stages_are_those_of_the_next_update(panel: WorkingPage, qtbot: QtBot) -> None:
    panel.set_snapshot(snapshot(1))
    last, next_one = panel.which.findChildren(QToolButton)
    qtbot.mouseClick(last, Qt.MouseButton.LeftButton)
    panel.set_snapshot(snapshot(1, stage=Stage.GRADIENT))
    assert next_one.isChecked()
    assert r"w_{1} \leftarrow 3.2 - 0.1 \cdot 6.4 = 2.56" in shown(panel)


def test_another_objective_is_shown_from_its_top(panel: WorkingPage) -> None:
    panel.set_snapshot(snapshot(1, "adam"))
    shown(panel)
    bar = panel.sheet.verticalScrollBar()
    bar.setValue(bar.maximum())
    panel.set_snapshot(snapshot(2, "adam"))
    assert bar.value() == 0  # Each snapshot here has an objective of its own.


def test_asks_for_another_number_format(panel: WorkingPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.numberFormatRequested) as asked:
        qtbot.keyClick(panel.number_format.digits, Qt.Key.Key_Up)
    assert asked.args == [NumberFormat.decimals(3)]


def test_a_step_leaves_the_keyboard_where_it_was_and_nothing_of_the_last_update(
    panel: WorkingPage,
) -> None:
    panel.set_snapshot(snapshot(0, "adam"))
    panel.complete()
    before = panel.findChildren(FormulaLabel)
    changing = next(k for k, label in enumerate(before) if "32" in label.latex)
    before[changing].setFocus()
    old = [label.latex for label in before]
    panel.set_snapshot(snapshot(1, "adam"))
    soon = shown(panel)
    panel.complete()
    new = shown(panel)
    assert all(now in (then, "") for now, then in zip(soon, new, strict=True))
    assert new[changing] != old[changing]
    assert panel.findChildren(FormulaLabel)[changing].hasFocus()


def test_works_nothing_out_while_hidden(panel: WorkingPage) -> None:
    panel.hide()
    panel.set_snapshot(snapshot(0, "adam"))
    assert shown(panel) == []
    panel.show()
    assert len(shown(panel)) > 10


def test_formulas_come_one_by_one_without_being_waited_for(
    panel: WorkingPage, qtbot: QtBot
) -> None:
    panel.set_snapshot(snapshot(2, "adam"))
    labels = panel.findChildren(FormulaLabel)
    assert not all(label.latex for label in labels)
    qtbot.waitUntil(lambda: all(label.latex for label in labels))
    assert all(typeset(label.latex, 20.0, "#000000") for label in labels)


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
    panel: WorkingPage, form: str, part: str, whole: str
) -> None:
    panel.set_snapshot(snapshot(0))
    panel.copy(form)
    text = QGuiApplication.clipboard().text()
    assert part in text
    assert whole not in text
    sheet = make_sheet(snapshot(0).run, 0, 0, NumberFormat.decimals(2))
    assert whole in sheet_document(sheet, form)


def test_every_form_can_be_copied_and_plain_text_comes_first(panel: WorkingPage) -> None:
    (menu,) = panel.findChildren(QMenu)
    offered = [action.text() for action in menu.actions()]
    assert sorted(offered) == sorted(form.copy_title for form in FORMS.values())
    assert offered[0] == "Copy as plain text"


def test_html_is_pasted_with_its_format_and_other_forms_as_text(panel: WorkingPage) -> None:
    panel.set_snapshot(snapshot(0))
    panel.copy("html")
    copied = QGuiApplication.clipboard().mimeData()
    assert "<math" in copied.html()
    assert copied.html().endswith(copied.text())
    panel.copy("tex")
    assert not QGuiApplication.clipboard().mimeData().hasHtml()
