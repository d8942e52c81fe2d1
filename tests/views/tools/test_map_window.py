"""The window of maps of starts, alone."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.many.start_map import Side, StartMap
from gdsim.engine.problem.objective import Objective
from gdsim.study.many.map_findings import MapFindings, map_findings
from gdsim.views.plots.scales import KINDS
from gdsim.views.style.theme import DARK, LIGHT
from gdsim.views.tools.map_window import StartMapWindow

HIMMELBLAU = Experiment(
    objective="(x^2 + y - 11)^2 + (x + y^2 - 7)^2", start=(0, 0), learning_rate=0.01
)

MINIMA = ((3, 2), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848127))
"""D. Himmelblau, "Applied nonlinear programming", 1972."""


def found(experiment: Experiment = HIMMELBLAU, portions: int = 10_000) -> MapFindings:
    objective = Objective(experiment.objective)
    ticks = tuple(np.linspace(-5, 5, 41).tolist())
    work = StartMap(experiment, (Side("x", ticks), Side("y", ticks)), 200, objective=objective)
    for _ in zip(range(portions), work.work(), strict=False):
        pass
    return map_findings(work.result(), objective.parameters, 200)


@pytest.fixture
def window(qtbot: QtBot) -> StartMapWindow:
    window = StartMapWindow()
    qtbot.addWidget(window)
    window.set_parameters(("x", "y"), ((-5.0, 5.0), (-4.0, 4.0)))
    window.resize(900, 600)
    with qtbot.waitExposed(window):
        window.show()
    return window


def viewport_at(window: StartMapWindow, x: float, y: float) -> QPoint:
    canvas, frame = window.canvas, window.canvas.frame
    at = QPointF(float(frame.across(x)), float(frame.down(y)))
    return canvas.mapFromScene(canvas.area.mapToScene(at))


def colour_at(window: StartMapWindow, x: float, y: float) -> str:
    QApplication.processEvents()
    image = window.canvas.viewport().grab().toImage()
    return QColor(image.pixel(viewport_at(window, x, y))).name()


def test_fields_ask_for_the_grid(qtbot: QtBot, window: StartMapWindow) -> None:
    window.form.fineness.setCurrentIndex(0)
    with qtbot.waitSignal(window.runRequested) as asked:
        QTest.mouseClick(window.run, Qt.MouseButton.LeftButton)
    x, y = asked.args[0].sides
    assert (x.name, len(x.values), x.values[0], x.values[-1]) == ("x", 64, -5, 5)
    assert (y.name, len(y.values), y.values[0], y.values[-1]) == ("y", 64, -4, 4)
    assert asked.args[0].updates == 200


def test_empty_range_is_refused(qtbot: QtBot, window: StartMapWindow) -> None:
    window.form.ends[1].set_value(-6)
    with qtbot.assertNotEmitted(window.runRequested):
        window.request_run()
    assert "x: the range is empty" in window.form.ends[0].fault
    assert [bool(field.property("invalid")) for field in window.form.ends] == [
        True,
        True,
        False,
        False,
    ]
    window.form.ends[1].selectAll()
    QTest.keyClicks(window.form.ends[1], "6")
    assert not any(field.property("invalid") for field in window.form.ends)


def test_legend_has_the_four_minima_and_their_shares(window: StartMapWindow) -> None:
    some = found()
    window.set_findings(some)
    rows = window.legend.rows()
    texts = [text.replace("\N{NO-BREAK SPACE}", " ") for text, _ in rows]
    for x, y in MINIMA:
        assert f"minimum at x = {x:.4g}, y = {y:.4g}" in texts
    assert "draws the most starts" in window.said.text()
    shares = [float(share.removesuffix(" %")) for _, share in rows]
    assert sum(shares) == pytest.approx(100, abs=0.3)
    # The nearest minimum takes most starts of each quadrant: roughly a quarter each.
    assert all(20 < share < 30 for text, share in zip(texts, shares, strict=True) if "min" in text)


def test_start_beside_a_minimum_has_its_colour_and_number(window: StartMapWindow) -> None:
    some = found()
    window.set_findings(some)
    points = [kind.point for kind in some.kinds if kind.point is not None]
    for number, point in enumerate(points):
        # Beside the disc with the number, well inside the basin.
        assert colour_at(window, point[0] + 0.8, point[1]) == KINDS[number]


def test_click_opens_the_start_at_that_pixel(qtbot: QtBot, window: StartMapWindow) -> None:
    window.set_findings(found())
    QApplication.processEvents()
    with qtbot.waitSignal(window.startRequested) as asked:
        at = viewport_at(window, -2.5, 1.25)
        QTest.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked.args[0] == pytest.approx((-2.5, 1.25))


def test_pointing_tells_start_and_outcome(window: StartMapWindow) -> None:
    window.set_findings(found())
    frame = window.canvas.frame
    window.canvas.pointedAt.emit(QPointF(float(frame.across(3)), float(frame.down(2))))
    told = window.readout.text().replace("\N{NO-BREAK SPACE}", " ")
    assert "x = 3   y = 2   minimum at x = 3, y = 2   after 0 updates" in told


def test_colours_can_tell_how_soon(window: StartMapWindow) -> None:
    some = found()
    window.set_findings(some)
    before = colour_at(window, 3.5, 2.5)
    window.tells.choose("updates")
    assert window.strip.isVisible() and not window.legend.isVisible()
    assert colour_at(window, 3.5, 2.5) != before
    # The numbers of the scale lie within what was needed.
    updates = some.result.converged_at
    needed = updates[updates >= 0]
    places = [place for place, _ in window.strip.ticks()]
    assert min(places) >= needed.min() and max(places) <= needed.max()


def test_keys_point_and_open(qtbot: QtBot, window: StartMapWindow) -> None:
    window.set_findings(found())
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
        QTest.keyClick(window.canvas, key)
    with qtbot.waitSignal(window.startRequested) as asked:
        QTest.keyClick(window.canvas, Qt.Key.Key_Return)
    # From the middle one to the right and one up, 0.25 apart.
    assert asked.args[0] == pytest.approx((0.25, 0.25))


@pytest.mark.parametrize("names", [("w",), ("a", "b", "c")])
def test_other_numbers_of_parameters_get_a_sentence(
    qtbot: QtBot, window: StartMapWindow, names: tuple[str, ...]
) -> None:
    window.set_findings(found())
    window.set_parameters(names, ((0.0, 1.0),) * len(names))
    assert not window.run.isEnabled()
    assert not window.legend.isVisible()
    with qtbot.assertNotEmitted(window.runRequested):
        QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.grab()
    window.set_parameters(("x", "y"), ((0.0, 1.0), (0.0, 1.0)))
    assert window.run.isEnabled()


def test_all_diverged_is_said_and_drawn_as_strokes(window: StartMapWindow) -> None:
    steep = Experiment(objective="(x-0.1)^2 + (y-0.1)^2", start=(0, 0), learning_rate=3)
    for theme in (LIGHT, DARK):
        window.set_theme(theme)
        window.set_findings(found(steep))
        colours = {colour_at(window, x, 0.5) for x in np.linspace(0, 0.6, 20)}
        assert theme.plot_background in colours
        assert len(colours) > 1
    assert window.said.text().startswith("Every run diverged")
    assert window.legend.rows() == [("diverged", "100.0 %")]


def test_nothing_done_is_nothing_shown(window: StartMapWindow) -> None:
    window.set_findings(found(portions=0))
    assert not window.export.isEnabled()
    assert window.said.text() == "Cancelled: 0 of 1,681 starts are done."


def test_escape_in_a_field_first_takes_back_the_text_then_closes_the_window(
    window: StartMapWindow,
) -> None:
    field = window.form.ends[0]
    QTest.keyClicks(field, "7")
    typed = field.text()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), window.isVisible()) == ("-5", True)
    assert typed != "-5"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not window.isVisible()
