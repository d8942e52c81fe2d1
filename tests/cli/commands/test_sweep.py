"""``gdsim sweep`` as scripts use it."""

from __future__ import annotations

import itertools
import json
import signal
import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest

from gdsim.cli.main import main
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.many.axes import LEARNING_RATE, Axis
from gdsim.engine.many.sweep import Sweep
from gdsim.engine.problem.objective import Objective
from gdsim.study.many.sweep_findings import findings
from gdsim.study.many.sweep_sentences import sweep_sentences
from tests.cli.tables import table
from tests.refusals import assert_refused

Capture = pytest.CaptureFixture[bytes]


def test_sweep_of_the_learning_rate_is_the_formula_of_the_bowl(capsysbinary: Capture) -> None:
    words = "sweep toy-bowl --over learning-rate=1e-3:1:log:31 --iterations 50".split()
    assert main(words) == 0
    out, err = capsysbinary.readouterr()
    rows = table(out)
    assert list(rows[0]) == ["learning_rate", "final_loss", "diverged", "iterations"]
    assert len(rows) == 31
    for i, row in enumerate(rows):
        rate = float(row["learning_rate"])
        assert rate == pytest.approx(10 ** (-3 + i / 10))
        loss = 16 * (1 - 2 * rate) ** 100 + 16 * (1 - 8 * rate) ** 100
        if row["diverged"] == "1":
            assert row["final_loss"] == ""
            assert int(row["iterations"]) < 50
            assert loss > 32e9
        else:
            assert float(row["final_loss"]) == pytest.approx(loss, rel=1e-6)
            assert row["iterations"] == "50"
    assert b"ust right" in err


def test_sweep_of_two_settings_has_a_row_for_each_combination(capsysbinary: Capture) -> None:
    words = "sweep toy-bowl --rule momentum --over beta=0,0.5,0.9 --over learning-rate=0.01:0.05:3"
    assert main([*words.split(), "--iterations", "20", "--target-loss", "1"]) == 0
    rows = table(capsysbinary.readouterr().out)
    combinations = [(float(row["beta"]), float(row["learning_rate"])) for row in rows]
    expected = itertools.product((0, 0.5, 0.9), (0.01, 0.03, 0.05))
    assert combinations == [pytest.approx(pair) for pair in expected]
    for row, (beta, rate) in zip(rows, combinations, strict=True):
        w, v, reached = [4.0, 2.0], [0.0, 0.0], ""
        for t in range(21):
            if not reached and w[0] ** 2 + 4 * w[1] ** 2 <= 1:
                reached = str(t)
            if t == 20:
                break
            v = [beta * v[0] + 2 * w[0], beta * v[1] + 8 * w[1]]
            w = [w[0] - rate * v[0], w[1] - rate * v[1]]
        assert float(row["final_loss"]) == pytest.approx(w[0] ** 2 + 4 * w[1] ** 2)
        assert row["iterations_to_target"] == reached


def test_sweep_of_batch_sizes_makes_whole_numbers_of_a_range(capsysbinary: Capture) -> None:
    words = "sweep linear-regression --over batch-size=1:100:log:5 --iterations 10 --format json"
    assert main(words.split()) == 0
    rows = json.loads(capsysbinary.readouterr().out)
    assert [row["batch_size"] for row in rows] == [1, 3, 10, 32, 100]


def test_sweep_without_a_limit_of_iterations_makes_the_epochs(capsysbinary: Capture) -> None:
    assert main("sweep noisy-bowl --over learning-rate=0.01,0.1".split()) == 0
    rows = table(capsysbinary.readouterr().out)
    assert [row["iterations"] for row in rows] == ["60", "60"]


def test_interrupted_sweep_writes_what_is_done(
    capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_work = Sweep.work

    def work(sweep: Sweep) -> Iterator[float]:
        for i, share in enumerate(own_work(sweep)):
            if i == 8:
                signal.raise_signal(signal.SIGINT)
            yield share

    monkeypatch.setattr(Sweep, "work", work)
    before = signal.getsignal(signal.SIGINT)
    words = "sweep toy-bowl --rule momentum --over beta=0.1,0.2,0.3 --over learning-rate=0.01,0.02"
    assert main([*words.split(), "--iterations", "96"]) == 130
    rows = table(capsysbinary.readouterr().out)
    assert [row["iterations"] for row in rows] == ["96", "96", "19", "19"]
    assert signal.getsignal(signal.SIGINT) is before


def test_sweep_from_a_start_without_a_loss_tells_that_all_diverged(capsysbinary: Capture) -> None:
    words = ["sweep", "--objective", "log(w)", "--start", "0", "--over", "learning-rate=1,2"]
    assert main(words) == 0
    rows = table(capsysbinary.readouterr().out)
    assert [(row["diverged"], row["iterations"]) for row in rows] == [("1", "0")] * 2


def test_the_command_line_says_of_a_sweep_what_the_window_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = "sweep --objective abs(x) --start 1.05 --over learning-rate=0.1:1:log:4 --iterations 11"
    assert main(words.split()) == 0
    experiment = Experiment(objective="abs(x)", start=(1.05,))
    work = Sweep(experiment, [Axis(LEARNING_RATE, tuple(np.geomspace(0.1, 1, 4)))], 11)
    list(work.work())
    said = sweep_sentences(findings(work.result(), experiment, Objective("abs(x)"), 11))
    # Before it stands what is taken at the corner.
    assert capsys.readouterr().err.endswith("\n" + said + "\n")
    # Of 0.1, 0.215, 0.464 and 1 all but the third are at about 0.05 after 11 updates.
    assert "some elsewhere" in said


def test_the_same_command_gives_the_same_bytes_in_every_process() -> None:
    words = (
        "sweep linear-regression --over batch-size=1,8 --over learning-rate=0.01:2:log:5".split()
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "gdsim", *words], check=True, capture_output=True
        ).stdout
        for _ in range(2)
    }
    assert len(outputs) == 1


BAD = [
    ("sweep toy-bowl", "--over"),
    ("sweep --over learning-rate=0.1,0.2", "nothing to run"),
    ("sweep toy-bowl himmelblau --over learning-rate=0.1,0.2", "himmelblau"),
    ("sweep toy-bowl --over learning-rate=-1:2:3", "above 0"),
    ("sweep toy-bowl --over beta=0:0.9:3", "beta"),
    ("sweep toy-bowl --rule momentum --over beta=0:1:3", "beta"),
    ("sweep toy-bowl --rule momentum --over convention=0:1:3", "convention"),
    ("sweep toy-bowl --over batch-size=1,2", "--over"),
    ("sweep linear-regression --over batch-size=1.5,1.6", "--over"),
    ("sweep linear-regression --over batch-size=1,1000", "--over"),
    ("sweep toy-bowl --over learning-rate=1,2 --over learning-rate=1,2", "--over"),
    (
        "sweep toy-bowl --rule momentum --over beta=0:0.5:2000 --over learning-rate=1:2:2000",
        "1000000",
    ),
    ("sweep toy-bowl --over learning-rate=1,2 --stop-loss 1", "--stop-loss"),
    ("sweep toy-bowl --over learning-rate=1,2 --epochs 1", "--epochs"),
    ("sweep toy-bowl --over learning-rate=1,2 --state", "--state"),
    ("sweep toy-bowl --over learning-rate=1,2 --target-loss x", "--target-loss"),
    ("sweep toy-bowl --over learning-rate=1,2 --iterations 0", "--iterations"),
    ("sweep toy-bowl --over learning-rate=1,2 --set beta=1", "--set"),
]


@pytest.mark.parametrize(("words", "named"), BAD, ids=[words for words, _ in BAD])
def test_bad_input_gets_one_line_and_exit_status_2(
    capsysbinary: Capture, words: str, named: str
) -> None:
    assert_refused(words, named, capsysbinary)
