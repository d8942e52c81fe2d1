"""The section of the objective: its formula, and the start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gdsim.views.setup import SetupPanel
from gdsim.views.style.formula import FormulaLabel
from tests.typed import type_into
from tests.views.setup.shown_panel import BOWL, LINE, Requests, show


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


def test_loss_of_one_row_is_called_so_where_there_are_data(panel: SetupPanel) -> None:
    for experiment, name in ((LINE, "L_i ="), (BOWL, "L =")):
        show(panel, experiment)
        panel.set_objective_preview("x", [])
        formulas = [label.latex for label in panel.objective.findChildren(FormulaLabel)]
        assert formulas[0].startswith(name)
