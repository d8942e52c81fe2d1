"""The rule's lines of a working, with the numbers of two updates worked out by hand."""

from __future__ import annotations

import re

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.study.working.working import working

EXACT = NumberFormat.exact()


def run_of(**fields) -> Run:
    run = Run(Experiment(**{"objective": "w1^2 + 4*w2^2", "start": (4.0, 2.0), **fields}))
    run.advance(3)
    return run


def of_rule(run: Run, t: int, number_format: NumberFormat = EXACT) -> list[Section]:
    sections = working(run, t, number_format).sections
    first = next(k for k, one in enumerate(sections) if one.title == "Learning rate") + 1
    return list(sections[first:-1])


def latex_of(section: Section) -> list[str]:
    return [block.latex for block in section.blocks if isinstance(block, Formula)]


def test_each_equation_has_a_line_of_numbers_for_each_parameter() -> None:
    run = run_of(rule="momentum", settings={"beta": 0.5}, learning_rate=0.125)
    velocity, update = of_rule(run, 1)
    # (4, 2) has the gradient (8, 16), so (3, 0) follows, which has the gradient (6, 0).
    assert latex_of(velocity) == [
        r"v_{t+1} = \beta v_t + g_t",
        r"w_{1}: \quad v_{t+1} = 0.5 \cdot 8 + 6 = 10",
        r"w_{2}: \quad v_{t+1} = 0.5 \cdot 16 + 0 = 8",
    ]
    assert latex_of(update)[1:] == [
        r"w_{1} \leftarrow 3 - 0.125 \cdot 10 = 1.75",
        r"w_{2} \leftarrow 0 - 0.125 \cdot 8 = -1",
    ]


def test_a_parameter_that_is_rounded_by_hand_shows_both_sides_of_the_rounding() -> None:
    run = run_of(learning_rate=0.12345, round_parameters="1 decimals")
    (update,) = of_rule(run, 0, NumberFormat.decimals(4))
    assert latex_of(update)[1].endswith(r"3.0124 \approx 3")


def test_the_step_is_made_with_a_state_as_it_was_rounded_by_hand() -> None:
    """0.75 * 8 + 5.9 = 11.9 is kept as 12, and the step is 0.13 of 12."""
    run = run_of(
        rule="momentum", settings={"beta": 0.75}, learning_rate=0.13, round_gradient="2 figures"
    )
    velocity, update = of_rule(run, 1, NumberFormat.decimals(3))
    assert latex_of(velocity)[1].endswith(r"0.75 \cdot 8 + 5.9 = 11.9 \approx 12")
    assert latex_of(update)[1].startswith(r"w_{1} \leftarrow 2.96 - 0.13 \cdot 12 = 1.4")
    assert r"v_{t+1} = 0.75 \cdot 12 +" in latex_of(of_rule(run, 2)[0])[1]


def test_what_is_given_are_settings_and_the_state_so_far() -> None:
    given = working(run_of(rule="momentum"), 1, EXACT).given
    assert given is not None
    assert latex_of(given) == [
        r"\beta = 0.9",
        r"w_{1}: \quad v_t = 8",
        r"w_{2}: \quad v_t = 16",
    ]
    assert working(run_of(), 1, EXACT).given is None


def test_a_state_that_is_given_has_the_digits_with_which_it_stands_in_the_lines() -> None:
    run = run_of(rule="adam", learning_rate=0.3)
    shown = working(run, 2, NumberFormat.decimals(2))
    assert shown.given is not None
    first_moment = latex_of(of_rule(run, 2, NumberFormat.decimals(2))[0])
    for state, line in zip(latex_of(shown.given)[1::2], first_moment[1:], strict=True):
        name, value = re.split(r": \\quad m_t (?:=|\\approx) ", state)
        assert line.startswith(rf"{name}: \quad m_{{t+1}} = 0.9 \cdot {value} ")


def test_a_rule_that_began_later_says_from_where_it_counts() -> None:
    run = run_of().branch(2, rule="adam")
    run.advance(2)
    texts = [
        block.text
        for section in of_rule(run, 3)
        for block in section.blocks
        if isinstance(block, Text)
    ]
    assert texts == ["Here t = 1: the rule began afresh with update 2."] * 2
