"""The window of sweeps, alone: findings in, a picture and words; what is clicked out."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.many.axes import LEARNING_RATE, Axis
from gdsim.engine.many.sweep import Sweep
from gdsim.engine.problem.objective import Objective
from gdsim.study.many.sweep_findings import SweepFindings, findings
from gdsim.views.plots.canvas import Canvas
from gdsim.views.plots.scales import beyond
from gdsim.views.style.theme import DARK, LIGHT, Theme
from gdsim.views.tools.canvas import KeyCanvas
from gdsim.views.tools.sweep_grid import GridPicture
from gdsim.views.tools.sweep_window import SweepWindow
from tests.views.tools.sweeps import BOWL, opened_sweep

RATES = Axis(LEARNING_RATE, tuple(np.geomspace(1e-3, 10, 81).tolist()))
BETAS = Axis("beta", tuple(np.linspace(0, 0.9, 10).tolist()))


def found(*axes: Axis, experiment: Experiment = BOWL, updates: int = 100) -> SweepFindings:
    objective = Objective(experiment.objective)
    sweep = Sweep(experiment, axes, updates, objective=objective)
    list(sweep.work())
    return findings(sweep.result(), experiment, objective, updates)


@pytest.fixture
def window(qtbot: QtBot) -> SweepWindow:
    return opened_sweep(qtbot)


def pixel_of(canvas: Canvas, x: float, y: float = 0.5) -> QPointF:
    """Return the pixel of the area at place `x` across, a part `y` of the height from the top."""
    frame = canvas.frame
    return QPointF(float(frame.across(x)), y * frame.height)


def on_viewport(canvas: Canvas, at: QPointF) -> QPoint:
    return canvas.mapFromScene(canvas.area.mapToScene(at))


def colour_at(canvas: Canvas, at: QPointF) -> QColor:
    QApplication.processEvents()
    image = canvas.viewport().grab().toImage()
    return QColor(image.pixel(on_viewport(canvas, at)))


def test_sentence_tells_bound_and_best_rate(window: SweepWindow) -> None:
    window.set_findings(found(RATES))
    # With beta 0 momentum is plain gradient descent: 2/8, and the best factor at 2/(2 + 8).
    assert "rates below 0.25 are stable" in window.said.text()
    best = min(RATES.values, key=lambda rate: max(abs(1 - 2 * rate), abs(1 - 8 * rate)))
    assert f"η = {best:.4g} " in window.said.text()


def test_click_opens_the_rate_at_that_pixel(qtbot: QtBot, window: SweepWindow) -> None:
    window.set_findings(found(RATES))
    QApplication.processEvents()
    at = on_viewport(window.canvas, pixel_of(window.canvas, np.log10(0.1)))
    with qtbot.waitSignal(window.rateRequested) as asked:
        QTest.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    # Between two values lie 0.05 decades, and a pixel is less than that.
    assert asked.args[0] == pytest.approx(0.1, rel=1e-9)
    assert asked.args[0] in RATES.values


def test_pointing_reads_out_rate_loss_and_region(window: SweepWindow) -> None:
    window.set_findings(found(RATES, updates=1))
    window.canvas.pointedAt.emit(pixel_of(window.canvas, np.log10(0.1)))
    told = window.readout.text()
    # One update from (4, 2) with 0.1 leads to (3.2, 0.4): 3.2^2 + 4 * 0.4^2 = 10.88.
    assert "0.1" in told and "loss 10.88" in told
    window.canvas.pointedAt.emit(pixel_of(window.canvas, np.log10(5)))
    assert "too large" in window.readout.text()
    window.canvas.pointedAt.emit(None)
    assert "loss" not in window.readout.text()


def test_what_is_read_out_is_where_a_fast_mouse_stopped(window: SweepWindow) -> None:
    window.set_findings(found(RATES))
    QApplication.processEvents()
    for rate in (0.01, 0.03, 0.1):
        at = on_viewport(window.canvas, pixel_of(window.canvas, np.log10(rate)))
        QTest.mouseMove(window.canvas.viewport(), at)
    QApplication.processEvents()
    assert "η = 0.1 " in window.readout.text()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_regions_are_bands_of_three_grounds(window: SweepWindow, theme: Theme) -> None:
    window.set_theme(theme)
    window.set_findings(found(RATES))
    grounds = set()
    for rate in (0.0021, 0.11, 0.73, 7.3):
        # Here and there a ruling or the curve crosses.
        heights = np.linspace(0.55, 0.85, 15)
        here = [pixel_of(window.canvas, np.log10(rate), y) for y in heights]
        names = [colour_at(window.canvas, at).name() for at in here]
        grounds.add(max(names, key=names.count))
    assert len(grounds) == 3
    assert theme.plot_background not in grounds


def test_diverged_runs_are_marked_at_the_upper_edge_and_not_in_the_curve(
    window: SweepWindow,
) -> None:
    window.set_findings(found(RATES))
    frame = window.canvas.frame
    marks = [
        colour_at(window.canvas, QPointF(x, 8.0))
        for x in np.arange(float(frame.across(0)), float(frame.across(0)) + 30)
    ]
    # Where the strokes cross, but for the smoothing of their edges.
    danger = QColor(LIGHT.danger)
    assert min(abs(c.red() - danger.red()) + abs(c.green() - danger.green()) for c in marks) < 20
    assert np.isfinite(frame.x).all() and np.isfinite(frame.y).all()


def test_nothing_but_diverged_runs_is_shown_without_numbers_of_losses(window: SweepWindow) -> None:
    window.set_findings(found(Axis(LEARNING_RATE, (1.0, 2.0, 3.0))))
    assert "Every run diverged" in window.said.text()
    assert np.isfinite(window.canvas.frame.y).all()
    assert window.export.isEnabled()
    window.grab()


def test_losses_below_zero_take_a_linear_axis(window: SweepWindow) -> None:
    sinking = Experiment(objective="x^2 - 1", start=(1,))
    window.set_findings(found(RATES, experiment=sinking))
    low, high = window.canvas.frame.y
    assert low < -1 < high < 10
    assert "linear" in window.canvas.getAxis("left").labelText


def test_keys_point_and_open(qtbot: QtBot, window: SweepWindow) -> None:
    some = found(RATES)
    window.set_findings(some)
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_Right)
    QTest.keyClick(window.canvas, Qt.Key.Key_Left)
    assert some.best is not None
    with qtbot.waitSignal(window.rateRequested) as asked:
        QTest.keyClick(window.canvas, Qt.Key.Key_Return)
    assert asked.args[0] == RATES.values[some.best[0] - 1]


def test_map_has_a_colour_for_losses_and_strokes_for_divergence(
    qtbot: QtBot, window: SweepWindow
) -> None:
    window.set_findings(found(RATES, BETAS))
    assert window.strip.isVisible()
    canvas, frame = window.canvas, window.canvas.frame

    def grounds(rate: float) -> set[str]:
        y = float(frame.down(0.25))
        x = float(frame.across(np.log10(rate)))
        return {colour_at(canvas, QPointF(x + dx, y)).name() for dx in range(12)}

    # With beta 0.3 the bound is 2 * 1.3 / 8 = 0.325.
    assert LIGHT.plot_background in grounds(2.0)
    assert LIGHT.plot_background not in grounds(0.01)
    at = on_viewport(canvas, QPointF(float(frame.across(-1)), float(frame.down(0.5))))
    with qtbot.waitSignal(window.valuesRequested) as asked:
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked.args[0] == {
        LEARNING_RATE: pytest.approx(0.1),
        "beta": pytest.approx(0.5),
    }


def test_scale_of_a_map_spans_the_losses_below_the_start(window: SweepWindow) -> None:
    some = found(RATES, BETAS)
    window.set_findings(some)
    grid = GridPicture(some)
    loss = some.result.final_loss
    # From (4, 2): 16 + 4 * 4.
    assert np.nanmax(loss) > 32 and grid.scale[1] == pytest.approx(np.log10(32))
    # A tenth of the runs below the start, at most, has the one colour below the scale.
    below = loss[loss <= 32]
    assert np.nanmin(loss) < 32e-12
    tenth = float(np.sort(below)[len(below) // 10])
    assert 10 ** grid.scale[0] == pytest.approx(tenth, rel=0.9)
    rows = window.strip.rows()
    assert float(rows[0].removeprefix("below ")) == pytest.approx(tenth, rel=0.9)
    assert rows[1:] == ["above start", "diverged", "best"]
    x, y = np.argwhere(np.nan_to_num(loss) > 32)[0]
    frame = window.canvas.frame
    at = QPointF(float(frame.across(grid.places[0][x])), float(frame.down(grid.places[1][y])))
    assert colour_at(window.canvas, at) == beyond()


def test_scale_of_a_map_spans_twelve_powers_of_ten_where_few_runs_are_below() -> None:
    # Of 30 rates 0.199 and 0.2 alone come that far in 30 updates: 0.6^60 is 5e-14.
    rates = (*np.geomspace(0.01, 0.1, 28), 0.199, 0.2)
    some = found(Axis(LEARNING_RATE, rates), Axis("beta", (0.0, 0.01)), updates=30)
    low, high = GridPicture(some).scale
    assert high - low == pytest.approx(12)


def test_scale_of_a_map_says_nothing_of_what_there_is_not(window: SweepWindow) -> None:
    window.set_findings(found(Axis(LEARNING_RATE, (0.01, 0.02)), BETAS, updates=10))
    assert window.strip.rows() == ["diverged", "best"]


def test_tab_goes_through_fields_buttons_and_picture(window: SweepWindow) -> None:
    window.set_findings(found(RATES))
    window.activateWindow()
    QApplication.processEvents()
    window.form.over.setFocus()
    met = []
    for _ in range(7):
        met.append(QApplication.focusWidget())
        QTest.keyClick(met[-1], Qt.Key.Key_Tab)
    first = window.form.first
    fields = [window.form.over, first.low, first.high, first.count, window.form.updates]
    assert met == [*fields, window.run, window.export]
    assert QApplication.focusWidget() is window.canvas
    QTest.keyClick(window.canvas, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is window.form.over


def test_progress_and_escape(qtbot: QtBot, window: SweepWindow) -> None:
    window.run.setFocus()
    window.set_progress(0.5)
    assert not window.run.isEnabled() and window.cancel.isEnabled()
    assert window.bar.value() == 500
    with qtbot.waitSignal(window.cancelRequested):
        QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.isVisible()
    window.set_progress(None)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_grid_and_numbers_agree_however_small_the_losses_are(qtbot: QtBot) -> None:
    canvas = KeyCanvas(lambda _painter: None)
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    canvas.show()
    canvas.show_range((-3.0, 0.0), (-369.6, 14.6), (True, True))
    QApplication.processEvents()
    assert canvas.area.viewRange()[1] == pytest.approx(canvas.frame.y)
