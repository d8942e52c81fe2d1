"""Lists of names with numbers, in the spellings of people."""

from __future__ import annotations

import pytest

from gdsim.engine.errors import InputError
from gdsim.engine.named_values import named_numbers, named_ranges, numbers_text, ranges_text


def read(text: str) -> float:
    return float(text.replace(",", "."))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", {}),
        ("a=1", {"a": 1}),
        ("a = 1, b=100", {"a": 1, "b": 100}),
        ("a=0,5; b=2", {"a": 0.5, "b": 2}),
        ("a=0,5, b_2=-1e-3;", {"a": 0.5, "b_2": -1e-3}),
        ("α=2", {"α": 2}),
    ],
)
def test_a_list_gives_its_numbers(text: str, numbers: dict[str, float]) -> None:
    assert named_numbers(text, read, "a=1") == numbers
    assert named_numbers(numbers_text(numbers), read, "a=1") == numbers


@pytest.mark.parametrize("text", ["a", "a=", "=1", "1", "a=1, b"])
def test_what_is_no_list_is_refused_with_an_example(text: str) -> None:
    with pytest.raises((InputError, ValueError)):
        named_numbers(text, read, "a=1")


def test_a_name_is_given_once() -> None:
    with pytest.raises(InputError, match="a stands there twice"):
        named_numbers("a=1, a=2", read, "a=1")


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("x=0:", {"x": (0, float("inf"))}),
        ("x=0:,y=-1:1", {"x": (0, float("inf")), "y": (-1, 1)}),
        ("x = :0,5; w1 = 2 : 3", {"x": (float("-inf"), 0.5), "w1": (2, 3)}),
        ("", {}),
    ],
)
def test_a_list_gives_its_ranges(text: str, ranges: dict[str, tuple[float, float]]) -> None:
    assert named_ranges(text, read, "x=0:") == ranges
    assert named_ranges(ranges_text(ranges), read, "x=0:") == ranges


@pytest.mark.parametrize("text", ["x=1", "x=:", "x", "0:1"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="give"):
        named_ranges(text, read, "x=0:")
