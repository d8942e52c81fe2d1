"""Steps, exports, saving and leaving while a field holds something else than is in force."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.exports.export_dialog import ExportDialog
from gdsim.app.pages import RUNS
from gdsim.files.document.reading import load_document
from tests.app.opening import cursor, opened
from tests.typed import type_into


def asked(do: Callable[[], object], *, goes_on: bool) -> str:
    """Return what is asked when `do` is done, answered so; empty where nothing is."""
    questions: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            questions.append(box.informativeText())
            on = QMessageBox.ButtonRole.AcceptRole
            wanted = [one for one in box.buttons() if (box.buttonRole(one) == on) == goes_on]
            wanted[0].click()

    QTimer.singleShot(0, answer)
    do()
    QApplication.processEvents()
    return "".join(questions)


def begin_to_type(field: QLineEdit, text: str) -> None:
    """Type in place of what stands in the field, and stay there."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def every_number(desk: Desk) -> dict[str, QLineEdit]:
    setup = desk.window.setup
    for part in (setup.rate, setup.method, setup.stopping, setup.rounding):
        part.fold.button.setChecked(True)
    QApplication.processEvents()
    return {
        "Objective": setup.objective.text,
        "Start of w": setup.objective.start.fields["w"],
        "Learning rate": setup.rate.rate,
        "Warm-up": setup.rate.schedule.form.fields["warmup"],
        "β₁": setup.rule.form.fields["beta1"],
        "Batch size": setup.method.batch_size,
        "Seed": setup.method.order.seed,
        "Epochs": setup.stopping.limits["epochs"],
        "Digits of the gradient": setup.rounding.fields["round_gradient"].digits,
    }


def test_step_names_every_field_that_holds_something_else(qtbot: QtBot) -> None:
    desk = opened(qtbot, "linear-regression")
    desk.session.change({"rule": "adam", "round_gradient": "3 figures"})
    fields = every_number(desk)
    experiment = desk.session.run.experiment
    for field in fields.values():
        type_into(field, "abc++")
    said = asked(lambda: desk.actions.trigger("step"), goes_on=False)
    for name, field in fields.items():
        assert f"{name}: “abc++” was not taken" in said
        assert field.text() == "abc++"
        assert field.fault
    assert cursor(desk) == 0
    assert desk.session.run.experiment == experiment
    for field in fields.values():
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert asked(lambda: desk.actions.trigger("step"), goes_on=False) == ""
    assert cursor(desk) == 1


def test_told_to_go_on_it_does_and_asks_again_only_for_another_text(desk: Desk) -> None:
    rate = desk.window.setup.rate.rate
    type_into(rate, "abc", Qt.Key.Key_Tab)
    step = desk.window.transport.button("step").click
    assert "0.1 is in force" in asked(step, goes_on=True)
    assert asked(step, goes_on=False) == ""
    assert (cursor(desk), rate.text()) == (2, "abc")
    type_into(rate, "xyz", Qt.Key.Key_Tab)
    assert "xyz" in asked(step, goes_on=False)
    assert cursor(desk) == 2
    assert desk.window.focusWidget() is rate


@pytest.mark.parametrize("action", ["step", "next_stage", "next_epoch", "to_the_end", "play"])
def test_whatever_goes_on_with_the_run_asks_first(desk: Desk, action: str) -> None:
    type_into(desk.window.setup.objective.start.fields["w1"], "abc", Qt.Key.Key_Tab)
    assert "Start of w1" in asked(lambda: desk.actions.trigger(action), goes_on=False)
    assert cursor(desk) == 0
    assert not desk.session.is_busy


@pytest.mark.parametrize(
    "action",
    [
        "export", "export_working", "save_scenario", "copy_all", "keep",
        "side_by_side", "sweep", "start_map",
    ],
)  # fmt: skip
def test_whatever_takes_the_settings_elsewhere_asks_first(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    monkeypatch.setattr(ExportDialog, "exec", lambda _dialog: pytest.fail("exported"))
    type_into(desk.window.setup.rate.rate, "", Qt.Key.Key_Tab)
    assert "Learning rate" in asked(lambda: desk.actions.trigger(action), goes_on=False)
    assert desk.kept.runs == ()
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [desk.window]


def test_what_is_still_being_typed_counts_for_the_step(desk: Desk) -> None:
    rate = desk.window.setup.rate.rate
    begin_to_type(rate, "0,2")
    desk.actions.trigger("step")
    assert desk.session.run.experiment.learning_rate == 0.2
    assert (cursor(desk), rate.text()) == (1, "0.2")


def test_what_is_still_being_typed_is_saved(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "it.gdsim"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    desk.actions.trigger("save")
    begin_to_type(desk.window.setup.objective.text, "w1^2 + 9*w2^2")
    desk.actions.trigger("save")
    assert load_document(path).run.experiment.objective == "w1^2 + 9*w2^2"


def test_closing_asks_about_what_is_still_being_typed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = []
    buttons = QMessageBox.StandardButton
    monkeypatch.setattr(
        QMessageBox, "question", lambda *told: questions.append(told[2]) or buttons.Cancel
    )
    desk.documents.asks = True
    begin_to_type(desk.window.setup.rate.rate, "0.2")
    is_closed = desk.window.close()
    desk.documents.asks = False
    assert (is_closed, len(questions)) == (False, 1)


@pytest.mark.parametrize("action", ["save", "quit"])
def test_a_name_that_is_still_being_typed_is_saved(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    path = tmp_path / "it.gdsim"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Save)
    desk.actions.trigger("keep")
    desk.actions.trigger("save")
    desk.window.pages.turn_to(RUNS)
    table = desk.window.pages.build(RUNS).table
    qtbot.waitUntil(lambda: table.item(1, 0) is not None)
    table.editItem(table.item(1, 0))
    editor = table.viewport().findChild(QLineEdit)
    QTest.keyClicks(editor, "the best")
    desk.documents.asks = True
    desk.actions.trigger(action)
    assert [one.name for one in load_document(path).kept] == ["the best"]


@pytest.mark.parametrize("action", ["save", "save_as", "quit", "new", "open"])
def test_saving_and_leaving_name_a_field_that_holds_something_else_and_lead_back_to_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: pytest.fail("went on"))
    desk.documents.asks = True
    field = desk.window.setup.objective.text
    type_into(field, "w1^2 + 9*", Qt.Key.Key_Tab)
    desk.actions.trigger("practice")
    said = asked(lambda: desk.actions.trigger(action), goes_on=False)
    desk.documents.asks = False
    assert "w1^2 + 9*" in said
    assert desk.window.isVisible()
    assert (desk.window.focusWidget(), field.text()) == (field, "w1^2 + 9*")


def test_wrong_text_outlives_other_changes_but_not_another_scenario(desk: Desk) -> None:
    setup = desk.window.setup
    type_into(setup.objective.text, "x^^2")
    type_into(setup.rate.rate, "abc")
    told = setup.objective.text.fault, setup.rate.rate.fault
    desk.session.change({"rule": "momentum"})
    desk.history.undo()
    assert (setup.objective.text.fault, setup.rate.rate.fault) == told
    assert all(told)
    desk.scenarios.show_builtin("saddle")
    assert [one for one in setup.findChildren(QLineEdit) if one.property("invalid")] == []
    assert setup.objective.text.text() == desk.session.run.experiment.objective


def test_nothing_in_the_panel_moves_when_its_fields_are_refused(qtbot: QtBot) -> None:
    desk = opened(qtbot, "linear-regression")
    desk.session.change({"rule": "adam", "round_gradient": "3 figures"})
    setup = desk.window.setup
    fields = every_number(desk)

    def places() -> list[tuple[int, int]]:
        return [
            (field.mapTo(setup.area.widget(), field.pos()).y(), field.width())
            for field in fields.values()
        ]

    before = places()
    for field in fields.values():
        type_into(field, "abc++ " * 20)
    assert places() == before
