"""The loss plot with losses that are no good numbers, and driven by real clicks and keys."""

from __future__ import annotations

from itertools import cycle

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gdsim.numbers import NumberFormat
from gdsim.views.loss_plot import LossPlot
from tests.views.loss_plot.shown_plot import (
    BOWL,
    LEFT,
    at,
    button,
    noisy,
    picture,
    pixel,
    press,
    run_of,
)

# Faulty numbers.


TROUBLE = {
    "diverged": (BOWL, (4.0, 2.0), {"learning_rate": 0.5}),
    "at the minimum": (BOWL, (0.0, 0.0), {}),
    "falls without end": ("w1^2 - w2^2", (1.0, 0.1), {"learning_rate": 0.9}),
    "becomes undefined": ("log(w)", (1.0,), {"learning_rate": 0.9}),
    "undefined at once": ("log(w)", (-1.0,), {}),
    "overflows": ("exp(w^2)", (20.0,), {"learning_rate": 1.0}),
    "huge": ("w^2", (1e150,), {}),
    "tiny": ("w^2", (1e-160,), {}),
    "constant": ("0*w + 3", (1.0,), {}),
}


@pytest.mark.parametrize("scale", ["Linear", "Log"])
@pytest.mark.parametrize("case", TROUBLE)
def test_whatever_the_losses_are_the_plot_stays_finite(
    plot: LossPlot, qtbot: QtBot, case: str, scale: str
) -> None:
    objective, start, fields = TROUBLE[case]
    run = run_of(objective, start, 300, **fields)
    press(qtbot, plot, scale)
    for cursor in (0, run.length):
        plot.set_snapshot(at(run, cursor))
        picture(plot)
        shown = np.array(plot.canvas.area.viewRange())
        assert np.isfinite(shown).all()
        assert (shown[:, 0] < shown[:, 1]).all()


def test_a_cut_range_is_said_and_log_shows_all(plot: LossPlot, qtbot: QtBot) -> None:
    run = run_of(BOWL, (4.0, 2.0), 300, learning_rate=0.5)
    plot.set_snapshot(at(run))
    assert plot.note.isVisible()
    assert "Log" in plot.note.text()
    assert plot.canvas.frame.y[1] < run.row(run.length).loss
    press(qtbot, plot, "Log")
    assert not plot.note.isVisible()
    assert plot.canvas.frame.y[1] > np.log10(run.row(run.length).loss)


def test_a_log_scale_says_how_many_losses_it_hides(plot: LossPlot, qtbot: QtBot) -> None:
    run = run_of("w1^2 - w2^2", (1.0, 0.01), 40)
    plot.set_snapshot(at(run))
    assert not plot.note.isVisible()
    press(qtbot, plot, "Log")
    assert f" {(run.columns(0, 41).loss <= 0).sum()} " in plot.note.text()


# The mouse and the keyboard.


@pytest.mark.parametrize("row", [0, 7, 20])
@pytest.mark.parametrize("across", ["Iteration", "Epoch"])
def test_a_click_asks_for_the_row_there(
    plot: LossPlot, qtbot: QtBot, row: int, across: str
) -> None:
    plot.set_snapshot(at(noisy(20), 3))
    press(qtbot, plot, across)
    picture(plot)
    low, high = plot.canvas.frame.y
    place = row / 4 if across == "Epoch" else row
    with qtbot.waitSignal(plot.rowRequested) as asked:
        qtbot.mouseClick(plot.canvas.viewport(), LEFT, pos=pixel(plot, place, 0.5 * (low + high)))
    assert asked.args == [row]


def test_a_snapshot_asks_for_nothing(plot: LossPlot, qtbot: QtBot) -> None:
    run = noisy(20)
    with qtbot.assertNotEmitted(plot.rowRequested):
        for cursor in (0, 20, 5):
            plot.set_snapshot(at(run, cursor))
            picture(plot)


@pytest.mark.parametrize("number_format", [NumberFormat.exact(), NumberFormat.decimals(2)])
def test_the_read_out_tells_iteration_and_losses_in_the_number_format(
    plot: LossPlot, qtbot: QtBot, number_format: NumberFormat
) -> None:
    run = noisy(20)
    plot.set_number_format(number_format)
    plot.set_snapshot(at(run))
    picture(plot)

    ways = cycle((12.0, 13.2))

    def move_and_look() -> bool:
        # pyqtgraph drops moves that follow one another within 10 ms.
        qtbot.mouseMove(plot.canvas.viewport(), pixel(plot, next(ways), 0.5))
        return "13" in plot.readout.text()

    qtbot.waitUntil(move_and_look)
    row = run.row(13)
    told = plot.readout.text()
    assert plot.readout.isVisible()
    assert number_format.text(row.loss) in told
    assert number_format.text(row.full_loss) in told


def test_the_scale_is_chosen_with_the_keyboard(plot: LossPlot, qtbot: QtBot) -> None:
    plot.set_snapshot(at(noisy(20)))
    chosen = button(plot, "Linear")
    chosen.setFocus()
    qtbot.keyClick(chosen, Qt.Key.Key_Right)
    assert plot.is_log
    assert plot.canvas.getAxis("left").logMode


def test_without_a_run_the_plot_says_so(plot: LossPlot, qtbot: QtBot) -> None:
    assert plot.note.isVisible()
    with qtbot.assertNotEmitted(plot.rowRequested):
        qtbot.mouseClick(plot.canvas.viewport(), LEFT)
    plot.set_snapshot(at(noisy(2)))
    assert not plot.note.isVisible()
