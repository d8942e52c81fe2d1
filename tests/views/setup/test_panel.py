"""The set-up panel as a whole: what it shows, what is refused, and how one gets about in it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QSlider,
)
from pytestqt.qtbot import QtBot

from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.fold import Fold
from gdsim.views.fields.number_field import NumberField, positive
from gdsim.views.setup import SetupPanel
from gdsim.views.setup.stopping_section import StoppingSection
from tests.typed import type_into
from tests.views.setup.shown_panel import BOWL, LINE, Requests, show


def test_sections_below_the_edge_show_what_was_set_before_they_were_built(qtbot: QtBot) -> None:
    panel = SetupPanel()
    qtbot.addWidget(panel)
    show(panel, BOWL.with_(iterations=7))
    panel.set_exact("far off")
    panel.show()
    qtbot.waitUntil(lambda: len(panel.findChildren(StoppingSection)) == 1)
    assert panel.stopping.limits["iterations"].value == 7
    assert panel.rounding.exact.text() == "far off"


def test_showing_an_experiment_asks_for_nothing(panel: SetupPanel) -> None:
    requests = Requests(panel)
    for experiment in (LINE, BOWL, LINE.with_(rule="adam", schedule="cosine"), BOWL):
        show(panel, experiment)
    assert requests == []


def test_refusal_from_outside_stands_at_the_field_that_asked_and_brings_its_value_back(
    panel: SetupPanel,
) -> None:
    show(panel, LINE.with_(method="mini-batch", batch_size=32))
    panel.changeRequested.connect(lambda _changes: panel.show_refusal("batch_size", "too many"))
    type_into(panel.method.batch_size, "61000")
    assert panel.method.batch_size.text() == "61000"
    assert panel.method.batch_size.fault == "too many"
    assert panel.method.batch_size.value == 32
    assert panel.unsettled() == [panel.method.batch_size]


def test_refused_choice_gives_way_to_the_one_in_force_and_says_why(panel: SetupPanel) -> None:
    show(panel, LINE)
    panel.changeRequested.connect(lambda _changes: panel.show_refusal("method", "not here"))
    panel.method.method.choose("stochastic")
    assert panel.method.method.value == "mini-batch"
    assert "not here" in shown_faults(panel)
    show(panel, BOWL)
    assert shown_faults(panel) == []


def shown_faults(panel: SetupPanel) -> list[str]:
    return [line.text() for line in panel.findChildren(FaultLine) if line.text()]


def test_same_value_does_not_disturb_what_is_being_typed(qtbot: QtBot) -> None:
    field = NumberField("rate", positive("the rate"))
    qtbot.addWidget(field)
    field.set_value(0.1)
    field.setFocus()
    field.setText("0.10")
    field.setCursorPosition(3)
    field.set_value(0.1)
    assert (field.text(), field.cursorPosition()) == ("0.10", 3)


def test_every_field_has_a_name_for_people_who_do_not_see_it(panel: SetupPanel) -> None:
    show(panel, LINE.with_(rule="adam", schedule="cosine"))
    kinds = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QSlider)
    for kind in kinds:
        for field in panel.findChildren(kind):
            inside = isinstance(field.parentWidget(), QAbstractSpinBox | QComboBox)
            named = field.accessibleName() or (isinstance(field, QAbstractButton) and field.text())
            assert inside or named, field


def test_tab_goes_from_top_to_bottom(panel: SetupPanel) -> None:
    show(panel, LINE.with_(rule="adam"))
    for fold in panel.findChildren(Fold):
        fold.button.setChecked(True)
    panel.scenario.combo.setFocus()
    reached = []
    for _ in range(60):
        reached.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    wanted = [
        panel.objective.text,
        panel.objective.start.fields["w"],
        panel.objective.start.fields["b"],
        panel.rate.rate,
        panel.rate.slider,
        panel.rule.rule,
        panel.method.batch_size,
        panel.method.order.seed,
        panel.stopping.ticks["iterations"],
    ]
    places = [reached.index(field) for field in wanted]
    assert places == sorted(places)


def test_wheel_over_a_field_without_focus_changes_nothing(panel: SetupPanel) -> None:
    show(panel, BOWL.with_(rule="momentum"))
    asked: list[str] = []
    panel.scenario.set_scenarios([("Few", [("a", "A"), ("b", "B")])])
    panel.scenarioRequested.connect(asked.append)
    requests = Requests(panel)
    panel.objective.text.setFocus()
    convention = panel.rule.form.findChild(QComboBox)
    for field in (panel.scenario.combo, convention, panel.rule.rule, panel.rate.slider):
        spot = QPointF(5, 5)
        wheel = QWheelEvent(
            spot,
            QPointF(field.mapToGlobal(spot.toPoint())),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(field, wheel)
    assert requests == []
    assert asked == []
