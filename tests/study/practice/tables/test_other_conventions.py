"""Tables that are right by another convention than the run's, made by loops of their own."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.study.practice.marking.grades import RIGHT_GRADES, Grade
from gdsim.study.practice.tables.hand_table import read_hand_table
from gdsim.study.practice.tables.table_check import CheckedTable, check_table
from gdsim.study.practice.tables.table_report import has_wrong, remarks

SQUARE = Experiment(objective="x^2", start=(1.0,), learning_rate=0.1)


def checked(experiment: Experiment, rows: list[str], header: str = "iteration,loss,new x"):
    run = Run(experiment)
    text = "\n".join([header, *rows])
    return check_table(run, read_hand_table(text, run.objective.parameters))


def is_all_right(found: CheckedTable) -> bool:
    return found.count(*RIGHT_GRADES) == found.count(*Grade) > 0 and not has_wrong(remarks(found))


def look_ahead() -> Iterator[float]:
    x, v = 1.0, 0.0
    while True:
        v = 0.9 * v + 0.1 * 2 * (x - 0.9 * v)
        x -= v
        yield x


def mean_velocity() -> Iterator[float]:
    x, v = 1.0, 0.0
    while True:
        v = 0.9 * v + 0.1 * 2 * x
        x -= 0.1 * v
        yield x


def adam_inside() -> Iterator[float]:
    x, m, v = 1.0, 0.0, 0.0
    for t in range(1, 99):
        g = 2 * x
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        x -= 0.1 * (m / (1 - 0.9**t)) / math.sqrt(v / (1 - 0.999**t) + 0.5)
        yield x


def decaying_rate_inside() -> Iterator[float]:
    x, v = 1.0, 0.0
    for t in range(99):
        v = 0.9 * v + 0.1 / (1 + 0.5 * t) * 2 * x
        x -= v
        yield x


@pytest.mark.parametrize(
    ("made", "fields", "told"),
    [
        (look_ahead, {"rule": "nesterov"}, "the look-ahead form, v ← βv + η∇L(θ − βv)"),
        (mean_velocity, {"rule": "momentum"}, "the mean of gradients as velocity"),
        (
            decaying_rate_inside,
            {"rule": "momentum", "schedule": "inverse-time", "settings": {"decay_rate": 0.5}},
            "the rate inside the velocity, v ← βv + ηg",
        ),
        (adam_inside, {"rule": "adam", "settings": {"eps": 0.5}}, "ε inside the root"),
    ],
)
def test_table_by_another_form_of_the_rule_is_right_by_that(made, fields, told) -> None:
    x, rows = 1.0, []
    for t, new in zip(range(5), made(), strict=False):
        rows.append(f"{t},{x**2:.5f},{new:.5f}")
        x = new
    found = checked(SQUARE.with_(**fields), rows)
    assert is_all_right(found)
    assert f"right by {told}" in found.convention
    assert "; this run uses " in found.convention


def line() -> Dataset:
    return Dataset(
        "five",
        ("x", "y"),
        np.array([[1.0, 2.0], [2.0, 3.5], [3.0, 4.0], [5.0, 7.5], [9.0, 10.0]]),
    )


def fitted(x: np.ndarray, factor: float, over_n: bool = True) -> list[str]:
    """Return rows of least squares from (0, 0) with a factor before the mean, or the sum."""
    y, w, b, rows = line().values[:, 1], 0.0, 0.0, []
    share = factor / (len(y) if over_n else 1)
    for t in range(4):
        r = w * x + b - y
        loss = share * (r @ r)
        w, b = w - 0.02 * share * 2 * (r @ x), b - 0.02 * share * 2 * r.sum()
        rows.append(f"{t},{loss:.6f},{w:.6f},{b:.6f}")
    return rows


HEADER = "iteration,loss,new w,new b"
FIT = Experiment(objective="(w*x + b - y)^2", dataset=line(), start=(0.0, 0.0), learning_rate=0.02)


@pytest.mark.parametrize(
    ("factor", "over_n", "told"),
    [
        (0.5, True, "half this loss"),
        (1.0, False, "the sum of the loss over the rows"),
        (0.5, False, "half the sum of the loss over the rows"),
    ],
)
def test_table_with_another_factor_before_the_sum_is_right_by_that(factor, over_n, told) -> None:
    x = (line().values[:, 0] - 4) / 3
    data = Dataset("scaled", ("x", "y"), np.column_stack([x, line().values[:, 1]]))
    found = checked(FIT.with_(dataset=data), fitted(x, factor, over_n), HEADER)
    assert is_all_right(found)
    assert f"right by {told}; this run uses the mean of the formula" in found.convention


def test_table_by_the_mean_is_right_where_the_run_has_half_of_it() -> None:
    x = (line().values[:, 0] - 4) / 3
    data = Dataset("scaled", ("x", "y"), np.column_stack([x, line().values[:, 1]]))
    halved = FIT.with_(dataset=data, objective="1/2*(w*x + b - y)^2")
    assert "right by twice this loss" in checked(halved, fitted(x, 1.0), HEADER).convention


@pytest.mark.parametrize(
    ("own", "ddof", "told"), [("standardise", 1, "n − 1"), ("standardise-sample", 0, "with N")]
)
def test_table_of_columns_standardised_otherwise_is_right_by_that(own, ddof, told) -> None:
    raw = line().values[:, 0]
    x = (raw - raw.mean()) / raw.std(ddof=ddof)
    found = checked(FIT.with_(dataset=line().scaled(own, ["x"])), fitted(x, 1.0), HEADER)
    assert is_all_right(found)
    assert f"columns standardised with {told.removeprefix('with ')}; this run" in found.convention


def test_a_table_that_is_right_by_the_runs_own_convention_is_told_of_no_other() -> None:
    rows = ["0,1,0.8", "1,0.64,0.496", "2,0.246016,0.17792"]
    ahead = SQUARE.with_(rule="nesterov", settings={"convention": "lookahead"})
    found = checked(ahead, rows)
    assert is_all_right(found)
    assert found.convention == ""


def test_one_slip_in_a_table_by_another_convention_is_marked_by_the_runs_own() -> None:
    found = checked(SQUARE.with_(rule="nesterov"), ["0,1,0.8", "1,0.64,0.5", "2,0.25,0.2"])
    assert found.convention == ""
    assert found.count(Grade.WRONG) > 0


def test_a_single_row_and_a_run_that_was_changed_are_marked_by_their_own() -> None:
    assert checked(SQUARE.with_(rule="nesterov"), ["0,1,0.8"]).convention == ""
    run = Run(SQUARE.with_(rule="nesterov"))
    run.advance(1)
    changed = run.branch(1, learning_rate=0.2)
    table = read_hand_table("iteration,loss,new x\n0,1,0.8\n1,0.64,0.496", ("x",))
    assert check_table(changed, table).convention == ""


def wrong_table(step: Callable[[float], float]) -> list[str]:
    x, rows = 1.0, []
    for t in range(4):
        rows.append(f"{t},{x**2:.5f},{step(x):.5f}")
        x = step(x)
    return rows


def test_slips_stay_slips() -> None:
    # The factor 2 of the derivative left out, of a function: no convention has that.
    found = checked(SQUARE, wrong_table(lambda x: x - 0.1 * x))
    assert found.convention == ""
    assert found.count(Grade.WRONG) > 0
