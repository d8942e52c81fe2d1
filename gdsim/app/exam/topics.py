"""The topics as they stand, and how their bars are to be read."""

from __future__ import annotations

from gdsim.i18n import tr
from gdsim.study.exam.memory.forecast import topic_figures
from gdsim.study.exam.memory.standing import Standing
from gdsim.views.practice.topic_list import TopicRow


def topic_rows(standing: Standing) -> list[TopicRow]:
    """Return the topics as they stand.

    What is likely to be recalled is told for the exam's day: on this one it is what was just read.
    """
    is_told = bool(standing.days_left)
    return [
        TopicRow(one.topic, one.title, one.mastery, one.recall if is_told else None)
        for one in topic_figures(standing)
    ]


def topic_words(standing: Standing) -> str:
    """Return how the topics' bars are to be read."""
    if standing.days_left:
        return tr(
            "The filled part, in %: how much is mastered. The upright line: how much of what was"
            " asked is likely to be recalled on the exam's day."
        )
    filled = tr("The filled part, in %: how much is mastered.")
    if standing.days_left is None:
        told = tr("Say when your exam is to see what is likely to be recalled on its day.")
        return f"{filled} {told}"
    return filled
