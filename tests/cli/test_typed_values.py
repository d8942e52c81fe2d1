"""Numbers, names and minus signs on the command line as people type them."""

from __future__ import annotations

import pytest

from gdsim.cli.main import main
from tests.cli.tables import table
from tests.refusals import assert_refused

Capture = pytest.CaptureFixture[bytes]


def run(capture: Capture, *words: str) -> tuple[list[dict[str, str]], str]:
    assert main(["run", *words]) == 0
    out, err = capture.readouterr()
    return table(out), err.decode()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/4", 0.25), ("0,25", 0.25), ("10^-2", 0.01), ("1e-2", 0.01), ("1·10^-2", 0.01),
        ("2*sqrt(2)", 2.8284271247461903), ("pi", 3.141592653589793), ("25 %", 0.25),
    ],
)  # fmt: skip
def test_a_learning_rate_is_read_as_people_write_it(capsysbinary, text, value) -> None:
    words = ("--objective", "x^2", "--start", "1", "--iterations", "1", "--learning-rate", text)
    (row,), _ = run(capsysbinary, *words)
    assert float(row["learning_rate"]) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("toy-bowl", "--learning-rate", "2*sqrt(2)"), "“2*sqrt(2)” was taken as 2.828427124746"),
        (("toy-bowl", "--iterations", "1,000"), "“1,000” was taken as 1000."),
        (("toy-bowl", "--start", "0,5; 1,5", "--iterations", "1"), "start: w1 = 0.5, w2 = 1.5"),
        (("--objective", "x^2", "--start", "0,25", "--iterations", "1"), "start: x = 0.25"),
        (("toy-bowl", "--rule", "SGD"), "“SGD” was taken as gd."),
        (("toy-bowl", "--schedule", "CosineAnnealingLR"), "was taken as cosine."),
    ],
)
def test_what_is_not_plain_is_told(capsysbinary: Capture, words, said: str) -> None:
    main(["run", *words])
    assert said in capsysbinary.readouterr().err.decode()


@pytest.mark.parametrize("start", ["(4, 2)", "[4,2]", "4; 2", "4 2", "8/2, 2^1", "w2=2; w1=4"])
def test_a_start_may_be_written_as_a_point(capsysbinary: Capture, start: str) -> None:
    (row,), _ = run(capsysbinary, "toy-bowl", "--start", start, "--iterations", "1")
    assert (row["w1"], row["w2"]) == ("4.0", "2.0")


def test_a_number_with_two_readings_is_refused_with_both(capsysbinary: Capture) -> None:
    assert main("run toy-bowl --learning-rate 1,024".split()) == 2
    assert "--learning-rate: “1,024” is unclear; write 1.024 or 1024" in (
        capsysbinary.readouterr().err.decode()
    )


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Adam", "adam"), ("ADAM", "adam"), ("SGD", "gd"), ("sgd", "gd"), ("GD", "gd"),
        ("RMSprop", "rmsprop"), ("RMS-Prop", "rmsprop"), ("Momentum", "momentum"),
        ("NAG", "nesterov"), ("AdaGrad", "adagrad"), ("AdamW", "adamw"), ("AMSGrad", "amsgrad"),
    ],
)  # fmt: skip
def test_a_rule_is_known_in_any_case_and_by_its_usual_names(capsysbinary, typed, plain) -> None:
    words = ("toy-bowl", "--iterations", "5", "--rule")
    assert run(capsysbinary, *words, typed)[0] == run(capsysbinary, *words, plain)[0]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("Step", "step"), ("StepLR", "step"), ("inverse time", "inverse-time"), ("COSINE", "cosine")],
)
def test_a_schedule_likewise(capsysbinary: Capture, typed: str, plain: str) -> None:
    words = ("toy-bowl", "--iterations", "40", "--schedule")
    assert run(capsysbinary, *words, typed)[0] == run(capsysbinary, *words, plain)[0]


def test_no_iterations_give_the_first_row_without_an_update(capsysbinary: Capture) -> None:
    words = ("--objective", "x^2", "--start", "5", "--iterations", "0")
    (row,), _ = run(capsysbinary, *words, "--rule", "momentum", "--state")
    assert (row["x"], row["loss"], row["grad_x"]) == ("5.0", "25.0", "10.0")
    assert (row["new_x"], row["state_velocity_x"]) == ("", "")


@pytest.mark.parametrize(
    "words",
    ["sweep toy-bowl --over learning-rate=0.1,0.2", "map one-parameter --over w=-3:3:3"],
)
def test_many_runs_without_an_update_are_refused(capsysbinary: Capture, words: str) -> None:
    assert_refused(f"{words} --iterations 0", "give at least 1", capsysbinary)


@pytest.mark.parametrize(
    ("objective", "gradient"),
    [("-x^2", -4.0), ("-(54x - x^2)", -50.0), ("-.5*x", -0.5), ("-x", -1.0), ("−x^2", -4.0)],
)
def test_an_objective_may_begin_with_a_minus_sign(capsysbinary, objective, gradient) -> None:
    words = ("--objective", objective, "--start", "2", "--iterations", "1")
    (row,), _ = run(capsysbinary, *words)
    assert float(row["grad_x"]) == gradient


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--learning-rate -0.1", "above 0"),
        ("--learning-rate -x", "“-x” is not a number"),
        ("--seed -1", "at least 0"),
        ("--rule -adamm", "the rule -adamm is unknown"),
        ("--start -a,1", "“-a” is not a number"),
        ("--stop-loss -x", "“-x” is not a number"),
        ("--objective --rule", "expected one argument"),
    ],
)
def test_a_value_with_a_minus_sign_is_refused_for_what_it_is(capsysbinary, option, said) -> None:
    words = f"run toy-bowl {option}"
    assert_refused(words, option.split()[0], capsysbinary)
    main(words.split())
    assert said in capsysbinary.readouterr().err.decode()


def test_steps_of_exercises_come_out_as_printed(capsysbinary: Capture) -> None:
    words = ("--objective", "√((h−3)² + 1)", "--start", "2", "--learning-rate", "2√2")
    first, second = run(capsysbinary, *words, "--iterations", "2")[0]
    assert [float(first["new_h"]), float(second["new_h"])] == pytest.approx([4, 2])
    words = ("--objective", "-(54y − (5x² + 9y²) + 70x − 319)", "--start", "x=8; y=5")
    (row,) = run(capsysbinary, *words, "--learning-rate", "0,08", "--iterations", "1")[0]
    assert [float(row["new_x"]), float(row["new_y"])] == pytest.approx([7.2, 2.12])
