"""The kinds together: every line of the lecture is asked for, and every statement is sound."""

from __future__ import annotations

from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.statements.pool import POOL
from gdsim.study.exam.topics import TOPICS

HEADINGS = {1, 3, 5, 22, 31, 44, 58, 93, 110, 117, 118}
RULES_OF_TABLES = {25, 26, 36, 37, 46, 47, 52, 53, 85, 95, 96}
COLOURS = {18, 19, 20, 21, 68, 69, 70, 71, 72, 73, 74, 100, 104, 105, 106, 107, 108}
LAST_LINE = 127


def test_every_line_of_the_lecture_is_asked_for() -> None:
    asked = {
        line
        for kind in KINDS.values()
        for first, last in kind.lines
        for line in range(first, last + 1)
    }
    left_out = set(range(1, LAST_LINE + 1)) - asked - HEADINGS - RULES_OF_TABLES - COLOURS
    assert not left_out


def test_every_topic_has_kinds_at_each_level() -> None:
    for topic in TOPICS:
        levels = {level for kind in KINDS.values() if topic in kind.topics for level in kind.levels}
        assert levels == {1, 2, 3}, topic


def test_there_are_sixty_statements_each_with_three_different_texts() -> None:
    assert len(POOL) >= 60
    assert len({one.key for one in POOL}) == len(POOL)
    for one in POOL:
        texts = {one.holds, one.fails, one.near, one.reason, *one.beliefs}
        assert len(texts) == 6, one.key


def test_a_statement_shows_a_scenario_that_there_is() -> None:
    shows = [one.show for one in POOL if one.show is not None]
    assert len(shows) > 50
    for show in shows:
        experiment = builtin_scenario(show.scenario).experiment
        assert experiment.with_(**dict(show.changes)) is not None
