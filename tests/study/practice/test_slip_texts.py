"""What is said of an answer."""

from __future__ import annotations

import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.numbers import NumberFormat
from gdsim.study.practice.answers import Field, WrittenNumber
from gdsim.study.practice.marking import Grade, Mark, mark
from gdsim.study.practice.slip_texts import (
    field_name,
    given_sentence,
    mark_sentence,
    right_value,
    slip_sentence,
)
from gdsim.study.practice.slips import Slip
from gdsim.study.practice.update_task import UpdateTask


def bowl_at(t: int) -> UpdateTask:
    return UpdateTask.of(run_scenario(builtin_scenario("toy-bowl"), 4), t)


def marked(field: Field, text: str) -> str:
    (one,) = mark(bowl_at(1), {field: WrittenNumber.read(text)})
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
    run = Run(Experiment(objective="x^2 + y^2", start=(1.0, 2.0), rule="adam"))
    number = WrittenNumber.read("7")
    said = slip_sentence(
        Mark(Field("new", 1), number, 1.0, Grade.WRONG, slip), UpdateTask.of(run, 0)
    )
    assert said.endswith(".")
    assert "{" not in said


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
    (one,) = mark(bowl_at(1), {Field("new", 0): WrittenNumber.read("9")})
    assert right_value(one, NumberFormat.significant(2)) == "Right is 2.6."
