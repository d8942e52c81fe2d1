"""What the loss plot draws of a run, looked at pixel by pixel."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gdsim.models.kept_runs import KeptRun
from gdsim.views.loss_plot import LossPlot
from gdsim.views.style.theme import DARK, LIGHT, Theme
from tests.views.loss_plot.shown_plot import (
    BOWL,
    at,
    has_colour,
    noisy,
    picture,
    pixel,
    press,
    run_of,
)


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
