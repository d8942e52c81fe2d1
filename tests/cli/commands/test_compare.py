"""``gdsim compare`` as scripts use it."""

from __future__ import annotations

import itertools
import math
import signal
from pathlib import Path

import numpy as np
import pytest

from gdsim.cli.main import main
from gdsim.engine.run.run import Run
from tests.cli.tables import table
from tests.refusals import assert_refused

Capture = pytest.CaptureFixture[bytes]
THREE = ["bowl-too-small", "bowl-just-right", "bowl-too-large"]


def test_compare_writes_a_row_for_each_run(capsysbinary: Capture) -> None:
    assert main(["compare", *THREE]) == 0
    small, right, large = table(capsysbinary.readouterr().out)
    assert list(small) == (
        "run settings iterations final_loss distance_to_minimum stop_reason verdict".split()
    )
    assert [row["run"] for row in (small, right, large)] == THREE
    w = 4 * 0.996**100, 2 * 0.984**100
    assert float(small["final_loss"]) == pytest.approx(w[0] ** 2 + 4 * w[1] ** 2)
    assert float(small["distance_to_minimum"]) == pytest.approx(math.hypot(*w))
    assert small["settings"] == "--learning-rate 0.002 --iterations 100"
    assert (small["verdict"], right["verdict"], large["verdict"]) == (
        "slow",
        "converged",
        "diverging",
    )
    assert (large["final_loss"], large["stop_reason"]) == ("", "diverged")


def test_prepared_comparison_is_made_whole(capsysbinary: Capture) -> None:
    assert main(["compare", "why-zigzag"]) == 0
    rows = table(capsysbinary.readouterr().out)
    assert [row["run"] for row in rows] == [
        "why-zigzag",
        "why-zigzag: momentum",
        "why-zigzag: Adam",
        "why-zigzag: AdaGrad",
    ]
    # Along the valley (eigenvalue 1) and across it (50), from 7/sqrt(2) and 1/sqrt(2).
    curvature, start = np.array([1.0, 50.0]), np.array([7.0, 1.0]) / math.sqrt(2)
    plain, place, velocity = start, start, np.zeros(2)
    for _ in range(60):
        plain = plain - 0.038 * curvature * plain
        velocity = 0.9 * velocity + curvature * place
        place = place - 0.01 * velocity
    losses = [float(curvature @ w**2 / 2) for w in (plain, place)]
    assert [float(row["final_loss"]) for row in rows[:2]] == pytest.approx(losses)


def test_options_of_run_apply_to_every_run(capsysbinary: Capture) -> None:
    assert main(["compare", *THREE, "--learning-rate", "0.1", "--iterations", "3"]) == 0
    rows = table(capsysbinary.readouterr().out)
    assert [row["settings"] for row in rows] == [""] * 3
    assert [row["iterations"] for row in rows] == ["3"] * 3
    assert [float(row["final_loss"]) for row in rows] == pytest.approx([4.195328] * 3)


def test_minima_follow_the_order_of_the_parameters_and_an_objective_of_ones_own(
    capsysbinary: Capture,
) -> None:
    words = ["--iterations", "5", "--start", "3,-2", "--learning-rate", "0.001"]
    assert main(["compare", "himmelblau", "--parameters", "y,x", *words]) == 0
    (row,) = table(capsysbinary.readouterr().out)
    y, x = 3.0, -2.0
    for _ in range(5):
        p, q = x * x + y - 11, x + y * y - 7
        x, y = x - 0.001 * (4 * x * p + 2 * q), y - 0.001 * (2 * p + 4 * y * q)
    nearest = math.hypot(x + 2.805118086952745, y - 3.131312518250573)
    assert float(row["distance_to_minimum"]) == pytest.approx(nearest)
    assert main(["compare", "toy-bowl", "--objective", "(a-3)^2 + b^4", "--start", "1,1"]) == 0
    (row,) = table(capsysbinary.readouterr().out)
    assert row["distance_to_minimum"] == ""


def test_the_minimum_of_least_squares_is_known(capsysbinary: Capture, tmp_path: Path) -> None:
    data = tmp_path / "points.csv"
    data.write_text("x,y\n1,2\n2,4\n3,6\n")
    scenario = tmp_path / "line.toml"
    scenario.write_text('objective = "(w*x - y)^2"\ndata = "points.csv"\nstart = { w = 5 }\n')
    words = ["compare", str(scenario), "--iterations", "1", "--learning-rate", "0.01"]
    assert main(words) == 0
    (row,) = table(capsysbinary.readouterr().out)
    assert float(row["distance_to_minimum"]) == pytest.approx(3 * (1 - 0.01 * 2 * 14 / 3))


def test_rows_of_all_runs_stand_below_one_another(capsysbinary: Capture) -> None:
    words = ["compare", "toy-bowl", "toy-bowl", "himmelblau", "--rows", "--iterations", "2"]
    assert main(words) == 0
    both = table(capsysbinary.readouterr().out)
    assert [row["run"] for row in both] == [
        *("toy-bowl",) * 2,
        *("toy-bowl-2",) * 2,
        *("himmelblau",) * 2,
    ]
    assert main(["run", "toy-bowl", "--iterations", "2"]) == 0
    alone = table(capsysbinary.readouterr().out)
    assert [{name: row[name] for name in alone[0]} for row in both[:2]] == alone
    assert (both[0]["x"], both[4]["w1"], both[4]["x"]) == ("", "", "0.0")


def test_a_change_of_nothing_is_not_told(tmp_path: Path, capsysbinary: Capture) -> None:
    scenario = tmp_path / "unchanged.toml"
    scenario.write_text(
        'objective = "w^2"\nstart = [1]\niterations = 4\n[[change]]\nat = 2\n', encoding="utf-8"
    )
    assert main(["compare", str(scenario), str(scenario)]) == 0
    assert [row["settings"] for row in table(capsysbinary.readouterr().out)] == ["", ""]


def test_changes_in_the_middle_of_a_scenario_are_made_and_told(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    scenario = tmp_path / "changed.toml"
    scenario.write_text(
        'objective = "w^2"\nstart = [1]\nlearning-rate = 0.25\niterations = 3\n'
        "[[change]]\nat = 2\nlearning-rate = 0.5\n"
    )
    assert main(["compare", str(scenario)]) == 0
    (row,) = table(capsysbinary.readouterr().out)
    assert row["settings"] == "from 2: --learning-rate 0.5"
    assert float(row["final_loss"]) == 0


def test_interrupted_comparison_writes_the_runs_begun(
    capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_advance, calls = Run.advance, itertools.count(1)

    def advance(run: Run, n: int) -> int:
        if next(calls) == 2:
            signal.raise_signal(signal.SIGINT)
        return own_advance(run, n)

    monkeypatch.setattr(Run, "advance", advance)
    words = ["compare", "toy-bowl", "bowl-too-small", "rosenbrock"]
    assert main(words) == 130
    rows = table(capsysbinary.readouterr().out)
    assert [row["run"] for row in rows] == ["toy-bowl", "bowl-too-small"]
    assert (rows[0]["iterations"], rows[0]["stop_reason"]) == ("40", "iterations")
    assert (rows[1]["iterations"], rows[1]["stop_reason"]) == ("64", "")


BAD = [
    ("compare", "SCENARIO"),
    ("compare nowhere", "nowhere"),
    ("compare toy-bowl nowhere.toml", "nowhere.toml"),
    ("compare toy-bowl --learning-rate 0", "--learning-rate"),
    ("compare toy-bowl himmelblau --start w1=1,w2=2", "--start"),
    ("compare toy-bowl --state", "--state"),
    ("compare toy-bowl --over beta=0,1", "--over"),
]


@pytest.mark.parametrize(("words", "named"), BAD, ids=[words for words, _ in BAD])
def test_bad_input_gets_one_line_and_exit_status_2(
    capsysbinary: Capture, words: str, named: str
) -> None:
    assert_refused(words, named, capsysbinary)


@pytest.mark.parametrize(
    ("objective", "start"),
    [
        ("log(w)", "0"),
        ("1/w", "0"),
        ("1 - w^2", "1"),
        ("w^8", "9"),
        ("0*w + w", "1"),
        ("abs(w)", "0"),
    ],
)
def test_runs_without_a_good_end_are_compared_without_a_warning(
    capsysbinary: Capture, objective: str, start: str
) -> None:
    words = ["compare", "toy-bowl", "--objective", objective, "--start", start]
    assert main([*words, "--iterations", "300"]) == 0
    (row,) = table(capsysbinary.readouterr().out)
    assert row["verdict"]
    assert "nan" not in str(row)


def test_the_scenario_that_refuses_an_option_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "toy-bowl", "linear-regression", "--batch-size", "1000"]) == 2
    assert capsys.readouterr().err.startswith("gdsim: linear-regression: --batch-size: ")
