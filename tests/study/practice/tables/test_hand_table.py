"""Hand-made tables: what is read of them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.engine.errors import InputError
from gdsim.study.practice.answers import Field
from gdsim.study.practice.tables.hand_table import HandTable, read_hand_table

NAMES = ("w1", "w2")

PRINTED = r"""| Iteration | Loss | Gradient \( [\nabla_{w_1}, \nabla_{w_2}] \) | New w1 | New w2 |
|---|---|---|---|---|
| 0 | 32.00 | [8,16] | 3.20 | 0.40 |
| 1 | 10.88 | [6.4,3.2] | 2.56 | 0.08 |
| 2 | 6.58 | [5.1,0.64] | 2.05 | 0.016 |
| 3 | 4.21 | [4.1,0.13] | 1.64 | 0.003 |
"""


NOTES = (
    r"| Iteration | Loss | Gradient \( [\nabla_{w_1}, \nabla_{w_2}] \) | New \( w_1 \) |"
    r" New $w_2$ |"
    "\n|---|---|---|---|---|\n"
    r"| 0 | 32.00 | \( [8,16] \) | \( 3.20 \) | $0.40$ |"
)


def test_numbers_between_the_signs_of_mathematics_are_read() -> None:
    table = read_hand_table(NOTES, NAMES)
    assert numbers(table) == [row(32, 8, 16, 3.2, 0.4)]
    assert table.unknown == ()


def test_numbered_gradients_are_known_and_what_is_not_is_told() -> None:
    table = read_hand_table("loss,g1,grad2,remark\n32,8,16,7\n", NAMES)
    assert numbers(table) == [
        {Field("loss"): 32, Field("gradient", 0): 8, Field("gradient", 1): 16}
    ]
    assert table.unknown == ("remark",)
    assert read_hand_table("loss,g3\n32,8\n", NAMES).unknown == ("g3",)


def numbers(table: HandTable) -> list[dict[Field, float]]:
    return [{field: one.value for field, one in row.answers().items()} for row in table.rows]


def row(loss: float, g1: float, g2: float, w1: float, w2: float) -> dict[Field, float]:
    return {
        Field("loss"): loss,
        Field("gradient", 0): g1,
        Field("gradient", 1): g2,
        Field("new", 0): w1,
        Field("new", 1): w2,
    }


FIRST_TWO = [row(32, 8, 16, 3.2, 0.4), row(10.88, 6.4, 3.2, 2.56, 0.08)]


@pytest.mark.parametrize(
    "text",
    [
        PRINTED.rsplit("| 2 |", 1)[0],
        "iteration,loss,grad_w1,grad_w2,new_w1,new_w2\n0,32,8,16,3.2,0.4\n1,10.88,6.4,3.2,2.56,0.08",
        "t;Loss;∂L/∂w1;∂L/∂w2;new w₁;new w₂\n0;32;8;16;3,2;0,4\n1;10,88;6,4;3,2;2,56;0,08",
        "0\t32\t8\t16\t3.2\t0.4\n1\t10.88\t6.4\t3.2\t2.56\t0.08",
        "32\t[8; 16]\t3.2\t0.4\n10.88\t[6.4; 3.2]\t2.56\t0.08",
        'L,gradient,w1 new,w2 new\n32,"[8, 16]",3.2,0.4\n10.88,"[6.4, 3.2]",2.56,0.08',
    ],
)
def test_tables_of_many_kinds_are_read_alike(text: str) -> None:
    table = read_hand_table(text, NAMES)
    assert numbers(table) == FIRST_TWO
    assert [one.t for one in table.rows] == [0, 1]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "there is no table"),
        ("iteration,loss", "headings only"),
        ("name,colour\nx,red", "is no table"),
        ("name,colour\n1,2", "no column"),
        ("Dear diary, today the loss went down.", "is no table"),
        ("It went down.\nThen it went up again.", "is no table"),
        ("iteration\n1", "no column"),
        ("1,2,3", "3 columns and no headings"),
        ("1\n" * 2000, "too long"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_hand_table(text, NAMES)


@given(st.text(max_size=200))
def test_any_text_is_a_table_or_a_sentence(text: str) -> None:
    with suppress(InputError):
        table = read_hand_table(text, NAMES)
        assert table.rows
        assert all(one.cells for one in table.rows)


def test_epochs_number_the_updates_only_where_each_has_one() -> None:
    each = read_hand_table("Epoch,f(x)\n3,1\n4,0.5", ["x"])
    several = read_hand_table("Epoch,f(x)\n0,1\n0,0.5\n1,0.2", ["x"])
    assert [row.t for row in each.rows] == [3, 4]
    assert [row.t for row in several.rows] == [0, 1, 2]
    assert several.unknown == ("Epoch",)
