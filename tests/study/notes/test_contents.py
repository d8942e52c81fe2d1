"""Every line of the lecture is in the notes; each statement has a run, tables are right."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from gdsim.study.notes.contents import notes
from gdsim.study.notes.note import Flowchart
from gdsim.study.working.blocks import Formula, Table
from tests.study.notes.runs_shown import note, run_of, statement

LINES = {
    (1, 2): "idea.networks",
    (3, 4): "idea.parts",
    (5, 21): "methods",
    (22, 23): "rule.opposite",
    (24, 30): "rule",
    (31, 42): "one-step",
    (43, 43): "one-step.falls",
    (44, 56): "methods",
    (57, 57): "methods.usual",
    (58, 78): "algorithm",
    (79, 81): "bowl.shape",
    (82, 91): "bowl",
    (92, 92): "bowl.steep",
    (93, 108): "rates",
    (109, 109): "rates.small",
    (110, 111): "adapting.fixed",
    (112, 112): "adapting.fixed",
    (113, 113): "adapting.steep",
    (114, 114): "adapting.sparse",
    (115, 115): "adapting.dense",
    (116, 116): "adapting.zigzag",
    (117, 118): "remember",
    (119, 119): "remember.opposite",
    (120, 120): "remember.size",
    (121, 121): "remember.usual",
    (122, 122): "remember.batch",
    (123, 123): "remember.stochastic",
    (124, 124): "remember.compromise",
    (125, 125): "remember.diverges",
    (126, 126): "remember.slow",
    (127, 127): "remember.unbalanced",
}
"""Lines of the lecture's text, first and last, and the note or statement that covers them."""

LAST_LINE = 127


def test_every_line_of_the_lecture_is_covered() -> None:
    covered = [line for first, last in LINES for line in range(first, last + 1)]
    assert covered == list(range(1, LAST_LINE + 1))
    for place in LINES.values():
        assert statement(place) if "." in place else note(place)


def test_keys_are_unique() -> None:
    keys = [one.key for one in notes()]
    assert len(keys) == len(set(keys))
    for one in notes():
        names = [statement.key for statement in one.statements]
        assert len(names) == len(set(names))


ALL = [f"{one.key}.{each.key}" for one in notes() for each in one.statements]


@pytest.mark.parametrize("place", ALL)
def test_every_statement_can_be_shown(place: str) -> None:
    show = statement(place).show
    run = run_of(show)
    assert run.length >= show.at


def test_counts_of_the_example_are_those_of_the_lecture() -> None:
    tables = [block for block in note("methods").blocks if isinstance(block, Table)]
    rows = dict(tables[-1].rows)
    assert rows["batch"] == "1"
    assert rows["stochastic"] == f"{10_000:,}"
    assert rows["mini-batch"].startswith(str(-(-10_000 // 32)))


# Tables and formulas


def test_bowl_table_is_that_of_plain_arithmetic() -> None:
    (table,) = (block for block in note("bowl").blocks if isinstance(block, Table))
    w1, w2 = 4.0, 2.0
    for t, row in enumerate(table.rows):
        loss, gradient = w1 * w1 + 4 * w2 * w2, (2 * w1, 8 * w2)
        shown = [float(x) for x in row[2].strip("[]").split(",")]
        w1, w2 = w1 - 0.1 * gradient[0], w2 - 0.1 * gradient[1]
        assert int(row[0]) == t
        printed = [float(row[1]), *shown, float(row[3]), float(row[4])]
        assert printed == pytest.approx([loss, *gradient, w1, w2], rel=1e-12)


def test_one_step_table_is_that_of_plain_arithmetic() -> None:
    (table,) = (block for block in note("one-step").blocks if isinstance(block, Table))
    point = (3.0, 4.0)
    for column in (1, 2):
        numbers = [
            [float(x) for x in table.rows[k][column].strip("()[]").split(",")] for k in range(3)
        ]
        assert numbers[0] == pytest.approx(point)
        assert numbers[1] == pytest.approx([point[0] ** 2 + point[1] ** 2])
        assert numbers[2] == pytest.approx([2 * x for x in point])
        point = (point[0] - 0.1 * 2 * point[0], point[1] - 0.1 * 2 * point[1])


def flowcharts() -> Mapping[str, Flowchart]:
    return {
        one.key: block for one in notes() for block in one.blocks if isinstance(block, Flowchart)
    }


def test_flowcharts_have_the_boxes_and_arrows_of_the_lecture() -> None:
    charts = flowcharts()
    assert len(charts["methods"].boxes) == 1 + 3 + 9
    assert len(charts["algorithm"].boxes) == 8
    back = [arrow for arrow in charts["algorithm"].arrows if arrow.word == "No"]
    assert [(arrow.start, arrow.end) for arrow in back] == [("criterion", "shuffle")]
    assert len(charts["rates"].boxes) == 6
    for chart in charts.values():
        keys = {box.key for box in chart.boxes}
        assert len(keys) == len(chart.boxes)
        assert {arrow.start for arrow in chart.arrows} | {a.end for a in chart.arrows} == keys


def test_formulas_can_be_typeset() -> None:
    from gdsim.views.style.typesetting import load_typesetter, typeset

    load_typesetter()
    for one in notes():
        for block in one.blocks:
            if isinstance(block, Formula):
                assert typeset(block.latex, 16, "#000000") is not None
