"""Costs, scalings and methods as courses write them for data, against NumPy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.cli.commands.brought import LINE, Capture, fitted, run

TEN = [(float(x), float(2 * x + (x * 7) % 3)) for x in range(1, 11)]


@pytest.mark.parametrize(
    ("objective", "factor", "said"),
    [
        ("1/(2*m)*sum((theta0 + theta1*x - y)^2)", 0.5, "taken as the mean over the rows"),
        (
            r"\frac{1}{2m}\sum_{i=1}^{m}\left(\theta_0 + \theta_1 x^{(i)} - y^{(i)}\right)^2",
            0.5,
            "were taken as the columns x, y",
        ),
        ("mean((theta0 + theta1*x - y)^2)", 1.0, ""),
        ("½(theta0 + theta1*x - y)²", 0.5, ""),
        ("1/20*(theta0 + theta1*x - y)^2", 0.05, ""),
        ("1/(2*10)*(theta0 + theta1*x - y)^2", 0.05, "divided by 10, the number of rows"),
    ],
)
def test_a_cost_over_the_rows_is_the_one_that_is_written(
    capsysbinary: Capture, tmp_path: Path, objective: str, factor: float, said: str
) -> None:
    path = tmp_path / "ten.csv"
    path.write_text("x,y\n" + "\n".join(f"{x},{y}" for x, y in TEN), encoding="utf-8")
    words = ["--objective", objective, "--start", "0,0", "--learning-rate", "0.01"]
    status, found, err = run(capsysbinary, path, [*words, "--iterations", "200"])
    assert status == 0, err
    assert said in err
    slope, intercept = fitted(TEN, 200, 0.01, factor)
    values = [float(value) for name, value in found[-1].items() if name.startswith("new_")]
    assert values == pytest.approx([intercept, slope], rel=1e-9)


def test_a_column_that_the_formula_names_is_no_parameter_and_said_to_be_none(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "b.csv"
    path.write_text("x,b,y\n1,10,2\n3,20,4\n", encoding="utf-8")
    words = ["--objective", "(w*x + b - y)^2", "--start", "0", "--iterations", "1"]
    status, (row,), err = run(capsysbinary, path, words)
    assert status == 0
    assert "b is a column of the data here, and no parameter" in err
    # (0 + 10 - 2) * 1 and (0 + 20 - 4) * 3, twice their mean.
    assert float(row["grad_w"]) == (2 * 8 + 2 * 48) / 2


@pytest.mark.parametrize(("scaling", "ddof"), [("standardise", 0), ("standardise-sample", 1)])
def test_columns_are_standardised_by_either_convention(
    capsysbinary: Capture, tmp_path: Path, scaling: str, ddof: int
) -> None:
    path = tmp_path / "shops.csv"
    path.write_text("TV ads,Sales\n" + "\n".join(f"{x},{y}" for x, y in TEN), encoding="utf-8")
    source = Path(f"{path} | {scaling} TV ads, Sales")
    words = ["--loss", "squares", "--target", "Sales", "--convention", "half", "--iterations", "3"]
    status, found, _ = run(capsysbinary, source, words)
    scaled = np.array(TEN)
    scaled = (scaled - scaled.mean(axis=0)) / scaled.std(axis=0, ddof=ddof)
    expected = fitted([(x, y) for x, y in scaled.tolist()], 3, 0.1, 0.5)
    assert status == 0
    assert float(found[-1]["new_w"]) == pytest.approx(expected[0], rel=1e-12)


def test_a_rate_per_epoch_stays_within_an_epoch(capsysbinary: Capture, tmp_path: Path) -> None:
    path = tmp_path / "ten.csv"
    path.write_text("x,y\n" + "\n".join(f"{x},{y}" for x, y in TEN), encoding="utf-8")
    words = ["--objective", LINE.format(x="x", y="y"), "--start", "0,0", "--learning-rate", "0.002"]
    words += ["--method", "mini-batch", "--batch-size", "4", "--order", "fixed", "--epochs", "3"]
    words += ["--schedule", "1/t", "--set", "decay_rate=1", "--set", "per=epoch"]
    status, found, _ = run(capsysbinary, path, words)
    assert status == 0
    rates = [float(row["learning_rate"]) for row in found]
    assert rates == pytest.approx([0.002] * 3 + [0.001] * 3 + [0.002 / 3] * 3)
    w = b = 0.0
    for rate in rates[::3]:
        for part in (TEN[:4], TEN[4:8], TEN[8:]):
            x, y = np.array(part).T
            off = w * x + b - y
            w, b = w - rate * 2 * (off * x).mean(), b - rate * 2 * off.mean()
    assert [float(found[-1]["new_w"]), float(found[-1]["new_b"])] == pytest.approx([w, b])


@pytest.mark.parametrize("name", ["max(0, {z})", "relu({z})"])
def test_a_perceptrons_tie_is_taken_by_the_convention_that_is_told(
    capsysbinary: Capture, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "or.csv"
    path.write_text("p,q,s\n0,0,-1\n0,1,1\n1,0,1\n1,1,1\n", encoding="utf-8")
    words = ["--objective", name.format(z="-s*(u*p + v*q + b)"), "--learning-rate", "1"]
    words += ["--method", "stochastic", "--order", "fixed", "--epochs", "1"]
    status, found, err = run(capsysbinary, path, [*words, "--start", "u=0,v=0,b=0"])
    assert status == 0
    assert "the mean of the slopes on both sides is taken" in err
    # At the tie the slope is half of 0 and -s p: b falls by 1/2; then (0, 1) is on the wrong side.
    assert [float(found[0][f"new_{name}"]) for name in "uvb"] == [0, 0, -0.5]
    assert [float(found[1][f"new_{name}"]) for name in "uvb"] == [0, 1, 0.5]
