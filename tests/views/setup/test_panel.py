"""The set-up panel, alone: what it shows of an experiment, and what it asks for."""

from __future__ import annotations

import pytest
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

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import RULES
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.engine.problem.generated import generate
from gdsim.numbers import NumberFormat
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.fold import Fold
from gdsim.views.fields.number_field import NumberField, positive
from gdsim.views.setup import SetupPanel
from gdsim.views.setup.method_section import count_sentence
from gdsim.views.setup.rate_section import position_of, rate_at
from gdsim.views.setup.rounding_section import RoundingSection
from gdsim.views.setup.stopping_section import StoppingSection
from gdsim.views.style.formula import FormulaLabel
from tests.typed import type_into

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), iterations=40)
LINE = Experiment(
    objective="(w*x + b - y)^2",
    dataset=generate("linear(rows=10000)"),
    start=(0.0, 0.0),
    method="mini-batch",
    epochs=2,
)


class Requests(list):
    def __init__(self, panel: SetupPanel) -> None:
        super().__init__()
        panel.changeRequested.connect(self.append)


@pytest.fixture
def panel(qtbot: QtBot) -> SetupPanel:
    panel = SetupPanel()
    qtbot.addWidget(panel)
    show(panel, BOWL)
    panel.resize(336, 800)
    panel.show()
    panel.complete()
    return panel


def test_sections_below_the_edge_show_what_was_set_before_they_were_built(qtbot: QtBot) -> None:
    panel = SetupPanel()
    qtbot.addWidget(panel)
    show(panel, BOWL.with_(iterations=7))
    panel.set_exact("far off")
    panel.show()
    qtbot.waitUntil(lambda: len(panel.findChildren(StoppingSection)) == 1)
    assert panel.stopping.limits["iterations"].value == 7
    assert panel.rounding.exact.text() == "far off"


def show(panel: SetupPanel, experiment: Experiment) -> None:
    if experiment.dataset is None:
        panel.set_experiment(experiment, experiment.start, 1, (), ("w1", "w2"))
    else:
        panel.set_experiment(experiment, experiment.start, 10000, ("x", "y"), ("w", "b"))
    QApplication.processEvents()


def test_showing_an_experiment_asks_for_nothing(panel: SetupPanel) -> None:
    requests = Requests(panel)
    for experiment in (LINE, BOWL, LINE.with_(rule="adam", schedule="cosine"), BOWL):
        show(panel, experiment)
    assert requests == []


@pytest.mark.parametrize("text", ["0.25", "2.5e-1", " .25 ", "0,25", "1/4"])
def test_typed_learning_rate_is_asked_for_exactly(panel: SetupPanel, text: str) -> None:
    requests = Requests(panel)
    type_into(panel.rate.rate, text)
    assert requests == [{"learning_rate": 0.25}]
    assert panel.rate.slider.value() == position_of(0.25)


@pytest.mark.parametrize("text", ["fast", "-1", "0", "", "nan", "inf", "1e999", "1,500"])
def test_refused_learning_rate_is_explained_and_kept(panel: SetupPanel, text: str) -> None:
    requests = Requests(panel)
    type_into(panel.rate.rate, text)
    assert requests == []
    assert panel.rate.rate.text() == text
    assert panel.rate.rate.fault != ""
    QTest.keyClick(panel.rate.rate, Qt.Key.Key_Escape)
    assert panel.rate.rate.text() == "0.1"
    assert panel.rate.rate.fault == ""


def test_slider_and_field_never_disagree(panel: SetupPanel) -> None:
    requests = Requests(panel)
    panel.rate.slider.setFocus()
    for _ in range(3):
        QTest.keyClick(panel.rate.slider, Qt.Key.Key_Right)
    assert len(requests) == 3
    assert panel.rate.rate.text() == NumberFormat.exact().text(requests[-1]["learning_rate"])
    assert requests[-1]["learning_rate"] == pytest.approx(0.1 * 10 ** (3 / 20), rel=0.05)


@pytest.mark.parametrize("position", range(121))
def test_slider_positions_come_back(position: int) -> None:
    assert position_of(rate_at(position)) == position
    assert float(f"{rate_at(position):.1e}") == rate_at(position)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_shows_its_own_settings(panel: SetupPanel, rule: str) -> None:
    requests = Requests(panel)
    show(panel, BOWL.with_(rule=rule))
    fields = panel.rule.form.findChildren(NumberField)
    names = [spec.name for spec in RULES[rule].settings if not spec.choices]
    shown = [field for field in fields if not field.isHidden()]
    assert len(shown) == len(names)
    if shown:
        type_into(shown[0], "0.5")
        assert requests == [{"settings": {names[0]: 0.5}}]


def test_setting_outside_its_range_is_refused(panel: SetupPanel) -> None:
    show(panel, BOWL.with_(rule="momentum"))
    requests = Requests(panel)
    (beta,) = panel.rule.form.findChildren(NumberField)
    type_into(beta, "1.5")
    assert requests == []
    assert beta.fault == "1.5 is outside 0 ≤ Momentum β < 1"


@pytest.mark.parametrize("schedule", [name for name, one in SCHEDULES.items() if not one.search])
def test_settings_of_rule_and_schedule_are_asked_for_together(
    panel: SetupPanel, schedule: str
) -> None:
    show(panel, BOWL.with_(rule="momentum", schedule=schedule, settings={"beta": 0.5}))
    requests = Requests(panel)
    *_, warmup = (f for f in panel.rate.form.findChildren(NumberField) if not f.isHidden())
    type_into(warmup, "7")
    assert requests == [{"settings": {"beta": 0.5, "warmup": 7.0}}]


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_a_line_search_says_what_the_rate_is_then(panel: SetupPanel, schedule: str) -> None:
    show(panel, BOWL.with_(schedule=schedule))
    assert panel.rate.search_note.isHidden() == (SCHEDULES[schedule].search is None)
    assert ("per" in panel.rate.form.fields) == (SCHEDULES[schedule].search is None)


def test_what_is_said_of_a_line_search_is_true_uphill_as_well(panel: SetupPanel) -> None:
    show(panel, BOWL.with_(schedule="exact", maximise=True))
    assert "−g" not in panel.rate.search_note.text()


def test_schedule_per_epoch_is_told_where_the_section_is_folded(panel: SetupPanel) -> None:
    show(panel, BOWL.with_(schedule="step", settings={"per": "epoch"}))
    assert "epoch" in panel.rate.fold.button.value
    requests = Requests(panel)
    panel.rate.form.fields["per"].setCurrentText("update")
    assert requests == [{"settings": {"per": "update"}}]


def test_objective_is_told_while_typing_and_asked_for_with_enter(
    panel: SetupPanel, qtbot: QtBot
) -> None:
    requests, field = Requests(panel), panel.objective.text
    field.setFocus()
    field.selectAll()
    with qtbot.waitSignal(panel.objectiveEdited) as told:
        QTest.keyClicks(field, "x^2 + 3")
    assert told.args == ["x^2 + 3"]
    assert requests == []
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert requests == [{"objective": "x^2 + 3"}]


def test_wrong_objective_keeps_its_text_and_says_why(panel: SetupPanel) -> None:
    panel.objective.text.setText("x +")
    panel.set_objective_error("the text ends", 3)
    assert panel.objective.text.text() == "x +"
    assert panel.objective.text.fault == "the text ends"
    panel.set_objective_preview("x", [("x", "1")])
    assert panel.objective.text.fault == ""


def test_start_is_asked_for_whole(panel: SetupPanel) -> None:
    requests = Requests(panel)
    type_into(panel.objective.start.fields["w2"], "-1.5")
    assert requests == [{"start": (4.0, -1.5)}]


@pytest.mark.parametrize("text", ["(3, -1/2)", "3; -0,5", "[3 -0.5]", "w2=-0.5, w1=3"])
def test_a_point_typed_into_one_field_is_the_start_of_all(panel: SetupPanel, text: str) -> None:
    requests: list[dict] = []
    panel.changeRequested.connect(requests.append)
    field = panel.objective.start.fields["w1"]
    type_into(field, text)
    assert requests == [{"start": (3.0, -0.5)}]
    assert not field.fault


def test_a_list_that_is_no_point_is_refused_in_its_field(panel: SetupPanel) -> None:
    field = panel.objective.start.fields["w1"]
    type_into(field, "(3, 4, 5)")
    assert "(3, 4, 5)" in field.fault


def test_single_example_disables_the_methods_and_says_why(panel: SetupPanel) -> None:
    assert not panel.method.method.isEnabled()
    assert "N = 1" in panel.method.count.text()


@pytest.mark.parametrize(
    ("method", "last", "expected"),
    [
        ("batch", "keep", "1 update per epoch"),
        ("stochastic", "keep", "10,000 updates"),
        ("mini-batch", "keep", "313 updates per epoch, the last with 16 rows"),
        ("mini-batch", "drop", "312 updates per epoch"),
    ],
)
def test_updates_per_epoch_are_counted(method: str, last: str, expected: str) -> None:
    assert expected in count_sentence(LINE.with_(method=method, last_batch=last), 10000)


def test_batch_size_counts_for_mini_batches_alone(panel: SetupPanel) -> None:
    for method, enabled in (("batch", False), ("stochastic", False), ("mini-batch", True)):
        show(panel, LINE.with_(method=method))
        assert panel.method.batch_size.isEnabled() == enabled


def test_batch_size_beyond_the_rows_is_asked_for_as_it_was_typed(panel: SetupPanel) -> None:
    show(panel, LINE.with_(method="mini-batch", batch_size=32))
    requests = Requests(panel)
    field = panel.method.batch_size
    field.selectAll()
    QTest.keyClicks(field, "61000")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert requests == [{"batch_size": 61000}]


def test_criterion_is_used_when_ticked_and_dropped_when_not(panel: SetupPanel) -> None:
    requests = Requests(panel)
    panel.stopping.fold.button.setChecked(True)
    panel.stopping.ticks["stop_loss"].click()
    panel.stopping.ticks["iterations"].click()
    assert requests[1] == {"iterations": None}
    assert requests[0]["stop_loss"] > 0
    type_into(panel.stopping.limits["stop_loss"], "0.5")
    assert requests[2] == {"stop_loss": 0.5}


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
        panel.method.seed,
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


def test_large_seed_is_shown_whole(panel: SetupPanel) -> None:
    show(panel, LINE.with_(seed=9_000_000_000))
    assert panel.method.seed.text() == "9000000000"


def test_loss_of_one_row_is_called_so_where_there_are_data(panel: SetupPanel) -> None:
    for experiment, name in ((LINE, "L_i ="), (BOWL, "L =")):
        show(panel, experiment)
        panel.set_objective_preview("x", [])
        formulas = [label.latex for label in panel.objective.findChildren(FormulaLabel)]
        assert formulas[0].startswith(name)


def test_rounding_asks_for_both_settings_and_shows_those_in_force(qtbot: QtBot) -> None:
    section = RoundingSection()
    qtbot.addWidget(section)
    section.show()
    experiment = Experiment(objective="w^2")
    section.set_experiment(experiment)
    section.fold.button.setChecked(True)
    assert not section.fields["round_gradient"].isEnabled()
    with qtbot.waitSignal(section.changeRequested) as asked:
        section.tick.click()
    assert asked.args == [{"round_gradient": "2 figures", "round_parameters": "3 decimals"}]
    section.set_experiment(experiment.with_(round_parameters="1 decimals"))
    assert section.tick.isChecked()
    with qtbot.waitSignal(section.changeRequested) as asked:
        type_into(section.fields["round_parameters"].digits, "4")
    assert asked.args == [{"round_gradient": "", "round_parameters": "4 decimals"}]
