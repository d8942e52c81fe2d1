"""The section of rounding as by hand, alone."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.views.setup.rounding_section import RoundingSection
from tests.typed import type_into


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
