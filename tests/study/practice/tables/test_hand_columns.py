"""Columns known by their headings."""

from __future__ import annotations

import pytest

from gdsim.engine.errors import InputError
from gdsim.study.practice.answers import Field
from gdsim.study.practice.tables.hand_columns import Role, column_of, usual_columns

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


@pytest.mark.parametrize(
    ("title", "role", "field"),
    [
        ("x_t", Role.BEFORE, None), ("x_k", Role.BEFORE, None), ("x_n", Role.BEFORE, None),
        ("x(t)", Role.BEFORE, None), ("xₖ", Role.BEFORE, None), ("x^{(k)}", Role.BEFORE, None),
        ("x[n]", Role.BEFORE, None), ("$x_{k}$", Role.BEFORE, None), ("𝑥", Role.BEFORE, None),
        ("x_{k+1}", Role.ANSWER, Field("new")), ("x(t+1)", Role.ANSWER, Field("new")),
        ("xₖ₊₁", Role.ANSWER, Field("new")), ("x^{(k+1)}", Role.ANSWER, Field("new")),
        ("x_new", Role.ANSWER, Field("new")), ("x′", Role.ANSWER, Field("new")),
        ("f(x)", Role.ANSWER, Field("loss")), ("f(x_k)", Role.ANSWER, Field("loss")),
        ("f(x(t))", Role.ANSWER, Field("loss")), ("J", Role.ANSWER, Field("loss")),
        ("J(θ)", Role.ANSWER, Field("loss")), ("J(theta)", Role.ANSWER, Field("loss")),
        (r"$J(\theta)$", Role.ANSWER, Field("loss")), ("MSE", Role.ANSWER, Field("loss")),
        (r"$\mathcal{L}(\theta)$", Role.ANSWER, Field("loss")), ("f_k", Role.ANSWER, Field("loss")),
        ("Loss", Role.ANSWER, Field("loss")), ("Cost function", Role.ANSWER, Field("loss")),
        ("f(x_{k+1})", Role.ANSWER, Field("new_loss")), ("L(t+1)", Role.ANSWER, Field("new_loss")),
        ("df/dx", Role.ANSWER, Field("gradient")), ("dJ/dx", Role.ANSWER, Field("gradient")),
        ("∂f/∂x", Role.ANSWER, Field("gradient")), ("dL(x)/dx", Role.ANSWER, Field("gradient")),
        (r"$\frac{\partial J}{\partial x}$", Role.ANSWER, Field("gradient")),
        ("f'(x)", Role.GRADIENTS, None), ("f’(x_k)", Role.GRADIENTS, None),
        ("∇f(x)", Role.GRADIENTS, None), ("g(t)", Role.GRADIENTS, None),
        ("g_k", Role.GRADIENTS, None), ("∇J(θ)", Role.GRADIENTS, None),
        ("slope", Role.GRADIENTS, None), ("Epoch", Role.ITERATION, None),
        ("v", Role.UNKNOWN, None), ("v(t)", Role.UNKNOWN, None), ("Velocity", Role.UNKNOWN, None),
        ("f'", Role.GRADIENTS, None), ("remark", Role.UNKNOWN, None),
    ],
)  # fmt: skip
def test_headings_of_textbooks_are_known(title: str, role: Role, field: Field | None) -> None:
    column = column_of(title, ("x",))
    assert (column.role, column.field) == (role, field)


@pytest.mark.parametrize(
    ("title", "role", "index"),
    [
        ("θ₀", Role.BEFORE, 0), ("θ_0", Role.BEFORE, 0), (r"$\theta_{1}$", Role.BEFORE, 1),
        ("theta1", Role.BEFORE, 1), ("θ₁(t)", Role.BEFORE, 1), ("θ_{0,t}", Role.BEFORE, 0),
        ("∂J/∂θ₀", Role.ANSWER, 0), ("∂J(θ)/∂θ_1", Role.ANSWER, 1), ("dJ/dθ₁", Role.ANSWER, 1),
        ("θ₁(t+1)", Role.ANSWER, 1), ("new θ₀", Role.ANSWER, 0),
    ],
)  # fmt: skip
def test_greek_parameters_are_known_however_they_are_set(title, role, index) -> None:
    column = column_of(title, ("theta_0", "theta_1"))
    found = column.index if column.field is None else column.field.index
    assert (column.role, found) == (role, index)


@pytest.mark.parametrize("name", ["k", "j", "g", "f", "l", "xn"])
def test_a_parameters_own_name_goes_before_what_else_a_heading_means(name: str) -> None:
    column = column_of(name, ("x", name))
    assert (column.role, column.index) == (Role.BEFORE, 1)


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
