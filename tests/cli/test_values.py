"""Values of options that are refused, each in one sentence that names the option."""

from __future__ import annotations

import pytest

from tests.refusals import assert_refused

Capture = pytest.CaptureFixture[bytes]


BAD = [
    ("run toy-bowl --start w1=1,2", "--start"),
    ("run toy-bowl --start w1=1,w1=2", "twice"),
    ("run toy-bowl --start a,b", "--start"),
    ("run toy-bowl --start 1,inf", "--start"),
    ("run toy-bowl --learning-rate fast", "--learning-rate"),
    ("run toy-bowl --learning-rate 0", "--learning-rate"),
    ("run toy-bowl --learning-rate nan", "--learning-rate"),
    ("run toy-bowl --rule momentum --set beta", "--set"),
    ("run toy-bowl --method minibatch", "--method"),
    ("run toy-bowl --batch-size 0", "--batch-size"),
    ("run toy-bowl --order random", "--order"),
    ("run toy-bowl --last-batch pad", "--last-batch"),
    ("run toy-bowl --seed -1", "--seed"),
    ("run toy-bowl --round-gradient 99", "--round-gradient"),
    ("run toy-bowl --iterations -1", "--iterations"),
    ("run toy-bowl --epochs x", "--epochs"),
    ("run toy-bowl --stop-loss x", "--stop-loss"),
    ("run toy-bowl --decimals 18", "0 to 17"),
    ("screenshot toy-bowl -o a.png --size big", "--size"),
    ("screenshot toy-bowl -o a.png --size 100x800", "200 to 10000"),
]


@pytest.mark.parametrize(("words", "named"), BAD, ids=[words for words, _ in BAD])
def test_value_that_is_not_accepted_gets_one_line_and_exit_status_2(
    capsysbinary: Capture, words: str, named: str
) -> None:
    assert_refused(words, named, capsysbinary)
