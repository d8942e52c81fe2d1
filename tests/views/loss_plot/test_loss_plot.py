"""The loss plot, driven by real clicks and keys and looked at pixel by pixel."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.models.kept_runs import KeptRun
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat
from gdsim.views.loss_plot import LossPlot
from gdsim.views.style.theme import DARK, LIGHT, Theme

LEFT = Qt.MouseButton.LeftButton
BOWL = "w1^2 + 4*w2^2"


def run_of(objective: str, start: tuple[float, ...], updates: int, **fields: Any) -> Run:
    run = Run(Experiment(objective=objective, start=start, **fields))
    run.advance(updates)
    return run


def noisy(updates: int, **fields: Any) -> Run:
    x = np.linspace(-1.0, 1.0, 20)
    data = Dataset("line", ("x", "y"), np.column_stack((x, 3 * x + np.sin(40 * x))))
    settings = {"method": "mini-batch", "batch_size": 6, "learning_rate": 0.05, **fields}
    return run_of("(w*x + b - y)^2", (0.0, 0.0), updates, dataset=data, **settings)


def at(run: Run, cursor: int | None = None, generation: int = 1) -> Snapshot:
    here = run.length if cursor is None else cursor
    return Snapshot(run, generation, run.length, here, run.row(here), run.stop)


@pytest.fixture
def plot(qtbot: QtBot) -> LossPlot:
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.resize(520, 360)
    plot.show()
    qtbot.waitExposed(plot)
    return plot


def pixel(plot: LossPlot, place: float, height: float) -> QPoint:
    """Return where a place of the plot is in the canvas's viewport."""
    frame = plot.canvas.frame
    x, y = frame.pixels((place, height)).tolist()
    return plot.canvas.mapFromScene(plot.canvas.area.mapToScene(QPointF(x, y)))


def picture(plot: LossPlot) -> QImage:
    QApplication.processEvents()
    return plot.canvas.viewport().grab().toImage()


def has_colour(image: QImage, where: QPoint, colour: str, reach: int = 2) -> bool:
    """Whether a colour is found within a few pixels."""
    wanted = QColor(colour)
    return any(
        image.pixelColor(where.x() + dx, where.y() + dy) == wanted
        for dx in range(-reach, reach + 1)
        for dy in range(-reach, reach + 1)
    )


def button(plot: LossPlot, text: str) -> QToolButton:
    return next(b for b in plot.findChildren(QToolButton) if b.text() == text)


def press(qtbot: QtBot, plot: LossPlot, text: str) -> None:
    qtbot.mouseClick(button(plot, text), LEFT)


# What is drawn.


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_every_loss_of_a_function_is_a_mark_on_one_line(plot: LossPlot, theme: Theme) -> None:
    plot.set_theme(theme)
    run = run_of(BOWL, (4.0, 2.0), 20)
    plot.set_snapshot(at(run))
    image = picture(plot)
    for t, loss in enumerate(run.columns(0, 20).loss):
        assert has_colour(image, pixel(plot, t, loss), theme.full_loss)
        assert not has_colour(image, pixel(plot, t, loss), theme.batch_loss)


def test_batch_loss_and_full_loss_are_two_lines(plot: LossPlot) -> None:
    run = noisy(15)
    plot.set_snapshot(at(run))
    image, rows = picture(plot), run.columns(0, 15)
    for t in range(15):
        apart = abs(pixel(plot, t, rows.loss[t]).y() - pixel(plot, t, rows.full_loss[t]).y())
        if apart > 8:
            assert has_colour(image, pixel(plot, t, rows.loss[t]), LIGHT.batch_loss)
        assert has_colour(image, pixel(plot, t, rows.full_loss[t]), LIGHT.full_loss)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_beside_kept_runs_the_present_one_has_the_colour_of_its_path(
    plot: LossPlot, theme: Theme
) -> None:
    run, other = noisy(12), noisy(12, learning_rate=0.01)
    kept = KeptRun(0, "another", other, 0, other.row(12))
    plot.set_theme(theme)
    plot.set_snapshot(at(run))
    rows = run.columns(0, 13)

    def are_at_the_losses(of_all: str, of_batch: str) -> bool:
        image = picture(plot)
        return all(
            has_colour(image, pixel(plot, t, losses[t]), colour)
            for t in range(1, 10)
            for losses, colour in ((rows.full_loss, of_all), (rows.loss, of_batch))
        )

    assert are_at_the_losses(theme.full_loss, theme.batch_loss)
    plot.set_kept_runs((kept,))
    assert are_at_the_losses(theme.path, theme.outline)
    plot.set_kept_runs((replace(kept, is_shown=False),))
    assert are_at_the_losses(theme.full_loss, theme.batch_loss)


def test_rows_after_the_cursor_are_faded_and_the_cursor_is_marked(plot: LossPlot) -> None:
    run = run_of(BOWL, (4.0, 2.0), 12, learning_rate=0.02)
    plot.set_snapshot(at(run, 6))
    image, loss = picture(plot), run.columns(0, 13).loss
    seen = [has_colour(image, pixel(plot, t, loss[t]), LIGHT.full_loss) for t in range(13)]
    assert seen[:6] == [True] * 6
    assert seen[7:] == [False] * 6
    assert has_colour(image, pixel(plot, 6, loss[6]), LIGHT.point)


def test_a_logarithmic_scale_shows_a_steady_fall_as_a_straight_line(
    plot: LossPlot, qtbot: QtBot
) -> None:
    run = run_of("w^2", (4.0,), 30)
    plot.set_snapshot(at(run))
    press(qtbot, plot, "Log")
    image = picture(plot)
    first, last = np.log10(run.columns(0, 31).loss[[0, 30]])
    for t in (0, 10, 20):
        straight = first + (last - first) * t / 30
        assert has_colour(image, pixel(plot, t, straight), LIGHT.full_loss)


def test_losses_stand_at_the_epochs_gone_through(plot: LossPlot, qtbot: QtBot) -> None:
    run = noisy(15)  # four updates an epoch
    plot.set_snapshot(at(run))
    press(qtbot, plot, "Epoch")
    image = picture(plot)
    for t, loss in enumerate(run.columns(0, 15).full_loss):
        assert has_colour(image, pixel(plot, t / 4, loss), LIGHT.full_loss)
    assert plot.canvas.getAxis("bottom").labelText == "Epoch"


def test_stepping_paints_what_painting_at_once_does(plot: LossPlot, qtbot: QtBot) -> None:
    run = noisy(100)
    for _ in range(10):
        plot.set_snapshot(at(run))
        picture(plot)
        run.step()
    plot.set_snapshot(at(run))
    stepped = picture(plot)
    whole = LossPlot()
    qtbot.addWidget(whole)
    whole.resize(plot.size())
    whole.show()
    qtbot.waitExposed(whole)
    whole.set_snapshot(at(run))
    at_once = picture(whole)
    assert plot.canvas.frame == whole.canvas.frame
    # The mark of the cursor covers the newest ones.
    for t, loss in enumerate(run.columns(0, 108).full_loss):
        if not np.isnan(loss):
            assert has_colour(stepped, pixel(plot, t, loss), LIGHT.full_loss)
    assert differing(stepped, at_once) < 0.002


def differing(a: QImage, b: QImage) -> float:
    """Return the share of pixels that differ clearly."""
    size = (a.height(), a.bytesPerLine() // 4, 4)
    first, second = (np.frombuffer(i.constBits(), np.uint8).reshape(size) for i in (a, b))
    return float((np.abs(first.astype(int) - second).max(axis=2) > 60).mean())


def test_a_branch_is_drawn_in_place_of_what_it_leaves(plot: LossPlot) -> None:
    run = run_of(BOWL, (4.0, 2.0), 12, learning_rate=0.02)
    plot.set_snapshot(at(run))
    picture(plot)
    other = run.branch(3, learning_rate=0.2)
    other.advance(9)
    plot.set_snapshot(at(other, generation=2))
    image = picture(plot)
    old, new = run.columns(0, 12).loss, other.columns(0, 12).loss
    assert has_colour(image, pixel(plot, 6, new[6]), LIGHT.full_loss)
    assert not has_colour(image, pixel(plot, 6, old[6]), LIGHT.full_loss)


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
