"""Hand-made tables checked cell by cell: which is found wrong, and what follows from it."""

from __future__ import annotations

import pytest

from gdsim.engine.errors import InputError
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.study.practice.marking.grades import Grade
from gdsim.study.practice.slips.slips import Slip
from gdsim.study.practice.tables.hand_table import read_hand_table
from gdsim.study.practice.tables.table_check import CheckedTable, check_table
from tests.study.practice.tables.test_hand_table import NAMES, PRINTED


def bowl(updates: int = 0) -> Run:
    return run_scenario(builtin_scenario("toy-bowl"), updates)


def checked(text: str, run: Run | None = None) -> CheckedTable:
    return check_table(run or bowl(), read_hand_table(text, NAMES))


def test_the_printed_table_has_one_wrong_cell_the_loss_at_iteration_3() -> None:
    found = checked(PRINTED)
    assert found.first(Grade.WRONG) == (3, 1)
    assert found.count(Grade.WRONG) == 1
    cell = found.cells[3][1]
    assert cell is not None
    assert (cell.t, cell.mark.given.text) == (3, "4.21")
    assert cell.mark.exact == pytest.approx(4.195328)


def test_the_first_wrong_cell_is_diagnosed_and_later_rows_follow_from_it() -> None:
    # 3.2 - 0.1 * 3.2 = 2.88; from there the loss is 2.88^2 + 4 * 0.08^2 = 8.32, and so on.
    found = checked(
        "0\t32\t8\t16\t3.2\t0.4\n1\t10.88\t6.4\t3.2\t2.88\t0.08\n2\t8.32\t5.76\t0.64\t2.304\t0.016"
    )
    assert found.first(Grade.WRONG) == (1, 4)
    cell = found.cells[1][4]
    assert cell is not None
    assert cell.mark.slip is Slip.FACTOR
    assert found.count(Grade.WRONG) == 1
    assert found.count(Grade.CARRIED) == 3


def test_numbers_that_follow_from_rounded_ones_are_right() -> None:
    # From 2.05 (2.048 rounded) on: 0.8 * 2.05 = 1.64, 0.8 * 1.64 = 1.312 where exact is 1.311.
    found = checked("t,new w1,new w2\n2,2.05,0.016\n3,1.640,0.0032\n4,1.312,0.00064")
    assert found.first(Grade.WRONG) is None
    assert found.count(Grade.FOLLOWS) >= 2


def test_parameters_before_each_update_are_the_new_ones_of_the_last() -> None:
    found = checked("t,w1,w2,loss\n0,4,2,32\n1,4.8,0.4,23.68\n2,3.84,0.08,14.77")
    assert found.first(Grade.WRONG) == (1, 1)
    cell = found.cells[1][1]
    assert cell is not None
    assert (cell.t, cell.mark.slip) == (0, Slip.SIGN)
    assert found.count(Grade.WRONG) == 1


def test_a_table_that_begins_elsewhere_is_refused() -> None:
    with pytest.raises(InputError, match="w1 = 5 before update 0, where the run is at 4"):
        checked("t,w1,w2,loss\n0,5,2,32")


def test_a_table_longer_than_the_run_is_refused() -> None:
    with pytest.raises(InputError, match="update 50, but the run ends after 40"):
        checked("t,loss\n50,1")


def test_checking_leaves_the_run_as_it_is() -> None:
    run = bowl(1)
    checked(PRINTED, run)
    assert run.length == 1


def test_cells_without_a_number_are_passed_over() -> None:
    found = checked("t,loss,new w1,new w2\n0,32,?,0.4\n1,,2.56,n/a")
    assert found.first(Grade.WRONG) is None
    assert found.count(*Grade) == 3


def test_cell_with_other_text_is_unreadable_and_one_left_empty_is_not() -> None:
    found = checked("t,loss,new_w1,remark\n0,32,oops,fine\n1,…,-,well\n2,,?,\n")
    assert found.unreadable() == [(0, 2)]
    assert found.count(*Grade) == 1


def test_a_table_numbered_from_1_is_told_once_and_marked_as_it_is_meant() -> None:
    found = checked("t,loss,new w1,new w2\n1,32,3.2,0.4\n2,10.88,2.56,0.08\n3,6.58,2.048,0.016")
    assert found.is_numbered_from_one
    assert found.count(Grade.RIGHT) == found.count(*Grade) == 9
    assert found.cells[0][1].t == 0


def test_a_table_numbered_from_1_with_the_values_before_is_not_refused() -> None:
    found = checked("t,w1,w2,loss\n1,4,2,32\n2,3.2,0.4,10.88")
    assert found.is_numbered_from_one
    assert found.first(Grade.WRONG) is None


def test_a_table_that_begins_with_update_1_is_taken_as_it_stands() -> None:
    found = checked("t,loss,new w1\n1,10.88,2.56\n2,6.58,2.048")
    assert not found.is_numbered_from_one
    assert found.count(Grade.RIGHT) == 4


def test_a_percentage_column_is_checked() -> None:
    found = checked("t,loss,reduction in %\n0,32,66\n1,10.88,60.5")
    assert [row[2].mark.grade for row in found.cells] == [Grade.RIGHT, Grade.WRONG]
    assert found.cells[1][2].mark.slip is Slip.SHARE_KEPT


def test_a_point_parts_thousands_where_commas_stand_before_decimals() -> None:
    run = Run(builtin_scenario("toy-bowl").experiment.with_(start=(50.0, 2.5)))
    # 50^2 + 4 * 2.5^2 = 2525, at (40, 0.5) it is 1601; the gradient is (100, 20).
    found = checked("t;loss;grad_w1;new w2\n0;2.525;100;0,5\n1;1.601;80;0,1", run)
    assert found.count(Grade.RIGHT) == found.count(*Grade) == 6


@pytest.mark.parametrize("first", ["gd", "adam", "momentum"])
def test_after_a_change_of_rule_nothing_is_remembered_of_the_one_before(first: str) -> None:
    run = bowl().branch(0, rule=first)
    run.advance(2)
    changed = run.branch(2, rule="adam" if first == "momentum" else "momentum")
    changed.advance(2)
    lines = []
    for t in range(4):
        row = changed.row(t)
        numbers = (row.loss, *row.gradient, *row.new_theta)
        lines.append("\t".join([str(t), *(f"{number:.3g}" for number in numbers)]))
    found = checked("\n".join(lines), changed)
    assert found.count(Grade.WRONG) == found.count(Grade.CARRIED) == 0
    assert found.count(Grade.RIGHT) > 10


@pytest.mark.parametrize(
    ("first", "then", "new"),
    [
        # The first step of both goes the rate along each axis: 4.8 - 0.1, 3.6 - 0.1.
        ("gd", "adam", "4.7,3.5"),
        ("momentum", "adagrad", "4.7,3.5"),
        # 4.8 - 0.1 * 9.6, 3.6 - 0.1 * 28.8
        ("adam", "gd", "3.84,0.72"),
    ],
)
def test_an_error_is_carried_on_where_another_rule_begins(first: str, then: str, new: str) -> None:
    run = bowl().branch(0, rule=first)
    run.advance(1)
    run = run.branch(1, rule=then)
    run.advance(1)
    # The first update is taken uphill: 4 + 0.1 * 8, 2 + 0.1 * 16.
    found = checked(f"t,w1,w2,new w1,new w2\n0,4,2,4.8,3.6\n1,4.8,3.6,{new}\n", run)
    grades = [cell.mark.grade for cell in found.cells[1][-2:] if cell is not None]
    assert len(grades) == 2
    assert Grade.WRONG not in grades
