"""What is said of an answer."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.numbers import NumberFormat
from gdsim.study.practice.answers import Answer, Field
from gdsim.study.practice.marking.marking import mark
from gdsim.study.practice.slip_texts import (
    field_name,
    given_sentence,
    mark_sentence,
    reading_text,
    right_value,
    slip_sentence,
)
from gdsim.study.practice.slips.slips import Slip
from gdsim.study.practice.update_task import UpdateTask


def bowl_at(t: int) -> UpdateTask:
    return UpdateTask.of(run_scenario(builtin_scenario("toy-bowl"), 4), t)


def marked(field: Field, text: str) -> str:
    (one,) = mark(bowl_at(1), {field: Answer.read(text)}).marks
    return mark_sentence(one, bowl_at(1))


def test_a_sentence_names_its_number_and_does_not_give_the_right_one_away() -> None:
    said = marked(Field("new", 0), "3.84")
    assert said.startswith("new w₁: Uphill")
    assert "2.56" not in said
    assert marked(Field("new", 0), "2.56") == "new w₁: Right."


def test_a_wrong_sign_of_the_gradient_speaks_of_the_derivative_not_of_the_step() -> None:
    assert "differentiate again" in marked(Field("gradient", 0), "-6.4")


@pytest.mark.parametrize("slip", list(Slip))
def test_every_slip_has_a_sentence_without_blanks(slip: Slip) -> None:
    rule = "momentum" if slip is Slip.OTHER_CONVENTION else "adam"
    run = Run(Experiment(objective="x^2 + y^2", start=(1.0, 2.0), rule=rule))
    (one,) = mark(UpdateTask.of(run, 0), {Field("new", 1): Answer.read("7.77")}).marks
    said = slip_sentence(replace(one, slips=(slip,)), UpdateTask.of(run, 0))
    assert said.endswith(".")
    assert "{" not in said


def test_two_slips_are_both_told() -> None:
    (one,) = mark(bowl_at(1), {Field("new", 0): Answer.read("7.77")}).marks
    said = slip_sentence(replace(one, slips=(Slip.KEPT, Slip.STEP)), bowl_at(1))
    assert "value before the update" in said
    assert "step itself" in said


def test_too_few_digits_say_how_many_are_enough() -> None:
    assert "at least 2 figures or 3 decimals" in marked(Field("new", 0), "3")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3.2", ""),
        ("3 1/5", "read as 3.2"),
        ("1,024", "read as 1.024 or 1024"),
        ("10'000", "read as 10000"),
        ("36 %", "read as 0.36"),
        ("1.048576-0.1*2", "read as 0.848576"),
    ],
)
def test_how_an_answer_is_read_is_told_where_it_is_not_plain(text: str, told: str) -> None:
    assert reading_text(Answer.read(text)) == told


def test_of_a_wrong_answer_both_readings_are_told_and_of_a_right_one_the_one_that_is() -> None:
    assert "read as 2.56)" in marked(Field("new", 0), "2,560")
    assert "read as 7.777 or 7777)" in marked(Field("new", 0), "7,777")


def test_fields_are_called_as_in_print() -> None:
    names = [field_name(Field(quantity, 1), bowl_at(0)) for quantity in ("gradient", "new")]
    assert names == ["∂L/∂w₂", "new w₂"]


def test_what_an_update_starts_from_has_enough_figures_to_work_with() -> None:
    run = Run(Experiment(objective="x^2", start=(1 / 3,), rule="momentum", learning_rate=0.05))
    run.advance(1)
    said = given_sentence(UpdateTask.of(run, 1), 6)
    # 1/3 * 0.9, and a velocity of 2/3.
    for part in ("x = 0.3", "η = 0.05", "β = 0.9", "velocity (0.66666667)"):
        assert part in said


def test_only_the_first_parameters_are_told_where_there_are_many() -> None:
    said = given_sentence(bowl_at(1), 1)
    assert "w₁ = 3.2" in said
    assert "w₂" not in said


def test_the_right_value_is_in_the_chosen_format() -> None:
    (one,) = mark(bowl_at(1), {Field("new", 0): Answer.read("9")}).marks
    assert right_value(one, NumberFormat.significant(2)) == "Right is 2.6."


def test_what_an_update_does_besides_its_rule_is_given() -> None:
    run = Run(
        Experiment(
            objective="x^2 + y",
            start=(1.0, 2.0),
            maximise=True,
            clip_norm=0.5,
            bounds={"y": (-1.0, 3.0)},
        )
    )
    told = given_sentence(UpdateTask.of(run, 0), 4)
    assert "η = 0.1, uphill, ‖g‖ clipped to 0.5, -1 ≤ y ≤ 3" in told
