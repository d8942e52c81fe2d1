"""The report on a hand-made table."""

from __future__ import annotations

from gdsim.study.practice.table.hand_table import read_hand_table
from gdsim.study.practice.table.table_check import check_table
from gdsim.study.practice.table.table_report import Remark, has_wrong, remarks
from tests.study.practice.table.test_hand_table import NAMES, PRINTED
from tests.study.practice.table.test_table_check import bowl


def report(text: str) -> list[Remark]:
    return remarks(check_table(bowl(), read_hand_table(text, NAMES)))


def test_the_printed_table_has_one_remark() -> None:
    (one,) = report(PRINTED)
    assert (one.row, one.column, one.given, one.grade, one.slip) == (3, "Loss", "4.21", "wrong", "")
    assert round(one.right, 6) == 4.195328
    assert has_wrong([one])


def test_each_kind_of_cell_that_is_not_right_is_remarked_on() -> None:
    # 3.2 + 0.64 and from there 0.8 * 3.84; 0.4 and 0.08 with too few digits; a word.
    found = report("t,w1 new,w2 new,loss\n0,3.2,0,32\n1,3.84,0.08,ten\n2,3.072,0.016,14.75")
    said = [(one.row, one.column, one.grade, one.slip) for one in found]
    assert said == [
        (0, "w2 new", "too-few-digits", ""),
        (1, "w1 new", "wrong", "sign"),
        (1, "loss", "unreadable", ""),
        (2, "w1 new", "carried", ""),
        (2, "loss", "carried", ""),
    ]


def test_rows_keep_the_numbers_of_the_table() -> None:
    (one,) = report("t,loss,new w1,new w2\n1,32,3.2,0.4\n2,10.88,2.56,0.09")
    assert (one.row, one.column) == (2, "new w2")


def test_few_digits_alone_are_nothing_wrong() -> None:
    assert not has_wrong(report("t,new w1\n0,3\n"))
    assert report("t,new w1\n0,3.2\n") == []
