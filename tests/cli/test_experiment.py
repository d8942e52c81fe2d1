"""The scenario that options describe, seen in the table of a run of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gdsim.cli.main import main
from tests.cli.tables import table
from tests.refusals import assert_refused

Capture = pytest.CaptureFixture[bytes]


def test_options_replace_what_the_scenario_says(capsysbinary: Capture) -> None:
    words = "run toy-bowl --start 1,1 --learning-rate 0.05 --rule momentum --set beta=0.5"
    assert main([*words.split(), "--iterations", "2"]) == 0
    first, second = table(capsysbinary.readouterr().out)
    assert float(first["new_w1"]) == pytest.approx(1 - 0.05 * 2)
    velocity = 0.5 * 2 + 2 * 0.9
    assert float(second["new_w1"]) == pytest.approx(0.9 - 0.05 * velocity)


@pytest.mark.parametrize("start", ["w1=3,w2=5", "w2=5,w1=3", "3,5"])
def test_start_by_name_or_in_order(capsysbinary: Capture, start: str) -> None:
    assert main(["run", "toy-bowl", "--start", start, "--iterations", "1"]) == 0
    (row,) = table(capsysbinary.readouterr().out)
    assert (float(row["w1"]), float(row["w2"])) == (3, 5)


def test_order_of_parameters_orders_the_columns(capsysbinary: Capture) -> None:
    words = ["run", "toy-bowl", "--parameters", "w2,w1", "--start", "5,3", "--iterations", "1"]
    assert main(words) == 0
    (row,) = table(capsysbinary.readouterr().out)
    assert list(row)[5:7] == ["w2", "w1"]
    assert float(row["w2"]) == 5


BAD = [
    ("run", "nothing to run"),
    ("run nowhere", "nowhere"),
    ("run nowhere.toml", "nowhere.toml"),
    ("run toy-bowl --objective w1^^2", "--objective"),
    ("run toy-bowl --objective a*b", "--start"),
    ("run toy-bowl --data none.csv", "none.csv"),
    ("run toy-bowl --start 1", "--start"),
    ("run toy-bowl --start w1=1,v=2", "--start"),
    ("run toy-bowl --parameters a,b", "--parameters"),
    ("run toy-bowl --rule adamm", "--rule"),
    ("run toy-bowl --schedule lineal", "--schedule"),
    ("run toy-bowl --set beta=0.9", "--set"),
    ("run toy-bowl --rule momentum --set beta=2", "--set"),
    ("run linear-regression --method mini-batch --batch-size 9999", "--batch-size"),
    ("run toy-bowl --stop-gradient-norm -1", "gradient norm"),
]


@pytest.mark.parametrize(("words", "named"), BAD, ids=[words for words, _ in BAD])
def test_bad_input_gets_one_line_and_exit_status_2(
    capsysbinary: Capture, words: str, named: str
) -> None:
    assert_refused(words, named, capsysbinary)


def test_an_unnamed_start_says_which_number_is_which(capsys) -> None:
    words = ["run", "--objective", "100*(y - x^2)^2 + (1 - x)^2", "--start", "-1.2,1"]
    main([*words, "--iterations", "1", "--learning-rate", "0.001"])
    said = capsys.readouterr()
    assert "start: x = -1.2, y = 1" in said.err
    # Rosenbrock's function at (-1.2, 1) is 24.2.
    assert said.out.splitlines()[1].split(",")[5:8] == ["-1.2", "1.0", "24.199999999999996"]


def test_what_a_sum_was_taken_for_is_told(capsys, tmp_path) -> None:
    (tmp_path / "d.csv").write_text("x,y\n1,2\n2,5\n3,4\n")
    words = ["run", "--objective", "1/(2*m)*sum((w*x - y)^2)", "--data", str(tmp_path / "d.csv")]
    main([*words, "--start", "0", "--iterations", "1"])
    assert "taken as the mean over the rows." in capsys.readouterr().err


def test_named_constants_are_numbers_and_not_trained(capsysbinary: Capture) -> None:
    words = ["run", "--objective", "(a-x)^2 + b(y-x^2)^2", "--let", "a=1", "--let", "b=100"]
    assert main([*words, "--start=-1.2,1", "--iterations", "1"]) == 0
    (row,) = table(capsysbinary.readouterr().out)
    assert float(row["loss"]) == pytest.approx(24.2)
    assert float(row["grad_x"]) == pytest.approx(-215.6)
    assert "a" not in row


def test_a_constant_given_replaces_that_of_a_scenario(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    file = tmp_path / "it.toml"
    file.write_text('objective = "a*x^2 + b"\nstart = { x = 1 }\nlet = { a = 2, b = 5 }\n')
    assert main(["run", str(file), "--let", "a=3", "--iterations", "1"]) == 0
    (row,) = table(capsysbinary.readouterr().out)
    assert (float(row["loss"]), float(row["grad_x"])) == (8, 6)


def test_a_constant_that_is_a_column_is_refused(capsys, tmp_path: Path) -> None:
    data = tmp_path / "points.csv"
    data.write_text("x,y\n1,2\n3,4\n")
    words = ["run", "--data", str(data), "--objective", "(w*x-y)^2", "--start", "0"]
    assert main([*words, "--let", "x=3"]) == 2
    assert capsys.readouterr().err == (
        "gdsim: --let: x is a column of the data; call the constant otherwise\n"
    )


def test_maximising_goes_uphill(capsysbinary: Capture) -> None:
    words = ["run", "--objective=54y-(5x^2+9y^2)+70x-319", "--maximise", "--start", "x=8,y=5"]
    assert main([*words, "--learning-rate", "0.08", "--iterations", "2"]) == 0
    first, second = table(capsysbinary.readouterr().out)
    assert (float(first["new_x"]), float(first["new_y"])) == pytest.approx((7.2, 2.12))
    assert (float(second["new_x"]), float(second["new_y"])) == pytest.approx((7.04, 3.3872))
    assert (float(first["loss"]), float(first["grad_x"])) == (-34, -10)


def test_a_scenario_that_maximises_can_be_minimised(capsysbinary: Capture, tmp_path: Path) -> None:
    file = tmp_path / "it.toml"
    file.write_text('objective = "-x^2"\nstart = { x = 1 }\nmaximise = true\n')
    for flags, new in (((), 0.8), (("--no-maximise",), 1.2)):
        assert main(["run", str(file), *flags, "--iterations", "1"]) == 0
        (row,) = table(capsysbinary.readouterr().out)
        assert float(row["new_x"]) == pytest.approx(new)


def test_clipping_shortens_the_step_and_the_table_has_the_gradient_itself(
    capsysbinary: Capture,
) -> None:
    words = ["run", "--objective", "3x + 4y", "--start", "0,0", "--clip-norm", "1"]
    assert main([*words, "--iterations", "1"]) == 0
    (row,) = table(capsysbinary.readouterr().out)
    assert (float(row["grad_x"]), float(row["grad_y"])) == (3, 4)
    assert (float(row["new_x"]), float(row["new_y"])) == pytest.approx((-0.06, -0.08))


def test_bounds_keep_parameters_within(capsysbinary: Capture) -> None:
    words = ["run", "--objective", "(w-2)^2", "--start=-1", "--learning-rate", "0.15"]
    assert main([*words, "--bounds", "w=0:", "--iterations", "3"]) == 0
    rows = table(capsysbinary.readouterr().out)
    assert [float(row["new_w"]) for row in rows] == pytest.approx([0, 0.6, 1.02])


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ("v=0:", "bounds are given for v, which is no parameter; the parameters are w"),
        ("w=1", "'1' is no range; give LOW:HIGH, one of which may be left out, as 0: or -1:1"),
        ("w=1:0", "the bounds of w are 1.0 and 0.0; give the lower one first"),
        ("w=a:", "“a” is not a number"),
    ],
)
def test_bounds_that_cannot_be_are_refused(capsys, bounds: str, said: str) -> None:
    assert main(["run", "--objective", "w^2", "--start", "1", "--bounds", bounds]) == 2
    assert capsys.readouterr().err.startswith(f"gdsim: --bounds: {said}")


def test_a_point_before_the_start_is_a_velocity(capsysbinary: Capture) -> None:
    """From (2, 2) to (1, 1) with the rate 0.2 is the velocity 5 by each parameter."""
    words = ["run", "--objective", "3x^2 + y^2 + 2*x*y + x - 3y + 1", "--start", "x=1,y=1"]
    words += ["--rule", "momentum", "--set", "beta=0.3", "--learning-rate", "0.2"]
    words += ["--initial", "velocity_x=5", "--initial", "velocity_y=5"]
    assert main([*words, "--iterations", "1"]) == 0
    (row,) = table(capsysbinary.readouterr().out)
    assert (float(row["new_x"]), float(row["new_y"])) == pytest.approx((-1.1, 0.5))


def test_a_previous_point_is_taken_and_its_velocity_told(capsys) -> None:
    """The same run: (2 - 1) / 0.2 is 5."""
    words = ["run", "--objective", "3x^2 + y^2 + 2*x*y + x - 3y + 1", "--start", "x=1,y=1"]
    words += ["--rule", "momentum", "--set", "beta=0.3", "--learning-rate", "0.2"]
    words += ["--iterations", "1", "--initial", "previous_x=2,previous_y=2"]
    assert main(words) == 0
    out, err = capsys.readouterr()
    (row,) = table(out.encode())
    assert (float(row["new_x"]), float(row["new_y"])) == pytest.approx((-1.1, 0.5))
    assert "the velocity of y is (2 − 1) / 0.2 = 5: the step from the previous point" in err


@pytest.mark.parametrize(
    ("rule", "given", "said"),
    [
        ("gd", "previous_x=1", "the rule gd remembers nothing, so that it has no previous_x"),
        ("rmsprop", "previous_x=1", "the rule rmsprop has no velocity that previous_x could tell"),
        ("gd", "velocity_x=1", "the rule gd remembers nothing, so that it has no velocity_x"),
        ("adam", "velocity_x=1", "the rule adam has no velocity_x; what it remembers of each"),
        ("momentum", "velocity_y=1", "velocity_y is nothing that a rule remembers; give its name"),
        ("momentum", "x=1", "x is nothing that a rule remembers"),
        (
            "adam",
            "second_moment_x=-1",
            "second_moment_x is -1.0 at first; give a number of at least",
        ),
        ("momentum", "velocity_x", "'velocity_x' is not accepted; give NAME=VALUE"),
    ],
)
def test_what_a_rule_cannot_remember_is_refused(capsys, rule: str, given: str, said: str) -> None:
    words = ["run", "--objective", "x^2", "--start", "1", "--rule", rule, "--initial", given]
    assert main(words) == 2
    assert capsys.readouterr().err.startswith(f"gdsim: --initial: {said}")
