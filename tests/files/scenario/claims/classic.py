"""The classic test functions: what their texts claim; see `claims.py` beside it."""

from __future__ import annotations

import math

import numpy as np

from gdsim.files.scenario.scenario import builtin_scenario
from tests.files.scenario.claims.claims import Claims, curvatures, near, of, own_run, path, run_with


def end_from(name: str, *start: float, updates: int | None = None, **changes: object):
    """Return where the scenario's run ends from another start, and the loss there."""
    limit = updates or builtin_scenario(name).experiment.iterations or 0
    run = run_with(name, limit, start=start, **changes)
    return run.theta, float(run.objective.value(run.theta))


def loss_at(name: str, *place: float) -> float:
    return float(own_run(name).objective.value(np.array(place, dtype=float)))


@of("booth")
def _booth() -> Claims:
    run = own_run("booth")
    along, across = np.array([1, -1]), np.array([1, 1])
    low, high = curvatures(run.objective, (1, 3))
    hessian = run.objective.hessian(np.array([1.0, 3.0]))
    yield (
        "A bowl whose axes lie along the diagonals; along one of them the loss curves nine times as"
        " much as along the other.",
        near(high / low, 9, 1e-9) and near(hessian @ across, high * across, 1e-9),
    )
    off = path(run) - np.array([1, 3])
    kept = [(off @ side)[1:20] / (off @ side)[:19] for side in (along, across)]
    yield (
        "With this learning rate, the fastest there is, each update keeps 0.8 of the distance along"
        " both, and along the steeper one it changes sides.",
        near(run.experiment.learning_rate, 2 / (low + high), 1e-12)
        and near(kept[0], 0.8, 1e-6)
        and near(kept[1], -0.8, 1e-6),
    )


@of("matyas")
def _matyas() -> Claims:
    run = own_run("matyas")
    low, high = curvatures(run.objective, (0, 0))
    hessian = run.objective.hessian(np.zeros(2))
    yield (
        "A trough along the diagonal x = y, 25 times as steep across as along.",
        near(high / low, 25, 1e-9) and near(hessian @ [1, 1], [low, low], 1e-9),
    )
    theta = path(run)
    kept = theta[2:30, 0] / theta[1:29, 0]
    yield (
        "The first update lands on its floor, and from there on each update keeps 96 % of the"
        " distance to the minimum.",
        near(theta[1, 0], theta[1, 1], 1e-9) and near(kept, 0.96, 1e-9),
    )


@of("three-hump-camel")
def _three_hump() -> Claims:
    name = "three-hump-camel"
    run = own_run(name)
    losses = [loss_at(name, *place) for place in builtin_scenario(name).minima]
    yield (
        "Three minima, of which the middle one is the lowest.",
        len(losses) == 3 and losses[0] < min(losses[1:]),
    )
    other, low = end_from(name, 1.2, 1.0)
    yield (
        "From this start the run ends in the right one, at a loss of 0.2986; begin at (1.2, 1), and"
        " it ends in the middle, at 0.",
        near(run.theta, (1.7476, -0.8738), 1e-3)
        and near(run.objective.value(run.theta), 0.2986, 5e-5)
        and near(other, (0, 0), 1e-3)
        and near(low, 0, 1e-6),
    )


@of("six-hump-camel")
def _six_hump() -> Claims:
    name = "six-hump-camel"
    minima = np.array(builtin_scenario(name).minima)
    losses = np.array([loss_at(name, *place) for place in minima])
    yield (
        "Six minima in three pairs, each the other's mirror image through the origin; two of them"
        " are the deepest, with -1.0316.",
        near(minima[::2], -minima[1::2], 1e-12)
        and len(minima) == 6
        and near(sorted(losses)[:2], -1.0316, 5e-5)
        and sorted(losses)[2] > -0.3,
    )
    run = own_run(name)
    yield (
        "This start leads to one of the shallowest pair, with 2.1043; begin at (1, 0.1), and the"
        " run ends in one of the deepest.",
        near(run.objective.value(run.theta), 2.1043, 5e-5)
        and near(max(losses), 2.1043, 5e-5)
        and near(end_from(name, 1.0, 0.1)[1], -1.0316, 5e-5),
    )


@of("styblinski-tang")
def _styblinski() -> Claims:
    run = own_run("styblinski-tang")
    objective = run.objective
    yield (
        "A sum of the same curve for x and for y, so that neither minds where the other is.",
        near(objective.hessian(np.array([1.0, 2.0]))[0, 1], 0, 1e-12)
        and near(loss_at("styblinski-tang", 1, 2), loss_at("styblinski-tang", 2, 1), 1e-9),
    )
    slope = objective.value_and_gradient(np.array([0.1567, 0.1567]))[1]
    yield (
        "The curve has a hilltop at 0.1567: x begins to the right of it and ends at 2.747, y begins"
        " to the left and ends at -2.904.",
        near(slope, 0, 2e-3)
        and curvatures(objective, (0.1567, 0.1567))[1] < 0
        and run.experiment.start[1] < 0.1567 < run.experiment.start[0]
        and near(run.theta, (2.747, -2.904), 5e-4),
    )
    yield (
        "Only where both end at -2.904 is the loss as low as it gets, -78.33; here it is -64.20.",
        near(objective.value(run.theta), -64.20, 5e-3)
        and near(loss_at("styblinski-tang", -2.903534, -2.903534), -78.33, 5e-3),
    )


@of("rastrigin")
def _rastrigin() -> Claims:
    run = own_run("rastrigin")
    grid = np.array([(i, j) for i in range(-3, 4) for j in range(-3, 4)], dtype=float)
    ends = [end_from("rastrigin", *place)[0] for place in grid]
    yield (
        "A wide bowl full of dents, with a minimum of its own near every pair of whole numbers.",
        near(np.array(ends), grid, 0.05),
    )
    yield (
        "A learning rate that is small enough for the dents ends in the one where it began, here"
        " near (2, -1) at a loss of 4.975, and the minimum of them all, at (0, 0), is never seen.",
        near(run.theta, (2, -1), 0.05)
        and near(run.objective.value(run.theta), 4.975, 5e-4)
        and np.abs(path(run)).min() > 0.9,
    )
    wild = run_with("rastrigin", 1000, learning_rate=0.02)
    yield (
        "With a rate ten times as large the run is thrown about and settles nowhere.",
        np.linalg.norm(np.diff(path(wild)[-100:], axis=0), axis=1).min() > 0.1,
    )


@of("ackley")
def _ackley() -> Claims:
    run = own_run("ackley")
    beside = run.objective.value_and_gradient(np.array([[-1e-7, 0.0], [1e-7, 0.0]]))[1][:, 0]
    yield (
        "A funnel set with dents, whose minimum is a sharp tip, where the slope jumps from -2.83 to"
        " 2.83.",
        near(beside, (-2.83, 2.83), 5e-3) and near(loss_at("ackley", 0, 0), 0, 1e-12),
    )
    momentum = run_with("ackley", 200, rule="momentum")
    losses = [float(one.objective.value(one.theta)) for one in (run, momentum)]
    yield (
        "Gradient descent stays in the first dent that it meets, at a loss of 5.382.",
        near(losses[0], 5.382, 5e-4) and near(run.theta, run.row(100).theta, 1e-3),
    )
    away = np.linalg.norm(path(momentum) - run.theta, axis=1)
    yield (
        "Momentum rolls through that one and stays in a later one, at 2.580.",
        away.min() < 0.3 and away[-1] > 1.5 and near(losses[1], 2.580, 5e-4),
    )


@of("beale")
def _beale() -> Claims:
    run = own_run("beale")
    theta, objective = path(run), run.objective
    corners = [loss_at("beale", x, y) for x in (-4.5, 4.5) for y in (-4.5, 4.5)]
    yield (
        "Walls that reach up to a loss of over 100,000 in the corners, and between them a long,"
        " flat valley that bends to the minimum at (3, 0.5).",
        max(corners) > 1e5
        and near(loss_at("beale", 3, 0.5), 0, 1e-12)
        and curvatures(objective, (3, 0.5))[1] > 50 * curvatures(objective, (3, 0.5))[0],
    )
    losses = objective.value(theta)
    yield (
        "After 50 of the 500 updates the loss has come down from 14.2 to 0.26, and then the run"
        " creeps along the floor.",
        near(losses[0], 14.2, 5e-2)
        and near(losses[50], 0.26, 5e-3)
        and len(theta) == 501
        and 0 < losses[-1] < losses[50],
    )
    place, loss = end_from("beale", -2.0, 2.0, updates=1000, learning_rate=0.001)
    yield (
        "Begin at (-2, 2) with a learning rate of 0.001, and it comes to another branch of the"
        " valley, where the loss is still above 1 after 1000 updates.",
        loss > 1 and place[0] < -1.5,
    )


@of("branin")
def _branin() -> Claims:
    minima = np.array(builtin_scenario("branin").minima)
    losses = [loss_at("branin", *place) for place in minima]
    yield (
        "Three minima, all as deep as each other, with a loss of 0.3979.",
        len(minima) == 3 and near(losses, 0.3979, 5e-5) and np.ptp(losses) < 1e-12,
    )
    left, middle, right = minima[minima[:, 0].argsort()]
    yield (
        "This start leads to the middle one; begin at (2.5, 12), and the run ends on the left, or"
        " at (9, 6), and it ends on the right.",
        near(own_run("branin").theta, middle, 0.1)
        and near(end_from("branin", 2.5, 12.0)[0], left, 0.1)
        and near(end_from("branin", 9.0, 6.0)[0], right, 0.1),
    )


@of("mccormick")
def _mccormick() -> Claims:
    run = own_run("mccormick")
    low = np.array([0.5 - math.pi / 3, -0.5 - math.pi / 3])
    row = [low + k * math.pi for k in range(-3, 4)]
    slopes = [run.objective.value_and_gradient(place)[1] for place in row]
    losses = run.objective.value(np.array(row))
    yield (
        "Waves on a slope: the minima stand in a row, each lower by π than the one before it, and"
        " without end.",
        near(slopes, 0, 1e-9)
        and near(np.diff(losses), math.pi, 1e-9)
        and all(curvatures(run.objective, place)[0] > 0 for place in row),
    )
    other, loss = end_from("mccormick", 3.0, 3.0)
    yield (
        "This start leads to the lower one of the two in sight, with a loss of -1.913; begin at"
        " (3, 3), and the run ends in the other, with 1.228.",
        near(run.theta, low, 1e-5)
        and near(run.objective.value(run.theta), -1.913, 5e-4)
        and near(other, low + math.pi, 1e-5)
        and near(loss, 1.228, 5e-4),
    )


@of("easom")
def _easom() -> Claims:
    run = own_run("easom")
    angles = np.linspace(0, 2 * math.pi, 25)
    ring = np.column_stack([np.cos(angles), np.sin(angles)])
    far = run.objective.value(math.pi + 3 * ring)
    yield (
        "All but flat, with a narrow hole around (π, π) that is 1 deep.",
        np.abs(far).max() < 1e-3 and near(loss_at("easom", math.pi, math.pi), -1, 1e-12),
    )
    fallen, _ = end_from("easom", 2.0, 2.0, updates=49)
    yield (
        "From here 200 updates move the point by less than 0.02, since next to no slope is left so"
        " far out; begin at (2, 2), and the run is at the bottom after fewer than 50.",
        run.length == 200
        and np.linalg.norm(run.theta - path(run)[0]) < 0.02
        and np.linalg.norm(run.row(0).gradient) < 1e-3
        and near(fallen, (math.pi, math.pi), 1e-6),
    )
