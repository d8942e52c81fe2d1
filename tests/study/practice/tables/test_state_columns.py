"""Columns of what a rule remembers, against tables worked out by hand."""

from __future__ import annotations

import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.study.practice.marking.grades import Grade
from gdsim.study.practice.tables.hand_columns import Role, column_of
from gdsim.study.practice.tables.hand_table import read_hand_table
from gdsim.study.practice.tables.table_check import CheckedTable, check_table, remembered


def momentum(**settings: float | str) -> Run:
    """Return momentum on x^2 from 10: v = 0.5 v + 2x, x = x - 0.1 v."""
    return Run(
        Experiment(
            objective="x^2",
            start=(10.0,),
            learning_rate=0.1,
            rule="momentum",
            settings={"beta": 0.5, **settings},
        )
    )


def checked(run: Run, text: str) -> CheckedTable:
    return check_table(run, read_hand_table(text, run.objective.parameters, remembered(run)))


# v: 20, 0.5*20 + 16 = 26, 0.5*26 + 10.8 = 23.8; x: 10, 8, 5.4, 3.02.
AFTER = "t,x(t),g(t),{v},f(x)\n0,10,20,20,100\n1,8,16,26,64\n2,5.4,10.8,23.8,29.16"


@pytest.mark.parametrize(
    "heading", ["v", "v(t)", "v_t", "Velocity", "velocity", "Velocity v(t)", "v_x", "velocity_x"]
)
def test_a_velocity_after_each_update_is_right_under_any_heading(heading: str) -> None:
    found = checked(momentum(), AFTER.format(v=heading))
    assert found.count(Grade.RIGHT) == found.count(*Grade) == 11
    assert found.states == f"{heading}: taken as after the row's update."
    assert not found.untold
    assert not found.table.unknown


def test_a_velocity_from_the_row_before_is_right_and_said_to_be_so() -> None:
    found = checked(momentum(), "t,x,v\n0,10,0\n1,8,20\n2,5.4,26\n3,3.02,23.8")
    assert found.first(Grade.WRONG) is None
    assert [row[2] is not None for row in found.cells] == [True] * 4
    assert found.states == "v: taken as before the row's update."


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ((-20, -26, -23.8), "v: taken as after the row's update, with the sign turned."),
        ((0, -20, -26), "v: taken as before the row's update, with the sign turned."),
    ],
)
def test_a_velocity_with_the_sign_turned_throughout_is_right(
    column: tuple[float, ...], said: str
) -> None:
    rows = "\n".join(
        f"{t},{x},{v}" for t, (x, v) in enumerate(zip((10, 8, 5.4), column, strict=True))
    )
    found = checked(momentum(), f"t,x,v\n{rows}")
    assert found.first(Grade.WRONG) is None
    assert found.states == said


def test_a_velocity_that_is_wrong_is_marked_and_what_follows_from_it_is_carried() -> None:
    # 0.5*26 + 10.8 = 23.8, not 21; from there x = 5.4 - 2.1 = 3.3 and v = 0.5*21 + 6.6 = 17.1.
    found = checked(momentum(), "t,x,g,v\n0,10,20,20\n1,8,16,26\n2,5.4,10.8,21\n3,3.3,6.6,17.1")
    assert found.first(Grade.WRONG) == (2, 3)
    cell, following = found.cells[2][3], found.cells[3][3]
    assert cell is not None
    assert following is not None
    assert cell.mark.exact == pytest.approx(23.8)
    assert following.mark.grade is Grade.CARRIED


def test_a_velocity_that_follows_from_a_rounded_one_is_right() -> None:
    # With 0.9: 20, 34, 0.9*34 + 9.2 = 39.8; from 40, rounded, 0.9*40 + 1.24 = 37.24, not 37.06.
    found = checked(momentum(beta=0.9), "t,v\n0,20\n1,34\n2,40\n3,37.24")
    assert not found.untold
    last = found.cells[3][1]
    assert last is not None
    assert last.mark.grade is Grade.FOLLOWS


def test_a_column_that_fits_no_reading_is_left_out_and_named() -> None:
    found = checked(momentum(), "t,x,v\n0,10,7\n1,8,9\n2,5.4,4")
    assert found.untold == ("v",)
    assert found.first(Grade.WRONG) is None
    assert all(row[2] is None for row in found.cells)


@pytest.mark.parametrize(
    ("run", "column", "told"),
    [
        # Twice 0.1 times the gradient and half of the last one: 2, 1 + 1.6, 1.3 + 1.08.
        (momentum(), "2,2.6,2.38", "the rate inside the velocity, v ← βv + ηg; this run uses the"),
        (momentum(), "0,2,2.6", "the rate inside the velocity, v ← βv + ηg; this run uses the"),
        (momentum(), "-2,-2.6,-2.38", "the rate inside the velocity, v ← βv + ηg"),
        (
            momentum(convention="rate-inside"),
            "20,26,23.8",
            "the sum of gradients as velocity, v ← βv + g; this run uses the rate inside the",
        ),
    ],
)
def test_a_column_by_another_convention_with_the_same_parameters_is_told_as_such(
    run: Run, column: str, told: str
) -> None:
    rows = zip((10, 8, 5.4), column.split(","), strict=True)
    found = checked(run, "t,x,v\n" + "\n".join(f"{t},{x},{v}" for t, (x, v) in enumerate(rows)))
    assert f"v: right by {told}" in found.states
    assert not found.untold
    assert not found.convention
    assert found.count(Grade.RIGHT) == found.count(*Grade)


def test_a_slip_in_a_column_by_another_convention_is_not_told_to_be_right() -> None:
    found = checked(momentum(), "t,x,v\n0,10,2\n1,8,3.9\n2,5.4,2.38")
    assert found.untold == ("v",)
    assert "right by" not in found.states


CORRECTED = "t,x,{m},{v}\n1,10,20,400\n2,9.9,19.8947,396.02\n3,9.8,19.785,392.06"
"""By hand m is 2, 3.78, 5.362 over 1 - 0.9^t, and v 0.4, 0.79164, 1.175 over 1 - 0.999^t."""


@pytest.mark.parametrize(
    ("m", "v"),
    [
        ("m̂", "v̂"),
        ("m_hat", "v_hat"),
        ("mhat", "vhat"),
        ("m hat", "v hat"),
        (r"\hat{m}", r"\hat{v}"),
        (r"$\hat{m}_t$", r"$\hat v_t$"),
        ("m̂_x", "v̂_x"),
        ("m^", "v^"),
        ("corrected first moment", "Corrected second moment v̂"),
    ],
)
def test_moments_corrected_for_their_start_are_known_and_marked(m: str, v: str) -> None:
    experiment = Experiment(objective="x^2", start=(10.0,), learning_rate=0.1, rule="adam")
    found = checked(Run(experiment), CORRECTED.format(m=m, v=v))
    assert not found.table.unknown
    assert not found.untold
    assert found.first(Grade.WRONG, Grade.TOO_FEW_DIGITS) is None
    assert sum(cell is not None for row in found.cells for cell in row[2:]) == 6
    wrong = checked(Run(experiment), CORRECTED.format(m=m, v=v).replace("19.8947", "18.8947"))
    assert wrong.first(Grade.WRONG) == (1, 2)
    cell = wrong.cells[1][2]
    assert cell is not None
    assert cell.mark.exact == pytest.approx(3.78 / 0.19)


def test_a_rule_that_corrects_nothing_does_not_know_such_a_heading() -> None:
    found = checked(momentum(), "t,x,m̂\n0,10,20\n1,8,21")
    assert found.table.unknown == ("m̂",)
    assert found.first(Grade.WRONG) is None


def test_a_column_of_zeros_tells_nothing() -> None:
    assert checked(momentum(), "t,x,v\n0,10,0").untold == ("v",)


def test_the_moments_of_adam_and_the_sum_of_squares_are_marked_by_their_signs() -> None:
    # m = 0.1*20 = 2, v = 0.001*400 = 0.4; the step is the rate: x = 9.9, g = 19.8,
    # m = 0.9*2 + 1.98 = 3.78, v = 0.999*0.4 + 0.001*392.04 = 0.79164.
    experiment = Experiment(objective="x^2", start=(10.0,), learning_rate=0.1, rule="adam")
    adam = checked(Run(experiment), "t,m,v_t\n0,2,0.4\n1,3.78,0.79164")
    assert adam.count(Grade.RIGHT) == 4
    squares = checked(Run(experiment.with_(rule="adagrad")), "t,g,G_t\n0,20,400\n1,19.8,792.04")
    assert squares.count(Grade.RIGHT) == 4


def test_headings_say_of_which_of_several_parameters_a_state_is() -> None:
    def index(title: str, parameters: tuple[str, ...]) -> int | None:
        column = column_of(title, parameters, ("velocity",))
        is_known = column.role is Role.STATE and column.field is not None
        return column.field.index if is_known and column.field else None

    assert [index(title, ("x", "y")) for title in ("v_x", "velocity_y", "v_2", "v")] == [
        0,
        1,
        1,
        None,
    ]
    assert [index(title, ("theta0", "theta1")) for title in ("v_0", "v₁", "v_θ₁")] == [0, 1, 1]
    assert index("v_1", ("x",)) is None


def test_a_parameter_of_that_name_comes_first() -> None:
    assert column_of("v", ("v",), ("velocity",)).role is Role.BEFORE
    assert column_of("v", ("x",)).role is Role.UNKNOWN


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize("delay", [0, 1])
@pytest.mark.parametrize(
    ("beta", "rate"), [(0.5, 0.1), (0.9, 0.3), (0.8, 0.2), (0.9, 0.1), (0.5, 0.6)]
)
def test_sizes_of_a_velocity_whose_sign_changes_are_never_marked_wrong(
    beta: float, rate: float, delay: int, turn: int
) -> None:
    run = Run(
        Experiment(
            objective="x^2",
            start=(10.0,),
            learning_rate=rate,
            rule="momentum",
            settings={"beta": beta},
        )
    )
    x, velocities, rows = 10.0, [0.0], []
    for t in range(9):
        velocities.append(beta * velocities[-1] + 2 * x)
        size = abs(velocities[-1 - delay])
        rows.append(f"{t},{x:.4f},{turn * size:.4f}")
        x -= rate * velocities[-1]
    assert min(velocities) < 0 < max(velocities)
    found = checked(run, "t,x,v\n" + "\n".join(rows))
    assert found.first(Grade.WRONG, Grade.CARRIED) is None
    assert found.untold == ("v",)
