"""gdsim map: which minimum each start leads to."""

from __future__ import annotations

import csv
import io

import pytest

from gdsim.cli.main import main

MINIMA = [(3, 2), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)]
"""Of Himmelblau's function, as printed in textbooks."""


def test_starts_of_himmelblau_reach_the_minimum_that_descent_by_hand_does(capsys) -> None:
    words = ["map", "himmelblau", "--over", "x=-5:5:6", "--over", "y=-5:5:6"]
    assert main([*words, "--learning-rate", "0.01", "--iterations", "500"]) == 0
    said = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert list(rows[0]) == ["start_x", "start_y", "reached", "iterations", "ended"]
    assert len(rows) == 36
    points = dict(line.split(": ", 1) for line in said.err.splitlines() if line[0].isdigit())
    for row in rows:
        x, y = float(row["start_x"]), float(row["start_y"])
        for _ in range(500):
            a, b = x * x + y - 11, x + y * y - 7
            x, y = x - 0.01 * (4 * x * a + 2 * b), y - 0.01 * (2 * a + 4 * y * b)
        (own,) = [m for m in MINIMA if abs(m[0] - x) + abs(m[1] - y) < 1e-3]
        shown = points[row["reached"]].split(" (")[0]
        values = [float(part.split("= ")[1].replace("−", "-")) for part in shown.split(", ")]
        assert values == pytest.approx(own, abs=1e-2)
        assert row["ended"] == "minimum"


def test_one_parameter_needs_no_start(capsys) -> None:
    words = ["map", "--objective", "(w^2 - 1)^2", "--over", "w=-2:2:4", "--learning-rate", "0.05"]
    assert main(words) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    reached = [row["reached"] for row in rows]
    assert reached[0] == reached[1] != reached[2] == reached[3]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--over", "z=-1:1:3"], "--over: the starts vary in z; name one or two different ones"),
        (["--over", "w1=-1:1:3", "--over", "w1=-1:1:3"], "two different ones of w1, w2"),
        (["--over", "w1=-1:1:3", "--state"], "--state"),
    ],
)
def test_what_cannot_vary_is_refused(capsys, words: list[str], said: str) -> None:
    assert main(["map", "toy-bowl", *words]) == 2
    assert said in capsys.readouterr().err
