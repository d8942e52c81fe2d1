"""The values that ``--over`` stands for."""

from __future__ import annotations

import pytest

from gdsim.cli.over import over
from tests.refusals import assert_refused

Capture = pytest.CaptureFixture[bytes]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a=1,2.5,-3", [1, 2.5, -3]),
        ("a=0:1:5", [0, 0.25, 0.5, 0.75, 1]),
        ("a=0:1:lin:3", [0, 0.5, 1]),
        ("a=0.01:100:log:5", [0.01, 0.1, 1, 10, 100]),
    ],
)
def test_values_are_listed_or_evenly_spaced(text: str, values: list[float]) -> None:
    name, given = over(text)
    assert name == "a"
    assert given == pytest.approx(values)


BAD = [
    ("sweep toy-bowl --over learning-rate", "--over"),
    ("sweep toy-bowl --over learning-rate=", "--over"),
    ("sweep toy-bowl --over =1:2:3", "--over"),
    ("sweep toy-bowl --over learning-rate=1:2", "--over"),
    ("sweep toy-bowl --over learning-rate=a,b", "“a”"),
    ("sweep toy-bowl --over learning-rate=1:inf:3", "“inf”"),
    ("sweep toy-bowl --over learning-rate=0:1:log:3", "0 < LOW < HIGH"),
    ("sweep toy-bowl --over learning-rate=2:1:3", "LOW < HIGH"),
    ("sweep toy-bowl --over learning-rate=1:2:cubic:3", "cubic"),
    ("sweep toy-bowl --over learning-rate=1:2:1", "'1'"),
    ("sweep toy-bowl --over learning-rate=1:2:2.5", "2.5"),
    ("sweep toy-bowl --over learning-rate=1:2:99999999", "99999999"),
]


@pytest.mark.parametrize(("words", "named"), BAD, ids=[words for words, _ in BAD])
def test_bad_input_gets_one_line_and_exit_status_2(
    capsysbinary: Capture, words: str, named: str
) -> None:
    assert_refused(words, named, capsysbinary)
