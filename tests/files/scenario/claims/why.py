"""The prepared comparisons: what their texts claim; see `claims.py` beside it."""

from __future__ import annotations

import numpy as np

from tests.files.scenario.claims.claims import (
    Claims,
    compared,
    curvatures,
    loss,
    near,
    of,
    path,
    run_with,
)


@of("why-step-sizes")
def _step_sizes() -> Claims:
    runs = compared("why-step-sizes")
    low, high = curvatures(runs["gd"].objective, (0, 0))
    yield (
        "The loss is 1000 times as curved along b as along a, as when the feature that b multiplies"
        " is 32 times as large.",
        near(high / low, 1000, 1e-6) and round(1000**0.5) == 32,
    )
    way = {name: path(run, 60)[60] / [20, 2] for name, run in runs.items()}
    yield (
        "As b bears rates below 0.2 alone, gradient descent with 0.15 covers 9 % of a's way to 20"
        " in 60 updates, and momentum with the same rate 58 %.",
        near(2 / high, 0.2, 1e-9)
        and near([way["gd"][0], way["momentum"][0]], [0.09, 0.58], 0.005)
        and runs["momentum"].row(0).learning_rate == runs["gd"].row(0).learning_rate == 0.15,
    )
    first = [np.abs(path(runs[name], 1)[1]) for name in ("AdaGrad", "Adam")]
    yield (
        "AdaGrad and Adam divide each gradient by the size of those so far of the same parameter:"
        " their first step is as long along a as along b, and in 60 updates both parameters come"
        " within 3 % of their way to the minimum.",
        all(near(a, b, 1e-6) for a, b in first)
        and near([way["AdaGrad"], way["Adam"]], 1, 0.03)
        and not near([way["gd"][0], way["momentum"][0]], 1, 0.03),
    )
    rows = {name: runs[name].columns(0, 10) for name in ("gd", "AdaGrad")}
    steps = {name: (one.new_theta - one.theta) / -one.gradient for name, one in rows.items()}
    early = {name: one[:, 0] / one[:, 1] for name, one in steps.items()}
    yield (
        "Look at the effective step sizes: one line for both with gradient descent, two far apart"
        " with AdaGrad.",
        near(early["gd"], 1, 1e-6) and (early["AdaGrad"][:3] > 10).all(),
    )


@of("why-steep")
def _steep() -> Claims:
    runs = compared("why-steep")
    low, high = curvatures(runs["gd"].objective, (0, 0))
    theta = path(runs["gd"])
    above = path(run_with("why-steep", 20, learning_rate=0.041))[:, 1]
    yield (
        "Along w2 the bowl is 25 times as steep as along w1, and the steep direction alone sets the"
        " limit of the learning rate, 0.04.",
        near(high / low, 25, 1e-9) and near(2 / high, 0.04, 1e-12) and abs(above[-1]) > 2,
    )
    yield (
        "Just below it, at 0.036, w2 jumps from side to side while w1 shrinks by only 7 % in an"
        " update.",
        near(theta[1:, 0] / theta[:-1, 0], 0.93, 0.005)
        and (np.diff(np.sign(theta[:20, 1])) != 0).all()
        and runs["gd"].row(0).learning_rate == 0.036,
    )
    pace = np.linalg.norm(path(runs["momentum"], 40), axis=1)
    tuned = runs["momentum"].experiment
    yield (
        "Momentum tuned to this bowl (η = 0.055, β = 0.45) shrinks both by a third in the long"
        " run.",
        near((pace[40] / pace[20]) ** (1 / 20), 2 / 3, 0.05)
        and (tuned.learning_rate, tuned.settings["beta"]) == (0.055, 0.45),
    )
    first = [np.abs(np.diff(path(runs[name], 1), axis=0)[0]) for name in ("AdaGrad", "RMSProp")]
    adagrad = {
        rate: run_with("why-steep", 40, rule="adagrad", learning_rate=rate)
        for rate in (0.1, 1.2, 10.0)
    }
    yield (
        "Rules that scale every gradient by the size of those so far begin with steps of one length"
        " in both; they want an η of their own (with 0.1, AdaGrad stays behind gradient descent),"
        " but the steep direction sets no limit to it: AdaGrad arrives with 1.2, and with 10 as"
        " well.",
        all(near(one, other, 1e-6) for one, other in first)
        and loss(adagrad[0.1]) > 100 * loss(runs["gd"])
        and max(loss(adagrad[1.2]), loss(adagrad[10.0])) < 1e-6,
    )


@of("why-sparse")
def _sparse() -> Claims:
    runs = compared("why-sparse")
    gradient = runs["gd"].columns(0, 80).gradient[:, 1]
    rows = runs["gd"].objective.data
    end = {name: float(path(run, 80)[80, 1]) for name, run in runs.items()}
    yield (
        "The feature x2 is there in one row of 20, so most mini-batches say little or nothing about"
        " its weight w2, which should become 2.",
        np.mean(rows[:, 1] != 0) == 0.05
        and np.mean(gradient == 0) > 0.5
        and near(np.linalg.lstsq(rows[:, :2], rows[:, 2], rcond=None)[0][1], 2, 0.05),
    )
    rates = {name: run.row(0).learning_rate for name, run in runs.items()}
    yield (
        "In 80 updates gradient descent with η = 0.1 brings it to 1.1, and momentum with η = 0.01,"
        " which adds up to as much, gets no farther.",
        (rates["gd"], rates["momentum"]) == (0.1, 0.01)
        and near(rates["momentum"] / (1 - 0.9), rates["gd"], 1e-12)
        and near(end["gd"], 1.1, 0.05)
        and end["momentum"] < end["gd"],
    )
    square_sum = runs["AdaGrad"].columns(0, 80).state["square_sum"][-1]
    yield (
        "AdaGrad and Adam remember how rarely w2 was moved and take larger steps when it is: they"
        " end near 2.",
        square_sum[0] > 4 * square_sum[1] and near([end["AdaGrad"], end["Adam"]], 2, 0.1),
    )
    larger = [
        run_with("why-sparse", 80, rule=rule, learning_rate=0.5) for rule in ("gd", "momentum")
    ]
    too_large = run_with("why-sparse", 80, learning_rate=0.9)
    yield (
        "A larger η helps the others, too (try 0.5), but has to be found; these rules find a step"
        " for each weight themselves.",
        all(near(run.theta[1], 2, 0.1) for run in larger) and abs(too_large.theta[0] - 1) > 10,
    )


@of("why-dense")
def _dense() -> Claims:
    runs = compared("why-dense")
    theta, rows = path(runs["gd"]), runs["gd"].objective.data
    best = np.linalg.lstsq(rows[:, :2], rows[:, 2], rcond=None)[0]
    yield (
        "The same data with all rows in every update.",
        (rows == compared("why-sparse")["gd"].objective.data).all()
        and runs["gd"].row(0).batch_size == len(rows),
    )
    off = theta[:, 0] - best[0]
    yield (
        "The feature x1 is there in each row, so its gradients are large and a learning rate of"
        " 0.9, with which the rare feature would do well, is too much for it: gradient descent"
        " jumps over the minimum further and further.",
        (rows[:, 0] != 0).all()
        and runs["gd"].row(0).learning_rate == 0.9
        and abs(runs["gd"].row(0).gradient @ [1, 0]) > 5 * abs(runs["gd"].row(0).gradient @ [0, 1])
        and near(theta[-1, 1], best[1], 0.3)
        and (np.diff(np.sign(off)) != 0).all()
        and (np.abs(off[2:]) > np.abs(off[:-2]))[1:].all(),
    )
    adagrad = path(runs["AdaGrad"])
    steps = np.abs(np.diff(adagrad[:, 0]))
    yield (
        "AdaGrad with the same 0.9 divides by the gradients that it has seen: it is nearly there"
        " with its first step, takes far smaller ones along w1 from then on, and settles.",
        runs["AdaGrad"].row(0).learning_rate == 0.9
        and near(adagrad[1, 0], best[0], 0.1)
        and steps[1:].max() < steps[0] / 5
        and steps[3:].max() < steps[0] / 100
        and near(adagrad[-1], best, 0.03),
    )


@of("why-zigzag")
def _zigzag() -> Claims:
    runs = compared("why-zigzag")
    low, high = curvatures(runs["gd"].objective, (0, 0))
    across = {name: path(run) @ [1, -1] for name, run in runs.items()}
    yield (
        "In a diagonal valley, 50 times as steep across as along, gradient descent with η = 0.038"
        " jumps from wall to wall.",
        near(high / low, 50, 1e-9)
        and runs["gd"].row(0).learning_rate == 0.038
        and (np.diff(np.sign(across["gd"][:30])) != 0).all(),
    )
    losses = {name: run.columns(0, run.length).loss for name, run in runs.items()}
    needed = {name: int((one <= 0.01 * one[0]).argmax()) for name, one in losses.items()}
    jumps = {name: np.abs(np.diff(one)).max() for name, one in across.items()}
    along = {name: (path(run) @ [1, 1])[20] for name, run in runs.items()}
    yield (
        "With momentum (η = 0.01) the jumps cancel and the small steps along the valley add up: it"
        " first gets to a hundredth of the loss in half as many updates.",
        runs["momentum"].row(0).learning_rate == 0.01
        and jumps["momentum"] < jumps["gd"] / 2
        and along["momentum"] < along["gd"] / 2
        and near(needed["momentum"] / needed["gd"], 0.5, 0.06),
    )
    yield (
        "Adam, which has momentum too, sets out slowly and is level with it after 60.",
        all(losses["Adam"][t] > losses["gd"][t] > losses["momentum"][t] for t in (10, 20, 30))
        and near(loss(runs["Adam"]) / loss(runs["momentum"]), 1, 0.2),
    )
    diagonal = np.diag(runs["gd"].objective.hessian(np.zeros(2)))
    yield (
        "AdaGrad falls behind even gradient descent: it scales x and y apart, and a diagonal valley"
        " is no steeper in one than in the other.",
        loss(runs["AdaGrad"]) > loss(runs["gd"]) and near(diagonal[0], diagonal[1], 1e-9),
    )
