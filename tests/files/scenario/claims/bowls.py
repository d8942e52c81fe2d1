"""The bowls, and the step by hand: what their texts claim; see `claims.py` beside it."""

from __future__ import annotations

import numpy as np

from tests.files.scenario.claims.claims import (
    Claims,
    curvatures,
    near,
    of,
    own_run,
    path,
    run_with,
)


@of("one-step")
def _one_step() -> Claims:
    run = own_run("one-step")
    first = run.row(0)
    yield (
        "The smallest complete example: a round bowl, a start at (3, 4), a learning rate of 0.1 and"
        " a single update.",
        near(curvatures(run.objective, (3, 4)), 2, 1e-12)
        and first.theta.tolist() == [3, 4]
        and first.learning_rate == 0.1,
    )
    yield (
        "Work out the gradient, the new point and by how many percent the loss falls on paper; then"
        " press Step and compare. The page Working shows every line of it, and the page Predict"
        " marks what you found.",
        None,
    )


@of("toy-bowl")
def _toy_bowl() -> Claims:
    run = own_run("toy-bowl")
    w1, w2 = path(run, 1).T
    yield (
        "A bowl that is four times as steep along w2 as along w1.",
        near(curvatures(run.objective, (0, 0)), [2, 8], 1e-12),
    )
    yield (
        "One learning rate serves both directions, so w2 is nearly done after a single step while"
        " w1 still creeps.",
        near(w2[1] / w2[0], 0.2, 1e-12) and near(w1[1] / w1[0], 0.8, 1e-12),
    )
    yield (
        "Some printed tables of this example give 4.21 for the loss at iteration 3; the exact value"
        " is 4.195328.",
        near(run.row(3).loss, 4.195328, 1e-12),
    )


@of("bowl-by-hand")
def _bowl_by_hand() -> Claims:
    run, exact = own_run("bowl-by-hand"), own_run("toy-bowl")
    figures = [f"{abs(x):.1e}" for x in run.columns(0, 8).gradient.ravel()]
    yield (
        "The bowl's table as it comes out on paper: each gradient is rounded to two figures and the"
        " next parameters follow from that, to three decimals.",
        near([float(x) for x in figures], np.abs(run.columns(0, 8).gradient).ravel(), 1e-12)
        and near(path(run, 8), np.round(path(run, 8), 3), 1e-12),
    )
    yield (
        "So iteration 2 leads to w1 = 2.05 and iteration 3 to 1.64 and 0.003, where exact numbers"
        " give 2.048, 1.6384 and 0.0032.",
        near(path(run)[3, 0], 2.05, 1e-12)
        and near(path(run)[4], [1.64, 0.003], 1e-12)
        and near(path(exact)[3, 0], 2.048, 1e-12)
        and near(path(exact)[4], [1.6384, 0.0032], 1e-12),
    )
    yield (
        "Even so the loss at iteration 3 is 4.20, not 4.21.",
        4.195 <= run.row(3).loss < 4.205,
    )


@of("bowl-too-small")
def _bowl_too_small() -> Claims:
    run = own_run("bowl-too-small")
    steps = np.diff(path(run), axis=0)
    yield ("The elongated bowl with a learning rate of 0.002.", run.row(0).learning_rate == 0.002)
    yield (
        "Every step goes the right way and the loss never rises, yet after a hundred updates w1 has"
        " covered only a third of its way.",
        (steps * path(run)[:-1] < 0).all()
        and (np.diff(run.columns(0, 100).loss) < 0).all()
        and near(1 - path(run)[100, 0] / 4, 1 / 3, 0.01),
    )
    yield ("Calm progress is not the same as enough progress.", None)


@of("bowl-just-right")
def _bowl_just_right() -> Claims:
    theta = path(own_run("bowl-just-right"), 30)
    fastest = path(run_with("bowl-just-right", 30, learning_rate=0.2), 30)
    others = [
        path(run_with("bowl-just-right", 30, learning_rate=rate), 30)[-1]
        for rate in np.arange(0.01, 0.25, 0.01)
        if not near(rate, 0.2, 1e-9)
    ]
    yield (
        "The elongated bowl with a learning rate of 0.12: each update multiplies w1 by 0.76 and w2"
        " by 0.04, so both shrink smoothly and fast.",
        near(theta[1:20] / theta[:19], [0.76, 0.04], 1e-9),
    )
    yield (
        "The fastest fixed rate is 0.2, with factors of 0.6 and -0.6: try it, and see w2 jump from"
        " side to side of the minimum.",
        near(fastest[1:] / fastest[:-1], [0.6, -0.6], 1e-9)
        and all(np.linalg.norm(fastest[-1]) < np.linalg.norm(end) for end in others),
    )


@of("bowl-too-large")
def _bowl_too_large() -> Claims:
    run = own_run("bowl-too-large")
    theta, losses = path(run), run.columns(0, run.length).loss
    stable, unstable = (
        path(run_with("bowl-too-large", 200, learning_rate=rate))[:, 1] for rate in (0.249, 0.251)
    )
    yield (
        "The elongated bowl with a learning rate of 0.26, just beyond the limit of 0.25.",
        run.row(0).learning_rate == 0.26
        and abs(stable[-1]) < abs(stable[0])
        and abs(unstable[-1]) > abs(unstable[0]),
    )
    yield (
        "Along w2 every update overshoots by more than it came, so w2 jumps from side to side and"
        " grows by 8 % each time.",
        near(theta[1:, 1] / theta[:-1, 1], -1.08, 1e-9),
    )
    lowest = int(losses.argmin())
    yield (
        "The loss falls at first, because w1 still converges, and then rises without end.",
        0 < lowest < 10
        and (np.diff(losses[lowest:]) > 0).all()
        and losses[-1] > 1e9 * losses[0]
        and (np.diff(np.abs(theta[:, 0])) < 0).all(),
    )
