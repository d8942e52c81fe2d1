"""How many digits a number of a working is shown with."""

from __future__ import annotations

import pytest

from gdsim.numbers import NumberFormat
from gdsim.study.working.settle import Step, settle
from gdsim.study.working.shown import Shown

TWO, FOUR = NumberFormat.decimals(2), NumberFormat.decimals(4)


@pytest.mark.parametrize(
    ("number_format", "value", "latex"),
    [
        (TWO, 12.3456, "12.35"),
        (TWO, 0.125, "0.13"),
        (TWO, 0.0523, "0.052"),  # a figure more than two decimals would show
        (FOUR, 0.0123456, "0.0123"),
        (FOUR, 1.63824e-5, r"1.6 \cdot 10^{-5}"),
        (FOUR, 0.0, "0"),
        (NumberFormat.decimals(1), 0.32, "0.3"),
        (NumberFormat.decimals(0), 0.32, "0.32"),
        (NumberFormat.decimals(0), 41.6, "42"),
        (NumberFormat.significant(3), 1234.5, "1235"),  # a 0 might count or not
        (NumberFormat.significant(3), 0.00012345, "0.000123"),
        (NumberFormat.exact(), 1 / 3, "0.3333333333333333"),
    ],
)
def test_a_number_begins_with_the_digits_asked_for_and_small_ones_with_two(
    number_format, value, latex
) -> None:
    assert Shown([value], number_format).latex() == latex


@pytest.mark.parametrize(
    ("number_format", "value", "texts"),
    [
        (TWO, 1 / 3, ["0.33", "0.333", "0.3333"]),
        (TWO, 2000 / 3, ["666.67", "666.667", "666.6667"]),
        (TWO, 1 / 3e5, ["3.3e-6", "3.33e-6", "3.333e-6"]),
        (NumberFormat.significant(2), 1 / 3, ["0.33", "0.333", "0.3333"]),
        (TWO, 0.016, ["0.016", "0.0160", "0.01600"]),
    ],
)
def test_every_digit_added_is_one_more_of_the_number(number_format, value, texts) -> None:
    shown = Shown([value], number_format)
    for text in texts:
        assert shown.texts == [text]
        shown.add_digit()


def test_in_the_end_all_of_a_number_is_shown() -> None:
    for value in (1 / 3, 1e-9 / 7, 12345 / 7, -2e20 / 3):
        shown = Shown([value], TWO)
        for _ in range(20):
            shown.add_digit()
        assert shown.printed.tolist() == [value]


def test_digits_are_added_where_they_matter_most_and_no_more_than_it_takes() -> None:
    large, small = Shown([200 / 3], TWO), Shown([1 / 3], TWO)
    product = Shown([200 / 9], TWO)
    settle([Step(product, [large, small], lambda values: values[0] * values[1])])
    # 66.67 * 0.33 is 22.00, 66.67 * 0.3333 is 22.22.
    assert (large.texts, small.texts, product.texts) == (["66.67"], ["0.3333"], ["22.22"])


def test_what_an_added_digit_asks_of_the_numbers_before_it_is_added_too() -> None:
    start, middle, end = (Shown([x], TWO) for x in (1 / 7, 10 / 7, 1000 / 7))
    settle(
        [
            Step(middle, [start], lambda values: 10 * values[0]),
            Step(end, [middle], lambda values: 100 * values[0]),
        ]
    )
    (first,), (second,), (third,) = start.texts, middle.texts, end.texts
    assert third == "142.86"
    assert f"{100 * float(second):.2f}" == third
    assert f"{10 * float(first):.{len(second.partition('.')[2])}f}" == second


def test_a_result_almost_half_way_is_shown_with_a_digit_more_instead() -> None:
    parts = Shown([0.3351], TWO), Shown([0.28985], TWO)
    total = Shown([0.62495], TWO)
    settle([Step(total, parts, lambda values: values[0] + values[1])])
    # 0.34 + 0.29 is 0.63; for 0.62, both would have to stand in full.
    assert total.texts == ["0.625"]
    assert [one.texts for one in parts] == [["0.335"], ["0.29"]]


def test_rounding_of_the_computer_is_shown_as_0() -> None:
    tenth, rest = Shown([0.1], FOUR), Shown([3 * 0.1 - 0.3], FOUR)
    assert rest.value != 0
    settle([Step(rest, [tenth], lambda values: 3 * values[0] - 0.3)])
    assert rest.latex() == "0"


def test_no_digit_is_shown_that_is_rounding_of_the_computer() -> None:
    x = 1 + 1e-12 / 3
    near, rest = (
        Shown([x], NumberFormat.significant(6)),
        Shown([x - 1], NumberFormat.significant(6)),
    )
    settle([Step(rest, [near], lambda values: values[0] - 1)])
    assert len(rest.texts[0].partition("e")[0]) <= len("3.3")


def test_a_column_has_the_same_digits_in_every_row() -> None:
    column = Shown([1 / 3, 2 / 3, 10 / 3, 1 / 3, 1 / 3], TWO)
    total = Shown([5.0], TWO)
    settle([Step(total, [column], lambda values: values[0].sum(keepdims=True))])
    # 0.33 + 0.67 + 3.33 + 0.33 + 0.33 is 4.99.
    assert column.texts == ["0.333", "0.667", "3.333", "0.333", "0.333"]
