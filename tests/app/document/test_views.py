"""What the plots show belongs to the document: saved, and back when steps are undone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.files.document.document import View
from tests.app.document.acting import bytes_of, choose_axis, pan, zoom
from tests.app.opening import opened

INVISIBLE = 32
"""Of 255: Qt rounds the outline of a letter to 1/64 of a pixel now this way, now that."""


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return opened(qtbot)


def view_of(desk: Desk) -> View:
    view = desk.documents.state().view
    assert view is not None
    return view


def reopened(qtbot: QtBot, desk: Desk, folder: Path) -> Desk:
    """Return a window of the same size on the saved document."""
    bytes_of(desk, folder)
    other = opened(qtbot)
    other.documents.open_file(folder / "now.gdsim")
    return other


def picture_of(desk: Desk) -> QImage:
    """Return the picture in a fixed size: what stands round it may differ by a line."""
    desk.window.landscape.plot.setFixedSize(400, 500)
    QApplication.processEvents()
    desk.window.completeRequested.emit()
    QApplication.processEvents()
    return desk.window.landscape.plot.grab().toImage()


def largest_difference(one: QImage, other: QImage) -> int:
    """Return by how much two pictures differ at most, in a colour of a pixel, of 255."""
    # Held until they are compared: a view of bits does not keep its picture.
    converted = [image.convertToFormat(QImage.Format.Format_RGB32) for image in (one, other)]
    values = [np.frombuffer(image.constBits(), np.uint8) for image in converted]
    return int(np.abs(np.subtract(*values, dtype=np.int16)).max())


@pytest.mark.parametrize("objective", ["x^4 - x^2", "x^2 + 9*y^2", "x^2 + 2*y^2 + 3*z^2"])
@pytest.mark.parametrize("is_zoomed", [True, False])
def test_a_document_opens_with_the_same_picture(
    objective: str, is_zoomed: bool, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    desk.session.change({"objective": objective})
    for _ in range(9):
        desk.session.step()
    choose_axis(desk, 2)
    if is_zoomed:
        zoom(desk, 0.6)
    other = reopened(qtbot, desk, tmp_path)
    assert view_of(other) == view_of(desk)
    assert largest_difference(picture_of(other), picture_of(desk)) <= INVISIBLE


def test_a_document_opens_where_its_picture_was_dragged_to(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    before = view_of(desk)
    pan(desk, 30, -20)
    other = reopened(qtbot, desk, tmp_path)
    assert view_of(other) == view_of(desk)
    assert view_of(other).x != before.x


def test_axes_of_the_loss_and_overlays_come_back(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    desk.scenarios.show_builtin("linear-regression")
    desk.window.loss_plot.scale.choose("log")
    desk.window.loss_plot.across.choose("rows")
    desk.actions.set_checked("step_cloud", True)
    desk.actions.trigger("full_gradient")
    other = reopened(qtbot, desk, tmp_path)
    assert other.window.loss_plot.is_log
    assert other.window.loss_plot.unit == "rows"
    shown, saved = (one.window.loss_plot.canvas.frame.window for one in (other, desk))
    assert shown == saved
    assert other.window.landscape.overlays == desk.window.landscape.overlays
    assert other.actions.is_checked("step_cloud") == desk.actions.is_checked("step_cloud")


def test_a_picture_moved_by_hand_still_stays_where_it_is_after_opening(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    zoom(desk, 0.1)
    other = reopened(qtbot, desk, tmp_path)
    before = view_of(other)
    for _ in range(5):
        other.session.step()
    assert view_of(other) == before
    assert before.is_by_hand


def test_undo_brings_back_what_the_plot_showed(desk: Desk) -> None:
    desk.session.change({"objective": "x^2 + 2*y^2 + 3*z^2"})
    choose_axis(desk, 2)
    zoom(desk, 0.5)
    left = view_of(desk)
    desk.scenarios.show_builtin("himmelblau")
    zoom(desk, 0.25)
    second = view_of(desk)
    desk.history.undo()
    assert view_of(desk) == left
    desk.history.redo()
    assert view_of(desk) == second


def test_undo_of_a_name_leaves_the_plot_as_it_is(desk: Desk) -> None:
    desk.keeping.keep_present()
    zoom(desk, 0.5)
    shown = view_of(desk)
    desk.history.undo()
    assert view_of(desk) == shown
