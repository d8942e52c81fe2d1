"""The local quadratic against the objective, and what is painted of it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from gdsim.engine.problem.objective import Objective
from gdsim.views.landscape.layers.curvature_layer import CurvatureLayer, LocalQuadratic
from gdsim.views.plots.frame import Frame, Window
from gdsim.views.style.theme import LIGHT

PLOT = Frame(Window((-1.0, 3.0), (-2.0, 2.0)), 300.0, 300.0)


def test_of_a_quadratic_it_is_the_loss_itself_everywhere() -> None:
    objective = Objective("x^2 + x*y + 3*y^2 - 2x + 1")
    local = LocalQuadratic.of(objective, np.array([1.3, -0.4]), (0, 1), None)
    x, y = np.meshgrid(np.linspace(-1, 3, 9), np.linspace(-2, 2, 9))
    expected = x**2 + x * y + 3 * y**2 - 2 * x + 1
    np.testing.assert_allclose(local.losses(PLOT, 9), expected, rtol=1e-12, atol=1e-12)


def test_elsewhere_it_has_the_same_value_slope_and_curvature_at_the_point() -> None:
    # exp(x) cos(y) at (1, 0): value e, gradient (e, 0), Hessian diag(e, -e).
    local = LocalQuadratic.of(Objective("exp(x)*cos(y)"), np.array([1.0, 0.0]), (0, 1), None)
    assert local.loss == pytest.approx(np.e)
    assert local.gradient == pytest.approx([np.e, 0.0])
    assert local.hessian == pytest.approx(np.diag([np.e, -np.e]))


def test_axes_choose_the_plane() -> None:
    local = LocalQuadratic.of(Objective("a^2 + 5*b^2 + 7*c^2"), np.ones(3), (2, 0), None)
    assert local.hessian == pytest.approx(np.diag([14.0, 2.0]))


def test_nothing_is_worked_out_twice_for_one_point() -> None:
    objective, layer = Objective("x^2 + y^2"), CurvatureLayer()
    theta = np.array([1.0, 1.0])
    layer.update(objective, theta, (0, 1), None, PLOT, (1.0, 2.0))
    first = layer.quadratic
    layer.update(objective, theta.copy(), (0, 1), None, PLOT, (1.0, 2.0))
    assert layer.quadratic is first
    layer.update(objective, theta + 1, (0, 1), None, PLOT, (1.0, 2.0))
    assert layer.quadratic is not first


@pytest.mark.parametrize(
    ("objective", "theta"),
    [
        ("x^2 + y^2", (1e308, 1.0)),
        ("1e307*x^2 + y^2", (1e-4, 1.0)),
        ("1e-320*x^2 + 1e-320*y^2", (1.0, 1.0)),
    ],
    ids=["far away", "steep", "flat"],
)
def test_at_any_extreme_what_is_painted_has_a_place(
    qapp: QApplication, objective: str, theta: tuple[float, float]
) -> None:
    layer, picture = CurvatureLayer(), QImage(300, 300, QImage.Format.Format_RGB32)
    layer.update(Objective(objective), np.array(theta), (0, 1), None, PLOT, (1.0, 2.0))
    painter = QPainter(picture)
    # Qt warns of what has no place, and a warning fails the test.
    layer.paint(painter, PLOT, LIGHT, qapp.font())
    painter.end()


def test_a_point_without_curvature_has_no_quadratic() -> None:
    layer = CurvatureLayer()
    layer.update(Objective("sqrt(x) + y^2"), np.array([-1.0, 1.0]), (0, 1), None, PLOT, (1.0,))
    assert layer.quadratic is None
