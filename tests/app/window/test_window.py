"""The window, driven by keys and clicks as a person does."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.exports.export_dialog import ExportDialog
from gdsim.app.main_window import MainWindow
from gdsim.app.menus.action_table import scale_action
from gdsim.app.pages import TABLE
from gdsim.app.preferences import SCALES
from gdsim.files.scenario.listing import builtin_scenarios
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import load_scenario
from tests.app.opening import cursor, opened, press


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return opened(qtbot)


def test_opens_on_the_bowl_ready_to_step(desk: Desk) -> None:
    snapshot = desk.session.snapshot()
    assert snapshot.row.theta.tolist() == [4, 2]
    assert snapshot.run.experiment.learning_rate == 0.1
    assert snapshot.row.loss == 32


def test_step_moves_point_plot_and_table_together(desk: Desk) -> None:
    QTest.mouseClick(desk.window.transport.button("step"), Qt.MouseButton.LeftButton)
    snapshot = desk.session.snapshot()
    assert (snapshot.cursor, snapshot.length) == (1, 1)
    assert snapshot.row.theta == pytest.approx([3.2, 0.4])
    shown = [desk.window.pages.build(TABLE).model.text(0, column) for column in range(6)]
    assert shown == ["0", "32.0000", "8.0000", "16.0000", "3.2000", "0.4000"]


def test_click_on_the_contours_starts_there(desk: Desk) -> None:
    press(desk, Qt.Key.Key_Right)
    plot = desk.window.landscape.plot
    QTest.mouseClick(
        plot.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(plot.width() // 3, plot.height() // 3),
    )
    snapshot = desk.session.snapshot()
    assert (snapshot.cursor, snapshot.length) == (0, 0)
    assert snapshot.row.theta.tolist() != [4, 2]
    assert [
        f.value for f in desk.window.setup.objective.start.fields.values()
    ] == snapshot.row.theta.tolist()


def test_typed_rate_branches_from_the_cursor_and_undo_takes_it_back(desk: Desk) -> None:
    for _ in range(3):
        press(desk, Qt.Key.Key_Right)
    field = desk.window.setup.rate.rate
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "0.2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    press(desk, Qt.Key.Key_Right)
    snapshot = desk.session.snapshot()
    assert snapshot.row.theta == pytest.approx([4 * 0.8**3 * 0.6, 2 * 0.2**3 * -0.6])
    desk.window.centralWidget().setFocus()
    press(desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.session.run.experiment.learning_rate == 0.1
    assert field.text() == "0.1"


def test_typed_objective_starts_over_and_a_wrong_one_changes_nothing(desk: Desk) -> None:
    field = desk.window.setup.objective.text
    field.setFocus()
    for text, parameters in (("(x - 1)^2 + y^4", ("x", "y")), ("x +", ("x", "y")), ("v^2", ("v",))):
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert desk.session.run.objective.parameters == parameters
        assert bool(desk.window.setup.objective.text.fault) == (text == "x +")
    assert "v^2" in desk.window.windowTitle()


def test_every_scenario_opens_and_steps(desk: Desk) -> None:
    combo = desk.window.setup.scenario.combo
    rows = [index for index in range(combo.count()) if combo.itemData(index) is not None]
    offered = {combo.itemData(index) for index in rows}
    assert offered == {name for name, _ in builtin_scenarios()}
    for index in rows:
        desk.scenarios.show_builtin(combo.itemData(index))
        press(desk, Qt.Key.Key_Home)
        press(desk, Qt.Key.Key_Right)
        press(desk, Qt.Key.Key_Right)
        assert cursor(desk) == 2
        assert combo.currentData() == combo.itemData(index)


def test_diverged_run_says_so_and_stays_finite(qtbot: QtBot) -> None:
    desk = opened(qtbot, "bowl-too-large")
    press(desk, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: desk.session.snapshot().stop is not None)
    assert not desk.window.transport.button("step").isEnabled()
    assert "iverged" in desk.window.transport.button("step").toolTip()
    (low, high), (bottom, top) = desk.window.landscape.plot.area.viewRange()
    assert np.isfinite([low, high, bottom, top]).all()
    assert top - bottom < 1000


def test_export_writes_the_table_and_a_scenario_that_repeats_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        press(desk, Qt.Key.Key_Right)
    desk.session.change({"rule": "momentum"})
    for _ in range(2):
        press(desk, Qt.Key.Key_Right)

    def accept(dialog: ExportDialog) -> QDialog.DialogCode:
        dialog.path.setText(str(tmp_path / "bowl.csv"))
        dialog.with_scenario.setChecked(True)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ExportDialog, "exec", accept)
    press(desk, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    with (tmp_path / "bowl.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["new_w1"]) for row in rows] == (
        desk.session.run.columns(0, 6).new_theta[:, 0].tolist()
    )
    again = run_scenario(load_scenario(tmp_path / "bowl.toml"), 6)
    assert np.array_equal(again.columns(0, 6).new_theta, desk.session.run.columns(0, 6).new_theta)


def test_file_that_is_refused_is_named_and_the_run_goes_on(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda _parent, _title, text: said.append(text))
    press(desk, Qt.Key.Key_Right)
    broken = tmp_path / "broken.toml"
    broken.write_text("objective = 3")
    desk.scenarios.open_file(broken)
    assert len(said) == 1
    assert "broken.toml" in said[0]
    assert cursor(desk) == 1


STARTED_LARGER = """
import sys
from gdsim.app.desk import Desk
from gdsim.app.launch import first_desk
from gdsim.app.preferences import Preferences
from gdsim.app.settings_file import SettingsFile, settings_path
before = first_desk(None).window if len(sys.argv) > 1 else None
Preferences(SettingsFile(settings_path())).scale = 1.5
window = before or first_desk(None).window
print(window.devicePixelRatioF(), window.findChild(Desk).actions.is_checked("scale_1.5"))
"""


@pytest.mark.parametrize(
    ("when", "told"), [([], "1.5 True"), (["after"], "1.0 False")], ids=["before", "after"]
)
def test_a_chosen_size_counts_from_the_next_start_on(when: list[str], told: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", STARTED_LARGER, *when],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == told


ROOMS = (
    ((1280, 800), [1.0, 1.25]),
    ((1920, 1080), [1.0, 1.25, 1.5]),
    ((2560, 1600), [1.0, 1.25, 1.5, 1.75, 2.0]),
    ((800, 600), [1.0]),
)


def test_sizes_that_leave_no_room_for_a_window_of_1024_by_640_cannot_be_chosen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = QSize(*ROOMS[0][0])
    room = SimpleNamespace(
        availableSize=lambda: size, availableGeometry=lambda: QRect(QPoint(), size)
    )
    monkeypatch.setattr(MainWindow, "screen", lambda _window: room)
    actions = opened(qtbot).actions
    for (width, height), chosen in ROOMS:
        size.setWidth(width)
        size.setHeight(height)
        actions.menu("scale").aboutToShow.emit()
        assert [scale for scale in SCALES if actions.is_enabled(scale_action(scale))] == chosen


def test_click_or_drag_on_the_numbers_of_an_axis_moves_nothing(desk: Desk) -> None:
    press(desk, Qt.Key.Key_Right)
    plot, before = desk.window.landscape.plot, desk.session.run
    inside = plot.mapFromScene(plot.area.mapRectToScene(plot.area.rect())).boundingRect()
    left, right = inside.left() // 2, inside.right() + 4
    below = (inside.bottom() + plot.height()) // 2
    middle = inside.center()
    places = [(middle.x(), below), (left, middle.y()), (left, below), (right, middle.y())]
    places += [(inside.left() + k * inside.width() // 9, below) for k in range(10)]
    for place in places:
        QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(*place))
        assert desk.session.run is before
    for place in places:
        drag(plot.viewport(), QPoint(*place), middle)
        assert desk.session.run is before
    loss = desk.window.loss_plot.canvas
    QTest.mouseClick(
        loss.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(loss.width() // 3, loss.height() - 4)
    )
    assert cursor(desk) == 1


def drag(viewport: QWidget, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for share in (1, 2, 3):
        QTest.mouseMove(viewport, start + (end - start) * share / 3)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)


def test_locked_start_stays_for_clicks_and_drags_and_unlocked_it_moves(
    qtbot: QtBot, desk: Desk
) -> None:
    landscape = desk.window.landscape
    QTest.mouseClick(landscape.lock_button, Qt.MouseButton.LeftButton)
    assert desk.actions.is_checked("lock_start")
    plot, before = landscape.plot, desk.session.run
    spot = QPoint(plot.width() // 3, plot.height() // 3)
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    start = plot.start_pixel()
    assert start is not None
    grip = plot.mapFromScene(plot.area.mapToScene(QPointF(*start.tolist())))
    drag(plot.viewport(), grip, spot)
    assert desk.session.run is before
    desk.scenarios.show_builtin("one-parameter")
    run = desk.session.run
    curve = landscape.plot
    QTest.mouseClick(curve.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert desk.session.run is run
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(desk, Qt.Key.Key_L, modifiers)
    QTest.mouseClick(curve.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert desk.session.run is not run


def test_new_objective_forgets_the_old_ones_minimum(desk: Desk) -> None:
    desk.session.change({"objective": "(x - 1)^2 + 10*(y + 2)^2"})
    assert desk.window.windowTitle().startswith("(x - 1)^2")
    desk.history.undo()
    assert desk.window.windowTitle().startswith("Elongated bowl")


def test_the_full_gradient_is_shown_beside_the_batchs_on_request(qtbot: QtBot) -> None:
    desk = opened(qtbot, "noisy-bowl")
    press(desk, Qt.Key.Key_Right)
    press(desk, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    told = desk.window.landscape.noise.text()
    snapshot = desk.session.snapshot()
    batch = snapshot.row.gradient
    full = np.array([2.0, 8.0]) * snapshot.row.theta
    cosine = batch @ full / np.linalg.norm(batch) / np.linalg.norm(full)
    assert f"turned by {np.degrees(np.arccos(cosine)):.0f}°" in told
    ratio = np.linalg.norm(batch) / np.linalg.norm(full)
    assert f"{ratio:.2g} times as long" in told
    assert "full" in desk.window.landscape.legend.accessibleDescription()
    press(desk, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert not desk.window.landscape.noise.isVisible()
    assert "full" not in desk.window.landscape.legend.accessibleDescription()


def test_the_minimum_of_a_typed_quadratic_is_marked(desk: Desk) -> None:
    desk.session.change({"objective": "(w1 - 1)^2 + 3*(w2 - 2)^2"})
    plot = desk.window.landscape.plot
    assert [minimum.tolist() for minimum in plot.minima] == [pytest.approx([1, 2])]
    desk.session.change({"objective": "w1^4 + w2^2"})
    assert desk.window.landscape.plot.minima == []
    desk.history.undo()
    assert [minimum.tolist() for minimum in desk.window.landscape.plot.minima] == [
        pytest.approx([1, 2])
    ]
