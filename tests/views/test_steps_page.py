"""The page of effective step sizes, built alone."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gdsim.files.scenario import builtin_scenario
from gdsim.files.scenario_run import run_scenario
from gdsim.models.snapshot import Snapshot
from gdsim.views.steps_page import StepsPage
from gdsim.views.style.theme import DARK


def snapshot(name: str, updates: int) -> Snapshot:
    run = run_scenario(builtin_scenario(name), updates)
    return Snapshot(run, 1, run.length, run.length, run.row(run.length), run.stop)


@pytest.fixture
def page(qtbot: QtBot) -> StepsPage:
    page = StepsPage()
    qtbot.addWidget(page)
    page.resize(440, 260)
    page.set_theme(DARK)
    return page


def test_nothing_is_drawn_while_hidden(page: StepsPage) -> None:
    page.set_snapshot(snapshot("toy-bowl", 5))
    assert page.curves == []
    page.show()
    assert len(page.curves) == 2


def test_a_curve_for_each_parameter_shows_its_step_sizes(page: StepsPage) -> None:
    page.show()
    page.set_snapshot(snapshot("toy-bowl", 20))
    for curve in page.curves:
        x, y = curve.getData()
        np.testing.assert_array_equal(x, np.arange(20))
        np.testing.assert_allclose(y, np.log10(0.1))
    page.set_snapshot(snapshot("one-parameter", 3))
    assert len(page.curves) == 1


def test_a_run_without_updates_is_an_empty_picture(page: StepsPage) -> None:
    page.show()
    page.set_snapshot(snapshot("toy-bowl", 0))
    assert all(curve.getData()[0] is None for curve in page.curves)
