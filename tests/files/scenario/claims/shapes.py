"""The losses of other shapes: what their texts claim; see `claims.py` beside it."""

from __future__ import annotations

import numpy as np

from gdsim.files.scenario.scenario import builtin_scenario
from tests.files.scenario.claims.claims import (
    Claims,
    curvatures,
    near,
    of,
    own_run,
    path,
    run_with,
)


@of("tilted-valley")
def _tilted_valley() -> Claims:
    run = own_run("tilted-valley")
    along, across = np.array([1, 1]), np.array([1, -1])
    low, high = curvatures(run.objective, (0, 0))
    theta, gradient = path(run, 20), run.row(0).gradient
    momentum = path(run_with("tilted-valley", 20, rule="momentum", learning_rate=0.01))
    yield (
        "A valley that runs diagonally and is 50 times as steep across as along.",
        near(high / low, 50, 1e-9)
        and near(run.objective.hessian(theta[0]) @ along, low * along, 1e-9),
    )
    yield (
        "The gradient points at the opposite wall rather than down the valley, so the path zigzags"
        " while it hardly advances.",
        abs(gradient @ across) > 5 * abs(gradient @ along)
        and (np.diff(np.sign(theta @ across)) != 0).all()
        and (theta[10] @ along) / (theta[0] @ along) > 0.6,
    )
    sideways = [np.abs(np.diff(one @ across)).max() for one in (theta, momentum)]
    yield (
        "Switch the rule to momentum, with a learning rate of 0.01, and watch the sideways steps"
        " shrink while those along the valley add up.",
        sideways[1] < sideways[0] / 2 and momentum[20] @ along < theta[20] @ along / 2,
    )


@of("rosenbrock")
def _rosenbrock() -> Claims:
    run = own_run("rosenbrock")
    theta = path(run)
    off, far = np.abs(theta[:, 1] - theta[:, 0] ** 2), np.linalg.norm(theta - 1, axis=1)
    yield (
        "A curved valley that is easy to reach and hard to follow.",
        off[10] < off[0] / 4 and far[10] > 0.9 * far[0] and far[-1] < 0.1,
    )
    floor = [curvatures(run.objective, (x, x**2)) for x in (-1, -0.5, 0, 0.5, 1)]
    yield (
        "Its floor is almost flat, so a learning rate that is safe on the steep walls is tiny along"
        " the floor.",
        all(high / low > 99 for low, high in floor),
    )
    yield ("Compare how far the rules get with the same number of updates.", None)


@of("himmelblau")
def _himmelblau() -> Claims:
    scenario = builtin_scenario("himmelblau")
    objective = own_run("himmelblau").objective
    top = run_with("himmelblau", 500, start=(-0.27, -0.92), learning_rate=1e-9).theta
    yield (
        "Four minima of equal depth, and a hill between them.",
        len(scenario.minima) == 4
        and near([objective.value(np.array(one)) for one in scenario.minima], 0, 1e-9)
        and all((curvatures(objective, one) > 0).all() for one in scenario.minima)
        and (curvatures(objective, top) < 0).all(),
    )
    ends = [run_with("himmelblau", 200, start=start).theta for start in ((0, 0), (-3, 3), (-3, -3))]
    yield (
        "With the same rule and learning rate, where a run ends depends on where it starts: click"
        " on the plot to try another start.",
        near(ends, [[3, 2], [-2.805118, 3.131313], [-3.779310, -3.283186]], 1e-6),
    )
    left, right = (run_with("himmelblau", 300, start=(x, 0.0)).theta for x in (-0.285, -0.28))
    yield (
        "Near the borders between the basins a tiny difference changes the outcome.",
        near(left, [-2.805118, 3.131313], 1e-6) and near(right, [3, 2], 1e-6),
    )
    yield (
        "Another rule changes it, too: from here, momentum leads to the minimum at (3.58, -1.85)"
        " rather than (3, 2).",
        near(run_with("himmelblau", 500, rule="momentum").theta, [3.58, -1.85], 0.005),
    )


@of("saddle")
def _saddle() -> Claims:
    run = own_run("saddle")
    theta, gradient = path(run), run.columns(0, run.length).gradient
    length = np.linalg.norm(gradient, axis=1)
    yield (
        "Between two minima lies a saddle: a minimum along x and a maximum along y.",
        near(run.objective.hessian(np.zeros(2)), [[2, 0], [0, -1]], 1e-12)
        and all((curvatures(run.objective, (0, y)) > 0).all() for y in (1, -1)),
    )
    lowest = int(length[:60].argmin())
    yield (
        "The start is almost exactly on its ridge, so the gradient nearly vanishes and the run"
        " seems to have arrived.",
        abs(theta[0, 1]) <= 0.001
        and length[lowest] < 0.01 * length[0]
        and length[lowest:].max() > 10 * length[lowest],
    )
    yield (
        "Wait, and the smallest sideways component wins.",
        near(theta[-1], [0, 1], 1e-6),
    )


@of("one-parameter")
def _one_parameter() -> Claims:
    run = own_run("one-parameter")
    deep, shallow = (float(one[0]) for one in builtin_scenario("one-parameter").minima)
    value = run.objective.value
    yield (
        "A curve with a deep minimum on the left and a shallow one on the right.",
        deep < shallow and value(np.array([deep])) < value(np.array([shallow])) - 1,
    )
    yield ("The tangent shows the slope that decides each step.", None)
    further_left = run_with("one-parameter", 200, start=(0.3,)).theta[0]
    at_a_larger_rate = run_with("one-parameter", 200, learning_rate=0.25).theta[0]
    yield (
        "From this start the run ends in the shallow minimum; start further left, or raise the"
        " learning rate, and it may find the deep one.",
        near(run.theta[0], shallow, 1e-3) and near([further_left, at_a_larger_rate], deep, 1e-6),
    )
