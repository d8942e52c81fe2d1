"""Columns known by their headings."""

from __future__ import annotations

import pytest

from gdsim.engine.errors import InputError
from gdsim.study.practice.answers import Field
from gdsim.study.practice.table.hand_columns import Role, column_of, usual_columns

NAMES = ("w_1", "theta")


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Loss", Field("loss")),
        ("cost", Field("loss")),
        ("new loss", Field("new_loss")),
        ("$new\\_w_{1}$", Field("new", 0)),
        ("theta (t+1)", Field("new", 1)),
        ("w1'", Field("new", 0)),
        ("dL/dw_1", Field("gradient", 0)),
        ("∂L/∂theta", Field("gradient", 1)),
        ("grad of theta", Field("gradient", 1)),
        ("g2", Field("gradient", 1)),
    ],
)
def test_answers_are_known_by_their_headings(title: str, field: Field) -> None:
    column = column_of(title, NAMES)
    assert (column.role, column.field) == (Role.ANSWER, field)


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Iteration", Role.ITERATION),
        ("t", Role.ITERATION),
        ("gradient", Role.GRADIENTS),
        ("∇L (both)", Role.GRADIENTS),
        ("remark", Role.UNKNOWN),
        ("g3", Role.UNKNOWN),
    ],
)
def test_other_columns_are_known_or_told_to_be_unknown(title: str, role: Role) -> None:
    assert column_of(title, NAMES).role is role


def test_a_parameter_alone_is_its_value_before_the_update() -> None:
    column = column_of("theta", NAMES)
    assert (column.role, column.index) == (Role.BEFORE, 1)


def test_a_parameter_called_t_is_no_iteration() -> None:
    assert column_of("t", ("t",)).role is Role.BEFORE


def test_columns_without_headings_are_those_of_lecture_notes() -> None:
    roles = [column.role for column in usual_columns(4, True, ("w",))]
    assert roles == [Role.ITERATION, Role.ANSWER, Role.GRADIENTS, Role.ANSWER]
    fields = [column.field for column in usual_columns(3, False, ("w",))]
    assert fields == [Field("loss"), Field("gradient", 0), Field("new", 0)]


def test_another_count_of_columns_without_headings_is_refused() -> None:
    with pytest.raises(InputError, match="2 columns and no headings; give headings, or the 4"):
        usual_columns(2, False, ("w",))
