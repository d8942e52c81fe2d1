"""A rounded run beside the exact one."""

from __future__ import annotations

import pytest

from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.numbers import NumberFormat
from gdsim.study.words import by_hand as words
from gdsim.study.words.by_hand import exact_sentence, exact_theta
from gdsim.study.working.blocks import Formula, Text
from gdsim.study.working.working import working

FOUR = NumberFormat.decimals(4)


def by_hand(updates: int) -> Run:
    return run_scenario(builtin_scenario("bowl-by-hand"), updates)


def test_sentence_gives_the_exact_run_at_the_same_update() -> None:
    # 4 * 0.8^4 and 2 * 0.2^4 against what the rounded table leads to.
    sentence = exact_sentence(by_hand(4), 4, FOUR)
    assert "1.6384 (here 1.64)" in sentence
    assert "0.0032 (here 0.003)" in sentence


def test_sentence_says_where_rounding_made_no_difference_yet() -> None:
    assert "same numbers" in exact_sentence(by_hand(4), 0, FOUR)
    # 4 * 0.8^2 and 2 * 0.2^2 have two decimals.
    assert "same numbers" in exact_sentence(by_hand(4), 2, FOUR)


def test_there_is_no_sentence_for_an_exact_run() -> None:
    assert exact_sentence(run_scenario(builtin_scenario("toy-bowl"), 4), 4, FOUR) == ""


def test_exact_run_makes_the_changes_of_the_rounded_one() -> None:
    run = by_hand(2).branch(2, learning_rate=0.05)
    run.advance(2)
    # Factors 1 - 2 eta and 1 - 8 eta, twice each.
    expected = [4 * 0.8**2 * 0.9**2, 2 * 0.2**2 * 0.6**2]
    assert exact_theta(run, 4) == pytest.approx(expected, rel=1e-12)
    assert exact_theta(run, 2) == pytest.approx([2.56, 0.08], rel=1e-12)


def test_nothing_is_said_of_an_exact_run_that_is_not_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # It would not have ended: it is only too long for a sentence.
    monkeypatch.setattr(words, "MOST_EXACT_UPDATES", 3)
    assert exact_sentence(by_hand(4), 4, FOUR) == "Each step is rounded."
    assert "exact run is at" in exact_sentence(by_hand(4), 3, FOUR)


def test_working_shows_each_number_before_and_after_rounding() -> None:
    shown = working(by_hand(4), 3, FOUR)
    blocks = [block for section in shown.sections for block in section.blocks]
    latex = [block.latex for block in blocks if isinstance(block, Formula)]
    slope = r"\frac{\partial L}{\partial w_{2}} = 8 \cdot 0.016 = 0.128 \approx 0.13"
    assert slope in latex
    assert r"w_{2} \leftarrow 0.016 - 0.1 \cdot 0.13 = 0.003" in latex
    assert any("exact run" in block.text for block in blocks if isinstance(block, Text))


def test_working_of_every_state_shows_its_rounding() -> None:
    run = Run(builtin_scenario("bowl-by-hand").experiment.with_(rule="adam"))
    run.advance(2)
    latex = [
        block.latex
        for section in working(run, 1, FOUR).sections
        for block in section.blocks
        if isinstance(block, Formula)
    ]
    # m after update 0 is 0.1 * 8 = 0.8; then 0.9 * 0.8 + 0.1 * 7.8 = 1.5.
    assert run.row(1).gradient[0] == pytest.approx(7.8)
    assert any(line.endswith("= 1.5") and "m_{t+1}" in line for line in latex)
