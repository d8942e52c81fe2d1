"""The rule's lines of a working, with the numbers of two updates worked out by hand."""

from __future__ import annotations

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.study.working.rule import given_section, rule_sections

EXACT, TWO = NumberFormat.exact(), NumberFormat.decimals(2)


def run_of(**fields) -> Run:
    run = Run(Experiment(**{"objective": "w1^2 + 4*w2^2", "start": (4.0, 2.0), **fields}))
    run.advance(3)
    return run


def latex_of(section: Section) -> list[str]:
    return [block.latex for block in section.blocks if isinstance(block, Formula)]


def test_each_equation_has_a_line_of_numbers_for_each_parameter() -> None:
    run = run_of(rule="momentum", settings={"beta": 0.5}, learning_rate=0.125)
    velocity, update = rule_sections(run, run.row(1), EXACT)
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


def test_the_rate_stands_in_full_among_rounded_numbers() -> None:
    run = run_of(learning_rate=0.12345)
    (update,) = rule_sections(run, run.row(0), TWO)
    assert latex_of(update)[1] == r"w_{1} \leftarrow 4 - 0.12345 \cdot 8 \approx 3.01"


def test_a_number_that_the_rule_rounds_shows_both_sides_of_the_rounding() -> None:
    run = run_of(learning_rate=0.12345, round_parameters="1 decimals")
    (update,) = rule_sections(run, run.row(0), NumberFormat.decimals(4))
    assert latex_of(update)[1].endswith(r"3.0124 \approx 3")


def test_what_is_given_are_settings_and_the_state_so_far() -> None:
    run = run_of(rule="momentum")
    given = given_section(run, run.row(1), EXACT)
    assert given is not None
    assert latex_of(given) == [
        r"\beta = 0.9", r"w_{1}: \quad v_t = 8", r"w_{2}: \quad v_t = 16",
    ]  # fmt: skip
    assert given_section(run_of(), run_of().row(1), EXACT) is None


def test_a_rule_that_began_later_says_from_where_it_counts() -> None:
    run = run_of().branch(2, rule="adam")
    run.advance(2)
    texts = [
        block.text
        for section in rule_sections(run, run.row(3), EXACT)
        for block in section.blocks
        if isinstance(block, Text)
    ]
    assert texts == ["Here t = 1: the rule began afresh with update 2."] * 2
