"""The section of the learning rate: its field, its slider, and its schedules."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.numbers import NumberFormat
from gdsim.views.fields.number_field import NumberField
from gdsim.views.setup import SetupPanel
from gdsim.views.setup.rate_section import position_of, rate_at
from tests.typed import type_into
from tests.views.setup.shown_panel import BOWL, Requests, show


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


@pytest.mark.parametrize("schedule", [name for name, one in SCHEDULES.items() if not one.search])
def test_settings_of_rule_and_schedule_are_asked_for_together(
    panel: SetupPanel, schedule: str
) -> None:
    show(panel, BOWL.with_(rule="momentum", schedule=schedule, settings={"beta": 0.5}))
    requests = Requests(panel)
    *_, warmup = (f for f in panel.rate.schedule.form.findChildren(NumberField) if not f.isHidden())
    type_into(warmup, "7")
    assert requests == [{"settings": {"beta": 0.5, "warmup": 7.0}}]


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_a_line_search_says_what_the_rate_is_then(panel: SetupPanel, schedule: str) -> None:
    show(panel, BOWL.with_(schedule=schedule))
    assert panel.rate.schedule.search_note.isHidden() == (SCHEDULES[schedule].search is None)
    assert ("per" in panel.rate.schedule.form.fields) == (SCHEDULES[schedule].search is None)


def test_what_is_said_of_a_line_search_is_true_uphill_as_well(panel: SetupPanel) -> None:
    show(panel, BOWL.with_(schedule="exact", maximise=True))
    assert "−g" not in panel.rate.schedule.search_note.text()


def test_schedule_per_epoch_is_told_where_the_section_is_folded(panel: SetupPanel) -> None:
    show(panel, BOWL.with_(schedule="step", settings={"per": "epoch"}))
    assert "epoch" in panel.rate.fold.button.value
    requests = Requests(panel)
    panel.rate.schedule.form.fields["per"].setCurrentText("update")
    assert requests == [{"settings": {"per": "update"}}]
