"""gdsim verdict: the window's lines, checked against what becomes of the run."""

from __future__ import annotations

import pytest

from gdsim.cli.main import main


def lines(capsys, words: str) -> list[str]:
    assert main(["verdict", *words.split()]) == 0
    return capsys.readouterr().out.splitlines()


def test_name_comes_first_and_then_a_sentence_a_line(capsys) -> None:
    # Along w2 each update multiplies by 1 - 0.26 * 8 = -1.08.
    name, sentence, *rest = lines(capsys, "bowl-too-large")
    assert name == "diverging"
    assert "-1.08" in sentence.replace("−", "-")
    assert any("0.25" in line for line in rest), "2/8 is the bound"


def test_a_run_that_rises_after_its_warm_up_is_not_converging(capsys) -> None:
    words = "toy-bowl --learning-rate 0.3 --set warmup=20 --iterations 500 --at"
    for at in (50, 60, 70, 80):
        assert lines(capsys, f"{words} {at}")[0] == "diverging"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("toy-bowl --at 41", "--at"),
        ("toy-bowl -o a.csv", "unrecognized arguments: -o a.csv"),
        ("toy-bowl --state", "unrecognized arguments: --state"),
    ],
)
def test_what_does_not_go_with_a_verdict_is_refused(capsys, words: str, said: str) -> None:
    assert main(["verdict", *words.split()]) == 2
    assert said in capsys.readouterr().err
