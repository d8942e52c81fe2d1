"""The page of effective step sizes, built alone."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gdsim.engine.run.effective_steps import effective_steps
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.models.kept_runs import KeptRuns
from gdsim.models.snapshot import Snapshot
from gdsim.views.pages.steps import StepsPage
from gdsim.views.style.theme import DARK
from tests.files.scenario.compared import compared_runs


def snapshot(name: str, updates: int) -> Snapshot:
    run = run_scenario(builtin_scenario(name), updates)
    return Snapshot(run, 1, run.length, run.length, run.row(run.length), run.stop)


def adaptive() -> Snapshot:
    """AdaGrad, whose steps differ from parameter to parameter after the first."""
    experiment = builtin_scenario("toy-bowl").experiment.with_(rule="adagrad", learning_rate=1.0)
    run = Run(experiment)
    run.advance(20)
    return Snapshot(run, 2, run.length, run.length, run.row(run.length), run.stop)


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


def test_a_curve_under_another_is_wider_so_that_it_is_seen(page: StepsPage) -> None:
    page.show()
    page.set_snapshot(snapshot("toy-bowl", 20))
    under, above = page.curves
    assert under.opts["pen"].widthF() > above.opts["pen"].widthF() + 1
    assert under.opts["symbolSize"] > above.opts["symbolSize"] + 1
    page.set_snapshot(adaptive())
    under, above = page.curves
    assert under.opts["pen"].widthF() == above.opts["pen"].widthF()


def test_a_run_without_updates_is_an_empty_picture(page: StepsPage) -> None:
    page.show()
    page.set_snapshot(snapshot("toy-bowl", 0))
    assert all(curve.getData()[0] is None for curve in page.curves)


def test_the_steps_of_a_kept_run_can_be_looked_at(page: StepsPage) -> None:
    kept = KeptRuns()
    scenario = builtin_scenario("why-steep")
    shown = snapshot("why-steep", 40)
    for name, run in compared_runs(scenario, shown.run.objective):
        kept.keep(run, name)
    page.show()
    page.set_snapshot(shown)
    assert not page.which.isVisible()
    page.set_kept_runs(kept.runs)
    assert page.which.isVisible()
    choose(page, "AdaGrad")
    steps = effective_steps(kept.runs[1].run, 40)[1]
    for k, curve in enumerate(page.curves):
        np.testing.assert_allclose(curve.getData()[1], np.log10(steps[:, k]))
    assert "√s" in page.hint.text()
    # Another run that goes is no reason to show another than was chosen; this one is.
    kept.remove(kept.runs[0].key)
    page.set_kept_runs(kept.runs)
    assert page.which.currentText() == "AdaGrad"
    kept.remove(kept.runs[0].key)
    page.set_kept_runs(kept.runs)
    assert page.which.currentText() == "this run"
    np.testing.assert_allclose(page.curves[0].getData()[1], np.log10(0.036))


def choose(page: StepsPage, name: str) -> None:
    page.which.setCurrentIndex(page.which.findText(name))
    page.which.activated.emit(page.which.currentIndex())


def test_the_words_are_those_of_the_rule_at_the_cursor(page: StepsPage) -> None:
    run = run_scenario(builtin_scenario("toy-bowl"), 5).branch(5, rule="adam")
    run.advance(5)
    page.show()
    for cursor, words in ((2, "gradient"), (7, "first moment"), (4, "gradient")):
        page.set_snapshot(Snapshot(run, 1, run.length, cursor, run.row(cursor), run.stop))
        page.complete()
        assert words in page.hint.text()
