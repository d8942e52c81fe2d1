"""Marking: what is right, what is carried forward, and which slip is named."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.study.practice.marking.grades import Grade
from gdsim.study.practice.marking.marking import MarkedUpdate, mark
from gdsim.study.practice.slips.slips import Slip
from gdsim.study.practice.update_task import UpdateTask
from tests.study.practice.marking.answering import answers


def bowl_at(t: int) -> UpdateTask:
    """w1^2 + 4 w2^2 with rate 0.1: from (4, 2) to (3.2, 0.4), (2.56, 0.08), (2.048, 0.016)."""
    return UpdateTask.of(run_scenario(builtin_scenario("toy-bowl"), 6), t)


def marked(t: int, before: MarkedUpdate | None = None, **given: str) -> MarkedUpdate:
    return mark(bowl_at(t), answers(**given), before)


def grades(marked: MarkedUpdate) -> list[Grade]:
    return [one.grade for one in marked.marks]


def test_new_parameters_from_a_wrong_gradient_are_carried_forward() -> None:
    # At (3.2, 0.4): the gradient is (6.4, 3.2); 3.2 - 0.1 * 3.2 = 2.88 follows from 3.2.
    found = marked(1, gradient0="3.2", gradient1="3.2", new0="2.88", new1="0.08", new_loss="8.32")
    assert grades(found) == [
        Grade.WRONG,
        Grade.RIGHT,
        Grade.CARRIED,
        Grade.RIGHT,
        Grade.CARRIED,
    ]
    assert found.marks[0].slip is Slip.FACTOR
    assert found.marks[2].exact == pytest.approx(2.56)
    assert found.marks[2].carried == pytest.approx(2.88)


def test_an_error_of_an_earlier_update_is_carried_forward() -> None:
    # Update 1 answered with 2.88 instead of 2.56: from there 0.8 * 2.88 = 2.304 is right.
    first = marked(1, new0="2.88", new1="0.08")
    assert grades(marked(2, first, new0="2.304", new1="0.016")) == [Grade.CARRIED, Grade.RIGHT]


def test_momentum_carries_its_velocity_forward() -> None:
    run = Run(builtin_scenario("toy-bowl").experiment.with_(rule="momentum", learning_rate=0.01))
    run.advance(3)
    first, second = UpdateTask.of(run, 1), UpdateTask.of(run, 2)
    right = first.solve()
    before = mark(first, answers(new0="3.0", new1=f"{right.new_theta[1]:.6f}"))
    velocity = 0.9 * right.new_state[0][0] + 2 * 3.0
    found = mark(second, answers(new0=f"{3.0 - 0.01 * velocity:.6f}"), before)
    assert grades(found) == [Grade.CARRIED]


def test_an_error_without_a_name_goes_on_in_the_velocity() -> None:
    # x^2 from 4 with rate 0.01: a gradient of 5.5 instead of 8 gives 3.945 and a velocity of 5.5;
    # from there 0.9 * 5.5 + 2 * 3.945 = 12.84, and 3.945 - 0.1284.
    run = Run(Experiment(objective="x^2", start=(4.0,), learning_rate=0.01, rule="momentum"))
    run.advance(1)
    first = mark(UpdateTask.of(run, 0), answers(new0="3.9450"))
    second = mark(UpdateTask.of(run, 1), answers(new0="3.8166"), first)
    assert (first.marks[0].grade, first.marks[0].slips) == (Grade.WRONG, ())
    assert grades(second) == [Grade.CARRIED]


def test_digits_that_were_kept_but_not_typed_are_gone_on_with() -> None:
    # The derivative of 4 w2^2 taken for 4 w2 once: 2 - 0.1 * 8 = 1.2, then 0.2 times each; what is
    # typed has two decimals, what is kept has all: 0.24, 0.048, and a gradient of 8 * 0.048.
    first = marked(0, new0="3.20", new1="1.20")
    second = marked(1, first, new0="2.56", new1="0.24")
    third = marked(2, second, new0="2.05", new1="0.048")
    last = marked(3, third, gradient0="4.10", gradient1="0.38", new0="1.64", new_loss="2.69")
    assert [one.slip for one in first.marks] == [None, Slip.FACTOR]
    later = [grade for found in (second, third, last) for grade in grades(found)]
    assert Grade.WRONG not in later
    assert Grade.TOO_FEW_DIGITS not in later
    assert grades(last)[1] is Grade.CARRIED


def test_numbers_rounded_on_the_way_are_not_wrong() -> None:
    run = Run(Experiment(objective="3*x^2 + 7*y^2", start=(1.2345, 0.9876), learning_rate=0.05))
    task = UpdateTask.of(run, 0)
    # 7.41 and 13.83 instead of 7.407 and 13.8264; 1.23 - 0.05 * 7.41 = 0.8595; L(0.86, 0.30).
    given = answers(gradient0="7.41", gradient1="13.83", new0="0.86", new1="0.30", new_loss="2.849")
    found = mark(task, given)
    assert task.solve().new_loss == pytest.approx(2.8547, abs=1e-4)
    assert all(one.counts_as_right for one in found.marks), grades(found)
    assert found.marks[-1].grade is Grade.FOLLOWS


def test_nothing_is_carried_from_an_error_where_there_was_none() -> None:
    run = Run(Experiment(objective="x^2", start=(4.0,), learning_rate=0.01))
    run.advance(1)
    # 4 instead of 3.92, and from there a gradient of 8.
    first = mark(UpdateTask.of(run, 0), answers(new0="4"))
    second = mark(UpdateTask.of(run, 1), answers(gradient0="8.00"), first)
    assert grades(first) == [Grade.TOO_FEW_DIGITS]
    assert grades(second) == [Grade.FOLLOWS]


@pytest.mark.parametrize(
    ("t", "field", "text", "grade"),
    [
        # w2 is 0.4 after update 0, w1 is 3.2; the loss is 10.88.
        (0, "new1", "0", Grade.TOO_FEW_DIGITS),
        (0, "new1", "0.4", Grade.RIGHT),
        (0, "new0", "3", Grade.TOO_FEW_DIGITS),
        (0, "new0", "3.2", Grade.RIGHT),
        (0, "new_loss", "1e1", Grade.TOO_FEW_DIGITS),
        (0, "new_loss", "11", Grade.RIGHT),
        (0, "new_loss", "10.9", Grade.RIGHT),
        (0, "gradient0", "8", Grade.RIGHT),
        # 0.016 and 0.0032: two figures, or three decimals.
        (2, "new1", "0.02", Grade.TOO_FEW_DIGITS),
        (3, "new1", "0.003", Grade.RIGHT),
        (3, "new1", "0.00", Grade.TOO_FEW_DIGITS),
        (3, "new1", "3e-3", Grade.RIGHT),
        (4, "new1", "6e-4", Grade.RIGHT),
    ],
)
def test_an_answer_needs_a_least_of_digits(t: int, field: str, text: str, grade: Grade) -> None:
    assert grades(marked(t, **{field: text})) == [grade]


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("3206", Grade.RIGHT),
        ("3210", Grade.RIGHT),
        ("3200", Grade.RIGHT),
        ("3.21e3", Grade.RIGHT),
        ("3000", Grade.TOO_FEW_DIGITS),
        ("3220", Grade.WRONG),
        ("3205", Grade.WRONG),
    ],
)
def test_zeros_at_the_end_may_stand_for_digits_that_were_rounded_away(
    text: str, grade: Grade
) -> None:
    # 2 * 1603.1, and the loss is 1603.1^2.
    run = Run(Experiment(objective="x^2", start=(1603.1,), learning_rate=0.01))
    assert grades(mark(UpdateTask.of(run, 0), answers(gradient0=text))) == [grade]


def test_digits_that_do_not_tell_the_new_value_from_the_old_are_too_few() -> None:
    run = Run(builtin_scenario("toy-bowl").experiment.with_(learning_rate=0.001))
    found = mark(UpdateTask.of(run, 0), answers(new0="4", new1="2.0"))
    assert grades(found) == [Grade.TOO_FEW_DIGITS, Grade.TOO_FEW_DIGITS]


def test_what_is_0_but_for_rounding_errors_may_be_called_0() -> None:
    run = Run(Experiment(objective="(x - 0.3)^2", start=(0.1 + 0.2,), learning_rate=0.1))
    found = mark(UpdateTask.of(run, 0), answers(gradient0="0", new_loss="0"))
    assert run.row(0).gradient[0] != 0
    assert grades(found) == [Grade.RIGHT, Grade.RIGHT]


def test_an_answer_that_could_be_read_in_two_ways_is_read_so_that_it_is_right() -> None:
    run = Run(Experiment(objective="x^2", start=(4096.0,), learning_rate=0.25))
    large = mark(UpdateTask.of(run, 0), answers(new0="2,048")).marks[0]
    small = marked(2, new0="2,048").marks[0]
    assert [(one.grade, one.given.value) for one in (large, small)] == [
        (Grade.RIGHT, 2048),
        (Grade.RIGHT, 2.048),
    ]


def test_a_rounded_run_is_marked_by_its_own_numbers() -> None:
    run = run_scenario(builtin_scenario("bowl-by-hand"), 4)
    found = mark(UpdateTask.of(run, 3), answers(new0="1.640", new1="0.003", gradient0="4.1"))
    assert grades(found) == [Grade.RIGHT] * 3


@pytest.mark.parametrize(
    ("given", "slip"),
    [
        ({"new0": "3.2"}, Slip.KEPT),
        ({"new0": "0.64"}, Slip.STEP),
        ({"new0": "0.08", "new1": "2.56"}, Slip.SWAPPED),
        ({"new_loss": "10.88"}, Slip.OLD_LOSS),
        ({"gradient0": "-6.4"}, Slip.SIGN),
        ({"gradient0": "0.64", "gradient1": "0.32"}, Slip.SCALED),
        # With the gradient of update 0, (8, 16).
        ({"new0": "2.4", "new1": "-1.2"}, Slip.OLD_GRADIENT),
        # 10.88 falls to 6.5792: by 39.53 %; 60.47 % are left, and it is 65.37 % of the new.
        ({"fall": "60.5"}, Slip.SHARE_KEPT),
        ({"fall": "65.4"}, Slip.OF_NEW_LOSS),
    ],
)
def test_other_usual_slips_are_named(given: dict[str, str], slip: Slip) -> None:
    found = marked(1, **given)
    assert [one.slip for one in found.marks] == [slip] * len(found.marks)


def test_a_fall_may_be_a_percentage_or_a_share() -> None:
    found = [marked(1, fall=text).marks[0] for text in ("39.5", "39.53 %", "0.395", "40")]
    assert [one.grade for one in found] == [Grade.RIGHT] * 4


def test_two_slips_that_give_the_same_are_both_told() -> None:
    # 3 - 0.5 * 6 = 0: both the old value and the step are 3.
    run = Run(Experiment(objective="x^2", start=(3.0,), learning_rate=0.5))
    (one,) = mark(UpdateTask.of(run, 0), answers(new0="3.0")).marks
    assert set(one.slips) == {Slip.KEPT, Slip.STEP}


def momentum_at(t: int, convention: str) -> UpdateTask:
    """x^2 from 4 with rate 0.1 and beta 0.9, before update `t`."""
    settings = {"convention": convention}
    run = Run(Experiment(objective="x^2", start=(4.0,), rule="momentum", settings=settings))
    run.advance(t)
    return UpdateTask.of(run, t)


@pytest.mark.parametrize(
    ("convention", "new"),
    [
        # The velocity is 8, and 0.9 * 8 + 0.1 * 6.4 = 7.84 from the velocity given; 3.2 - 0.784.
        ("accumulate", "2.416"),
        # 0.8 by the other convention: 0.9 * 0.8 + 0.1 * 6.4 = 1.36.
        ("accumulate", "3.064"),
        # The rate inside: 0.9 * 8 + 0.1 * 6.4 = 7.84 taken away whole.
        ("accumulate", "-4.64"),
        # At 3.92 with a velocity of 0.8: 0.9 * 0.8 + 7.84 = 8.56.
        ("average", "3.064"),
    ],
)
def test_another_convention_of_momentum_is_named(convention: str, new: str) -> None:
    (one,) = mark(momentum_at(1, convention), answers(new0=new)).marks
    assert one.slip is Slip.OTHER_CONVENTION


def test_t_off_by_one_in_the_bias_correction_is_named() -> None:
    run = Run(Experiment(objective="x^2", start=(4.0,), rule="adam"))
    run.advance(1)
    m, v = 0.9 * 0.8 + 0.1 * 7.8, 0.999 * 0.064 + 0.001 * 7.8**2
    new = 3.9 - 0.1 * (m / (1 - 0.9)) / math.sqrt(v / (1 - 0.999))
    (one,) = mark(UpdateTask.of(run, 1), answers(new0=f"{new:.4f}")).marks
    assert Slip.COUNT_OFF in one.slips


def test_slips_of_a_rounded_run_are_made_with_its_rounded_memory() -> None:
    rounded = {"round_gradient": "1 decimals", "round_parameters": "4 decimals"}
    run = Run(Experiment(objective="x^2", start=(4.0,), rule="adam", **rounded))
    run.advance(1)
    # 0.9 * 0.8 + 0.1 * 7.8 = 1.5; 0.999 * 0.064 + 0.001 * 7.8^2 = 0.1248 is 0.12 in two figures.
    new = 3.9 - 0.1 * 1.5 / math.sqrt(0.12)
    (one,) = mark(UpdateTask.of(run, 1), answers(new0=f"{new:.4f}")).marks
    assert one.slip is Slip.BIAS_LEFT_OUT


def test_another_factor_of_the_loss_is_named_for_loss_and_gradient() -> None:
    rows = Dataset("points", ("x", "y"), np.array([[1.0, 2.0], [3.0, 1.0]]))
    run = Run(Experiment(objective="(w*x - y)^2", dataset=rows, start=(2.0,)))
    # The errors are 0 and 5: a mean of 12.5 and a gradient of 15; halves with a factor 1/2.
    found = mark(UpdateTask.of(run, 0), answers(loss0="6.25", gradient0="7.5"))
    assert [one.slip for one in found.marks] == [Slip.LOSS_FACTOR, Slip.LOSS_FACTOR]


def test_a_wrong_value_without_a_known_slip_has_none() -> None:
    (one,) = marked(1, new0="17.3").marks
    assert one.grade is Grade.WRONG
    assert one.slip is None
    assert math.isclose(one.exact, 2.56)
