"""The fields of the window of sweeps: what they begin with, ask for and refuse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from gdsim.engine.many.axes import LEARNING_RATE
from gdsim.views.tools.sweep_form import SweepRequest
from gdsim.views.tools.sweep_window import SweepWindow
from tests.views.tools.sweeps import BOWL, opened_sweep


@pytest.fixture
def window(qtbot: QtBot) -> SweepWindow:
    return opened_sweep(qtbot)


def test_fields_begin_two_decades_either_side_and_ask_for_that(
    qtbot: QtBot, window: SweepWindow
) -> None:
    with qtbot.waitSignal(window.runRequested) as asked:
        QTest.mouseClick(window.run, Qt.MouseButton.LeftButton)
    request: SweepRequest = asked.args[0]
    (axis,) = request.axes
    assert (axis.name, axis.values[0], axis.values[-1]) == (LEARNING_RATE, 0.001, 10)
    assert request.updates == 100


def test_typed_range_stays_when_the_rate_changes_and_another_follows(window: SweepWindow) -> None:
    window.set_experiment(BOWL.with_(learning_rate=2), 1)
    assert window.form.first.low.value == 0.01
    field = window.form.first.low
    field.selectAll()
    QTest.keyClicks(field, "0.05")
    QTest.keyClick(field, Qt.Key.Key_Return)
    window.set_experiment(BOWL.with_(learning_rate=0.4), 1)
    assert window.form.first.low.value == 0.05


def test_text_that_is_still_being_typed_counts(qtbot: QtBot, window: SweepWindow) -> None:
    window.form.updates.selectAll()
    QTest.keyClicks(window.form.updates, "30")
    with qtbot.waitSignal(window.runRequested) as asked:
        QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.args[0].updates == 30


@pytest.mark.parametrize(("low", "sentence"), [("11", "empty"), ("-1", "above 0"), ("x", "number")])
def test_range_that_cannot_be_is_refused_with_a_sentence(
    qtbot: QtBot, window: SweepWindow, low: str, sentence: str
) -> None:
    window.form.first.low.selectAll()
    QTest.keyClicks(window.form.first.low, low)
    with qtbot.assertNotEmitted(window.runRequested):
        window.request_run()
    assert sentence in window.form.first.low.fault
    assert window.refusal.text() == ""


def test_both_ends_of_an_empty_range_are_marked_until_one_is_edited(window: SweepWindow) -> None:
    low, high = window.form.first.low, window.form.first.high
    low.set_value(11)
    window.request_run()
    assert low.property("invalid") and high.property("invalid")
    assert low.fault == high.fault == "The range is empty; give a From below To"
    high.selectAll()
    QTest.keyClicks(high, "20")
    assert not low.property("invalid") and not high.property("invalid")
    assert low.fault == high.fault == ""


@pytest.mark.parametrize("count", ["0", "100000"])
def test_wrong_number_of_values_is_said_in_whole_numbers(window: SweepWindow, count: str) -> None:
    window.form.first.count.selectAll()
    QTest.keyClicks(window.form.first.count, count)
    window.request_run()
    assert window.form.first.count.fault == (
        f"{count} is not a number of values that can be drawn; give 10 to 2000"
    )


def test_range_that_was_swept_stays_and_follows_again_for_another_setting(
    window: SweepWindow,
) -> None:
    window.request_run()
    window.set_experiment(BOWL.with_(learning_rate=0.004), 1)
    assert (window.form.first.low.value, window.form.first.high.value) == (0.001, 10)
    over = window.form.over
    over.setCurrentIndex(over.findText("Momentum β"))
    over.setCurrentIndex(0)
    assert window.form.first.low.value == 0.0001


def test_range_of_a_number_of_updates_ends_with_the_updates_of_the_runs(
    window: SweepWindow,
) -> None:
    window.form.over.setCurrentIndex(window.form.over.findText("Warm-up"))
    assert (window.form.first.low.value, window.form.first.high.value) == (0, 100)
    window.form.updates.selectAll()
    QTest.keyClicks(window.form.updates, "60")
    QTest.keyClick(window.form.updates, Qt.Key.Key_Return)
    assert window.form.first.high.value == 60


def test_fewer_whole_numbers_than_asked_for_are_said(window: SweepWindow) -> None:
    window.form.over.setCurrentIndex(window.form.over.findText("Warm-up"))
    window.form.first.count.selectAll()
    QTest.keyClicks(window.form.first.count, "60")
    QTest.keyClick(window.form.first.count, Qt.Key.Key_Return)
    said = [label.text() for label in window.findChildren(QLabel)]
    assert "Warm-up, whole numbers 0, 2 … 100: 51 values" in said


def test_every_choice_is_shown_whole(qtbot: QtBot, window: SweepWindow) -> None:
    over = window.form.over
    for schedule in ("constant", "step", "cosine"):
        window.set_experiment(BOWL.with_(schedule=schedule, settings={}), 50)
        QApplication.processEvents()
        option = QStyleOptionComboBox()
        over.initStyleOption(option)
        room = over.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            over,
        )
        for k in range(over.count()):
            assert over.fontMetrics().horizontalAdvance(over.itemText(k)) <= room.width()


def test_two_settings_are_asked_for_as_a_map(qtbot: QtBot, window: SweepWindow) -> None:
    over = window.form.over
    over.setCurrentIndex(over.findText("η × Momentum β"))
    assert window.form.second.low.isVisible()
    with qtbot.waitSignal(window.runRequested) as asked:
        window.request_run()
    rates, betas = asked.args[0].axes
    assert (rates.name, betas.name) == (LEARNING_RATE, "beta")
    assert (betas.values[0], betas.values[-1]) == (0, pytest.approx(0.99))


@pytest.mark.parametrize("size", [(900, 600), (1280, 800)])
def test_no_field_is_cut_off(window: SweepWindow, size: tuple[int, int]) -> None:
    over = window.form.over
    over.setCurrentIndex(over.findText("η × Momentum β"))
    window.resize(*size)
    QApplication.processEvents()
    edge = window.run.parentWidget().width()
    for field in (over, window.form.first.low, window.form.second.count, window.form.updates):
        right = field.mapTo(window.run.parentWidget(), field.rect().topRight()).x()
        assert field.visibleRegion().boundingRect() == field.rect()
        assert right <= edge
